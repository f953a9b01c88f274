"""Code as scripts of a page set it: without the numbers of its lines, which are no part of it."""

import re

from lxml.html import HtmlElement

_NUMBERS = re.compile(
    r"(?:^|\s)(?:[\w-]*gutter[\w-]*|line-?no(?:s|div)?|line-?numbers?(?:-rows)?|hljs-ln-n(?:umbers|-line)?|blob-num|ln-num)(?:\s|$)"
)
_DIGITS = re.compile(r"[\d\s]*")


def settle_code(body: HtmlElement) -> None:
    """Numbers of lines go, and the table that held them beside one block of code."""
    for cell in [one for one in body.iter("td") if _is_numbers(one)]:
        row = cell.getparent()
        if next(row.iter("pre", "code"), None) is not None:
            cell.drop_tree()
            _unwrap(row)
    for code in list(body.iter("pre", "code")):
        for mark in [one for one in code.iter("span") if _is_numbers(one) and one.text_content().strip()]:
            mark.drop_tree()


def _is_numbers(element: HtmlElement) -> bool:
    named = _NUMBERS.search(element.get("class") or "") is not None
    return named and _DIGITS.fullmatch(element.text_content()) is not None


def _unwrap(row: HtmlElement) -> None:
    """A table of which nothing is left but one block of code is no table."""
    table = next(row.iterancestors("table"), None)
    cells = [] if table is None else list(table.iter("td", "th"))
    blocks = list(cells[0].iter("pre")) if len(cells) == 1 else []
    if (
        table is None
        or len(blocks) != 1
        or blocks[0].text_content().strip() != cells[0].text_content().strip()
    ):
        return
    code = blocks[0]
    code.tail, table.tail = table.tail, None
    table.getparent().replace(table, code)
