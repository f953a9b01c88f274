"""A library that cannot be opened: why, and what can be done."""

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from desktop.domain.errors import LibraryDamaged, LibraryInUse, LibraryUnavailable, UserError
from desktop.services.library import newest_backup, restore_backup
from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.words import message, moment, tr


class LibraryProblemDialog(FramedDialog):
    """Accepted: ``path`` is to be opened now. Rejected: the person gives up."""

    def __init__(self, problem: LibraryUnavailable, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(tr("The library cannot be opened"), parent)
        self.path = path
        self.text = QLabel(message(problem), self)
        self.text.setWordWrap(True)
        self.body.addWidget(self.text)
        self.add_button(tr("Quit"), "quitProblem", self.reject)
        self.add_button(tr("Open another library…"), "chooseLibrary", self._choose)
        if isinstance(problem, LibraryDamaged) and (backup := newest_backup(path)):
            self._offer_backup(backup)
        elif isinstance(problem, LibraryInUse):
            self.add_button(tr("Try again"), "tryAgain", self.accept, main=True)
        self.setMinimumWidth(520)

    def _offer_backup(self, backup: Path) -> None:
        made = moment(datetime.fromtimestamp(backup.stat().st_mtime).astimezone().isoformat())
        hint = tr(
            "The newest sound backup is of {when}. It can take the place of the damaged file, "
            "which is kept beside it under another name.",
            when=made,
        )
        label = QLabel(hint, self)
        label.setWordWrap(True)
        self.body.addWidget(label)
        self.add_button(tr("Open the backup"), "openBackup", lambda: self._restore(backup), main=True)

    def _restore(self, backup: Path) -> None:
        try:
            restore_backup(self.path, backup)
        except UserError as failure:
            self.text.setText(message(failure))
        else:
            self.accept()

    def _choose(self) -> None:
        kinds = tr("Libraries (*.florilegium);;All files (*)")
        name, _ = QFileDialog.getOpenFileName(self, tr("Open a library"), str(self.path.parent), kinds)
        if name:
            self.path = Path(name)
            self.accept()
