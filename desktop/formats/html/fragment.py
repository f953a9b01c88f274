"""Markup that is part of a page, as a tree."""

import lxml.html
from lxml.html import HtmlElement


def fragment(markup: str) -> HtmlElement:
    """An ``article`` that holds all of it; without the limits on depth and length beyond which text would be lost."""
    # Without the opening tag lxml takes "<html>" at the start for a page, and fails where it has no body.
    whole = "<body>" + markup.replace("\0", "")
    parser = lxml.html.HTMLParser(huge_tree=True)
    return lxml.html.fragment_fromstring(whole, create_parent="article", parser=parser)
