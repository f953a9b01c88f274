"""Look at all annotations of the library."""

from collections.abc import Sequence

from desktop.domain.notebook import Card, Gathered, Grouping, Narrowing
from desktop.storage import notebook
from desktop.storage.library import Library


def gather(library: Library, narrowing: Narrowing, grouping: Grouping = Grouping.NONE) -> Gathered:
    """The ids of all annotations that are meant, in order; none of the trash. Raises ``QueryError``."""
    return notebook.gather(library, narrowing, grouping)


def cards(library: Library, ids: Sequence[int]) -> list[Card]:
    """What is shown of each, in the order of the ids; those that are gone are left out."""
    return notebook.cards(library, ids)
