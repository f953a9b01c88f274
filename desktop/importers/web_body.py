"""Which part of a page is the article: chosen by trafilatura, taken from the page's own tree.

Trafilatura's output has the right words but not the page's figures, captions, tables and code. So its words
are looked up in the page: the smallest container that holds them is kept, without the blocks whose words
are not among them.
"""

import copy
import re
from collections import Counter
from collections.abc import Iterator

import trafilatura
from lxml.html import Element, HtmlElement

from desktop.formats.html.vocabulary import BLOCKS, DROPPED
from desktop.importers.web_furniture import clear_page

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]|\w+")
"""A word; in scripts without spaces, a character."""
_SHINGLE = 4
_LEAVES = BLOCKS | {"td", "th"}
_MEDIA = ("img", "math", "picture", "svg")
_BESIDE = frozenset({"nav", "aside", "footer", "form", "button", "dialog"})
_KEPT_WHOLE = frozenset({"pre", "table", "math"})
_ENOUGH = 0.5
_LITTLE = 100
"""Words."""
_FILLED = frozenset({"p", "li", "dt", "dd", "blockquote"})

_UNLIKELY = re.compile(
    r"\b(share|sharing|social|related|recommend\w*|newsletter|subscri\w*|promo\w*|advert\w*|sponsor\w*|comments?|"
    r"breadcrumbs?|menu|sidebar|author-?bio|avatar|tags?|toolbar|cookie\w*|consent|popup|modal|banner)\b",
    re.I,
)


_POST = re.compile(r"twitter-tweet|instagram-media|tiktok-embed|bluesky-embed|mastodon|fb-post", re.I)

_FOREIGN_HEADING = re.compile(
    r"\s*(related|most (viewed|read|popular)|trending|videos?|watch|read (more|next)|more (from|stories)|"
    r"advert|share|comments?|recommended|popular|latest)\b.{0,25}$",
    re.I,
)


def article_body(page: HtmlElement) -> tuple[HtmlElement, str]:
    """The article as an element of its own (a copy; the page is left alone), and its text as chosen."""
    body = page.find("body") if page.tag == "html" else page
    body = page if body is None else body
    clear_page(body)
    chosen = _chosen_text(page)
    if not chosen.strip():
        return _without_surroundings(copy.deepcopy(body)), ""
    words = _Words(chosen)
    blocks = list(_text_blocks(body))
    _adopt_cousins(body, blocks, words)
    container = _container(body, blocks, words)
    if container is None:
        return _paragraphs(chosen), chosen
    article = copy.deepcopy(container)
    _prune(article, words)
    return article, chosen


def _chosen_text(page: HtmlElement) -> str:
    """What trafilatura takes for the article; its slower ways are tried only where the quick one finds little."""
    text = _extracted(page, fast=True)
    return text if len(_words(text)) >= _LITTLE else _extracted(page, fast=False)


def _extracted(page: HtmlElement, *, fast: bool) -> str:
    found = trafilatura.bare_extraction(
        page, favor_precision=True, fast=fast, include_comments=False, include_tables=True, deduplicate=False
    )
    return str(getattr(found, "text", "") or "")


def _paragraphs(text: str) -> HtmlElement:
    """The extraction alone, where its words are not found in the page's blocks."""
    article = Element("article")
    for line in text.splitlines():
        if line.strip():
            paragraph = Element("p")
            paragraph.text = line
            article.append(paragraph)
    return article


class _Words:
    """The extracted text as shingles of words, so that a block of the page can be looked up in it."""

    def __init__(self, text: str) -> None:
        words = _words(text)
        self.count = len(words)
        self._shingles = set(_shingles(words))
        self._lines = {tuple(_words(line)) for line in text.splitlines()}

    def add(self, words: list[str]) -> None:
        self.count += len(words)
        self._shingles.update(_shingles(words))
        self._lines.add(tuple(words))

    def covers(self, words: list[str]) -> float:
        """How much (0 to 1) of a block's words stands in the extraction in this order."""
        if len(words) < _SHINGLE:
            return float(tuple(words) in self._lines)
        shingles = _shingles(words)
        return sum(shingle in self._shingles for shingle in shingles) / len(shingles)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _shingles(words: list[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[start:] for start in range(_SHINGLE)), strict=False))


