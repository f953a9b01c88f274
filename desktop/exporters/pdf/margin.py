"""Comments beside their passages, for paper: a column at the right side of each page that has some.

The web engine sets them, so that every script is set well: once to learn how high each is, once at their places.
"""

import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pikepdf
from pikepdf import Array, Pdf

from desktop.domain.annotation import Annotation
from desktop.exporters.base import ExportOptions, HtmlPrinter, Sheet
from desktop.exporters.pdf.apart import draw_apart
from desktop.exporters.pdf.links import PASSAGE
from desktop.exporters.pdf.page import styled_page
from desktop.exporters.pdf.places import Placed
from desktop.exporters.words import html_words
from desktop.formats.pdf.geometry import PageFrame
from desktop.formats.pdf.objects import frame_of

_GAP, _EDGE = 5.0, 14.0
"""Points between two notes, and from the ends of the page."""
_TALLEST = 14000.0
"""Points: the highest page there can be."""
_SMALLEST = 0.35
"""Of their size: notes that are too many for a page are set smaller, as far as that."""


@dataclass(frozen=True, slots=True)
class MarginColumn:
    """``reserved``: the pages have room for it; otherwise they become wider by it."""

    width: float = 150.0
    reserved: bool = False


@dataclass(frozen=True, slots=True)
class _Note:
    annotation: Annotation
    wanted: float
    """Points from the top of the page as shown to the middle of the passage's first line."""


def add_margin_notes(
    pdf: Pdf, placed: Sequence[Placed], options: ExportOptions, column: MarginColumn
) -> bool:
    """Whether there were comments to set."""
    frames: dict[int, PageFrame] = {}
    notes = defaultdict[int, list[_Note]](list)
    for one in placed:
        if one.places and (one.annotation.comment or one.annotation.tags):
            place = one.places[0]
            frame = frames.setdefault(place.page_index, frame_of(pdf.pages[place.page_index]))
            _, top, _, bottom = frame.shown(place.boxes[0])
            notes[place.page_index].append(_Note(one.annotation, (top + bottom) / 2))
    if not notes or options.printer is None:
        return False
    for on_page in notes.values():
        on_page.sort(key=lambda note: note.wanted)
    heights = _heights(
        options.printer, [note for page in sorted(notes) for note in notes[page]], column.width
    )
    sheets = []
    for page in sorted(notes):
        height = _shown_height(frames[page])
        own = [heights[note.annotation.id] for note in notes[page]]
        sheets.append(_Column(notes[page], own, height))
    printed = options.printer.print_html(_columns_page(sheets, column.width), lambda _: None,
                                         Sheet(column.width, sheets[0].height, 0, 0, 0, 0))  # fmt: skip
    with pikepdf.open(io.BytesIO(printed)) as columns:
        for page, sheet, drawn in zip(sorted(notes), sheets, columns.pages, strict=False):
            _take_links(drawn)
            form = pdf.copy_foreign(drawn.as_form_xobject())
            _join(pdf, pdf.pages[page], frames[page], form, column, sheet)
    return True


class _Column:
    """The notes of one page with their tops: each beside its passage, or as near below or above as the others let it."""

    def __init__(self, notes: Sequence[_Note], heights: Sequence[float], height: float) -> None:
        self.notes, self.height = notes, height
        room = height - 2 * _EDGE
        needed = sum(heights) + _GAP * (len(heights) - 1)
        self.scale = max(_SMALLEST, min(1.0, room / needed))
        self.heights = [one * self.scale for one in heights]
        self.tops = tops(
            [note.wanted - 8 * self.scale for note in notes], self.heights, _GAP * self.scale, (_EDGE, height - _EDGE)
        )  # fmt: skip


def tops(
    wanted: Sequence[float], heights: Sequence[float], gap: float, room: tuple[float, float]
) -> list[float]:
    """Where notes begin that want to begin at ``wanted`` (from the top, in order): none over another, none
    outside of ``room`` as long as they fit in it."""
    found: list[float] = []
    least = room[0]
    for one, height in zip(wanted, heights, strict=True):
        found.append(max(one, least))
        least = found[-1] + height + gap
    most = room[1]
    for at in range(len(found) - 1, -1, -1):
        found[at] = min(found[at], most - heights[at])
        most = found[at] - gap
    if found and found[0] < room[0]:
        shift = room[0] - found[0]
        found = [one + shift for one in found]
    return found


def _heights(printer: HtmlPrinter, notes: Sequence[_Note], width: float) -> dict[int, float]:
    """By annotation. Each note is one link, whose area the engine tells."""
    body = "".join(
        f'<a href="{PASSAGE}{one.annotation.id}">{_note_html(one.annotation)}</a>' for one in notes
    )
    page = styled_page("", "", _STYLE % (width, _TALLEST), body)
    printed = printer.print_html(page, lambda _: None, Sheet(width, _TALLEST, 0, 0, 0, 0))
    found = defaultdict[int, float](float)
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        for sheet in pdf.pages:
            for link in sheet.obj.get("/Annots", []):
                address = str(link.A.URI)
                low, high = float(link.Rect[1]), float(link.Rect[3])
                found[int(address.removeprefix(PASSAGE))] += high - low
    return found


