"""The reader's own notes on an article, and the article's tags."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from desktop.domain.organize import Note
from desktop.reader.theme import Theme
from desktop.ui.reading.comment_editor import CommentEditor
from desktop.ui.reading.own_keys import keeps
from desktop.ui.reading.tag_field import TagField
from desktop.ui.theme import icon
from desktop.ui.words import tr


class NoteCard(QWidget):
    """One note, rendered; Enter or a double click writes it, Del moves it to the trash."""

    written = Signal(int, str)
    """Id (0: a new note) and text."""
    trash_wanted = Signal(int)
    link_wanted = Signal(object)
    link_followed = Signal(str)
    dropped = Signal()
    """A new note was left without words."""

    def __init__(self, note: Note | None, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.note = note
        self._theme = theme
        self.setObjectName("noteCard")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        text = note.text if note else ""
        self.setAccessibleName(tr("Note"))
        self.setAccessibleDescription(text)
        self._shown = QLabel(text, self)
        self._shown.setTextFormat(Qt.TextFormat.MarkdownText)
        self._shown.setWordWrap(True)
        self._shown.setMinimumWidth(1)
        self._shown.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self._shown.linkActivated.connect(self.link_followed)
        self.editor = CommentEditor(text, self)
        self.editor.setPlaceholderText(tr("A note on the article; Ctrl+Enter keeps it"))
        self.editor.keeps_early = note is not None
        self.editor.committed.connect(self._commit)
        self.editor.closed.connect(self._close)
        self.editor.link_wanted.connect(self.link_wanted)
        self.trash = QToolButton(self)
        self.trash.setObjectName("trashNote")
        self.trash.setAutoRaise(True)
        self.trash.setToolTip(tr("Move the note to the trash (Del)"))
        self.trash.setAccessibleName(tr("Move the note to the trash"))
        self.trash.setVisible(note is not None)
        self.trash.clicked.connect(self._trash)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 4, 8)
        row.setSpacing(4)
        row.addWidget(self._shown, 1)
        row.addWidget(self.editor, 1)
        row.addWidget(self.trash, 0, Qt.AlignmentFlag.AlignTop)
        self.editor.setVisible(note is None)
        self._shown.setVisible(note is not None)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.editor.set_theme(theme)
        self.trash.setIcon(icon("trash", theme, theme.muted))
        self.update()

    def edit(self) -> None:
        self._shown.hide()
        self.editor.show()
        self.editor.restart(self.note.text if self.note else "")

    def _commit(self, text: str) -> None:
        if text:
            self.written.emit(self.note.id if self.note else 0, text)

    def _close(self) -> None:
        if self.note is None:
            self.dropped.emit()
            return
        self.editor.hide()
        self._shown.show()

    def _trash(self) -> None:
        if self.note:
            self.trash_wanted.emit(self.note.id)

    def event(self, event: QEvent) -> bool:
        return keeps(event, Qt.Key.Key_Delete) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit()
        elif event.key() == Qt.Key.Key_Delete:
            self._trash()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.edit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = self._theme.accent if self.hasFocus() else self._theme.border
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(self._theme.raised))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()


class ItemNotes(QWidget):
    """Below the annotations: what the reader says of the article as a whole."""

    note_written = Signal(int, str)
    note_trash_wanted = Signal(int)
    link_wanted = Signal(object)
    link_followed = Signal(str)
    tag_added = Signal(str)
    tag_removed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cards: list[NoteCard] = []
        self._new: NoteCard | None = None
        self.setObjectName("itemNotes")
        self.tags = TagField(theme, self)
        self.tags.setObjectName("itemTags")
        self.tags.add_wanted.connect(self.tag_added)
        self.tags.remove_wanted.connect(self.tag_removed)
        self.add = QToolButton(self)
        self.add.setObjectName("addNote")
        self.add.setAutoRaise(True)
        self.add.setText(tr("New note"))
        self.add.setToolTip(tr("Write a note on the article"))
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add.clicked.connect(self.write_new)
        self._hint = QLabel(tr("What you think of the whole article goes here."), self)
        self._hint.setWordWrap(True)
        self._headings = [QLabel(tr("Tags of the article"), self), QLabel(tr("Notes"), self)]
        self._arrange()
        self.set_theme(theme)

    def _arrange(self) -> None:
        inner = QWidget(self)
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self._column.addWidget(self._hint)
        self._column.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the focus
        self._scroll.setWidget(inner)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setMinimumHeight(96)
        self._scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        heading = QHBoxLayout()
        heading.addWidget(self._headings[1], 1)
        heading.addWidget(self.add)
        column = QVBoxLayout(inner)  # as a whole it scrolls, where there are many tags
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self._headings[0])
        column.addWidget(self.tags)
        column.addLayout(heading)
        column.addLayout(self._column, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.tags.set_theme(theme)
        self.add.setIcon(icon("plus", theme))
        self._hint.setStyleSheet(f"color: {theme.muted};")
        for heading in self._headings:
            heading.setStyleSheet(f"color: {theme.muted};")
        for card in self._cards:
            card.set_theme(theme)

    def show_notes(self, notes: Sequence[Note]) -> None:
        """Cards for these notes; a card that is the same already stays, and so does a new note's editor."""
        present = {card.note: card for card in self._cards}
        for card in self._cards:
            if card.note not in notes:
                self._column.removeWidget(card)
                card.hide()
                card.deleteLater()
        self._cards = []
        for place, note in enumerate(notes):
            kept = present.get(note)
            card = kept or self._card(note)
            if kept is None:
                self._column.insertWidget(place, card)
            self._cards.append(card)
        self._hint.setVisible(not notes and self._new is None)

    def write_new(self) -> None:
        """Open an editor for a new note."""
        if self._new is None:
            self._new = self._card(None)
            self._new.dropped.connect(self._drop_new)
            self._column.insertWidget(len(self._cards), self._new)
            self._hint.hide()
        self._new.editor.setFocus()
        self._scroll.ensureWidgetVisible(self._new)

    def _card(self, note: Note | None) -> NoteCard:
        card = NoteCard(note, self._theme, self)
        card.written.connect(self.note_written)
        card.trash_wanted.connect(self.note_trash_wanted)
        card.link_wanted.connect(self.link_wanted)
        card.link_followed.connect(self.link_followed)
        return card

    def _drop_new(self) -> None:
        if self._new:
            self._column.removeWidget(self._new)
            self._new.hide()
            self._new.deleteLater()
            self._new = None
            self._hint.setVisible(not self._cards)
