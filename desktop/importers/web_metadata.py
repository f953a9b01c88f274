"""What a page says about itself: title, creators, site, date, language, address, lead image, and who says so."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from desktop.domain.metadata import Origin
from desktop.importers.language import guess_language
from desktop.importers.names import one_line
from desktop.importers.web_byline import byline_names, day_of_address, visible_date
from desktop.importers.web_claims import Claims, all_words_of, listed, words_of
from desktop.importers.web_details import day_in, page_details

_SAVED_FROM = re.compile(
    r"saved from url=\(\d+\)(\S+)|\burl:\s*(https?://\S+)|Snapshot-Content-Location:\s*(\S+)"
)
_SEPARATOR = re.compile(r"\s+[|\-–—»·•:]\s+|\s+[|»]|[|»]\s+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_REVERSED = re.compile(r"([^,]+), ([^,]+)")
_NOBODY = re.compile(r"(?:wp-?)?admin(?:istrator)?|webmaster|root|user|guest|author|unknown|anonymous", re.I)
_ACCOUNT = re.compile(r"\S*\d\S*")
"""A name under which somebody signs in: ``CC7567``."""
_BRACKETED_ADDRESS = re.compile(r"\s*[(<\[][^()<>\[\]]*(?:://|@)[^()<>\[\]]*[)>\]]")

Told = Iterable[tuple[Origin, str]]

_AUTHORS = (
    (Origin.DUBLIN_CORE, ("dc.creator", "dcterms.creator")),
    (Origin.OPEN_GRAPH, ("article:author", "og:article:author", "book:author")),
    (Origin.META, ("author", "parsely-author", "byl", "sailthru.author", "creator")),
)
_DATES = (
    (Origin.HIGHWIRE, ("citation_publication_date", "citation_online_date", "citation_date", "citation_year")),
    (Origin.DUBLIN_CORE, ("dc.date.issued", "dcterms.issued", "prism.publicationdate", "dc.date", "dcterms.date")),
    (Origin.OPEN_GRAPH, ("article:published_time", "og:article:published_time", "book:release_date")),
    (
        Origin.META,
        ("datepublished", "parsely-pub-date", "pubdate", "publish-date", "publishdate", "sailthru.date", "date"),
    ),
)  # fmt: skip


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
    details: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    """Where each was read (``Origin``), by the name of the field or detail."""


def page_metadata(page: HtmlElement, known_url: str, text: str) -> PageMetadata:
    """``known_url``: where the page was fetched from, if known; ``text``: the article's, for its language."""
    claims = Claims(page)
    base = known_url or _saved_from(page) or ""
    url, url_origin = _address(page, claims, base)
    site, site_origin = _first(_sites(claims), _site)
    site = _without_slogan(site, claims)
    title, title_origin = _title(page, claims, site)
    creators, creators_origin = _creators(page, claims)
    published, published_origin = _first(_dates(page, claims, url or base), day_in)
    language, language_origin = _first(_languages(page, claims, text), _language)
    details, origins = page_details(page, claims, url or base)
    return PageMetadata(
        title=title,
        creators=creators,
        site=site,
        published=published,
        language=language,
        url=url,
        base=_base(page, base or url),
        image=claims.meta("og:image", "twitter:image") or _image(claims.linked.get("image")),
        details=details,
        origins=origins | {
            name: origin
            for name, origin in (
                ("title", title_origin), ("creators", creators_origin), ("site", site_origin),
                ("published", published_origin), ("language", language_origin), ("url", url_origin),
            )
            if origin
        },
    )  # fmt: skip


def _first(told: Told, meant: Callable[[str], str] = one_line) -> tuple[str, str]:
    """The first value that means something, and who told it."""
    return next(((value, str(origin)) for origin, words in told if (value := meant(words))), ("", ""))


def _image(value: object) -> str:
    first = next(iter(listed(value)), "")
    return words_of(first.get("url") if isinstance(first, dict) else first)


def _address(page: HtmlElement, claims: Claims, base: str) -> tuple[str, str]:
    for origin, told in (
        (Origin.META, _canonical(page)),
        (Origin.OPEN_GRAPH, claims.meta("og:url")),
        (Origin.JSON_LD, words_of(claims.linked.get("url"))),
        (Origin.ADDRESS, base),
    ):
        try:
            url = urljoin(base, told.strip()) if told else ""
        except ValueError:
            continue
        if _scheme_is_web(url) and not (_is_front(url) and base and not _is_front(base)):
            return url, str(origin)
    return "", ""


def _is_front(url: str) -> bool:
    """Whether an address is that of a whole site: some pages name it as their own."""
    parts = urlsplit(url)
    return parts.path in {"", "/"} and not parts.query


def _sites(claims: Claims) -> Told:
    publisher = words_of(claims.named(claims.linked.get("publisher")))
    website = [thing for thing in claims.objects if thing.get("@type") == "WebSite"]
    yield Origin.OPEN_GRAPH, claims.meta("og:site_name", "og:sitename")
    yield Origin.JSON_LD, publisher or words_of(website)
    yield Origin.META, claims.meta("application-name", "apple-mobile-web-app-title")


def _site(told: str) -> str:
    """A name, not an address or an account."""
    return "" if "://" in told or told.startswith("@") else told


def _without_slogan(name: str, claims: Claims) -> str:
    """Where a site adds what it stands for, the part that it goes by elsewhere on the page."""
    called = {one_line(told).casefold() for _, told in _sites(claims)}
    parts = [part.strip() for part in _SEPARATOR.split(name)]
    return next((part for part in parts if part.casefold() in called), name) if len(parts) > 1 else name


