"""Which versions are known to say much of the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.item import ImportedItem, ItemType
from desktop.storage import intake, resemblances
from desktop.storage.library import Library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "L.florilegium") as library:
        yield library


def words(name: str, count: int) -> str:
    return " ".join(f"{name}{number}" for number in range(count))


def store(library: Library, name: str, text: str) -> int:
    article = ImportedItem(ItemType.TEXT, name, text, text.encode(), "text/plain", name)
    [item_id] = intake.store(library, article).items
    return int(
        library.reader().conn.execute("SELECT version_id FROM item WHERE id = ?", (item_id,)).fetchone()[0]
    )


def near(library: Library, version_id: int) -> list[int]:
    return [other for other, _ in resemblances.of_version(library.reader().conn, version_id)]


def test_the_nearest_come_first(library: Library) -> None:
    report = words("report", 400)
    whole = store(library, "whole", report)
    half = store(library, "half", f"{words('report', 300)} {words('own', 200)}")
    store(library, "other", words("other", 400))
    copy = store(library, "copy", f"{report} {words('extra', 10)}")
    assert near(library, copy) == [whole, half]
    assert near(library, whole) == [copy, half]
    assert near(library, half) == [whole, copy]


def test_what_very_many_share_tells_nothing(library: Library) -> None:
    """Such as the terms under all articles of one paper."""
    terms = words("terms", 300)
    stored = [store(library, str(number), f"{words(f'own{number}x', 200)} {terms}") for number in range(203)]
    assert near(library, stored[1])
    assert near(library, stored[-1]) == []
