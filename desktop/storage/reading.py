"""A read that may be given up while it goes on."""

import sqlite3
import threading
from collections.abc import Callable
from typing import TypeVar

from desktop.domain.errors import Cancelled
from desktop.storage.library import Library

T = TypeVar("T")


class Reading:
    """What one thread reads, and another may stop: whatever the database is doing for it ends within a moment."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._given_up = False
        self._working: sqlite3.Connection | None = None

    def run(self, work: Callable[[], T]) -> T:
        """What ``work`` reads by this thread's connection. Raises ``Cancelled`` where it was given up."""
        conn = self._library.reader().conn
        with self._lock:
            self._working = conn
        try:
            if self._given_up:
                raise Cancelled
            return work()
        except sqlite3.OperationalError as failure:
            if self._given_up:
                raise Cancelled from failure
            raise
        finally:
            with self._lock:
                self._working = None

    def give_up(self) -> None:
        """Nobody waits for it any more."""
        with self._lock:
            self._given_up = True
            if self._working:
                self._working.interrupt()
