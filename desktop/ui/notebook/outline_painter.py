"""Points of an outline as they are drawn, and the fields in which their words are changed."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.domain.outline import Point, PointKind
from desktop.domain.source import source_line
from desktop.exporters.outlines import OutlineLine
from desktop.reader.theme import Theme
from desktop.ui.notebook.outline_model import LINE, POINT, Index, words_of
from desktop.ui.reading.comment_editor import CommentEditor
from desktop.ui.reading.quote_layout import lay_out_quote
from desktop.ui.words import tr

_INDENT, _SIDE, _GAP, _BAR = 20, 12, 5, 4
_QUOTE_LINES, _TEXT_LINES = 4, 12


class OutlineDelegate(QStyledItemDelegate):
    edited = Signal(int, str)
    """Id of a heading or own text, and its words from now on."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._font = parent.font()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def _face(self, point: Point) -> QFont:
        font = QFont(self._font)
        if point.kind is PointKind.HEADING:
            font.setWeight(QFont.Weight.DemiBold)
            font.setPixelSize({0: 17, 1: 15}.get(point.level, 14))
        return font

    def _laid_out(self, index: Index, room: int) -> QTextLayout:
        point: Point = index.data(POINT)
        line: OutlineLine = index.data(LINE)
        most = {PointKind.HEADING: 3, PointKind.QUOTATION: _QUOTE_LINES}.get(point.kind, _TEXT_LINES)
        words = words_of(line)
        if point.kind is PointKind.QUOTATION and not words:
            words = (line.quoted.annotation.comment if line.quoted else "") or tr("An area of a page")
        return lay_out_quote(words or " ", self._face(point), room, most)

    def _inside(self, option: QStyleOptionViewItem, point: Point) -> QRect:
        extra = _BAR + 8 if point.kind is PointKind.QUOTATION else 0
        inside = option.rect.adjusted(
            _SIDE + point.level * _INDENT + extra, _GAP + self._above(point), -_SIDE, -_GAP
        )
        return QStyle.visualRect(option.direction, option.rect, inside)

    @staticmethod
    def _above(point: Point) -> int:
        return 8 if point.kind is PointKind.HEADING and point.level == 0 else 0

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        point: Point = index.data(POINT)
        view = self.parent()
        width = int((view.property("viewportWidth") if view else 0) or option.rect.width() or 300)
        measured = QStyleOptionViewItem(option)
        measured.rect = QRect(0, 0, width, 1000)
        height = self._laid_out(index, max(self._inside(measured, point).width(), 60)).boundingRect().height()
        source = QFontMetrics(self._small()).height() + 3 if point.kind is PointKind.QUOTATION else 0
        return QSize(100, round(height) + source + 2 * _GAP + self._above(point) + 2)

    def _small(self) -> QFont:
        font = QFont(self._font)
        font.setPointSizeF(max(self._font.pointSizeF() - 1, 7))
        return font

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        point: Point = index.data(POINT)
        line: OutlineLine = index.data(LINE)
        theme = self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(QColor(theme.accent), 1) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.selection))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(4.5, 1.5, -4.5, -1.5), 6, 6)
        inside = self._inside(option, point)
        if line.quoted:
            self._paint_quotation(painter, option, inside, line)
        layout = self._laid_out(index, inside.width())
        painter.setPen(QColor(theme.text))
        layout.draw(painter, QPointF(inside.left(), inside.top()))
        painter.restore()

    def _paint_quotation(
        self, painter: QPainter, option: QStyleOptionViewItem, inside: QRect, line: OutlineLine
    ) -> None:
        assert line.quoted is not None
        mark, theme = line.quoted.annotation, self._theme
        bar = inside.adjusted(-_BAR - 8, 2, 0, -2)
        bar.setWidth(_BAR)
        if option.direction == Qt.LayoutDirection.RightToLeft:
            bar.moveLeft(inside.right() + 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor((theme.underlines if theme.dark else theme.highlights)[mark.color]))
        painter.drawRoundedRect(bar, 2, 2)
        source = source_line(line.quoted.item, line.quoted.page)
        if mark.trashed or line.quoted.item.trashed:
            source = tr("In the trash") + " · " + source
        font = self._small()
        metrics = QFontMetrics(font)
        place = QRect(inside.left(), inside.bottom() - metrics.height() + 1, inside.width(), metrics.height())
        painter.setFont(font)
        painter.setPen(QColor(theme.muted))
        align = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
        words = metrics.elidedText(source, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, align | Qt.AlignmentFlag.AlignVCenter, words)

    # Editing in place --------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        point: Point = index.data(POINT)
        if point.kind is PointKind.HEADING:
            field = QLineEdit(point.text, parent)
            field.setAccessibleName(tr("Heading"))
            field.selectAll()
            return field
        text = CommentEditor(point.text, parent)
        text.set_theme(self._theme)
        text.selectAll()
        text.setPlaceholderText(tr("Your own words; Ctrl+Enter keeps them"))
        text.committed.connect(lambda words: self.edited.emit(point.id, words))
        text.closed.connect(lambda: self.closeEditor.emit(text))
        return text

    def setEditorData(self, _editor: QWidget, _index: Index) -> None:
        """They have it from the start."""

    def setModelData(self, editor: QWidget, _model: QAbstractItemModel, index: Index) -> None:
        """The editor says what was written; the library changes, and then the model."""
        point: Point = index.data(POINT)
        words = editor.text().strip() if isinstance(editor, QLineEdit) else ""
        if words and words != point.text:
            self.edited.emit(point.id, words)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        point: Point = index.data(POINT)
        place = option.rect.adjusted(_SIDE + point.level * _INDENT - 4, 0, -_SIDE + 4, 0)
        least = 32 if isinstance(editor, QLineEdit) else 120
        place.setHeight(max(place.height(), least))
        editor.setGeometry(QStyle.visualRect(option.direction, option.rect, place))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field of a text keeps its keys to itself."""
        return not isinstance(watched, CommentEditor) and super().eventFilter(watched, event)
