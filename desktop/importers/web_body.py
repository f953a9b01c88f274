"""A page's article: the runs of text that are judged to be its own, with the pictures and players among them.

The nodes are those of the page's own tree, so that its figures, tables, lists and code stay as they are.
"""

import copy
from collections.abc import Callable, Iterable, Iterator

from lxml import etree
from lxml.html import HtmlElement

from desktop.formats.html.vocabulary import BLOCKS, DROPPED
from desktop.importers.web_code import settle_code
from desktop.importers.web_consent import take_out_consent
from desktop.importers.web_judgement import Judgement
from desktop.importers.web_layout import Layout
from desktop.importers.web_math import settle_math
from desktop.importers.web_media import MEDIA, link_players, media_among
from desktop.importers.web_notes import Notes
from desktop.importers.web_runs import Run

_PARTS = BLOCKS | {"td", "th"} | set(MEDIA)
_SILENT = DROPPED - set(MEDIA) - {"source"}
_LITTLE = 200
"""Characters; where less is found, the page is not cut to it."""


def article_body(page: HtmlElement, *, whole: bool = False) -> tuple[HtmlElement, str]:
    """The article as an element of its own (a copy; the page is left alone), and its text.

    ``whole``: all of the page but what calls itself furniture.
    """
    layout = _layout(page, take_out_consent)
    notes = Notes(layout.body)
    judgement = Judgement(layout)
    runs = judgement.kept()
    if whole or sum(run.size for run in runs) < _LITTLE:
        root, text = _whole(layout)
    else:
        root, text = judgement.root, "\n".join(run.text for run in runs)
        _take_out(root, _dropped(judgement, set(runs)))
    notes.put_back(root)
    link_players(root)
    return root, text


def everything(page: HtmlElement) -> tuple[HtmlElement, str]:
    """All that the page shows, and its text."""
    layout = _layout(page)
    link_players(layout.body)
    return layout.body, "\n".join(run.text for run in layout.runs)


def _layout(page: HtmlElement, settle: Callable[[HtmlElement], None] = lambda _: None) -> Layout:
    body = page.find("body") if page.tag == "html" else page
    body = copy.deepcopy(page if body is None else body)
    settle_math(body)
    settle_code(body)
    settle(body)
    etree.strip_elements(body, *_SILENT, with_tail=False)
    return Layout(body, _titles(page))


def _titles(page: HtmlElement) -> list[str]:
    told = [meta.get("content", "") for meta in page.iter("meta") if meta.get("property") == "og:title"]
    return [*told, page.findtext(".//title") or ""]


def _whole(layout: Layout) -> tuple[HtmlElement, str]:
    """The page without what calls itself furniture: where little is found, nothing more is cut."""
    runs = [run for run in layout.runs if not layout.stands_beside(run)]
    _take_out(layout.body, layout.furniture())
    return layout.body, "\n".join(run.text for run in runs)


def _dropped(judgement: Judgement, runs: set[Run]) -> list[HtmlElement]:
    """The elements of the article's box that hold nothing of it. Clears the words beside kept ones."""
    root, layout = judgement.root, judgement.layout
    furniture = layout.furniture()
    kept = {root} | {here for run in runs for here in _with_ancestors(run.block, root)}
    for media in media_among(root, kept, furniture):
        kept.update(_with_ancestors(media, root))
    for run in layout.runs:
        if run not in runs and run.block in kept:
            run.clear()
    whole = {unit for run in runs if (unit := judgement.unit_of(run)) is not None}
    dropped: list[HtmlElement] = []
    walker = etree.iterwalk(root, events=("start",))
    for _, element in walker:
        if element in furniture or (element not in kept and element.tag in _PARTS):
            dropped.append(element)
            walker.skip_subtree()
        elif element in whole:
            dropped += [one for one in element.iter() if one in furniture]
            walker.skip_subtree()
    return dropped


def _take_out(root: HtmlElement, elements: Iterable[HtmlElement]) -> None:
    for element in elements:
        if element is not root and element.getparent() is not None:
            element.drop_tree()


def _with_ancestors(element: HtmlElement, root: HtmlElement) -> Iterator[HtmlElement]:
    here: HtmlElement | None = element
    while here is not None and here is not root:
        yield here
        here = here.getparent()
