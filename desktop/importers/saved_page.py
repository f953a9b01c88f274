"""Pages that a browser or SingleFile (https://github.com/gildas-lormeau/SingleFile) saved: what a plain page writes
otherwise."""

import re
from datetime import UTC, datetime
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

_VARIABLE = re.compile(r"(--sf-img-\d+)\s*:\s*url\(\s*[\"']?(data:[^\"')]+)")
_USED = re.compile(r"var\(\s*(--sf-img-\d+)\s*\)")
_SHADOW = ("shadowrootmode", "shadowroot", "shadowmode")
"""As HTML has it, as it was first proposed, and as MHTML of Chromium has it."""
_SAVED = re.compile(r"saved date: \w{3} (\w{3} \d{1,2} \d{4} \d\d:\d\d:\d\d GMT[+-]\d{4})")


def saved_when(page: HtmlElement) -> str:
    """The moment that SingleFile leaves in a comment (UTC, ISO 8601); empty where there is none."""
    for comment in islice(page.getroottree().iter(etree.Comment), 20):
        if found := _SAVED.search(comment.text or ""):
            try:
                moment = datetime.strptime(found[1], "%b %d %Y %H:%M:%S GMT%z")
            except ValueError:
                return ""
            return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return ""


def mend(page: HtmlElement) -> None:
    """Shadow trees become part of the page, pictures that are kept in the style sheet go where they are shown."""
    for template in list(page.iter("template"))[::-1]:  # the innermost first
        if any(map(template.get, _SHADOW)):
            _open_shadow(template)
    _return_pictures(page)


def _open_shadow(template: HtmlElement) -> None:
    """As the browser shows it: the host's own children in the slots of its shadow tree
    (https://dom.spec.whatwg.org/#shadow-tree-slots)."""
    host = template.getparent()
    if host is None:
        return
    children = [child for child in host.iterchildren(etree.Element) if child is not template]
    for slot in list(template.iter("slot")):
        meant = [child for child in children if child.get("slot", "") == slot.get("name", "")]
        if meant:
            for default in list(slot):
                slot.remove(default)
            slot.text = None
            slot.extend(meant)
    template.tag = "div"


def _return_pictures(page: HtmlElement) -> None:
    styles = "".join(style.text or "" for style in page.iter("style") if "--sf-img-" in (style.text or ""))
    pictures = dict(_VARIABLE.findall(styles))
    for image in page.iter("img") if pictures else ():
        used = _USED.search(image.get("style", ""))
        if used and used[1] in pictures:
            image.set("src", pictures[used[1]])
