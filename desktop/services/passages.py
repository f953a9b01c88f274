"""Where the annotated passages of a PDF stand on its pages, so that an export need not read those pages again."""

from contextlib import suppress

from desktop.domain.changes import Changes
from desktop.domain.errors import UserError
from desktop.domain.item import ItemType
from desktop.formats.pdf.document import PdfDocument
from desktop.services import browse
from desktop.storage import passages
from desktop.storage.library import Library


def settle(library: Library, item_id: int) -> None:
    """Find and keep the places of those passages that have none yet. Raises ``UserError`` where the PDF cannot be read
    or the library not written: an export does without."""
    if library.read_only or not (unread := passages.unread(library, item_id)):
        return
    document = browse.document(library, item_id)
    if document.type is not ItemType.PDF:
        return
    pdf = PdfDocument(browse.original(library, document.version_id), document.pages, document.text)
    try:
        found = {
            (start, end): pdf.places(start, end) for start, end in sorted(unread) if end <= len(document.text)
        }
    finally:
        pdf.close()
    passages.keep(library, document.version_id, found)


def settle_changed(library: Library, changes: Changes) -> None:
    """The same for all articles in which something was marked; what cannot be read or kept is left."""
    for item_id in sorted(changes.items) if changes.annotations else ():
        with suppress(UserError):
            settle(library, item_id)
