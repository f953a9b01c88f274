"""How long a text takes to read."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from desktop.domain.item import OutlineEntry
from desktop.domain.resemblance import UNSPACED

_SPACED_RATE = 238
"""Words a minute, silent reading of non-fiction (Brysbaert 2019, Journal of Memory and Language 109)."""
_UNSPACED_RATE = 255
"""Characters a minute where words have no spaces, as in Chinese (Trauzettel-Klosinski and Dietz 2012, IOVS 53)."""
_UNSPACED = re.compile(f"[{UNSPACED}]")


def minutes(text: str, words: int) -> float:
    """For the whole text; ``words`` counts the characters of scripts without spaces too."""
    unspaced = min(words, len(_UNSPACED.findall(text)))
    return (words - unspaced) / _SPACED_RATE + unspaced / _UNSPACED_RATE


def section_at(outline: Sequence[OutlineEntry], offset: int) -> int:
    """The index of the heading that a place of the text stands under; -1 before the first one."""
    return bisect_right([entry.offset for entry in outline], offset) - 1


def chapter_end(outline: Sequence[OutlineEntry], offset: int, length: int) -> int:
    """Where the chapter ends that a place stands in: at the next heading of the highest level. ``length``: of the
    text, where the last one ends."""
    highest = min((entry.level for entry in outline), default=1)
    starts = [entry.offset for entry in outline if entry.level == highest and entry.offset > offset]
    return min(starts, default=length)
