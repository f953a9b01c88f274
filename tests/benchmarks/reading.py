"""Opening a long article with many highlights, against the same page in a bare web view."""

from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QUrl, SignalInstance
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView

from desktop.reader import theme
from desktop.reader.typography import Typography
from desktop.reader.web.headless import ensure_application
from desktop.reader.web.page import reader_html
from desktop.reader.web.profile import reader_profile
from desktop.reader.web.scheme import ServedPage
from desktop.reader.web.view import WebReaderView
from tests.reader.pages import MemorySource, annotation_at, document, item

_SENTENCE = "the river and what came after it in the third week of march when nobody kept letters"
_WORDS = _SENTENCE.split()


def long_article(paragraphs: int = 1000) -> str:
    """About 1 MB, no two paragraphs alike."""
    return "".join(
        f"<p>{n} {' '.join(_WORDS[(n + k) % len(_WORDS)] for k in range(190))}.</p>\n"
        for n in range(paragraphs)
    )


class Readers:
    """Our reader and a bare view side by side, kept from one opening to the next as a window keeps them."""

    def __init__(self, html: str, highlights: int) -> None:
        self._application = ensure_application()
        self._item, self._document = item(), document(html)
        step = len(self._document.text) // max(1, highlights)
        self._annotations = [
            annotation_at(n, self._document.text, n * step, n * step + 200) for n in range(highlights)
        ]
        self._reader = WebReaderView(MemorySource())
        self._bare = QWebEngineView()
        self._bare.setPage(QWebEnginePage(reader_profile(), self._bare))
        page = reader_html(self._item, self._document, theme.load("paper"), Typography())
        self._served = ServedPage(page, lambda _path: None)
        self._address = QUrl()
        for view in (self._reader, self._bare):
            view.resize(900, 700)
            view.show()

    def __enter__(self) -> "Readers":
        self.open_in_reader()
        self.open_bare()  # the first page starts the web engine
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _problem: BaseException | None, _trace: TracebackType | None
    ) -> None:
        for view in (self._reader, self._bare):
            view.close()
            view.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def open_in_reader(self) -> None:
        def start() -> None:
            self._reader.open(self._item, self._document)
            self._reader.show_annotations(self._annotations)

        _wait(self._reader.ready, start)

    def open_bare(self) -> None:
        self._address = reader_profile().pages.serve(self._served, self._address)
        _wait(self._bare.loadFinished, lambda: self._bare.load(self._address))


def _wait(told: SignalInstance, start: Callable[[], None]) -> None:
    loop = QEventLoop()
    told.connect(loop.quit)
    start()
    loop.exec()
    told.disconnect(loop.quit)
