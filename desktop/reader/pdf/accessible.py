"""What screen readers are told of pages: the text of the page that is read, and where the caret is in it."""

from typing import Any, Protocol, cast

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleTextInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import Shiboken, VoidPtr, isValid

from desktop.reader.offsets import Utf16Offsets


class ReadablePages(Protocol):
    """A widget of pages; offsets are in code points of the page that is read."""

    def read_page(self) -> tuple[str, int]:
        """Its text, and the caret in it."""

    def put_caret(self, offset: int) -> None:
        """Put the caret there, and bring it into view."""

    def select_on_page(self, start: int, end: int) -> None:
        """Select words, as if by key."""

    def place_on_screen(self, offset: int) -> QRect:
        """Where a letter stands; empty where it is not in view."""

    def offset_on_screen(self, point: QPoint) -> int:
        """The letter at a point of the screen; -1 where another page is."""


class AccessiblePages(QAccessibleWidget, QAccessibleTextInterface):
    """Selected words are told by the widget's description: Qt asks for their range by pointers, which nothing written in
    Python can answer."""

    def __init__(self, pages: QWidget) -> None:
        """``pages``: also ``ReadablePages``."""
        QAccessibleWidget.__init__(self, pages, QAccessible.Role.Document)
        QAccessibleTextInterface.__init__(self)
        self._pages = cast(ReadablePages, pages)

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Any:
        if kind == QAccessible.InterfaceType.TextInterface:
            return VoidPtr(Shiboken.getCppPointer(self)[1])
        return QAccessibleWidget.interface_cast(self, kind)

    def state(self) -> QAccessible.State:
        state = QAccessibleWidget.state(self)
        state.readOnly = state.multiLine = state.selectableText = True
        return state

    def text(self, *asked: Any) -> str:
        """What the widget says of itself in some way; or, of two offsets, the words between."""
        if len(asked) == 1:
            return QAccessibleWidget.text(self, asked[0])
        text, offsets, _ = self._read()
        return text[offsets.to_points(asked[0]) : offsets.to_points(asked[1])]

    def characterCount(self) -> int:
        text, offsets, _ = self._read()
        return offsets.to_units(len(text))

    def cursorPosition(self) -> int:
        _, offsets, caret = self._read()
        return offsets.to_units(caret)

    def setCursorPosition(self, position: int) -> None:
        _, offsets, _ = self._read()
        self._pages.put_caret(offsets.to_points(position))

    def selectionCount(self) -> int:
        return 0

    def setSelection(self, _number: int, start: int, end: int) -> None:
        _, offsets, _ = self._read()
        self._pages.select_on_page(offsets.to_points(start), offsets.to_points(end))

    def addSelection(self, start: int, end: int) -> None:
        self.setSelection(0, start, end)

    def removeSelection(self, _number: int) -> None:
        self._pages.select_on_page(0, 0)

    def characterRect(self, offset: int) -> QRect:
        _, offsets, _ = self._read()
        return self._pages.place_on_screen(offsets.to_points(offset))

    def offsetAtPoint(self, point: QPoint) -> int:
        _, offsets, _ = self._read()
        found = self._pages.offset_on_screen(point)
        return offsets.to_units(found) if found >= 0 else -1

    def scrollToSubstring(self, start: int, _end: int) -> None:
        self.setCursorPosition(start)

    def _read(self) -> tuple[str, Utf16Offsets, int]:
        text, caret = self._pages.read_page()
        return text, Utf16Offsets(text), caret


_told: list[AccessiblePages] = []
"""Qt deletes each with its pages; until then Python must not."""


def tell_screen_readers(pages: QWidget) -> None:
    """Of these pages, which are ``ReadablePages``, once they are all set up. A factory, Qt's other way, would be asked of
    every object there is."""
    _told[:] = filter(isValid, _told)
    if not any(one.object() is pages for one in _told):
        _told.append(AccessiblePages(pages))
        QAccessible.registerAccessibleInterface(_told[-1])
