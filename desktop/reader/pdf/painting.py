"""How annotations look on a page of a PDF. Pages stay white in every theme, so the light tints serve all."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.domain.annotation import Annotation, AnnotationKind
from desktop.reader.theme import Theme


def paint_annotation(painter: QPainter, annotation: Annotation, box: QRectF, light: Theme) -> None:
    """One box of an annotation, in pixels; the painter multiplies."""
    strong = QColor(light.underlines[annotation.color])
    line = QPen(strong, 2)
    if annotation.kind is AnnotationKind.UNDERLINE:
        painter.setPen(line)
        painter.drawLine(box.bottomLeft(), box.bottomRight())
    elif annotation.kind is AnnotationKind.STRIKE_OUT:
        painter.setPen(line)
        middle = box.center().y()
        painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))
    elif annotation.kind is AnnotationKind.AREA:
        painter.setPen(line)
        painter.drawRect(box)
    elif annotation.kind is AnnotationKind.BOOKMARK:
        _paint_ribbon(painter, box, strong)
    elif annotation.kind is AnnotationKind.NOTE:
        _paint_note(painter, box, QColor(light.highlights[annotation.color]), strong)
    else:
        painter.fillRect(box, QColor(light.highlights[annotation.color]))
    if annotation.comment and annotation.kind is not AnnotationKind.NOTE:
        painter.setPen(QPen(strong, 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())


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
