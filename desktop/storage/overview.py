"""The library as a whole, counted."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations

from desktop.domain.annotation import HighlightColor
from desktop.domain.overview import Grid, Statistics, Tally
from desktop.storage.library import Library

_LIVE = "SELECT id FROM item WHERE trashed = ''"
_MOST_MONTHS = 1200


def tags_together(library: Library, most: int) -> Grid:
    """How many articles carry two tags, themselves or through annotations; the diagonal: how many carry one."""
    conn = library.reader().conn
    rows = conn.execute(
        f"""SELECT tag_id, item_id FROM item_tag WHERE item_id IN ({_LIVE}) UNION
            SELECT tag_id, item_id FROM annotation_tag JOIN annotation ON annotation.id = annotation_id
            WHERE trashed = '' AND item_id IN ({_LIVE})"""
    )
    carriers: dict[int, set[int]] = defaultdict(set)
    for tag_id, item_id in rows:
        carriers[tag_id].add(item_id)
    names = dict(conn.execute("SELECT id, name FROM tag"))
    chosen = sorted(carriers, key=lambda tag: (-len(carriers[tag]), names[tag].casefold()))[:most]
    counts = {(tag, tag): len(carriers[tag]) for tag in chosen}
    for one, other in combinations(chosen, 2):
        counts[one, other] = counts[other, one] = len(carriers[one] & carriers[other])
    told = tuple(names[tag] for tag in chosen)
    return Grid(told, told, tuple(tuple(counts[one, other] for other in chosen) for one in chosen))


def published(library: Library, digits: int) -> Tally:
    """Articles by the year (4 digits of their date), month (7) or day (10) of publication. Those that tell less
    are left out; years and months without any are there."""
    rows = library.reader().conn.execute(
        "SELECT substr(published, 1, ?1) AS period, count(*) FROM item WHERE trashed = ''"
        " AND length(published) >= ?1 AND period GLOB '[0-9][0-9][0-9][0-9]*' GROUP BY period ORDER BY period", (digits,)
    ).fetchall()  # fmt: skip
    return Tally.of(rows if digits == 10 else _without_gaps(rows))


def tag_months(library: Library, most: int, months: int) -> Grid:
    """Annotations with a tag of their own, by tag (the most used) and month (the last ones)."""
    conn = library.reader().conn
    rows = conn.execute(
        """SELECT name, strftime('%Y-%m', annotation.created, 'localtime') AS month, count(*) FROM annotation
           JOIN annotation_tag ON annotation_id = annotation.id JOIN tag ON tag.id = tag_id
           WHERE annotation.trashed = '' AND item_id IN (SELECT id FROM item WHERE trashed = '') AND month IS NOT NULL
           GROUP BY tag_id, month"""
    ).fetchall()
    totals: Counter[str] = Counter()
    for name, _, count in rows:
        totals[name] += count
    names = [
        name for name, _ in sorted(totals.items(), key=lambda pair: (-pair[1], pair[0].casefold()))[:most]
    ]
    shown = [month for month, _ in _without_gaps(sorted({(month, 0) for _, month, _ in rows}))][-months:]
    counts = {(name, month): count for name, month, count in rows}
    return Grid(tuple(names), tuple(shown), tuple(tuple(counts.get((n, m), 0) for m in shown) for n in names))


def statistics(library: Library) -> Statistics:
    conn = library.reader().conn

    def one(sql: str) -> int:
        return int(conn.execute(sql).fetchone()[0] or 0)

    def tally(sql: str) -> Tally:
        return Tally.of(conn.execute(sql).fetchall())

    articles, unread, reading, starred, trashed = conn.execute(
        """SELECT count(*) FILTER (WHERE trashed = ''), count(*) FILTER (WHERE trashed = '' AND status = 'unread'),
             count(*) FILTER (WHERE trashed = '' AND status = 'reading'),
             count(*) FILTER (WHERE trashed = '' AND starred), count(*) FILTER (WHERE trashed <> '') FROM item"""
    ).fetchone()
    marks = f"FROM annotation WHERE trashed = '' AND item_id IN ({_LIVE})"
    kinds = conn.execute(
        """SELECT type, coalesce(nullif(item.language, ''), version.language), count(*), sum(words)
           FROM item JOIN version ON version.id = version_id WHERE trashed = '' GROUP BY 1, 2"""
    ).fetchall()
    colors = dict(conn.execute(f"SELECT color, count(*) {marks} GROUP BY color"))
    return Statistics(
        articles, unread, reading, starred, trashed, one(f"SELECT count(*) {marks}"),
        one(f"SELECT count(*) {marks} AND comment <> ''"), one(f"SELECT count(*) {marks} AND orphan"),
        one(f"SELECT count(*) FROM note WHERE trashed = '' AND item_id IN ({_LIVE})"), one("SELECT count(*) FROM tag"),
        one("SELECT count(*) FROM collection"), one("SELECT count(*) FROM outline"), one("SELECT count(*) FROM version"),
        one("SELECT count(*) FROM step"),
        sum(words for *_, words in kinds),
        one("SELECT sum(size) FROM attachment"), library.path.stat().st_size,
        _summed((type_, count) for type_, _, count, _ in kinds),
        _summed((language, count) for _, language, count, _ in kinds),
        tally("SELECT site, count(*) FROM item WHERE trashed = '' AND site <> '' GROUP BY site ORDER BY 2 DESC, 1 LIMIT 20"),
        Tally.of([(color.value, colors[color.value]) for color in HighlightColor if color.value in colors]),
        Tally.of(_without_gaps(_months(conn.execute(
            "SELECT strftime('%Y-%m', added, 'localtime') AS month, count(*) FROM item WHERE trashed = ''"
            " GROUP BY month ORDER BY month")))),
        Tally.of(_without_gaps(_months(conn.execute(
            f"SELECT strftime('%Y-%m', created, 'localtime') AS month, count(*) {marks} GROUP BY month ORDER BY month")))),
    )  # fmt: skip


def _summed(rows: Iterable[tuple[str, int]]) -> Tally:
    """The most frequent first."""
    counts: Counter[str] = Counter()
    for name, count in rows:
        counts[name] += count
    return Tally.of(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _months(rows: Iterable[tuple[str | None, int]]) -> list[tuple[str, int]]:
    return [(month, count) for month, count in rows if month]


def _without_gaps(rows: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Years or months (``2020``, ``2020-03``, in order) with those between them that have none."""
    if not rows:
        return []
    counts = dict(rows)
    periods = [rows[0][0]]
    while periods[-1] < rows[-1][0]:
        periods.append(after(periods[-1]))
        if len(periods) > _MOST_MONTHS:
            return list(rows)
    return [(period, counts.get(period, 0)) for period in periods]


