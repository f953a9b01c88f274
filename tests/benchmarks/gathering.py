"""The notebook, the palette and the overview on a large library, against bare SQL on the same file."""

import random
import statistics
import time
from collections.abc import Callable

from desktop.domain.notebook import Grouping, Narrowing
from desktop.services import notebook, overview
from desktop.services.palette import Index
from desktop.storage.library import Library
from tests.benchmarks.library import words_of

_RUNS = 3
_QUERIES = 60


def figures(library: Library) -> list[str]:
    """All of them, one a line."""
    conn = library.reader().conn
    bare = "SELECT id, item_id FROM annotation WHERE trashed = '' ORDER BY item_id, start"
    lines = []
    for grouping in Grouping:
        told = _ratio(
            lambda: notebook.gather(library, Narrowing(), grouping),  # noqa: B023
            lambda: conn.execute(bare).fetchall(),
        )
        lines.append(f"order of all annotations, by {grouping} / bare SQL in the order of articles: {told}")
    ids = notebook.gather(library, Narrowing(), Grouping.ARTICLE).ids
    start = len(ids) // 2
    lines.append(
        f"120 cards: {_seconds(lambda: notebook.cards(library, ids[start : start + 120])) * 1000:.1f} ms"
    )
    lines.append(_palette(library))
    tags = "SELECT tag_id, item_id FROM item_tag UNION SELECT tag_id, item_id FROM annotation_tag" \
        " JOIN annotation ON annotation.id = annotation_id"  # fmt: skip
    told = _ratio(lambda: overview.tags_together(library), lambda: conn.execute(tags).fetchall())
    lines.append(f"tags that go together / bare SQL of all taggings: {told}")
    chosen = [
        row[0] for row in conn.execute("SELECT id FROM item WHERE trashed = '' ORDER BY random() LIMIT 8")
    ]
    taken = statistics.median(_seconds(lambda: overview.related(library, id_)) for id_ in chosen)  # noqa: B023
    return [*lines, f"related articles of one: {taken * 1000:.0f} ms (median of 8, no bare alternative)"]


def _palette(library: Library) -> str:
    chance, words = random.Random(3), words_of("en").words[:4000]
    index, conn = Index(library), library.reader().conn
    index.find("x")
    ours, bare = [], []
    for _ in range(_QUERIES):
        word = chance.choice(words)[: chance.randint(1, 6)]
        ours.append(_seconds(lambda: index.find(word)))  # noqa: B023
        sql = "SELECT rowid FROM item_fts WHERE item_fts MATCH ? ORDER BY rank LIMIT 30"
        match = '"' + word + '"*'
        bare.append(_seconds(lambda: conn.execute(sql, (match,)).fetchall()))  # noqa: B023
    p95, other = (statistics.quantiles(times, n=20)[-1] for times in (ours, bare))
    return (
        f"palette, 95th percentile of {_QUERIES} words / bare FTS5 of titles: {p95 / other:.2f} x"
        f" ({p95 * 1000:.0f} ms / {other * 1000:.0f} ms)"
    )


def _ratio(ours: Callable[[], object], bare: Callable[[], object]) -> str:
    """The median of the runs' ratios, ours and bare in turn."""
    pairs = [(_seconds(ours), _seconds(bare)) for _ in range(_RUNS)]
    median = statistics.median(one / other for one, other in pairs)
    return f"{median:.2f} x ({pairs[-1][0]:.2f} s / {pairs[-1][1]:.2f} s)"


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
