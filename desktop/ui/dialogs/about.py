"""What this program is, and where it keeps things."""

import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import PySide6
from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget

from desktop import paths
from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.words import tr


class AboutDialog(FramedDialog):
    """Its facts can be copied for a report."""

    def __init__(self, library: Path, parent: QWidget | None = None) -> None:
        super().__init__("Florilegium", parent)
        told = tr("Archive what you read, mark it, and find it again. Licence: Apache 2.0.")
        self.facts = "\n".join(
            (
                tr("Version {version}", version=_version()),
                f"Python {platform.python_version()} · Qt {qVersion()} · PySide {PySide6.__version__}",
                tr("Library: {path}", path=library),
                tr("Backups: {path}", path=paths.backups(library)),
                tr("Log: {path}", path=paths.logs()),
            )
        )
        for text in (told, self.facts):
            label = QLabel(text, self)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.body.addWidget(label)
        self.add_button(tr("Copy"), "copyFacts", lambda: QGuiApplication.clipboard().setText(self.facts))
        self.add_button(tr("Close"), "closeAbout", self.accept, main=True)
        self.setMinimumWidth(480)


def _version() -> str:
    try:
        return version("florilegium")
    except PackageNotFoundError:
        return tr("of a checkout")
