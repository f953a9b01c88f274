"""The list as lines: a title, a line about the article, found passages, a bar of its marks."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from desktop.reader.theme import Theme
from desktop.services.listing import Listing, Row
from desktop.ui.models.columns import COLUMNS
from desktop.ui.models.items import ROW, Index
from desktop.ui.panels.article_view import ArticleView
from desktop.ui.panels.item_delegate import ItemDelegate


class LinesView(ArticleView, QTableView):
    """A table of one column: of all views of Qt it alone takes no time for lines that are out of sight. All lines have one
    height, but for passages and titles of groups."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = ItemDelegate(self)
        self._unusual: set[int] = set()
        self.setItemDelegate(self.lines)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        heights = self.verticalHeader()
        heights.hide()
        heights.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heights.setMinimumSectionSize(1)

    def attach(self, on: bool) -> None:
        """A header forgets its columns, and their rows' heights, with its model."""
        super().attach(on)
        if not on:
            self.items.dataChanged.disconnect(self._measure_arrived)
            return
        for column in range(1, len(COLUMNS)):
            self.hideColumn(column)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.items.dataChanged.connect(self._measure_arrived)
        self._measure_all(self.items.listing)

    def set_theme(self, theme: Theme) -> None:
        self.theme = self.lines.theme = theme
        self.verticalHeader().setDefaultSectionSize(self.lines.usual_height(self.font()))
        self.viewport().update()

    def lowest(self) -> int:
        return self.lines.usual_height(self.font())

    def show_listing(self, listing: Listing) -> None:
        self.verticalHeader().setDefaultSectionSize(self.lines.usual_height(self.font()))
        super().show_listing(listing)
        self._measure_all(listing)

    def _measure_all(self, listing: Listing) -> None:
        """A header keeps heights beyond a change of the list."""
        usual = self.verticalHeader().defaultSectionSize()
        self._set_heights({place: usual for place in self._unusual if place < len(listing.ids)})
        self._unusual.clear()
        if listing.groups:
            self._measure(place for place, id_ in enumerate(listing.ids) if id_ < 0)
        elif listing.query:
            self._measure(place for place in range(len(listing.ids)) if self.items.is_here(place))

    def _measure_arrived(self, first: Index, last: Index) -> None:
        """Lines that came have passages, so far as there was a search."""
        if self.items.listing.query:
            self._measure(place for place in range(first.row(), last.row() + 1) if self.items.is_here(place))

    def _measure(self, places: Iterable[int]) -> None:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        heights = {place: self.lines.sizeHint(option, self.items.at(place)).height() for place in places}
        changed = {place: height for place, height in heights.items() if height != self.rowHeight(place)}
        self._set_heights(changed)
        self._unusual.update(changed)

    def _set_heights(self, heights: Mapping[int, int]) -> None:
        """All at once: told of each, the view would paint itself again after it was painted."""
        if not heights:
            return
        header = self.verticalHeader()
        header.blockSignals(True)
        for place, height in heights.items():
            header.resizeSection(place, height)
        header.blockSignals(False)
        self.updateGeometries()
        self.viewport().update()

    def _passage_at(self, index: QModelIndex, point: QPoint) -> object:
        row: Row | None = index.data(ROW)
        if row is None:
            return None
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = self.visualRect(index)
        return self.lines.passage_at(option, row, point)
