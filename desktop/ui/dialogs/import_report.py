"""What became of an import in which not all went well."""

from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QPushButton, QVBoxLayout, QWidget

from desktop.services.imports import ImportReport
from desktop.ui.words import counted, tr


def summary(report: ImportReport) -> str:
    """Counts of what was imported, was there already, and could not be imported."""
    status = [entry.status for entry in report.entries]
    parts = [counted(status.count("imported"), "{n} article imported", "{n} articles imported")]
    if there := status.count("duplicate"):
        parts.append(counted(there, "{n} already in the library", "{n} already in the library"))
    if failed := status.count("failed"):
        parts.append(counted(failed, "{n} could not be imported", "{n} could not be imported"))
    return " · ".join(parts)


class ImportReportDialog(QDialog):
    """The counts, and on demand each source with its reason."""

    def __init__(self, report: ImportReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Import"))
        self.which = QListWidget(self)
        self.which.setVisible(False)
        for entry in report.entries:
            if entry.status == "failed":
                self.which.addItem(f"{entry.source}: {entry.reason}")
        show = QPushButton(tr("Show which"), self)
        show.clicked.connect(lambda: self.which.setVisible(self.which.isHidden()))
        close = QPushButton(tr("Close"), self)
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        for part in (QLabel(summary(report), self), self.which, show, close):
            column.addWidget(part)
