"""The notebook's window over a library with two articles and four annotations."""

import pytest

from desktop.domain.annotation import HighlightColor
from desktop.storage.library import Library
from tests.ui.reading.desk import add_article, mark


@pytest.fixture
def library(library: Library) -> Library:
    flood, drought = add_article(library), add_article(library, "A drought")
    mark(library, flood, "warned twice", tags=("who/knew", "water"), comment="Letters?")
    mark(library, flood, "kept the letters", color=HighlightColor.BLUE, tags=("who",))
    mark(library, drought, "river rose")
    mark(library, drought, "third week of March", created="2020-03-04T10:00:00.000Z")
    return library
