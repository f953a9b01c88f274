"""An article's archived original: shown as it was, or made into the article anew."""

import re
from dataclasses import replace

from desktop.domain.changes import Changes
from desktop.domain.errors import UserError
from desktop.domain.item import Document, Item, OriginalPage
from desktop.importers.base import Source
from desktop.importers.page_files import named_as
from desktop.importers.pool import ImportPool
from desktop.importers.registry import original_of
from desktop.services import browse, versions
from desktop.storage.library import Library


def original_page(library: Library, item_id: int) -> OriginalPage | None:
    """The web page as it was laid out; None where the original is something else. Raises ``UserError``."""
    return original_of(_source(library, browse.item(library, item_id), browse.document(library, item_id)))


def reread(library: Library, item_id: int, *, whole: bool = False) -> Changes:
    """A new version where the original gives another text or page now; annotations are carried over.

    ``whole``: of a web page all of it, not the article alone. Raises ``UserError`` where it cannot be read.
    """
    return _renewed(library, item_id, whole=whole)


def read_parts(library: Library, item_id: int, parts: tuple[int, int]) -> Changes:
    """The same of what lies between two elements of a web page, both wholly, by their numbers."""
    return _renewed(library, item_id, parts=parts)


def _renewed(
    library: Library, item_id: int, *, whole: bool = False, parts: tuple[int, int] | None = None
) -> Changes:
    item, document = browse.item(library, item_id), browse.document(library, item_id)
    source = replace(_source(library, item, document), whole=whole, parts=parts)
    with ImportPool(1) as pool:
        [(_, found)] = list(pool.read_all([source]))
    if isinstance(found, UserError):
        raise found
    if (found.text, found.html) == (document.text, document.html):
        return Changes()
    return versions.renew(library, item_id, found)


def _source(library: Library, item: Item, document: Document) -> Source:
    """What the article was made of."""
    charset = re.search(r"charset=([\w-]+)", document.media_type)
    files = browse.resources(library, document.version_id)
    return Source(
        browse.original(library, document.version_id),
        document.file_name,
        item.url,
        {named_as(path): data for path, data in files.items()},
        charset=charset[1] if charset else "",
    )
