"""Files of other contents stand where an export would go: both stay, or they are replaced."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from desktop.exporters.base import Existing
from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.words import counted, tr

_MOST_NAMED = 6


class OverwriteDialog(FramedDialog):
    settled = Signal(Existing)

    def __init__(self, files: Sequence[Path], parent: QWidget | None = None) -> None:
        title = counted(
            len(files), "{n} file of this name is there already", "{n} files of these names are there already"
        )
        super().__init__(title, parent)
        self.setObjectName("overwriteDialog")
        lines = [f"• {path.name}" for path in files[:_MOST_NAMED]]
        if more := len(files) - _MOST_NAMED:
            lines += [counted(more, "and {n} more", "and {n} more")] if more > 0 else []
        lines += [
            "",
            counted(
                len(files),
                "It is no earlier export. Keep both: the new one gets a number.",
                "They are no earlier exports. Keep both: the new ones get a number.",
            ),
        ]
        text = QLabel("\n".join(lines), self)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        text.setMinimumWidth(380)
        self.body.addWidget(text)
        self.add_button(tr("Cancel"), "cancelOverwrite", self.reject)
        self.add_button(tr("Replace"), "replaceFiles", lambda: self._settle(Existing.REPLACE))
        keep = self.add_button(tr("Keep both"), "keepFiles", lambda: self._settle(Existing.KEEP), main=True)
        keep.setFocus()

    def _settle(self, existing: Existing) -> None:
        self.accept()
        self.settled.emit(existing)
