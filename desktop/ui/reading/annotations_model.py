"""The annotations of one article as rows, and which of them are shown."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from desktop.domain.annotation import Annotation, AnnotationKind, ColorNames, HighlightColor
from desktop.domain.item import Document, Item
from desktop.ui.reading.quotation import page_label, quotation_html, quotation_text, source_line, start_of
from desktop.ui.reading.swatches import color_name, kind_name
from desktop.ui.words import tr

ANNOTATION = int(Qt.ItemDataRole.UserRole) + 1
PAGE = ANNOTATION + 1
COLOR = PAGE + 1
"""The name of the colour."""
IDS_FORMAT = "application/x-florilegium-annotations"
"""Dragged annotations: their ids in decimal, with spaces between."""

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class AnnotationFilter:
    """What is shown: any of the colours and kinds, all of the tags and words; empty means all."""

    colors: frozenset[HighlightColor] = field(default_factory=frozenset)
    kinds: frozenset[AnnotationKind] = field(default_factory=frozenset)
    tags: frozenset[str] = field(default_factory=frozenset)
    words: str = ""
    orphaned: bool = False
    """Only those that are not in the present text."""

    def accepts(self, annotation: Annotation) -> bool:
        if self.colors and annotation.color not in self.colors:
            return False
        if self.kinds and annotation.kind not in self.kinds:
            return False
        if self.orphaned and not annotation.orphan:
            return False
        if not self.tags <= set(annotation.tags):
            return False
        said = " ".join((annotation.quote, annotation.comment, *annotation.tags)).casefold()
        return all(word in said for word in self.words.casefold().split())


class AnnotationsModel(QAbstractListModel):
    """Orphans first, then document order. ``update`` keeps rows that stay, so selection and place stay."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Annotation] = []
        self._item: Item | None = None
        self._document: Document | None = None
        self._names: ColorNames = {}

    def set_color_names(self, names: ColorNames) -> None:
        """What the person calls the colours."""
        self._names = names
        self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def reset(self, item: Item | None, document: Document | None, annotations: Sequence[Annotation]) -> None:
        """Show another article."""
        self.beginResetModel()
        self._item, self._document = item, document
        self._rows = _in_order(annotations)
        self.endResetModel()

    def update(self, annotations: Sequence[Annotation]) -> None:
        """Show the same article as it is now."""
        wanted = _in_order(annotations)
        kept = {annotation.id for annotation in wanted}
        for row in reversed(range(len(self._rows))):
            if self._rows[row].id not in kept:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._rows[row]
                self.endRemoveRows()
        for row, annotation in enumerate(wanted):
            self._settle(row, annotation)

    def _settle(self, row: int, annotation: Annotation) -> None:
        """Make ``annotation`` the row; the rows above are right already."""
        if row < len(self._rows) and self._rows[row].id == annotation.id:
            if self._rows[row] != annotation:
                self._rows[row] = annotation
                self.dataChanged.emit(self.index(row), self.index(row))
            return
        lower = next((at for at in range(row, len(self._rows)) if self._rows[at].id == annotation.id), -1)
        if lower >= 0:
            self.beginRemoveRows(QModelIndex(), lower, lower)
            del self._rows[lower]
            self.endRemoveRows()
        self.beginInsertRows(QModelIndex(), row, row)
        self._rows.insert(row, annotation)
        self.endInsertRows()

    def annotations(self) -> Sequence[Annotation]:
        return self._rows

    def row_of(self, annotation_id: int) -> int:
        """-1 where it is not here."""
        return next((row for row, found in enumerate(self._rows) if found.id == annotation_id), -1)

    def nearest(self, offset: int) -> int:
        """The id of the last annotation that starts at or before a place of the text; 0 for none."""
        reached = 0
        for annotation in self._rows:
            if annotation.orphan:
                continue
            if start_of(annotation, self._document) > offset:
                return reached or annotation.id
            reached = annotation.id
        return reached

    def quotations(self, annotations: Sequence[Annotation]) -> QMimeData:
        """Their words with their sources, for other programs."""
        told = [(one.quote, self._source(one)) for one in annotations]
        data = QMimeData()
        data.setText("\n\n".join(quotation_text(*one) for one in told))
        data.setHtml("".join(quotation_html(*one) for one in told))
        return data

    def _source(self, annotation: Annotation) -> str:
        return source_line(self._item, self._page(annotation)) if self._item else ""

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [IDS_FORMAT, "text/plain", "text/html"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The ids, for our own chips, and the quotations, for anything else."""
        dragged = [self._rows[index.row()] for index in indexes]
        data = self.quotations(dragged)
        data.setData(IDS_FORMAT, " ".join(str(annotation.id) for annotation in dragged).encode())
        return data

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        annotation = self._rows[index.row()]
        if role == ANNOTATION:
            return annotation
        if role == PAGE:
            return self._page(annotation)
        if role == COLOR:
            return color_name(annotation.color, self._names)
        if role == Qt.ItemDataRole.DisplayRole:
            return annotation.quote
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(annotation)
        return None

    def _page(self, annotation: Annotation) -> str:
        return page_label(self._document, annotation) if self._document else ""

    def _spoken(self, annotation: Annotation) -> str:
        parts = [
            tr("Not found in the present text") if annotation.orphan else "",
            color_name(annotation.color, self._names),
            kind_name(annotation.kind),
            annotation.quote,
            annotation.comment,
            ", ".join(annotation.tags),
        ]
        return ". ".join(part for part in parts if part)


class ShownAnnotations(QSortFilterProxyModel):
    """The rows that the filter lets through."""

    def __init__(self, model: AnnotationsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._filter = AnnotationFilter()
        self._model = model
        self.setSourceModel(model)

    def set_filter(self, wanted: AnnotationFilter) -> None:
        if wanted != self._filter:
            self.beginFilterChange()
            self._filter = wanted
            self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def index_of(self, annotation_id: int) -> QModelIndex:
        """Not valid where it is not shown."""
        row = self._model.row_of(annotation_id)
        return self.mapFromSource(self._model.index(row)) if row >= 0 else QModelIndex()

    def filterAcceptsRow(self, row: int, _parent: Index) -> bool:
        return self._filter.accepts(self._model.annotations()[row])


def _in_order(annotations: Sequence[Annotation]) -> list[Annotation]:
    return sorted(annotations, key=lambda annotation: not annotation.orphan)
