"""A note of the article in a small window beside its reference, read without leaving the place."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QFrame, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from desktop.reader.base import Footnote
from desktop.ui.reading.own_keys import keeps
from desktop.ui.reading.popup import place_beside
from desktop.ui.words import tr

_WIDTH = 420
_TALLEST = 260
_MARGIN = 12


class _NoteText(QTextBrowser):
    """Shows words and links; opens nothing by itself, no files either."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:  # noqa: N802 (Qt's name)
        return None


class FootnotePopup(QFrame):
    """Esc or a click beside it closes it."""

    place_wanted = Signal(int)
    """The note itself, where it stands in the article."""
    link_followed = Signal(str)
    """A link in the note to elsewhere."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("footnotePopup")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(tr("Note"))
        self._start = 0
        self.text = _NoteText(self)
        self.text.setObjectName("footnoteText")
        self.text.setAccessibleName(tr("Text of the note"))
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setOpenLinks(False)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.anchorClicked.connect(self._follow)
        self.button = QPushButton(tr("Go to the note"), self)
        self.button.setObjectName("goToNote")
        self.button.clicked.connect(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.addWidget(self.text)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeading)

    def open_note(self, note: Footnote, view: QWidget) -> None:
        """Beside its reference in ``view``."""
        self._start = note.start
        self.text.setHtml(note.html)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        width = min(_WIDTH, max(200, view.width() - 2 * _MARGIN))
        document = self.text.document()
        document.setTextWidth(width - 2 * _MARGIN)
        height = min(_TALLEST, int(document.size().height()) + 8)
        self.text.setFixedSize(width - 2 * _MARGIN, height)
        self.adjustSize()
        place = place_beside(self.size(), note.rectangle, note.rectangle, QRect(QPoint(), QSize(view.size())))
        self.move(view.mapToGlobal(place))
        self.show()
        self.text.setFocus()

    def event(self, event: QEvent) -> bool:
        return keeps(event, Qt.Key.Key_Escape) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Cancel):
            self.close()
        else:
            super().keyPressEvent(event)

    def _go(self) -> None:
        self.close()
        self.place_wanted.emit(self._start)

    def _follow(self, url: QUrl) -> None:
        """A link inside the article goes to the note: it is a way back, or leads further there."""
        if url.isRelative() or url.scheme() == "florilegium":
            self._go()
        else:
            self.close()
            self.link_followed.emit(url.toString())
