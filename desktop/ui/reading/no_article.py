"""Where no article is open: what helps to one, the first time a welcome."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.reader.theme import Theme
from desktop.ui.reading.empty_place import EmptyPlace
from desktop.ui.reading.welcome import Welcome
from desktop.ui.words import tr


class NoArticle(QStackedWidget):
    """``first``: whether the person has no articles yet."""

    import_wanted = Signal()
    samples_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        invitation = tr("Choose an article from the list, or drop files anywhere.")
        self._empty = EmptyPlace("book-open", invitation, self, action=tr("Import files…"))
        self._empty.button.clicked.connect(self.import_wanted)
        self._welcome = Welcome(self)
        self._welcome.import_wanted.connect(self.import_wanted)
        self._welcome.samples_wanted.connect(self.samples_wanted)
        self.addWidget(self._empty)
        self.addWidget(self._welcome)

    def welcome(self, first: bool) -> None:
        self.setCurrentWidget(self._welcome if first else self._empty)

    def entrance(self) -> QWidget:
        """What takes the focus where a person comes by key."""
        return self._welcome.first if self.currentWidget() is self._welcome else self._empty.button

    def set_theme(self, theme: Theme) -> None:
        self._empty.set_theme(theme)
        self._welcome.set_theme(theme)
