"""What stands in an article's place while it loads, or when it cannot be shown."""

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.reader.theme import Theme
from desktop.ui.words import tr

_PATIENCE = 200
"""Milliseconds before a skeleton shows: what is quicker should not flicker."""
_LINES = (0.55, 0.0, 1.0, 0.97, 0.99, 0.6, 0.0, 0.98, 1.0, 0.95, 0.99, 0.4, 0.0, 1.0, 0.96, 0.7)


class Veil(QWidget):
    """Covers a reader: grey lines of text, or a message."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._message = QLabel(self)
        self._message.setObjectName("readerMessage")
        self._message.setWordWrap(True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(48, 48, 48, 48)
        layout.addWidget(self._message)
        self._timer = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._timer.timeout.connect(self._appear)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def wait(self) -> None:
        """Show the skeleton if loading takes long."""
        self._message.hide()
        self.setAccessibleName(tr("The article is being opened"))
        self.hide()
        self._timer.start()

    def lift(self) -> None:
        self._timer.stop()
        self.hide()

    def say(self, text: str) -> None:
        self._timer.stop()
        self._message.setText(text)
        self._message.show()
        self.setAccessibleName(text)
        self._appear()

    def _appear(self) -> None:
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.page))
        if self._message.isHidden():
            self._paint_skeleton(painter)
        painter.end()

    def _paint_skeleton(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.border))
        painter.setOpacity(0.55)
        measure = min(self.width() - 64, 640)
        left = (self.width() - measure) / 2
        for line, share in enumerate(_LINES):
            thick = 22 if line == 0 else 12
            width = measure * share
            start = (
                left if self.layoutDirection() == Qt.LayoutDirection.LeftToRight else left + measure - width
            )
            painter.drawRoundedRect(QRectF(start, 56 + line * 30, width, thick), 6, 6)
