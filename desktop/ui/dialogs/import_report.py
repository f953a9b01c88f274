"""What became of an import in which not all went well."""

from pathlib import PurePath

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.services.imports import ImportEntry, ImportReport
from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.words import counted, tr


def summary(report: ImportReport) -> str:
    """Counts of what was imported, was there already, and could not be imported."""
    status = [entry.status for entry in report.entries]
    parts = [counted(status.count("imported"), "{n} article imported", "{n} articles imported")]
    if renewed := status.count("updated"):
        parts.append(counted(renewed, "{n} got a new version", "{n} got a new version"))
    if there := status.count("duplicate"):
        parts.append(counted(there, "{n} already in the library", "{n} already in the library"))
    if failed := status.count("failed"):
        parts.append(counted(failed, "{n} could not be imported", "{n} could not be imported"))
    if stopped := status.count("cancelled"):
        parts.append(counted(stopped, "{n} not reached", "{n} not reached"))
    return " · ".join(parts)


class ImportReportDialog(FramedDialog):
    """The counts, and each source that failed with its reason."""

    def __init__(self, report: ImportReport, parent: QWidget | None = None) -> None:
        super().__init__(summary(report), parent)
        self.setWindowTitle(tr("Import"))
        failed = [entry for entry in report.entries if entry.status == "failed"]
        self.which = QPlainTextEdit("\n\n".join(map(_said, failed)), self)
        self.which.setReadOnly(True)
        self.which.setAccessibleName(tr("What could not be imported"))
        self.body.addWidget(self.which, 1)
        self.add_button(tr("Copy the list"), "copyReport", self._copy)
        self.add_button(tr("Close"), "closeReport", self.accept, main=True)
        self.resize(560, 360)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.which.toPlainText())


def _said(entry: ImportEntry) -> str:
    name = PurePath(entry.source).name or entry.source
    folder = entry.source.removesuffix(name)
    return f"{name}\n    {entry.reason}" + (f"\n    {folder}" if folder else "")
