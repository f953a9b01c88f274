"""The eight colours as things to press, with their names."""

from types import MappingProxyType

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QStyle, QWidget

from desktop.domain.annotation import AnnotationKind, ColorNames, HighlightColor
from desktop.reader.theme import Theme
from desktop.ui.words import apart, tr

_LONGEST_LABEL = 120
"""Pixels."""
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


KIND_ICONS = {
    AnnotationKind.HIGHLIGHT: "highlighter-circle",
    AnnotationKind.UNDERLINE: "text-underline",
    AnnotationKind.STRIKE_OUT: "text-strikethrough",
    AnnotationKind.NOTE: "note",
    AnnotationKind.AREA: "selection",
    AnnotationKind.BOOKMARK: "bookmark-simple",
}


def color_name(color: HighlightColor, names: ColorNames = MappingProxyType({})) -> str:
    """With what the person calls it, where they do."""
    plain = tr(_COLOR_NAMES[color])
    named = names.get(color, "")
    return tr("{name} ({color})", name=apart(named), color=plain.lower()) if named else plain


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
        self._label = ""
        self.setObjectName(f"dot-{color}")
        self.set_names({})
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def follow(self, action: QAction) -> None:
        """Do what ``action`` does and tell its key."""
        self.setCheckable(False)
        self.clicked.connect(action.trigger)

        def take_over() -> None:
            self.setAccessibleName(action.text())
            self.setToolTip(action.toolTip())

        action.changed.connect(take_over)
        take_over()

    def set_names(self, names: ColorNames) -> None:
        """What the person calls the colours; where this one has a name it stands beside the dot."""
        self.setAccessibleName(color_name(self.color, names))
        self.setToolTip(color_name(self.color, names))
        self._label = names.get(self.color, "")
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = min(metrics.horizontalAdvance(self._label), _LONGEST_LABEL) + 8 if self._label else 0
        return QSize(26 + width, 26)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dot, beside = QRect(0, 0, 26, 26), QRect(26, 0, self.width() - 30, 26)
        dot.moveTop((self.height() - 26) // 2)
        beside.moveTop(dot.top())
        direction = self.layoutDirection()
        dot, beside = (QStyle.visualRect(direction, self.rect(), part) for part in (dot, beside))
        ring = self.isChecked() or self.property("current")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if ring or self.underMouse():
            edge = QColor(self._theme.accent if ring else self._theme.border)
            painter.setPen(QPen(edge, 1.6))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 12, 12)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.text), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        paint_dot(painter, QRectF(dot).adjusted(5, 5, -5, -5), self.color, self._theme)
        if self._label:
            painter.setPen(QColor(self._theme.text))
            text = self.fontMetrics().elidedText(self._label, Qt.TextElideMode.ElideRight, beside.width())
            align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
            painter.drawText(beside, QStyle.visualAlignment(direction, align), text)
        painter.end()
