"""The states of an article over time, and what else in the library says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from desktop.domain.anchoring import anchor, describe
from desktop.domain.annotation import Annotation, AreaTarget, TextTarget
from desktop.domain.carrying import Carrier
from desktop.domain.changes import Changes
from desktop.domain.comparison import Passage, compare
from desktop.domain.item import ImportedItem, Item, Version, language_is_guessed
from desktop.domain.metadata import Origin
from desktop.domain.picture_areas import Hashes, carried, is_lost
from desktop.domain.resemblance import common_part
from desktop.services import browse
from desktop.storage import shelves
from desktop.storage import versions as rows
from desktop.storage.items import resource_hashes
from desktop.storage.library import Library
from desktop.storage.versions import Settled, versions

__all__ = [
    "Comparison",
    "Resemblance",
    "add_earlier",
    "alike",
    "compare_versions",
    "is_earlier",
    "is_same_work",
    "renew",
    "use",
    "versions",
]

_SAME_WORK = 0.2
_STUB = 400
"""Code points: an entry of a reading list, which the page itself takes the place of."""


@dataclass(frozen=True, slots=True)
class Resemblance:
    item: Item
    common: float
    """How much of the shorter text stands in the other, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions side by side."""

    old: Version
    new: Version
    old_text: str
    new_text: str
    passages: list[Passage]


def renew(library: Library, item_id: int, imported: ImportedItem, batch: str | None = None) -> Changes:
    """The article as it is now becomes its present version; its annotations are carried over, and what
    the person wrote about it stays."""
    text = rows.present_text(library, item_id)
    carrier = Carrier(text, imported.text)
    files = {file.path: sha256(file.data).hexdigest() for file in imported.resources}
    settled = [
        *_settled(library, item_id, imported.text, carrier),
        *_settled_areas(library, item_id, files, carrier),
    ]
    fields = told_otherwise(browse.item(library, item_id), imported)
    changes = rows.add(library, item_id, imported, settled, fields, batch)
    rows.put_reading_position(library, item_id, carrier.place)
    return changes


def is_earlier(library: Library, item_id: int, imported: ImportedItem) -> bool:
    """Whether what was found is older than what is read, as its file tells; the page itself always takes the
    place of an entry of a reading list."""
    text = rows.present_text(library, item_id)
    return len(text) >= _STUB and "" < imported.archived < rows.archived(library, item_id)


def add_earlier(library: Library, item_id: int, imported: ImportedItem, batch: str | None = None) -> Changes:
    """An older state of the article is kept as one of its versions; what is read and marked stays."""
    return rows.add_earlier(library, item_id, imported, batch)


def use(library: Library, item_id: int, version_id: int) -> Changes:
    """Read and annotate another version; annotations are carried over to it."""
    if browse.version_id(library, item_id) == version_id:
        return Changes()
    new = rows.text(library, version_id)
    carrier = Carrier(rows.present_text(library, item_id), new)
    files = resource_hashes(library, version_id)
    settled = [
        *_settled(library, item_id, new, carrier),
        *_settled_areas(library, item_id, files, carrier),
    ]
    changes = rows.use(library, item_id, version_id, settled)
    rows.put_reading_position(library, item_id, carrier.place)
    return changes


def compare_versions(library: Library, item_id: int, old: int, new: int) -> Comparison:
    known = {version.id: version for version in versions(library, item_id)}
    before, after = rows.text(library, old), rows.text(library, new)
    return Comparison(known[old], known[new], before, after, compare(before, after))


def alike(library: Library, item_id: int) -> list[Resemblance]:
    """Other articles that say much of the same: copies of one report, the printed page. The nearest first."""
    present = browse.version_id(library, item_id)
    return [
        Resemblance(browse.item(library, other), common) for other, common in rows.alike(library, present)
    ]


def is_same_work(library: Library, item_id: int, imported: ImportedItem) -> bool:
    """Whether what was found under the address of an article is that article, and not another that names the
    same address: its title or a part of its text must be the same."""
    if browse.item(library, item_id).title.casefold() == imported.title.casefold():
        return True
    text = rows.present_text(library, item_id)
    if len(text) < _STUB:
        return True
    return common_part(text, imported.text) >= _SAME_WORK


def _settled(library: Library, item_id: int, text: str, carrier: Carrier) -> list[Settled]:
    """Every annotation of the article, those in the trash too, in the new text."""
    marks = shelves.annotations(library, "item_id = ?", [item_id])
    found = [(mark, mark.target) for mark in marks if isinstance(mark.target, TextTarget)]
    excerpts = _holds_only(rows.present_text(library, item_id), [target for _, target in found])
    return [_settle(mark, target, text, None if excerpts else carrier) for mark, target in found]


def _settled_areas(library: Library, item_id: int, files: Hashes, carrier: Carrier) -> list[Settled]:
    """The areas of pictures, those in the trash too, where the new version has these files."""
    marks = shelves.annotations(library, "item_id = ? AND picture <> ''", [item_id])
    present = resource_hashes(library, browse.version_id(library, item_id)) if marks else {}
    found = []
    for mark in marks:
        if isinstance(mark.target, AreaTarget):
            target = carried(mark.target, present, files, carrier.place)
            found.append(Settled(mark.id, target, "", is_lost(target)))
    return found


def _holds_only(text: str, targets: Sequence[TextTarget]) -> bool:
    """Whether a text is nothing but passages that were marked elsewhere: their neighbours mean nothing."""
    marked = bytearray(len(text))
    for target in targets:
        start, end = target.position.start, min(target.position.end, len(text))
        marked[start:end] = b"\1" * max(0, end - start)
    return all(mark or sign.isspace() for mark, sign in zip(marked, text, strict=True))


def _settle(mark: Annotation, target: TextTarget, text: str, carrier: Carrier | None) -> Settled:
    quote, position = target.quote, target.position
    follow = carrier if not mark.orphan else None
    place = follow.carry(position.start, position.end) if follow else anchor(text, quote)
    if place is None:
        return Settled(mark.id, None, mark.former_quote)
    selectors = describe(text, place.start, place.end)
    moved = TextTarget(selectors.quote, selectors.position)
    return Settled(mark.id, moved, mark.former_beside(selectors.quote.exact))


def told_otherwise(item: Item, imported: ImportedItem) -> dict[str, object]:
    """Fields that a newer version, or a bibliography, tells otherwise, unless the person wrote them."""
    origins = dict(item.origins)
    told: dict[str, object] = {}
    for name in ("title", "creators", "site", "published", "language"):
        new = "" if name == "language" and language_is_guessed(imported) else getattr(imported, name)
        if new and new != getattr(item, name) and origins.get(name) != Origin.PERSON:
            told[name] = new
            origins[name] = imported.origins.get(name, "")
    details = dict(item.details)
    for name, value in imported.details.items():
        if value and origins.get(name) != Origin.PERSON:
            details[name] = value
            origins[name] = imported.origins.get(name, "")
    return told | {"details": details, "origins": {name: value for name, value in origins.items() if value}}
