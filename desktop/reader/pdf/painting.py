"""How annotations, the ends of a selection and the caret look on a page of a PDF. Pages stay paper in every theme, so
the light tints serve all."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTransform

from desktop.domain.annotation import Annotation, AnnotationKind
from desktop.reader.theme import Theme

_TONES = {"sepia": "#FBF3E2", "dark": "#D3CFC6", "black": "#BDB9B0"}
"""The paper of the themes that are not white; pictures and highlights are dimmed with it, never inverted."""
_ICON = 18.0
"""Pixels: no note is smaller."""
KNOB = 12.0
"""Pixels across the handle of an end or a corner."""


def page_tone(theme: Theme) -> QColor | None:
    tone = _TONES.get(theme.name)
    return QColor(tone) if tone else None


def seen_box(annotation: Annotation, box: QRectF) -> QRectF:
    """Where an annotation's box, in pixels, is seen and met by the mouse."""
    if annotation.kind is not AnnotationKind.NOTE:
        return box
    more = max(0.0, _ICON - min(box.width(), box.height())) / 2
    return box.adjusted(-more, -more, more, more)


def paint_annotation(
    painter: QPainter, annotation: Annotation, box: QRectF, to_screen: QTransform, light: Theme
) -> None:
    """One box of an annotation, in points of the page; the painter multiplies."""
    strong, tint = QColor(light.underlines[annotation.color]), QColor(light.highlights[annotation.color])
    shape = seen_box(annotation, to_screen.mapRect(box))
    foot = to_screen.map(QLineF(box.bottomLeft(), box.bottomRight()))
    line = QPen(strong, 2)
    if annotation.kind is AnnotationKind.UNDERLINE:
        painter.setPen(line)
        painter.drawLine(foot)
    elif annotation.kind is AnnotationKind.STRIKE_OUT:
        painter.setPen(line)
        middle = box.center().y()
        through = QLineF(QPointF(box.left(), middle), QPointF(box.right(), middle))
        painter.drawLine(to_screen.map(through))
    elif annotation.kind is AnnotationKind.AREA:
        tint.setAlpha(70)
        painter.fillRect(shape, tint)
        painter.setPen(line)
        painter.drawRect(shape)
    elif annotation.kind is AnnotationKind.BOOKMARK:
        _paint_ribbon(painter, shape, strong)
    elif annotation.kind is AnnotationKind.NOTE:
        _paint_note(painter, shape, tint, strong)
    else:
        painter.fillRect(shape, tint)
    if annotation.comment and annotation.kind is not AnnotationKind.NOTE:
        painter.setPen(QPen(strong, 1))
        painter.drawLine(foot)


def ribbon_box(line: QRectF) -> QRectF:
    """Where the ribbon of a bookmark lies: in the margin before its line, in the line's own measure."""
    height = line.height() * 1.2
    return QRectF(line.left() - height, line.top(), height * 0.6, height)


def _paint_ribbon(painter: QPainter, box: QRectF, fill: QColor) -> None:
    """With a notch at its foot."""
    notch = QPointF(box.center().x(), box.bottom() - box.height() * 0.28)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawPolygon([box.topLeft(), box.topRight(), box.bottomRight(), notch, box.bottomLeft()])
    painter.setBrush(Qt.BrushStyle.NoBrush)


def paint_knob(painter: QPainter, at: QPointF, light: Theme) -> None:
    """The handle of an end or a corner."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(Qt.GlobalColor.white, 2))
    painter.setBrush(QColor(light.accent))
    painter.drawEllipse(at, KNOB / 2, KNOB / 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def paint_draft(painter: QPainter, shape: QRectF, light: Theme) -> None:
    """An area while it is drawn or moved."""
    fill = QColor(light.accent)
    fill.setAlpha(40)
    painter.fillRect(shape, fill)
    painter.setPen(QPen(QColor(light.accent), 2, Qt.PenStyle.DashLine))
    painter.drawRect(shape)


def _paint_note(painter: QPainter, box: QRectF, fill: QColor, ink: QColor) -> None:
    """A small leaf with three lines of writing."""
    painter.fillRect(box, fill)
    painter.setPen(QPen(ink, 1.2))
    painter.drawRect(box)
    for part in (0.3, 0.5, 0.7):
        y = box.top() + part * box.height()
        painter.drawLine(
            QPointF(box.left() + 0.2 * box.width(), y), QPointF(box.right() - 0.2 * box.width(), y)
        )
