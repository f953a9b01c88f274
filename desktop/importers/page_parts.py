"""The elements of a web page by number, so that a part which a person chooses on the screen can be named."""

from lxml import etree
from lxml.html import HtmlElement

NUMBER = "data-part"


def number_parts(page: HtmlElement) -> None:
    """Number the elements in the order of the tree: the same for the same bytes, always."""
    for number, element in enumerate(page.iter(etree.Element)):
        element.set(NUMBER, str(number))


def keep_parts(page: HtmlElement, first: int, last: int) -> None:
    """Clear the page's body of what comes before one element and after another."""
    body = page.find("body")
    elements = list(page.iter(etree.Element))
    if body is None or not 0 <= first <= last < len(elements):
        return
    begin, end = elements[first], elements[last]
    if body not in begin.iterancestors() or body not in end.iterancestors():
        return
    _clear_before(begin, body)
    _clear_after(end, body)


def _clear_before(begin: HtmlElement, body: HtmlElement) -> None:
    here = begin
    while here is not body:
        parent = here.getparent()
        for earlier in list(here.itersiblings(preceding=True)):
            parent.remove(earlier)  # with the words behind it
        parent.text = None
        here = parent


def _clear_after(end: HtmlElement, body: HtmlElement) -> None:
    here = end
    while here is not body:
        for later in list(here.itersiblings()):
            here.getparent().remove(later)
        here.tail = None
        here = here.getparent()