def _title(page: HtmlElement, claims: Claims, site: str) -> tuple[str, str]:
    whole = one_line(page.findtext(".//title") or "")
    told = [
        (Origin.HIGHWIRE, claims.meta("citation_title")),
        (Origin.JSON_LD, _headline(claims.linked, whole)),
        (Origin.DUBLIN_CORE, claims.meta("dc.title", "dcterms.title")),
        (Origin.OPEN_GRAPH, claims.meta("og:title")),
        (Origin.META, claims.meta("twitter:title", "parsely-title", "title")),
    ]
    named, origin = _first(told)
    if named:
        return _without_site(named, site), origin
    headings = [one_line("".join(h1.itertext())) for h1 in page.iter("h1")]
    for heading in headings:
        if whole.startswith(heading) and len(heading) > 10:
            return heading, str(Origin.TEXT)
    title = _without_site(whole, site)
    if not title and len(headings) == 1:
        return headings[0], str(Origin.TEXT) if headings[0] else ""
    return title, str(Origin.META) if title else ""


def _headline(linked: Mapping[str, Any], whole: str) -> str:
    """Some put a description into the headline, and the title into the name."""
    headline, name = words_of(linked.get("headline")), words_of(linked.get("name"))
    is_site = name.casefold() == words_of(linked.get("publisher")).casefold()
    return name if headline and name and name in whole and headline not in whole and not is_site else headline


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


def _creators(page: HtmlElement, claims: Claims) -> tuple[tuple[str, ...], str]:
    named = [_person(name) for name in claims.metas.get("citation_author", ())]
    if named:
        return tuple(dict.fromkeys(named)), str(Origin.HIGHWIRE)
    linked = claims.named(claims.linked.get("author") or claims.linked.get("creator"))
    if names := _told_names(all_words_of(linked)):
        shown = byline_names(page) if all(map(_ACCOUNT.fullmatch, names)) else ()
        return (shown, str(Origin.TEXT)) if shown else (names, str(Origin.JSON_LD))
    for origin, keys in _AUTHORS:
        for key in keys:
            if names := _told_names(claims.metas.get(key, ())):
                return names, str(origin)
    if names := tuple(map(_person, claims.citation.get("rft.au", ()))):
        return names, str(Origin.COINS)
    names = byline_names(page)
    return names, str(Origin.TEXT) if names else ""


def _told_names(told: Iterable[str]) -> tuple[str, ...]:
    """Names as tags give them: not addresses, perhaps several in one value."""
    names: list[str] = []
    for value in (_BRACKETED_ADDRESS.sub("", one) for one in told):
        if 1 < len(value) < 120 and "://" not in value and "@" not in value:
            parts = value.partition(" | ")[0].split(";")
            names += [_person(_without_by(part.strip(" ,"))) for part in parts if part.strip(" ,")]
    return tuple(name for name in dict.fromkeys(names) if not _NOBODY.fullmatch(name))


def _without_by(name: str) -> str:
    return re.sub(r"^\s*(?:by|von|par|por|di|door|av|af)[:\s]\s*", "", name, flags=re.I)


def _person(name: str) -> str:
    """``Ito, Ben`` as ``Ben Ito``."""
    turned = _REVERSED.fullmatch(one_line(name))
    return f"{turned[2]} {turned[1]}" if turned else one_line(name)


def _dates(page: HtmlElement, claims: Claims, url: str) -> Told:
    yield Origin.JSON_LD, words_of(claims.linked.get("datePublished"))
    for origin, keys in _DATES:
        for key in keys:
            yield from ((origin, value) for value in claims.metas.get(key, ()))
    yield Origin.JSON_LD, words_of(claims.linked.get("dateCreated"))
    yield from ((Origin.COINS, value) for value in claims.citation.get("rft.date", ()))
    yield Origin.TEXT, visible_date(page)
    yield Origin.ADDRESS, day_of_address(url)


def _languages(page: HtmlElement, claims: Claims, text: str) -> Told:
    yield Origin.META, page.get("lang") or page.get("xml:lang") or claims.meta("content-language")
    yield Origin.OPEN_GRAPH, claims.meta("og:locale")
    yield Origin.HIGHWIRE, claims.meta("citation_language")
    yield Origin.DUBLIN_CORE, claims.meta("dc.language", "dcterms.language")
    yield Origin.JSON_LD, words_of(claims.linked.get("inLanguage"))
    yield Origin.TEXT, guess_language(text)


def _language(told: str) -> str:
    code = told.replace("_", "-").split(",")[0].strip()
    return code if _LANGUAGE.fullmatch(code) else ""


def _canonical(page: HtmlElement) -> str:
    links = (link for link in page.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    return next((link.get("href") or "" for link in links), "")


def _saved_from(page: HtmlElement) -> str:
    """The address that browsers and SingleFile leave in a comment of a page they save."""
    for comment in page.getroottree().xpath("/comment() | //comment()")[:20]:
        if found := _SAVED_FROM.search(comment.text or ""):
            url: str = found[1] or found[2] or found[3]
            return url if _scheme_is_web(url) else ""
    return ""


def base_of(page: HtmlElement, known_url: str) -> str:
    """The address that the page's own addresses are relative to; empty where it is not known."""
    return _base(page, known_url or _saved_from(page))


def _base(page: HtmlElement, url: str) -> str:
    declared = next((base.get("href", "") for base in page.iter("base")), "")
    try:
        joined = urljoin(url, declared)
    except ValueError:
        joined = url
    return joined if _scheme_is_web(joined) else ""


def _scheme_is_web(url: str) -> bool:
    return url.startswith(("http://", "https://"))
