"""A library in a temporary file, and a worker that all tests of a module share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.importers.pool import ImportPool
from desktop.storage.library import Library


@pytest.fixture(scope="module")
def pool() -> Iterator[ImportPool]:
    with ImportPool(1) as pool:
        yield pool


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "L.florilegium") as library:
        yield library
