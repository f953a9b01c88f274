"""Where things stand on a page: in the file's own points, and on the page as it is shown."""

from dataclasses import dataclass

from pypdfium2 import raw

from desktop.domain.selector import Rectangle

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points of the page as shown, origin at the top left."""


@dataclass(frozen=True, slots=True)
class PageFrame:
    """The visible part of a page, in the file's points, and its turn clockwise in quarters (``/Rotate``)."""

    visible: Rectangle
    quarters: int

    def shown(self, area: Rectangle) -> Box:
        """A rectangle of the file on the page as shown."""
        return self.turned(area.left, area.bottom, area.right, area.top)

    def turned(self, left: float, bottom: float, right: float, top: float) -> Box:
        """The same by its edges, for what is done for every character."""
        edges = self.visible
        match self.quarters:
            case 1:
                across, down = edges.bottom, edges.left
                return bottom - across, left - down, top - across, right - down
            case 2:
                across, down = edges.right, edges.bottom
                return across - right, bottom - down, across - left, top - down
            case 3:
                across, down = edges.top, edges.right
                return across - top, down - right, across - bottom, down - left
            case _:
                across, down = edges.left, edges.top
                return left - across, down - top, right - across, down - bottom

    def stored(self, box: Box) -> Rectangle:
        """The way back."""
        one, other = self._stored(box[0], box[1]), self._stored(box[2], box[3])
        return Rectangle(
            min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])
        )

    def _stored(self, across: float, down: float) -> tuple[float, float]:
        edges = self.visible
        match self.quarters:
            case 1:
                return edges.left + down, edges.bottom + across
            case 2:
                return edges.right - across, edges.bottom + down
            case 3:
                return edges.right - down, edges.top - across
            case _:
                return edges.left + across, edges.top - down


def read_frame(page: raw.FPDF_PAGE) -> PageFrame:
    """Caller holds ``PDFIUM_LOCK``."""
    edges = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, edges)
    visible = Rectangle(edges.left, edges.bottom, edges.right, edges.top)
    return PageFrame(visible, raw.FPDFPage_GetRotation(page) % 4)
