"""The library as a whole: its steps, its file, another one taken in."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from desktop.desk import PARTLY_FAILED, Desk, common_options, complain, pass_desk
from desktop.domain.changes import Changes
from desktop.services import (
    browse,
    history,
    merging,
    organize,
    overview,
)
from desktop.services import library as libraries


@click.command()
@click.argument("item_ids", type=int, nargs=-1, required=True)
@common_options
@pass_desk
def delete(desk: Desk, item_ids: Sequence[int]) -> None:
    """Move articles to the trash."""
    for item_id in item_ids:
        browse.item(desk.library, item_id)
    changes = organize.trash_items(desk.library, item_ids)
    desk.answer({"deleted": sorted(changes.items)}, f"{len(changes.items)} to the trash")


@click.command()
@common_options
@pass_desk
def undo(desk: Desk) -> None:
    """Take the last step back."""
    _tell_step(desk, history.undo(desk.library), "There is nothing to undo.")


@click.command()
@common_options
@pass_desk
def redo(desk: Desk) -> None:
    """Do again what was undone."""
    _tell_step(desk, history.redo(desk.library), "There is nothing to redo.")


def _tell_step(desk: Desk, changes: Changes | None, nothing: str) -> None:
    if changes is None:
        complain(nothing)
        sys.exit(PARTLY_FAILED)
    desk.answer({"label": changes.label}, changes.label)


@click.command("history")
@common_options
@pass_desk
def history_(desk: Desk) -> None:
    """The steps, the newest first."""
    steps = history.steps(desk.library)
    records = [{"id": one.id, "label": one.label, "made": one.made, "undone": one.undone} for one in steps]
    lines = [f"{one.made}  {one.label}{'  (undone)' if one.undone else ''}" for one in steps]
    desk.answer(records, "\n".join(lines))


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@common_options
@pass_desk
def backup(desk: Desk, file: Path) -> None:
    """Copy the whole library to FILE."""
    libraries.backup(desk.library, file)
    desk.answer({"path": str(file)}, str(file))


@click.command()
@common_options
@pass_desk
def check(desk: Desk) -> None:
    """Is the library's file sound?"""
    problems = libraries.check(desk.library)
    desk.answer({"ok": not problems, "problems": problems}, "\n".join(problems) or "The library is sound.")
    if problems:
        sys.exit(PARTLY_FAILED)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@common_options
@pass_desk
def merge(desk: Desk, file: Path) -> None:
    """Take in all articles of another library, with their annotations, notes, tags, collections."""
    merged = merging.merge_from(desk.library, file)
    counts = {name: getattr(merged, name) for name in ("items", "known", "annotations", "notes", "outlines")}
    desk.answer(counts, "\n".join(f"{name}: {count}" for name, count in counts.items()))


@click.command()
@common_options
@pass_desk
def stats(desk: Desk) -> None:
    """How much there is of everything."""
    numbers = libraries.stats(desk.library)
    found = overview.statistics(desk.library)
    tallies = {
        name: dict(zip(tally.names, tally.counts, strict=True))
        for name, tally in (("types", found.types), ("languages", found.languages), ("added", found.added),
                            ("annotated", found.annotated))
    }  # fmt: skip
    whole = numbers | {"words": found.words, "original_bytes": found.originals}
    lines = [f"{name}: {number}" for name, number in whole.items()]
    for name, tally in tallies.items():
        lines += [f"{name}:", *(f"  {key or '-'}: {count}" for key, count in tally.items())]
    desk.answer(whole | tallies, "\n".join(lines))


COMMANDS = (delete, undo, redo, history_, backup, check, merge, stats)
