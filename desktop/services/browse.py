"""Look at what the library holds."""

from collections.abc import Container, Iterable, Sequence
from functools import partial
from urllib.parse import unquote

from desktop.domain.annotation import Annotation
from desktop.domain.changes import Changes
from desktop.domain.errors import UserError
from desktop.domain.item import Document, Item, ItemSummary, ItemType, ReadingPosition
from desktop.domain.organize import Collection, LibraryCounts, Note, SavedSearch, Tag
from desktop.exporters.base import ExportArticle
from desktop.services import colors
from desktop.storage import items as item_rows
from desktop.storage import passages, places, shelves
from desktop.storage import tags as tag_rows
from desktop.storage.library import Library

_MOST_BY_ID = 200
"""Where more are unknown, all are read."""


def items(
    library: Library, query: str = "", *, within: str = "", sort: str = "added", descending: bool = True
) -> list[ItemSummary]:
    """What the query finds, among what another one finds (``within``); without the trash unless one of them
    asks ``is:trashed``. Raises ``QueryError``."""
    return shelves.items(library, query, within, sort, descending)


def item(library: Library, item_id: int) -> Item:
    return summary(library, item_id).item


def items_by_id(library: Library, ids: Iterable[int]) -> list[Item]:
    """Those that there are, in no order."""
    return item_rows.items(library, ids)


def summary(library: Library, item_id: int) -> ItemSummary:
    found = shelves.summary(library, item_id)
    if found is None:
        raise UserError("There is no article {id} in the library.", id=item_id)
    return found


def document(library: Library, item_id: int) -> Document:
    found = item_rows.document(library, item_id)
    if found is None:
        raise UserError("There is no article {id} in the library.", id=item_id)
    return found


def version_id(library: Library, item_id: int) -> int:
    """Of the version that is read; 0 where there is no such article."""
    return item_rows.version_id(library, item_id)


def annotations(library: Library, item_id: int) -> list[Annotation]:
    """In document order, without the trash."""
    return shelves.annotations(library, "item_id = ? AND trashed = ''", [item_id])


def annotations_renewed(
    library: Library, item_id: int, known: Sequence[Annotation], changed: Container[int]
) -> list[Annotation]:
    """The same as ``annotations`` gives, of which only those that changed are read."""
    there = {one.id: one for one in known if one.id not in changed}
    ordered = shelves.annotation_ids(library, item_id)
    unknown = [id_ for id_ in ordered if id_ not in there]
    if len(unknown) > _MOST_BY_ID:
        return annotations(library, item_id)
    condition = f"id IN ({', '.join('?' * len(unknown))})"
    there |= {one.id: one for one in shelves.annotations(library, condition, unknown)}
    return [there[id_] for id_ in ordered if id_ in there]


def annotation(library: Library, annotation_id: int) -> Annotation:
    found = shelves.annotations(library, "id = ?", [annotation_id])
    if not found:
        raise UserError("There is no annotation {id} in the library.", id=annotation_id)
    return found[0]


def find_annotations(library: Library, query: str) -> list[Annotation]:
    """Those of the articles that the query finds. Raises ``QueryError``."""
    return shelves.find_annotations(library, query)


def notes(library: Library, item_id: int) -> list[Note]:
    return shelves.notes(library, item_id)


def tag_names(library: Library) -> list[str]:
    """For completion: at once, whatever the size of the library."""
    return tag_rows.names(library)


def tags(library: Library) -> list[Tag]:
    """A tree by ``/``, parents before their children. A name that only stands above others has the id 0.
    Counts what carries each tag: not for the window's own thread."""
    return tag_rows.tree(library)


def carriers(library: Library, tag: str) -> list[tuple[int, str]]:
    """Ids and titles of the articles that carry exactly this tag, themselves or through an annotation."""
    return tag_rows.carriers(library, tag)


def collections(library: Library) -> list[Collection]:
    """Parents before their children, siblings by position."""
    return places.collections(library)


def saved_searches(library: Library) -> list[SavedSearch]:
    return places.saved_searches(library)


def collection_paths(library: Library) -> dict[int, str]:
    """Every collection's path, such as ``Project/Sources``, by its id."""
    return item_rows.collection_paths(library)


def counts(library: Library) -> LibraryCounts:
    return places.counts(library)


def count(library: Library, query: str) -> int:
    """How many articles a query finds. Raises ``QueryError``."""
    return shelves.count(library, query)


def set_opened(library: Library, item_id: int) -> Changes:
    """Remember that an article was opened now; no step of the history."""
    return places.set_opened(library, item_id)


def original(library: Library, version_id: int) -> bytes:
    return item_rows.original(library, version_id)


def resources(library: Library, version_id: int) -> dict[str, bytes]:
    """The archived files of a version, by their paths."""
    return item_rows.resources(library, version_id)


def resource(library: Library, version_id: int, path: str) -> tuple[str, bytes] | None:
    """Media type and bytes of an archived file."""
    return item_rows.resource(library, version_id, path)


def position(library: Library, item_id: int) -> ReadingPosition | None:
    return shelves.position(library, item_id)


def set_position(library: Library, item_id: int, position: ReadingPosition) -> Changes:
    """Remember where reading stopped; no step of the history."""
    return shelves.set_position(library, item_id, position)


def resource_named(library: Library, version_id: int, path: str) -> tuple[str, bytes] | None:
    """A file under the path by which a page names it: as an address, where spaces are ``%20``."""
    return resource(library, version_id, path) or resource(library, version_id, unquote(path))


def export_article(library: Library, item_id: int) -> ExportArticle:
    """An item with all that exporters use."""
    about, whole = summary(library, item_id), document(library, item_id)
    return ExportArticle(
        about.item, whole, annotations(library, item_id), notes(library, item_id), about.tags, about.collections,
        lambda: original(library, whole.version_id), partial(resource_named, library, whole.version_id),
        colors.names(library), passages.places(library, whole.version_id) if whole.type is ItemType.PDF else {},
    )  # fmt: skip


class LibrarySource:
    """The bytes that readers ask for."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def original(self, version_id: int) -> bytes:
        return original(self._library, version_id)

    def resource(self, version_id: int, path: str) -> tuple[str, bytes] | None:
        return resource(self._library, version_id, path)
