"""What is dropped or pasted, as sources of an import; the whole window takes it, and says so while it hovers."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from desktop.services.sources import Given, PastedText
from desktop.ui.models.items import ITEMS
from desktop.ui.models.places import COLLECTION
from desktop.ui.panels.sidebar import Sidebar
from desktop.ui.words import number, tr


def sources_of(data: QMimeData) -> list[Given]:
    """Files, folders, addresses, or the HTML or text itself; nothing for what is dragged within."""
    if data.hasFormat(ITEMS) or data.hasFormat(COLLECTION):
        return []
    if data.hasUrls():
        return [Path(url.toLocalFile()) if url.isLocalFile() else url.toString() for url in data.urls()]
    if data.hasHtml():
        return [PastedText(data.text(), html=data.html())]
    return [PastedText(data.text())] if data.text().strip() else []


class DropTarget(QObject):
    """Takes drops from other programs anywhere in a window, before its widgets see them.

    Over a collection of the sidebar they go into that collection; text over a text field is the field's.
    """

    dropped = Signal(list, str)
    """The sources, and the path of a collection or nothing."""
    hovered = Signal()
    """Something that can be imported came over the window."""

    def __init__(self, window: QWidget, sidebar: Sidebar) -> None:
        super().__init__(window)
        self._window, self._sidebar = window, sidebar
        self._veil = _Veil(window)

    def watch(self) -> None:
        """Once the window is on screen."""
        if handle := self._window.windowHandle():
            handle.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DragLeave:
            self._veil.hide()
        if not isinstance(event, QDropEvent):
            return False
        sources = sources_of(event.mimeData())
        at = event.position().toPoint()
        if not sources or self._field_takes(event.mimeData(), at):
            self._veil.hide()
            return False
        place = self._sidebar.place_under(self._window.mapToGlobal(at))
        collection = place.name if place and place.kind == "collection" else ""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() == QEvent.Type.DragEnter:
            self.hovered.emit()
        if isinstance(event, QDragMoveEvent):
            self._veil.announce(len(sources), collection, self._free_area())
        else:
            self._veil.hide()
            self.dropped.emit(sources, collection)
        return True

    def _field_takes(self, data: QMimeData, at: QPoint) -> bool:
        under = self._window.childAt(at)
        fields = (QLineEdit, QTextEdit, QPlainTextEdit)
        inside = isinstance(under, fields) or isinstance(under and under.parent(), fields)
        return inside and not data.hasUrls()

    def _free_area(self) -> QRect:
        """The window but for the sidebar, whose collections stay in sight."""
        whole = self._window.rect()
        if not self._sidebar.isVisible():
            return whole
        corner = self._sidebar.mapTo(self._window, QPoint(0, 0))
        if self._window.isRightToLeft():
            return QRect(whole.topLeft(), QPoint(corner.x() - 1, whole.bottom()))
        return QRect(QPoint(corner.x() + self._sidebar.width(), whole.top()), whole.bottomRight())


class _Veil(QLabel):
    """Lies over the window while something importable hovers; lets the mouse through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dropVeil")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setWordWrap(True)
        self.setAutoFillBackground(True)
        self.hide()

    def announce(self, count: int, collection: str, area: QRect) -> None:
        if collection:
            one, many = "Import {n} source into “{name}”", "Import {n} sources into “{name}”"
        else:
            one, many = "Import {n} source into the library", "Import {n} sources into the library"
        self.setText(tr(one if count == 1 else many, n=number(count), name=collection))
        self.setGeometry(area)
        self.raise_()
        self.show()
