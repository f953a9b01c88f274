"""The text of a page as runs: what stands between two borders of blocks, and whether it reads like prose."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from desktop.formats.html.vocabulary import BLOCKS, DROPPED

_BORDERS = BLOCKS | {"td", "th"}
_WIDE = re.compile(r"[\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_SENTENCE_END = re.compile(r"[.!?…。！？؟।:][\"'”’»)\]）」』]*$")
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NOT_PROSE = HEADINGS | {"figcaption", "caption", "th", "legend", "address"}


@dataclass(slots=True, eq=False)
class Run:
    """Inline content within one block."""

    path: tuple[HtmlElement, ...]
    """The block and the blocks around it, outwards."""
    places: list[tuple[HtmlElement, str]] = field(default_factory=list)
    """Where its text stands: elements, each with ``text`` or ``tail``; and its line breaks."""
    parts: list[str] = field(default_factory=list)
    text: str = ""
    linked: int = 0
    size: int = 0
    """Characters; of scripts that write a word with one or two of them, each counts twice."""
    ends_sentence: bool = False
    has_formula: bool = False
    is_prose: bool = False
    """The words look like a paragraph of a text, not like a label, a caption or a menu."""

    @property
    def block(self) -> HtmlElement:
        return self.path[0]

    @property
    def link_share(self) -> float:
        return self.linked / len(self.text)

    def settle(self) -> bool:
        """Compute what follows from the parts; false where there is no text."""
        self.text = text = " ".join("".join(self.parts).split())
        if not text:
            return False
        self.size = len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))
        self.ends_sentence = _SENTENCE_END.search(text) is not None
        if self.block.tag not in _NOT_PROSE:
            self.is_prose = (self.size >= 80 and self.link_share < 0.5) or (
                self.size >= 40 and self.link_share < 0.34 and self.ends_sentence
            )
        return True

    def clear(self) -> None:
        """Take its text out of the tree."""
        for element, place in self.places:
            setattr(element, place, None)


def text_runs(root: HtmlElement, skipped: Collection[HtmlElement]) -> list[Run]:
    """All runs of an element in the order of the document, without those in ``skipped`` elements."""
    return [run for run in _runs(root, skipped) if run.settle()]


def _runs(root: HtmlElement, skipped: Collection[HtmlElement]) -> Iterator[Run]:
    paths: list[tuple[HtmlElement, ...]] = [(root,)]
    links = 0
    run = Run(paths[0])
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        if event == "start":
            tag = element.tag
            if tag in DROPPED or element in skipped:
                walker.skip_subtree()
                continue
            if tag in _BORDERS and element is not root:
                yield run
                paths.append((element, *paths[-1]))
                run = Run(paths[-1])
            elif tag == "a":
                links += _leads_away(element)
            elif tag == "math":
                run.has_formula = True
            elif tag == "br":
                if run.parts and run.parts[-1] == "\n":
                    yield run
                    run = Run(paths[-1])
                run.parts.append("\n")
            _add(run, element, "text", element.text, links)
            continue
        if element is root:
            break
        if event == "end" and element is paths[-1][0]:
            yield run
            paths.pop()
            run = Run(paths[-1])
        elif event == "end" and element.tag == "a":
            links -= _leads_away(element)
        _add(run, element, "tail", element.tail, links)
    yield run


def _leads_away(link: HtmlElement) -> bool:
    """Not to a place of the same page, as a note's mark or an entry of the contents does."""
    href = link.get("href") or ""
    return not href.startswith("#") or href == "#"


def _add(run: Run, element: HtmlElement, place: str, words: str | None, links: int) -> None:
    if words:
        if run.parts and run.parts[-1] == "\n" and not words.strip():
            return
        run.parts.append(words)
        run.places.append((element, place))
        if links:
            run.linked += len(" ".join(words.split()))
