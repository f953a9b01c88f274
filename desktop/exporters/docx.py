"""Word documents (Office Open XML): the article set anew, each annotation shaded where it lies, its words a real comment."""

import io
import struct
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import cast

import docx
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run as WordRun
from lxml.etree import ElementBase

from desktop.domain.annotation import Annotation, AnnotationKind
from desktop.exporters.base import ExportArticle, Exporter, ExportOptions, Grouping
from desktop.exporters.flow import Block, Flow, Picture, Run, flow_of, reads_right_to_left
from desktop.exporters.pictures import office_picture
from desktop.exporters.words import APART, NOTES, byline, label, plain_words, tag_line, xml_words

_UNSOUND_PICTURES = (
    InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError,
    ValueError, LookupError, ArithmeticError, struct.error,
)  # fmt: skip
"""What is raised where the head of a picture ends too soon, or tells nonsense."""
_WIDEST = Mm(160)
_INDENT = Mm(7)
_AFTER_BIDI = (
    "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap",
    "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr",
    "w:sectPr", "w:pPrChange",
)  # fmt: skip
_AFTER_SHADE = (
    "w:fitText", "w:vertAlign", "w:rtl", "w:cs", "w:em", "w:lang", "w:eastAsianLayout", "w:specVanish", "w:oMath",
)  # fmt: skip
"""The schema wants these elements in their order."""
_GREY = RGBColor(0x59, 0x59, 0x59)


class DocxExporter(Exporter):
    name = "docx"
    title = "Word document"
    suffix = ".docx"
    grouping = Grouping.EITHER

    def render(self, articles: Sequence[ExportArticle], options: ExportOptions) -> bytes:
        document = docx.Document()
        for place, article in enumerate(articles):
            if place:
                document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            _Writer(document, article, options).write()
        _describe(document, articles, options)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()


def _describe(document: Document, articles: Sequence[ExportArticle], options: ExportOptions) -> None:
    about = document.core_properties
    about.title = xml_words(articles[0].item.title if len(articles) == 1 else options.name)[:255]
    about.author = xml_words(", ".join(articles[0].item.creators) if len(articles) == 1 else "")[:255]
    about.last_modified_by = xml_words(options.creator)[:255]
    about.comments, about.keywords = "", xml_words(", ".join(articles[0].tags))[:255]
    about.language = articles[0].item.language[:20]


