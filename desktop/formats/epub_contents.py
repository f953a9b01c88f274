"""A book's table of contents: the navigation document of EPUB 3, the NCX of EPUB 2
(https://www.w3.org/TR/epub-33/#sec-nav, https://idpf.org/epub/20/spec/OPF_2.0.1_draft.htm#Section2.4.1)."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

_TYPE = "{http://www.idpf.org/2007/ops}type"


@dataclass(frozen=True, slots=True)
class Heading:
    """``target``: as written there, relative to the document that names it; ``level`` from 1."""

    title: str
    level: int
    target: str


def headings_of_nav(root: etree._Element) -> Iterator[Heading]:
    navs = list(root.iter("{*}nav"))
    contents = [nav for nav in navs if "toc" in nav.get(_TYPE, "").split() or nav.get("role") == "doc-toc"]
    for nav in (contents or navs)[:1]:
        level = 0
        for event, element in etree.iterwalk(nav, events=("start", "end"), tag=("{*}ol", "{*}a")):
            if etree.QName(element).localname == "ol":
                level += 1 if event == "start" else -1
            elif event == "start" and (title := _words(element)):
                yield Heading(title, max(1, level), element.get("href", ""))


def headings_of_ncx(root: etree._Element) -> Iterator[Heading]:
    level = 0
    for event, point in etree.iterwalk(root, events=("start", "end"), tag="{*}navPoint"):
        level += 1 if event == "start" else -1
        label, content = point.find("{*}navLabel"), point.find("{*}content")
        if event == "start" and label is not None and content is not None and (title := _words(label)):
            yield Heading(title, level, content.get("src", ""))


def _words(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())
