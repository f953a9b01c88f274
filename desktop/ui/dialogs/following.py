"""The folders that follow the library: what goes there, how it is with them, and an end to it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.services import exports
from desktop.services.standing_exports import StandingExport
from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.words import tr

_STANDING = Qt.ItemDataRole.UserRole


States = Callable[[], Sequence[tuple[StandingExport, str]]]
"""Each folder with what is wrong, or nothing."""


class FollowingDialog(FramedDialog):
    stop_wanted = Signal(object)
    """``StandingExport``."""

    def __init__(self, states: States, parent: QWidget | None = None) -> None:
        super().__init__(tr("Folders kept up to date"), parent)
        self._states = states
        self.setObjectName("followingDialog")
        about = QLabel(
            tr("Their files get what is new in the library. What you write in them outside the marks stays."),
            self,
        )
        about.setWordWrap(True)
        self.table = QTreeWidget(self)
        self.table.setObjectName("followingFolders")
        self.table.setAccessibleName(tr("Folders kept up to date"))
        self.table.setHeaderLabels([tr("Articles"), tr("Folder"), tr("Format"), tr("State")])
        self.table.setRootIsDecorated(False)
        self.table.setWordWrap(True)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.header().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self.nothing = QLabel(
            tr(
                "None yet. Export a collection or a search as Markdown and tick “Keep the folder up to date”."
            ),
            self,
        )
        self.nothing.setWordWrap(True)
        self.body.addWidget(about)
        self.body.addWidget(self.table, 1)
        self.problem = QLabel(self)
        self.problem.setObjectName("followingProblem")
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.nothing, 1)
        self.open_button = self.add_button(tr("Open folder"), "openFollowing", self._open)
        self.stop_button = self.add_button(tr("Stop following"), "stopFollowing", self._stop)
        self.add_button(tr("Close"), "closeFollowing", self.accept, main=True)
        self.table.itemSelectionChanged.connect(self._enable)
        self.resize(760, 320)
        self.refresh()

    def refresh(self) -> None:
        """Show how it is with each now."""
        states, before = self._states(), self._chosen()
        self.table.clear()
        for standing, problem in states:
            title = (
                tr(exports.FORMATS[standing.format].title)
                if standing.format in exports.FORMATS
                else standing.format
            )
            row = QTreeWidgetItem(
                [
                    standing.name or tr("All articles"),
                    standing.folder,
                    title,
                    tr("Waits") if problem else tr("Up to date"),
                ]
            )
            row.setData(0, _STANDING, standing)
            row.setToolTip(1, standing.folder)
            row.setToolTip(3, problem)
            self.table.addTopLevelItem(row)
            if standing == before or before is None:
                before = standing
                self.table.setCurrentItem(row)
        self.table.setVisible(bool(states))
        self.nothing.setVisible(not states)
        self._enable()

    def _chosen(self) -> StandingExport | None:
        rows = self.table.selectedItems()
        found = rows[0].data(0, _STANDING) if rows else None
        return found if isinstance(found, StandingExport) else None

    def _enable(self) -> None:
        for button in (self.open_button, self.stop_button):
            button.setEnabled(self._chosen() is not None)
        rows = self.table.selectedItems()
        self.problem.setText(rows[0].toolTip(3) if rows else "")
        self.problem.setVisible(bool(self.problem.text()))

    def _open(self) -> None:
        if standing := self._chosen():
            QDesktopServices.openUrl(QUrl.fromLocalFile(standing.folder))

    def _stop(self) -> None:
        if standing := self._chosen():
            self.stop_wanted.emit(standing)
