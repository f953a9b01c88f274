"""A large made-up library, through the app's own storage: for benchmarks, and to try things by hand.

    python -m tests.benchmarks.library --articles 100000 --to FILE

makes a library at FILE (which must not be there yet): articles of 800 words in the median, in seven languages, each about
some subject, with two annotations an article, tags (``project/…`` of several levels; ``kept`` is on every second article),
nested collections, notes, reading states, stars. The same number gives the same library. ``--seed N`` gives another one.
It takes some ten minutes for 100,000. Open it with ``python -m desktop --library FILE``.
"""

import argparse
import functools
import html
import random
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop.domain.anchoring import describe
from desktop.domain.annotation import HighlightColor, NewAnnotation, TextTarget
from desktop.domain.item import ImportedItem, ItemType, OutlineEntry
from desktop.storage import intake
from desktop.storage.library import Library, Step
from tests.benchmarks.vocabulary import LANGUAGES, SPACED, Vocabulary, vocabulary

_BATCH = 200
"""Articles a transaction."""
_NOW = datetime(2025, 11, 1, tzinfo=UTC)
_TYPES = {ItemType.WEB_PAGE: 84, ItemType.TEXT: 6, ItemType.MARKDOWN: 5, ItemType.DOCX: 3, ItemType.EPUB: 2}
_SUBJECTS, _TAGS, _SITES, _PEOPLE = 400, 900, 600, 4000

words_of = functools.cache(vocabulary)


