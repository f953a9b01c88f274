"""Several articles as one PDF: a table of contents, then each article as it is exported alone; one outline for all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

from desktop.domain.errors import UserError
from desktop.domain.item import Item
from desktop.exporters.base import ExportArticle, ExportOptions
from desktop.exporters.flow import reads_right_to_left
from desktop.exporters.pdf.article import one_article
from desktop.exporters.pdf.finish import saved
from desktop.exporters.pdf.links import TURN_TO, destination, links, page_of, turn_to
from desktop.exporters.pdf.page import PrintPlan, running_style, styled_page
from desktop.exporters.pdf.paper import SHEETS, PaperSize, paper_of
from desktop.formats.pdf.annotations import KIND_KEY
from desktop.formats.pdf.bookmarks import GROUP, is_group
from desktop.formats.pdf.objects import reopened

UNNAMED = "Excerpts"
_Goal = tuple[int, list[object]]


@dataclass(frozen=True, slots=True)
class _Bookmark:
    title: str
    page: int
    """Index in the whole, without the table of contents."""
    below: Sequence["_Bookmark"]
    own: bool = False
    """Whether it is the group of a person's bookmarks."""


@dataclass(frozen=True, slots=True)
class _Chapter:
    item: Item
    annotations: int
    page: int
    below: Sequence[_Bookmark]


def collected(articles: Iterable[ExportArticle], options: ExportOptions) -> bytes:
    """Pages are numbered through, the table of contents apart. Raises ``UserError`` naming the article that cannot be
    exported."""
    if options.printer is None:
        raise UserError("A table of contents needs the web engine, which is not running here.")
    book = Pdf.new()
    chapters = []
    for article in articles:
        with reopened(_part(article, options, len(book.pages) + 1)) as pdf:
            first = len(book.pages)
            below = _bookmarks(pdf, first)
            chapters.append(_Chapter(article.item, len(article.annotations), first, below))
            _append(book, pdf)
    title = options.name or UNNAMED
    front = _put_contents_first(book, chapters, title, options)
    _settle(book, chapters, title, front)
    return saved(book)


def _part(article: ExportArticle, options: ExportOptions, number: int) -> bytes:
    try:
        return one_article(article, options, number)
    except UserError as problem:
        raise UserError(
            "“{title}” could not be exported, so the file was not written. {reason}",
            title=article.item.title, reason=str(problem),
        ) from problem  # fmt: skip


def _append(book: Pdf, pdf: Pdf) -> None:
    """Links inside the article go on leading there; of pages that link to each other qpdf would make copies."""
    first = len(book.pages)
    goals = list[tuple[int, int, _Goal]]()
    for index, page in enumerate(pdf.pages):
        _forget(page.obj, "/StructParents")
        for number, link in enumerate(links(page)):
            goal = page_of(pdf, link)
            if goal is not None:
                goals.append((index, number, _plain(goal)))
            if goal is not None or "/Dest" in link:
                _forget(link, "/Dest", "/A")
    book.add_pages_from(pdf, outlines="ignore")
    for index, number, (page_index, view) in goals:
        link = list(links(book.pages[first + index]))[number]
        link.Dest = Array([book.pages[first + page_index].obj, *view])


def _forget(entries: pikepdf.Object, *keys: str) -> None:
    for key in keys:
        if key in entries:
            del entries[key]


def _plain(goal: tuple[int, list[pikepdf.Object]]) -> _Goal:
    """Page index and what of the page is to be shown, free of the file it was read from."""
    return goal[0], [Name(str(one)) if isinstance(one, Name) else one for one in goal[1]]


def _bookmarks(pdf: Pdf, first: int) -> list[_Bookmark]:
    try:
        with pdf.open_outline() as outline:
            return _read_bookmarks(pdf, outline.root, first)
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError):
        return []  # a broken outline is no reason not to export


