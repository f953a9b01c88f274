"""How people order their library: tags, collections, saved searches, notes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tag:
    """A label; ``/`` in the name makes a hierarchy. ``color`` is a highlight colour's name or empty."""

    id: int
    name: str
    color: str
    items: int
    """How many items carry it, themselves or through an annotation."""


@dataclass(frozen=True, slots=True)
class Collection:
    """A person's folder; an item can be in many."""

    id: int
    name: str
    parent_id: int | None
    position: int
    items: int


@dataclass(frozen=True, slots=True)
class SavedSearch:
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
    unread: int
    reading: int
    starred: int
    trash: int
    """Items and single annotations in the trash."""
    annotations: int
    notes: int
