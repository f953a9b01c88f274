"""Undo and redo."""

from desktop.domain.changes import Changes, HistoryStep
from desktop.storage import history
from desktop.storage.library import Library


def undo(library: Library) -> Changes | None:
    return history.undo(library)


def redo(library: Library) -> Changes | None:
    return history.redo(library)


def undo_to(library: Library, step_id: int) -> Changes:
    """Undo all steps down to this one, itself included."""
    changes = Changes()
    while not history.is_undone(library, step_id) and (undone := history.undo(library)):
        changes |= undone
    return changes


def redo_to(library: Library, step_id: int) -> Changes:
    """Redo all steps up to this one, itself included."""
    changes = Changes()
    while history.is_undone(library, step_id) and (redone := history.redo(library)):
        changes |= redone
    return changes


def steps(library: Library, limit: int = 100) -> list[HistoryStep]:
    """The newest first."""
    return history.steps(library, limit)


def undo_label(library: Library) -> str:
    return history.label(library, undone=False)


def redo_label(library: Library) -> str:
    return history.label(library, undone=True)
