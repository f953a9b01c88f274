"""Undo and redo."""

from desktop.domain.changes import Changes, HistoryStep
from desktop.storage import history
from desktop.storage.library import Library


def undo(library: Library) -> Changes | None:
    return history.undo(library)


def redo(library: Library) -> Changes | None:
    return history.redo(library)


def steps(library: Library, limit: int = 100) -> list[HistoryStep]:
    """The newest first."""
    return history.steps(library, limit)


def undo_label(library: Library) -> str:
    return history.label(library, undone=False)


def redo_label(library: Library) -> str:
    return history.label(library, undone=True)
