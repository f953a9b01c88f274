"""The eight colours as things to press, with their names."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.domain.annotation import AnnotationKind, HighlightColor
from desktop.reader.theme import Theme
from desktop.ui.words import tr

_COLOR_NAMES = {
    HighlightColor.YELLOW: "Yellow",
    HighlightColor.ORANGE: "Orange",
    HighlightColor.RED: "Red",
    HighlightColor.PINK: "Pink",
    HighlightColor.PURPLE: "Purple",
    HighlightColor.BLUE: "Blue",
    HighlightColor.TEAL: "Teal",
    HighlightColor.GREEN: "Green",
}
_KIND_NAMES = {
    AnnotationKind.HIGHLIGHT: "Highlight",
    AnnotationKind.UNDERLINE: "Underline",
    AnnotationKind.STRIKE_OUT: "Strike-out",
    AnnotationKind.NOTE: "Sticky note",
    AnnotationKind.AREA: "Area",
    AnnotationKind.BOOKMARK: "Bookmark",
}


def color_name(color: HighlightColor) -> str:
    return tr(_COLOR_NAMES[color])


def kind_name(kind: AnnotationKind) -> str:
    return tr(_KIND_NAMES[kind])


def paint_dot(painter: QPainter, place: QRectF, color: HighlightColor, theme: Theme) -> None:
    """A round tint with a thin edge of the same hue, so that it shows on any background."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.underlines[color]), 1.2))
    painter.setBrush(QColor(theme.highlights[color]))
    painter.drawEllipse(place)


def dot_icon(color: HighlightColor, theme: Theme) -> QIcon:
    """For menus."""
    pixmap = QPixmap(36, 36)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_dot(painter, QRectF(2, 2, 14, 14), color, theme)
    painter.end()
    return QIcon(pixmap)


class ColorDot(QAbstractButton):
    """One colour to press: does what its action does, or toggles where it has none."""

    def __init__(self, color: HighlightColor, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.color = color
        self._theme = theme
        self.setObjectName(f"dot-{color}")
        self.setAccessibleName(color_name(color))
        self.setToolTip(color_name(color))
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def follow(self, action: QAction) -> None:
        """Do what ``action`` does and tell its key."""
        self.setCheckable(False)
        self.setToolTip(f"{color_name(self.color)} ({action.shortcut().toString()})")
        self.clicked.connect(action.trigger)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(26, 26)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = self.isChecked() or self.hasFocus() or self.property("current")
        if ring or self.underMouse():
            edge = QColor(self._theme.accent if ring else self._theme.border)
            painter.setPen(QPen(edge, 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5))
        paint_dot(painter, QRectF(self.rect()).adjusted(5, 5, -5, -5), self.color, self._theme)
        painter.end()
