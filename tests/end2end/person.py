"""A person at the window: everything by mouse, keys and drops, as the window system would send them."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.annotation import Annotation
from desktop.reader.base import ReaderView
from desktop.reader.pdf.view import PdfReaderView
from desktop.services import browse
from desktop.ui.window import MainWindow

_PATIENCE = 30_000
"""Milliseconds until something that ought to happen counts as not happening."""


class Person:
    """Knows what is on the screen, and no more of the window than where its parts are."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window

    def waits(self, until: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(until()), timeout=_PATIENCE)

    # Dropping ------------------------------------------------------------------------------------------

    def drops_files(self, files: list[Path], over: QWidget, at: QPoint | None = None) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        self.drops(data, over, at)

    def drops(self, data: QMimeData, over: QWidget, at: QPoint | None = None) -> None:
        """Drag from another program over a part of the window, and let go."""
        point = over.mapTo(self.window, at or over.rect().center())
        none, left, copy = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
        handle = self.window.windowHandle()
        for kind in (QDragEnterEvent, QDragMoveEvent):
            hovering = kind(point, copy, data, left, none)
            QApplication.sendEvent(handle, hovering)
            assert hovering.isAccepted()
        dropping = QDropEvent(QPointF(point), copy, data, left, none)
        QApplication.sendEvent(handle, dropping)
        assert dropping.isAccepted()

    # The list ------------------------------------------------------------------------------------------

    def titles(self) -> list[str]:
        model = self.window.item_list.view.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def opens(self, title: str) -> None:
        """Click an article in the list, and wait until it can be read."""
        view = self.window.item_list.view
        index = view.model().index(self.titles().index(title), 0)
        view.scrollTo(index)
        spot = view.visualRect(index).topLeft() + QPoint(40, 12)
        self.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        self.waits(self._is_open(title))

    def _is_open(self, title: str) -> Callable[[], bool]:
        def there() -> bool:
            tab = self.window.reading.tab()
            return bool(tab and tab.ready and tab.article and tab.article.item.title == title)

        return there

    # Reading -------------------------------------------------------------------------------------------

    @property
    def view(self) -> ReaderView:
        tab = self.window.reading.tab()
        assert tab and tab.view
        return tab.view

    @property
    def text(self) -> str:
        tab = self.window.reading.tab()
        assert tab and tab.article
        return tab.article.document.text

    @property
    def paper(self) -> QWidget:
        """The widget of the article that takes the mouse and the keys."""
        if isinstance(self.view, PdfReaderView):
            area = self.view.findChild(QAbstractScrollArea)
            assert area
            return area.viewport()
        web = self.view.focusProxy()
        assert web
        return web.focusProxy() or web

    def annotations(self) -> list[Annotation]:
        library = self.window.library
        return list(browse.annotations(library, self.window.reading.current_item_id()))

    def sees(self, words: str) -> QRect:
        """Scroll to words of the article, and where they are now."""
        start = self.text.index(words)
        self.view.go_to(start, start + len(words))
        found: list[QRect] = []

        def look() -> bool:
            with self.qtbot.waitSignal(self.view.selection_changed, timeout=_PATIENCE) as told:
                self.view.select(start, start + len(words))
            if told.args and told.args[0]:
                found.append(told.args[0].rectangle)
            return len(found) > 1 and found[-1] == found[-2] and self.view.rect().contains(found[-1])

        self.waits(look)
        self.view.clear_selection()
        self.waits(lambda: self.window.reading.tab().selection is None)  # type: ignore[union-attr]
        return found[-1]

    def selects(self, words: str) -> None:
        """Drag over words on one line."""
        place = self.sees(words)
        start = QPoint(place.left() + 1, place.center().y())
        end = QPoint(place.right(), place.center().y())
        self._mouse(QEvent.Type.MouseButtonPress, start)
        for step in range(1, 6):
            self._mouse(QEvent.Type.MouseMove, start + (end - start) * step / 5)
        self._mouse(QEvent.Type.MouseButtonRelease, end)
        self.waits(self.window.reading.popup.isVisible)

    def clicks_on(self, words: str) -> None:
        place = self.sees(words).center()
        self._mouse(QEvent.Type.MouseButtonPress, place)
        self._mouse(QEvent.Type.MouseButtonRelease, place)

    def presses(self, *keys: Qt.Key) -> None:
        """Keys for the article."""
        target = self.paper
        if isinstance(self.view, PdfReaderView):
            target = self.view.focusProxy() or target
        self.comes_back()
        target.setFocus()
        for key in keys:
            self.qtbot.keyClick(target, key)

    def types(self, words: str, then: Qt.Key | None = None) -> None:
        """Into whatever has the focus."""
        field = QApplication.focusWidget()
        assert field
        self.qtbot.keyClicks(field, words)
        if then is not None:
            self.qtbot.keyClick(field, then)
        self.comes_back()

    def comes_back(self) -> None:
        """When a list of proposals closes, window managers hand the window its activity back; offscreen none does."""
        if QApplication.activeModalWidget() is None and not self.window.isActiveWindow():
            self.window.activateWindow()
            self.waits(self.window.isActiveWindow)

    def tool(self, name: str) -> QToolButton:
        """A button of the popup by its name."""
        buttons = self.window.reading.popup.findChildren(QToolButton)
        return next(button for button in buttons if button.accessibleName() == name)

    def _mouse(self, kind: QEvent.Type, point: QPoint) -> None:
        """``point`` in the reader's coordinates."""
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        button = none if kind is QEvent.Type.MouseMove else left
        held = none if kind is QEvent.Type.MouseButtonRelease else left
        local = QPointF(self.paper.mapFrom(self.view, point))
        screen = QPointF(self.paper.mapToGlobal(local.toPoint()))
        event = QMouseEvent(kind, local, screen, button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self.paper, event)
