"""The places of a library: its own, collections, saved searches, with how many articles are in each."""

from collections import defaultdict
from typing import Any

from desktop.domain.changes import Changes
from desktop.domain.organize import Collection, LibraryCounts, SavedSearch
from desktop.storage.library import Library, now

INBOX = "item.status = 'unread' AND item.id NOT IN (SELECT item_id FROM collection_item)"
"""New: neither read nor filed."""
OPENED = "item.id IN (SELECT item_id FROM opening)"
ORPHANED = "item.id IN (SELECT item_id FROM annotation WHERE orphan AND trashed = '')"
UNTAGGED = "item.id NOT IN (SELECT item_id FROM item_tag)"
DUPLICATE = (
    "item.version_id IN (SELECT resemblance.version_id FROM resemblance"
    " JOIN item AS other ON other.version_id = other_id WHERE other.trashed = '')"
)

_COUNTS = f"""SELECT (SELECT count(*) FROM item WHERE trashed = ''),
  (SELECT count(*) FROM item WHERE trashed = '' AND {INBOX}),
  (SELECT count(*) FROM item WHERE trashed = '' AND status = 'unread'),
  (SELECT count(*) FROM item WHERE trashed = '' AND status = 'reading'),
  (SELECT count(*) FROM item WHERE trashed = '' AND status = 'read'),
  (SELECT count(*) FROM item WHERE trashed = '' AND starred),
  (SELECT count(*) FROM item WHERE trashed = '' AND {OPENED}),
  (SELECT count(*) FROM item WHERE trashed = '' AND {UNTAGGED}),
  (SELECT count(*) FROM item WHERE trashed = '' AND {ORPHANED}),
  (SELECT count(*) FROM item WHERE trashed = '' AND {DUPLICATE}),
  (SELECT count(*) FROM item WHERE trashed <> '') + (SELECT count(*) FROM annotation WHERE trashed <> '')"""

_COLLECTIONS = """WITH RECURSIVE inside(id, top) AS (SELECT id, id FROM collection UNION ALL
  SELECT collection.id, top FROM collection JOIN inside ON parent_id = inside.id)
  SELECT top, count(DISTINCT item_id) FROM inside JOIN collection_item ON collection_id = inside.id
  JOIN item ON item.id = item_id WHERE trashed = '' GROUP BY top"""


def counts(library: Library) -> LibraryCounts:
    return LibraryCounts(*library.reader().conn.execute(_COUNTS).fetchone())


def collections(library: Library) -> list[Collection]:
    """Parents before their children, siblings by position."""
    items = dict(library.reader().conn.execute(_COLLECTIONS).fetchall())
    children: dict[int | None, list[dict[str, Any]]] = defaultdict(list)
    for row in library.reader().query("SELECT * FROM collection ORDER BY position, id"):
        children[row["parent_id"]].append(row)

    def below(parent_id: int | None) -> list[Collection]:
        return [
            found
            for row in children[parent_id]
            for found in (Collection(**row, items=items.get(row["id"], 0)), *below(row["id"]))
        ]

    return below(None)


def saved_searches(library: Library) -> list[SavedSearch]:
    return [
        SavedSearch(**row)
        for row in library.reader().query("SELECT * FROM saved_search ORDER BY name COLLATE NOCASE, id")
    ]


def set_opened(library: Library, item_id: int) -> Changes:
    """Remember that an article was opened now; no step of the history."""
    with library.quiet() as step:
        step.db.conn.execute("INSERT OR REPLACE INTO opening VALUES (?, ?)", (item_id, now()))
    return Changes(items=frozenset({item_id}))
