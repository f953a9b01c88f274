"""What an article is: title, creators, site, date, language, address."""

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from desktop.domain.item import Item
from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.words import tr

_DATE = re.compile(r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?)?")
_LANGUAGE = re.compile(r"(?:[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)?")


class DetailsDialog(FramedDialog):
    """Says which fields are to be changed; it writes nothing itself."""

    changed = Signal(int, dict)
    """Id of the article, and the fields that differ, as ``organize.edit_item`` takes them."""

    def __init__(self, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(tr("Article details"), parent)
        self._item = item
        self.fields = {
            "title": self._field(item.title, ""),
            "creators": self._field("; ".join(item.creators), tr("Names, with a semicolon between them")),
            "site": self._field(item.site, ""),
            "published": self._field(item.published, tr("Year, year-month or year-month-day")),
            "language": self._field(item.language, tr("Such as en, pt-BR, ar")),
            "url": self._field(item.url, ""),
        }
        labels = (tr("Title"), tr("Creators"), tr("Site"), tr("Published"), tr("Language"), tr("Address"))
        form = QFormLayout()
        form.setSpacing(8)
        for text, field in zip(labels, self.fields.values(), strict=True):
            field.setAccessibleName(text)
            form.addRow(text, field)
        self.problem = QLabel(self)
        self.problem.setObjectName("warning")
        self.problem.setWordWrap(True)
        self.body.addLayout(form)
        self.body.addWidget(self.problem)
        self.add_button(tr("Cancel"), "cancelDetails", self.reject)
        self.save = self.add_button(tr("Save"), "saveDetails", self._save, main=True)
        self._judge()
        self.setMinimumWidth(520)

    def _field(self, text: str, hint: str) -> QLineEdit:
        field = QLineEdit(text, self)
        field.setCursorPosition(0)
        field.setPlaceholderText(hint)
        field.textChanged.connect(self._judge)
        return field

    def _judge(self) -> None:
        """Say what cannot be saved, where it stands."""
        problem = ""
        if not self._text("title"):
            problem = tr("An article needs a title.")
        elif not _DATE.fullmatch(self._text("published")):
            problem = tr("A date is a year, a year and month, or a day: 2024, 2024-05 or 2024-05-31.")
        elif not _LANGUAGE.fullmatch(self._text("language")):
            problem = tr("A language is a code such as en, pt-BR or ar.")
        self.problem.setText(problem)
        self.save.setEnabled(not problem)

    def _text(self, name: str) -> str:
        return " ".join(self.fields[name].text().split())

    def _save(self) -> None:
        creators = tuple(name.strip() for name in self._text("creators").split(";") if name.strip())
        told = {name: self._text(name) for name in self.fields} | {"creators": creators}
        differing = {name: value for name, value in told.items() if value != getattr(self._item, name)}
        if differing:
            self.changed.emit(self._item.id, differing)
        self.accept()
