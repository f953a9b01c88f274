"""The folder that is watched: which of its files are told, and when."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.storage.library import Library
from desktop.ui.importing.watching import FolderWatch
from desktop.ui.tasks import Tasks

SOON = 200


@pytest.fixture
def watch(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[FolderWatch, Path, list[str]]]:
    """A watch, an empty folder, and the names of the files that were told."""
    folder, told = tmp_path / "saved", list[str]()
    folder.mkdir()
    tasks = Tasks()
    with Library.open(tmp_path / "l.florilegium", backup=False) as library:
        made = FolderWatch(library, tasks, tasks, every=SOON)
        made.found.connect(lambda paths: told.extend(path.name for path in paths))
        yield made, folder, told
        made.watch("")
        tasks.close()


def aged(file: Path, seconds: float) -> None:
    os.utime(file, (time.time() - seconds,) * 2)


def test_a_file_from_the_future_and_a_link_to_nowhere_hold_nothing_up(qtbot: QtBot, watch) -> None:
    made, folder, told = watch
    (folder / "a link.txt").symlink_to(folder / "nowhere.txt")
    for name, age in (("tomorrow.txt", -86_400), ("yesterday.txt", 86_400)):
        (folder / name).write_text("Some words.\n")
        aged(folder / name, age)
    made.watch(str(folder))
    qtbot.waitUntil(lambda: sorted(told) == ["tomorrow.txt", "yesterday.txt"])


def test_a_file_that_is_written_on_in_its_place_is_told_again(qtbot: QtBot, watch) -> None:
    made, folder, told = watch
    file = folder / "notes.txt"
    file.write_text("Some words.\n")
    aged(file, 60)
    made.watch(str(folder))
    qtbot.waitUntil(lambda: told == ["notes.txt"])
    for times in (2, 3):  # the folder itself tells nothing of it
        with file.open("a") as opened:
            opened.write("Some more.\n")
        qtbot.waitUntil(lambda times=times: told == ["notes.txt"] * times)
