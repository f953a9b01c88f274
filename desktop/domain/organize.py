"""How people order their library: tags, collections, saved searches, notes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tag:
    """A label; ``/`` in the name makes a hierarchy. ``color`` is a highlight colour's name or empty."""

    id: int
    name: str
    color: str
    items: int
    """How many items carry it or one below it, themselves or through an annotation."""
    annotations: int = 0
    unused: bool = False
    """Nothing carries it, not even in the trash."""


@dataclass(frozen=True, slots=True)
class Collection:
    """A person's folder; an item can be in many."""

    id: int
    name: str
    parent_id: int | None
    position: int
    items: int
    """Those of the collections inside it included."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A question that stays: what it finds is looked up each time."""

    id: int
    name: str
    query: str


@dataclass(frozen=True, slots=True)
class Note:
    """A reader's text of its own on an item, Markdown."""

    id: int
    uid: str
    item_id: int
    text: str
    created: str
    modified: str
    trashed: str = ""


@dataclass(frozen=True, slots=True)
class LibraryCounts:
    """The numbers beside the places of the sidebar."""

    all: int
    inbox: int
    """Unread and in no collection."""
    unread: int
    reading: int
    read: int
    starred: int
    opened: int
    untagged: int
    orphaned: int
    """With annotations whose passage is not there any more."""
    duplicates: int
    trash: int
    """Items and single annotations in the trash."""
