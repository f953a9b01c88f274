"""What stands in a page, or in the article itself, without belonging to it: hidden boxes, cross-links, appeals.

``clear_page`` works on the whole page before the article is chosen, ``clear_article`` on what was chosen.
"""

import re
from collections.abc import Iterator
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from desktop.formats.datelines import date_of_line
from desktop.formats.html.vocabulary import BLOCKS
from desktop.importers.furniture_words import APPEAL, CROSS_LINK, LABEL, MENU, TRAILER

_WORD = re.compile(r"\w+")
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:visually-?hidden|sr-only|screen-?reader(?:-text|-only)?|off-?screen|show-for-sr|u-hidden)(?:\s|$)",
    re.I,
)
_perhaps_hidden = etree.XPath(
    "descendant::*[@hidden or contains(@style, 'none') or contains(@style, 'hidden') or contains(@class, 'hidden')"
    " or contains(@class, 'creen') or contains(@class, 'sr-')]"
)
_HIDDEN_SHARE = 0.6
"""Of a page's words: a page that hides more than that shows it by script."""

_CROSS_LINK = re.compile(rf"\W*(?:{'|'.join(CROSS_LINK)})\s*(?::|：|\||»|>>|–|—|>)", re.I)
_LABEL = re.compile(rf"\W*(?:{'|'.join((*CROSS_LINK, *LABEL))})\W*", re.I)
_ALONE = re.compile(
    rf"\W*(?:{'|'.join(MENU)}|\d{{1,3}}|\d+ (?:comments?|shares?|views?)|image \d+ of \d+)\W*", re.I
)
_APPEAL = re.compile("|".join(APPEAL), re.I)
_TRAILER = re.compile("|".join(TRAILER), re.I)
_GALLERY = re.compile(r"gallery|slide-?show|carousel", re.I)
_LEAVES = BLOCKS | {"td", "th"}
_LINKED = 0.8
"""Of a block's words: it is a link, and perhaps a word before it."""


def clear_page(body: HtmlElement) -> None:
    """Take out what readers do not see."""
    perhaps = cast("list[HtmlElement]", _perhaps_hidden(body))
    hidden = [element for element in perhaps if _is_hidden(element)]
    most = _HIDDEN_SHARE * _count(body) if hidden else 0
    for element in hidden:
        if (
            element.getparent() is not None
            and _count(element) < most
            and not element.xpath("descendant-or-self::math")
        ):
            element.drop_tree()


def _is_hidden(element: HtmlElement) -> bool:
    return (
        element.get("hidden") is not None
        or bool(_HIDDEN_STYLE.search(element.get("style", "")))
        or bool(_HIDDEN_CLASS.search(element.get("class", "")))
    )


def clear_article(article: HtmlElement, title: str) -> None:
    """Take out what a reader would skip: cross-links with their labels, appeals, the headline said again."""
    _drop_second_articles(article)
    _drop_boxes_in_lines(article)
    _drop_galleries(article)
    _drop_tags(article)
    blocks = [block for block in _leaves(article) if not _is_kept_whole(block, article)]
    total = sum(_count(block) for block in blocks)
    seen = 0
    under_label = False
    for place, block in enumerate(blocks):
        text = " ".join(block.text_content().split())
        words = len(_WORD.findall(text))
        linked = _is_linked(block, words)
        at_end = seen > 0.6 * total
        seen += words
        if _LABEL.fullmatch(text) and words <= 8:
            under_label = True
            _drop(block, article)
        elif under_label and (linked or (block.tag in _HEADINGS and _has_link(block))):
            _drop(block, article)
        elif (
            _ALONE.fullmatch(text)
            or (words <= 40 and _CROSS_LINK.match(text) and _has_link(block))
            or (words <= 60 and _APPEAL.search(text))
            or (at_end and words <= 80 and _TRAILER.search(text))
            or (place < 3 and (_is_title(text, title) or (words <= 20 and date_of_line(text))))
        ):
            under_label = False
            _drop(block, article)
        else:
            under_label = False
    _drop_link_lists(article, total)
    _drop_last_links(article, total)


_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


