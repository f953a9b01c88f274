"""What a page claims of itself for machines: its meta tags, its linked data, a citation hidden in it."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from html import unescape
from typing import Any
from urllib.parse import parse_qs

from lxml.html import HtmlElement

from desktop.importers.names import one_line

_TEXTS = re.compile(r"Article|Posting|Report|WebPage|Review|Book|Chapter|Thesis|Recipe|CreativeWork", re.I)
_ARTICLES = re.compile(r"Article|Posting|Report|Book|Chapter|Thesis", re.I)
_VOCABULARY = re.compile(r"^(dc|dcterms?|prism)[.:]")
_WRAPPING = re.compile(r"^\s*(?:<!\[CDATA\[|<!--|//)*|(?:\]\]>|-->|//)*\s*$")
_MOST_OBJECTS = 50
LONGEST = 10_000
"""Characters of a value: abstracts can be long."""


class Claims:
    def __init__(self, page: HtmlElement) -> None:
        self._page = page

    @cached_property
    def metas(self) -> dict[str, list[str]]:
        """The values of each meta tag by its name in lower case; one tag can have several names."""
        found: dict[str, list[str]] = {}
        for element in self._page.iter("meta"):
            content = one_line(element.get("content") or "", LONGEST)
            told = " ".join(element.get(kind) or "" for kind in ("property", "name", "itemprop"))
            for name in dict.fromkeys(map(_plain, told.lower().split())) if content else ():
                found.setdefault(name, []).append(content)
        return found

    def meta(self, *names: str) -> str:
        """The first value under the first of these names that has one."""
        return next((value for name in names for value in self.metas.get(name, ())), "")

    @cached_property
    def objects(self) -> list[dict[str, Any]]:
        """The objects of the page's JSON-LD (https://www.w3.org/TR/json-ld11/)."""
        found: list[dict[str, Any]] = []
        for script in self._page.iterfind(".//script[@type='application/ld+json']"):
            try:
                pending = [json.loads(_WRAPPING.sub("", script.text or ""), strict=False)]
            except (ValueError, RecursionError):
                continue
            while pending and len(found) < _MOST_OBJECTS:
                value = pending.pop(0)
                if isinstance(value, list):
                    pending.extend(value)
                elif isinstance(value, dict):
                    pending.extend(listed(value.get("@graph")))
                    found.append(value)
        return found

    @cached_property
    def linked(self) -> dict[str, Any]:
        """The object that describes a text; an article before others."""
        texts = [thing for thing in self.objects if _TEXTS.search(str(thing.get("@type")))]
        articles = [thing for thing in texts if _ARTICLES.search(str(thing["@type"]))]
        return next(iter(articles or texts), {})

    def named(self, value: object) -> list[Any]:
        """The values of a property; what is only referred to stands among the page's other objects."""
        known = {one["@id"]: one for one in self.objects if isinstance(one.get("@id"), str) and "name" in one}
        return [
            known.get(one["@id"], one) if isinstance(one, dict) and isinstance(one.get("@id"), str) and "name" not in one
            else one
            for one in listed(value)
        ]  # fmt: skip

    @cached_property
    def citation(self) -> dict[str, list[str]]:
        """A ContextObject in a Span (OpenURL COinS), where the page has one only."""
        spans = [span for span in self._page.iter("span") if "Z3988" in span.get("class", "").split()]
        return parse_qs(spans[0].get("title", "")) if len(spans) == 1 else {}


def _plain(name: str) -> str:
    """One spelling of a name: ``bepress_citation_doi``, ``DC:title``, ``dcterm:title``."""
    name = _VOCABULARY.sub(lambda found: f"{found[1]}.", name.removeprefix("bepress_"))
    return name.replace("dcterm.", "dcterms.", 1)


def listed(value: object) -> list[Any]:
    """JSON-LD writes a single value without the list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def words_of(value: object) -> str:
    """A value of linked data as a line: a text, a thing's name, the first of several."""
    return next(iter(all_words_of(value)), "")


def all_words_of(value: object) -> Sequence[str]:
    return [words for one in listed(value) if (words := _words(one))]


def _words(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or ""
        value = value[0] if isinstance(value, list) and value else value
    return one_line(unescape(str(value)), LONGEST) if isinstance(value, str | int) else ""


def first_of(values: Iterator[str] | Sequence[str], meant: Callable[[str], str]) -> str:
    """The first value that has a meaning."""
    return next((told for value in values if (told := meant(value))), "")
