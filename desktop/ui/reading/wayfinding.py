"""Finding one's way in the article on screen: its contents, its notes, and what is told of the place."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.item import ReadingPosition
from desktop.reader.base import Footnote, Picture
from desktop.ui.dialogs.frame import open_once
from desktop.ui.reading.article_actions import ArticleActions
from desktop.ui.reading.contents_panel import ContentsPanel
from desktop.ui.reading.footnote_popup import FootnotePopup
from desktop.ui.reading.picture_viewer import PictureViewer
from desktop.ui.reading.progress import progress_words
from desktop.ui.reading.reading_tab import ReadingTab
from desktop.ui.reading.tab_tool import TabTool


class Wayfinder(TabTool):
    """The owner goes where a place is wished."""

    place_wanted = Signal(int)
    """An offset into the text of the article on screen."""
    link_followed = Signal(str)
    """A link in a note, to elsewhere."""
    told = Signal(str)
    """Length and place of the article on screen, in words."""

    def __init__(self, actions: ArticleActions, ground: QWidget) -> None:
        super().__init__(ground)
        self._ground = ground
        self._outlined: object = None
        self.contents = ContentsPanel(ground)
        self.contents.hide()
        self.contents.place_wanted.connect(self.place_wanted)
        self.footnote = FootnotePopup(ground)
        self.footnote.place_wanted.connect(self.place_wanted)
        self.footnote.link_followed.connect(self.link_followed)
        actions.contents_wanted.connect(self._show_contents)

    def attach(self, tab: ReadingTab) -> None:
        tab.footnote_activated.connect(self._show_footnote)
        tab.picture_activated.connect(self._show_picture)

    def attend(self, tab: ReadingTab | None) -> None:
        super().attend(tab)
        document = tab.article.document if tab and tab.article else None
        if document is not self._outlined:
            self._outlined = document
            self.contents.show_outline(document.outline if document else ())
        self.locate(tab.location if tab else None)

    def locate(self, position: ReadingPosition | None) -> None:
        """The tab on screen stands there now."""
        article = self._tab.article if self._tab else None
        self.told.emit(progress_words(article, position) if article else "")
        if article and self.contents.isVisible():
            self.contents.follow(position.offset if position else 0)

    def _show_contents(self, wanted: bool) -> None:
        self.contents.setVisible(wanted)
        if wanted:
            self.attend(self._tab)
            self.contents.tree.setFocus()
        elif self._tab:
            self._tab.take_focus()

    def _show_picture(self, pictures: list[Picture], at: int) -> None:
        viewer = PictureViewer(pictures, at, self._ground.window())
        open_once(viewer)

    def _show_footnote(self, note: Footnote) -> None:
        tab = self.sender()
        if isinstance(tab, ReadingTab) and tab.view:
            self.footnote.open_note(note, tab.view)
