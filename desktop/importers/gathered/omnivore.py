"""Omnivore's export as a whole: a ZIP of lists, with the articles' bodies and highlights beside them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from desktop.domain.selector import TextQuoteSelector
from desktop.importers.base import Source
from desktop.importers.gathered.base import GatheredAnnotation, GatheredArticle
from desktop.importers.gathered.fields import entries, json_of, lasting_name, line, names, text_of
from desktop.importers.gathered.packed import files
from desktop.importers.gathered.packed import names as packed_names
from desktop.importers.gathered.reading_lists import saved_page, with_body

_LIST = re.compile(r"(?:.*/)?metadata_\d+_to_\d+\.json")
_BESIDE = re.compile(r"(?:.*/)?(?:content/[^/]+\.html|highlights/[^/]+\.md)")
_LABELS = re.compile(r"#\S.*")


def is_omnivore(names_: Sequence[str]) -> bool:
    """Whether these are the files of such an export."""
    return any(map(_LIST.fullmatch, names_))


class OmnivoreImporter:
    def recognises(self, source: Source) -> float:
        packed = source.data[:2] == b"PK" and source.name.lower().endswith(".zip")
        return 0.97 if packed and is_omnivore(packed_names(source.data)) else 0.0

    def read(self, source: Source) -> Sequence[GatheredArticle]:
        packed = files(source.data, lambda name: bool(_LIST.fullmatch(name) or _BESIDE.fullmatch(name)))
        beside = {"/".join(name.split("/")[-2:]): data for name, data in packed.items()}
        lists = [data for name, data in packed.items() if _LIST.fullmatch(name)]
        found = [_article(row, beside) for data in lists for row in entries(json_of(data))]
        return [article for article in found if article]


def _article(row: Mapping[str, Any], beside: Mapping[str, bytes]) -> GatheredArticle | None:
    article = saved_page(row)
    if article is None:
        return None
    slug = line(row.get("slug"))
    body = beside.get(f"content/{slug}.html", b"")
    marked = text_of(beside.get(f"highlights/{slug}.md", b"")) if slug else ""
    item = with_body(article.item, text_of(body)) if body else article.item
    return replace(article, item=item, annotations=list(_highlights(slug, marked.replace("\r\n", "\n"))))


def _highlights(slug: str, marked: str) -> Iterator[GatheredAnnotation]:
    """A quotation begins a highlight; its labels (``#one #two words``) and its comment follow."""
    quote = ""
    said: list[str] = []
    for paragraph in (*re.split(r"\n[ \t]*\n", marked), "> "):
        if not paragraph.startswith(">"):
            said.append(paragraph.strip())
            continue
        if quote:
            yield _highlight(slug, quote, [words for words in said if words])
        lines = (re.sub(r"^> ?", "", part).strip() for part in paragraph.split("\n"))
        quote, said = "\n".join(filter(None, lines)), []


def _highlight(slug: str, quote: str, said: Sequence[str]) -> GatheredAnnotation:
    labels = said[0] if said and _LABELS.fullmatch(said[0]) else ""
    return GatheredAnnotation(
        TextQuoteSelector(quote),
        comment="\n\n".join(said[1:] if labels else said),
        tags=names(re.split(r"(?:^|\s)#", labels)),
        uid=lasting_name("omnivore", slug, quote),
    )
