"""Which of the runs in an article's box are its text, and which stand among it: links, credits, requests."""

from collections import Counter

from lxml.html import HtmlElement

from desktop.formats.datelines import date_of_line, names_of_byline
from desktop.importers.web_furniture import (
    is_appeal,
    is_cross_link,
    is_foreign_heading,
    is_rights_notice,
    names_caption,
    names_gallery,
)
from desktop.importers.web_layout import BOXES, Layout, letters
from desktop.importers.web_runs import HEADINGS, Run

_UNITS = frozenset({"ul", "ol", "dl", "table", "blockquote", "pre"})
_LAYOUT_TABLE = 600
_APPEAL, _NOTICE = 300, 200
"""An appeal to subscribe, or a notice of rights, is no longer than this."""


class Judgement:
    """The runs of the article's box, those of other boxes left out, and where the article begins and ends."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.root, strangers = layout.article()
        self.runs = [
            run
            for run in layout.runs
            if self.root in run.path and not layout.stands_beside(run) and strangers.isdisjoint(run.path)
        ]
        self._times = Counter(run.text for run in layout.runs)
        self._sizes: Counter[HtmlElement] = Counter()
        self._linked: Counter[HtmlElement] = Counter()
        for run in self.runs:
            for box in run.path:
                self._sizes[box] += run.size
                self._linked[box] += run.linked
        places = [index for index, run in enumerate(self.runs) if run.is_prose and not _is_caption(run)]
        self._first, self._last = (places[0], places[-1]) if places else (0, -1)
        kinds: Counter[tuple[str, str]] = Counter()
        boxes: Counter[HtmlElement] = Counter()
        for run in (self.runs[place] for place in places):
            kinds[_kind(run)] += run.size
            boxes[next((box for box in run.path if box.tag in BOXES), self.root)] += run.size
        self._usual = max(kinds, key=kinds.__getitem__, default=("p", ""))
        self._main = max(boxes, key=boxes.__getitem__, default=self.root)
        self._captions: set[str] = set()
        self._units: dict[HtmlElement, bool] = {}

    def kept(self) -> list[Run]:
        """A heading stays where kept text follows it; under a foreign one nothing does until prose comes."""
        kept: list[Run] = []
        headings: list[Run] = []
        foreign = False
        for index, run in enumerate(self.runs):
            if _is_heading(run):
                foreign = is_foreign_heading(run.text)
                if foreign:
                    headings.clear()
                elif self._may_head(index, run):
                    headings.append(run)
                continue
            if run.is_prose and not _is_caption(run):
                foreign = False
            elif run.size < 40 and self._heads_links(index, run):
                foreign = True
            if not foreign and self._belongs(index, run):
                kept += headings
                headings.clear()
                kept.append(run)
        return kept

    def unit_of(self, run: Run) -> HtmlElement | None:
        """The outermost list, table, quotation or code around a run: it is kept as a whole or not at all."""
        around = run.path[: run.path.index(self.root)]
        unit = next((box for box in reversed(around) if box.tag in _UNITS), None)
        if unit is not None and unit.tag == "table" and self.layout.prose[unit] > _LAYOUT_TABLE:
            return None
        return unit

    def _may_head(self, index: int, run: Run) -> bool:
        begun = self._first < index or run.block.getparent() is self._main
        return begun and not self.layout.is_title(run.text)

    def _heads_links(self, index: int, run: Run) -> bool:
        """Whether a short line is a foreign heading that is not marked as one."""
        if not is_cross_link(run.text) and not is_foreign_heading(run.text):
            return False
        return index + 1 < len(self.runs) and self.runs[index + 1].link_share > 0.8

    def _belongs(self, index: int, run: Run) -> bool:
        if run.size < _APPEAL and is_appeal(run.text):
            return False
        if _is_caption(run):
            return self._is_shown(run)
        unit = self.unit_of(run)
        if unit is not None:
            if unit not in self._units:
                begun = index >= self._first or unit.getparent() is self._main
                self._units[unit] = begun and self._is_content(unit, index > self._last)
            return self._units[unit]
        if is_cross_link(run.text) and (run.link_share > 0.3 or run.size < 40):
            return False
        if run.size < _NOTICE and is_rights_notice(run.text):
            return False
        if index <= self._first and run.size < 150 and self.layout.is_title(run.text):
            return False
        if run.block.tag != "p" and _kind(run) != self._usual and self._times[run.text] > 1:
            return False
        return run.is_prose or self._is_among_prose(index, run)

    def _is_among_prose(self, index: int, run: Run) -> bool:
        """Of what is not prose: short paragraphs between the prose, and sentences beside it."""
        within = self._first <= index <= self._last
        if run.has_formula:
            return within
        if run.block.tag != "p" and _kind(run) != self._usual:
            return within and run.link_share < 0.3 and run.ends_sentence and run.size > 25
        if run.block.getparent() is self._main and not within:
            within = run.ends_sentence if index > self._last else self._may_begin(run)
        return within and run.link_share < (0.9 if run.ends_sentence and run.size >= 60 else 0.5)

    def _may_begin(self, run: Run) -> bool:
        if date_of_line(run.text) or names_of_byline(run.text):
            return False
        return run.link_share < 0.3 or (run.ends_sentence and run.size >= 40)

    def _is_content(self, unit: HtmlElement, after: bool) -> bool:
        """Whether a list, table or quotation is not a menu."""
        if unit.tag in {"blockquote", "pre"}:
            return True
        if any(part.get("id") in self.layout.targets for part in unit.iter("li", "dt", "dd", "tr")):
            return True
        headed, among = after and self._is_headed(unit), unit.getparent() is self._main
        most = 1.0 if headed else 0.3 if after else 0.8 if among else 0.5
        return self._linked[unit] <= most * self._sizes[unit]

    def _is_headed(self, unit: HtmlElement) -> bool:
        """Whether it stands among the prose under a heading of its own, such as one of sources."""
        above = unit.getprevious()
        if above is None or above.tag not in HEADINGS or unit.getparent() is not self._main:
            return False
        return not is_foreign_heading(" ".join(above.text_content().split()))

    def _is_shown(self, caption: Run) -> bool:
        """Whether a caption is that of a figure, for the first time, and not one of a gallery's many."""
        words = letters(caption.text)
        new = words not in self._captions
        self._captions.add(words)
        if not new or any(map(names_gallery, caption.path)):
            return False
        if any(box.tag == "figcaption" for box in caption.path[:3]):
            return True
        block = caption.block
        return "caption" in block.get("class", "") and any(
            box.find(".//img") is not None for box in caption.path[1:4]
        )


def _kind(run: Run) -> tuple[str, str]:
    return run.block.tag, run.block.get("class", "")


def _is_heading(run: Run) -> bool:
    return run.block.tag == "summary" or any(box.tag in HEADINGS for box in run.path[:3])


def _is_caption(run: Run) -> bool:
    boxes = run.path[:2] if run.block.tag not in {"pre", "blockquote"} else ()
    return any(box.tag in {"figcaption", "figure"} or names_caption(box) for box in boxes)
