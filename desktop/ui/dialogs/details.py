"""What is known of an article, where each value was read, and a form to change it."""

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QScrollArea, QWidget

from desktop.domain.item import Item
from desktop.domain.metadata import DETAILS, Origin
from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.words import tr

_DATE = re.compile(r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?)?")
_LANGUAGE = re.compile(r"(?:[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)?")

_LABELS = {
    "title": "Title", "creators": "Creators", "site": "Site", "published": "Published", "revised": "Last changed",
    "language": "Language", "url": "Address", "DOI": "DOI", "arXiv": "arXiv", "PMID": "PubMed", "ISBN": "ISBN", "ISSN": "ISSN",
    "container-title": "Published in", "publisher": "Publisher", "publisher-place": "Place", "volume": "Volume",
    "issue": "Issue", "page": "Pages", "edition": "Edition", "genre": "Genre", "abstract": "Summary",
}  # fmt: skip
_HINTS = {
    "creators": "Names, with a semicolon between them",
    "published": "Year, year-month or year-month-day",
    "language": "Such as en, pt-BR, ar",
}
_ORIGINS = {
    Origin.PERSON: "you", Origin.BIBLIOGRAPHY: "bibliography", Origin.JSON_LD: "page’s linked data",
    Origin.HIGHWIRE: "page’s citation tags", Origin.DUBLIN_CORE: "Dublin Core tags", Origin.OPEN_GRAPH: "Open Graph tags",
    Origin.COINS: "hidden citation", Origin.META: "page’s head", Origin.XMP: "file’s XMP", Origin.DOCUMENT: "file’s properties",
    Origin.TEXT: "the text", Origin.ADDRESS: "the address", Origin.NAME: "file name", Origin.EXPORT: "other program",
}  # fmt: skip
_ALWAYS = ("title", "creators", "site", "published", "language", "url", "DOI", "container-title", "publisher")
"""The others are shown where they have a value."""


class DetailsDialog(FramedDialog):
    """Says which fields are to be changed; it writes nothing itself."""

    changed = Signal(int, dict)
    """Id of the article, and the fields that differ, as ``organize.edit_items`` takes them."""

    def __init__(self, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(tr("Article details"), parent)
        self._item = item
        self._told = {
            "title": item.title, "creators": "; ".join(item.creators), "site": item.site, "published": item.published,
            "language": item.language, "url": item.url, **{name: item.details.get(name, "") for name in DETAILS},
        }  # fmt: skip
        self.fields: dict[str, QLineEdit] = {}
        self.origins: dict[str, QLabel] = {}
        form = QWidget(self)
        grid = QGridLayout(form)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setSpacing(8)
        grid.setColumnStretch(1, 1)
        for name in _LABELS:
            if name in _ALWAYS or self._told[name]:
                self._add(grid, name)
        grid.setRowStretch(grid.rowCount(), 1)
        scroll = QScrollArea(self)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the focus
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(form)
        self.problem = QLabel(self)
        self.problem.setObjectName("warning")
        self.problem.setWordWrap(True)
        self.body.addWidget(scroll, 1)
        self.body.addWidget(self.problem)
        self.add_button(tr("Cancel"), "cancelDetails", self.reject)
        self.save = self.add_button(tr("Save"), "saveDetails", self._save, main=True)
        self._judge()
        self.resize(640, min(720, 150 + 38 * len(self.fields)))

    def _add(self, grid: QGridLayout, name: str) -> None:
        row = grid.rowCount()
        label = QLabel(tr(_LABELS[name]), self)
        field = QLineEdit(self._told[name], self)
        field.setCursorPosition(0)
        field.setPlaceholderText(tr(_HINTS[name]) if name in _HINTS else "")
        field.setAccessibleName(tr(_LABELS[name]))
        field.textChanged.connect(self._judge)
        label.setBuddy(field)
        origin = QLabel(self)
        origin.setObjectName("muted")
        origin.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading)
        for column, part in enumerate((label, field, origin)):
            grid.addWidget(part, row, column)
        self.fields[name], self.origins[name] = field, origin

    def _judge(self) -> None:
        """Say what cannot be saved, where it stands, and where each value comes from."""
        problem = ""
        if not self._text("title"):
            problem = tr("An article needs a title.")
        elif not all(
            _DATE.fullmatch(self._text(name)) for name in ("published", "revised") if name in self.fields
        ):
            problem = tr("A date is a year, a year and month, or a day: 2024, 2024-05 or 2024-05-31.")
        elif not _LANGUAGE.fullmatch(self._text("language")):
            problem = tr("A language is a code such as en, pt-BR or ar.")
        self.problem.setText(problem)
        self.save.setEnabled(not problem)
        for name, label in self.origins.items():
            label.setText(self._origin(name))

    def _origin(self, name: str) -> str:
        if self._text(name) != self._told[name]:
            return tr("from {origin}", origin=tr(_ORIGINS[Origin.PERSON]))
        told = self._item.origins.get(name, "")
        if not told or not self._told[name] or told not in list(Origin):
            return ""
        return tr("from {origin}", origin=tr(_ORIGINS[Origin(told)]))

    def _text(self, name: str) -> str:
        return " ".join(self.fields[name].text().split())

    def _save(self) -> None:
        differing: dict[str, object] = {}
        for name in self.fields:
            text = self._text(name)
            if text != " ".join(self._told[name].split()):
                differing[name] = text
        if "creators" in differing:
            names = self._text("creators").split(";")
            differing["creators"] = tuple(name.strip() for name in names if name.strip())
        if differing:
            self.changed.emit(self._item.id, differing)
        self.accept()
