"""All annotations of an article as a list at its end, each leading to its passage."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape

import pikepdf
from pikepdf import Pdf

from desktop.domain.annotation import Annotation, AnnotationKind
from desktop.domain.item import ItemType
from desktop.exporters.base import ExportArticle, ExportOptions
from desktop.exporters.pdf.links import TURN_TO, turn_to
from desktop.exporters.pdf.page import PrintPlan, running_style, styled_page
from desktop.exporters.pdf.paper import SHEETS, paper_of
from desktop.exporters.pdf.places import Placed
from desktop.exporters.words import html_words
from desktop.formats.pdf.objects import frame_of

_KINDS = {
    AnnotationKind.HIGHLIGHT: "highlight", AnnotationKind.UNDERLINE: "underlined", AnnotationKind.STRIKE_OUT: "struck out",
    AnnotationKind.NOTE: "note on the page", AnnotationKind.AREA: "area of the page", AnnotationKind.BOOKMARK: "bookmark",
}  # fmt: skip


def append_annotations(
    pdf: Pdf, article: ExportArticle, placed: Sequence[Placed], options: ExportOptions, first_number: int = 0
) -> bool:
    """Whether there were any to list. ``placed`` are all of the article's annotations that have a place."""
    if not (article.annotations or article.notes) or options.printer is None:
        return False
    places = {one.annotation.id: one.places[0] for one in placed if one.places}
    labels = {number: _label(article, place.page_index, first_number) for number, place in places.items()}
    plan = PrintPlan(paper_of(options).size, len(pdf.pages) + max(first_number, 1), bool(first_number))
    printed = options.printer.print_html(
        _page(article, labels, options.creator, plan), lambda _: None, SHEETS[paper_of(options).size]
    )
    with pikepdf.open(io.BytesIO(printed)) as listed:
        pdf.add_pages_from(listed)
    turn_to(pdf, {
        str(number): (place.page_index, place.boxes[0].top if not frame_of(pdf.pages[place.page_index]).quarters else 0)
        for number, place in places.items()
    })  # fmt: skip
    return True


def _label(article: ExportArticle, page: int, first_number: int) -> str:
    if first_number:
        return str(first_number + page)
    spans = article.document.pages
    return spans[page].label if page < len(spans) else str(page + 1)


def _page(article: ExportArticle, labels: Mapping[int, str], creator: str, plan: PrintPlan) -> str:
    item = article.item
    entries = "".join(
        _entry(article, replace(one, creator=one.creator or creator), labels.get(one.id))
        for one in article.annotations
    )
    notes = "".join(f'<li dir="auto">{html_words(note.text)}</li>' for note in article.notes)
    body = (
        f'<h1>Annotations</h1><p class="about" dir="auto">{escape(item.title)}</p><ol class="annotations">{entries}</ol>'
        + (f"<h2>Notes</h2><ul>{notes}</ul>" if notes else "")
    )
    return styled_page("Annotations", item.language or article.document.language,
                       running_style("Annotations", item.title, plan) + _STYLE, body)  # fmt: skip


_STYLE = (
    ".annotations { list-style: none; padding: 0; } .annotations > li { break-inside: avoid; margin: 0 0 9pt;"
    " padding-inline-start: 7pt; border-inline-start: 4pt solid; text-align: start; }"
    " .annotations .comment { margin: 0 12pt; font-size: 10pt; color: #444; }"
    " .annotations > li > blockquote { margin: 0 0 2pt; padding: 0; border: 0; }"
    " .annotations .about { margin: 0; } .annotations p { margin: 0 0 3pt; }"
)


def _entry(article: ExportArticle, annotation: Annotation, label: str | None) -> str:
    color = article.color_names.get(annotation.color) or str(annotation.color)
    place = (
        f'<a href="{TURN_TO}{annotation.id}">page {escape(label)}</a>'
        if label
        else "its passage is not in the text"
    )
    about = " · ".join(
        part for part in (
            place, _KINDS[annotation.kind], escape(color), " ".join(f"#{escape(tag)}" for tag in annotation.tags),
            escape(annotation.creator), annotation.created[:10],
        ) if part
    )  # fmt: skip
    quote = "".join(f"<p>{escape(line)}</p>" for line in _lines(article, annotation.quote))
    quote = f'<blockquote dir="auto">{quote}</blockquote>' if quote else ""
    comment = (
        f'<div class="comment" dir="auto">{html_words(annotation.comment)}</div>'
        if annotation.comment
        else ""
    )
    return (
        f'<li style="border-color: {annotation.color.hex}">{quote}{comment}<p class="about">{about}</p></li>'
    )


def _lines(article: ExportArticle, quote: str) -> list[str]:
    """The lines of a PDF are its printer's, those of other texts are paragraphs."""
    lines = [quote] if article.item.type is ItemType.PDF else quote.splitlines()
    return [line for line in lines if line.strip()]
