"""A library that is open turned out to be damaged: what happened, what is kept, what can be done."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QWidget

from desktop.services.library import Damage
from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.words import apart, moment, tr

_TOLD = 12
"""Lines of what is wrong that are shown."""


class DamageDialog(FramedDialog):
    """Nothing is done to the library itself: a backup opens as a copy, beside it."""

    backup_wanted = Signal(object)
    """The ``Path`` of the backup that is to be opened as a copy."""

    def __init__(self, name: str, damage: Damage, parent: QWidget | None = None) -> None:
        super().__init__(tr("“{name}” is damaged", name=apart(name)), parent)
        self._tell(
            tr(
                "Parts of the library's file cannot be read as they were written. A failing disk can do that, or a program "
                "that changed the file."
            )
        )
        self._tell(
            tr(
                "The file was left as it is. What can be read goes on being shown and exported here; from now on no backup is "
                "made of it, so that the sound ones stay."
            )
        )
        if damage.backup:
            made = datetime.fromtimestamp(damage.backup.stat().st_mtime).astimezone().isoformat()
            self._tell(
                tr(
                    "The newest sound backup is of {when}. Open a copy of it, and take in from here what came later: "
                    "File > Take in another library.",
                    when=moment(made),
                )
            )
        else:
            self._tell(
                tr(
                    "There is no sound backup. Make a new library and take this one in: File > Take in another library. "
                    "What can be read comes along."
                )
            )
        if damage.problems:
            rest = len(damage.problems) - _TOLD
            more = [tr("{n} more", n=rest)] if rest > 0 else []
            details = self._tell("\n".join([*damage.problems[:_TOLD], *more]))
            details.setObjectName("smallMuted")
            details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.add_button(tr("Go on"), "goOn", self.reject, main=damage.backup is None)
        if damage.backup:
            self._offer(damage.backup)
        self.setMinimumWidth(520)

    def _tell(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        self.body.addWidget(label)
        return label

    def _offer(self, backup: Path) -> None:
        folder = QUrl.fromLocalFile(str(backup.parent))
        self.add_button(tr("Show the backups"), "showBackups", lambda: QDesktopServices.openUrl(folder))
        self.add_button(tr("Open a copy of the backup"), "openCopy", lambda: self._open(backup), main=True)

    def _open(self, backup: Path) -> None:
        self.backup_wanted.emit(backup)
        self.accept()
