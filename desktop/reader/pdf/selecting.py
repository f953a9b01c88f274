"""What is selected: by letters, words or paragraphs, from a fixed place to where the mouse or the caret is."""

from enum import Enum, auto

from desktop.reader.pdf.pages import PdfPages

Range = tuple[int, int]


class Grain(Enum):
    LETTER = auto()
    WORD = auto()
    PARAGRAPH = auto()


class TextSelection:
    """``range`` is empty where ``start == end``. The fixed end is a range itself: the word that was clicked twice stays
    selected whichever way the mouse goes."""

    def __init__(self, pages: PdfPages) -> None:
        self._pages = pages
        self._grain = Grain.LETTER
        self._fixed: Range = (0, 0)
        self.range: Range = (0, 0)

    def set(self, start: int, end: int) -> None:
        self._grain, self._fixed, self.range = Grain.LETTER, (start, start), (start, end)

    def begin(self, offset: int, grain: Grain = Grain.LETTER) -> None:
        self._grain = grain
        self._fixed = self.range = self._around(offset)

    def extend(self, offset: int) -> None:
        """To a place on either side of the fixed end."""
        start, end = self._around(offset)
        self.range = min(start, self._fixed[0]), max(end, self._fixed[1])

    def fix_far_end(self, offset: int) -> None:
        """The end that lies farther from a place stays where it is."""
        start, end = self.range
        far = start if abs(offset - start) > abs(offset - end) else end
        self._grain, self._fixed = Grain.LETTER, (far, far)

    def _around(self, offset: int) -> Range:
        match self._grain:
            case Grain.WORD:
                return self._pages.word_at(offset)
            case Grain.PARAGRAPH:
                return self._pages.paragraph_at(offset)
        return offset, offset
