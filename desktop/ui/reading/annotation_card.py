"""One annotation as a card of the list: painted, and edited in place."""

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextDocument, QTextLayout
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.annotation import Annotation, AnnotationKind
from desktop.reader.theme import Theme
from desktop.ui.card_ground import is_chosen, paint_card_ground
from desktop.ui.reading.annotations_model import ANNOTATION, COLOR, PAGE, Index
from desktop.ui.reading.area_pictures import AreaPictures
from desktop.ui.reading.comment_editor import CommentEditor
from desktop.ui.reading.quote_layout import lay_out_quote
from desktop.ui.reading.swatches import kind_name
from desktop.ui.reading.tag_field import CHIP_HEIGHT, TagField
from desktop.ui.words import apart, tr

_SIDE = 8
_MARGIN = 4
_PADDING = 12
_BAR = 4
_GAP = 6
_LINES = 6
"""Of a quotation, unless its card is the current one."""


class CardEditor(QWidget):
    """The comment and the tags of one annotation, to be written."""

    committed = Signal(int, str)
    closed = Signal()
    resized = Signal()
    tag_added = Signal(int, str)
    tag_removed = Signal(int, str)

    def __init__(self, annotation: Annotation, theme: Theme, known_tags: list[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cardEditor")
        self.annotation_id = annotation.id
        self.comment = CommentEditor(annotation.comment, self)
        self.comment.set_theme(theme)
        self.tags = TagField(theme, self)
        self.tags.set_tags(annotation.tags)
        self.tags.set_known(known_tags)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        column.addWidget(self.comment)
        column.addWidget(self.tags)
        self.comment.committed.connect(lambda text: self.committed.emit(self.annotation_id, text))
        self.comment.closed.connect(self._leave)
        self.comment.resized.connect(self.resized)
        self.tags.add_wanted.connect(lambda name: self.tag_added.emit(self.annotation_id, name))
        self.tags.remove_wanted.connect(lambda name: self.tag_removed.emit(self.annotation_id, name))
        self.tags.left.connect(self.closed)
        self.tags.edit.finished.connect(self._leave)
        self.setFocusProxy(self.comment)

    def _leave(self) -> None:
        """Going from the comment to the tags beneath, or back, keeps the editor open."""
        focus = QApplication.focusWidget()
        entered = focus is not None and focus is not self.comment and self.isAncestorOf(focus)
        if not entered and not (focus is self.comment and self.sender() is self.tags.edit):
            self.closed.emit()

    def needed_height(self, width: int) -> int:
        flow = self.tags.layout()
        chips = flow.heightForWidth(width) if flow else CHIP_HEIGHT
        return self.comment.sizeHint().height() + _GAP + max(chips, CHIP_HEIGHT + 2)


@dataclass(frozen=True, slots=True)
class _Parts:
    """Where the parts of a card stand, in coordinates of the card's text column."""

    quote: QTextLayout | None
    quote_top: int
    former: QTextLayout | None
    """What the words were when they were marked, where they are others now."""
    former_top: int
    comment: QTextDocument | None
    comment_top: int
    chips: tuple[tuple[QRect, str], ...]
    editor_top: int
    height: int
    area_top: int
    """Where the picture of an area stands, if there is one."""


class AnnotationCardDelegate(QStyledItemDelegate):
    """Paints cards. Layouts are kept per annotation until it, the width or its role in the list changes."""

    editor_made = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.current_id = 0
        self.hovered_id = 0
        self.editor: CardEditor | None = None
        self.known_tags: list[str] = []
        self.areas: AreaPictures | None = None
        """Draws what is inside areas."""
        self._kept: dict[int, tuple[tuple[object, ...], _Parts]] = {}

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self._kept.clear()

    def forget(self) -> None:
        self._kept.clear()

    # Measures ----------------------------------------------------------------------------------------

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._card_width(option)
        annotation: Annotation = index.data(ANNOTATION)
        return QSize(120, self._parts(annotation, option, width).height)

    def _card_width(self, option: QStyleOptionViewItem) -> int:
        view = self.parent()
        viewport = view.property("viewportWidth") if view else None
        return int(viewport or option.rect.width() or 280)

    def _text_width(self, width: int) -> int:
        return width - 2 * _SIDE - 2 * _PADDING - _BAR

    def _parts(self, annotation: Annotation, option: QStyleOptionViewItem, width: int) -> _Parts:
        current = annotation.id == self.current_id
        editor = self.editor if self.editor and self.editor.annotation_id == annotation.id else None
        room = self._text_width(width)
        need = editor.needed_height(room) if editor else 0
        area = self._area_size(annotation, room).height()
        key = (annotation, width, current, need, area, option.font.key())
        kept = self._kept.get(annotation.id)
        if kept is None or kept[0] != key:
            kept = (key, self._lay_out(annotation, option.font, room, current, need))
            self._kept[annotation.id] = kept
        return kept[1]

    def _lay_out(self, annotation: Annotation, font: QFont, room: int, current: bool, need: int) -> _Parts:
        metrics = QFontMetrics(font)
        top = _MARGIN + 8 + metrics.height() + 4
        quote, quote_top = None, top
        if annotation.orphan:
            top += metrics.height() + 4
            quote_top = top
        area, area_top = self._area_size(annotation, room), top
        if not area.isEmpty():
            top += area.height() + _GAP
        if annotation.quote:
            quote = lay_out_quote(annotation.quote, font, room, 0 if current else _LINES)
            top += round(quote.boundingRect().height()) + _GAP
        former, former_top = None, top
        if annotation.former_quote:
            words = tr("When marked: “{words}”", words=apart(annotation.former_quote))
            former = lay_out_quote(words, font, room, 0 if current else 2)
            top += round(former.boundingRect().height()) + _GAP
        comment, comment_top = None, top
        chips: list[tuple[QRect, str]] = []
        if need:
            return _Parts(
                quote, quote_top, former, former_top, None, top, (), top, top + need + 10 + _MARGIN, area_top
            )
        if annotation.comment:
            comment = _lay_out_comment(annotation.comment, font, room, self.theme)
            top += round(comment.size().height()) + _GAP
        if annotation.tags:
            chips, height = _lay_out_chips(annotation.tags, metrics, room)
            chips = [(place.translated(0, top), name) for place, name in chips]
            top += height + _GAP
        return _Parts(
            quote, quote_top, former, former_top, comment, comment_top, tuple(chips), top, top + 4 + _MARGIN, area_top,
        )  # fmt: skip

    def _area_size(self, annotation: Annotation, room: int) -> QSize:
        return self.areas.size(annotation, room) if self.areas else QSize()

    # Painting ----------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        annotation: Annotation = index.data(ANNOTATION)
        parts = self._parts(annotation, option, self._card_width(option))
        direction = option.direction
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, annotation)
        inside = self._inside(option)
        self._paint_header(painter, option, index, inside)
        origin = QPointF(inside.left(), option.rect.top())
        self._paint_area(painter, option, annotation, inside, parts.area_top)
        if parts.quote:
            painter.setPen(QColor(self.theme.text))
            parts.quote.draw(painter, origin + QPointF(0, parts.quote_top))
        if parts.former:
            painter.setPen(QColor(self.theme.muted))
            parts.former.draw(painter, origin + QPointF(0, parts.former_top))
        if parts.comment:
            painter.save()
            painter.translate(origin + QPointF(0, parts.comment_top))
            parts.comment.drawContents(painter)
            painter.restore()
        for place, name in parts.chips:
            visual = QStyle.visualRect(direction, QRect(0, 0, inside.width(), option.rect.height()), place)
            self._paint_chip(painter, visual.translated(inside.left(), option.rect.top()), name)
        painter.restore()

    def link_at(self, option: QStyleOptionViewItem, index: Index, point: QPoint) -> str:
        """The address of the link in a comment that lies under a point; empty for none."""
        parts = self._parts(index.data(ANNOTATION), option, self._card_width(option))
        if parts.comment is None:
            return ""
        corner = self._inside(option).topLeft() + QPoint(0, parts.comment_top)
        address: str = parts.comment.documentLayout().anchorAt(QPointF(point - corner))
        return address

    def _inside(self, option: QStyleOptionViewItem) -> QRect:
        """The column of a card's text, from top to bottom."""
        inside = option.rect.adjusted(_SIDE + _PADDING + _BAR, 0, -_SIDE - _PADDING, 0)
        return QStyle.visualRect(option.direction, option.rect, inside)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, annotation: Annotation) -> None:
        theme = self.theme
        card = QRectF(option.rect).adjusted(_SIDE + 0.5, _MARGIN + 0.5, -_SIDE - 0.5, -_MARGIN + 0.5)
        firm = is_chosen(option) or annotation.id == self.hovered_id
        paint_card_ground(painter, option, card, theme, theme.accent if firm else theme.border)
        bar = QRect(round(card.left()) + 6, round(card.top()) + 8, _BAR, round(card.height()) - 16)
        painter.setPen(Qt.PenStyle.NoPen)
        strong = theme.dark or annotation.kind is AnnotationKind.UNDERLINE
        tint = theme.underlines if strong else theme.highlights
        painter.setBrush(QColor(tint[annotation.color]))
        painter.drawRoundedRect(QStyle.visualRect(option.direction, option.rect, bar), 2, 2)

    def _paint_header(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
        inside: QRect,
    ) -> None:
        annotation: Annotation = index.data(ANNOTATION)
        name, page = index.data(COLOR), index.data(PAGE)
        if annotation.kind is not AnnotationKind.HIGHLIGHT:
            name = f"{name} · {kind_name(annotation.kind)}"
        line = QRect(
            inside.left(), option.rect.top() + _MARGIN + 8, inside.width(), option.fontMetrics.height()
        )
        align = Qt.AlignmentFlag.AlignVCenter
        leading = QStyle.visualAlignment(option.direction, align | Qt.AlignmentFlag.AlignLeft)
        trailing = QStyle.visualAlignment(option.direction, align | Qt.AlignmentFlag.AlignRight)
        painter.setFont(option.font)
        painter.setPen(QColor(self.theme.muted))
        printed = tr("p. {page}", page=page) if page else ""
        room = line.width() - option.fontMetrics.horizontalAdvance(printed) - (8 if page else 0)
        painter.drawText(
            line, leading, option.fontMetrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        )
        painter.drawText(line, trailing, printed)
        if annotation.orphan:
            painter.setPen(QColor(self.theme.warning))
            text = option.fontMetrics.elidedText(
                tr("Not in the present text"), Qt.TextElideMode.ElideRight, line.width()
            )
            painter.drawText(line.translated(0, line.height() + 4), leading, text)

    def _paint_area(
        self, painter: QPainter, option: QStyleOptionViewItem, annotation: Annotation, inside: QRect, top: int
    ) -> None:
        """What is inside an area, in a thin frame; the frame alone until it is drawn."""
        size = self._area_size(annotation, inside.width())
        if size.isEmpty() or not self.areas:
            return
        room = QRect(inside.left(), option.rect.top() + top, inside.width(), size.height())
        place = QStyle.visualRect(option.direction, room, QRect(room.topLeft(), size))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if image := self.areas.picture(annotation):
            painter.fillRect(place, Qt.GlobalColor.white)  # what is transparent was drawn for paper
            painter.drawImage(place, image)
        painter.setPen(QPen(QColor(self.theme.border), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_chip(self, painter: QPainter, place: QRect, name: str) -> None:
        painter.setPen(QPen(QColor(self.theme.border), 1))
        painter.setBrush(QColor(self.theme.window))
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(QColor(self.theme.text))
        text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, place.width() - 12)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    # Editing in place --------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        self.editor = CardEditor(index.data(ANNOTATION), self.theme, self.known_tags, parent)
        self.editor_made.emit(self.editor)
        return self.editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, CardEditor):
            editor.tags.set_tags(index.data(ANNOTATION).tags)

    def setModelData(self, _editor: QWidget, _model: QAbstractItemModel, _index: Index) -> None:
        """The editor says what was written; the library changes, and then the model."""

    def destroyEditor(self, editor: QWidget, _index: Index) -> None:  # noqa: N802
        if editor is self.editor:
            self.editor = None
        editor.deleteLater()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        parts = self._parts(index.data(ANNOTATION), option, self._card_width(option))
        place = option.rect.adjusted(
            _SIDE + _PADDING + _BAR, parts.editor_top, -_SIDE - _PADDING, -_MARGIN - 10
        )
        editor.setGeometry(QStyle.visualRect(option.direction, option.rect, place))

    def eventFilter(self, _watched: QObject, _event: QEvent) -> bool:
        """The editor's fields keep their keys to themselves."""
        return False


def _lay_out_comment(comment: str, font: QFont, room: int, theme: Theme) -> QTextDocument:
    document = QTextDocument()
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    document.setIndentWidth(16)
    document.setDefaultStyleSheet(f"body, p, li {{ color: {theme.text}; }} a {{ color: {theme.accent}; }}")
    document.setMarkdown(comment, QTextDocument.MarkdownFeature.MarkdownNoHTML)
    # A style sheet works on HTML only.
    document.setHtml(document.toHtml())
    document.setTextWidth(room)
    return document


def _lay_out_chips(
    names: tuple[str, ...], metrics: QFontMetrics, room: int
) -> tuple[list[tuple[QRect, str]], int]:
    """Chips in lines, from (0, 0), and the height they take."""
    places: list[tuple[QRect, str]] = []
    across = top = 0
    for name in names:
        width = min(metrics.horizontalAdvance(name) + 14, room)
        if across and across + width > room:
            across, top = 0, top + CHIP_HEIGHT + 4
        places.append((QRect(across, top, width, CHIP_HEIGHT), name))
        across += width + 4
    return places, top + CHIP_HEIGHT
