"""OpenDocument text (ISO/IEC 26300) as HTML: what was written, without its layout."""

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import Element, HtmlElement

from desktop.domain.errors import ImportFailed
from desktop.formats.comments import Comment, mark, moment_of, without_marks
from desktop.formats.zipped import UNREADABLE

_MOST_BYTES = 512 << 20
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_LEFT_OUT = frozenset(
    {"tracked-changes", "table-of-content", "sequence-decls", "forms", "variable-decls", "soft-page-break",
     "note-citation", "desc", "title", "table-column", "script", "hidden-text", "hidden-paragraph"}
)  # fmt: skip
_WIDEST = 20
"""Spaces that one element may stand for."""
_MOST_ALIKE = 100
"""Cells or rows that one element may stand for, where they hold anything."""


@dataclass(frozen=True, slots=True)
class OdtText:
    """``title``: of the text itself. ``metadata``: Dublin Core and the rest of meta.xml, by local name."""

    root: HtmlElement
    title: str
    metadata: dict[str, str]
    files: dict[str, bytes]
    comments: dict[int, Comment]
    """By the numbers of their marks in the text (``formats.comments``)."""


def read_odt(data: bytes) -> OdtText:
    """Raises ``ImportFailed``."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_BYTES:
                raise ImportFailed(
                    "The document unpacks to more than {megabytes} MB.", megabytes=_MOST_BYTES >> 20
                )
            files = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    except UNREADABLE as failure:
        raise ImportFailed("The document is damaged and cannot be unpacked.") from failure
    content = _xml(files.get("content.xml", b""))
    if content is None or (body := content.find(".//{*}body/{*}text")) is None:
        raise ImportFailed("The document is damaged or locked: its text cannot be read.")
    styles = _xml(files.get("styles.xml", b""))
    writer = _Writer([content] if styles is None else [styles, content], files)
    root = writer.article(body)
    pictures = {name: data for name, data in files.items() if name.startswith("Pictures/")}
    return OdtText(root, writer.title, _metadata(files.get("meta.xml", b"")), pictures, writer.comments)


class _Writer:
    """Turns one element after another; notes are gathered at the end."""

    def __init__(self, documents: list[etree._Element], files: dict[str, bytes]) -> None:
        self._files = files
        self._styles: dict[str, etree._Element] = {}
        self._numbered: set[tuple[str, str]] = set()
        for document in documents:
            for style in document.iter(_STYLE + "style"):
                self._styles[style.get(_STYLE + "name", "")] = style
            for style in document.iter(_TEXT + "list-style"):
                for level in style.iterchildren(_TEXT + "list-level-style-number"):
                    self._numbered.add((style.get(_STYLE + "name", ""), level.get(_TEXT + "level", "")))
        self._counted: dict[str, int] = {}
        """How far each numbered list has come, by its style."""
        self._notes: list[HtmlElement] = []
        self._open_comments: dict[str, int] = {}
        self.comments: dict[int, Comment] = {}
        self.title = ""
        self._writers: dict[str, Callable[[etree._Element, HtmlElement], None]] = {
            "h": self._heading, "p": self._paragraph, "span": self._span, "a": self._link, "list": self._list,
            "list-item": self._item, "list-header": self._plain("li"), "table": self._plain("table"),
            "table-row": self._row, "table-cell": self._cell, "image": self._image, "note": self._note,
            "line-break": self._plain("br"), "s": self._spaces, "tab": self._tab, "section": self._section,
            "ruby": self._plain("ruby"), "ruby-text": self._plain("rt"), "object": self._object, "math": self._math,
            "annotation": self._comment, "annotation-end": self._comment_end, "bookmark": self._place,
            "bookmark-start": self._place,
        }  # fmt: skip

    def article(self, body: etree._Element) -> HtmlElement:
        article = Element("article")
        self._children(body, article)
        if self._notes:
            section = Element("section")
            section.set("class", "footnotes")
            notes = Element("ol")
            notes.extend(self._notes)
            section.append(notes)
            article.append(section)
        return article

    def _children(self, source: etree._Element, target: HtmlElement) -> None:
        _say(target, source.text)
        for child in source:
            if isinstance(child.tag, str) and (name := _local(child)) not in _LEFT_OUT:
                self._writers.get(name, self._children)(child, target)
            _say(target, child.tail)

    def _plain(self, tag: str) -> Callable[[etree._Element, HtmlElement], None]:
        def write(source: etree._Element, target: HtmlElement) -> None:
            self._children(source, _below(target, tag))

        return write

    def _heading(self, source: etree._Element, target: HtmlElement) -> None:
        level = source.get(_TEXT + "outline-level", "1")
        self._children(source, _below(target, f"h{min(int(level), 6) if level.isdigit() else 1}"))

    def _paragraph(self, source: etree._Element, target: HtmlElement) -> None:
        names = set(self._lineage(source.get(_TEXT + "style-name", "")))
        if "Title" in names and not self.title:
            whole = Element("p")
            self._children(source, whole)
            self.title = " ".join(without_marks(whole.text_content()).split())
            return
        if "Quotations" in names:
            target = _last(target, "blockquote") or _below(target, "blockquote")
        if "Preformatted_20_Text" in names:
            code = _last(target, "pre")
            if code is not None:
                _say(code, "\n")
            self._children(source, _below(target, "pre") if code is None else code)
            return
        paragraph = _below(target, "p")
        if names & {"Caption", "Illustration", "Figure"}:
            paragraph.set("class", "caption")
        self._children(source, paragraph)

    def _lineage(self, name: str) -> Iterator[str]:
        """A style and those that it is made from."""
        for _ in range(20):
            if not name:
                return
            yield name
            style = self._styles.get(name)
            name = style.get(_STYLE + "parent-style-name", "") if style is not None else ""

    def _span(self, source: etree._Element, target: HtmlElement) -> None:
        for name in reversed(list(self._lineage(source.get(_TEXT + "style-name", "")))):
            style = self._styles.get(name)
            looks = style.find(_STYLE + "text-properties") if style is not None else None
            if looks is None:
                continue
            if looks.get(_TEXT + "display") == "none":
                return
            if looks.get(_FO + "font-weight") == "bold":
                target = _below(target, "strong")
            if looks.get(_FO + "font-style") == "italic":
                target = _below(target, "em")
            raised = looks.get(_STYLE + "text-position", "")
            if raised.startswith(("super", "sub")):
                target = _below(target, "sup" if raised.startswith("super") else "sub")
        self._children(source, target)

    def _link(self, source: etree._Element, target: HtmlElement) -> None:
        link = _below(target, "a")
        link.set("href", source.get(_XLINK + "href", ""))
        self._children(source, link)

    def _list(self, source: etree._Element, target: HtmlElement) -> None:
        around = [source, *source.iterancestors(_TEXT + "list")]
        style = next((name for one in around if (name := one.get(_TEXT + "style-name"))), "")
        if (style, str(len(around))) not in self._numbered:
            self._children(source, _below(target, "ul"))
            return
        made = _below(target, "ol")
        goes_on = source.get(_TEXT + "continue-numbering") == "true" or source.get(_TEXT + "continue-list")
        before = self._counted.get(style, 0) if goes_on and len(around) == 1 else 0
        if before:
            made.set("start", str(before + 1))
        self._children(source, made)
        if len(around) == 1:
            self._counted[style] = before + sum(item.tag == "li" for item in made)

    def _item(self, source: etree._Element, target: HtmlElement) -> None:
        item = _below(target, "li")
        if (value := source.get(_TEXT + "start-value", "")).isdigit():
            item.set("value", value)
        self._children(source, item)

    def _row(self, source: etree._Element, target: HtmlElement) -> None:
        for _ in range(self._times(source, "number-rows-repeated")):
            self._children(source, _below(target, "tr"))

    def _cell(self, source: etree._Element, target: HtmlElement) -> None:
        is_head = next(source.iterancestors(_TABLE + "table-header-rows", _TABLE + "table"), source).tag
        for _ in range(self._times(source, "number-columns-repeated")):
            cell = _below(target, "th" if str(is_head).endswith("table-header-rows") else "td")
            for ours, theirs in (("colspan", "number-columns-spanned"), ("rowspan", "number-rows-spanned")):
                if (count := source.get(_TABLE + theirs, "1")) != "1" and count.isdigit():
                    cell.set(ours, count)
            self._children(source, cell)

    @staticmethod
    def _times(source: etree._Element, name: str) -> int:
        told = source.get(_TABLE + name, "1")
        is_empty = not "".join(map(str, source.itertext())).strip()
        return (
            min(int(told), 1 if is_empty and name.startswith("number-rows") else _MOST_ALIKE)
            if told.isdigit()
            else 1
        )

    def _section(self, source: etree._Element, target: HtmlElement) -> None:
        if source.get(_TEXT + "display") != "none":
            self._children(source, target)

    def _object(self, source: etree._Element, target: HtmlElement) -> None:
        """A formula; other objects show the picture beside them."""
        path = posixpath.normpath(source.get(_XLINK + "href", "") or ".")
        document = _xml(self._files.get(f"{path}/content.xml", b""))
        found = source if document is None else document
        for math in found.iter("{http://www.w3.org/1998/Math/MathML}math"):
            self._math(math, target)

    def _math(self, source: etree._Element, target: HtmlElement) -> None:
        formula = _without_namespaces(source)
        if formula is not None:
            target.append(formula)

    def _comment(self, source: etree._Element, target: HtmlElement) -> None:
        lines = ("".join(map(str, line.itertext())) for line in source.iter(_TEXT + "p"))
        told = {_local(one): " ".join((one.text or "").split()) for one in source.iterchildren(etree.Element)}
        said = "\n".join(lines).strip()
        if not said:
            return
        number = len(self.comments)
        self.comments[number] = Comment(said, told.get("creator", ""), moment_of(told.get("date", "")))
        self._open_comments[source.get(_OFFICE + "name", "")] = number
        _say(target, mark(number, begins=True))

    def _comment_end(self, source: etree._Element, target: HtmlElement) -> None:
        number = self._open_comments.get(source.get(_OFFICE + "name", ""))
        if number is not None:
            _say(target, mark(number, begins=False))

    @staticmethod
    def _place(source: etree._Element, target: HtmlElement) -> None:
        """Where links of the text lead."""
        _below(target, "a").set("id", source.get(_TEXT + "name", ""))

    def _image(self, source: etree._Element, target: HtmlElement) -> None:
        frame = source.getparent()
        image = _below(target, "img")
        image.set("src", posixpath.normpath(source.get(_XLINK + "href", "")))
        told = [frame.findtext("{*}title"), frame.findtext("{*}desc")] if frame is not None else []
        image.set("alt", next((words for words in told if words), ""))

    def _note(self, source: etree._Element, target: HtmlElement) -> None:
        number = str(len(self._notes) + 1)
        mark = _below(_below(target, "sup"), "a")
        mark.set("id", f"noteref{number}")
        mark.set("href", f"#note{number}")
        mark.text = number
        note = Element("li")
        note.set("id", f"note{number}")
        self._notes.append(note)
        if (body := source.find(_TEXT + "note-body")) is not None:
            self._children(body, note)
        back = _below(note, "a")
        back.set("href", f"#noteref{number}")
        back.text = "↩"

    def _spaces(self, source: etree._Element, target: HtmlElement) -> None:
        count = source.get(_TEXT + "c", "1")
        _say(target, " " * (min(int(count), _WIDEST) if count.isdigit() else 1))

    @staticmethod
    def _tab(_source: etree._Element, target: HtmlElement) -> None:
        _say(target, "\t")


def _below(target: HtmlElement, tag: str) -> HtmlElement:
    child = Element(tag)
    target.append(child)
    return child


def _last(target: HtmlElement, tag: str) -> HtmlElement | None:
    """The element that goes on, if it is the last and nothing was said since."""
    last = target[-1] if len(target) else None
    return last if last is not None and last.tag == tag and not (last.tail or "").strip() else None


def _without_namespaces(math: etree._Element) -> HtmlElement | None:
    copied = Element(_local(math))
    for name, value in math.attrib.items():
        if "}" not in str(name):
            copied.set(str(name), str(value))
    copied.text = math.text
    for child in math:
        if isinstance(child.tag, str) and _local(child) not in ("annotation", "annotation-xml"):
            below = _without_namespaces(child)
            if below is not None:
                below.tail = child.tail
                copied.append(below)
    return copied


def _say(target: HtmlElement, words: str | None) -> None:
    if not words:
        return
    if len(target):
        target[-1].tail = (target[-1].tail or "") + words
    else:
        target.text = (target.text or "") + words


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _xml(data: bytes) -> etree._Element | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=True)
    try:
        return etree.fromstring(data, parser) if data else None
    except (etree.XMLSyntaxError, ValueError):
        return None


def _metadata(data: bytes) -> dict[str, str]:
    root = _xml(data)
    if root is None:
        return {}
    told = ((_local(element), " ".join((element.text or "").split())) for element in root.iter(etree.Element))
    return {name: words for name, words in told if words}
