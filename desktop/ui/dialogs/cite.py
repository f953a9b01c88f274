"""Articles as citations and as a bibliography, in the style of one's choice."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QTextBrowser, QWidget

from desktop.exporters.citations import STYLES, SetText
from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.words import counted, tr

Compose = Callable[[str, Callable[[list[SetText]], None]], None]
"""A style, and what takes its texts: the citation of the first article, then the entries."""


class CiteDialog(FramedDialog):
    """What is copied goes as plain text, and with italics for programs that take them."""

    style_chosen = Signal(str)

    def __init__(self, count: int, style: str, compose: Compose, parent: QWidget | None = None) -> None:
        super().__init__(counted(count, "Cite {n} article", "Cite {n} articles"), parent)
        self._compose, self._texts = compose, list[SetText]()
        self.style_box = QComboBox(self)
        self.style_box.setObjectName("citeStyle")
        self.style_box.setAccessibleName(tr("Style"))
        self.style_box.setMinimumHeight(28)
        for name, title in STYLES.items():
            self.style_box.addItem(title, name)
        self.style_box.setCurrentIndex(max(self.style_box.findData(style), 0))
        label = QLabel(tr("Style"), self)
        label.setBuddy(self.style_box)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.style_box, 1)
        self.shown = QTextBrowser(self)
        self.shown.setObjectName("citeShown")
        self.shown.setAccessibleName(tr("Citation and bibliography"))
        self.shown.setOpenLinks(False)
        self.body.addLayout(row)
        self.body.addWidget(self.shown, 1)
        self.add_button(tr("Close"), "closeCite", self.reject)
        self.citation = self.add_button(tr("Copy citation"), "copyCitation", self._copy_citation)
        self.citation.setVisible(count == 1)
        words = tr("Copy reference") if count == 1 else tr("Copy bibliography")
        self.bibliography = self.add_button(words, "copyBibliography", self._copy_bibliography, main=True)
        self.style_box.currentIndexChanged.connect(self._choose)
        self.resize(560, 360)
        self._ask()

    def _choose(self) -> None:
        self.style_chosen.emit(self.style_box.currentData())
        self._ask()

    def _ask(self) -> None:
        self._compose(self.style_box.currentData(), self._show)

    def _show(self, texts: list[SetText]) -> None:
        self._texts = texts
        for button in (self.citation, self.bibliography):
            button.setEnabled(bool(texts))
        first = f"<p>{texts[0].html}</p><hr>" if texts and not self.citation.isHidden() else ""
        entries = "".join(f'<p style="margin-bottom: 8px">{text.html}</p>' for text in texts[1:])
        self.shown.setHtml(first + entries)

    def _copy_citation(self) -> None:
        _copy(self._texts[:1])

    def _copy_bibliography(self) -> None:
        _copy(self._texts[1:])


def _copy(texts: Sequence[SetText]) -> None:
    data = QMimeData()
    data.setText("\n".join(text.plain for text in texts))
    data.setHtml("".join(f"<p>{text.html}</p>" for text in texts))
    QGuiApplication.clipboard().setMimeData(data)
