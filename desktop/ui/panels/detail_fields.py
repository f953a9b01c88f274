"""The fields in which an article's values are changed: each with its name, and where its value was read."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.metadata import Origin
from desktop.ui.reading.own_keys import keeps
from desktop.ui.words import tr

LABELS = {
    "title": "Title", "creators": "Creators", "site": "Site", "published": "Published", "revised": "Last changed",
    "language": "Language", "url": "Address", "DOI": "DOI", "arXiv": "arXiv", "PMID": "PubMed", "ISBN": "ISBN",
    "ISSN": "ISSN", "container-title": "Published in", "publisher": "Publisher", "publisher-place": "Place",
    "volume": "Volume", "issue": "Issue", "page": "Pages", "edition": "Edition", "genre": "Genre", "abstract": "Summary",
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


class _Line(QLineEdit):
    """Esc takes back what was typed."""

    given_up = Signal()

    def event(self, event: QEvent) -> bool:
        return (self.isModified() and keeps(event, Qt.Key.Key_Escape)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class DetailField(QWidget):
    """One value of one article, or of several."""

    committed = Signal(str)
    """Name of the field: Enter was pressed, or it was left, with another text than before."""
    touched = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._told: str | None = ""
        self._origin = ""
        label = QLabel(tr(LABELS[name]), self)
        label.setObjectName("small")
        self.origin = QLabel(self)
        self.origin.setObjectName("smallMuted")
        self.line = _Line(self)
        self.line.setObjectName(f"detail-{name}")
        self.line.setAccessibleName(tr(LABELS[name]))
        self.line.textEdited.connect(self._touched)
        self.line.editingFinished.connect(self._finished)
        self.line.given_up.connect(self.take_back)
        label.setBuddy(self.line)
        self.problem = QLabel(self)
        self.problem.setObjectName("warning")
        self.problem.setWordWrap(True)
        self.problem.hide()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label)
        head.addStretch(1)
        head.addWidget(self.origin)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.line)
        column.addWidget(self.problem)

    def show_value(self, value: str | None, origin: str, *, anew: bool) -> None:
        """None: the articles differ. What is being typed stays, unless other articles are shown (``anew``)."""
        typing = self.changed() and not anew
        self._told, self._origin = value, origin
        if not typing:
            self.line.setText(value or "")
            self.line.setCursorPosition(0)
            self.line.setModified(False)
            self.problem.hide()
        self.line.setPlaceholderText(tr("Several values") if value is None else tr(_HINTS.get(self.name, "")))
        self._tell_origin()

    def changed(self) -> bool:
        return self.line.isModified() and self.text() != " ".join((self._told or "").split())

    def text(self) -> str:
        return " ".join(self.line.text().split())

    def value(self) -> object:
        """As ``organize.edit_items`` takes it."""
        if self.name == "creators":
            return tuple(name.strip() for name in self.text().split(";") if name.strip())
        return self.text()

    def take_back(self) -> None:
        self.show_value(self._told, self._origin, anew=True)
        self.touched.emit()

    def settle(self) -> None:
        """What was typed is written."""
        self._told = self.text()
        self._origin = Origin.PERSON
        self.line.setModified(False)
        self._tell_origin()

    def tell(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.show()

    def _touched(self) -> None:
        self.problem.hide()
        self._tell_origin()
        self.touched.emit()

    def _finished(self) -> None:
        if self.changed():
            self.committed.emit(self.name)

    def _tell_origin(self) -> None:
        origin = str(Origin.PERSON) if self.changed() else self._origin if self._told else ""
        known = origin in list(Origin)
        self.origin.setText(tr("from {origin}", origin=tr(_ORIGINS[Origin(origin)])) if known else "")