class Press:
    """Writes articles: the same ones for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        self._chance = random.Random(seed)
        fixed = random.Random(7)
        english = words_of("en")
        self.tags = _tag_names(fixed)
        self._tag_weights = _falling(len(self.tags))
        self._sites = [
            f"{english.name(fixed)} {fixed.choice(('Post', 'Times', 'Review', 'Herald'))}"
            for _ in range(_SITES)
        ]
        self._people = [f"{english.name(fixed)} {english.name(fixed)}" for _ in range(_PEOPLE)]
        self._subjects = {
            language: [
                words_of(language).uncommon(fixed, 40)
                for _ in range(_SUBJECTS // (1 if language == "en" else 5))
            ]
            for language in LANGUAGES
        }

    def article(self, number: int) -> ImportedItem:
        """With its annotations and tags."""
        chance = self._chance
        language = chance.choices(tuple(LANGUAGES), tuple(LANGUAGES.values()))[0]
        words = words_of(language)
        subject = chance.choice(self._subjects[language])
        paragraphs = self._paragraphs(words, subject)
        title = _sentence([*chance.sample(subject, 3), *words.take(chance, 4)], language).rstrip(".。")
        text = "\n".join(paragraphs) + "\n"
        markup = "".join(f"<p>{html.escape(paragraph)}</p>\n" for paragraph in paragraphs)
        site = chance.choices(self._sites, _falling(_SITES))[0]
        page = f"<!doctype html><html lang={language}><title>{title}</title><body><nav>{site}</nav><main>{markup}</main>"
        return ImportedItem(
            type=chance.choices(tuple(_TYPES), tuple(_TYPES.values()))[0],
            title=title,
            text=text,
            original=page.encode(),
            media_type="text/html",
            file_name=f"{number}.html",
            html=markup,
            creators=tuple(chance.sample(self._people, chance.choices((0, 1, 2, 3), (10, 60, 20, 10))[0])),
            site=site,
            published=_day(chance, 30 * 365)[:10],
            language=language,
            url=f"https://{site.lower().replace(' ', '-')}.example/{number}",
            annotations=self._annotations(text),
            tags=tuple(self._names(chance.choices((0, 1, 2, 3, 5), (30, 25, 25, 15, 5))[0])),
            outline=(OutlineEntry(title, 1, 0),),
        )

    def _paragraphs(self, words: Vocabulary, subject: list[str]) -> list[str]:
        chance = self._chance
        length = min(12_000, max(60, int(chance.lognormvariate(6.6846, 0.6))))
        taken = words.take(chance, length)
        about = chance.choices(subject, k=length // 12)
        for at, word in zip(chance.sample(range(length), len(about)), about, strict=True):
            taken[at] = word
        for at in chance.sample(range(length), 4):
            taken[at] = words.name(chance)
        sentences = []
        while taken:
            size = chance.randint(6, 28)
            sentences.append(_sentence(taken[:size], words.language))
            taken = taken[size:]
        joint = " " if words.language in SPACED else ""
        return [joint.join(sentences[at : at + 4]) for at in range(0, len(sentences), 4)]

    def _annotations(self, text: str) -> tuple[NewAnnotation, ...]:
        """Two an article on the whole: most have none, some very many."""
        chance = self._chance
        if chance.random() < 0.62:
            return ()
        count = min(200, 1 + int(chance.expovariate(1 / 4.8)))
        made = []
        for start in sorted(chance.randrange(max(1, len(text) - 200)) for _ in range(count)):
            found = describe(text, start, min(len(text), start + chance.randint(30, 180)))
            comment = ""
            if chance.random() < 0.35:
                comment = _sentence(words_of("en").take(chance, chance.randint(4, 30)), "en")
            names = self._names(chance.choices((0, 1, 2), (60, 30, 10))[0])
            made.append(
                NewAnnotation(
                    TextTarget(found.quote, found.position), color=chance.choice(tuple(HighlightColor)),
                    comment=comment, tags=tuple(names), created=_day(chance, 900),
                )
            )  # fmt: skip
        return tuple(made)

    def _names(self, count: int) -> list[str]:
        return list(dict.fromkeys(self._chance.choices(self.tags, self._tag_weights, k=count)))


def _tag_names(chance: random.Random) -> list[str]:
    english = words_of("en")
    plain = english.uncommon(chance, _TAGS // 2)
    nested = [f"project/{first}/{second}" for first in plain[:30] for second in english.uncommon(chance, 15)]
    return [*plain, *nested]


@functools.cache
def _falling(count: int) -> tuple[float, ...]:
    return tuple(1 / (rank + 2.7) for rank in range(count))


def _sentence(words: list[str], language: str) -> str:
    if language not in SPACED:
        return "".join(words) + "。"
    joined = " ".join(words)
    return joined[:1].upper() + joined[1:] + "."


def _day(chance: random.Random, back: int) -> str:
    moment = _NOW - timedelta(seconds=chance.randrange(back * 86_400))
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def build(
    path: Path, articles: int, *, seed: int = 1, told: Callable[[int], None] = lambda _done: None
) -> None:
    """Make the library; ``told`` hears how many articles there are so far."""
    chance, press = random.Random(seed), Press(seed)
    with Library.open(path, backup=False) as library:
        library._writer.conn.execute("PRAGMA synchronous = OFF")  # a crash costs nothing here
        shelves = _collections(library, min(300, 3 + articles // 20), chance)
        for start in range(0, articles, _BATCH):
            numbers = range(start, min(articles, start + _BATCH))
            with library.step(f"Import of {len(numbers)} articles") as step:
                ids = [_add(step, press.article(number), number, shelves, chance) for number in numbers]
            with library.quiet() as step:
                _live_with(step, ids, chance)
            told(numbers.stop)


def _add(step: Step, article: ImportedItem, number: int, shelves: list[int], chance: random.Random) -> int:
    kept = ("kept",) if number % 2 == 0 else ()
    item_id = intake.add(step, article, collection_id=chance.choice((None, *shelves[:200])), tags=kept)
    for _ in range(chance.choices((0, 1, 2), (70, 25, 5))[0]):
        step.db.conn.execute(
            "INSERT INTO collection_item(collection_id, item_id) SELECT ?1, ?2 WHERE NOT EXISTS"
            " (SELECT 1 FROM collection_item WHERE collection_id = ?1 AND item_id = ?2)",
            (chance.choice(shelves), item_id),
        )
    if chance.random() < 0.08:
        text = _sentence(words_of("en").take(chance, chance.randint(10, 120)), "en")
        moment = _day(chance, 900)
        step.insert(
            "note", uid=f"{item_id:032x}", item_id=item_id, text=text, created=moment, modified=moment
        )
    return item_id


def _live_with(step: Step, ids: list[int], chance: random.Random) -> None:
    """Spread over the years what would all be new."""
    for item_id in ids:
        status = chance.choices(("unread", "reading", "read"), (60, 10, 30))[0]
        trashed = _day(chance, 30) if chance.random() < 0.005 else ""
        step.db.conn.execute(
            "UPDATE item SET added = ?, status = ?, starred = ?, trashed = ? WHERE id = ?",
            (_day(chance, 900), status, chance.random() < 0.03, trashed, item_id),
        )


def _collections(library: Library, count: int, chance: random.Random) -> list[int]:
    """Ids of nested collections."""
    made: list[int] = []
    with library.step("New collections") as step:
        for position in range(count):
            parent = chance.choice(made) if made and chance.random() < 0.7 else None
            name = " ".join(words_of("en").uncommon(chance, 2)).capitalize()
            made.append(step.insert("collection", name=name, parent_id=parent, position=position))
    return made


def main() -> None:
    options = argparse.ArgumentParser(
        "python -m tests.benchmarks.library", description=__doc__.splitlines()[0]
    )
    options.add_argument("--articles", type=int, default=1000)
    options.add_argument("--to", type=Path, required=True)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    if chosen.to.exists():
        options.error(f"{chosen.to} is there already; it was left as it is.")
    chosen.to.parent.mkdir(parents=True, exist_ok=True)
    build(
        chosen.to,
        chosen.articles,
        seed=chosen.seed,
        told=lambda done: sys.stderr.write(f"\r{done:,} articles"),
    )
    sys.stderr.write("\n")


if __name__ == "__main__":
    main()
