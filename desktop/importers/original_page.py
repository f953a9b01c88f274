"""A web page as it was laid out when it was archived: made fit to be shown, its words left alone."""

import hashlib

from lxml import etree
from lxml.html import Element, HtmlElement, tostring

from desktop.domain.item import OriginalPage
from desktop.formats import css
from desktop.formats.encoding import decode_html
from desktop.formats.html.signs import without_controls
from desktop.importers.base import Source
from desktop.importers.html import parse_page
from desktop.importers.page_files import PageFiles, data_of, media_type
from desktop.importers.page_parts import NUMBER, number_parts
from desktop.importers.web_images import addresses_of
from desktop.importers.web_metadata import base_of

_DEEPEST = 5
"""Style sheets that import each other."""
_GONE = (
    "script", "iframe", "frame", "object", "embed", "applet", "portal", "fencedframe", "base", "meta", "link",
    "title", "source", "track", "template",
)  # fmt: skip
_ADDRESSES = frozenset(
    {"srcset", "data-srcset", "sizes", "loading", "ping", "srcdoc", "action", "formaction", "lowsrc", "dynsrc",
     "autofocus", "autoplay", "longdesc", "manifest", "http-equiv", "cite", "codebase", "classid", "imagesrcset"}
)  # fmt: skip


def original_page(source: Source) -> OriginalPage:
    """``source``: a plain page with its files. Raises ``ImportFailed`` where it holds none."""
    page = parse_page(decode_html(source.data, source.charset))
    number_parts(page)
    return _Copy(page, PageFiles(source.companions, base_of(page, source.url))).settled()


class _Copy:
    def __init__(self, page: HtmlElement, files: PageFiles) -> None:
        self._page = page
        self._files = files
        self._shown: dict[str, tuple[str, bytes]] = {}

    def settled(self) -> OriginalPage:
        for element in list(self._page.iter("noscript")):
            self._settle_noscript(element)
        for element in list(self._page.iter(etree.Element)):
            if element.tag == "link":
                self._settle_link(element)
            elif element.tag == "style":
                element.text = self._style(element.text or "", "")
            elif element.tag in ("img", "input") or element.get("src"):
                self._settle_image(element)
            self._settle_attributes(element)
        for element in list(self._page.iter(*_GONE, etree.Comment, etree.ProcessingInstruction)):
            if element.getparent() is not None:
                element.drop_tree()
        doctype = self._page.getroottree().docinfo.doctype
        return OriginalPage(tostring(self._page, encoding="unicode", doctype=doctype or None), self._shown)

    def _settle_noscript(self, element: HtmlElement) -> None:
        """What a browser with scripts showed: none of it, but styles, and pictures that wait for a script."""
        in_head = any(here.tag == "head" for here in element.iterancestors())
        pictured = any(self._picture(image) for image in element.iter("img"))
        if in_head or pictured:
            element.drop_tag()
        else:
            element.drop_tree()

    def _settle_link(self, element: HtmlElement) -> None:
        kinds = element.get("rel", "").lower().split()
        if "stylesheet" in kinds and "alternate" not in kinds and element.get("disabled") is None:
            rules = self._sheet(element.get("href", ""), "")
            if rules:
                style = Element("style", media=element.get("media", "all"))
                style.text = without_controls(rules)
                element.addprevious(style)

    def _settle_image(self, element: HtmlElement) -> None:
        path = self._picture(element) if element.tag in ("img", "input") else ""
        for name in [name for name in element.attrib if name == "src" or name.startswith("data-")]:
            if name != NUMBER:
                del element.attrib[name]
        if path:
            element.set("src", path)

    def _picture(self, image: HtmlElement) -> str:
        return next((path for address in addresses_of(image) if (path := self._address(address, ""))), "")

    def _settle_attributes(self, element: HtmlElement) -> None:
        for name, value in list(element.attrib.items()):
            if name.startswith("on") or name in _ADDRESSES:
                del element.attrib[name]
            elif name == "style":
                element.set("style", self._style(value, ""))
            elif name in ("background", "poster"):
                element.set(name, self._address(value, "") or css.NOTHING)
            elif name == "href" and element.tag in ("a", "area"):
                self._settle_href(element, value)

    def _settle_href(self, element: HtmlElement, href: str) -> None:
        if not href.startswith("#"):
            element.set("href", self._files.absolute(href))
        if not element.get("href"):
            del element.attrib["href"]

    def _sheet(self, address: str, within: str, depth: int = 0) -> str:
        """The rules of an archived style sheet, empty where there is none."""
        if depth > _DEEPEST:
            return ""
        if address.strip()[:5].lower() == "data:":
            _, data = data_of(address) or ("", b"")
            return self._style(css.decode(data), within, depth)
        name = self._files.name_of(address, within)
        return self._style(css.decode(self._files.data(name)), name, depth) if name else ""

    def _style(self, rules: str, within: str, depth: int = 0) -> str:
        return css.rewrite(
            rules,
            lambda address: self._address(address, within),
            lambda address: self._sheet(address, within, depth + 1),
        )

    def _address(self, address: str, within: str) -> str:
        """Where a file of the page is served, or its content; empty where it was not archived."""
        if address.strip()[:5].lower() == "data:" or address.startswith("#"):
            return address
        name = self._files.name_of(address, within)
        if not name:
            return ""
        data = self._files.data(name)
        path = hashlib.sha256(name.encode()).hexdigest()[:24]
        self._shown[path] = (media_type(name.partition("?")[0], data), data)
        return path
