"""A large library against a small one, and against bare SQL on the same file.

    python -m tests.benchmarks.at_scale --articles 100000 [--library FILE] [--small FILE]

FILE: a library that ``tests.benchmarks.library`` made, so that it need not be made again; tags in it are renamed, merged, and
renamed back. Windows are measured each in a process of its own, since memory and warmth are a process's.
"""

import argparse
import json
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEventLoop, Qt, QTimer

from desktop.services import history
from desktop.services.library import open_library
from desktop.services.listing import listing
from desktop.services.search import refresh_vocabulary
from desktop.storage import tags
from desktop.storage.library import Library
from tests.benchmarks import gathering
from tests.benchmarks.library import build, words_of

QUERIES = 200
_FIRST = 16
"""Lines that the window asks for with a list."""
_BEAT = 4
"""Milliseconds between beats of the window's thread."""
_PATIENCE = 60.0


def main() -> None:
    options = argparse.ArgumentParser("python -m tests.benchmarks.at_scale")
    options.add_argument("--articles", type=int, default=5000)
    options.add_argument("--library", type=Path)
    options.add_argument("--small", type=Path)
    options.add_argument("--measure", choices=("start", "use", "type"), help="for the processes it starts")
    chosen = options.parse_args()
    if chosen.measure:
        measured = {"start": start, "use": use, "type": keystrokes}[chosen.measure](chosen.library)
        sys.stdout.write(json.dumps(measured))
        sys.stdout.flush()
        os._exit(0)  # the web engine does not survive the interpreter's last clean-up
    with tempfile.TemporaryDirectory() as name:
        large = chosen.library or made(Path(name, "large.florilegium"), chosen.articles)
        small = chosen.small or made(Path(name, "small.florilegium"), max(100, chosen.articles // 100))
        run(large, small)


def made(path: Path, articles: int) -> Path:
    build(path, articles)
    return path


def run(large: Path, small: Path) -> None:
    """All figures, one a line."""
    with open_library(large) as library, open_library(small) as other:
        for one in (library, other):
            refresh_vocabulary(one)
        count = library.statistics()["items"]
        tell(f"library of {count:,} articles, {library.statistics()['annotations']:,} annotations")
        sizes(library)
        searches(library)
        tagging(library)
        for line in gathering.figures(library):
            tell(line)
    starts(large, small)
    told = ", ".join(f"{name} {gap:.0f}" for name, gap in apart("use", large).items())
    tell(f"longest silences of the window's thread in ms: {told}")
    typed = apart("type", large)
    tell(
        f"key to results on screen: {typed['p95']:.0f} ms (95th percentile), {typed['median']:.0f} ms (median)"
    )


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def apart(measure: str, path: Path) -> dict[str, float]:
    """A measure in a process of its own."""
    command = [
        sys.executable,
        "-m",
        "tests.benchmarks.at_scale",
        "--measure",
        measure,
        "--library",
        str(path),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


# The file ------------------------------------------------------------------------------------------------


def sizes(library: Library) -> None:
    conn = library.reader().conn
    (text,) = conn.execute("SELECT sum(length(CAST(unpacked(text) AS BLOB))) FROM version").fetchone()
    (originals,) = conn.execute("SELECT sum(length(data)) FROM attachment").fetchone()
    whole = library.path.stat().st_size
    tell(
        f"file / text and packed originals: {whole / (text + originals):.2f} x"
        f" ({whole / 1e6:.0f} MB / {text / 1e6:.0f} + {originals / 1e6:.0f} MB)"
    )


# Searching -----------------------------------------------------------------------------------------------


def queries(count: int = QUERIES) -> list[tuple[str, str]]:
    """Searches of all kinds, each with what bare FTS5 is asked for the same words."""
    chance, words = random.Random(5), words_of("en")
    common, usual = words.words[:150], words.words[150:6000]

    def made(kind: int) -> tuple[str, str]:
        one, two, three = chance.choice(common), chance.choice(usual), chance.choice(words.words[:2000])
        start = chance.choice(usual)[: chance.randint(1, 3)]
        field = chance.choice(
            ("tag:kept", "is:unread", "after:2015", "has:notes", "type:text", "color:yellow", "lang:en")
        )
        return [
            (one, f'"{one}"'),
            (start, f'"{start}"*'),
            (two, f'"{two}"'),
            (f"{one} {two}", f'"{one}" AND "{two}"'),
            (f'"{one} {chance.choice(common)}"', f'"{one} {common[0]}"'),
            (f"{three} {field}", f'"{three}"'),
            (f"{one} OR {two}", f'"{one}" OR "{two}"'),
            (f"{two} {start}", f'"{two}" AND "{start}"*'),
        ][kind]

    return [made(number % 8) for number in range(count)]


def searches(library: Library) -> None:
    """By the thread's own time, so that it counts alike whatever else the machine has to do."""
    conn = library.reader().conn
    ours, bare = [], []
    for query, match in queries():
        ours.append(worked(lambda: listing(library, query, first=_FIRST)))  # noqa: B023
        bare.append(worked(lambda: _bare(conn, match)))  # noqa: B023
    tell(
        f"search with its first lines: {p95(ours) * 1000:.0f} ms, bare FTS5 by rank: {p95(bare) * 1000:.0f} ms"
        f" (95th percentiles of {len(ours)}): {p95(ours) / p95(bare):.2f} x; medians"
        f" {statistics.median(ours) * 1000:.0f} / {statistics.median(bare) * 1000:.0f} ms"
    )


def worked(work: Callable[[], object]) -> float:
    """Seconds that this thread worked; the better of two, unless it takes long."""
    taken = []
    while len(taken) < 2 and sum(taken) < 0.2:
        begun = time.thread_time()
        work()
        taken.append(time.thread_time() - begun)
    return min(taken)


def _bare(conn: sqlite3.Connection, match: str) -> None:
    conn.execute(
        "SELECT rowid FROM body_fts WHERE body_fts MATCH ? ORDER BY rank LIMIT 200", (match,)
    ).fetchall()


# Tags ----------------------------------------------------------------------------------------------------


def tagging(library: Library) -> None:
    """``kept`` is on every second article."""
    (carried,) = library.reader().conn.execute(
        "SELECT count(*) FROM item_tag WHERE tag_id = (SELECT id FROM tag WHERE name = 'kept')"
    ).fetchone()  # fmt: skip
    names = [
        name for (name,) in library.reader().conn.execute("SELECT name FROM tag WHERE name <> 'kept' LIMIT 1")
    ]
    for verb, does in (
        ("rename", lambda: tags.rename(library, "kept", "kept well")),
        ("merge", lambda: tags.merge(library, ["kept"], names[0])),
    ):
        taken = seconds(does)
        undone = seconds(lambda: history.undo(library))
        tell(f"{verb} of a tag on {carried:,} articles: {taken:.2f} s, undone in one step: {undone:.2f} s")


# The window ----------------------------------------------------------------------------------------------


def starts(large: Path, small: Path, runs: int = 5) -> None:
    """In turn, so that both meet the same machine."""
    pairs = [(apart("start", large), apart("start", small)) for _ in range(runs)]

    def ratio(name: str) -> str:
        ours, other = (statistics.median(pair[n][name] for pair in pairs) for n in (0, 1))
        return (
            f"{statistics.median(a[name] / b[name] for a, b in pairs):.2f} x ({ours:.2f} s / {other:.2f} s)"
        )

    more = statistics.median(pair[0]["megabytes"] - pair[1]["megabytes"] for pair in pairs)
    tell(
        f"start to a usable window, large / small: {ratio('seconds')}, by the processor's time {ratio('processor')}"
    )
    tell(f"memory of the window, large - small: {more:.0f} MB")


def start(path: Path) -> dict[str, float]:
    """From the library's opening until its articles can be read and chosen."""
    from desktop.reader.web.headless import ensure_application

    ensure_application()
    began, worked = time.perf_counter(), time.process_time()
    with _Window(path) as window:
        window.wait(lambda: bool(window.items.rows))
        taken, spent = time.perf_counter() - began, time.process_time() - worked
        window.let_go(3.0)
        return {"seconds": taken, "processor": spent, "megabytes": psutil.Process().memory_info().rss / 2**20}


def use(path: Path) -> dict[str, float]:
    """The longest time between two beats of the window's thread while a person uses the list, by what they do."""
    from desktop.reader.web.headless import ensure_application

    ensure_application()
    worst: dict[str, float] = {}
    with _Window(path) as window:
        window.wait(lambda: bool(window.items.rows))
        window.let_go(5.0)
        beat = _Heart()
        for name, does in window.uses():
            beat.restart()
            does()
            window.let_go(1.5)
            worst[name], worst[f"{name} (own work)"] = beat.longest, beat.busiest
    return worst


def keystrokes(path: Path) -> dict[str, float]:
    """From a change of the search field until what it found is painted in the list."""
    from desktop.reader.web.headless import ensure_application

    ensure_application()
    taken: list[float] = []
    with _Window(path) as window:
        window.wait(lambda: bool(window.items.rows))
        window.let_go(5.0)
        waiting, asked = QEventLoop(), ""
        window.main.articles.listed.connect(lambda found: waiting.quit() if found.query == asked else None)
        for asked, _ in queries():
            began = time.perf_counter()
            window.main.search_bar.field.setText(asked)
            waiting.exec()
            window.main.item_list.view.viewport().repaint()
            taken.append((time.perf_counter() - began) * 1000)
    return {"p95": p95(taken), "median": statistics.median(taken)}


class _Heart:
    """Beats on the window's thread; the longest silence is what somebody would have waited, the busiest what the thread
    itself did meanwhile, whatever else the machine has to do."""

    def __init__(self) -> None:
        self.longest = self.busiest = 0.0
        self._since = QElapsedTimer()
        self._spent = time.thread_time()
        self._timer = QTimer(interval=_BEAT, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def restart(self) -> None:
        self.longest = self.busiest = 0.0
        self._since.start()
        self._spent = time.thread_time()

    def _beat(self) -> None:
        spent, self._spent = time.thread_time() - self._spent, time.thread_time()
        self.busiest = max(self.busiest, spent * 1000)
        self.longest = max(self.longest, self._since.nsecsElapsed() / 1e6 - _BEAT)
        self._since.start()


class _Window:
    """The real window of a library, without a screen."""

    def __init__(self, path: Path) -> None:
        from desktop import app
        from desktop.settings import Settings

        self.library = open_library(path)
        self.main = app.build_window(self.library, settings=Settings())
        self.main.resize(1280, 800)
        self.main.show()
        self.items = self.main.item_list.items

    def __enter__(self) -> "_Window":
        return self

    def __exit__(self, *_: object) -> None:
        self.main.close()
        self.main.release()
        self.library.close()

    def wait(self, holds: Callable[[], bool]) -> None:
        end = time.perf_counter() + _PATIENCE
        while not holds() and time.perf_counter() < end:
            self.let_go(0.002)
        assert holds()

    def let_go(self, seconds: float) -> None:
        """What is on its way arrives. The thread sleeps in between, as a window's does: one that asked again and again
        would take the interpreter from the threads it waits for."""
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()

    def uses(self) -> Iterator[tuple[str, Callable[[], None]]]:
        view, bar, list_ = (
            self.main.item_list.view,
            self.main.item_list.view.verticalScrollBar(),
            self.main.articles,
        )

        def scroll() -> None:
            for step in range(120):
                bar.setValue(bar.maximum() * step // 120)
                QCoreApplication.processEvents()

        yield "scrolling", scroll
        yield "ordering by title", lambda: list_.order_by("title", False)
        yield "ordering by words", lambda: list_.order_by("words", False)
        yield "filtering", lambda: self.main.search_bar.set_query("is:unread")
        yield "choosing all", view.selectAll
        yield "searching", lambda: self.main.search_bar.set_query("the river")
        yield "all again", lambda: self.main.search_bar.set_query("")


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


if __name__ == "__main__":
    main()
