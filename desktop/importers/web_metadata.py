"""What a page says about itself: title, creators, site, date, language, address, lead image."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any
from urllib.parse import urljoin, urlsplit

from htmldate import find_date
from lxml.html import HtmlElement
from py3langid.langid import MODEL_FILE, LanguageIdentifier
from trafilatura.metadata import examine_meta, extract_author, extract_meta_json, extract_sitename

_SPACE = re.compile(r"\s+")
_SAVED_FROM = re.compile(
    r"saved from url=\(\d+\)(\S+)|\burl:\s*(https?://\S+)|Snapshot-Content-Location:\s*(\S+)"
)
_SEPARATOR = re.compile(r"\s+[|\-–—»·•:]\s+|\s+[|»]|[|»]\s+")
_BY = re.compile(r"^\s*(by|von|par|por|di|door|av|af)[:\s]\s*", re.I)
_ARTICLE_TYPES = re.compile(r"Article|Posting|Report|WebPage|Review|Book|Recipe|CreativeWork", re.I)


_AUTHOR_NAMES = (
    "author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "article:author",
    "parsely-author",
    "byl",
)
_DATE_NAMES = (
    "article:published_time",
    "datepublished",
    "og:article:published_time",
    "parsely-pub-date",
    "citation_publication_date",
    "dc.date.issued",
    "dcterms.issued",
)


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """Empty strings where the page does not tell."""

    title: str
    creators: tuple[str, ...]
    site: str
    published: str
    language: str
    url: str
    base: str
    """What relative links are relative to; empty where unknown."""
    image: str
    """Absolute or relative address of the lead image."""


def page_metadata(page: HtmlElement, known_url: str, text: str) -> PageMetadata:
    """``known_url``: where the page was fetched from, if known; ``text``: the article's, for its language."""
    meta = _meta(page)
    linked = next(_linked_data(page), {})
    base = known_url or _saved_from(page) or ""
    url = _first(_canonical(page), meta.get("og:url"), _text(linked.get("url")), base)
    url = urljoin(base or url, url)
    guesses = _Guesses(page)
    told = _first(meta.get("og:site_name"), _name(linked.get("publisher")))
    site = told or _first(guesses.site, _host(url))
    return PageMetadata(
        title=_title(page, meta, linked, site),
        creators=_creators(meta, linked, guesses),
        site=site,
        published=_published(meta, linked) or _guessed_date(page, url),
        language=_language(page, meta, text),
        url=url if _scheme_is_web(url) else "",
        base=_base(page, base or url),
        image=_first(meta.get("og:image"), meta.get("twitter:image"), _image(linked.get("image"))),
    )


def _meta(page: HtmlElement) -> dict[str, str]:
    """The first value of each meta element; a property attribute can hold several names."""
    found: dict[str, str] = {}
    for element in page.iter("meta"):
        names = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = _clean(element.get("content"))
        for name in names.lower().split():
            if content:
                found.setdefault(name, content)
    return found


def _linked_data(page: HtmlElement) -> Iterator[dict[str, Any]]:
    """JSON-LD objects that describe a text, articles first."""
    objects: list[dict[str, Any]] = []
    for script in page.iterfind(".//script[@type='application/ld+json']"):
        try:
            loaded = json.loads(script.text or "", strict=False)
        except ValueError:
            continue
        pending = [loaded]
        while pending and len(objects) < 50:
            value = pending.pop(0)
            if isinstance(value, list):
                pending.extend(value)
            elif isinstance(value, dict):
                pending.extend(value.get("@graph") or [])
                objects.append(value)
    ranked = [thing for thing in objects if _ARTICLE_TYPES.search(str(thing.get("@type")))]
    yield from sorted(ranked, key=lambda thing: not re.search("Article|Posting", str(thing["@type"])))


def _clean(value: object) -> str:
    return _SPACE.sub(" ", value).strip() if isinstance(value, str) else ""


def _first(*values: object) -> str:
    return next((text for value in values if (text := _clean(value))), "")


def _text(value: object) -> str:
    if isinstance(value, list) and value:
        value = value[0]
    return _clean(value)


def _name(value: object) -> str:
    if isinstance(value, list) and value:
        value = value[0]
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _image(value: object) -> str:
    if isinstance(value, list) and value:
        value = value[0]
    return _text(value.get("url")) if isinstance(value, dict) else _text(value)


