"""A library in a temporary file, and a worker that all tests of a module share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.importers.pool import ImportPool
from desktop.storage.library import Library
from tests.services.shelf import Shelf, filled


@pytest.fixture(scope="module")
def pool() -> Iterator[ImportPool]:
    with ImportPool(1) as pool:
        yield pool


@pytest.fixture(scope="session")
def shelf(corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return filled(tmp_path_factory.mktemp("shelf"), corpora)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "L.florilegium") as library:
        yield library
