"""Where on a page its article is: the box whose prose stands closest together, and the boxes that continue it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from lxml.html import HtmlElement

from desktop.importers.web_furniture import is_beside, names_caption, names_gallery
from desktop.importers.web_runs import HEADINGS, Run, text_runs

BOXES = frozenset(
    {
        "div",
        "section",
        "article",
        "main",
        "td",
        "body",
        "form",
        "center",
        "header",
        "footer",
        "aside",
        "details",
    }
)
_PLAIN = frozenset({"p", "blockquote", "ul", "ol", "pre", "dl"})
_LONGEST = 1200
_LONGEST_ASIDE = 2000
_PLACE = re.compile(r"\s*[^\W\d_a-z][^\d\n]{1,40}\s*(?:\([^()]{2,20}\)\s*)?[—–-]+\s*")
_STRUCTURED = HEADINGS | {"figcaption", "pre", "td", "th"}


class Layout:
    """The runs of a page, and how much prose, text and link text each block holds.

    ``targets`` are the ids that links within the page lead to.
    """

    def __init__(self, body: HtmlElement, titles: list[str]) -> None:
        self.body = body
        self._alive = list(body.iter())  # lxml makes an element's object anew where none is kept
        self.titles = [letters(title) for title in titles]
        asides = {span for span in body.iter("span") if is_beside(span) and _is_aside(span)}
        self._asides = asides
        self.targets = {
            link.get("href")[1:] for link in body.iter("a") if link.get("href", "")[:1] == "#"
        } - {""}
        self.runs = text_runs(body, asides)
        self.prose: Counter[HtmlElement] = Counter()
        self.text: Counter[HtmlElement] = Counter()
        self.linked: Counter[HtmlElement] = Counter()
        for run in self.runs:
            if run.is_prose:
                for box in run.path:
                    self.prose[box] += run.size
        self._beside: dict[HtmlElement, bool] = {}
        self._within_beside: dict[HtmlElement, bool] = {}
        self._whole = self.prose[body]
        self._leave_out_galleries()
        self.top = self._densest()
        for box in (self.top, *self.top.iterancestors()):
            self._beside[box] = False
        self._weigh_what_stays()

    def _leave_out_galleries(self) -> None:
        """A picture show with more words than the article in which it stands tells other stories."""
        galleries = [
            box for box, size in self.prose.items() if size > 0.5 * self._whole and names_gallery(box)
        ]
        if galleries and (rest := self._whole - self.prose[galleries[-1]]) > _LONGEST:
            self._beside.update(dict.fromkeys(galleries, True))
            self._whole = rest

    def is_beside(self, box: HtmlElement) -> bool:
        """Whether a box is furniture; one that holds most of the page's prose is not, whatever it is called."""
        known = self._beside.get(box)
        if known is None:
            known = box.tag != "blockquote" and self.prose[box] <= 0.6 * self._whole and is_beside(box)
            self._beside[box] = known
        return known

    def stands_beside(self, run: Run) -> bool:
        known = self._within_beside.get(run.block)
        if known is None:
            known = self._within_beside[run.block] = any(map(self.is_beside, run.path))
        return known

    def furniture(self) -> set[HtmlElement]:
        return {box for run in self.runs for box in run.path if self.is_beside(box)} | self._asides

    def is_title(self, text: str) -> bool:
        wanted = letters(text)
        return len(wanted) > 5 and any(wanted in title for title in self.titles)

    def _weigh_what_stays(self) -> None:
        """The same sums without furniture, and the text of each block that is not a heading, a caption or code."""
        self.prose.clear()
        for run in self.runs:
            if self.stands_beside(run):
                continue
            plain = run.block.tag not in _STRUCTURED or run.link_share > 0.5
            for box in run.path:
                if run.is_prose:
                    self.prose[box] += run.size
                if plain:
                    self.text[box] += run.size
                    self.linked[box] += min(run.linked, run.size)

    def _densest(self) -> HtmlElement:
        """The box whose own prose weighs most; that of boxes inside it counts less the deeper it stands."""
        scope = self._below_title()
        scores: defaultdict[HtmlElement, float] = defaultdict(float)
        for run in self.runs:
            if not run.is_prose or scope not in run.path:
                continue
            furniture = sum(self.is_beside(box) or names_gallery(box) for box in run.path)
            weight = min(run.size, _LONGEST) * (1.0, 0.2, 0.1)[min(furniture, 2)]
            depth = 0
            for box in run.path:
                if box.tag in BOXES:
                    scores[box] += weight * ((1.0, 0.5)[depth] if depth < 2 else 1 / (3 * depth))
                    depth += 1
                if box is scope:
                    break
        for box in scores:
            if "articlebody" in box.get("itemprop", "").lower():
                scores[box] *= 2
        return max(scores, key=scores.__getitem__, default=self.body)

    def _below_title(self) -> HtmlElement:
        """The smallest box with the page's title and a fair part of its prose after it; else the whole."""
        headings = [
            (index, run)
            for index, run in enumerate(self.runs)
            if run.size >= 8
            and any(box.tag in {"h1", "h2"} for box in run.path[:3])
            and self.is_title(run.text)
        ]
        if not headings:
            return self.body
        index, title = next(
            (one for one in headings if any(box.tag == "h1" for box in one[1].path)), headings[0]
        )
        after: Counter[HtmlElement] = Counter()
        for run in self.runs[index:]:
            if run.is_prose:
                for box in run.path:
                    after[box] += run.size
        enough = max(250, 0.15 * self._whole)
        return next(
            (box for box in title.path[1:] if box.tag != "header" and after[box] >= enough), self.body
        )

    def article(self) -> tuple[HtmlElement, set[HtmlElement]]:
        """The box that holds the whole article, and the boxes with prose inside it that are not part of it."""
        here = root = self.top
        strangers: set[HtmlElement] = set()
        pending: set[HtmlElement] = set()
        for level, parent in enumerate(self._outwards(), 1):
            groups: dict[tuple[str, str], list[HtmlElement]] = {}
            for box in self._inside(parent):
                if box is not here and self.prose[box]:
                    groups.setdefault((box.tag, box.get("class", "")), []).append(box)
            own = (here.tag, here.get("class", ""))
            joined = False
            for kind, boxes in groups.items():
                if self._continues(boxes, kind == own, level):
                    joined = True
                else:
                    pending.update(boxes)
            here = parent
            if joined:
                root = here
                strangers |= pending
                pending = set()
        return root, strangers | self._teasers(root)

    def _teasers(self, root: HtmlElement) -> set[HtmlElement]:
        """Boxes of one kind, three or more, each with little text under a heading that is a link."""
        headings: Counter[HtmlElement] = Counter()
        for heading in root.iter(*HEADINGS):
            if _is_linked(heading):
                headings.update(heading.iterancestors())
        groups: defaultdict[tuple[HtmlElement, str, str], list[HtmlElement]] = defaultdict(list)
        for box, count in headings.items():
            if count == 1 and headings[parent := box.getparent()] > 1 and box.tag in BOXES | {"li"}:
                groups[parent, box.tag, box.get("class", "")].append(box)
        return {
            box
            for boxes in groups.values()
            if len(boxes) > 2 and sum(self.prose[box] for box in boxes) < 0.3 * self.prose[root]
            for box in boxes
        }

    def _outwards(self) -> Iterator[HtmlElement]:
        path = next((run.path for run in self.runs if self.top in run.path), (self.body,))
        for box in path[path.index(self.top) + 1 :]:
            if self.prose[box] and box.tag in BOXES:
                yield box
            if box.tag in {"article", "main"}:
                return

    def _inside(self, parent: HtmlElement) -> list[HtmlElement]:
        """The blocks directly within a block, those with prose."""
        found: dict[HtmlElement, None] = {}
        for run in self.runs:
            if run.is_prose and parent in run.path:
                place = run.path.index(parent)
                if place:
                    found[run.path[place - 1]] = None
        return list(found)

    def _continues(self, boxes: list[HtmlElement], alike: bool, level: int) -> bool:
        """Whether boxes of one kind beside the article's main box hold more of its text, not other articles."""
        prose, text, linked = (sum(map(of.__getitem__, boxes)) for of in (self.prose, self.text, self.linked))
        if boxes[0].tag == "article" or linked > 0.25 * text or prose < 80:
            return False
        if boxes[0].tag in _PLAIN:
            return True
        if prose < 0.6 * text or any(names_caption(box) or _has_linked_heading(box) for box in boxes):
            return False
        return alike or prose >= 0.2 * self.prose[self.top] or (level <= 2 and prose >= 100)


def _is_aside(span: HtmlElement) -> bool:
    """Not a whole text; nor the name of the place with which an article begins (``CAIRO —``)."""
    words = span.text_content()
    begins = span.getparent().tag == "p" and not (span.getparent().text or "").strip()
    return len(words) < _LONGEST_ASIDE and not (
        begins and _PLACE.fullmatch(words) and (span.tail or "").strip()
    )


def _has_linked_heading(box: HtmlElement) -> bool:
    return any(map(_is_linked, box.iter(*HEADINGS)))


def _is_linked(heading: HtmlElement) -> bool:
    """Whether a heading leads to another page, not to itself."""
    link = heading.getparent() if heading.getparent().tag == "a" else heading.find(".//a")
    return link is not None and not link.get("href", "#").startswith("#")


def letters(text: str) -> str:
    """A text's letters and digits alone, to compare it with others."""
    return "".join(re.findall(r"\w+", text.casefold()))