_STYLE = (
    "@page { size: %.2fpt %.2fpt; margin: 0; } a { display: block; } section { all: unset; display: block;"
    " position: relative; overflow: hidden; break-after: page; } section:last-child { break-after: auto; }"
    " .note { font-size: 8pt; line-height: 1.3; margin: 0 10pt 0 14pt; padding: 1pt 0 1pt 5pt;"
    " border-left: 3pt solid; overflow-wrap: anywhere; } .note p, .note ul, .note ol { margin: 0 0 3pt; }"
    " .note > :last-child { margin-bottom: 0; } .note .tags { color: #555; font-size: 7pt; }"
    " .note a { display: inline; } .note pre, .note code { font-size: 7pt; } .note[dir=rtl] { text-align: right; }"
)


def _note_html(annotation: Annotation) -> str:
    tags = " ".join(f"#{escape(tag)}" for tag in annotation.tags)
    line = f'<p class="tags">{tags}</p>' if tags else ""
    comment = html_words(annotation.comment).replace("<a ", "<span ").replace("</a>", "</span>")
    return f'<div class="note" dir="auto" style="border-color: {annotation.color.hex}">{comment}{line}</div>'


def _columns_page(sheets: Sequence[_Column], width: float) -> str:
    sizes = dict.fromkeys(sheet.height for sheet in sheets)
    names = {height: f"h{number}" for number, height in enumerate(sizes)}
    style = "".join(
        f"@page {names[height]} {{ size: {width:.2f}pt {height:.2f}pt; margin: 0; }}" for height in sizes
    )
    body = "".join(
        f'<section style="page: {names[sheet.height]}; height: {sheet.height - 1:.2f}pt">'
        + "".join(
            f'<div style="position: absolute; left: 0; top: {top:.2f}pt; width: {width:.2f}pt;'
            f' transform: scale({sheet.scale:.4f}); transform-origin: 0 0">{_note_html(note.annotation)}</div>'
            for note, top in zip(sheet.notes, sheet.tops, strict=True)
        )
        + "</section>"
        for sheet in sheets
    )
    return styled_page("", "", _STYLE % (width, sheets[0].height) + style, body)


def _take_links(page: pikepdf.Page) -> None:
    if "/Annots" in page.obj:
        del page.obj.Annots


def _shown_height(frame: PageFrame) -> float:
    box = frame.visible
    return box.right - box.left if frame.quarters % 2 else box.top - box.bottom


def _join(
    pdf: Pdf, page: pikepdf.Page, frame: PageFrame, form: pikepdf.Object, column: MarginColumn, sheet: _Column
) -> None:
    """Set a column beside what is seen of a page, which is clipped to that and otherwise left as it is."""
    box, width = frame.visible, column.width
    if column.reserved:
        matrix: tuple[float, ...] = (1.0, 0.0, 0.0, 1.0, box.right - width, box.bottom)
    else:
        matrix, wider = _beside(frame, width)
        page.obj.MediaBox = page.obj.CropBox = Array(wider)
        for name in ("/TrimBox", "/BleedBox", "/ArtBox"):
            if name in page.obj:
                del page.obj[name]
    clip = "" if column.reserved else (
        f"{box.left:.3f} {box.bottom:.3f} {box.right - box.left:.3f} {box.top - box.bottom:.3f} re W n\n"
    )  # fmt: skip
    at = " ".join(f"{number:.4f}" for number in matrix)
    draw_apart(pdf, page, form, matrix=at, beneath=_leaders(sheet), clip=clip)


def _beside(frame: PageFrame, width: float) -> tuple[tuple[float, ...], list[float]]:
    """From the column's own points to the page's, and the page with the column."""
    box = frame.visible
    edges = [box.left, box.bottom, box.right, box.top]
    match frame.quarters:
        case 1:
            return (0.0, 1.0, -1.0, 0.0, box.right, box.top), [*edges[:3], box.top + width]
        case 2:
            return (-1.0, 0.0, 0.0, -1.0, box.left, box.top), [box.left - width, *edges[1:]]
        case 3:
            return (0.0, -1.0, 1.0, 0.0, box.left, box.bottom), [box.left, box.bottom - width, *edges[2:]]
        case _:
            return (1.0, 0.0, 0.0, 1.0, box.right, box.bottom), [*edges[:2], box.right + width, box.top]


def _leaders(sheet: _Column) -> str:
    """A hair line from the height of a passage to a note that had to move away from it."""
    lines = []
    for note, top in zip(sheet.notes, sheet.tops, strict=True):
        begin = top + 6 * sheet.scale
        if abs(begin - note.wanted) > 8:
            high, low = sheet.height - note.wanted, sheet.height - begin
            lines.append(f"0 {high:.2f} m 3 {high:.2f} l 12 {low:.2f} l S")
    return "q 0.6 G 0.4 w\n" + "\n".join(lines) + "\nQ\n" if lines else ""
