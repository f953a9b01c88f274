"""One picture of an article, large: fitted or at its own size, with its caption and the pictures beside it."""

from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.reader.base import Picture
from desktop.ui.dialogs.notice import NoticeDialog
from desktop.ui.words import number, tr

_STEP = 1.25
_LEAST, _MOST = 0.05, 16.0
_MARGIN = 8.0


class _Canvas(QWidget):
    """Draws the picture; the wheel zooms, the mouse moves it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.picture = QPixmap()
        self.scale = 0.0
        """0: fitted."""
        self._middle = QPointF()
        self._held: QPointF | None = None
        self.setMinimumSize(320, 240)

    def show_picture(self, picture: QPixmap) -> None:
        self.picture, self.scale, self._middle = picture, 0.0, QPointF()
        self.update()

    def zoom(self, factor: float) -> None:
        """By a factor; 0: fitted, and -1: its own size."""
        now = self.scale or self._fitting()
        self.scale = {0.0: 0.0, -1.0: 1.0}.get(factor, min(max(now * factor, _LEAST), _MOST))
        if not self.scale:
            self._middle = QPointF()
        self.update()

    def _fitting(self) -> float:
        """Pixels of the screen a pixel of the picture; small pictures are not enlarged."""
        size = self.picture.size()
        if size.isEmpty():
            return 1.0
        room = QSize(self.width() - 16, self.height() - 16)
        return min(room.width() / size.width(), room.height() / size.height(), 1.0)

    def place(self) -> QRectF:
        """Where the picture lies."""
        scale = self.scale or self._fitting()
        size = self.picture.size() * scale
        middle = QPointF(self.width() / 2, self.height() / 2) + self._middle
        return QRectF(
            middle.x() - size.width() / 2, middle.y() - size.height() / 2, size.width(), size.height()
        )

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = self.place()
        painter.fillRect(place, QColor("#ffffff"))  # what is transparent was made for paper
        painter.drawPixmap(place, self.picture, QRectF(self.picture.rect()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(_STEP ** (event.angleDelta().y() / 120))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = event.position() - self._middle

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None and self.scale:
            self._middle = event.position() - self._held
            self.update()

    def mouseReleaseEvent(self, _: QMouseEvent) -> None:
        self._held = None

    def mouseDoubleClickEvent(self, _: QMouseEvent) -> None:
        self.zoom(0.0 if self.scale else -1.0)


class PictureViewer(QDialog):
    """Arrows go to the pictures beside it, ``+`` and ``-`` zoom, 0 fits, 1 shows it at its own size, Esc closes."""

    def __init__(self, pictures: Sequence[Picture], at: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pictureViewer")
        self._pictures, self.at = pictures, at
        self.canvas = _Canvas(self)
        self.canvas.setObjectName("picture")
        self.caption = QLabel(self)
        self.caption.setTextFormat(Qt.TextFormat.PlainText)
        self.caption.setWordWrap(True)
        self.caption.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.count = QLabel(self)
        self.count.setObjectName("muted")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.count)
        row.addStretch(1)
        self.buttons = {
            name: self._button(text, name, does, row)
            for name, text, does in (
                ("previousPicture", tr("Previous"), lambda: self.turn(-1)),
                ("nextPicture", tr("Next"), lambda: self.turn(1)),
                ("copyPicture", tr("Copy"), self._copy),
                ("savePicture", tr("Save…"), self._save),
                ("closePicture", tr("Close"), self.accept),
            )
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.caption)
        column.addLayout(row)
        if parent:
            self.resize(parent.size() * 0.9)
        self.turn(0)
        self.canvas.setFocus()

    def turn(self, by: int) -> None:
        """To a picture beside it."""
        self.at = min(max(self.at + by, 0), len(self._pictures) - 1)
        shown = self._pictures[self.at]
        picture = QPixmap()
        picture.loadFromData(QByteArray(shown.data))
        self.canvas.show_picture(picture)
        self.canvas.setAccessibleName(shown.caption or tr("Picture"))
        self.setWindowTitle(shown.caption or tr("Picture"))
        self.caption.setText(shown.caption)
        self.caption.setVisible(bool(shown.caption))
        self.count.setText(tr("{n} of {all}", n=number(self.at + 1), all=number(len(self._pictures))))
        self.buttons["previousPicture"].setEnabled(self.at > 0)
        self.buttons["nextPicture"].setEnabled(self.at + 1 < len(self._pictures))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turns = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        zooms = {
            Qt.Key.Key_Plus: _STEP, Qt.Key.Key_Equal: _STEP, Qt.Key.Key_Minus: 1 / _STEP,
            Qt.Key.Key_0: 0.0, Qt.Key.Key_1: -1.0,
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in turns:
            mirrored = -1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
            self.turn(turns[key] * mirrored)
        elif key in zooms:
            self.canvas.zoom(zooms[key])
        else:
            super().keyPressEvent(event)

    def _button(self, text: str, name: str, does: Callable[[], object], row: QHBoxLayout) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: does())
        row.addWidget(button)
        return button

    def _copy(self) -> None:
        QGuiApplication.clipboard().setPixmap(self.canvas.picture)

    def _save(self) -> None:
        """The bytes as they were archived."""
        shown = self._pictures[self.at]
        name, _ = QFileDialog.getSaveFileName(self, tr("Save the picture"), PurePosixPath(shown.name).name)
        if name:
            try:
                Path(name).write_bytes(shown.data)
            except OSError as problem:
                told = tr(
                    "The picture could not be saved: {reason}. Choose another place.", reason=problem.strerror
                )
                NoticeDialog(tr("Save the picture"), told, self).open()
