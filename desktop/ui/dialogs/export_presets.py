"""Choices of an export under names of one's own."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QInputDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.ui.words import tr


class PresetBar(QWidget):
    """Asks for a choice to keep, and tells which one is to be shown."""

    chosen = Signal(str)
    """A name."""
    save_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.names = QComboBox(self)
        self.names.setObjectName("exportPresets")
        self.names.setMinimumHeight(28)
        self.names.setAccessibleName(tr("Preset"))
        self.names.setPlaceholderText(tr("None"))
        self.save = QPushButton(tr("Save…"), self)
        self.save.setObjectName("saveExportPreset")
        self.remove = QPushButton(tr("Remove"), self)
        self.remove.setObjectName("removeExportPreset")
        for button in (self.save, self.remove):
            button.setAutoDefault(False)
        label = QLabel(tr("Preset"), self)
        label.setBuddy(self.names)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.names, 1)
        row.addWidget(self.save)
        row.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label)
        column.addLayout(row)
        self.names.activated.connect(lambda _place: self.chosen.emit(self.names.currentText()))
        self.save.clicked.connect(self._ask)
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(self.names.currentText()))

    def show_presets(self, presets: Mapping[str, Mapping[str, Any]], current: str = "") -> None:
        self.names.clear()
        self.names.addItems(sorted(presets, key=str.casefold))
        self.names.setCurrentIndex(self.names.findText(current) if current else -1)
        self.settle()

    def settle(self) -> None:
        self.names.setEnabled(self.names.count() > 0)
        self.remove.setEnabled(self.names.currentIndex() >= 0)

    def leave(self) -> None:
        """What is chosen now is no preset any more."""
        self.names.setCurrentIndex(-1)
        self.settle()

    def _ask(self) -> None:
        name, wanted = QInputDialog.getText(
            self, tr("Save as a preset"), tr("Name"), text=self.names.currentText()
        )
        if wanted and name.strip():
            self.save_wanted.emit(" ".join(name.split()))
