"""An import survives the end of the program, can be paused, and what failed can be tried again."""

import os
import threading
from pathlib import Path

import pytest

from desktop.importers.pool import ImportPool
from desktop.services import browse, history, import_runs
from desktop.services.imports import ImportEntry, PastedText
from desktop.storage.library import Library

_ARTICLES = 12
_UNDERWAY = 3
"""Articles that one worker has been given, at most."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(_ARTICLES):
        words = " ".join(f"{word}{number}" for word in ("one", "two", "three", "four") * 10)
        (folder / f"{number}.txt").write_text(f"Article {number}\n\n{words}\n")
    return folder


class Hand:
    """A person who stops or pauses when told of an entry."""

    def __init__(self, stop_after: int = 1_000_000) -> None:
        self.cancelled = self.paused = False
        self.entries: list[ImportEntry] = []
        self._stop_after = stop_after

    def report(self, done: int, total: int, what: str) -> None:
        self.cancelled = done >= self._stop_after

    def watch(self, entry: ImportEntry) -> None:
        self.entries.append(entry)


def test_what_was_not_reached_goes_on_at_the_next_start(
    tmp_path: Path, folder: Path, pool: ImportPool
) -> None:
    pasted = PastedText("Pasted\n\nSome words that somebody pasted here, long enough to be read.")
    with Library.open(tmp_path / "L.florilegium") as library:
        run = import_runs.begin(library, [folder, pasted], "Shelf")
        hand = Hand(stop_after=2)
        first = import_runs.proceed(library, run, hand.watch, pool=pool, progress=hand)
        assert [entry.status for entry in first.entries].count("cancelled") >= _ARTICLES + 1 - 2 - _UNDERWAY
    with Library.open(tmp_path / "L.florilegium") as library:
        [run] = import_runs.runs(library)
        assert not run.finished
        assert run.given == (folder, pasted)
        before = len(import_runs.entries(library, run))
        assert 2 <= before <= 2 + _UNDERWAY
        hand = Hand()
        report = import_runs.proceed(library, run, hand.watch, pool=pool, progress=hand)
        assert len(hand.entries) == _ARTICLES + 1 - before  # nothing is read twice
        assert [entry.status for entry in report.entries] == ["imported"] * (_ARTICLES + 1)
        assert [found.finished for found in import_runs.runs(library)] == [True]
        assert {found.collections for found in browse.items(library)} == {("Shelf",)}
        assert history.steps(library)[0].label == f"Import of {_ARTICLES + 1} articles"
        history.undo(library)
        assert browse.items(library) == []  # all of it is one step


def test_what_failed_is_tried_again(library: Library, folder: Path, pool: ImportPool) -> None:
    broken = folder / "broken.html"
    broken.write_bytes(b"")
    run = import_runs.begin(library, [folder])
    report = import_runs.proceed(library, run, pool=pool)
    assert [entry.source for entry in report.entries if entry.status == "failed"] == [str(broken)]
    broken.write_text(
        "<html><body><article><p>It was mended, and now it holds words.</p></article></body></html>"
    )
    hand = Hand()
    again = import_runs.proceed(library, import_runs.retry(library, run), hand.watch, pool=pool)
    assert [entry.source for entry in hand.entries] == [str(broken)]
    assert [entry.status for entry in again.entries] == ["imported"] * (_ARTICLES + 1)


def test_a_pause_begins_nothing_new(library: Library, folder: Path, pool: ImportPool) -> None:
    hand = Hand()
    reached = threading.Event()

    def watch(entry: ImportEntry) -> None:
        hand.watch(entry)
        hand.paused = True
        reached.set()

    run = import_runs.begin(library, [folder])
    worker = threading.Thread(
        target=import_runs.proceed, args=(library, run, watch), kwargs={"pool": pool, "progress": hand}
    )
    worker.start()
    try:
        assert reached.wait(60)
        worker.join(1)
        assert worker.is_alive()
        assert len(hand.entries) <= 1 + _UNDERWAY  # those that were being read came in
        hand.paused = False
        while worker.is_alive():
            worker.join(0.05)
            hand.paused = False
        assert len(hand.entries) == _ARTICLES
    finally:
        hand.cancelled = True
        worker.join()


def test_an_abandoned_run_is_done(library: Library, folder: Path, pool: ImportPool) -> None:
    run = import_runs.begin(library, [folder])
    import_runs.proceed(library, run, pool=pool, progress=Hand(stop_after=1))
    import_runs.abandon(library, run)
    assert [found.finished for found in import_runs.runs(library)] == [True]


def test_a_known_file_is_known_until_it_is_written_again(
    library: Library, folder: Path, pool: ImportPool
) -> None:
    file = folder / "0.txt"
    os.utime(file, (1_600_000_000, 1_600_000_000))
    assert not import_runs.is_known(library, file)
    import_runs.proceed(library, import_runs.begin(library, [file]), pool=pool)
    assert import_runs.is_known(library, file)
    os.utime(file, (4_000_000_000, 4_000_000_000))
    assert not import_runs.is_known(library, file)


def test_old_runs_are_forgotten(library: Library) -> None:
    for _ in range(40):
        import_runs.abandon(library, import_runs.begin(library, ["https://a.example/"]))
    assert 30 <= len(import_runs.runs(library)) <= 31
