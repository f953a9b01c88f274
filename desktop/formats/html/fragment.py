"""Markup that is part of a page, as a tree."""

import re

import lxml.html
from lxml.html import HtmlElement

from desktop.formats.html.signs import without_controls

_HOLDS_NOTHING = re.compile(r"""<(source|track|wbr)\b((?:[^>"']++|"[^"]*+"|'[^']*+'|["'])*+)(?:>|\Z)""", re.I)


def fragment(markup: str) -> HtmlElement:
    """An ``article`` that holds all of it; without the limits on depth and length beyond which text would be lost."""
    root = stored(without_controls(markup))
    drop_templates(root)
    return root


def stored(markup: str) -> HtmlElement:
    """The same of reader HTML as a library holds it, sign for sign: annotations are counted in them."""
    # Without the opening tag lxml takes "<html>" at the start for a page, and fails where it has no body.
    whole = "<body>" + end_empty(markup.replace("\0", ""))
    parser = lxml.html.HTMLParser(huge_tree=True)
    return lxml.html.fragment_fromstring(whole, create_parent="article", parser=parser)


def drop_templates(root: HtmlElement) -> None:
    """Attributes that templates left behind, as in ``<img {attributes}>``: lxml takes a brace for the start of a
    namespace, and fails over them wherever it meets them."""
    left = root.xpath(".//@*[starts-with(name(), '{')]")
    for element in {attribute.getparent() for attribute in left}:
        sound = [(name, value) for name, value in element.attrib.items() if not name.startswith("{")]
        element.attrib.clear()
        element.attrib.update(sound)


def end_empty(markup: str) -> str:
    """What can hold nothing ends where it begins; libxml2 would put all that follows into the elements of HTML 5 that are
    so, the picture of ``<picture><source><img></picture>`` among them."""
    return _HOLDS_NOTHING.sub(lambda found: f"<{found[1]}{found[2].rstrip('/ ')} />", markup)
