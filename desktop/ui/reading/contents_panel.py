"""The table of contents of an article, beside it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.item import OutlineEntry
from desktop.domain.reading_time import section_at
from desktop.ui.reading.filter_bar import WordsField
from desktop.ui.words import tr

_OPEN_AT_FIRST = 40
"""Headings of a short table, which is shown whole; of a longer one only the highest levels."""


class ContentsPanel(QWidget):
    """Headings by level, the one that is read marked. Enter or a click goes there."""

    place_wanted = Signal(int)
    """An offset into the text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("contentsPanel")
        self.setMinimumWidth(160)
        self._outline: Sequence[OutlineEntry] = ()
        self._lines: list[QTreeWidgetItem] = []
        self._marked: QTreeWidgetItem | None = None
        heading = QLabel(tr("Contents"), self)
        font = heading.font()
        font.setBold(True)
        heading.setFont(font)
        self.words = WordsField(self)
        self.words.setObjectName("contentsFilter")
        self.words.setPlaceholderText(tr("Filter headings"))
        self.words.setAccessibleName(tr("Filter headings"))
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(self._filter)
        self.tree = QTreeWidget(self)
        self.tree.setObjectName("contentsTree")
        self.tree.setAccessibleName(tr("Contents of the article"))
        self.tree.setHeaderHidden(True)
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setIndentation(14)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.tree.itemActivated.connect(self._go)
        self.tree.itemClicked.connect(self._go)
        self.without = QLabel(tr("This article has no headings."), self)
        self.without.setObjectName("muted")
        self.without.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        for part in (heading, self.words, self.without):
            column.addWidget(part)
        column.addWidget(self.tree, 1)
        column.addStretch(0)
        self.show_outline(())

    def show_outline(self, outline: Sequence[OutlineEntry]) -> None:
        """The headings of another article."""
        self._outline = outline
        self.words.clear()
        self.tree.clear()
        self._lines = []
        self._marked = None
        above: list[tuple[int, QTreeWidgetItem]] = []
        for entry in outline:
            while above and above[-1][0] >= entry.level:
                above.pop()
            line = QTreeWidgetItem(above[-1][1] if above else self.tree, [entry.title])
            line.setToolTip(0, entry.title)
            above.append((entry.level, line))
            self._lines.append(line)
        if len(outline) <= _OPEN_AT_FIRST:
            self.tree.expandAll()
        for part in (self.tree, self.words):
            part.setVisible(bool(outline))
        self.without.setVisible(not outline)

    def follow(self, offset: int) -> None:
        """Mark the heading of what is read, unless the person has moved on to choose another."""
        if self.tree.hasFocus() and self.tree.currentItem() is not self._marked:
            return
        at = section_at(self._outline, offset)
        if at < 0:
            self.tree.clearSelection()
        elif self._lines[at] is not self.tree.currentItem():
            self.tree.setCurrentItem(self._lines[at])
        self._marked = self.tree.currentItem()

    def _go(self, line: QTreeWidgetItem) -> None:
        at = next(at for at, one in enumerate(self._lines) if one is line)
        self._marked = line
        self.place_wanted.emit(self._outline[at].offset)

    def _filter(self, words: str) -> None:
        """Show the headings with these words, and what they stand under."""
        sought = words.casefold().split()
        for line in self._lines:
            fits = all(word in line.text(0).casefold() for word in sought)
            line.setHidden(not fits)
            above = line.parent() if fits and sought else None
            while above:
                above.setHidden(False)
                above.setExpanded(True)
                above = above.parent()
