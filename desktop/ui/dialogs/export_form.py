"""The choices of an export: format, files, name, folder."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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

from desktop.exporters.base import Existing, Exporter, ExportOptions, Grouping, HtmlPrinter
from desktop.exporters.options import Value
from desktop.services import templates
from desktop.ui.dialogs.export_options import OptionFields
from desktop.ui.words import tr


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What was chosen."""

    format: str
    one_file: bool
    annotator: str
    folder: Path
    open_folder: bool
    provenance: bool = False
    chosen: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    """Values of the formats' own options."""
    template: str = ""
    """A file of the person's own; empty: the one that comes with the format."""

    def options(
        self, printer: HtmlPrinter | None, name: str = "", existing: Existing = Existing.KEEP
    ) -> ExportOptions:
        """``name``: what the articles are together."""
        return ExportOptions(
            one_file=self.one_file,
            existing=existing,
            template=Path(self.template) if self.template else None,
            creator=self.annotator,
            name=name,
            provenance=self.provenance,
            chosen=self.chosen.get(self.format, {}),
            printer=printer,
        )


class ExportForm(QWidget):
    """One column of labelled fields."""

    changed = Signal()
    browse_wanted = Signal()
    edit_wanted = Signal()
    """The template."""

    def __init__(
        self, exporters: Mapping[str, Exporter], choice: ExportChoice, parent: QWidget | None = None
    ) -> None:
        """``exporters``: by the names of their formats."""
        super().__init__(parent)
        self._exporters = exporters
        self.format = QComboBox(self)
        self.format.setObjectName("exportFormat")
        self.format.setMinimumHeight(28)
        for name, exporter in exporters.items():
            self.format.addItem(tr(exporter.title), name)
        self.options = OptionFields(choice.chosen, self)
        self.template = QComboBox(self)
        self.template.setObjectName("exportTemplate")
        self.template.setMinimumHeight(28)
        self.template.setAccessibleName(tr("Template"))
        self.edit_template = QPushButton(tr("Edit…"), self)
        self.edit_template.setObjectName("editTemplate")
        self.edit_template.setAutoDefault(False)
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
        self.browse.setAutoDefault(False)
        self.provenance = QCheckBox(tr("Write a provenance sheet beside them"), self)
        self.provenance.setObjectName("exportProvenance")
        self.provenance.setToolTip(tr("Addresses, times of capture, and SHA-256 sums, to be checked later"))
        self._arrange()
        self.show_templates(choice.template)
        self.show_choice(choice)
        self.format.currentIndexChanged.connect(self._settle)
        self.one_file.toggled.connect(self._group)
        self.options.changed.connect(self.changed)
        self.template.currentIndexChanged.connect(lambda _place: self.changed.emit())
        self.edit_template.clicked.connect(self.edit_wanted)
        self.annotator.textChanged.connect(lambda _text: self.changed.emit())
        self.folder.textChanged.connect(lambda _text: self.changed.emit())
        self.browse.clicked.connect(self.browse_wanted)
        self._settle()

    def choice(self) -> ExportChoice:
        return ExportChoice(
            format=self.format.currentData() or "",
            one_file=self.one_file.isChecked(),
            annotator=self.annotator.text().strip(),
            folder=Path(self.folder.text().strip()).expanduser(),
            open_folder=self.open_folder.isChecked(),
            provenance=self.provenance.isChecked(),
            chosen=self.options.all_values(),
            template=(self.template.currentData() or "") if self._exporter().templated else "",
        )

    def show_templates(self, current: str = "") -> None:
        """Those that there are now."""
        self.template.clear()
        self.template.addItem(tr("As it comes"), "")
        for name, path in templates.own().items():
            self.template.addItem(name, str(path))
        self.template.setCurrentIndex(max(self.template.findData(current), 0))

    def _exporter(self) -> Exporter:
        return self._exporters[self.format.currentData()]

    def is_complete(self) -> bool:
        return bool(self.format.currentData() and self.folder.text().strip())

    def show_choice(self, choice: ExportChoice) -> None:
        """As if the person had chosen it."""
        self.options.take(choice.chosen)
        self.template.setCurrentIndex(max(self.template.findData(choice.template), 0))
        self.format.setCurrentIndex(max(self.format.findData(choice.format), 0))
        self.one_file.setChecked(choice.one_file)
        self.per_article.setChecked(not choice.one_file)
        self.annotator.setText(choice.annotator)
        self.folder.setText(str(choice.folder))
        self.open_folder.setChecked(choice.open_folder)
        self.provenance.setChecked(choice.provenance)

    def _settle(self) -> None:
        exporter = self._exporter()
        for widget in (self._template_label, self.template, self.edit_template):
            widget.setVisible(exporter.templated)
        self.one_file.setEnabled(exporter.grouping is not Grouping.EACH)
        self.per_article.setEnabled(exporter.grouping is not Grouping.TOGETHER)
        if not self.one_file.isEnabled():
            self.per_article.setChecked(True)
        elif not self.per_article.isEnabled():
            self.one_file.setChecked(True)
        self.options.show_options(exporter.name, exporter.options)
        self._group(self.one_file.isChecked())

    def _group(self, one_file: bool) -> None:
        self.options.set_one_file(one_file)
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
        column.addWidget(self.options)
        column.addSpacing(8)
        with_template = QHBoxLayout()
        with_template.setSpacing(8)
        self._template_label = self._labelled(column, tr("Template"), self.template, with_template)
        with_template.addWidget(self.edit_template)
        column.addSpacing(12)
        self._labelled(column, tr("Your name"), self.annotator)
        column.addSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._labelled(column, tr("Folder"), self.folder, row)
        row.addWidget(self.browse)
        column.addSpacing(4)
        column.addWidget(self.open_folder)
        column.addWidget(self.provenance)
        column.addStretch(1)

    def _labelled(
        self, column: QVBoxLayout, text: str, field: QWidget, row: QHBoxLayout | None = None
    ) -> QLabel:
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
        return label
