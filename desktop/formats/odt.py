"""OpenDocument text (ISO/IEC 26300) as HTML: what was written, without its layout."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import Element, HtmlElement

from desktop.domain.errors import ImportFailed

_MOST_BYTES = 512 << 20
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_LEFT_OUT = frozenset(
    {"tracked-changes", "table-of-content", "annotation", "sequence-decls", "forms", "variable-decls",
     "soft-page-break", "note-citation", "desc", "title", "object", "table-column"}
)  # fmt: skip
_WIDEST = 20
"""Spaces that one element may stand for."""


@dataclass(frozen=True, slots=True)
class OdtText:
    """``title``: of the text itself. ``metadata``: Dublin Core and the rest of meta.xml, by local name."""

    root: HtmlElement
    title: str
    metadata: dict[str, str]
    files: dict[str, bytes]


def read_odt(data: bytes) -> OdtText:
    """Raises ``ImportFailed``."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_BYTES:
                raise ImportFailed(
                    "The document unpacks to more than {megabytes} MB.", megabytes=_MOST_BYTES >> 20
                )
            files = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as failure:
        raise ImportFailed("The document is damaged and cannot be unpacked.") from failure
    content = _xml(files.get("content.xml", b""))
    if content is None or (body := content.find(".//{*}body/{*}text")) is None:
        raise ImportFailed("The document is damaged or locked: its text cannot be read.")
    styles = _xml(files.get("styles.xml", b""))
    writer = _Writer([content] if styles is None else [styles, content])
    root = writer.article(body)
    pictures = {name: data for name, data in files.items() if name.startswith("Pictures/")}
    return OdtText(root, writer.title, _metadata(files.get("meta.xml", b"")), pictures)


class _Writer:
    """Turns one element after another; notes are gathered at the end."""

    def __init__(self, documents: list[etree._Element]) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._numbered: set[str] = set()
        for document in documents:
            for style in document.iter(_STYLE + "style"):
                self._styles[style.get(_STYLE + "name", "")] = style
            for style in document.iter(_TEXT + "list-style"):
                first = next((level for level in style if level.get(_TEXT + "level") == "1"), None)
                if first is not None and _local(first) == "list-level-style-number":
                    self._numbered.add(style.get(_STYLE + "name", ""))
        self._notes: list[HtmlElement] = []
        self.title = ""
        self._writers: dict[str, Callable[[etree._Element, HtmlElement], None]] = {
            "h": self._heading, "p": self._paragraph, "span": self._span, "a": self._link, "list": self._list,
            "list-item": self._plain("li"), "list-header": self._plain("li"), "table": self._plain("table"),
            "table-row": self._plain("tr"), "table-cell": self._cell, "image": self._image, "note": self._note,
            "line-break": self._plain("br"), "s": self._spaces, "tab": self._tab,
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
            self.title = " ".join("".join(map(str, source.itertext())).split())
            return
        if "Quotations" in names:
            target = _below(target, "blockquote")
        paragraph = _below(target, "pre" if "Preformatted_20_Text" in names else "p")
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
        numbered = source.get(_TEXT + "style-name", "") in self._numbered
        self._children(source, _below(target, "ol" if numbered else "ul"))

    def _cell(self, source: etree._Element, target: HtmlElement) -> None:
        cell = _below(target, "td")
        for ours, theirs in (("colspan", "number-columns-spanned"), ("rowspan", "number-rows-spanned")):
            if (count := source.get(_TABLE + theirs, "1")) != "1" and count.isdigit():
                cell.set(ours, count)
        self._children(source, cell)

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
