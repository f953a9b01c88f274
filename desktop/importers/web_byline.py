"""Who wrote a page and when, by what its readers see: the byline, the date line, the day in its address."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from desktop.formats.datelines import date_of_line, names_of_byline

_BYLINE = re.compile(
    r"by-?line|(?:^|[\s_-])(?:authors?|author-?names?|auteurs?|autor(?:en|es)?)(?:$|[\s_-])", re.I
)
_DATE = re.compile(r"date|publish|posted|time-?stamp|created|byline|meta", re.I)
_NOT_OURS = re.compile(
    r"comment|sidebar|footer|related|recirc|promo|teaser|widget|reply|follow|(?<!hasnt-)(?<!no-)\b(?:bio|about)\b",
    re.I,
)
_BY = re.compile(
    r"^\W*(?:(?:written|posted|reported|words?|text|story|analysis|opinion|review) )?(?:by|von|par|por|di|door|av|af)[:\s]\s*",
    re.I,
)
_AFTER = re.compile(
    r"\s*(?:[|•·–—/(]|\s-\s|\bon\b|\bat\b|,?\s*\b(?:published|updated|posted)\b"
    r"|,?\s+(?:mon|tues?|wednes|thurs?|fri|satur|sun)day\b"
    r"|,?\s+(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d|\d).*$",
    re.I | re.S,
)
"""What follows the name in a byline: the day, the desk."""
_DEGREE = re.compile(r"(?:MA|MD|PhD|Ph\.D|RN|MPH|BSc?|MSc?|BA|JD|Esq|Jr|Sr|CNN|AP|BBC)\.?", re.I)
_NO_NAME = re.compile(
    r"\b(user ?name|admin|author|authors|staff|editors?|editorial|team|unknown|guest|share|follow|comments?|posted|"
    r"published|updated|read|more|view|all|about|contributors?|login|sign|by|the|and more)\b", re.I
)  # fmt: skip
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?:[ ,]+[^\W\d_][\w'’.-]*){0,5}")
_IN_ADDRESS = re.compile(r"(?<=/)((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_REVISED = re.compile(
    r"\W*(?:last )?(?:updated|modified|revised|aktualisiert|mis à jour|actualizado)\b", re.I
)
_LEADS_ON = re.compile(r"(?:[,&:;]|\b(?:by|von|par|por|di|door|av|af|and|und|et|y|e|en))$", re.I)
_GOES_ON = re.compile(r"(?:[,&]|(?:and|und|et|y|e|en)\b)", re.I)
_LONGEST_BYLINE = 120
_PROSE = 250
_NEAR = 5
"""How far out a box tells what the byline in it belongs to."""


def byline_names(page: HtmlElement) -> tuple[str, ...]:
    """The names that the page marks as its author's; none rather than a wrong one."""
    for element in _marked(page):
        if _is_ours(element):
            named = element.find(".//*[@itemprop='name']")
            text = _first_line(element if named is None else named)
            if len(text) <= _LONGEST_BYLINE and (names := names_in(text)):
                return names
    return ()


def _first_line(element: HtmlElement) -> str:
    """The words up to those of another part, unless a word such as ``and`` leads on to it."""
    line = ""
    for part in (" ".join(words.split()) for words in element.itertext()):
        if not part:
            continue
        if line and not _LEADS_ON.search(line) and not _GOES_ON.match(part):
            break
        line = f"{line} {part}".strip()
    return line


def names_in(text: str) -> tuple[str, ...]:
    """The names of a byline, with or without its ``By``."""
    text = _AFTER.sub("", _BY.sub("", text)).strip(" ,:;|-")
    names = names_of_byline(f"By {text}") or ((text,) if is_name(text) else ())
    return tuple(name for name in names if not _NO_NAME.search(name) and not _DEGREE.fullmatch(name))


def is_name(text: str) -> bool:
    words = text.split()
    return (
        len(words) <= 6
        and len(text) > 2
        and _NAME.fullmatch(text) is not None
        and not _NO_NAME.search(text)
        and any(word[0].isupper() or not word[0].islower() for word in words)
    )


def _marked(page: HtmlElement) -> Iterator[HtmlElement]:
    """Elements that say they hold the author: by relation or property first, then by the name of a class."""
    for element in page.iter("a", "span", "div", "p", "address"):
        if "author" in (element.get("rel") or "").split() or element.get("itemprop") == "author":
            yield element
    for element in page.iter("a", "span", "div", "p", "address", "li", "h3", "h4", "h5", "cite", "strong"):
        if _BYLINE.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            yield element


def _is_ours(element: HtmlElement) -> bool:
    """Not the author of a comment or of a teaser."""
    return not any(
        here.tag in {"footer", "nav"} or _NOT_OURS.search(f"{here.get('class') or ''} {here.get('id') or ''}")
        for here in (element, *islice(element.iterancestors(), _NEAR))
    )  # fmt: skip


def visible_date(page: HtmlElement) -> str:
    """The day that stands above the text: in a ``time`` element or on a line of its own."""
    for element in page.iter("time", "p", "span", "div", "li", "h5", "h6", "td", "abbr"):
        if element.tag == "p" and len(element.text_content()) >= _PROSE:
            break
        told = ""
        if element.get("itemprop") == "dateModified":
            continue
        if element.tag == "time" or element.get("itemprop") == "datePublished":
            told = element.get("datetime") or element.get("content") or element.text_content()
        elif len(element) <= 3 and _DATE.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            told = element.text_content()
        if told and (day := _day(told)) and _is_ours(element):
            return day
    return ""


def _day(told: str) -> str:
    line = " ".join(told.split())
    if _REVISED.match(line):
        return ""
    if found := re.match(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)", line):
        return found[0]
    return date_of_line(line)


def day_of_address(address: str) -> str:
    """``/2019/11/18/`` in the path, as blogs and newspapers have it."""
    found = _IN_ADDRESS.search(address)
    return "-".join(found.groups()) if found else ""
