"""Which characters of a page the quads of a mark mean, and whether they mean a range that is told."""

from collections.abc import Mapping, Sequence

from desktop.domain.selector import Rectangle
from desktop.formats.pdf.document import PdfDocument

Corner = tuple[float, float]
Quad = tuple[Corner, Corner, Corner, Corner]
"""Four corners in order around the middle."""

_SAME = 0.05
"""Points."""
_MOST = 0.75
"""Of the letters from the first to the last that are marked: where fewer are, they are no passage."""


def ordered(corners: Sequence[Corner]) -> Quad:
    """Top left, top right, bottom left, bottom right become a walk around; other orders are walks already."""
    one, two, three, four = corners
    along, back = (two[0] - one[0], two[1] - one[1]), (four[0] - three[0], four[1] - three[1])
    same_way = along[0] * back[0] + along[1] * back[1] > 0
    return (one, two, four, three) if same_way else (one, two, three, four)


def quad_of(box: Rectangle) -> Quad:
    return (box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)


def marks(document: PdfDocument, page_index: int, quads: Sequence[Quad], start: int, end: int) -> bool:
    """Whether a range of a page's text is what the quads mark. Where several texts are drawn on one place, quads alone do
    not tell which is meant; what is not drawn has none."""
    first = document.spans[page_index].start
    boxes = document.line_boxes(page_index, first + start, first + end)
    if len(boxes) == len(quads) and all(map(_covers, quads, boxes)):
        return True
    boxed = enumerate(document.character_boxes(page_index))
    drawn = [at for at, box in boxed if box and start <= at < end]
    return drawn == list(_inside(document, page_index, quads))


def range_under(document: PdfDocument, page_index: int, quads: Sequence[Quad]) -> tuple[int, int] | None:
    """From the first to the last character whose middle lies in the quads."""
    inside = _without_copies(_inside(document, page_index, quads))
    if not inside:
        return None
    start, end = document.whole(page_index, inside[0], inside[-1] + 1)
    drawn = sum(box is not None for box in document.character_boxes(page_index, start, end))
    if len(inside) < _MOST * drawn:  # passages apart, or in another order of reading than the text
        return None
    return start, end


def words_under(document: PdfDocument, page_index: int, quads: Sequence[Quad]) -> str:
    """All that lies in the quads, with a sign of what was left out between."""
    text, words, before = document.page_text(page_index), "", -1
    for index in sorted(_without_copies(_inside(document, page_index, quads))):
        between = text[before + 1 : index] if before >= 0 else ""
        words += (between if not between.strip() else " … ") + text[index]
        before = index
    return " ".join(words.split())


def _inside(document: PdfDocument, page_index: int, quads: Sequence[Quad]) -> dict[int, Rectangle]:
    corners = [corner for quad in quads for corner in quad]
    left, right = min((x for x, _ in corners), default=0), max((x for x, _ in corners), default=0)
    low, high = min((y for _, y in corners), default=0), max((y for _, y in corners), default=0)
    found: dict[int, Rectangle] = {}
    for index, box in enumerate(document.character_boxes(page_index)):
        if box is None or box.right < left or box.left > right or box.top < low or box.bottom > high:
            continue
        if any(_holds(quad, (box.left + box.right) / 2, (box.bottom + box.top) / 2) for quad in quads):
            found[index] = box
    return found


def _without_copies(inside: Mapping[int, Rectangle]) -> list[int]:
    """Some programs draw a text several times on one place; its first drawing is meant."""
    seen = dict[tuple[float, ...], int]()
    for index, box in inside.items():
        seen.setdefault((round(box.left, 1), round(box.bottom, 1), round(box.right, 1)), index)
    return list(seen.values())


def _covers(quad: Quad, box: Rectangle) -> bool:
    across, up = zip(*quad, strict=True)
    edges = (min(across), min(up), max(across), max(up))
    return all(
        abs(edge - other) < _SAME
        for edge, other in zip(edges, (box.left, box.bottom, box.right, box.top), strict=True)
    )


def _holds(quad: Quad, x: float, y: float) -> bool:
    """Whether a point lies in a convex shape: always on the same side of its edges."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad
    if not (min(ay, by, cy, dy) <= y <= max(ay, by, cy, dy)):
        return False
    sides = (
        (bx - ax) * (y - ay) - (by - ay) * (x - ax),
        (cx - bx) * (y - by) - (cy - by) * (x - bx),
        (dx - cx) * (y - cy) - (dy - cy) * (x - cx),
        (ax - dx) * (y - dy) - (ay - dy) * (x - dx),
    )
    return min(sides) >= 0 or max(sides) <= 0
