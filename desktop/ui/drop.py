"""What is dropped or pasted, as sources of an import; and the veil that says so while hovering."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QLabel, QWidget

from desktop.services.imports import PastedText
from desktop.ui.models.items import ITEMS
from desktop.ui.models.places import COLLECTION
from desktop.ui.words import counted

Source = str | Path | PastedText


def sources_of(data: QMimeData) -> list[Source]:
    """Files, folders, addresses, or the HTML or text itself; nothing for what is dragged within."""
    if data.hasFormat(ITEMS) or data.hasFormat(COLLECTION):
        return []
    if data.hasUrls():
        return [Path(url.toLocalFile()) if url.isLocalFile() else url.toString() for url in data.urls()]
    if data.hasHtml():
        return [PastedText(data.text(), html=data.html())]
    return [PastedText(data.text())] if data.text().strip() else []


class DropVeil(QLabel):
    """Lies over the window while something importable hovers; lets the mouse through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.setObjectName("dropVeil")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAutoFillBackground(True)
        self.hide()

    def announce(self, count: int) -> None:
        self.setText(
            counted(count, "Import {n} article into the library", "Import {n} sources into the library")
        )
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()
