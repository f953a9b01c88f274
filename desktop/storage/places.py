"""The places of a library: its own, collections, saved searches, with how many articles are in each."""

from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

from desktop.domain.changes import Changes
from desktop.domain.organize import Collection, LibraryCounts, SavedSearch
from desktop.storage import tallies
from desktop.storage.library import Library

INBOX = "item.status = 'unread' AND item.id NOT IN (SELECT item_id FROM collection_item)"
"""New: neither read nor filed."""
OPENED = "item.id IN (SELECT item_id FROM opening)"
ORPHANED = "item.id IN (SELECT item_id FROM annotation WHERE orphan AND trashed = '')"
UNTAGGED = "item.id NOT IN (SELECT item_id FROM item_tag)"
DUPLICATE = (
    "item.version_id IN (SELECT resemblance.version_id FROM resemblance"
    " JOIN item AS other ON other.version_id = other_id WHERE other.trashed = '')"
)

_COUNTS = f"""SELECT count(*), count(*) FILTER (WHERE {INBOX}), count(*) FILTER (WHERE status = 'unread'),
  count(*) FILTER (WHERE status = 'reading'), count(*) FILTER (WHERE status = 'read'), count(*) FILTER (WHERE starred),
  count(*) FILTER (WHERE {OPENED}), count(*) FILTER (WHERE {UNTAGGED}), count(*) FILTER (WHERE {ORPHANED}),
  (SELECT count(*) FROM item WHERE trashed = '' AND {DUPLICATE}),
  (SELECT count(*) FROM item WHERE trashed <> '') + (SELECT count(*) FROM annotation WHERE trashed <> '')
  FROM item INDEXED BY item_added WHERE trashed = ''"""
"""In one pass over an index that has all that is asked."""

_FILED = "SELECT collection_id, group_concat(item_id) FROM collection_item GROUP BY collection_id"


def counts(library: Library) -> LibraryCounts:
    return LibraryCounts(*library.reader().conn.execute(_COUNTS).fetchone())


def collections(library: Library) -> list[Collection]:
    """Parents before their children, siblings by position."""
    conn = library.reader().conn
    children: dict[int | None, list[dict[str, Any]]] = defaultdict(list)
    for row in library.reader().query("SELECT * FROM collection ORDER BY position, id"):
        children[row["parent_id"]].append(row)

    def below(parent_id: int | None) -> list[dict[str, Any]]:
        return [found for row in children[parent_id] for found in (row, *below(row["id"]))]

    def inside(id_: int) -> list[int]:
        return [id_, *(deeper for row in children[id_] for deeper in inside(row["id"]))]

    gone = {id_ for (id_,) in conn.execute("SELECT id FROM item WHERE trashed <> ''")}
    rows = below(None)
    items = tallies.counted((inside(row["id"]) for row in rows), tallies.members(conn, _FILED), gone)
    return [Collection(**row, items=count) for row, count in zip(rows, items, strict=True)]


def saved_searches(library: Library) -> list[SavedSearch]:
    return [
        SavedSearch(**row)
        for row in library.reader().query("SELECT * FROM saved_search ORDER BY name COLLATE NOCASE, id")
    ]


def set_opened(library: Library, item_id: int) -> Changes:
    """Remember that an article was opened now; no step of the history."""
    with library.quiet() as step:
        # To the microsecond: of two that are opened at once the later one is still the last.
        moment = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        step.db.conn.execute("INSERT OR REPLACE INTO opening VALUES (?, ?)", (item_id, moment))
    return Changes(items=frozenset({item_id}))
