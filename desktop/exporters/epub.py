"""EPUB 3.3 (https://www.w3.org/TR/epub-33/): articles as chapters, their highlights in colour, comments as notes that open on
the spot, and a chapter that lists all annotations."""

import io
import re
import uuid
import zipfile
from collections.abc import Sequence, Set
from html import escape

from lxml import etree
from lxml.html import HtmlElement

from desktop import paths
from desktop.exporters.archive import put
from desktop.exporters.base import ExportArticle, Exporter, ExportOptions, Grouping
from desktop.exporters.marked import anchor_name, marked_html
from desktop.exporters.pictures import office_picture
from desktop.exporters.words import APART, NOTES, byline, html_words, label, place, xml_words
from desktop.formats.html.fragment import fragment, stored
from desktop.formats.html.vocabulary import MATH

_XHTML = "http://www.w3.org/1999/xhtml"
_MATHML = "http://www.w3.org/1998/Math/MathML"
_OPS = "http://www.idpf.org/2007/ops"
_NAME = re.compile(r"[^\w.-]")
_CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_KINDS = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif"}


class EpubExporter(Exporter):
    name = "epub"
    title = "Book (EPUB)"
    suffix = ".epub"
    grouping = Grouping.EITHER

    def render(self, articles: Sequence[ExportArticle], options: ExportOptions) -> bytes:
        book = _Book()
        for article in articles:
            book.add(article)
        first = articles[0]
        title = first.item.title if len(articles) == 1 else options.name or "Excerpts"
        return book.written(title, first)


class _Book:
    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}
        self._chapters: list[tuple[str, str, bool]] = []
        self._uids: list[str] = []
        self._listed: list[str] = []

    def add(self, article: ExportArticle) -> None:
        number = len(self._chapters) + 1
        chapter = _Chapter(article, number)
        name = f"article-{number}.xhtml"
        body = chapter.body()
        self._files[name] = _page(article.item.title, chapter.language, body)
        self._files |= chapter.pictures
        self._chapters.append((name, article.item.title, chapter.has_math))
        self._uids.append(article.item.uid)
        if article.annotations or article.notes:
            self._listed.append(_listed(article, name, chapter.marked))

    def written(self, title: str, first: ExportArticle) -> bytes:
        language = first.item.language or first.document.language or "und"
        chapters = list(self._chapters)
        if self._listed:
            self._files["annotations.xhtml"] = _page(
                "Annotations", language, f"<h1>Annotations</h1>{''.join(self._listed)}"
            )
            chapters.append(("annotations.xhtml", "Annotations", False))
        self._files["style.css"] = (paths.resources() / "web" / "book.css").read_bytes()
        self._files["nav.xhtml"] = _navigation(title, language, chapters)
        self._files["package.opf"] = self._package(title, language, first, chapters)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            put(archive, "mimetype", b"application/epub+zip")
            put(archive, "META-INF/container.xml", _CONTAINER.encode())
            for name, data in self._files.items():
                put(archive, f"EPUB/{name}", data)
        return out.getvalue()

    def _package(
        self, title: str, language: str, first: ExportArticle, chapters: list[tuple[str, str, bool]]
    ) -> bytes:
        one = len(self._uids) == 1
        lasting = uuid.uuid5(uuid.NAMESPACE_URL, "florilegium book " + " ".join(self._uids)).urn
        creators = first.item.creators if one else ()
        math = {name for name, _, has_math in chapters if has_math}
        items = "".join(
            f'<item id="{_identifier(name)}" href="{name}" media-type="{_media_type(name)}"{_properties(name, name in math)}/>'
            for name in self._files
            if name != "package.opf"
        )
        spine = "".join(f'<itemref idref="{_identifier(name)}"/>' for name, _, _ in chapters)
        modified = (
            max(article_time for article_time in (first.document.archived, first.item.modified))[:19] + "Z"
        )
        names = "".join(f"<dc:creator>{_words(name)}</dc:creator>" for name in creators)
        source = f"<dc:source>{_words(first.item.url)}</dc:source>" if one and first.item.url else ""
        return (
            '<?xml version="1.0" encoding="utf-8"?>\n<package xmlns="http://www.idpf.org/2007/opf" version="3.0"'
            ' unique-identifier="id">'
            f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">{lasting}</dc:identifier>'
            f"<dc:title>{_words(title) or 'Untitled'}</dc:title><dc:language>{_words(language)}</dc:language>{names}{source}"
            f'<meta property="dcterms:modified">{modified}</meta></metadata>'
            f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
        ).encode()


