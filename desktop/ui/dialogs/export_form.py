"""The choices of an export: format, files, name, folder."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.exporters.base import ExportOptions, HtmlPrinter
from desktop.ui.words import tr

_TITLES = {
    "markdown": "Markdown",
    "pdf": "Annotated PDF",
    "html": "Web page",
    "json": "JSON",
    "jsonld": "W3C Web Annotation",
    "csv": "Table (CSV)",
    "bibtex": "BibTeX",
    "ris": "RIS",
    "csl-json": "CSL JSON",
    "docx": "Word document",
    "qdpx": "REFI-QDA project",
}


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What was chosen."""

    format: str
    one_file: bool
    annotator: str
    folder: Path
    open_folder: bool

    def options(self, printer: HtmlPrinter | None) -> ExportOptions:
        return ExportOptions(one_file=self.one_file, creator=self.annotator, printer=printer)


def format_title(name: str) -> str:
    """A format as people call it."""
    return tr(_TITLES.get(name, name))


class ExportForm(QWidget):
    """One column of labelled fields."""

    changed = Signal()
    browse_wanted = Signal()

    def __init__(self, single: dict[str, bool], choice: ExportChoice, parent: QWidget | None = None) -> None:
        """``single``: the formats, and whether each can put several articles into one file."""
        super().__init__(parent)
        self._single = single
        self.format = QComboBox(self)
        self.format.setObjectName("exportFormat")
        self.format.setMinimumHeight(28)
        for name in single:
            self.format.addItem(format_title(name), name)
        self.per_article = QRadioButton(tr("One file per article"), self)
        self.per_article.setObjectName("exportPerArticle")
        self.one_file = QRadioButton(tr("One file for all"), self)
        self.one_file.setObjectName("exportOneFile")
        group = QButtonGroup(self)
        group.addButton(self.per_article)
        group.addButton(self.one_file)
        self.annotator = QLineEdit(self)
        self.annotator.setObjectName("exportAnnotator")
        self.annotator.setPlaceholderText(tr("Stands beside the annotations"))
        self.folder = QLineEdit(self)
        self.folder.setObjectName("exportFolder")
        self.browse = QPushButton(tr("Choose…"), self)
        self.open_folder = QCheckBox(tr("Open the folder afterwards"), self)
        self._arrange()
        self._show(choice)
        self.format.currentIndexChanged.connect(self._settle)
        self.one_file.toggled.connect(lambda _on: self.changed.emit())
        self.annotator.textChanged.connect(lambda _text: self.changed.emit())
        self.folder.textChanged.connect(lambda _text: self.changed.emit())
        self.browse.clicked.connect(self.browse_wanted)
        self._settle()

    def choice(self) -> ExportChoice:
        return ExportChoice(
            format=self.format.currentData() or "",
            one_file=self.one_file.isChecked() and self.one_file.isEnabled(),
            annotator=self.annotator.text().strip(),
            folder=Path(self.folder.text().strip()).expanduser(),
            open_folder=self.open_folder.isChecked(),
        )

    def is_complete(self) -> bool:
        return bool(self.format.currentData() and self.folder.text().strip())

    def _show(self, choice: ExportChoice) -> None:
        self.format.setCurrentIndex(max(self.format.findData(choice.format), 0))
        self.one_file.setChecked(choice.one_file)
        self.per_article.setChecked(not choice.one_file)
        self.annotator.setText(choice.annotator)
        self.folder.setText(str(choice.folder))
        self.open_folder.setChecked(choice.open_folder)

    def _settle(self) -> None:
        self.one_file.setEnabled(self._single.get(self.format.currentData(), False))
        if not self.one_file.isEnabled():
            self.per_article.setChecked(True)
        self.changed.emit()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._labelled(column, tr("Format"), self.format)
        column.addSpacing(12)
        column.addWidget(self.per_article)
        column.addWidget(self.one_file)
        column.addSpacing(12)
        self._labelled(column, tr("Your name"), self.annotator)
        column.addSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._labelled(column, tr("Folder"), self.folder, row)
        row.addWidget(self.browse)
        column.addSpacing(4)
        column.addWidget(self.open_folder)
        column.addStretch(1)

    def _labelled(
        self, column: QVBoxLayout, text: str, field: QWidget, row: QHBoxLayout | None = None
    ) -> None:
        """A label over its field; ``row``: where more stands beside the field."""
        label = QLabel(text, self)
        label.setBuddy(field)
        label.setAlignment(Qt.AlignmentFlag.AlignLeading)
        field.setAccessibleName(text)
        column.addWidget(label)
        if row is None:
            column.addWidget(field)
        else:
            row.addWidget(field, 1)
            column.addLayout(row)
