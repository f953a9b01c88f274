"""The points of one outline as rows."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from desktop.domain.outline import Point, PointKind
from desktop.exporters.outlines import OutlineLine
from desktop.ui.reading.annotations_model import IDS_FORMAT
from desktop.ui.words import tr

POINT = int(Qt.ItemDataRole.UserRole) + 1
LINE = POINT + 1
POINTS_FORMAT = "application/x-florilegium-outline-points"
"""Dragged points: their ids in decimal, with spaces between."""

Index = QModelIndex | QPersistentModelIndex


class OutlineModel(QAbstractListModel):
    annotations_dropped = Signal(list, int)
    """Ids, and the row before which they are to stand."""
    points_dropped = Signal(list, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[tuple[Point, OutlineLine]] = []

    def show(self, rows: Sequence[tuple[Point, OutlineLine]]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def row_of(self, point_id: int) -> int:
        """-1 where it is not there."""
        return next((row for row, (point, _) in enumerate(self.rows) if point.id == point_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        point, line = self.rows[index.row()]
        if role == POINT:
            return point
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.AccessibleTextRole:
            kinds = {
                PointKind.HEADING: tr("Heading"),
                PointKind.TEXT: tr("Text"),
                PointKind.QUOTATION: tr("Quotation"),
            }
            return f"{kinds[point.kind]}. {words_of(line)}"
        return words_of(line) if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        quotation = self.rows[index.row()][0].kind is PointKind.QUOTATION
        return usual if quotation else usual | Qt.ItemFlag.ItemIsEditable

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction | Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [POINTS_FORMAT, IDS_FORMAT]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        ids = [self.rows[index.row()][0].id for index in sorted(indexes, key=QModelIndex.row)]
        data.setData(POINTS_FORMAT, " ".join(map(str, ids)).encode())
        return data

    def dropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index
    ) -> bool:
        """Tells the wish; the library changes, and then the model."""
        if row < 0:
            row = parent.row() if parent.isValid() else len(self.rows)
        for name, told in ((POINTS_FORMAT, self.points_dropped), (IDS_FORMAT, self.annotations_dropped)):
            if data.hasFormat(name):
                told.emit([int(id_) for id_ in bytes(data.data(name).data()).split()], row)
                break
        return False


def words_of(line: OutlineLine) -> str:
    return line.quoted.annotation.quote if line.quoted else line.text
