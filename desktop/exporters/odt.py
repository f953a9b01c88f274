"""OpenDocument texts (OASIS ODF 1.3): the article set anew, its highlights, and real comments on ranges of words."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from html import escape

from desktop.domain.annotation import Annotation, AnnotationKind
from desktop.exporters.archive import put
from desktop.exporters.base import ExportArticle, Exporter, ExportOptions, Grouping
from desktop.exporters.flow import Block, Cell, Flow, Picture, Run, flow_of, reads_right_to_left
from desktop.exporters.pictures import office_picture
from desktop.exporters.words import APART, NOTES, byline, label, plain_words, tag_line, xml_words

_TYPE = "application/vnd.oasis.opendocument.text"
_WIDEST = 16.0
"""Centimetres of a picture."""
_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (
        ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("meta", "meta"), ("manifest", "manifest"),
    )
) + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip
_LOOKS = {
    "bold": 'fo:font-weight="bold" style:font-weight-complex="bold"',
    "italic": 'fo:font-style="italic" style:font-style-complex="italic"',
    "code": 'style:font-name="monospace" fo:font-family="monospace"',
    "strike": 'style:text-line-through-style="solid"',
    "underline": 'style:text-underline-style="solid" style:text-underline-width="auto"',
    "sub": 'style:text-position="sub 70%"', "sup": 'style:text-position="super 70%"',
    "small": 'fo:font-size="9pt" fo:color="#595959"',
}  # fmt: skip


class OdtExporter(Exporter):
    name = "odt"
    title = "OpenDocument text"
    suffix = ".odt"
    grouping = Grouping.EITHER

    def render(self, articles: Sequence[ExportArticle], options: ExportOptions) -> bytes:
        writer = _Writer(options.creator)
        for place, article in enumerate(articles):
            writer.article(article, on_new_page=place > 0)
        title = articles[0].item.title if len(articles) == 1 else options.name
        return writer.written(title, options.creator)


class _Writer:
    def __init__(self, creator: str) -> None:
        self._creator = creator
        self._body: list[str] = []
        self._texts: dict[str, str] = {}
        self._paragraphs: dict[tuple[str, str], str] = {}
        self._pictures: dict[str, bytes] = {}
        self._said = 0
        self._tables = 0
        self._article: ExportArticle
        self._flow: Flow
        self._open: dict[int, str] = {}
        self._last: dict[int, int] = {}

    def article(self, article: ExportArticle, *, on_new_page: bool) -> None:
        self._article, self._flow = article, flow_of(article)
        self._open, self._last = {}, _last_runs(self._flow.blocks)
        item = article.item
        fresh = 'fo:break-before="page"' if on_new_page else ""
        self._add(
            _heading(item.title, 1, self._paragraph("Heading_1", fresh, reads_right_to_left(item.title)))
        )
        for text in filter(None, (byline(item), item.url)):
            words = self._styled(_text(text), _LOOKS["small"])
            self._add(f"<text:p>{_linked(words, text if text == item.url else '')}</text:p>")
        for block in self._flow.blocks:
            self._add(self._block(block))
        self._aside()

    def written(self, title: str, creator: str) -> bytes:
        meta = (
            f'<office:document-meta {_NAMES} office:version="1.3"><office:meta><meta:generator>Florilegium</meta:generator>'
            f"<dc:title>{_plain(title)}</dc:title><dc:creator>{_plain(creator)}</dc:creator></office:meta></office:document-meta>"
        )
        content = (
            f'<office:document-content {_NAMES} office:version="1.3"><office:automatic-styles>'
            f"{self._styles()}</office:automatic-styles>"
            f"<office:body><office:text>{''.join(self._body)}</office:text></office:body></office:document-content>"
        )
        files = {
            "content.xml": content.encode(),
            "styles.xml": _STYLES.encode(),
            "meta.xml": meta.encode(),
            **self._pictures,
        }
        return _archived(files)

    def _add(self, markup: str) -> None:
        self._body.append(markup)

    def _aside(self) -> None:
        if self._article.notes:
            self._add(_heading(NOTES, 2, "Heading_2"))
            for note in self._article.notes:
                self._add(f"<text:p>{_text(plain_words(note.text))}</text:p>")
        if self._flow.apart:
            self._add(_heading(APART, 2, "Heading_2"))
        for annotation in self._flow.apart:
            quote = self._styled(
                _text(annotation.quote or label(annotation, self._article.color_names)), _shade([annotation])
            )
            said = self._comment(annotation)
            self._add(f"<text:p>{said[0]}{quote}{said[1]}</text:p>")

    # Blocks ----------------------------------------------------------------------------------------------

    def _block(self, block: Block) -> str:
        if block.kind == "table":
            return self._table(block)
        inside = "".join(self._part(part, block) for part in block.runs)
        if block.kind == "rule":
            return "<text:p>* * *</text:p>"
        if block.kind == "heading":
            level = min(max(block.level, 2), 6)
            style = self._paragraph(f"Heading_{level}", "", block.right_to_left)
            return f'<text:h text:style-name="{style}" text:outline-level="{level}">{inside}</text:h>'
        side = f"{0.7 * block.level:.1f}cm"
        indent = {
            "quote": f'fo:margin-left="{side}" fo:margin-right="{side}"',
            "entry": f'fo:margin-left="{side}" fo:text-indent="{"-0.6cm" if block.number else "0cm"}"',
        }.get(block.kind, "")
        number = f"{escape(block.number)} " if block.number else ""
        return f'<text:p text:style-name="{self._paragraph("Body", indent, block.right_to_left)}">{number}{inside}</text:p>'

    def _table(self, block: Block) -> str:
        width = max((cell.column + cell.across for row in block.rows for cell in row), default=0)
        self._tables += 1
        rows = "".join(
            f"<table:table-row>{self._row(block.rows, place, width)}</table:table-row>"
            for place in range(len(block.rows))
        )
        columns = f'<table:table-column table:number-columns-repeated="{max(width, 1)}"/>'
        return f'<table:table table:name="Table{self._tables}">{columns}{rows}</table:table><text:p/>'

    def _row(self, rows: Sequence[Sequence[Cell]], place: int, width: int) -> str:
        """Every column has its cell; those that another one covers say so."""
        here = {cell.column: cell for cell in rows[place]}
        parts, column = [], 0
        while column < max(width, 1):
            cell = here.get(column)
            if cell is None:
                covered = any(
                    one.column <= column < one.column + one.across and above + one.down > place
                    for above in range(place)
                    for one in rows[above]
                )
                parts.append(
                    "<table:covered-table-cell/>"
                    if covered
                    else '<table:table-cell table:style-name="Cell"/>'
                )
                column += 1
                continue
            inside = "".join(self._block(one) for one in cell.blocks) or "<text:p/>"
            spans = f' table:number-columns-spanned="{cell.across}" table:number-rows-spanned="{cell.down}"'
            parts.append(f'<table:table-cell table:style-name="Cell"{spans}>{inside}</table:table-cell>')
            parts.append("<table:covered-table-cell/>" * (cell.across - 1))
            column += cell.across
        return "".join(parts)

    def _part(self, part: Run | Picture, block: Block) -> str:
        if isinstance(part, Picture):
            return self._picture(part)
        on = [self._flow.annotations[number] for number in part.marks]
        looks = [_LOOKS[style] for style in sorted(part.styles)] + [_shade(on)]
        words = _linked(
            self._styled(_text(part.text, block.kind == "code"), " ".join(filter(None, looks))), part.link
        )
        begun = "".join(self._begin(number) for number in part.marks)
        ended = "".join(self._end(number) for number in part.marks if self._last[number] == part.start)
        return begun + words + ended

    def _picture(self, picture: Picture) -> str:
        found = office_picture(self._article.resource(picture.path))
        if found is None:
            return (
                self._styled(_text(f"[{picture.alt.strip()}]"), _LOOKS["italic"])
                if picture.alt.strip()
                else ""
            )
        data, width, height, ending = found
        name = f"Pictures/{len(self._pictures)}.{ending}"
        self._pictures[name] = data
        across = min(width * 2.54 / 96, _WIDEST)
        size = f'svg:width="{across:.2f}cm" svg:height="{across * height / width:.2f}cm"'
        return (
            f'<draw:frame text:anchor-type="as-char" {size}><draw:image xlink:href="{name}" xlink:type="simple"/>'
            f"<svg:desc>{_plain(picture.alt)}</svg:desc></draw:frame>"
        )

    # Comments --------------------------------------------------------------------------------------------

    def _begin(self, number: int) -> str:
        if number in self._open:
            return ""
        begun, ended = self._comment(self._flow.annotations[number])
        self._open[number] = ended
        return begun

    def _end(self, number: int) -> str:
        ended, self._open[number] = self._open.get(number, ""), ""
        return ended

    def _comment(self, annotation: Annotation) -> tuple[str, str]:
        """The marks before and after its words; empty where nothing is said."""
        said = "\n".join(filter(None, (plain_words(annotation.comment), tag_line(annotation))))
        if not said:
            return "", ""
        self._said += 1
        creator = _plain(annotation.creator or self._creator)
        lines = "".join(f"<text:p>{_text(line)}</text:p>" for line in said.split("\n"))
        return (
            f'<office:annotation office:name="{self._said}"><dc:creator>{creator}</dc:creator>'
            f"<dc:date>{escape(annotation.created.rstrip('Z'))}</dc:date>{lines}</office:annotation>",
            f'<office:annotation-end office:name="{self._said}"/>',
        )

    # Styles ----------------------------------------------------------------------------------------------

    def _styled(self, markup: str, look: str) -> str:
        if not look:
            return markup
        name = self._texts.setdefault(look, f"T{len(self._texts) + 1}")
        return f'<text:span text:style-name="{name}">{markup}</text:span>'

    def _paragraph(self, parent: str, look: str, right_to_left: bool) -> str:
        if right_to_left:
            look += ' style:writing-mode="rl-tb" fo:text-align="right"'
        if not look:
            return parent
        name = f"P{len(self._paragraphs) + 1}"
        return self._paragraphs.setdefault((parent, look), name)

    def _styles(self) -> str:
        texts = "".join(
            f'<style:style style:name="{name}" style:family="text"><style:text-properties {look}/></style:style>'
            for look, name in self._texts.items()
        )
        paragraphs = "".join(
            f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="{parent}">'
            f"<style:paragraph-properties {look}/></style:style>"
            for (parent, look), name in self._paragraphs.items()
        )
        return texts + paragraphs + _CELL


def _last_runs(blocks: Sequence[Block]) -> dict[int, int]:
    """Where the last run of each annotation starts."""
    return {number: run.start for run in _runs(blocks) for number in run.marks}


def _runs(blocks: Sequence[Block]) -> Iterator[Run]:
    for block in blocks:
        yield from (part for part in block.runs if isinstance(part, Run))
        for row in block.rows:
            for cell in row:
                yield from _runs(cell.blocks)


def _shade(annotations: Sequence[Annotation]) -> str:
    looks: dict[str, str] = {}
    for one in annotations:
        if one.kind is AnnotationKind.UNDERLINE:
            looks["under"] = _LOOKS["underline"]
        elif one.kind is AnnotationKind.STRIKE_OUT:
            looks["through"] = _LOOKS["strike"]
        elif one.kind is not AnnotationKind.BOOKMARK:
            looks["color"] = f'fo:background-color="{one.color.hex}" fo:color="#1f1d1a"'
    return " ".join(looks.values())


def _heading(title: str, level: int, style: str) -> str:
    return f'<text:h text:style-name="{style}" text:outline-level="{level}">{_text(title)}</text:h>'


def _linked(markup: str, link: str) -> str:
    if not link.startswith(("http://", "https://", "mailto:")):
        return markup
    return f'<text:a xlink:type="simple" xlink:href="{escape(xml_words(link), quote=True)}">{markup}</text:a>'


def _plain(text: str) -> str:
    return escape(xml_words(text), quote=True)


def _text(text: str, kept: bool = False) -> str:
    """Line breaks as elements; ``kept``: spaces and tabs too, which would collapse."""
    words = _plain(text).replace("\n", "<text:line-break/>")
    return (
        words.replace("\t", "<text:tab/>").replace("  ", '<text:s text:c="2"/>')
        if kept
        else words.replace("\t", " ")
    )


def _archived(files: dict[str, bytes]) -> bytes:
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{_kind(name)}"/>'
        for name in files
    )
    manifest = (
        f'<manifest:manifest {_NAMES} manifest:version="1.3"><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{_TYPE}"/>{entries}</manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {
            "mimetype": _TYPE.encode(),
            **files,
            "META-INF/manifest.xml": manifest.encode(),
        }.items():
            put(archive, name, data)
    return out.getvalue()


def _kind(name: str) -> str:
    ending = name.rpartition(".")[2]
    return {"xml": "text/xml", "jpg": "image/jpeg"}.get(ending, f"image/{ending}")


_CELL = (
    '<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties fo:padding="0.1cm"'
    ' fo:border="0.5pt solid #999999"/></style:style>'
)
_HEADINGS = "".join(
    f'<style:style style:name="Heading_{level}" style:display-name="Heading {level}" style:family="paragraph"'
    f' style:default-outline-level="{level}"><style:paragraph-properties fo:margin-top="0.5cm" fo:margin-bottom="0.2cm"'
    f' fo:keep-with-next="always"/><style:text-properties fo:font-size="{size}pt" fo:font-weight="bold"'
    f' style:font-size-complex="{size}pt" style:font-weight-complex="bold"/></style:style>'
    for level, size in ((1, 20), (2, 16), (3, 14), (4, 13), (5, 12), (6, 12))
)
_STYLES = (
    f'<office:document-styles {_NAMES} office:version="1.3"><office:styles><style:default-style style:family="paragraph">'
    '<style:paragraph-properties fo:margin-bottom="0.2cm" fo:line-height="130%"/>'
    '<style:text-properties fo:font-size="11pt" style:font-size-complex="11pt"/>'
    '</style:default-style><style:style style:name="Body" style:family="paragraph"/>'
    f"{_HEADINGS}</office:styles></office:document-styles>"
)
