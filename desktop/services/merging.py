"""Take articles from one library into another, with their originals, versions, annotations, notes, tags, collections."""

import contextlib
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path

from desktop.domain.changes import Changes
from desktop.domain.errors import LibraryUnavailable, UserError
from desktop.domain.progress import Progress, Silent
from desktop.services import organize
from desktop.storage import history
from desktop.storage.library import Library
from desktop.storage.marks import counted
from desktop.storage.merging import Merged, Merger

__all__ = ["Merged", "copy_to", "merge_from", "move_to"]

_AT_ONCE = 50
"""Articles a transaction."""


def merge_from(library: Library, path: Path, progress: Progress | None = None, batch: str = "") -> Merged:
    """Take in all that another library holds outside its trash: one step to undo, that of ``batch`` where it is
    named. The file itself stays as it is.

    What is there already, by its lasting name, is not written again. When cancelled, what was taken in so far
    stays, and a second run goes on. Raises ``UserError``.
    """
    _not_the_same(library.path, path)
    with _opened(path) as source:
        merger = Merger(source, library)
        batch = batch or uuid.uuid4().hex
        return _carry(merger, merger.all_ids(), progress or Silent(), path.stem, batch, whole=True)


def copy_to(
    library: Library, path: Path, ids: Sequence[int], progress: Progress | None = None, *, within: str = ""
) -> Merged:
    """Copy articles into another library, which is made where there is none: one step to undo there. ``within``: the
    collection that goes along; empty: all that they are in. Raises ``UserError``, also where it is open in a window."""
    _not_the_same(library.path, path)
    with Library.open(path, exclusive=True) as target:
        merger = Merger(library, target, within, revive=True)
        return _carry(merger, ids, progress or Silent(), library.path.stem, uuid.uuid4().hex, whole=False)


def move_to(
    library: Library, path: Path, ids: Sequence[int], progress: Progress | None = None, *, within: str = ""
) -> tuple[Merged, Changes]:
    """Copy, and then put the articles into the trash here, where all of them arrived."""
    watch = progress or Silent()
    merged = copy_to(library, path, ids, watch, within=within)
    if watch.cancelled or merged.items + merged.known < len(ids):
        return merged, Changes()
    return merged, organize.trash_items(library, ids)


def _carry(
    merger: Merger, ids: Sequence[int], watch: Progress, name: str, batch: str, *, whole: bool
) -> Merged:
    label = f"Take in {counted(len(ids), 'article')} of {name}"
    merged = Merged()
    for start in range(0, len(ids), _AT_ONCE):
        if watch.cancelled:
            break
        merged += merger.write(ids[start : start + _AT_ONCE], label, batch)
        done = min(start + _AT_ONCE, len(ids))
        watch.report(done, len(ids), "")
    if whole and not watch.cancelled:
        merged += merger.write_rest(label, batch)
    history.relabel(merger.target, batch, f"Take in {counted(merged.items, 'article')} of {name}")
    return merged


def _not_the_same(one: Path, other: Path) -> None:
    if one.resolve() == other.resolve():
        raise UserError("This is the same library. Nothing was changed.")


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[Library]:
    """A library to read from; one of an older version is read from a copy that is brought up to date."""
    if not path.is_file():
        raise LibraryUnavailable("There is no library at {path}.", path=path)
    with contextlib.ExitStack() as stack:
        if Library.is_older(path):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="florilegium-")))
            copy = folder / path.name
            with Library.open(path, read_only=True) as present:
                present.backup(copy)
            yield stack.enter_context(Library.open(copy, backup=False))
        else:
            yield stack.enter_context(Library.open(path, read_only=True))
