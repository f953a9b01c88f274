"""An article's text on the pages on which it was printed: which part of it stands on which."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from rapidfuzz.distance import Indel

from desktop.formats.pdf.told import bare, says

_SURE = 12
"""Letters in a row that stand in both texts by no chance."""
_SLACK = 400
"""Letters by which a part of the article may be longer than what its page tells."""


@dataclass(frozen=True, slots=True)
class PagePart:
    """``words``: of the whole page. ``text[start:end]`` of the article begins at ``at`` in them."""

    words: str
    start: int
    end: int
    at: int

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a range of the article's text is in the words, as far as it is there."""
        first, last = max(start, self.start), min(end, self.end)
        return (first - self.start + self.at, last - self.start + self.at) if first < last else None


@dataclass(slots=True)
class _Stretch:
    """Letters ``[start:end]`` of the article are ``[first:last]`` of a page's."""

    page: int
    start: int
    end: int
    first: int
    last: int


def page_parts(text: str, pages: Sequence[str], beginning: tuple[int, int]) -> dict[int, PagePart]:
    """By page, for those that say what the article does. ``beginning``: on which page it begins, and where in the text of
    that. What stands before it, or after it on its last page, stays."""
    head = pages[beginning[0]][: beginning[1]]
    printed = ["" if page < beginning[0] else words for page, words in enumerate(pages)]
    printed[beginning[0]] = printed[beginning[0]][beginning[1] :]
    letters = [at for at, character in enumerate(text) if not character.isspace()]
    stretches = list(_stretches(bare(text), [bare(words) for words in printed]))
    parts = {}
    for one in stretches:
        start, end = letters[one.start], letters[one.end - 1] + 1
        before = head.strip() if one.page == beginning[0] else ""
        after = _behind(printed[one.page], one.last) if one is stretches[-1] else ""
        words = "\n".join(filter(None, (before, text[start:end], after)))
        if says(pages[one.page], words):
            parts[one.page] = PagePart(words, start, end, len(before) + bool(before))
    return parts


def _stretches(article: str, pages: Sequence[str]) -> Iterator[_Stretch]:
    """All letters of the article, from its first sure ones on."""
    found = list(_sure_stretches(article, pages))
    for one, after in pairwise(found):  # what lies between is of the page that has letters left for it
        missing = after.start - one.end
        kept = min(missing, len(pages[one.page]) - one.last) if after.first else missing
        one.end += kept
        after.start = one.end
    if found:
        found[0].start, found[0].first = 0, 0
        found[-1].last += len(article) - found[-1].end
        found[-1].end = len(article)
    return (one for one in found if one.start < one.end)


def _sure_stretches(article: str, pages: Sequence[str]) -> Iterator[_Stretch]:
    at, passed = 0, 0
    for number, page in enumerate(pages):
        passed += len(page)
        window = article[at : at + passed + _SLACK]
        blocks = list(_same(page, window))
        sure = [block for block in blocks if block[2] >= min(_SURE, len(page))]
        if sure:
            (first, start, _), (last, end, count) = sure[0], sure[-1]
            yield _Stretch(number, at + start, at + end + count, first, last + count)
            at, passed = at + end + count, 0


def _same(one: str, other: str) -> Iterator[tuple[int, int, int]]:
    """Where letters of one text are in the other, in their order: places in both, and how many. Of several ways to line
    them up the earliest: words come again."""
    first, start, count = 0, 0, 0
    for block in Indel.opcodes(one, other):
        if block.tag != "equal":
            continue
        for here, there in zip(
            range(block.src_start, block.src_end), range(block.dest_start, block.dest_end), strict=True
        ):
            goes_on = here == first + count
            at = _earliest(one, here, other, start + count, there)
            if goes_on and at == start + count:
                count += 1
                continue
            if count:
                yield first, start, count
            first, start, count = here, at, 1
    if count:
        yield first, start, count


def _earliest(one: str, here: int, other: str, least: int, there: int) -> int:
    """A letter's place in the other text, which was found ``there``, or before that behind ``least``."""
    if least == there or other[least] == one[here]:
        return least
    sooner = other.find(one[here : here + _SURE], least, there + _SURE - 1)
    return there if sooner < 0 else sooner


def _behind(page: str, count: int) -> str:
    """The page's text from its letter of that number on."""
    letters = (at for at, character in enumerate(page) if not character.isspace())
    return page[next(islice(letters, count, None), len(page)) :].strip()
