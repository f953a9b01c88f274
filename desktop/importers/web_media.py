"""Pictures and players among an article's text: which belong to it, and the links that stand for players."""

import re
from collections.abc import Collection, Container
from urllib.parse import urlsplit

from lxml.html import Element, HtmlElement

from desktop.formats.html.vocabulary import BLOCKS
from desktop.importers.web_furniture import names_caption

MEDIA = ("img", "iframe", "video", "embed", "object")
_PLAYER = re.compile(r"\b(embed|player|videos?)\b", re.I)
_EMBEDDED = re.compile(r"^(https?:)?//(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{11})\b.*")
_INLINE, _APART = 32, 100
"""Pixels of the smallest picture in a paragraph, such as a formula, and of one that stands apart."""
_WORDS_OF_A_TEASER = 4


def media_among(
    root: HtmlElement, kept: Collection[HtmlElement], beside: Container[HtmlElement]
) -> list[HtmlElement]:
    """The pictures and players that are no part of a box with words of its own: up to the last kept block, and
    after it those in it or right beside kept paragraphs."""
    found: list[HtmlElement] = []
    candidates: list[HtmlElement] = []
    for element in root.iter():
        if element in kept:
            found += candidates
            candidates = []
        elif element.tag in MEDIA and _belongs(element, root, kept, beside):
            candidates.append(element)
    lines = {here.getparent() for here in kept if here.tag == "p"}
    return found + [one for one in candidates if _is_last(one, kept) or _place(one) in lines]


def _place(media: HtmlElement) -> HtmlElement | None:
    """What it stands in; the element around the sources of one picture is a part of it."""
    parent = media.getparent()
    return parent.getparent() if parent is not None and parent.tag == "picture" else parent


def _is_last(media: HtmlElement, kept: Collection[HtmlElement]) -> bool:
    """Whether it stands in a kept block, after its words."""
    return _block(media) in kept and _block(media).tag in {"p", "figure", "li", "td"}


def _up_to(element: HtmlElement, root: HtmlElement) -> list[HtmlElement]:
    above: list[HtmlElement] = []
    for here in element.iterancestors():
        if here is root:
            break
        above.append(here)
    return above


def _block(element: HtmlElement) -> HtmlElement:
    return next((here for here in element.iterancestors() if here.tag in BLOCKS or here.tag == "td"), element)


def _is_at_least(image: HtmlElement, pixels: int) -> bool:
    sizes = (re.match(r"\d+", image.get(name, "")) for name in ("width", "height"))
    return all(int(size[0]) >= pixels for size in sizes if size)


def _belongs(
    media: HtmlElement, root: HtmlElement, kept: Collection[HtmlElement], beside: Container[HtmlElement]
) -> bool:
    """Not a pixel, an icon or an avatar, no frame but a player's, and not the picture of a teaser."""
    if media.tag != "img" and not _address(media):
        return False
    block = _block(media)
    if not _is_at_least(media, _INLINE if block.tag == "p" and block in kept else _APART):
        return False
    box = media
    for here in _up_to(media, root):
        if here in beside:
            return False
        if here in kept:
            break
        box = here
    words = box.text_content()
    if not words.strip():
        return True
    for caption in [one for one in box.iter("figcaption", "div", "p", "span", "td") if _is_caption(one)]:
        words = words.replace(caption.text_content(), "", 1)
    return len(words.split()) < _WORDS_OF_A_TEASER


def _is_caption(element: HtmlElement) -> bool:
    return element.tag == "figcaption" or names_caption(element)


def _address(media: HtmlElement) -> str:
    """Where a player's video is, empty for other frames."""
    if media.tag == "video":
        sources = [media.get("src"), *(source.get("src") for source in media.iter("source"))]
        return next((one for one in sources if one and not one.startswith(("blob:", "data:"))), "")
    address: str = media.get("src") or media.get("data-src") or media.get("data") or ""
    if media.tag != "img" and not _PLAYER.search(address):
        return ""
    return _EMBEDDED.sub(r"https://www.youtube.com/watch?v=\2", address)


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


def link_players(root: HtmlElement) -> None:
    """Put a link in the place of each embedded video."""
    for player in list(root.iter("iframe", "video", "embed", "object")):
        address = _address(player)
        if address and player is not root:
            label = player.get("title") or player.get("aria-label") or _host(address) or address
            link = Element("a")
            link.set("href", address)
            link.text = f"▶ {' '.join(label.split())}"
            stand_in = link if _block(player).tag == "p" else Element("p")
            if stand_in is not link:
                stand_in.append(link)
            stand_in.tail = player.tail
            player.getparent().replace(player, stand_in)
