"""Outlines as web pages, PDFs and Word documents: one set of paragraphs, of which each makes its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

from desktop import paths
from desktop.domain.anchoring import describe
from desktop.domain.annotation import Annotation, AnnotationKind, TextTarget
from desktop.domain.errors import UserError
from desktop.domain.item import Document, Item, ItemType, ReadingStatus
from desktop.domain.outline import PointKind
from desktop.exporters.base import ExportArticle, ExportOptions, HtmlPrinter
from desktop.exporters.docx import DocxExporter
from desktop.exporters.outlines import MarkdownOutline, OutlineLine, OutlineWriter, Quoted
from desktop.exporters.words import html_words, passage_link
from desktop.formats.canonical import canonical_text


@dataclass(frozen=True, slots=True)
class _Paragraphs:
    """HTML that stands by itself; ``quoted``: the annotation whose words begin it."""

    html: str
    quoted: Quoted | None = None


class HtmlOutline:
    """A page that needs nothing else."""

    name = "html"
    suffix = ".html"
    prints = False

    def render(self, title: str, lines: Sequence[OutlineLine], printer: HtmlPrinter | None = None) -> bytes:
        del printer
        return _page(title, lines).encode("utf-8", "replace")


class PdfOutline:
    """The page, printed."""

    name = "pdf"
    suffix = ".pdf"
    prints = True

    def render(self, title: str, lines: Sequence[OutlineLine], printer: HtmlPrinter | None = None) -> bytes:
        if printer is None:
            raise UserError("Printing an outline needs the web engine, which is not running here.")
        return printer.print_html(_page(title, lines), lambda _path: None)


class DocxOutline:
    """As articles are written, with each quotation in the colour of its annotation."""

    name = "docx"
    suffix = ".docx"
    prints = False

    def render(self, title: str, lines: Sequence[OutlineLine], printer: HtmlPrinter | None = None) -> bytes:
        del printer
        return DocxExporter().render([_article(title, lines)], ExportOptions())


def _page(title: str, lines: Sequence[OutlineLine]) -> str:
    style = (paths.resources() / "web" / "outline.css").read_text("utf-8")
    body = "".join(part.html for part in _paragraphs(lines))
    return (
        '<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="Florilegium">\n<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n'
        f'<body>\n<main>\n<h1 dir="auto">{escape(title)}</h1>\n{body}</main>\n</body>\n</html>\n'
    )


def _paragraphs(lines: Sequence[OutlineLine]) -> Iterator[_Paragraphs]:
    for line in lines:
        if line.quoted:
            yield _Paragraphs(_quotation(line.quoted), line.quoted)
            if line.quoted.annotation.comment:
                yield _Paragraphs(html_words(line.quoted.annotation.comment))
        elif line.kind is PointKind.HEADING:
            level = min(line.level + 2, 6)
            yield _Paragraphs(f'<h{level} dir="auto">{escape(line.text)}</h{level}>\n')
        elif line.text.strip():
            yield _Paragraphs(html_words(line.text))


def _quotation(quoted: Quoted) -> str:
    words = "".join(f'<p dir="auto">{escape(line)}</p>\n' for line in quoted.paragraphs())
    link = escape(passage_link(quoted.item, quoted.annotation), quote=True)
    source = f'<p class="source" dir="auto">— {_linked(quoted)} (<a href="{link}">open</a>)</p>\n'
    return f'<blockquote class="{quoted.annotation.color}">\n{words}{source}</blockquote>\n'


def _linked(quoted: Quoted) -> str:
    """The source, with the address at its end as a link."""
    told, address = quoted.source()
    shown = escape(address)
    return escape(told) + (f'<a href="{shown}">{shown}</a>' if address else "")


def _article(title: str, lines: Sequence[OutlineLine]) -> ExportArticle:
    """The outline as if it were an article whose quotations are annotated."""
    html, text, quoted = "", "", list[tuple[int, int, Annotation]]()
    for part in _paragraphs(lines):
        words = canonical_text(part.html)
        if part.quoted and (own := part.quoted.paragraphs()):
            start = len(text) + words.index(own[0])
            quoted.append((start, start + len("\n".join(own)), part.quoted.annotation))
        html, text = html + part.html, text + words
    item = Item(0, "", ItemType.WEB_PAGE, title, (), "", "", "", "", ReadingStatus.READ, False, "", "")
    document = Document(0, 0, ItemType.WEB_PAGE, html, text, (), (), 0, "text/html", "", "", "")
    marks = [_mark(text, *one) for one in quoted]
    return ExportArticle(item, document, marks, (), (), (), lambda: b"", lambda _path: None)


def _mark(text: str, start: int, end: int, annotation: Annotation) -> Annotation:
    """Where the quotation stands now; what was said of it stands below it in the text."""
    found = describe(text, start, end)
    target = TextTarget(found.quote, found.position)
    kind = annotation.kind if annotation.kind is not AnnotationKind.AREA else AnnotationKind.HIGHLIGHT
    return replace(annotation, target=target, kind=kind, comment="", tags=())


WRITERS: dict[str, OutlineWriter] = {
    writer.name: writer for writer in (MarkdownOutline(), HtmlOutline(), PdfOutline(), DocxOutline())
}
