"""A library file with a page of it written over."""

import sqlite3
from pathlib import Path


def spoil(path: Path) -> None:
    """Write over a page that is not needed to show the library."""
    with sqlite3.connect(path) as conn:
        (page,) = conn.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'version_text_hash'"
        ).fetchone()
    conn.close()
    data = bytearray(path.read_bytes())
    data[4096 * (page - 1) : 4096 * page] = b"\x5a" * 4096
    path.write_bytes(data)
