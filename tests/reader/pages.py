"""Articles made by hand, and a web reader in a window that real events reach."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.anchoring import describe
from desktop.domain.annotation import Annotation, AnnotationKind, HighlightColor, TextTarget
from desktop.domain.item import Document, Item, ItemType, ReadingPosition, ReadingStatus
from desktop.formats.canonical import canonical_text
from desktop.reader.base import Selection
from desktop.reader.web.view import WebReaderView

NOW = "2024-05-01T10:00:00Z"


class MemorySource:
    """A document's files, in memory."""

    def __init__(self, files: Mapping[str, tuple[str, bytes]] | None = None) -> None:
        self.files = dict(files or {})

    def original(self, _version_id: int) -> bytes:
        return b""

    def resource(self, _version_id: int, path: str) -> tuple[str, bytes] | None:
        return self.files.get(path)


def item(title: str = "The flood", language: str = "en", **about) -> Item:
    facts = {
        "creators": ("Ada Reed",), "site": "The Post", "published": "1994-03-21", "url": "https://example.org/a",
    } | about  # fmt: skip
    return Item(
        1, "u1", ItemType.WEB_PAGE, title, language=language, status=ReadingStatus.UNREAD, starred=False,
        added=NOW, modified=NOW, **facts,
    )  # fmt: skip


def document(html: str) -> Document:
    text = canonical_text(html)
    return Document(
        1, 1, ItemType.WEB_PAGE, html, text, (), (), len(text.split()), "text/html", "a.html", "0" * 64, NOW
    )


def annotation(number: int, text: str, words: str, **about) -> Annotation:
    start = text.index(words)
    return annotation_at(number, text, start, start + len(words), **about)


def annotation_at(number: int, text: str, start: int, end: int, **about) -> Annotation:
    selectors = describe(text, start, end)
    facts = {
        "kind": AnnotationKind.HIGHLIGHT, "color": HighlightColor.YELLOW, "comment": "", "tags": (),
    } | about  # fmt: skip
    return Annotation(
        number, f"u{number}", 1, target=TextTarget(selectors.quote, selectors.position), orphan=False,
        created=NOW, modified=NOW, **facts,
    )  # fmt: skip


class Reading:
    """A web reader on screen."""

    def __init__(self, qtbot, source: MemorySource | None = None) -> None:
        self.qtbot = qtbot
        self.view = WebReaderView(source or MemorySource())
        self.view.resize(900, 700)
        qtbot.addWidget(self.view)
        self.view.show()
        self.selections: list[Selection | None] = []
        self.view.selection_changed.connect(self.selections.append)

    def open(self, html: str, position: ReadingPosition | None = None, **about) -> Document:
        opened = document(html)
        with self.qtbot.waitSignal(self.view.ready, timeout=20_000):
            self.view.open(item(**about), opened, position)
        return opened

    @property
    def target(self) -> QWidget:
        """The widget of the web engine that takes the mouse."""
        web = self.view.focusProxy()
        return web.focusProxy() or web

    def select(self, start: int, end: int) -> Selection:
        with self.qtbot.waitSignal(
            self.view.selection_changed, timeout=5000, check_params_cb=lambda chosen: chosen is not None
        ) as caught:
            self.view.select(start, end)
        return caught.args[0]

    def place(self, text: str, words: str) -> QRect:
        """Where words stand in the view: found by selecting them."""
        start = text.index(words)
        rectangle = self.select(start, start + len(words)).rectangle
        with self.qtbot.waitSignal(self.view.selection_changed, timeout=5000):
            self.view.clear_selection()
        return rectangle

    def mouse(self, kind: QEvent.Type, point: QPoint, buttons: Qt.MouseButton) -> None:
        button = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
        local = QPointF(self.target.mapFrom(self.view, point))
        event = QMouseEvent(
            kind, local, QPointF(self.target.mapToGlobal(local.toPoint())), button, buttons,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(self.target, event)

    def drag(self, start: QPoint, end: QPoint) -> Selection | None:
        left = Qt.MouseButton.LeftButton
        with self.qtbot.waitSignal(self.view.selection_changed, timeout=5000) as caught:
            self.mouse(QEvent.Type.MouseButtonPress, start, left)
            for step in range(1, 6):
                self.mouse(QEvent.Type.MouseMove, start + (end - start) * step / 5, left)
            self.mouse(QEvent.Type.MouseButtonRelease, end, Qt.MouseButton.NoButton)
        return caught.args[0]

    def click(self, point: QPoint) -> None:
        self.mouse(QEvent.Type.MouseButtonPress, point, Qt.MouseButton.LeftButton)
        self.mouse(QEvent.Type.MouseButtonRelease, point, Qt.MouseButton.NoButton)
