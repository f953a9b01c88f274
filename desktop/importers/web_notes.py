"""Footnotes and endnotes of a page, wherever they stand: the text leads to each, and each leads back."""

import copy
from urllib.parse import unquote

from lxml.html import Element, HtmlElement

from desktop.formats.html.vocabulary import BLOCKS

_LONGEST_MARK = 6
"""Characters of a note's number or sign, with its brackets."""
_LONGEST_NOTE = 5000
_BOXES = BLOCKS | {"td"}


class Notes:
    """The notes of a page as they were before anything was cut from it."""

    def __init__(self, body: HtmlElement) -> None:
        self._places = {element: place for place, element in enumerate(body.iter())}
        self._named: dict[str, HtmlElement] = {}
        for element in self._places:
            for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
                if name:
                    self._named.setdefault(name, element)
        found = {mark: block for mark in body.iter("a") if (block := self._noted(mark)) is not None}
        apart = {*found, *found.values()}
        whole = dict.fromkeys(_widened(block, apart) for block in found.values())
        self._notes = [(note, copy.deepcopy(note)) for note in whole]

    def _noted(self, mark: HtmlElement) -> HtmlElement | None:
        """The block of the note to which a mark in the text leads."""
        target = self._target(mark)
        if (
            target is None
            or self._places[target] < self._places[mark]
            or len(mark.text_content().strip()) > _LONGEST_MARK
        ):
            return None
        block = next((here for here in (target, *target.iterancestors()) if here.tag in _BOXES), None)
        if block is None or block in set(mark.iterancestors()) or len(block.text_content()) > _LONGEST_NOTE:
            return None
        back = map(self._target, block.iter("a"))
        leads_back = any(one is not None and self._places[one] < self._places[block] for one in back)
        return block if leads_back else None

    def _target(self, link: HtmlElement) -> HtmlElement | None:
        href = link.get("href") or ""
        if not href.startswith("#"):
            return None
        return self._named.get(href[1:]) if href[1:] in self._named else self._named.get(unquote(href[1:]))

    def put_back(self, article: HtmlElement) -> None:
        """Those that the article has no more come after it."""
        lost = [
            kept
            for note, kept in self._notes
            if article not in note.iterancestors() or not note.text_content().strip()
        ]
        if lost:
            section = Element("section")
            section.set("class", "footnotes")
            article.append(section)
            if all(note.tag == "li" for note in lost):
                section.append(Element("ol"))
            (section[0] if len(section) else section).extend(lost)


def _widened(block: HtmlElement, apart: set[HtmlElement]) -> HtmlElement:
    """With the other paragraphs of the same note; not with other notes, or the text that leads to them."""
    parent = block.getparent()
    while (
        parent is not None
        and parent.tag in ("div", "aside", "li")
        and len(parent.text_content()) <= _LONGEST_NOTE
        and not any(other in apart and other is not block for other in parent.iter())
    ):
        block, parent = parent, parent.getparent()
    return block
