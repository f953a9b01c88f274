"""What is read can be given up while the database is at it."""

import threading
from pathlib import Path

import pytest

from desktop.domain.errors import Cancelled
from desktop.storage.library import Library
from desktop.storage.reading import Reading

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def test_what_is_given_up_ends_at_once_and_the_thread_reads_on(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.florilegium", backup=False) as library:
        begun, ended = threading.Event(), threading.Event()
        reading, read = Reading(library), list[object]()

        def work() -> None:
            def endless() -> None:
                begun.set()
                library.reader().conn.execute(ENDLESS).fetchone()

            with pytest.raises(Cancelled):
                reading.run(endless)
            read.append(Reading(library).run(lambda: library.reader().conn.execute("SELECT 1").fetchone()))
            ended.set()

        threading.Thread(target=work, daemon=True).start()
        assert begun.wait(10)
        while not ended.wait(0.01):
            reading.give_up()
        assert read == [(1,)]


def test_what_was_given_up_before_it_began_is_not_read(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.florilegium", backup=False) as library:
        reading = Reading(library)
        reading.give_up()
        with pytest.raises(Cancelled):
            reading.run(lambda: 1)
