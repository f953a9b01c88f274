"""Choosing what a comment links to, and following such links."""

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop.services import links
from desktop.services.links import Linkable
from desktop.storage.library import Library
from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.reading.comment_editor import CommentEditor
from desktop.ui.tasks import Tasks
from desktop.ui.words import apart, tr

_LINKABLE = Qt.ItemDataRole.UserRole


class _Field(QLineEdit):
    """Up and down walk in the list beneath."""

    walked = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}.get(event.key(), 0)
        if step:
            self.walked.emit(step)
        else:
            super().keyPressEvent(event)


class LinkPicker(FramedDialog):
    """Type words of an article's title or of an annotation. Enter takes the marked line."""

    words_changed = Signal(str)
    picked = Signal(object)
    """``Linkable``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Link to…"), parent)
        self.field = _Field(self)
        self.field.setPlaceholderText(tr("Words of a title, a highlight, a note or a tag"))
        self.field.setAccessibleName(tr("Find an article or an annotation"))
        self.field.textChanged.connect(self.words_changed)
        self.field.walked.connect(self._walk)
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("Articles and annotations that fit"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(lambda _line: self._take())
        self.list.itemClicked.connect(lambda _line: self._take())
        self.body.addWidget(self.field)
        self.body.addWidget(self.list, 1)
        self.add_button(tr("Cancel"), "cancelLink", self.reject)
        self.link = self.add_button(tr("Link"), "takeLink", self._take, main=True)
        self.resize(520, 460)

    def show_found(self, found: list[Linkable]) -> None:
        self.list.clear()
        for one in found:
            kind = tr("Annotation in “{title}”", title=apart(one.about)) if one.annotation else tr("Article")
            about = kind if one.annotation or not one.about else f"{kind} · {apart(one.about)}"
            line = QListWidgetItem(f"{one.text}\n{about}", self.list)
            line.setSizeHint(QSize(0, 2 * self.fontMetrics().lineSpacing() + 12))
            line.setData(_LINKABLE, one)
        self.list.setCurrentRow(0)
        self.link.setEnabled(bool(found))

    def _walk(self, step: int) -> None:
        self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))

    def _take(self) -> None:
        if line := self.list.currentItem():
            self.picked.emit(line.data(_LINKABLE))
            self.accept()


class Linker(QObject):
    """Puts a link into an editor that asks for one."""

    def __init__(self, library: Library, tasks: Tasks, ground: QWidget) -> None:
        super().__init__(ground)
        self._library, self._tasks, self._ground = library, tasks, ground

    def offer(self, editor: CommentEditor) -> None:
        picker = LinkPicker(self._ground)
        picker.words_changed.connect(lambda words: self._look(picker, words))
        picker.picked.connect(lambda found: editor.insert_link(found.text, found.address))
        picker.finished.connect(picker.deleteLater)
        picker.finished.connect(editor.setFocus)
        self._look(picker, "")
        picker.open()

    def _look(self, picker: LinkPicker, words: str) -> None:
        library = self._library
        self._tasks.read(lambda: links.find(library, words), picker.show_found, key=f"links {id(self)}")
