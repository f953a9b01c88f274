"""A PDF on screen: opening it against drawing its first page with bare PDFium, and scrolling through a long one."""

import re
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.annotation import Annotation
from desktop.domain.item import Document, Item, ItemType, ReadingStatus
from desktop.importers.base import Source
from desktop.importers.pdf import PdfImporter
from desktop.reader.pdf.view import PdfReaderView
from desktop.reader.web.headless import ensure_application
from desktop.ui.theme import Appearance
from tests.reader.pages import MemorySource, annotation_at

_TIME = "2025-01-01T00:00:00Z"
_WIDTH, _HEIGHT = 900, 700


class Shelf(MemorySource):
    """A library of one paper."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._data = data

    def original(self, version_id: int) -> bytes:
        return self._data


class _Bare(QWidget):
    """Shows a picture."""

    picture: QImage | None = None
    is_drawn = False

    def paintEvent(self, _: QPaintEvent) -> None:
        if self.picture is not None:
            QPainter(self).drawImage(QPoint(12, 12), self.picture)
            self.is_drawn = True


class Pages:
    """A paper to be opened again and again."""

    def __init__(self, data: bytes, highlights: int = 0) -> None:
        self._application = ensure_application()
        self._dress = Appearance("paper")  # what scroll bars look like is a matter of milliseconds
        self._data = data
        read = PdfImporter().read(Source(data, "paper.pdf"))
        self._item = Item(
            1, "u", ItemType.PDF, "Paper", (), "", "", "en", "", ReadingStatus.UNREAD, False, _TIME, _TIME
        )  # fmt: skip
        self._document = Document(
            1, 1, ItemType.PDF, "", read.text, read.pages, read.outline, 9, "application/pdf", "p.pdf", "0", _TIME
        )  # fmt: skip
        step = len(read.text) // max(1, highlights)
        self._annotations: Sequence[Annotation] = [
            annotation_at(n + 1, read.text, n * step, n * step + 60) for n in range(highlights)
        ]
        self.view: PdfReaderView | None = None
        self._bare: _Bare | None = None

    def open(self) -> None:
        """Until the first page is on screen; ``close`` afterwards."""
        self.view = view = PdfReaderView(Shelf(self._data))
        view.resize(_WIDTH, _HEIGHT)
        view.show()
        view.open(self._item, self._document)
        view.show_annotations(self._annotations)
        _until(view.is_drawn)

    def close(self) -> None:
        """What is there is put away, and nothing is being drawn ahead any more."""
        for view in (self.view, self._bare):
            if view is not None:
                view.close()
                view.deleteLater()
        self.view = self._bare = None
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def bare(self) -> None:
        """A view of nothing but the first page, by PDFium alone; ``close`` afterwards."""
        self._bare = view = _Bare()
        view.resize(_WIDTH, _HEIGHT)
        view.show()
        view.picture = self._picture()
        view.update()
        _until(lambda: view.is_drawn)

    def _picture(self) -> QImage:
        pdf = pypdfium2.PdfDocument(self._data)
        page = pdf[0]
        drawn = page.render(scale=(_WIDTH - 24) / page.get_width()).to_numpy()
        picture = QImage(drawn.data, drawn.shape[1], drawn.shape[0], QImage.Format.Format_BGR888).copy()
        page.close()
        pdf.close()
        return picture

    def scroll(self, screens: int) -> list[float]:
        """Seconds of each frame while the whole is scrolled through in that many steps."""
        assert self.view is not None
        frames = []
        for step in range(screens):
            start = time.perf_counter()
            self.view.show_height(step / screens)
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 0)
            frames.append(time.perf_counter() - start)
        return frames


def scroll_all(data: bytes) -> tuple[list[float], float]:
    """Frames of a scroll through the whole, and the megabytes of its process."""
    pages = Pages(data)
    pages.open()
    return pages.scroll(2000), memory()


def bare_all(data: bytes) -> float:
    """The megabytes of a process that has the file read in, shows an empty window, and draws a page time and again."""
    pages = Pages(data)
    empty = QWidget()
    empty.resize(_WIDTH, _HEIGHT)
    empty.show()
    for _ in range(50):
        pages.bare()
        pages.close()
    return memory()


def memory() -> float:
    """Megabytes that this process took at most. Where the system tells it, without what its parent took."""
    status = Path("/proc/self/status")
    if status.exists():
        [peak] = re.findall(r"VmHWM:\s*(\d+)", status.read_text())
        return int(peak) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _until(holds: Callable[[], bool]) -> None:
    """Resting between events, as a window does: with a time given, Qt would not wait but go round and round."""
    while not holds():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
