"""Which reader shows which type of document."""

from PySide6.QtWidgets import QWidget

from desktop.domain.item import ItemType, OriginalPage
from desktop.reader.base import DocumentSource, ReaderView
from desktop.reader.pdf.view import PdfReaderView
from desktop.reader.web.original import OriginalReaderView
from desktop.reader.web.view import WebReaderView

_VIEWS: dict[ItemType, type[WebReaderView] | type[PdfReaderView]] = {ItemType.PDF: PdfReaderView}


def view_for(
    kind: ItemType, source: DocumentSource, original: OriginalPage | None, parent: QWidget
) -> ReaderView:
    """A new reader; every type without pages is of the HTML family. ``original``: the archived page, where it
    is to be shown."""
    if original:
        return OriginalReaderView(source, original, parent)
    return _VIEWS.get(kind, WebReaderView)(source, parent)
