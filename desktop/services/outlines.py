"""Outlines: collect annotations, put them in order between own headings and text, write them to a file."""

from collections.abc import Sequence
from pathlib import Path

from desktop.domain import outline as arranging
from desktop.domain.annotation import TextTarget
from desktop.domain.changes import Changes
from desktop.domain.errors import UserError
from desktop.domain.outline import DEEPEST, Outline, Point, PointKind
from desktop.domain.source import page_label_at
from desktop.exporters.base import HtmlPrinter
from desktop.exporters.outline_documents import WRITERS
from desktop.exporters.outlines import OutlineLine, Quoted
from desktop.services.writing import write_atomically
from desktop.storage import notebook, outlines
from desktop.storage.library import Library
from desktop.storage.marks import counted

END = None
"""After the last point of an outline."""


def all_outlines(library: Library) -> list[Outline]:
    """By name."""
    return outlines.outlines(library)


def points(library: Library, outline_id: int) -> list[Point]:
    """From top to bottom."""
    return outlines.points(library, outline_id)


def lines(library: Library, outline_id: int) -> list[OutlineLine]:
    """The points with what they quote, as they are shown and written."""
    found = points(library, outline_id)
    return [line for _, line in shown(library, found)]


def shown(library: Library, found: Sequence[Point]) -> list[tuple[Point, OutlineLine]]:
    cards = {
        card.annotation.id: card for card in notebook.cards(library, [one.annotation_id for one in found])
    }

    def line(point: Point) -> OutlineLine:
        card = cards.get(point.annotation_id)
        if card is None:
            return OutlineLine(point.kind, point.level, point.text)
        target = card.annotation.target
        at = target.position.start if isinstance(target, TextTarget) else 0
        page = page_label_at(card.pages, at)
        if not isinstance(target, TextTarget) and target.page_index < len(card.pages):
            page = card.pages[target.page_index].label
        return OutlineLine(point.kind, point.level, "", Quoted(card.annotation, card.item, page))

    return [(point, line(point)) for point in found]


def create(library: Library, name: str) -> Changes:
    """The new outline is the one in ``Changes.outlines``."""
    return outlines.create(library, _named(name))


def rename(library: Library, outline_id: int, name: str) -> Changes:
    return outlines.rename(library, outline_id, _named(name))


def _named(name: str) -> str:
    words = " ".join(name.split())
    if not words:
        raise UserError("An outline needs a name. Nothing was changed.")
    return words


def delete(library: Library, outline_id: int) -> Changes:
    return outlines.delete(library, outline_id)


def add_annotations(
    library: Library, outline_id: int, annotation_ids: Sequence[int], after: int | None = END
) -> Changes:
    """Below the point ``after`` (0: at the top). Those that stand there already are added once more: an argument may
    quote a passage twice."""
    level = _level_below(library, outline_id, after)
    new = [Point(0, outline_id, PointKind.QUOTATION, level, "", id_) for id_ in annotation_ids]
    return outlines.add(
        library, outline_id, new, after, f"Add {counted(len(new), 'annotation')} to the outline"
    )


def add_heading(library: Library, outline_id: int, text: str, after: int | None = END) -> Changes:
    """On the level of the heading that ``after`` belongs to, or is."""
    level = _level_below(library, outline_id, after, heading=True)
    return outlines.add(
        library, outline_id, [Point(0, outline_id, PointKind.HEADING, level, text)], after, "Add a heading"
    )


def add_text(library: Library, outline_id: int, text: str, after: int | None = END) -> Changes:
    level = _level_below(library, outline_id, after)
    return outlines.add(
        library, outline_id, [Point(0, outline_id, PointKind.TEXT, level, text)], after, "Add a text"
    )


def _level_below(library: Library, outline_id: int, after: int | None, *, heading: bool = False) -> int:
    """What follows a heading belongs to it; what follows anything else stands beside it."""
    found = points(library, outline_id)
    at = len(found) - 1
    if after is not None:
        at = next((index for index, point in enumerate(found) if point.id == after), -1)
    above = found[: at + 1]
    if heading:
        return next((point.level for point in reversed(above) if point.kind is PointKind.HEADING), 0)
    if not above:
        return 0
    last = above[-1]
    return min(last.level + 1, DEEPEST) if last.kind is PointKind.HEADING else last.level


def edit(library: Library, point_id: int, text: str) -> Changes:
    """The words of a heading or an own text."""
    return outlines.edit(library, point_id, text)


def move(library: Library, outline_id: int, point_ids: Sequence[int], by: int) -> Changes:
    """One line up (-1) or down (1), with what belongs to them."""
    return outlines.arrange(
        library, outline_id, lambda standing: arranging.moved(standing, point_ids, by), "Move in the outline"
    )


def shift(library: Library, outline_id: int, point_ids: Sequence[int], by: int) -> Changes:
    """Indent (1) or outdent (-1), with what belongs to them."""
    label = "Indent" if by > 0 else "Outdent"
    return outlines.arrange(
        library, outline_id, lambda standing: arranging.shifted(standing, point_ids, by), label
    )


def place(library: Library, outline_id: int, point_ids: Sequence[int], before: int) -> Changes:
    """Before the line ``before`` (an index; the number of points for the end), with what belongs to them."""
    return outlines.arrange(
        library,
        outline_id,
        lambda standing: arranging.placed(standing, point_ids, before),
        "Move in the outline",
    )


def remove(library: Library, point_ids: Sequence[int]) -> Changes:
    return outlines.remove(library, point_ids)


def formats() -> dict[str, str]:
    """What outlines can be written as: the names of the formats, each with the ending of its files."""
    return {name: writer.suffix for name, writer in WRITERS.items()}


def format_of(path: Path) -> str:
    """The format that a file's ending tells; Markdown where it tells none."""
    return next((name for name, suffix in formats().items() if path.suffix.lower() == suffix), "markdown")


def needs_printer(format_name: str) -> bool:
    return WRITERS[format_name].prints


def export(
    library: Library,
    outline_id: int,
    path: Path,
    format_name: str = "",
    printer: HtmlPrinter | None = None,
) -> Path:
    """Write an outline to a file, whole or not at all; as its ending tells where no format is named. Raises
    ``UserError``."""
    writer = WRITERS[format_name or format_of(path)]
    name = next((one.name for one in all_outlines(library) if one.id == outline_id), "")
    path = path if path.suffix else path.with_suffix(writer.suffix)
    written = writer.render(name, lines(library, outline_id), printer)
    try:
        write_atomically(path, written)
    except OSError as problem:
        raise UserError(
            "The file could not be written to {folder}: {reason}. Nothing there was changed.",
            folder=str(path.parent), reason=problem.strerror or str(problem),
        ) from problem  # fmt: skip
    return path