class _Writer:
    def __init__(self, document: Document, article: ExportArticle, options: ExportOptions) -> None:
        self._document, self._article = document, article
        self._creator = xml_words(options.creator)
        self._flow: Flow = flow_of(article)
        self._marked: dict[int, list[WordRun]] = {}

    def write(self) -> None:
        item = self._article.item
        title = self._document.add_heading(xml_words(item.title), 1)
        if reads_right_to_left(item.title):
            _turn(title)
        for text in filter(None, (byline(item), item.url)):
            paragraph = self._document.add_paragraph()
            run = self._run(paragraph, text, item.url if text == item.url else "")
            run.font.size, run.font.color.rgb = Pt(9), _GREY
        for block in self._flow.blocks:
            self._block(block, self._document)
        for number, annotation in enumerate(self._flow.annotations):
            self._comment(annotation, self._marked.get(number, []))
        self._aside()

    def _aside(self) -> None:
        """What belongs to no words of the text."""
        if self._article.notes:
            self._document.add_heading(NOTES, 2)
            for note in self._article.notes:
                self._document.add_paragraph(xml_words(plain_words(note.text)))
        if self._flow.apart:
            self._document.add_heading(APART, 2)
        for annotation in self._flow.apart:
            quote = xml_words(annotation.quote or label(annotation, self._article.color_names))
            run = self._document.add_paragraph().add_run(quote)
            _shade(run, [annotation])
            self._comment(annotation, [run])

    # Blocks ----------------------------------------------------------------------------------------------

    def _block(self, block: Block, where: Document | _Cell) -> None:
        if block.kind == "table":
            self._table(block, where)
            return
        paragraph = where.add_paragraph()
        look = paragraph.paragraph_format
        if block.kind == "heading":
            paragraph.style = f"Heading {min(max(block.level, 2), 9)}"
        elif block.kind == "quote":
            look.left_indent = look.right_indent = Emu(_INDENT * block.level)
        elif block.kind == "entry":
            look.left_indent = Emu(_INDENT * block.level)
            look.first_line_indent = Emu(-_INDENT if block.number else 0)
            look.space_after = Pt(3)
            if block.number:
                paragraph.add_run(f"{block.number}\t")
        elif block.kind == "rule":
            paragraph.add_run("* * *")
        if block.right_to_left:
            _turn(paragraph)
        for part in block.runs:
            if isinstance(part, Picture):
                self._picture(part, paragraph)
            else:
                self._words(part, paragraph, block)

    def _table(self, block: Block, where: Document | _Cell) -> None:
        columns = max((cell.column + cell.across for row in block.rows for cell in row), default=0)
        if not columns:
            return
        table = where.add_table(len(block.rows), columns)
        table.style = "Table Grid"
        grid = [row.cells for row in table.rows]
        for place, row in enumerate(block.rows):
            for one in row:
                cell = grid[place][one.column]
                if one.across > 1 or one.down > 1:
                    cell = cell.merge(grid[place + one.down - 1][one.column + one.across - 1])
                for inside in one.blocks:
                    self._block(inside, cell)
                if one.blocks:
                    _remove_first(cell)
        if isinstance(where, Document):
            where.add_paragraph()

    def _picture(self, picture: Picture, paragraph: Paragraph) -> None:
        found = office_picture(self._article.resource(picture.path))
        if found is not None:
            data, width, _, _ = found
            with suppress(*_UNSOUND_PICTURES):
                shape = paragraph.add_run().add_picture(io.BytesIO(data), min(Pt(width * 0.75), _WIDEST))
                shape._inline.docPr.set("descr", xml_words(picture.alt))
                return
        if picture.alt.strip():
            self._run(paragraph, f"[{picture.alt.strip()}]").italic = True

    # Words -----------------------------------------------------------------------------------------------

    def _words(self, part: Run, paragraph: Paragraph, block: Block) -> None:
        text = part.text if block.kind == "code" else part.text.replace("\t", " ")
        run = self._run(paragraph, text, part.link)
        styles = part.styles
        run.bold, run.italic = "bold" in styles or None, "italic" in styles or None
        run.font.strike, run.font.underline = "strike" in styles or None, "underline" in styles or None
        run.font.subscript, run.font.superscript = "sub" in styles or None, "sup" in styles or None
        if "code" in styles or block.kind == "code":
            run.font.name = "Consolas"
        if block.right_to_left:
            run.font.rtl = True
        _shade(run, [self._flow.annotations[number] for number in part.marks])
        for number in part.marks:
            self._marked.setdefault(number, []).append(run)

    def _run(self, paragraph: Paragraph, text: str, link: str = "") -> WordRun:
        run = paragraph.add_run(xml_words(text))
        if link.startswith(("http://", "https://", "mailto:", "florilegium://")):
            relation = paragraph.part.relate_to(
                xml_words(link), RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
            around = OxmlElement("w:hyperlink")
            around.set(qn("r:id"), relation)
            run._r.addprevious(around)
            around.append(run._r)
            run.font.color.rgb = RGBColor(0x1F, 0x4E, 0x99)
        return run

    def _comment(self, annotation: Annotation, runs: Sequence[WordRun]) -> None:
        said = "\n".join(filter(None, (plain_words(annotation.comment), tag_line(annotation))))
        if not runs or not said:
            return
        creator = annotation.creator or self._creator
        words = xml_words(said)
        comment = self._document.add_comment([runs[0], runs[-1]], words, creator, _initials(creator))
        if moment := _moment(annotation.created):
            comment._comment_elm.set(qn("w:date"), moment)


def _shade(run: WordRun, annotations: Sequence[Annotation]) -> None:
    """The colour of the uppermost; lines under and through the words in their own."""
    for annotation in annotations:
        color = annotation.color.hex.removeprefix("#")
        if annotation.kind is AnnotationKind.UNDERLINE:
            run.font.underline = True
        elif annotation.kind is AnnotationKind.STRIKE_OUT:
            run.font.strike = True
        elif annotation.kind is not AnnotationKind.BOOKMARK:
            properties = run._r.get_or_add_rPr()
            for old in properties.findall(qn("w:shd")):
                properties.remove(old)
            shade = _element("w:shd", val="clear", color="auto", fill=color)
            properties.insert_element_before(shade, *_AFTER_SHADE)


def _element(name: str, **values: str) -> ElementBase:
    made = cast(ElementBase, OxmlElement(name))
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _turn(paragraph: Paragraph) -> None:
    """Right to left."""
    paragraph._p.get_or_add_pPr().insert_element_before(_element("w:bidi"), *_AFTER_BIDI)


def _remove_first(cell: _Cell) -> None:
    """The empty paragraph that each new cell has."""
    first = cell.paragraphs[0]._p
    if len(cell.paragraphs) > 1:
        first.getparent().remove(first)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split())[:4].upper()


def _moment(time: str) -> str:
    try:
        return datetime.fromisoformat(time).strftime("%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        return ""
