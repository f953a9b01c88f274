"""Files that cannot be opened or written: each says why, and none is changed by the attempt."""

import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.domain.errors import LibraryDamaged, LibraryUnavailable, UserError
from desktop.domain.item import ImportedItem, ItemType
from desktop.services import browse, organize
from desktop.services.library import check, open_library, tend
from desktop.storage import backups, intake
from desktop.storage.library import Library
from tests.storage.damage import spoil

NOBODY = 65534


def article(number: int, words: str = "The river rose. ") -> ImportedItem:
    text = f"{words}{number}"
    return ImportedItem(ItemType.TEXT, f"Article {number}", text, text.encode(), "text/plain", "a.txt")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A library of forty articles."""
    path = tmp_path / "library.florilegium"
    with Library.open(path) as library:
        for number in range(40):
            intake.store(library, article(number, "The river rose and fell again. " * 200))
    return path


def state(path: Path) -> dict[str, str]:
    """Every file beside the library, but for the backups, by its hash."""
    return {
        found.name: hashlib.sha256(found.read_bytes()).hexdigest()
        for found in path.parent.iterdir()
        if found.is_file()
    }


def refusal(path: Path) -> str:
    before = state(path)
    with pytest.raises(LibraryUnavailable) as told:
        Library.open(path)
    assert state(path) == before
    return str(told.value)


def test_a_library_of_a_newer_version(file: Path) -> None:
    with sqlite3.connect(file) as conn:
        conn.execute("PRAGMA user_version = 99")
    conn.close()
    assert "newer version" in refusal(file)


def test_a_damaged_library(file: Path) -> None:
    with file.open("r+b") as out:
        for page in range(4, 40):
            out.seek(4096 * page)
            out.write(b"\x5a" * 3000)
    told = refusal(file)
    assert "damaged" in told
    assert str(backups.folder(file)) in told


def test_a_truncated_library(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 2])
    assert "damaged" in refusal(file)


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 and so on" * 500, b"plain words\n" * 500, b"\0" * 5000, b"SQLite format 3\0" * 300]
)
def test_a_file_that_is_no_database(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "thesis.pdf"
    path.write_bytes(data)
    assert "not a library" in refusal(path)


def test_another_programs_database(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as conn:
        conn.execute("CREATE TABLE mine(words TEXT)")
        conn.execute("INSERT INTO mine VALUES ('kept')")
    conn.close()
    assert "not a library" in refusal(path)


def test_an_empty_file_becomes_a_library(tmp_path: Path) -> None:
    path = tmp_path / "new.florilegium"
    path.touch()
    with Library.open(path) as library:
        assert browse.items(library) == []


def test_a_folder_is_no_library(tmp_path: Path) -> None:
    with pytest.raises(LibraryUnavailable, match="cannot be"):
        Library.open(tmp_path)


@contextmanager
def unprivileged() -> Iterator[None]:
    """As somebody whom file permissions bind."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter, as pytest's own may not be."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.mark.skipif(sys.platform == "win32", reason="permissions work in another way there")
@pytest.mark.parametrize("exclusive", [False, True])
def test_a_read_only_library(open_folder: Path, exclusive: bool) -> None:
    path = open_folder / "library.florilegium"
    with Library.open(path, backup=False) as library:
        intake.store(library, article(1))
    path.chmod(0o444)
    open_folder.chmod(0o555)
    before = state(path)
    with unprivileged(), pytest.raises(LibraryUnavailable, match="read-only"):
        Library.open(path, exclusive=exclusive, backup=False)
    assert state(path) == before
    open_folder.chmod(0o755)


def test_a_full_disk_keeps_all_that_was_saved(file: Path) -> None:
    with Library.open(file, backup=False) as library:
        with library.quiet() as step:
            pages = step.db.conn.execute("PRAGMA page_count").fetchone()[0]
            step.db.conn.execute(f"PRAGMA max_page_count = {pages + 8}")
        stored = 40
        with pytest.raises(UserError, match="disk is full") as told:
            while True:
                words = hashlib.sha256(str(stored).encode()).hexdigest() * 300
                intake.store(library, article(stored, words))
                stored += 1
        assert "not saved" in str(told.value)
        assert len(browse.items(library)) == stored
    with Library.open(file, backup=False) as library:
        assert check(library) == []
        assert len(browse.items(library)) == stored
        organize.star(library, [1], True)


_FILL = """
import resource, sys
from pathlib import Path
from desktop.domain.errors import UserError
from desktop.domain.item import ImportedItem, ItemType
from desktop.storage import intake
from desktop.storage.library import Library

with Library.open(Path(sys.argv[1]), backup=False) as library:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
    number = 0
    try:
        while True:
            words = f"{number} words " * 5000
            intake.store(library, ImportedItem(ItemType.TEXT, words[:9], words, words.encode(), "text/plain", "a.txt"))
            number += 1
            print(number, flush=True)
    except UserError as failure:
        print(failure, file=sys.stderr)
"""


def test_a_disk_that_stops_writing_keeps_all_that_was_saved(tmp_path: Path) -> None:
    path = tmp_path / "library.florilegium"
    Library.open(path).close()
    limit = str(path.stat().st_size + 1_500_000)
    ended = subprocess.run(
        [sys.executable, "-c", _FILL, str(path), limit],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert "not saved" in ended.stderr, ended.stderr
    stored = len(ended.stdout.split())
    assert stored
    with Library.open(path) as library:
        assert check(library) == []
        assert len(browse.items(library)) == stored


def test_a_second_window_is_told_and_a_program_beside_it_is_not(file: Path) -> None:
    with open_library(file, exclusive=True) as window:
        with pytest.raises(LibraryUnavailable, match="another window"):
            open_library(file, exclusive=True)
        with open_library(file) as beside:
            organize.star(beside, [1], True)
        assert browse.item(window, 1).starred
    open_library(file, exclusive=True).close()


def test_backs_up_once_a_day_and_keeps_ten(file: Path) -> None:
    def kept() -> list[Path]:
        return sorted(backups.folder(file).glob("*.florilegium"))

    for found in kept():
        found.unlink()
    Library.open(file).close()
    Library.open(file).close()
    assert len(kept()) == 1
    for day in range(1, 13):
        newest = kept()[-1].replace(file.with_name(f"library 2020-01-{day:02} 000000.florilegium"))
        aged = newest.replace(backups.folder(file) / newest.name)
        long_ago = (datetime.now(UTC) - timedelta(days=2)).timestamp()
        os.utime(aged, (long_ago, long_ago))
        Library.open(file).close()
    assert len(kept()) == 10
    with Library.open(kept()[-1], read_only=True) as copy:
        assert len(browse.items(copy)) == 40
        assert check(copy) == []


def test_a_large_library_is_looked_at_and_backed_up_after_it_was_opened(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.storage.library._LARGE", 1000)
    for found in backups.folder(file).glob("*.florilegium"):
        found.unlink()
    with Library.open(file) as library:
        assert not list(backups.folder(file).glob("*.florilegium"))
        tend(library)
        assert len(list(backups.folder(file).glob("*.florilegium"))) == 1
    spoil(file)
    data = file.read_bytes()
    for found in backups.folder(file).glob("*.florilegium"):
        found.unlink()
    with Library.open(file) as library:
        with pytest.raises(LibraryDamaged, match="damaged"):
            tend(library)
        assert not list(backups.folder(file).glob("*.florilegium"))  # a damaged file is no backup
    file.write_bytes(data[: len(data) // 2])
    assert "damaged" in refusal(file)