def _read_bookmarks(pdf: Pdf, items: Sequence[OutlineItem], first: int) -> list[_Bookmark]:
    found = []
    for item in items:
        goal = page_of(pdf, item.obj) if item.obj is not None else None
        below = _read_bookmarks(pdf, item.children, first)
        if below and is_group(item.obj):
            found.append(_Bookmark(item.title, below[0].page, below, own=True))
        elif goal is not None:
            found.append(_Bookmark(item.title, first + goal[0], below))
        else:
            found += below
    return found


def _put_contents_first(book: Pdf, chapters: Sequence[_Chapter], title: str, options: ExportOptions) -> int:
    """How many pages the table of contents takes."""
    if options.printer is None:
        return 0
    size = paper_of(options).size
    printed = options.printer.print_html(_contents_page(chapters, title, size), lambda _: None, SHEETS[size])
    with reopened(printed) as contents:
        front = len(contents.pages)
        for index, page in enumerate(contents.pages):
            book.pages.insert(index, page)
    places = {
        str(number): (front + chapter.page, float(book.pages[front + chapter.page].cropbox[3]))
        for number, chapter in enumerate(chapters)
    }
    turn_to(book, places)
    return front


def _contents_page(chapters: Sequence[_Chapter], title: str, size: PaperSize) -> str:
    count = sum(chapter.annotations for chapter in chapters)
    about = f"{len(chapters)} articles · {count} annotations"
    entries = "".join(_entry(chapter, number) for number, chapter in enumerate(chapters))
    head = f'<header><h1 dir="auto">{escape(title)}</h1><p class="about">{about}</p></header>'
    body = f'{head}<ol class="contents">{entries}</ol>'
    plan = PrintPlan(size, numbered=False)
    return styled_page(title, "", running_style(title, "", plan) + _STYLE, body)


_DOTS = " ." * 120
"""Letters, not a border: of a page whose lines are full, every program sees that they are lines."""
_STYLE = (
    ".contents { list-style: none; padding: 0; margin: 0; } .contents li { break-inside: avoid; margin: 0 0 8pt; }"
    " .contents a { display: flex; gap: 6pt; align-items: baseline; } .contents .title { flex: 0 1 auto; }"
    " .contents .dots { flex: 1 1 12pt; min-width: 12pt; width: 0; overflow: hidden; white-space: nowrap;"
    " color: #999; }"
    " .contents .about { margin: 0; }"
)


def _entry(chapter: _Chapter, number: int) -> str:
    item = chapter.item
    about = " · ".join(part for part in (", ".join(item.creators), item.site, item.published) if part)
    flow = "rtl" if reads_right_to_left(item.title) else "ltr"
    return (
        f'<li dir="{flow}"><a href="{TURN_TO}{number}"><span class="title">{escape(item.title)}</span>'
        f'<span class="dots">{_DOTS}</span><span>{chapter.page + 1}</span></a><p class="about">{escape(about)}</p></li>'
    )


def _settle(book: Pdf, chapters: Sequence[_Chapter], title: str, front: int) -> None:
    """Outline, page labels and title of the whole."""
    own = list[OutlineItem]()
    with book.open_outline() as outline:
        outline.root.append(
            OutlineItem("Contents", destination(book.pages[0], float(book.pages[0].cropbox[3])))
        )
        outline.root += [
            _outlined(book, _Bookmark(chapter.item.title, chapter.page, chapter.below), front, own)
            for chapter in chapters
        ]
    for group in own:
        if group.obj is not None:
            group.obj[KIND_KEY] = String(GROUP)
    labels = [0, Dictionary(S=Name.r), front, Dictionary(S=Name.D)]
    book.Root.PageLabels = Dictionary(Nums=Array(labels))
    book.Root.PageMode = Name.UseOutlines
    book.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    book.docinfo["/Title"] = title


def _outlined(book: Pdf, bookmark: _Bookmark, front: int, own: list[OutlineItem]) -> OutlineItem:
    """``own`` collects the groups of a person's bookmarks."""
    page = book.pages[front + bookmark.page]
    item = OutlineItem(bookmark.title, destination(page, float(page.cropbox[3])))
    item.children.extend(_outlined(book, one, front, own) for one in bookmark.below)
    if bookmark.own:
        own.append(item)
    item.is_closed = True
    return item
