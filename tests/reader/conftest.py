"""A web reader on screen, and whoever would hear its requests."""

from collections.abc import Iterator

import pytest

from tests.reader.pages import MemorySource, Reading
from tests.reader.witness import Listener, listening


@pytest.fixture
def source() -> MemorySource:
    """What the reader may ask of the library."""
    return MemorySource()


@pytest.fixture
def reading(qtbot, source: MemorySource) -> Reading:
    return Reading(qtbot, source)


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening() as listener:
        yield listener
