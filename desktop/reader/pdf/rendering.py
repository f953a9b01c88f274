"""Pages as pictures, and their contents: made away from the GUI thread, what is on screen first."""

import math
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, QRunnable, QSize, QThreadPool, Signal
from PySide6.QtGui import QImage, QTransform

from desktop.formats.pdf.document import PageContents, PdfDocument, PictureView

_KEPT = 96 * 2**20
"""Bytes of pictures."""
_WHOLE = 6_000_000
"""Pixels up to which a page is one picture; a larger one is made of tiles, over a coarse picture of the whole."""
_COARSE = 1_000_000
_TILE = 1024


@dataclass(frozen=True, slots=True)
class Tile:
    """A part of a page's picture. ``size`` in device pixels is that of the whole, turned by ``quarters``."""

    page: int
    width: int
    height: int
    quarters: int
    left: int
    top: int
    right: int
    bottom: int

    @property
    def place(self) -> QRect:
        return QRect(self.left, self.top, self.right - self.left, self.bottom - self.top)

    def is_whole(self) -> bool:
        return (self.left, self.top, self.right, self.bottom) == (0, 0, self.width, self.height)


def tiles(page: int, size: QSize, quarters: int, seen: QRect) -> Iterator[Tile]:
    """The pictures that show ``seen`` of a page (device pixels of the page), coarse ones first."""
    width, height = size.width(), size.height()
    if width * height <= _WHOLE:
        yield Tile(page, width, height, quarters, 0, 0, width, height)
        return
    part = math.sqrt(_COARSE / (width * height))
    coarse = max(1, round(width * part)), max(1, round(height * part))
    yield Tile(page, *coarse, quarters, 0, 0, *coarse)
    for top in range(max(0, seen.top()) // _TILE * _TILE, min(height, seen.bottom() + 1), _TILE):
        for left in range(max(0, seen.left()) // _TILE * _TILE, min(width, seen.right() + 1), _TILE):
            right, bottom = min(left + _TILE, width), min(top + _TILE, height)
            yield Tile(page, width, height, quarters, left, top, right, bottom)


class PagePictures(QObject):
    """``want`` names what is to be seen, in order of need, and the first of it is begun; ``made`` tells when it is there,
    and what is wanted next is to be named then."""

    made = Signal()
    contents_read = Signal(int, object)
    """A page and its ``PageContents``."""
    _drawn = Signal(object, QImage)
    _read = Signal(int, object)

    def __init__(self, document: PdfDocument, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._pictures: OrderedDict[Tile, QImage] = OrderedDict()
        self._wholes: dict[int, Tile] = {}
        """The newest picture of a whole page, which stands in for what is not drawn yet."""
        self._bytes = 0
        self._wanted: list[Tile | int] = []
        self._at_work: Tile | int | None = None
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)  # PDFium does one thing at a time anyway
        self._drawn.connect(self._keep)
        self._read.connect(self._tell_contents)

    def want(self, wanted: Sequence[Tile | int]) -> None:
        """Tiles, and pages whose contents are to be read; what was wanted before and not begun is not any more."""
        self._wanted = [one for one in wanted if one not in self._pictures and one != self._at_work]
        self._start()

    def picture(self, tile: Tile) -> QImage | None:
        if tile in self._pictures:
            self._pictures.move_to_end(tile)
        return self._pictures.get(tile)

    def stand_in(self, page: int, quarters: int) -> QImage | None:
        """An older picture of the whole page, of another size, turned as the view is now."""
        tile = self._wholes.get(page)
        picture = self.picture(tile) if tile else None
        if picture is None or tile is None or tile.quarters == quarters:
            return picture
        return picture.transformed(QTransform().rotate(90 * (quarters - tile.quarters)))

    def wait(self, milliseconds: int) -> None:
        """Until nothing is being made, for no longer than that."""
        self._pool.waitForDone(milliseconds)

    def finish(self) -> None:
        """Wait until nothing is being drawn."""
        self._wanted = []
        self._pool.clear()
        self._pool.waitForDone()

    def _start(self) -> None:
        if self._at_work is None and self._wanted:
            self._at_work = self._wanted.pop(0)
            self._pool.start(_Work(self, self._document, self._at_work))

    def _tell_contents(self, page: int, contents: PageContents) -> None:
        self._at_work = None
        self.contents_read.emit(page, contents)
        self.made.emit()

    def _keep(self, tile: Tile, image: QImage) -> None:
        self._at_work = None
        self._pictures[tile] = image
        self._bytes += image.sizeInBytes()
        if tile.is_whole():
            self._wholes[tile.page] = tile
        while self._bytes > _KEPT and len(self._pictures) > 1:
            old, picture = self._pictures.popitem(last=False)
            self._bytes -= picture.sizeInBytes()
            if self._wholes.get(old.page) == old:
                del self._wholes[old.page]
        self.made.emit()


class _Work(QRunnable):
    """Draws one tile, or reads the contents of one page."""

    def __init__(self, pictures: PagePictures, document: PdfDocument, what: Tile | int) -> None:
        super().__init__()
        self._pictures, self._document, self._what = pictures, document, what

    def run(self) -> None:
        if isinstance(self._what, int):
            self._pictures._read.emit(self._what, self._document.contents(self._what))
            return
        tile, place = self._what, self._what.place
        view = PictureView(
            tile.width, tile.height, tile.quarters, tile.left, tile.top, place.width(), place.height()
        )
        image = QImage(place.size(), QImage.Format.Format_RGB32)
        self._document.draw(tile.page, view, memoryview(image.bits()))
        self._pictures._drawn.emit(tile, image)
