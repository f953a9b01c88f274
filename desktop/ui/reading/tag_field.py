"""Tags as chips, with a field that adds one."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCompleter, QLineEdit, QWidget

from desktop.reader.theme import Theme
from desktop.ui.reading.flow_layout import FlowLayout
from desktop.ui.reading.own_keys import keeps
from desktop.ui.theme import icon
from desktop.ui.words import tr

CHIP_HEIGHT = 22


class Chip(QAbstractButton):
    """A small rounded label to press; filled while it is checked. With ``removable`` it ends in a cross. With the
    name of an icon as ``drawn`` that stands for the words."""

    remove_wanted = Signal(str)

    def __init__(
        self, text: str, theme: Theme, parent: QWidget | None = None, *, removable: bool = False, drawn: str = ""
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setText(text)
        self._theme = theme
        self._removable = removable
        self._drawn = drawn
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(text)
        if drawn:
            self.setToolTip(text)
        if removable:
            self.setToolTip(tr("Remove the tag “{name}”", name=text))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        if self._drawn:
            return QSize(32, CHIP_HEIGHT)
        width = self.fontMetrics().horizontalAdvance(self.text()) + 20 + (14 if self._removable else 0)
        return QSize(min(width, 220), CHIP_HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_wanted.emit(self.text())
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if self._removable and keeps(event, Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            return True
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        across = event.position().x() if not mirrored else self.width() - event.position().x()
        if (
            self._removable
            and self.rect().contains(event.position().toPoint())
            and across > self.width() - 20
        ):
            self.remove_wanted.emit(self.text())

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        filled = self.isChecked()
        focus = self.hasFocus()
        edge = (
            theme.text
            if focus and filled
            else theme.accent
            if focus or filled or self.underMouse()
            else theme.border
        )
        painter.setPen(QPen(QColor(edge), 2 if focus else 1))
        painter.setBrush(QColor(theme.accent if filled else theme.window))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1).toRectF().translated(0.5, 0.5), 6, 6)
        ink = theme.on_accent if filled else theme.text
        if self._drawn:
            icon(self._drawn, theme, ink).paint(painter, self.rect().adjusted(0, 3, 0, -3))
            painter.end()
            return
        painter.setPen(QColor(ink))
        inside = self.rect().adjusted(8, 0, -8, 0)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        room = inside.width() - (14 if self._removable else 0)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(inside, align, text)
        if self._removable:
            painter.setPen(QColor(theme.muted))
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing, "×")
        painter.end()


class TagEdit(QLineEdit):
    """Enter or comma commits, Tab takes the lone match, arrows choose."""

    entered = Signal(str)
    left = Signal()
    """Esc in the field."""
    finished = Signal()
    """The focus went elsewhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(8)
        completer.activated.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.setCompleter(completer)
        self.setObjectName("tagEdit")
        self.setPlaceholderText(tr("Add a tag"))
        self.setAccessibleName(tr("Add a tag"))
        self.setMinimumWidth(90)
        self.setFixedHeight(CHIP_HEIGHT + 2)
        self.setStyleSheet("QLineEdit { padding: 0 6px; }")

    def set_known(self, names: Iterable[str]) -> None:
        self._names.setStringList(list(names))

    def event(self, event: QEvent) -> bool:
        """Tab and Esc come here before the focus moves or a shortcut takes them."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            match = self._lone_match() if event.key() == Qt.Key.Key_Tab else ""
            if match:
                self._take(match)
                return True
        return keeps(event, Qt.Key.Key_Escape) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.text() == ",":
            self._take(self.text())
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        passing = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() not in passing:
            self._take(self.text())
            self.finished.emit()

    def _lone_match(self) -> str:
        """The one known tag that fits what is typed, or else the one that starts with it."""
        typed = self.text().strip().casefold()
        if not typed:
            return ""
        within = [name for name in self._names.stringList() if typed in name.casefold()]
        starting = [name for name in within if name.casefold().startswith(typed)]
        for matches in (within, starting):
            if len(matches) == 1:
                return matches[0]
        return ""

    def _take(self, text: str) -> None:
        name = "/".join(part.strip() for part in text.split("/") if part.strip())
        self.clear()
        if (completer := self.completer()) and (popup := completer.popup()):
            popup.hide()
        if name:
            self.entered.emit(name)


class TagField(QWidget):
    """The tags of one thing. It shows what it is told and says what is wished."""

    add_wanted = Signal(str)
    remove_wanted = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chips: list[Chip] = []
        self._flow = FlowLayout(self)
        self.edit = TagEdit(self)
        self._flow.addWidget(self.edit)
        self.edit.entered.connect(self.add_wanted)
        self.edit.left.connect(self.left)
        self.setFocusProxy(self.edit)

    def set_tags(self, tags: Sequence[str]) -> None:
        if [chip.text() for chip in self._chips] == list(tags):
            return
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._flow.removeWidget(self.edit)
        self._chips = [Chip(name, self._theme, self, removable=True) for name in tags]
        for chip in self._chips:
            chip.remove_wanted.connect(self.remove_wanted)
            self._flow.addWidget(chip)
            chip.show()
        self._flow.addWidget(self.edit)
        self.updateGeometry()

    def tags(self) -> list[str]:
        return [chip.text() for chip in self._chips]

    def set_known(self, names: Iterable[str]) -> None:
        self.edit.set_known(names)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for chip in self._chips:
            chip.set_theme(theme)
