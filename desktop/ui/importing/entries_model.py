"""What became of each source of an import, as the lines of a list."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from desktop.reader.theme import Theme
from desktop.services.imports import ImportEntry, Status
from desktop.ui.theme import icon
from desktop.ui.words import tr

ENTRY = Qt.ItemDataRole.UserRole

_ICONS: dict[Status, str] = {
    "imported": "check-circle", "updated": "arrows-clockwise", "duplicate": "equals", "failed": "warning-circle",
    "cancelled": "minus-circle",
}  # fmt: skip

Index = QModelIndex | QPersistentModelIndex


def status_name(status: Status) -> str:
    return {
        "imported": tr("Imported"), "updated": tr("New version"), "duplicate": tr("Already there"),
        "failed": tr("Not imported"), "cancelled": tr("Not reached"),
    }[status]  # fmt: skip


def said(entry: ImportEntry) -> str:
    """An entry in two lines: what it is, and what became of it."""
    name = PurePath(entry.source).name or entry.source
    outcome = " · ".join(filter(None, (status_name(entry.status), entry.reason)))
    return f"{entry.title or name}\n{outcome}"


class EntriesModel(QAbstractListModel):
    """Grows while an import goes on."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entries: list[ImportEntry] = []

    @property
    def entries(self) -> Sequence[ImportEntry]:
        return self._entries

    def show(self, entries: Sequence[ImportEntry]) -> None:
        self.beginResetModel()
        self._entries = list(entries)
        self.endResetModel()

    def add(self, entries: Sequence[ImportEntry]) -> None:
        if entries:
            self.beginInsertRows(QModelIndex(), len(self._entries), len(self._entries) + len(entries) - 1)
            self._entries += entries
            self.endInsertRows()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self._entries[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return said(entry)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{entry.source}\n{entry.reason}".strip()
        if role == Qt.ItemDataRole.DecorationRole:
            return icon(_ICONS[entry.status], self._theme)
        return None


class ShownEntries(QSortFilterProxyModel):
    """Those of one status; all without."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._status: Status | None = None

    def set_status(self, status: Status | None) -> None:
        self._status = status
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        entry = self.sourceModel().index(row, 0, parent).data(ENTRY)
        return self._status is None or entry.status == self._status