class _Chapter:
    def __init__(self, article: ExportArticle, number: int) -> None:
        self._article, self._number = article, number
        self.language = article.item.language or article.document.language or "und"
        self.pictures: dict[str, bytes] = {}
        self.has_math = False
        self.marked: set[str] = set()
        """The lasting names of the annotations that have a place in it."""

    def body(self) -> str:
        item = self._article.item
        root = stored(marked_html(self._article))
        self.marked.update(uid for mark in root.iter("mark") for uid in mark.get("data-marks", "").split())
        self._settle_pictures(root)
        asides = self._notes(root)
        about = f'<p class="about" dir="auto">{_words(byline(item))}</p>' if byline(item) else ""
        address = (
            f'<p class="about"><a href="{_words(item.url)}">{_words(item.url)}</a></p>'
            if item.url.startswith("http")
            else ""
        )
        inside = self._xhtml(root)
        return (
            f'<h1 dir="auto">{_words(item.title)}</h1>{about}{address}<div dir="auto">{inside}</div>{asides}'
        )

    def _xhtml(self, root: HtmlElement) -> str:
        """Of what ``root`` holds, as XML; each id is told once and is a name."""
        told: set[str] = set()
        for element in root.iter(etree.Element):
            tag = str(element.tag)
            if tag == "figcaption" and element.getparent().tag != f"{{{_XHTML}}}figure":
                tag = "p"
            math = tag in MATH
            self.has_math = self.has_math or math
            element.tag = f"{{{_MATHML if math else _XHTML}}}{tag}"
            if name := element.attrib.pop("id", ""):
                name = _identifier(name)
                if name not in told:
                    element.set("id", name)
                told.add(name)
        for link in root.iterfind(f".//{{{_XHTML}}}a"):
            target = link.get("href", "")
            if target.startswith("#") and link.get("class") != "noteref":
                link.set("href", f"#{_identifier(target[1:])}")
                if _identifier(target[1:]) not in told:
                    del link.attrib["href"]
        root.tag = f"{{{_XHTML}}}div"
        return etree.tostring(root, encoding="unicode", method="xml", with_tail=False)

    def _settle_pictures(self, root: HtmlElement) -> None:
        for picture in list(root.iter("img")):
            found = office_picture(self._article.resource(picture.get("src", "")))
            alt = picture.get("alt", "")
            if found is None:
                picture.tag = "span"
                picture.attrib.clear()
                picture.text = f"[{alt}]" if alt.strip() else ""
                continue
            data, _, _, ending = found
            name = f"images/{self._number}-{len(self.pictures) + 1}.{ending}"
            self.pictures[name] = data
            picture.attrib.clear()
            picture.set("src", name)
            picture.set("alt", alt)

    def _notes(self, root: HtmlElement) -> str:
        """A reference after each passage that has a comment, and the comments at the end of the chapter."""
        asides = []
        last: dict[str, HtmlElement] = {}
        for mark in root.iter("mark"):
            for uid in mark.get("data-marks", "").split():
                last[uid] = mark
            del mark.attrib["data-marks"]
        for number, one in enumerate(
            (one for one in self._article.annotations if one.comment and one.uid in last), 1
        ):
            reference = etree.Element(
                "a", {"href": f"#note-{one.uid}", "id": f"to-{one.uid}", "class": "noteref"}
            )
            reference.set(f"{{{_OPS}}}type", "noteref")
            reference.text = str(number)
            _after(last[one.uid], reference)
            asides.append(
                f'<aside epub:type="footnote" id="note-{one.uid}"><p><a href="#to-{one.uid}">{number}</a></p>'
                f"{_comment(one.comment)}</aside>"
            )
        return "".join(asides)


def _after(mark: HtmlElement, reference: etree._Element) -> None:
    """Behind the mark and the spans that name it, and outside a link around it."""
    while (
        (parent := mark.getparent()) is not None
        and parent.tag in ("span", "a")
        and parent[-1] is mark
        and not mark.tail
    ):
        mark = parent
    reference.tail, mark.tail = mark.tail, None
    mark.addnext(reference)


def _listed(article: ExportArticle, chapter: str, marked: Set[str]) -> str:
    """``marked``: the lasting names of those annotations that the chapter shows."""
    cards = []
    for one in article.annotations:
        told = " · ".join(
            filter(None, (label(one, article.color_names), place(article, one), ", ".join(one.tags)))
        )
        link = _words(told if one.uid in marked else f"{told} · {APART}")
        if one.uid in marked:
            link = f'<a href="{chapter}#{_identifier(anchor_name(one))}">{link}</a>'
        quote = f'<blockquote dir="auto"><p>{_words(one.quote)}</p></blockquote>' if one.quote else ""
        cards.append(
            f'<div class="card {one.color}"><p class="about">{link}</p>{quote}{_comment(one.comment)}</div>'
        )
    cards += [
        f'<div class="card"><p class="about">{NOTES}</p>{_comment(note.text)}</div>' for note in article.notes
    ]
    return f'<h2 dir="auto">{_words(article.item.title)}</h2>{"".join(cards)}'


def _comment(markdown: str) -> str:
    if not markdown:
        return ""
    return etree.tostring(_as_xhtml(fragment(xml_words(html_words(markdown)))), encoding="unicode")


def _as_xhtml(root: HtmlElement) -> HtmlElement:
    for element in root.iter(etree.Element):
        element.tag = f"{{{_XHTML}}}{element.tag}"
    root.tag = f"{{{_XHTML}}}div"
    root.set("class", "comment")
    return root


def _page(title: str, language: str, body: str) -> bytes:
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="{_XHTML}" xmlns:epub="{_OPS}" lang="{_words(language)}"'
        f' xml:lang="{_words(language)}"><head><title>{_words(title) or "Untitled"}</title>'
        f'<link rel="stylesheet" type="text/css" href="style.css"/></head><body>{xml_words(body)}</body></html>\n'
    ).encode()


def _navigation(title: str, language: str, chapters: Sequence[tuple[str, str, bool]]) -> bytes:
    entries = "".join(
        f'<li><a href="{name}">{_words(chapter) or "Untitled"}</a></li>' for name, chapter, _ in chapters
    )
    return _page(title, language, f'<nav epub:type="toc"><h1>{_words(title)}</h1><ol>{entries}</ol></nav>')


def _words(text: str) -> str:
    return escape(xml_words(" ".join(text.split())), quote=True)


def _identifier(name: str) -> str:
    """A name as XML wants it."""
    kept = _NAME.sub("_", name)
    return kept if kept[:1].isalpha() else f"x{kept}"


def _media_type(name: str) -> str:
    ending = name.rpartition(".")[2]
    return {"xhtml": "application/xhtml+xml", "css": "text/css"}.get(ending) or _KINDS[ending]


def _properties(name: str, math: bool) -> str:
    told = ["nav"] if name == "nav.xhtml" else ["mathml"] if math else []
    return f' properties="{told[0]}"' if told else ""
