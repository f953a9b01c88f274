"""What a person calls the highlight colours."""

from collections.abc import Mapping

from desktop.domain.annotation import ColorNames, HighlightColor
from desktop.domain.changes import Changes
from desktop.storage.library import Library

NAMED = "SELECT color FROM color_name WHERE name = ? COLLATE NOCASE"
"""The colours of a name."""


def names(library: Library) -> ColorNames:
    """Those that have one."""
    known = {color.value: color for color in HighlightColor}
    rows = library.reader().conn.execute("SELECT color, name FROM color_name ORDER BY id")
    return {known[color]: name for color, name in rows if color in known}


def rename(library: Library, wanted: Mapping[HighlightColor, str]) -> Changes:
    """Empty: the colour has no name any more. One step."""
    with library.step("Name the colours") as step:
        for color, name in wanted.items():
            row = step.db.conn.execute(
                "SELECT id, name FROM color_name WHERE color = ?", (color.value,)
            ).fetchone()
            if row is None and name:
                step.insert("color_name", color=color.value, name=name)
            elif row is not None and not name:
                step.db.conn.execute("DELETE FROM color_name WHERE id = ?", (row[0],))
            elif row is not None and name != row[1]:
                step.db.conn.execute("UPDATE color_name SET name = ? WHERE id = ?", (name, row[0]))
    return step.changes()
