"""The library file: one writer behind a lock, a reader a thread.

Several programs may have a library open (WAL); the window opens it ``exclusive``, which a second window cannot.
"""

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from sqlite_utils import Database

from desktop.domain.changes import Changes
from desktop.domain.errors import LibraryDamaged, LibraryUnavailable, UserError
from desktop.storage import backups, index, packing, tracking
from desktop.storage.lock import WindowLock
from desktop.storage.schema import APPLICATION_ID, INDEXES, SCHEMA_VERSION, migrations

_LARGE = 64 * 1024 * 1024
"""Bytes of a file that is read whole at once."""


def now() -> str:
    """UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Step:
    """A transaction on its way. ``db`` writes; ``changes()`` tells after commit what it did."""

    def __init__(self, db: Database, label: str) -> None:
        self.db = db
        self._changes = Changes(label)

    def insert(self, table: str, **values: object) -> int:
        """The id of a new row."""
        names = ", ".join(f'"{name}"' for name in values)
        places = ", ".join("?" * len(values))
        cursor = self.db.conn.execute(
            f"INSERT INTO {table}({names}) VALUES ({places})", tuple(values.values())
        )
        return int(cursor.lastrowid or 0)

    def changes(self) -> Changes:
        return self._changes

    def settle(self, changes: Changes) -> None:
        self._changes = changes


class Library:
    """An open library."""

    def __init__(self, path: Path, writer: Database, lock: WindowLock | None, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self._writer = writer
        self._window_lock = lock
        self._write_lock = threading.RLock()
        self._local = threading.local()
        self._readers: list[sqlite3.Connection] = []

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        read_only: bool = False,
        backup: bool = True,
        create: bool = True,
        exclusive: bool = False,
    ) -> Self:
        """Raises ``LibraryUnavailable``: the message says what is the matter with the file."""
        path = Path(path)
        if not path.is_file() and (read_only or not create):
            raise LibraryUnavailable("There is no library at {path}.", path=path)
        lock = WindowLock(path) if exclusive else None
        try:
            return cls(path, _connected(path, read_only, backup), lock, read_only)
        except BaseException:
            if lock:
                lock.release()
            raise

    @staticmethod
    def is_at(path: Path) -> bool:
        """Whether a file may be a library: it is a database. Opening it tells for certain."""
        try:
            with path.open("rb") as file:
                return file.read(16) == b"SQLite format 3\0"
        except OSError:
            return False

    @staticmethod
    def is_older(path: Path) -> bool:
        """Whether a library has the schema of an earlier version, which opening it for writing brings up to date."""
        with Library.open(path, read_only=True) as library:
            version: int = library.reader().conn.execute("PRAGMA user_version").fetchone()[0]
        return version < SCHEMA_VERSION

    def close(self) -> None:
        with self._write_lock:
            for reader in self._readers:
                reader.close()
            self._readers.clear()
            self._local = threading.local()
            self._writer.conn.close()
            if self._window_lock:
                self._window_lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def reader(self) -> Database:
        """This thread's connection for reading."""
        reader: Database | None = getattr(self._local, "reader", None)
        if reader is None:
            reader = _database(self.path, "ro")
            self._local.reader = reader
            self._readers.append(reader.conn)
        return reader

    @contextlib.contextmanager
    def step(self, label: str, batch: str | None = None) -> Iterator[Step]:
        """One transaction that can be undone. Steps of the same batch are undone together."""
        with self._transaction(label) as step:
            tracking.begin(step.db, label, batch or "", now())
            yield step
            step.settle(tracking.end(step.db, label))

    @contextlib.contextmanager
    def quiet(self, label: str = "") -> Iterator[Step]:
        """One transaction that is no step."""
        with self._transaction(label) as step:
            yield step

    @contextlib.contextmanager
    def _transaction(self, label: str) -> Iterator[Step]:
        with self._write_lock:
            try:
                self._writer.conn.execute("BEGIN IMMEDIATE")
                step = Step(self._writer, label)
                yield step
                index.flush(self._writer)
                self._writer.conn.execute("COMMIT")
            except sqlite3.Error as failure:
                self._rollback()
                raise _write_failure(failure) from failure
            except BaseException:
                self._rollback()
                raise

    def _rollback(self) -> None:
        if self._writer.conn.in_transaction:
            self._writer.conn.execute("ROLLBACK")

    def tend(self) -> None:
        """What a large library needs once a day: a look at the whole file, and a backup if it is sound.
        Raises ``LibraryDamaged``."""
        if self.read_only or not is_large(self.path) or not backups.is_due(self.path):
            return
        with self.telling_damage():
            if not _is_sound(self.reader()):
                raise damaged(self.path)
        backups.rotate(self.path)

    @contextlib.contextmanager
    def telling_damage(self) -> Iterator[None]:
        """What cannot be read raises ``LibraryDamaged``."""
        try:
            yield
        except sqlite3.DatabaseError as failure:
            if _is_corrupt(failure):
                raise damaged(self.path) from failure
            raise

    def backup(self, path: Path) -> None:
        """Copy the whole library to ``path``."""
        backups.copy(self.path, path)

    def problems(self) -> list[str]:
        """What is wrong with the file."""
        try:
            return self._problems()
        except sqlite3.DatabaseError as failure:
            if not _is_corrupt(failure):
                raise
            return [str(failure)]

    def _problems(self) -> list[str]:
        conn = self.reader().conn
        found = [row[0] for row in conn.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [
            f"{table} {row_id}: no {parent}"
            for table, row_id, parent, _ in conn.execute("PRAGMA foreign_key_check")
        ]
        return found if self.read_only else found + self._index_problems()

    def _index_problems(self) -> list[str]:
        """What the full-text indexes say of themselves."""
        found = []
        for table in INDEXES:
            with self.quiet() as step:
                try:
                    step.db.conn.execute(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")
                except sqlite3.DatabaseError as failure:
                    found.append(f"{table}: {failure}")
        return found

    def statistics(self) -> dict[str, int]:
        conn = self.reader().conn
        tables = ("item", "annotation", "note", "tag", "collection", "version", "attachment", "step")
        counts = {
            f"{table}s": int(conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in tables
        }
        return counts | {"bytes": self.path.stat().st_size}


def _database(path: Path, mode: str) -> Database:
    conn = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=10,
    )
    conn.execute("PRAGMA foreign_keys = ON")
    packing.teach(conn)
    return Database(conn, execute_plugins=False)


def _connected(path: Path, read_only: bool, backup: bool) -> Database:
    try:
        fresh = not path.exists() or path.stat().st_size == 0
        db = _database(path, "ro" if read_only else "rwc")
    except (sqlite3.Error, OSError) as failure:
        raise LibraryUnavailable(
            "The library {path} cannot be opened: {reason}.", path=path, reason=failure
        ) from failure
    try:
        if not fresh:
            _recognise(db, path)
        if not read_only:
            _prepare(db, path, fresh, backup)
    except LibraryUnavailable:
        db.conn.close()
        raise
    except (sqlite3.Error, OSError) as failure:
        db.conn.close()
        raise _open_failure(failure, path) from failure
    return db


def _recognise(db: Database, path: Path) -> None:
    if db.conn.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise LibraryUnavailable("{path} is not a library of Florilegium. It was left as it is.", path=path)
    if db.conn.execute("PRAGMA user_version").fetchone()[0] > SCHEMA_VERSION:
        raise LibraryUnavailable(
            "The library {path} was made by a newer version of Florilegium. It was left as it is; "
            "open it with that version.", path=path,
        )  # fmt: skip
    if not (_looks_sound(db, path) if is_large(path) else _is_sound(db)):
        raise damaged(path)


def is_large(path: Path) -> bool:
    """Too large to be read whole before it is shown; ``Library.tend`` does so in time."""
    return path.stat().st_size > _LARGE


def _is_sound(db: Database) -> bool:
    return bool(db.conn.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")


def _is_corrupt(failure: Exception) -> bool:
    return getattr(failure, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _looks_sound(db: Database, path: Path) -> bool:
    """Whether the file is as long as it says, and each table can be read at its end."""
    wal = path.with_name(path.name + "-wal")
    if not wal.exists() or not wal.stat().st_size:
        (pages,), (size,) = (
            db.conn.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size")
        )
        if path.stat().st_size < pages * size:
            return False
    for table in ("version", "item", "annotation", "tag", "collection", "note", "step"):
        db.conn.execute(f"SELECT * FROM {table} ORDER BY rowid DESC LIMIT 1").fetchone()
    return True


def _prepare(db: Database, path: Path, fresh: bool, backup: bool) -> None:
    db.conn.execute("PRAGMA journal_mode = WAL")
    db.conn.execute("PRAGMA synchronous = FULL")
    pending = migrations.pending(db)
    if not fresh and (pending or (backup and not is_large(path))):
        backups.rotate(path, at_once=bool(pending))
    if pending:
        migrations.apply(db)
        with db.atomic():
            index.flush(db)


def damaged(path: Path) -> LibraryDamaged:
    return LibraryDamaged(
        "The library {path} is damaged. It was left as it is; its backups lie in {folder}.",
        path=path, folder=backups.folder(path),
    )  # fmt: skip


def _open_failure(failure: Exception, path: Path) -> LibraryUnavailable:
    code = getattr(failure, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_NOTADB:
        return LibraryUnavailable("{path} is not a library of Florilegium. It was left as it is.", path=path)
    if code == sqlite3.SQLITE_CORRUPT:
        return damaged(path)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
        return LibraryUnavailable(
            "The library {path} cannot be written: the file or its folder is read-only.", path=path
        )
    if code == sqlite3.SQLITE_FULL:
        return LibraryUnavailable("The library {path} cannot be opened: the disk is full.", path=path)
    return LibraryUnavailable("The library {path} cannot be opened: {reason}.", path=path, reason=failure)


def _write_failure(failure: sqlite3.Error) -> Exception:
    code = getattr(failure, "sqlite_errorcode", 0) & 0xFF
    reasons = {
        sqlite3.SQLITE_FULL: "The disk is full. The change was not saved; the library is unchanged. Make room and try again.",
        sqlite3.SQLITE_READONLY: "The library is read-only. The change was not saved; the library is unchanged.",
        sqlite3.SQLITE_IOERR: "The disk failed. The change was not saved; the library is unchanged.",
        sqlite3.SQLITE_BUSY: "Another program is writing to the library. The change was not saved; try again.",
        sqlite3.SQLITE_CORRUPT: "The library is damaged. The change was not saved. File > Check the library tells what to do.",
    }
    return UserError(reasons[code]) if code in reasons else failure