def _leaves(root: HtmlElement) -> list[HtmlElement]:
    """Blocks of text without blocks in them, in their order."""
    return [
        block
        for block in root.iter(*_LEAVES)
        if block is not root
        and block.text_content().strip()
        and not any(inner is not block and inner.tag in _LEAVES for inner in block.iter())
    ]


def _count(element: HtmlElement) -> int:
    return len(_WORD.findall(element.text_content()))


def _has_link(block: HtmlElement) -> bool:
    return any(True for _ in _links(block))


def _links(block: HtmlElement) -> Iterator[HtmlElement]:
    yield from block.iter("a")
    parent = block.getparent()
    if parent is not None and parent.tag == "a":
        yield parent


def _is_linked(block: HtmlElement, words: int) -> bool:
    return words > 0 and sum(_count(link) for link in _links(block)) >= _LINKED * words


def _is_title(text: str, title: str) -> bool:
    return bool(title) and _WORD.findall(text.casefold()) == _WORD.findall(title.casefold())


def _is_kept_whole(block: HtmlElement, root: HtmlElement) -> bool:
    """Inside a figure, a table, code or a quotation, where words alone say little."""
    here: HtmlElement | None = block
    while here is not None and here is not root:
        if here.tag in {"figure", "figcaption", "table", "pre", "math", "dl"}:
            return True
        here = here.getparent()
    return False


def _drop_second_articles(article: HtmlElement) -> None:
    """Posts that follow one another inside the box of the first."""
    for outer in (article, *article.iter("article")):
        others = [inner for inner in outer.iter("article") if inner is not outer]
        if len(others) > 1 and _count(outer) - sum(_count(one) for one in others) > 25:
            for one in others:
                _drop(one, article)
            return


def _drop_boxes_in_lines(article: HtmlElement) -> None:
    """Small print that opens over a word of a sentence: a box of links inside a line."""
    for span in list(article.iter("span")):
        links = list(span.iter("a"))
        if len(links) >= 3 and span.xpath("ancestor::p") and _is_linked(span, _count(span)):
            _drop(span, article)


def _drop_galleries(article: HtmlElement) -> None:
    """Picture shows with more words than the article in which they stand: they tell other stories."""
    whole = _count(article)
    for box in list(article.iter("div", "section", "ul", "ol")):
        words = _count(box) if _GALLERY.search(box.get("class", "")) else 0
        if words > 0.5 * whole and whole - words > 200:
            _drop(box, article)
            return


def _drop_tags(article: HtmlElement) -> None:
    """The page's keywords, with what stands around them."""
    for link in list(article.xpath(".//a[contains(concat(' ', @rel, ' '), ' tag ')]")):
        box = link
        while (above := box.getparent()) is not None and above is not article:
            tags = above.xpath(".//a[contains(concat(' ', @rel, ' '), ' tag ')]")
            if sum(map(_count, tags)) + 2 < _count(above):
                break
            box = above
        _drop(box, article)


def _drop_last_links(article: HtmlElement, total: int) -> None:
    """A row of teasers after the text: headings and lines that are links, three or more."""
    row: list[HtmlElement] = []
    for block in reversed(_leaves(article)):
        words = _count(block)
        if not _is_linked(block, words) or _is_kept_whole(block, article):
            break
        row.append(block)
    if len(row) >= 3 and sum(map(_count, row)) >= 3 * len(row) and sum(map(_count, row)) < 0.4 * total:
        for block in row:
            _drop(block, article)


def _drop_link_lists(article: HtmlElement, total: int) -> None:
    """Lists of links to other pages, after most of the text and under no heading of their own."""
    seen = 0
    for block in list(article.iter("p", "ul", "ol")):
        if block.tag == "p":
            seen += _count(block)
            continue
        entries = block.findall("li")
        before = next(block.itersiblings(*_LEAVES, preceding=True), None)
        headed = before is not None and (
            before.tag in _HEADINGS or before.text_content().rstrip().endswith(":")
        )
        if (
            len(entries) > 1
            and seen > 0.5 * total
            and not headed
            and all(_is_linked(entry, _count(entry)) for entry in entries)
            and _count(block) >= 3 * len(entries)
        ):
            _drop(block, article)


def _drop(element: HtmlElement, root: HtmlElement) -> None:
    if any(here is root for here in element.iterancestors()):
        element.drop_tree()
