"""What stands on a page beside its article, as tags, roles, names of classes and words tell."""

import re
from functools import lru_cache

from lxml.html import HtmlElement

from desktop.importers.furniture_words import APPEAL, CROSS_LINK, FOREIGN_HEADING

_TAGS = frozenset({"nav", "aside", "footer", "form", "button", "dialog", "menu"})
_ROLES = frozenset(
    {
        "alert", "alertdialog", "banner", "button", "complementary", "contentinfo", "dialog", "menu", "menubar",
        "navigation", "search", "tablist", "toolbar",
    }
)  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_BORDER = re.compile(r"(?<=[a-z])(?=[A-Z])|[_\W]+")
_BESIDE = re.compile(
    r"\b(shar(e|es|ing|ebar|etools?)|social\w*|related\w*|recirc\w*|recommend\w*|newsletter\w*|subscri\w*|signup|"
    r"promo\w*|advert\w*|ads?|adv|sponsor\w*|outbrain|taboola|comment(s|list|form|ary)?|disqus\w*|respond|"
    r"breadcrumbs?|menu|navbar|nav|navigation|pagination|pager|sidebar|rail|avatar|tags?|taglist|keywords|topics|"
    r"toolbar|cookies?|consent|gdpr|popup|modal|lightbox|overlay|tooltip|popover|rollover|dropdown|widget|"
    r"trending|popular|most(read|viewed)|read(more|next)|also|teasers?|carousel|print(only)?|donate|paywall|login|"
    r"byline|dateline|pubdate|author\w*|bio|timestamp|meta|rating|follow\w*|facebook|twitter (follow|share)|whatsapp|"
    r"footer\w*|rodape|skip|(screen ?)?reader text|sr only|visually ?hidden|noprint|hidden)\b"
)
_CAPTION = re.compile(r"\b(\w*caption|credits?|gallery|slide\w*|photo\w*|img|image)\b")
_GALLERY = re.compile(r"\b(gal|gallery|slide\w*|carousel|swiper)\b")
_RIGHTS = re.compile(r"[©ⓒ]|\ball rights reserved\b|\bmay not be (published|reproduced)\b", re.I)
_CROSS_LINK = re.compile(rf"\s*[\[(►▶»→*>-]*\s*(?:{'|'.join(CROSS_LINK)})\s*(?::|：|\||»|>>|–|—|\W*$)", re.I)
_FOREIGN_HEADING = re.compile(rf"\W*(?:{'|'.join(FOREIGN_HEADING)})\b.{{0,40}}$", re.I)
_APPEAL = re.compile("|".join(APPEAL), re.I)


def is_beside(element: HtmlElement) -> bool:
    """Whether a box says by itself that it is no part of the article.

    Roles such as ``doc-endnotes`` (https://www.w3.org/TR/dpub-aria-1.1/) say that it is; so does a quotation's footer,
    which names its source, and what a box of code with its buttons is called.
    """
    role = element.get("role") or ""
    if role.startswith("doc-") or (element.tag == "footer" and element.getparent().tag == "blockquote"):
        return False
    if element.tag in _TAGS or element.get("hidden") is not None or element.get("aria-modal") == "true":
        return True
    if role in _ROLES or ((style := element.get("style")) and _HIDDEN.search(style)):
        return True
    return _tells_beside(_named(element))


def names_caption(element: HtmlElement) -> bool:
    return _tells_caption(_named(element))


def names_gallery(element: HtmlElement) -> bool:
    return _tells_gallery(_named(element))


def _named(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


# The boxes of a site have few names, so what a name tells is kept.


@lru_cache(maxsize=8192)
def _tells_beside(named: str) -> bool:
    return any(
        _BESIDE.search(name) and "embed" not in name and name != "code toolbar" for name in _words(named)
    )


@lru_cache(maxsize=8192)
def _tells_caption(named: str) -> bool:
    return any(map(_CAPTION.search, _words(named)))


@lru_cache(maxsize=8192)
def _tells_gallery(named: str) -> bool:
    return any(map(_GALLERY.search, _words(named)))


def _words(named: str) -> list[str]:
    """Classes and id as words; those of many words were made from a heading."""
    words = (_BORDER.sub(" ", name).lower() for name in named.split())
    return [name for name in words if name.count(" ") < 4]


def is_cross_link(text: str) -> bool:
    return _CROSS_LINK.match(text) is not None


def is_foreign_heading(text: str) -> bool:
    """Whether what follows the heading belongs to other articles, or to the site."""
    return _FOREIGN_HEADING.match(text) is not None


def is_appeal(text: str) -> bool:
    """Whether a paragraph asks to subscribe, to follow or to write in."""
    return _APPEAL.search(text) is not None


def is_rights_notice(text: str) -> bool:
    return _RIGHTS.search(text) is not None
