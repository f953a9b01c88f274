"""Workers that hang, crash or swallow memory cost one file, not the others."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from desktop.domain.errors import ImportFailed, UserError
from desktop.domain.item import ImportedItem, ItemType
from desktop.importers.base import Source
from desktop.importers.pool import ImportPool, Limits


def behave(source: Source) -> ImportedItem:
    """Does what the file says."""
    words = source.data.decode()
    if words == "hang":
        while True:
            time.sleep(1)
    if words == "crash":
        os.abort()
    if words == "grow":
        hoard = []
        while True:
            hoard.append(b"x" * (8 << 20))
    if words == "allocate":
        bytearray(64 << 30)
    if words == "bug":
        raise KeyError("surprise")
    if words == "nest":
        return behave(source)
    if words == "modules":
        words = " ".join(sys.modules)
    if words.startswith("leave "):
        Path(words.removeprefix("leave ")).touch()
    if words == "process":
        words = str(os.getpid())
    if words == "refuse":
        raise ImportFailed("The {thing} is closed.", thing="door")
    return ImportedItem(ItemType.TEXT, source.name, words, source.data, "text/plain", source.name)


def sources(*words: str) -> list[Source | ImportFailed]:
    return [Source(word.encode(), f"{index}.txt") for index, word in enumerate(words)]


@pytest.fixture(scope="module")
def pool() -> Iterator[ImportPool]:
    with ImportPool(2, Limits(seconds=8, memory=400 << 20), behave) as pool:
        yield pool


def test_articles_come_back_whole(pool: ImportPool) -> None:
    results = dict(pool.read_all(sources("one", "two", "three")))
    assert sorted(results) == [0, 1, 2]
    assert all(isinstance(item, ImportedItem) for item in results.values())
    assert [(results[i].text, results[i].original) for i in range(3)] == [  # type: ignore[union-attr]
        ("one", b"one"),
        ("two", b"two"),
        ("three", b"three"),
    ]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("hang", "within 8 seconds"),
        ("crash", "broke down"),
        ("grow", "400 MB of memory"),
        ("allocate", "400 MB of memory"),
        ("bug", "KeyError: 'surprise'"),
        ("nest", "nested too deeply"),
        ("refuse", "The door is closed."),
    ],
)
def test_a_bad_file_costs_only_itself(pool: ImportPool, bad: str, reason: str) -> None:
    results = dict(pool.read_all(sources("before", bad, "after", "later")))
    failure = results.pop(1)
    assert isinstance(failure, UserError)
    assert reason in str(failure)
    assert sorted(results) == [0, 2, 3]
    assert all(isinstance(item, ImportedItem) for item in results.values())


def test_workers_are_reused(pool: ImportPool) -> None:
    told = [item for _ in range(5) for _, item in pool.read_all(sources("process", "process", "process"))]
    workers = {item.text for item in told if isinstance(item, ImportedItem)}
    assert 1 <= len(workers) <= 2 and str(os.getpid()) not in workers


def test_workers_read_on_while_a_result_is_stored(pool: ImportPool, tmp_path: Path) -> None:
    left = [tmp_path / str(number) for number in range(6)]
    with closing(pool.read_all(sources(*(f"leave {path}" for path in left)))) as results:
        next(results)  # and for a while nobody asks for another
        end = time.monotonic() + 20
        while sum(path.exists() for path in left) < 5 and time.monotonic() < end:
            threading.Event().wait(0.01)
        assert sum(path.exists() for path in left) >= 5
        assert len(list(results)) == 5


def test_a_worker_is_there_before_there_is_work(tmp_path: Path) -> None:
    def processes() -> set[str]:
        return {str(child.pid) for child in psutil.Process().children(recursive=True)}

    with ImportPool(1, read=behave) as pool:
        before = processes()
        pool.prepare()
        end = time.monotonic() + 20
        while not (started := processes() - before) and time.monotonic() < end:
            threading.Event().wait(0.01)
        [(_, item)] = pool.read_all(sources("process"))
    assert isinstance(item, ImportedItem)
    assert item.text in started or item.text in processes() - before


def test_cancelling_ends_what_hangs(pool: ImportPool) -> None:
    finished: list[int] = []
    started = time.monotonic()
    for index, _ in pool.read_all(sources("one", "hang", "hang", "hang"), lambda: bool(finished)):
        finished.append(index)
    assert finished == [0]
    assert time.monotonic() - started < 8


def test_a_folder_that_is_gone_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that the program was started in: no process can be started then."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with ImportPool(1) as pool:
        [(_, failure)] = pool.read_all(sources("one"))
    assert isinstance(failure, ImportFailed)
    assert "Start Florilegium again." in str(failure)


def test_failures_found_before_reading_are_passed_on(pool: ImportPool) -> None:
    failure = ImportFailed("The file is too large.")
    results = dict(pool.read_all([failure, *sources("one")]))
    assert results[0] is failure
    assert isinstance(results[1], ImportedItem)


def test_workers_bring_no_window_system_and_no_database(pool: ImportPool) -> None:
    item = dict(pool.read_all(sources("modules")))[0]
    assert isinstance(item, ImportedItem)
    loaded = set(item.text.split())
    assert "desktop.importers.registry" in loaded
    assert not {
        name
        for name in loaded
        if name.startswith(("PySide6", "sqlite_utils", "desktop.ui", "desktop.storage"))
    }