def after(period: str) -> str:
    """The next year or month."""
    if len(period) == 4:
        return f"{int(period) + 1:04}"
    year, month = int(period[:4]), int(period[5:7])
    following = (
        date(year + month // 12, month % 12 + 1, 1) if 1 <= month <= 12 and year < 9999 else date(9999, 12, 1)
    )
    return f"{following:%Y-%m}" if following.year >= 1000 else f"{following.year:04}-{following.month:02}"


def tag_sharers(library: Library, item_id: int, limit: int) -> tuple[list[str], list[tuple[int, str]]]:
    """The tags of an article, and other articles with the tags that they share; the rarer tags first, and of a tag
    that very many carry only the newest carriers."""
    conn = library.reader().conn
    own = conn.execute(
        """SELECT tag.id, name, (SELECT count(*) FROM item_tag WHERE tag_id = tag.id) AS uses FROM tag WHERE id IN
             (SELECT tag_id FROM item_tag WHERE item_id = ?1 UNION SELECT tag_id FROM annotation_tag JOIN annotation
              ON annotation.id = annotation_id WHERE item_id = ?1 AND trashed = '') ORDER BY uses""", (item_id,)
    ).fetchall()  # fmt: skip
    found = []
    for tag_id, name, _ in own:
        rows = conn.execute(
            "SELECT item_id FROM item_tag JOIN item ON item.id = item_id WHERE tag_id = ? AND item_id <> ?"
            " AND trashed = '' ORDER BY item_id DESC LIMIT ?", (tag_id, item_id, limit),
        )  # fmt: skip
        found += [(other, name) for (other,) in rows]
    return [name for _, name, _ in own], found


def tag_uses(library: Library) -> dict[str, int]:
    """How many articles carry each tag themselves."""
    return dict(library.reader().conn.execute(
        "SELECT name, (SELECT count(*) FROM item_tag WHERE tag_id = tag.id) FROM tag"
    ))  # fmt: skip


def word_uses(library: Library, words: Sequence[str]) -> dict[str, int]:
    """In how many texts each word stands, as the index writes it."""
    conn = library.reader().conn
    found = {}
    for word in words:
        row = conn.execute("SELECT doc FROM body_vocabulary WHERE term = ?", (word,)).fetchone()
        found[word] = int(row[0]) if row else 0
    return found


def word_sharers(library: Library, words: Sequence[str], most: int) -> dict[str, list[int]]:
    """The articles (of each word at most so many, the newest) in whose text the words stand."""
    conn = library.reader().conn
    found = {}
    for word in words:
        match = '"' + word.replace('"', '""') + '"'
        rows = conn.execute(
            "SELECT item.id FROM (SELECT rowid FROM body_fts WHERE body_fts MATCH ? ORDER BY rowid DESC LIMIT ?) AS found"
            " JOIN item ON item.version_id = found.rowid WHERE trashed = ''", (match, most),
        )  # fmt: skip
        found[word] = [id_ for (id_,) in rows]
    return found
