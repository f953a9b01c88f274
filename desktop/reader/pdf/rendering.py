"""Pages as pictures, drawn away from the GUI thread and kept while they are near."""

from collections import OrderedDict

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from PySide6.QtGui import QImage

from desktop.formats.pdf.document import PdfDocument, PictureView

_KEPT = 12


class PagePictures(QObject):
    """Gives a page's picture at a scale, or asks for it; ``drawn`` tells when it is there."""

    drawn = Signal(int)
    _made = Signal(int, float, QImage)

    def __init__(self, document: PdfDocument, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._pictures: OrderedDict[int, tuple[float, QImage]] = OrderedDict()
        self._asked: dict[int, float] = {}
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)  # PDFium does one thing at a time anyway
        self._made.connect(self._keep)

    def picture(self, page: int, scale: float) -> QImage | None:
        """The newest picture, perhaps of another scale until the right one is there."""
        kept = self._pictures.get(page)
        if (kept is None or kept[0] != scale) and self._asked.get(page) != scale:
            self._asked[page] = scale
            self._pool.start(_Drawing(self, self._document, page, scale))
        return kept[1] if kept else None

    def finish(self) -> None:
        """Wait until nothing is being drawn."""
        self._pool.clear()
        self._pool.waitForDone()

    def _keep(self, page: int, scale: float, image: QImage) -> None:
        self._asked.pop(page, None)
        self._pictures[page] = (scale, image)
        self._pictures.move_to_end(page)
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        self.drawn.emit(page)


class _Drawing(QRunnable):
    def __init__(self, pictures: PagePictures, document: PdfDocument, page: int, scale: float) -> None:
        super().__init__()
        self._pictures, self._document, self._page, self._scale = pictures, document, page, scale

    def run(self) -> None:
        span = self._document.spans[self._page]
        width, height = round(span.width * self._scale), round(span.height * self._scale)
        raster = self._document.render(self._page, PictureView(width, height, 0, 0, 0, width, height))
        image = QImage(raster.data, raster.width, raster.height, raster.stride, QImage.Format.Format_RGB32)
        self._pictures._made.emit(self._page, self._scale, image.copy())
