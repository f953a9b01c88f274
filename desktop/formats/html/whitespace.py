"""White space settled once, so that ``textContent`` reads as people read the page.

Runs of white space collapse outside ``pre``; blocks and ``br`` are followed by a line feed, a table's cells
by a tab; no block starts in the middle of a line.
"""

import re

from lxml import etree
from lxml.html import HtmlElement

from desktop.formats.html.vocabulary import BLOCKS

_RUN = re.compile(r"[ \t\n\r\f\v\x1c-\x1f]+")
_LINE_ENDS = re.compile(r"\r\n?")
_CELLS = frozenset({"td", "th"})

# Invisible characters that only break searching go; the C1 controls mean windows-1252 on the web.
_CHARACTERS: dict[int, str | None] = dict.fromkeys((0xAD, 0xFEFF, 127, *range(1, 9), *range(14, 28)))
for _code in range(0x80, 0xA0):
    _CHARACTERS[_code] = bytes([_code]).decode("cp1252", "ignore")


def settle(root: HtmlElement) -> None:
    """Settle the white space of a tree in place. Doing it twice changes nothing."""
    settling = _Settling()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            settling.start(element, is_root=element is root)
        else:
            settling.end(element, is_root=element is root)


class _Settling:
    """One pass over a tree in document order; a slot is the text or the tail of an element."""

    def __init__(self) -> None:
        self.last = "\n"
        """The character before this place; the start of the document counts as the start of a line."""
        self._spaced: tuple[HtmlElement, str] | None = None
        """The slot whose last character is a space that must go if the line ends here."""
        self._here: tuple[HtmlElement, str] | None = None
        self._mark = ""
        """The separator that the next slot begins with."""
        self._pre = 0
        self._cells: list[bool] = []

    def start(self, element: HtmlElement, *, is_root: bool) -> None:
        if element.tag in BLOCKS and not is_root:
            self._start_line()
        if element.tag == "pre":
            self._pre += 1
            element.text = _LINE_ENDS.sub("\n", element.text or "").removeprefix("\n")
        elif element.tag in _CELLS:
            self._cells.append(False)
        self._visit(element, "text")

    def end(self, element: HtmlElement, *, is_root: bool) -> None:
        if is_root:
            self._trim_space()
            return
        if element.tag == "pre":
            self._pre -= 1
        if element.tag == "br" or (element.tag in BLOCKS and self.last != "\n"):
            self._trim_space()
            self._mark = "\n"
        elif element.tag in _CELLS and (not self._cells.pop() or self.last != "\n"):
            self._trim_space()
            self._mark = "\t" if element.getnext() is not None else "\n"
        if self._mark:
            self.last = self._mark
        self._visit(element, "tail")

    def _start_line(self) -> None:
        """A block begins: if text stands before it on this line, the line ends first."""
        if self.last == "\n":
            return
        self._trim_space()
        if self.last not in ("\n", "\t") and self._here:
            element, slot = self._here
            setattr(element, slot, (getattr(element, slot) or "") + "\n")
            self.last = "\n"

    def _trim_space(self) -> None:
        if self._spaced:
            element, slot = self._spaced
            setattr(element, slot, getattr(element, slot)[:-1] or None)
            self._spaced = None
            self.last = ""

    def _visit(self, element: HtmlElement, slot: str) -> None:
        text = (getattr(element, slot) or "").translate(_CHARACTERS)
        if self._pre:
            text = _LINE_ENDS.sub("\n", text)
        else:
            text = _RUN.sub(" ", text)
            if self.last in ("\n", "\t", " "):
                text = text.removeprefix(" ")
        if text:
            self.last = text[-1]
            self._spaced = (element, slot) if text[-1] == " " and not self._pre else None
            if self._cells:
                self._cells[-1] = True
        setattr(element, slot, (self._mark + text) or None)
        self._mark = ""
        self._here = (element, slot)