def _title(page: HtmlElement, meta: dict[str, str], linked: dict[str, Any], site: str) -> str:
    whole = _clean(page.findtext(".//title"))
    named = _first(
        meta.get("dc.title"), meta.get("dcterms.title"), meta.get("og:title"), meta.get("citation_title"),
        linked.get("headline"), meta.get("twitter:title"),
    )  # fmt: skip
    if named:
        return _without_site(named, site)
    headings = [_clean(h1.text_content()) for h1 in page.iter("h1")]
    title = _without_site(whole, site)
    for heading in headings:
        if heading and heading in whole and len(heading) > 10:
            return heading
    if not title and len(headings) == 1:
        return headings[0]
    return title


def _without_site(title: str, site: str) -> str:
    """A title without the site's name before or after it."""
    pieces = list(_SEPARATOR.finditer(title))
    if not pieces or not site:
        return title
    last, first = pieces[-1], pieces[0]
    if _same(title[last.end() :], site):
        return title[: last.start()]
    if _same(title[: first.start()], site):
        return title[first.end() :]
    return title


def _same(one: str, other: str) -> bool:
    left, right = (re.sub(r"\W|\.(com|org|net)$", "", name.casefold()) for name in (one, other))
    return bool(left) and (
        left == right or (len(left) > 3 and left in right) or (len(right) > 3 and right in left)
    )


class _Guesses:
    """What trafilatura finds in the page where the page does not tell. Costly, so only where it is asked for."""

    def __init__(self, page: HtmlElement) -> None:
        self._page = page

    @cached_property
    def _found(self) -> Any:
        return extract_meta_json(self._page, examine_meta(self._page))

    @property
    def site(self) -> str:
        return self._found.sitename or extract_sitename(self._page) or ""

    @property
    def creators(self) -> list[str]:
        author = self._found.author if " " in (self._found.author or "") else ""
        return (author or extract_author(self._page) or "").split("; ")


def _creators(meta: dict[str, str], linked: dict[str, Any], guesses: _Guesses) -> tuple[str, ...]:
    authors = linked.get("author") or linked.get("creator") or []
    named = [_name(author) for author in (authors if isinstance(authors, list) else [authors])]
    names = [name for name in named if _is_name(name)]
    if not names:
        tagged = _first(*map(meta.get, _AUTHOR_NAMES))
        names = [tagged] if _is_name(tagged) else guesses.creators
    return tuple(dict.fromkeys(_BY.sub("", name).strip(" ,") for name in names if name))


def _is_name(value: str) -> bool:
    return 1 < len(value) < 120 and "://" not in value and "@" not in value


def _published(meta: dict[str, str], linked: dict[str, Any]) -> str:
    """As the page tells it, if that is a date: ISO 8601, cut to the day where no zone is given."""
    for value in (linked.get("datePublished"), *map(meta.get, _DATE_NAMES), linked.get("dateCreated")):
        text = _text(value).replace("/", "-")
        if re.match(r"(19|20)\d\d-[01]\d-[0-3]\d", text):
            return text[:10]
    return ""


def _guessed_date(page: HtmlElement, url: str) -> str:
    return find_date(page, original_date=True, extensive_search=True, url=url or None) or ""


def _language(page: HtmlElement, meta: dict[str, str], text: str) -> str:
    declared = _first(
        page.get("lang"), page.get("xml:lang"), meta.get("content-language"), meta.get("og:locale")
    )
    code = declared.replace("_", "-").split(",")[0].strip()
    if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", code):
        return code
    return guess_language(text)


_NO_WORDS = "zxx"
"""ISO 639-2 for what is in no language."""


def guess_language(text: str) -> str:
    """The language of a text of some length (ISO 639-1), or empty where it is too short to tell."""
    if len(text.strip()) < 20:
        return ""
    code, sure = _identifier().classify(text[:4000])
    return str(code) if sure > 0.7 and code != _NO_WORDS else ""


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _canonical(page: HtmlElement) -> str:
    return next(
        (
            link.get("href", "")
            for link in page.iter("link")
            if "canonical" in link.get("rel", "").lower().split()
        ),
        "",
    )


def _saved_from(page: HtmlElement) -> str:
    """The address that browsers and SingleFile leave in a comment of a page they save."""
    for comment in page.getroottree().xpath("/comment() | //comment()")[:20]:
        if found := _SAVED_FROM.search(comment.text or ""):
            url: str = found[1] or found[2] or found[3]
            return url if _scheme_is_web(url) else ""
    return ""


def _base(page: HtmlElement, url: str) -> str:
    declared = next((base.get("href", "") for base in page.iter("base")), "")
    try:
        joined = urljoin(url, declared)
    except ValueError:
        joined = url
    return joined if _scheme_is_web(joined) else ""


def _scheme_is_web(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
