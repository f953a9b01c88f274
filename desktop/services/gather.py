"""Bring what was marked in other programs to the articles in the library, or keep it as articles of their own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape

from desktop.domain.anchoring import anchor, describe
from desktop.domain.annotation import AnnotationKind, NewAnnotation, Target, TextTarget
from desktop.domain.changes import Changes
from desktop.domain.item import Document, ImportedItem
from desktop.domain.matching import Catalogue, Known
from desktop.domain.selector import TextPositionSelector
from desktop.formats.canonical import canonical_text
from desktop.formats.html.fragment import fragment
from desktop.formats.html.sanitize import reader_html
from desktop.importers.gathered.base import GatheredAnnotation, GatheredArticle
from desktop.services import browse
from desktop.services.exported_edits import Edits, edits_of
from desktop.services.versions import told_otherwise
from desktop.storage import gathering, order
from desktop.storage.library import Library
from desktop.storage.marks import counted

_NO_PAGE_SIGN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

_HYPHENS = "-\u00ad\u2010"
"""Some are only printed, at the ends of lines."""


@dataclass(frozen=True, slots=True)
class Added:
    """What was added to an article that is in the library."""

    changes: Changes
    annotations: int
    orphans: int
    notes: int
    edits: Edits = field(default_factory=Edits)

    def __str__(self) -> str:
        parts = [counted(self.annotations, "annotation"), counted(self.notes, "note")]
        told = " and ".join(part for part in parts if not part.startswith("0 "))
        if not told:
            return str(self.edits) or "Its tags were added."
        return f"{self._added(told)} {self.edits}".strip()

    def _added(self, told: str) -> str:
        verb = "was" if self.annotations + self.notes == 1 else "were"
        lost = f" {counted(self.orphans, 'passage')} found no place in it." if self.orphans else ""
        return f"{told} {verb} added.{lost}"


def catalogue(library: Library) -> Catalogue:
    """The articles of the library, as others may speak of them."""
    return Catalogue(gathering.known(library))


def known_by(article: GatheredArticle, item_id: int = 0) -> Known:
    item = article.item
    doi = item.details.get("DOI", "")
    return Known(
        item_id,
        item.title,
        item.creators,
        item.url,
        doi,
        article.files,
        article.uid,
        article.sha256,
        item.file_name,
    )


def describe_item(library: Library, item_id: int, article: GatheredArticle, batch: str) -> Changes:
    """Give an article what a bibliography tells of it; what the person wrote stays."""
    fields = told_otherwise(browse.item(library, item_id), article.item)
    return order.describe(library, item_id, fields, batch)


def add(library: Library, item_id: int, article: GatheredArticle, batch: str, *, own: bool) -> Added:
    """Anchor the annotations in an article of the library; those that are there already are left alone.

    ``own``: the article was made of the same export.
    """
    document = browse.document(library, item_id)
    there = gathering.uids(library, item_id)
    fresh = [one for one in article.annotations if not one.uid or one.uid not in there]
    fresh = [one for one in fresh if one.uid or not _is_there(library, item_id, one)]
    placed = [one for one in fresh if one.quote.exact.strip() or _has_area(document, one) or _is_area(one)]
    marks = list(_in_order(document, placed) if own else (_anchored(document, one) for one in placed))
    notes = [(one.uid, _note(one), one.created) for one in fresh if one not in placed and _note(one)]
    edits = edits_of(library, item_id, article)
    gathered = gathering.Gathered(marks, notes, edits.item_tags, edits.gone_item_tags, edits.edits)
    changes = gathering.add(library, item_id, gathered, document.pages, batch)
    return Added(changes, len(marks), sum(orphan for _, orphan in marks), len(notes), edits)


def as_article(article: GatheredArticle, export_name: str) -> ImportedItem:
    """What the export tells, as an article of its own: its body, or the passages that were marked in it."""
    item = article.item
    if not item.text:
        html = reader_html(fragment(_told(article)))
        item = replace(item, html=html, text=canonical_text(html))
    original = item.original or item.html.encode()
    return replace(item, original=original, media_type="text/html", file_name=item.file_name or export_name)


def _is_there(library: Library, item_id: int, new: GatheredAnnotation) -> bool:
    """Whether a passage or a note without a lasting name is there in the same words."""
    if new.quote.exact.strip():
        found = browse.annotations(library, item_id)
        return any((one.quote, one.comment) == (new.quote.exact, new.comment) for one in found)
    return any(note.text == _note(new) for note in browse.notes(library, item_id))


def _note(one: GatheredAnnotation) -> str:
    return "\n\n".join(filter(None, (one.comment, " ".join(f"#{tag.replace(' ', '-')}" for tag in one.tags))))


def _in_order(
    document: Document, annotations: Sequence[GatheredAnnotation]
) -> Iterator[tuple[NewAnnotation, bool]]:
    """In the text that was made of these passages, one after the other."""
    reached = 0
    for one in annotations:
        words = one.quote.exact
        start, length = _first_of(document.text, _shown(words), reached)
        if (start < 0 and one.exported is None) or not words.strip():
            yield _anchored(document, one)
            continue
        reached = max(start, 0) + length
        # The passages around it are not its true company: the quote keeps what it came with.
        target = TextTarget(one.quote, TextPositionSelector(max(start, 0), reached))
        yield _new(one, target), one.orphan or start < 0


def _first_of(text: str, words: str, reached: int) -> tuple[int, int]:
    """Where the words stand first, best after what was reached; without their outer white space where need be."""
    for looked_for in (words, words.strip()):
        for start in (text.find(looked_for, reached), text.find(looked_for)):
            if start >= 0:
                return start, len(looked_for)
    return -1, 0


def _new(one: GatheredAnnotation, target: Target, kind: AnnotationKind | None = None) -> NewAnnotation:
    return NewAnnotation(
        target, kind or one.kind, one.color, one.comment, one.tags, one.uid, one.created, one.creator
    )


def _is_area(one: GatheredAnnotation) -> bool:
    """Of our own export: it stays an area, though the page is not here."""
    return one.area is not None and one.exported is not None and not one.quote.exact.strip()


def _anchored(document: Document, one: GatheredAnnotation) -> tuple[NewAnnotation, bool]:
    """The annotation where its words stand, and whether it is an orphan."""
    place = _on_page(document, one) or anchor(document.text, one.quote, one.position)
    place = place or _in_other_white_space(document.text, one.quote.exact)
    if place is None and one.area and _has_area(document, one):
        area = AnnotationKind.NOTE if one.kind is AnnotationKind.NOTE else AnnotationKind.AREA
        return _new(one, one.area, area), False
    if place is None and one.area and _is_area(one):
        return _new(one, one.area), True
    if place is None:
        return _new(one, TextTarget(one.quote, TextPositionSelector(0, 0))), True
    return _new(one, TextTarget(describe(document.text, place.start, place.end).quote, place)), False


def _has_area(document: Document, one: GatheredAnnotation) -> bool:
    """On a page, or on a picture, which the reader looks for."""
    return one.area is not None and (one.area.page_index < len(document.pages) or bool(one.area.picture))


def _on_page(document: Document, one: GatheredAnnotation) -> TextPositionSelector | None:
    """The words on the page where they were marked."""
    if one.area is None or one.area.picture or not _has_area(document, one) or not one.quote.exact:
        return None
    page = document.pages[one.area.page_index]
    found = _in_other_white_space(document.text[page.start : page.end], one.quote.exact)
    return TextPositionSelector(page.start + found.start, page.start + found.end) if found else None


def _in_other_white_space(text: str, quote: str) -> TextPositionSelector | None:
    """The same words where only the breaks and divisions between them differ, as from page to clipping; if they stand
    there once."""
    places = [place for place, sign in enumerate(text) if not (sign.isspace() or sign in _HYPHENS)]
    dense = "".join(text[place] for place in places)
    words = "".join(sign for sign in quote if not (sign.isspace() or sign in _HYPHENS))
    start = dense.find(words)
    if not words or start < 0 or dense.find(words, start + 1) >= 0:
        return None
    return TextPositionSelector(places[start], places[start + len(words) - 1] + 1)


def _shown(words: str) -> str:
    """Words as a page can hold them: sign for sign."""
    return _NO_PAGE_SIGN.sub("\ufffd", words)


def _told(article: GatheredArticle) -> str:
    """The passages one after the other, as quotations; without any, what the page is about and its address."""
    quotes = [one for one in article.annotations if one.quote.exact.strip()]
    if quotes:
        return "".join(f"<blockquote>{_paragraphs(_shown(one.quote.exact))}</blockquote>\n" for one in quotes)
    about = article.item.details.get("abstract", "") or article.item.title
    link = escape(article.item.url, quote=True)
    address = f'<p><a href="{link}">{link}</a></p>\n' if link else ""
    return f"<p>{escape(about)}</p>\n{address}"


def _paragraphs(text: str) -> str:
    if any(line != " ".join(line.split()) or not line for line in text.split("\n")):
        return f"<pre>\n{escape(text)}</pre>\n"  # its white space is part of the quotation
    return "".join(f"<p>{escape(line.strip())}</p>\n" for line in text.splitlines() if line.strip())
