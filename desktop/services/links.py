"""Links into the library: they name an article or an annotation for good, in comments, notes and other programs."""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from desktop.domain.address import same_page_key
from desktop.domain.query import Words
from desktop.storage import linking
from desktop.storage.library import Library

_LINK = re.compile(r"florilegium://(item|annotation)/([\w.~%-]+)(?:[?#]annotation=([\w.~%-]+))?")
_WRITTEN = re.compile(r"\[(?P<text>(?:[^\]\\]|\\.)*)\]\(<?(?P<address>[a-z]+:[^\s)>]+)>?\)")
_SIGNS = re.compile(r"([\\`*_\[\]<>])")
_LONGEST = 60
"""Code points of a quotation that become the text of a link."""


@dataclass(frozen=True, slots=True)
class Aimed:
    """Where a link leads. ``annotation_id`` 0: to the article itself."""

    item_id: int
    annotation_id: int = 0


@dataclass(frozen=True, slots=True)
class Linkable:
    """What can be linked to: its ``text``, where it is from, and the link."""

    text: str
    about: str
    address: str
    annotation: bool


def annotation_link(uid: str) -> str:
    return f"florilegium://annotation/{quote(uid, safe='')}"


def item_link(uid: str) -> str:
    return f"florilegium://item/{quote(uid, safe='')}"


def is_link(address: str) -> bool:
    return bool(_LINK.fullmatch(address))


def aim(library: Library, address: str) -> Aimed | None:
    """Where a link leads; None where that is not in the library, or in its trash. The links of exports name an
    annotation and its article: where the annotation is gone they lead to the article."""
    found = _LINK.fullmatch(address)
    if found is None:
        return None
    kind, uid, inside = found[1], unquote(found[2]), unquote(found[3] or "")
    if kind == "annotation":
        place = linking.annotation(library, uid)
        return Aimed(*place) if place else None
    if inside and (place := linking.annotation(library, inside)):
        return Aimed(*place)
    item_id = linking.item(library, uid)
    return Aimed(item_id) if item_id else None


def article_at(library: Library, address: str) -> int:
    """The article from this page of the web, whatever its fragment and tracking; 0 where there is none."""
    key = same_page_key(address)
    return linking.item_of_page(library, key) if key else 0


def find(library: Library, text: str, limit: int = 40) -> list[Linkable]:
    """Articles by their titles and annotations by quotation, comment and tags; the newest where no words are given."""
    words = [Words(word, prefix=True) for word in re.findall(r"\w+", text)]
    return [_linkable(one) for one in linking.find(library, words, limit)]


def _linkable(found: linking.Found) -> Linkable:
    if not found.annotation:
        return Linkable(found.title, found.about, item_link(found.uid), annotation=False)
    words = " ".join((found.quote or found.comment or found.title).split())
    text = words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
    return Linkable(text, found.title, annotation_link(found.uid), annotation=True)


def markdown_link(text: str, address: str) -> str:
    """The link as it is written into a comment."""
    words = _SIGNS.sub(r"\\\1", " ".join(text.split()))
    return f"[{words}]({address})"


def written_links(comment: str) -> list[tuple[str, str]]:
    """Text and address of the links in a comment, in their order."""
    return [
        (re.sub(r"\\(.)", r"\1", found["text"]) or found["address"], found["address"])
        for found in _WRITTEN.finditer(comment)
    ]
