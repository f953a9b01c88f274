"""Charts and drawings that a page holds as SVG become pictures, as which they are archived and shown."""

import base64
import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import Element, HtmlElement, tostring
from selectolax.lexbor import LexborHTMLParser

_LEAST = 100
"""Pixels of a drawing; what is smaller is an icon."""
_LABELS = 3
"""Words written into a chart, at least; a logo has hardly any."""
_LARGEST = 2 << 20
"""Bytes."""
_LENGTH = re.compile(r"\s*([\d.]+)(?:px)?\s*$")
_ACTIVE = ("script", "foreignobject", "iframe", "audio", "video")
_NAMESPACES = {
    "xmlns": "http://www.w3.org/2000/svg",
    "xmlns:xlink": "http://www.w3.org/1999/xlink",
}


def draw_graphics(page: HtmlElement) -> None:
    """Logos and icons are left; so is what makes no sound drawing."""
    for graphic in list(page.iter("svg")):
        if graphic.getparent() is None or not _is_figure(graphic):
            continue
        data = _drawing(graphic)
        if not 0 < len(data) <= _LARGEST:
            continue
        image = Element("img")
        image.set("src", "data:image/svg+xml;base64," + base64.b64encode(data).decode())
        image.set("alt", _name(graphic))
        for side, length in zip(("width", "height"), _size(graphic), strict=True):
            image.set(side, str(round(length)))
        image.tail = graphic.tail
        graphic.getparent().replace(graphic, image)


def _is_figure(graphic: HtmlElement) -> bool:
    """Large, and in a figure or with words in it."""
    if min(_size(graphic)) < _LEAST or any(here.tag == "svg" for here in graphic.iterancestors()):
        return False
    in_figure = any(here.tag == "figure" for here in graphic.iterancestors())
    return in_figure or len(" ".join(_labels(graphic)).split()) >= _LABELS


def _labels(graphic: HtmlElement) -> Iterator[str]:
    return (one.text_content() for one in graphic.iter("text"))


def _name(graphic: HtmlElement) -> str:
    title = graphic.find("title")
    told = graphic.get("aria-label") or ("" if title is None else title.text_content())
    return " ".join(told.split())


def _size(graphic: HtmlElement) -> tuple[float, float]:
    """In pixels, as far as it is told; 0 where it is not."""
    box = re.split(r"[\s,]+", graphic.get("viewbox", "").strip())
    drawn = box[2:] if len(box) == 4 else ["", ""]
    width, height = (
        _length(graphic.get(side, "")) or _length(drawn[place])
        for place, side in enumerate(("width", "height"))
    )
    return width, height


def _length(told: str) -> float:
    found = _LENGTH.match(told)
    try:
        return float(found[1]) if found else 0.0
    except ValueError:
        return 0.0


def _drawing(graphic: HtmlElement) -> bytes:
    """A file of its own; empty where there is none. The names are written as SVG has them by a parser of HTML 5, which
    knows them; it takes no part in scripts."""
    for active in list(graphic.iter(*_ACTIVE)):
        active.drop_tree()
    drawn = LexborHTMLParser(tostring(graphic, encoding="unicode", with_tail=False)).css_first("svg")
    markup = (drawn.html or "") if drawn else ""
    named = "".join(f' {name}="{value}"' for name, value in _NAMESPACES.items() if f"{name}=" not in markup)
    markup = markup.replace("<svg", f"<svg{named}", 1).replace("&nbsp;", "\u00a0")
    try:
        root = etree.fromstring(markup.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return b""
    for element in root.iter(etree.Element):
        for attribute in [name for name in element.attrib if str(name).lower().startswith("on")]:
            del element.attrib[attribute]
    return etree.tostring(root)
