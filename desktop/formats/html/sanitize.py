"""Page markup -> the fragment that is stored and shown: safe, self-contained, its white space settled."""

from collections.abc import Collection
from urllib.parse import unquote, urlsplit

import nh3
from lxml import etree
from lxml.html import HtmlElement

from desktop.formats.html.fragment import fragment
from desktop.formats.html.vocabulary import (
    ATTRIBUTES,
    BLOCKS,
    CLASSES,
    DROPPED,
    ID_PREFIX,
    LINK_SCHEMES,
    RENAMED,
    TAGS,
)
from desktop.formats.html.whitespace import settle

_EMPTY_ALLOWED = frozenset({"br", "hr", "img", "wbr", "td", "th", "col", "mspace", "mprescripts"})


def sanitize(markup: str) -> str:
    """Reader HTML of a fragment of markup, such as a Markdown renderer's. May be empty."""
    if not markup.strip():
        return ""
    return reader_html(fragment(markup))


def reader_html(root: HtmlElement, places: Collection[str] = ()) -> str:
    """Reader HTML of what an element holds. The tree is taken apart.

    Links must be absolute or lead into the page (``#id``); images name archived files by relative paths. The ids
    in ``places`` stay even where no link leads to them.
    """
    _simplify(root)
    _break_lines(root)
    _prefix_ids(root, places)
    settle(root)
    return _gate(_inner_html(root))


def _inner_html(root: HtmlElement) -> str:
    whole = etree.tostring(root, encoding="unicode", method="html")
    return whole[whole.index(">") + 1 : whole.rindex("</")] if len(root) or root.text else ""


def _simplify(root: HtmlElement) -> None:
    """Drop what no reader shows, rename what has a plain equivalent, unwrap the unknown and the empty."""
    for element in list(root.iter()):
        tag = element.tag
        if not isinstance(tag, str) or tag in DROPPED:
            if element.getparent() is not None:
                element.drop_tree() if isinstance(tag, str) else _drop_node(element)
            continue
        if tag in RENAMED:
            element.tag = RENAMED[tag]
    for element in reversed(list(root.iter())):
        if element is root:
            continue
        if element.tag not in TAGS:
            if element.tag in BLOCKS:
                element.tag = "div"
            else:
                element.drop_tag()
        elif element.tag not in _EMPTY_ALLOWED and not len(element) and not (element.text or "").strip():
            if element.get("id") and element.tag in {"a", "span"}:
                continue
            element.drop_tag()


def _break_lines(root: HtmlElement) -> None:
    """Within ``pre`` the end of a line is a sign, so that none is shown twice."""
    for code in root.iter("pre"):
        for end in list(code.iter("br")):
            end.tail = "\n" + (end.tail or "")
            end.drop_tree()


def _drop_node(node: HtmlElement) -> None:
    """Remove a comment or processing instruction, not the text after it."""
    parent, tail = node.getparent(), node.tail
    if tail:
        previous = node.getprevious()
        if previous is not None:
            previous.tail = (previous.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    node.tail = None
    parent.remove(node)


def _prefix_ids(root: HtmlElement, places: Collection[str]) -> None:
    """Keep the ids that links of the text lead to, under our prefix."""
    links = [link.get("href", "")[1:] for link in root.iter("a") if link.get("href", "").startswith("#")]
    wanted = {*places, *links, *map(unquote, links)}
    known = {element.get("id") for element in root.iter() if element.get("id")}
    for anchor in root.iter("a"):
        if (name := anchor.get("name")) and name in wanted and name not in known:
            anchor.set("id", name)
            known.add(name)
    for element in root.iter():
        if (identifier := element.attrib.pop("id", "")) and identifier in wanted:
            element.set("id", _prefixed(identifier))
        if element.tag == "a" and (href := element.get("href", "")).startswith("#"):
            aim = href[1:] if href[1:] in known else unquote(href[1:])
            if aim in known:
                element.set("href", "#" + _prefixed(aim))
            else:
                del element.attrib["href"]


def _prefixed(identifier: str) -> str:
    return identifier if identifier.startswith(ID_PREFIX) else ID_PREFIX + identifier


def _permitted(tag: str, attribute: str, value: str) -> str | None:
    """The attribute's value, or None where it must go: links outside the web, images that are not ours."""
    if attribute == "href":
        if value.startswith("#" + ID_PREFIX):
            return value
        return value if _scheme(value) in LINK_SCHEMES else None
    if tag == "img" and attribute == "src":
        return value if is_archived_path(value) else None
    if attribute == "id":
        return value if value.startswith(ID_PREFIX) else None
    return value


def _scheme(url: str) -> str:
    try:
        return urlsplit(url).scheme.lower()
    except ValueError:
        return ""


def is_archived_path(path: str) -> bool:
    """Whether an image's address is a relative path, so that it can only name an archived file."""
    if not path or path.startswith(("/", "#", "?")) or any(mark in path.partition("/")[0] for mark in "\\:"):
        return False
    try:
        parts = urlsplit(path)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc and ".." not in parts.path.split("/")


_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(DROPPED),
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
    attribute_filter=_permitted,
    link_rel=None,
    url_schemes=set(LINK_SCHEMES),
    allowed_classes={tag: set(CLASSES) for tag in ("p", "a", "section", "li", "ol", "sup", "hr")},
)


def _gate(markup: str) -> str:
    """The last word on safety: nothing that follows adds markup."""
    return _CLEANER.clean(markup).strip("\n")
