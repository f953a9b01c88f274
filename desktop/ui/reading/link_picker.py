"""Choosing what a comment links to."""

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.services import links
from desktop.services.links import Linkable
from desktop.storage.library import Library
from desktop.ui.dialogs.frame import open_once
from desktop.ui.dialogs.picker import Picker
from desktop.ui.reading.comment_editor import CommentEditor
from desktop.ui.tasks import Tasks
from desktop.ui.words import apart, tr


class LinkPicker(Picker):
    """Type words of an article's title or of an annotation; what is picked is a ``Linkable``."""

    words_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Link to…"), parent)
        self.field.setPlaceholderText(tr("Words of a title, a highlight, a note or a tag"))
        self.field.setAccessibleName(tr("Find an article or an annotation"))
        self.field.textChanged.connect(self.words_changed)
        self.list.setAccessibleName(tr("Articles and annotations that fit"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda _line: self._take())
        self.add_main(tr("Link"), "takeLink")
        self.resize(520, 460)

    def show_found(self, found: list[Linkable]) -> None:
        self.list.clear()
        for one in found:
            kind = tr("Annotation in “{title}”", title=apart(one.about)) if one.annotation else tr("Article")
            about = kind if one.annotation or not one.about else f"{kind} · {apart(one.about)}"
            line = self.add_line(f"{one.text}\n{about}", one)
            line.setSizeHint(QSize(0, 2 * self.fontMetrics().lineSpacing() + 12))
        self.begin()


class Linker(QObject):
    """Puts a link into an editor that asks for one."""

    def __init__(self, library: Library, tasks: Tasks, ground: QWidget) -> None:
        super().__init__(ground)
        self._library, self._tasks, self._ground = library, tasks, ground

    def offer(self, editor: CommentEditor) -> None:
        picker = LinkPicker(self._ground)
        picker.words_changed.connect(lambda words: self._look(picker, words))
        picker.picked.connect(lambda found: editor.insert_link(found.text, found.address))
        picker.finished.connect(editor.setFocus)
        self._look(picker, "")
        open_once(picker)

    def _look(self, picker: LinkPicker, words: str) -> None:
        library = self._library
        self._tasks.read(lambda: links.find(library, words), picker.show_found, key=f"links {id(self)}")