def _own_text(element: HtmlElement) -> str:
    """The text of a block without that of blocks inside it."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _LEAVES and child.tag not in DROPPED:
            parts.append(_own_text(child))
        else:
            parts.append(" ")
        parts.append(child.tail or "")
    return "".join(parts)


def _text_blocks(root: HtmlElement) -> Iterator[tuple[HtmlElement, list[str]]]:
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag in _LEAVES and (words := _words(_own_text(element))):
            yield element, words


_Blocks = list[tuple[HtmlElement, list[str]]]
"""Blocks of a tree with their own words."""


def _adopt_cousins(body: HtmlElement, blocks: _Blocks, chosen: _Words) -> None:
    """A body in several boxes of one kind: paragraphs in boxes like those of most chosen words are chosen too."""
    boxes: Counter[str] = Counter()
    left: list[tuple[str, HtmlElement, list[str]]] = []
    for block, words in blocks:
        if block.tag != "p" or not (kind := _kind(block.getparent())):
            continue
        if chosen.covers(words) >= _ENOUGH:
            boxes[kind] += len(words)
        elif len(words) >= 10:
            left.append((kind, block, words))
    for kind, block, words in left:
        if boxes[kind] > 0.5 * chosen.count and not _is_beside(block, body) and not _is_mostly_links(block):
            chosen.add(words)


def _kind(box: HtmlElement | None) -> str:
    """Tag and classes; nothing for a box that has none."""
    names = sorted(box.get("class", "").split()) if box is not None else []
    return f"{box.tag} {' '.join(names)}" if box is not None and names else ""


def _is_mostly_links(block: HtmlElement) -> bool:
    linked = sum(len(_words(link.text_content())) for link in block.iter("a"))
    return linked > 0.5 * len(_words(block.text_content()))


def _container(body: HtmlElement, blocks: _Blocks, chosen: _Words) -> HtmlElement | None:
    """The smallest element that holds nearly all of the covered words; None where too few are found."""
    weights: Counter[HtmlElement] = Counter()
    total = 0
    for block, words in blocks:
        covered = chosen.covers(words) * len(words)
        if covered < len(words) * _ENOUGH:
            continue
        total += len(words)
        element: HtmlElement | None = block
        while element is not None and element is not body:
            weights[element] += len(words)
            element = element.getparent()
    if total < chosen.count * 0.5:
        return None
    container = body
    while True:
        inner = max(container, key=lambda child: weights[child], default=None)
        if inner is None or weights[inner] < total * 0.93 or inner.tag in {"p", "ul", "ol", "table", "tbody"}:
            return container
        container = inner


def _prune(article: HtmlElement, chosen: _Words) -> None:
    """Take out the blocks whose words trafilatura left out; keep figures, tables, code among what stays."""
    order = list(article.iter())  # also keeps lxml's proxies alive
    kept: set[HtmlElement] = set()
    blocks = [(block, words, chosen.covers(words) >= _ENOUGH) for block, words in _text_blocks(article)]
    for block, _, covered in blocks:
        if covered:
            kept.update(_with_ancestors(block, article))
    for block, _, covered in blocks:
        if block is article or (block in kept and not covered):
            _clear_own_text(block, kept, chosen)
    _fill_gaps(article, kept)
    _keep_headings(article, kept)
    _keep_media(article, kept)
    for element in order:
        if element is article or not isinstance(element.tag, str):
            continue
        if element in kept or _inside_kept_whole(element, kept, article):
            continue
        if element.tag in _LEAVES or element.tag in _BESIDE:
            _remove(element, article)


def _fill_gaps(article: HtmlElement, kept: set[HtmlElement]) -> None:
    """What the extraction left out between its own: entries of a list, lines of a quotation, paragraphs."""
    for box in article.iter("ul", "ol", "dl", "blockquote", "div", "section", "article", "main"):
        blocks = [child for child in box if isinstance(child.tag, str) and child.tag in _FILLED]
        places = [place for place, child in enumerate(blocks) if child in kept]
        if not places or (box.tag in {"ul", "ol", "dl"} and len(places) * 2 < len(blocks)):
            continue
        whole = box.tag in {"ul", "ol", "dl"}
        for child in blocks if whole else blocks[places[0] : places[-1] + 1]:
            wanted = child not in kept and child.text_content().strip()
            if wanted and not _is_mostly_links(child) and not _is_beside(child, article):
                kept.update(_with_ancestors(child, article))
                kept.update(inner for inner in child.iter() if isinstance(inner.tag, str))


def _clear_own_text(block: HtmlElement, kept: set[HtmlElement], chosen: _Words) -> None:
    """A box around kept blocks: the words that stand beside them in the box itself go."""
    if chosen.covers(_words(_own_text(block))) >= _ENOUGH:
        return
    block.text = None
    for child in list(block):
        child.tail = None
        if child not in kept and child.tag not in _LEAVES and not child.xpath("descendant-or-self::img"):
            block.remove(child)


def _with_ancestors(element: HtmlElement, root: HtmlElement) -> Iterator[HtmlElement]:
    here: HtmlElement | None = element
    while here is not None and here is not root:
        yield here
        here = here.getparent()


def _keep_headings(article: HtmlElement, kept: set[HtmlElement]) -> None:
    """A heading that is followed by kept text belongs to it, even where the extraction dropped it."""
    waiting: list[HtmlElement] = []
    started = False
    for element in article.iter():
        if element.tag in {"h2", "h3", "h4"} and element not in kept and _own_text(element).strip():
            waiting.append(element)
        elif element in kept and element.tag in {"p", "ul", "ol", "pre", "table", "blockquote"}:
            last = waiting[-1] if waiting else None
            if (
                started
                and last is not None
                and last.getparent() is element.getparent()
                and not _FOREIGN_HEADING.match(last.text_content())
            ):
                kept.update(_with_ancestors(last, article))
            waiting.clear()
            started = True
        elif element.tag == "p" and _own_text(element).strip():
            waiting.clear()


def _keep_media(article: HtmlElement, kept: set[HtmlElement]) -> None:
    """Figures, code, tables and formulas between the first and the last kept block."""
    order = list(article.iter())
    places = [index for index, element in enumerate(order) if element in kept and element.tag in _LEAVES]
    if not places:
        return
    for index, element in enumerate(order[: max(places) + 1]):
        if element in kept or not isinstance(element.tag, str):
            continue
        if _is_beside(element, article) and not (element.tag == "blockquote" and _is_post(element)):
            continue
        if (
            (element.tag == "figure" and _stands_alone(element, kept, article))
            or (element.tag in {"pre", "math"} and index > min(places))
            or (
                element.tag == "figcaption"
                and not any(here.tag == "figure" for here in element.iterancestors())
            )
            or (element.tag == "blockquote" and index > min(places) and _is_post(element))
            or (element.tag == "table" and index > min(places) and _is_data_table(element))
        ):
            kept.update(_with_ancestors(element, article))
            kept.update(inner for inner in element.iter() if isinstance(inner.tag, str))
        elif (
            element.tag in {"img", "picture"}
            and _is_substantial(element)
            and _stands_alone(element, kept, article)
        ):
            kept.update(_with_ancestors(element, article))


def _is_post(quotation: HtmlElement) -> bool:
    """A post of a social network that the article quotes."""
    return bool(_POST.search(quotation.get("class", "")))


def _stands_alone(picture: HtmlElement, kept: set[HtmlElement], root: HtmlElement) -> bool:
    """Whether a picture is not part of a box with words of its own, such as a teaser."""
    box = picture
    while (parent := box.getparent()) is not None and parent not in kept and parent is not root:
        box = parent
    beside = len(_words(box.text_content()))
    for figure in box.iter("figure", "figcaption"):
        if not any(here.tag == "figure" for here in figure.iterancestors()):
            beside -= len(_words(figure.text_content()))
    return beside <= 3


def _is_beside(element: HtmlElement, root: HtmlElement) -> bool:
    return any(
        here.tag in _BESIDE
        or _UNLIKELY.search(f"{here.get('class', '')} {here.get('id', '')}".replace("_", " "))
        for here in _with_ancestors(element, root)
    )


def _is_data_table(table: HtmlElement) -> bool:
    return bool(table.xpath(".//th or ./caption")) and not table.xpath(".//table")


def _is_substantial(image: HtmlElement) -> bool:
    """Not a pixel, an icon or an avatar."""
    for name in ("width", "height"):
        size = re.match(r"\d+", image.get(name, ""))
        if size and int(size[0]) < 100:
            return False
    return True


def _inside_kept_whole(element: HtmlElement, kept: set[HtmlElement], root: HtmlElement) -> bool:
    """Whether an ancestor is kept with all it holds (a formula, code, a cell of a kept table)."""
    parent = element.getparent()
    while parent is not None and parent is not root:
        if parent.tag in _KEPT_WHOLE and parent in kept and (parent.tag != "table" or _is_data_table(parent)):
            return True
        parent = parent.getparent()
    return False


def _remove(element: HtmlElement, root: HtmlElement) -> None:
    if any(here is root for here in element.iterancestors()):
        element.drop_tree()


def _without_surroundings(body: HtmlElement) -> HtmlElement:
    for element in list(body.iter("nav", "aside", "footer", "form", "header")):
        if element is not body and not (element.tag == "header" and element.xpath("ancestor::article")):
            _remove(element, body)
    return body
