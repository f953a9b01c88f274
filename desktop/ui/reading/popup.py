"""The small toolbar beside selected text or a clicked annotation."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.domain.annotation import Annotation, HighlightColor
from desktop.reader.theme import Theme
from desktop.ui.reading.comment_editor import CommentEditor
from desktop.ui.reading.marking import MarkingActions
from desktop.ui.reading.quote_button import QuoteButton
from desktop.ui.reading.swatches import ColorDot
from desktop.ui.reading.tag_field import TagField
from desktop.ui.words import tr

_GAP = 8
_SHADOW = 6
_WIDEST = 400


def place_beside(size: QSize, whole: QRect, end: QRect, bounds: QRect) -> QPoint:
    """Where a popup goes: under the end of a selection, else over its start, else where it hides least.

    All in the same coordinates. ``whole`` bounds the selection, ``end`` is its last line. The outcome lies
    inside ``bounds`` and keeps off the selection wherever there is room beside it.
    """
    left = min(max(end.center().x() - size.width() // 2, bounds.left()), bounds.right() - size.width() + 1)
    seen = whole.intersected(bounds)
    tops = (
        end.bottom() + _GAP,
        whole.bottom() + _GAP,
        whole.top() - _GAP - size.height(),
        end.top() - _GAP - size.height(),
        bounds.bottom() - size.height() + 1,
    )
    places = [QRect(QPoint(left, top), size) for top in tops]
    inside = [place for place in places if bounds.contains(place)]
    free = [place for place in inside if not place.intersects(seen)]
    off_the_end = [place for place in inside if not place.intersects(end)]
    chosen = next(iter(free or off_the_end or inside), places[-1])
    return QPoint(max(chosen.left(), bounds.left()), max(chosen.top(), bounds.top()))


class SelectionPopup(QFrame):
    """Eight colours, highlight, underline, strike-out, note, tag, copy; for an annotation also its note, tags, trash.

    A child of the widget it floats over. It asks; it writes nothing.
    """

    comment_written = Signal(int, str)
    tag_added = Signal(str)
    tag_removed = Signal(str)
    dismissed = Signal()
    """The mouse was pressed in the article beside it."""
    link_wanted = Signal(object)
    """The note's editor asks for a link."""
    link_followed = Signal(str)
    """A link in the note was clicked: its address."""
    left = Signal()
    """An editor in it was ended by key: the focus belongs to the article again."""

    def __init__(self, actions: MarkingActions, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self._actions = actions
        self._theme = theme
        self._annotation: Annotation | None = None
        self._places = (QRect(), QRect(), QRect())
        self._watched: list[QWidget] = []
        self.setObjectName("selectionPopup")
        self.setAccessibleName(tr("Mark the passage"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._dots = [ColorDot(color, theme, self) for color in HighlightColor]
        for dot in self._dots:
            dot.follow(actions.colors[dot.color])
        self.quotation: Callable[[], QMimeData | None] = lambda: None
        """What is dragged out of it."""
        self._tools = [self._button(action) for action in (*actions.tools(), actions.trash)]
        self._comment = QLabel(self)
        self._comment.setObjectName("popupComment")
        self._comment.setTextFormat(Qt.TextFormat.MarkdownText)
        self._comment.setWordWrap(True)
        self._comment.setMaximumHeight(160)
        self._comment.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self._comment.linkActivated.connect(self.link_followed)
        self._comment.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self._editor = CommentEditor("", self, most_lines=8)
        self._editor.committed.connect(self._tell_comment)
        self._editor.closed.connect(self._end_comment)
        self._editor.resized.connect(self._settle)
        self._editor.link_wanted.connect(self.link_wanted)
        self._tags = TagField(theme, self)
        self._tags.add_wanted.connect(self.tag_added)
        self._tags.remove_wanted.connect(self.tag_removed)
        self._tags.left.connect(self._leave_tags)
        self._arrange()
        self.set_theme(theme)
        self.hide()

    def _button(self, action: QAction) -> QToolButton:
        drags = action is self._actions.copy
        button = QuoteButton(lambda: self.quotation(), self) if drags else QToolButton(self)  # noqa: PLW0108 (it is set later)
        button.setDefaultAction(action)
        button.setAutoRaise(True)
        button.setIconSize(QSize(18, 18))
        button.setFixedSize(30, 30)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(button.text())
        return button

    def _arrange(self) -> None:
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        """The colours, and the tools beside them or beneath."""
        for buttons in (self._dots, self._tools):
            row = QHBoxLayout()
            row.setSpacing(0)
            for button in buttons:
                row.addWidget(button)
            row.addStretch()
            self._rows.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SHADOW + 6, _SHADOW + 4, _SHADOW + 6, _SHADOW + 4)
        column.setSpacing(4)
        column.addLayout(self._rows)
        column.addWidget(self._comment)
        column.addWidget(self._editor)
        column.addWidget(self._tags)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for dot in self._dots:
            dot.set_theme(theme)
        self._tags.set_theme(theme)
        self._editor.set_theme(theme)
        self.update()

    def annotation_id(self) -> int:
        """The annotation it is about; 0 for a selection."""
        return self._annotation.id if self._annotation and self.isVisible() else 0

    def show_for_selection(self, whole: QRect, end: QRect, view: QWidget, last: HighlightColor) -> None:
        """Rectangles in the coordinates of ``view``; ``last``: the colour that Q repeats."""
        self._annotation = None
        self._show(whole, end, view, last)

    def show_for_annotation(self, annotation: Annotation, place: QRect, view: QWidget) -> None:
        self._annotation = annotation
        self._show(place, place, view, annotation.color)

    def update_annotation(self, annotation: Annotation | None) -> None:
        """Show the annotation as it is now; None: it is gone."""
        if annotation is None:
            self.hide()
            return
        self._annotation = annotation
        self._fill(annotation.color)
        self._settle()

    def edit_comment(self) -> None:
        if self._annotation:
            self._comment.hide()
            self._editor.show()
            self._editor.restart(self._annotation.comment)
            self._settle()

    def edit_tags(self, known: Iterable[str]) -> None:
        if self._annotation:
            self._tags.set_known(known)
            self._tags.show()
            self._tags.edit.show()
            self._settle()
            self._tags.edit.setFocus()

    def editing(self) -> bool:
        return self.isVisible() and (self._editor.isVisible() or self._tags.edit.hasFocus())

    def _show(self, whole: QRect, end: QRect, view: QWidget, color: HighlightColor) -> None:
        origin = view.mapTo(self._ground, QPoint(0, 0))
        self._places = (whole.translated(origin), end.translated(origin), self._bounds(view))
        self._watch(view)
        self._editor.close_editor(keep=False)
        self._editor.hide()
        self._fill(color)
        self._tags.edit.setVisible(False)
        self.show()
        self.raise_()
        self._settle()

    def _bounds(self, view: QWidget) -> QRect:
        return QRect(view.mapTo(self._ground, QPoint(0, 0)), view.size()).intersected(self._ground.rect())

    def _watch(self, view: QWidget) -> None:
        """Notice the mouse in the article. A filter on the whole application would meet the web engine's own
        objects, which do not bear being wrapped for Python."""
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched = [view, *view.findChildren(QWidget)]
        for widget in self._watched:
            widget.installEventFilter(self)

    def _fill(self, color: HighlightColor) -> None:
        annotation = self._annotation
        for dot in self._dots:
            dot.setProperty("current", dot.color == color)
            dot.update()
        self._tools[-1].setVisible(annotation is not None)
        for kind, button in zip(self._actions.kinds, self._tools, strict=False):
            button.setDown(annotation is not None and annotation.kind is kind)
        self._comment.setText(annotation.comment if annotation else "")
        self._comment.setVisible(bool(annotation and annotation.comment) and self._editor.isHidden())
        self._tags.set_tags(annotation.tags if annotation else ())
        self._tags.setVisible(
            annotation is not None and (bool(annotation.tags) or self._tags.edit.hasFocus())
        )

    def _settle(self) -> None:
        """Take the size that the contents need, and the place that fits it."""
        if not self.isVisible():
            return
        whole, end, bounds = self._places
        layout = self.layout()
        assert layout is not None
        bounds = self._set_rows(bounds)
        layout.invalidate()
        layout.activate()
        rich = not (self._comment.isHidden() and self._editor.isHidden() and self._tags.isHidden())
        width = min(max(layout.sizeHint().width(), _WIDEST if rich else 0), bounds.width())
        height = layout.heightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()
        size = QSize(width, min(height, bounds.height()))
        self.setGeometry(QRect(place_beside(size, whole, end, bounds), size))

    def _set_rows(self, bounds: QRect) -> QRect:
        """Beside each other where there is room, else one beneath the other; bounds that have room for them."""
        layout = self.layout()
        assert layout is not None
        margins = layout.contentsMargins()
        for direction, gap in ((QBoxLayout.Direction.LeftToRight, 8), (QBoxLayout.Direction.TopToBottom, 0)):
            self._rows.setDirection(direction)
            self._rows.setSpacing(gap)
            width = self._rows.sizeHint().width() + margins.left() + margins.right()
            if width <= bounds.width():
                return bounds
        ground = self._ground.rect()
        left = max(ground.left(), min(bounds.center().x() - width // 2, ground.right() - width + 1))
        return QRect(left, bounds.top(), min(width, ground.width()), bounds.height())

    def _tell_comment(self, text: str) -> None:
        if self._annotation:
            self.comment_written.emit(self._annotation.id, text)

    def _end_comment(self) -> None:
        if self._editor.isVisible():
            self._editor.hide()
            self._comment.setVisible(bool(self._comment.text()))
            self._settle()
            self.left.emit()

    def _leave_tags(self) -> None:
        self._tags.edit.setVisible(False)
        self._tags.setVisible(bool(self._tags.tags()))
        self._settle()
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A press in the article puts the popup away, and still does there what it does. So does another width of the
        article, where lines break otherwise; at another height it stays inside."""
        if not self.isVisible():
            return False
        if event.type() == QEvent.Type.MouseButtonPress:
            self.hide()
            self.dismissed.emit()
        elif isinstance(event, QResizeEvent) and self._watched and watched is self._watched[0]:
            if event.size().width() == event.oldSize().width() or self.editing():
                self._places = (*self._places[:2], self._bounds(self._watched[0]))
                self._settle()
            else:
                self.hide()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(_SHADOW, _SHADOW, -_SHADOW, -_SHADOW)
        painter.setPen(Qt.PenStyle.NoPen)
        for spread in range(_SHADOW, 0, -1):
            painter.setBrush(QColor(0, 0, 0, 7))
            painter.drawRoundedRect(
                body.adjusted(-spread, -spread + 2, spread, spread), 6 + spread, 6 + spread
            )
        painter.setPen(QPen(QColor(self._theme.border), 1))
        painter.setBrush(QColor(self._theme.raised))
        painter.drawRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()
