"""Which reader shows which type of document."""

from PySide6.QtWidgets import QWidget

from desktop.domain.item import ItemType
from desktop.reader.base import DocumentSource, ReaderView
from desktop.reader.pdf.view import PdfReaderView
from desktop.reader.web.view import WebReaderView

_VIEWS: dict[ItemType, type[WebReaderView] | type[PdfReaderView]] = {ItemType.PDF: PdfReaderView}


def view_for(kind: ItemType, source: DocumentSource, parent: QWidget) -> ReaderView:
    """A new reader; every type without pages is of the HTML family."""
    return _VIEWS.get(kind, WebReaderView)(source, parent)
