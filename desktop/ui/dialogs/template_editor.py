"""Writing a template of one's own: the text, what it gives for the first article, and what it can use."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.errors import UserError
from desktop.services import templates
from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.words import message, tr

_PAUSE = 250
"""Milliseconds without a key before the preview is made anew."""

Shown = Callable[[str], None]
Try = Callable[[str, Shown, Shown], None]
"""Fill in a template's text; the outcome, or what is wrong, goes to one of the two."""


class TemplateEditor(FramedDialog):
    """``kept`` tells the file."""

    kept = Signal(Path)

    def __init__(self, name: str, text: str, try_out: Try, parent: QWidget | None = None) -> None:
        super().__init__(tr("Template"), parent)
        self.setObjectName("templateEditor")
        self._try_out, self._known_as = try_out, name
        self.name = QLineEdit(name, self)
        self.name.setObjectName("templateName")
        self.name.setAccessibleName(tr("Name"))
        self.name.setPlaceholderText(tr("Name of the template"))
        self.text = self._field("templateText", tr("Template"))
        self.text.setPlainText(text)
        self.preview = self._field("templatePreview", tr("Preview of the first article"))
        self.preview.setReadOnly(True)
        self.problem = QLabel(self)
        self.problem.setObjectName("templateProblem")
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setAccessibleName(tr("Problem"))
        self._arrange()
        self.add_button(tr("Cancel"), "cancelTemplate", self.reject)
        self.keep_button = self.add_button(tr("Keep"), "keepTemplate", self._keep, main=True)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._ask)
        self.text.textChanged.connect(self._pause.start)
        self.name.textChanged.connect(lambda _text: self._enable())
        self._enable()
        self._ask()
        self.text.setFocus()
        self.resize(1040, 680)

    def done(self, result: int) -> None:
        self._pause.stop()
        super().done(result)

    def _field(self, name: str, title: str) -> QPlainTextEdit:
        field = QPlainTextEdit(self)
        field.setObjectName(name)
        field.setAccessibleName(title)
        field.setTabChangesFocus(True)
        field.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        return field

    def _arrange(self) -> None:
        self.body.addWidget(self.name)
        texts = QSplitter(Qt.Orientation.Vertical, self)
        texts.addWidget(self._titled(tr("Template"), self.text))
        texts.addWidget(self._titled(tr("Preview of the first article"), self.preview))
        texts.setSizes([360, 220])
        across = QSplitter(Qt.Orientation.Horizontal, self)
        across.addWidget(texts)
        table = self._variables()
        across.addWidget(self._titled(tr("What it can use: Enter inserts it"), table, self.meaning))
        across.setSizes([640, 380])
        self.body.addWidget(across, 1)
        self.body.addWidget(self.problem)

    def _titled(self, title: str, widget: QWidget, below: QWidget | None = None) -> QWidget:
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(8 if below else 0, 0, 0, 0)
        column.setSpacing(4)
        label = QLabel(title, box)
        label.setBuddy(widget)
        column.addWidget(label)
        column.addWidget(widget, 1)
        if below:
            column.addWidget(below)
        return box

    def _variables(self) -> QTreeWidget:
        table = QTreeWidget(self)
        table.setObjectName("templateVariables")
        table.setAccessibleName(tr("What a template can use"))
        table.setColumnCount(2)
        table.setHeaderLabels([tr("Write"), tr("It means")])
        table.setRootIsDecorated(False)
        table.setWordWrap(True)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for name, meaning in templates.variables.items():
            row = QTreeWidgetItem([name, tr(meaning)])
            row.setToolTip(1, tr(meaning))
            table.addTopLevelItem(row)
        table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.meaning = QLabel(self)
        self.meaning.setObjectName("templateMeaning")
        self.meaning.setWordWrap(True)
        self.meaning.setMinimumHeight(3 * self.meaning.fontMetrics().height())
        self.meaning.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        table.currentItemChanged.connect(lambda row, _before: self.meaning.setText(row.text(1)))
        table.setCurrentIndex(table.model().index(0, 0))
        table.itemActivated.connect(lambda row, _column: self._insert(row.text(0)))
        self.variables = table
        return table

    def _insert(self, name: str) -> None:
        if name.startswith("|"):
            self.text.insertPlainText(f" {name}")
        elif name.startswith("block"):
            self.text.insertPlainText("{% call block(annotation) %}\n{% endcall %}")
        else:
            self.text.insertPlainText(f"{{{{ {name} }}}}")
        self.text.setFocus()

    def _enable(self) -> None:
        self.keep_button.setEnabled(bool(self.name.text().strip()))

    def _ask(self) -> None:
        self._try_out(self.text.toPlainText(), self._show, self._tell)

    def _show(self, text: str) -> None:
        self.problem.clear()
        bar = self.preview.verticalScrollBar()
        place = bar.value()
        self.preview.setPlainText(text)
        bar.setValue(place)

    def _tell(self, problem: str) -> None:
        """What was right before stays in sight."""
        self.problem.setText(problem)

    def _keep(self) -> None:
        if templates.is_taken(self.name.text(), self._known_as):
            self._tell(tr("There is another template of this name. Give this one a name of its own."))
            self.name.setFocus()
            return
        try:
            file = templates.keep(self.name.text(), self.text.toPlainText())
        except UserError as problem:
            self._tell(message(problem))
            return
        self.kept.emit(file)
        self.accept()
