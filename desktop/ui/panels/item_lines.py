"""The list as lines: a title, a line about the article, found passages, a bar of its marks."""

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QListView, QStyleOptionViewItem, QWidget

from desktop.services.listing import Listing, Row
from desktop.ui.models.items import ROW
from desktop.ui.panels.article_view import ArticleView
from desktop.ui.panels.item_delegate import ItemDelegate

_AT_ONCE = 1000
"""Lines of different heights that are laid out in one go; the rest follows while the window goes on."""


class LinesView(ArticleView, QListView):
    """All lines have one height, unless passages or groups are shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = ItemDelegate(self)
        self.setItemDelegate(self.lines)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setBatchSize(_AT_ONCE)

    def prepare(self, listing: Listing) -> None:
        """For lines of one height, or of several."""
        self.setUniformItemSizes(not listing.query and not listing.groups)
        mode = QListView.LayoutMode.Batched if listing.groups else QListView.LayoutMode.SinglePass
        self.setLayoutMode(mode)

    def _passage_at(self, index: QModelIndex, point: QPoint) -> object:
        row: Row | None = index.data(ROW)
        if row is None:
            return None
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = self.visualRect(index)
        return self.lines.passage_at(option, row, point)
