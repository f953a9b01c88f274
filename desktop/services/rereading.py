"""Make an article anew from its archived original: with what the program has learnt since, or more of the page."""

import re

from desktop.domain.changes import Changes
from desktop.domain.errors import UserError
from desktop.importers.base import Source
from desktop.importers.pool import ImportPool
from desktop.services import browse, versions
from desktop.storage.library import Library


def reread(library: Library, item_id: int, *, whole: bool = False) -> Changes:
    """A new version where the original gives another text or page now; annotations are carried over.

    ``whole``: of a web page all of it, not the article alone. Raises ``UserError`` where it cannot be read.
    """
    item, document = browse.item(library, item_id), browse.document(library, item_id)
    charset = re.search(r"charset=([\w-]+)", document.media_type)
    source = Source(
        browse.original(library, document.version_id),
        document.file_name,
        item.url,
        browse.resources(library, document.version_id),
        charset=charset[1] if charset else "",
        whole=whole,
    )
    with ImportPool(1) as pool:
        [(_, found)] = list(pool.read_all([source]))
    if isinstance(found, UserError):
        raise found
    if (found.text, found.html) == (document.text, document.html):
        return Changes()
    return versions.renew(library, item_id, found)
