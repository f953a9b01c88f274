"""A page's links and images made fit for the library: archived images by path, remote ones as links."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote, unquote, urlsplit

from lxml.html import Element, HtmlElement

from desktop.domain.address import aim_of
from desktop.domain.item import Resource
from desktop.formats.html.sanitize import is_archived_path
from desktop.formats.html.vocabulary import REMOTE_IMAGE
from desktop.importers.page_files import PageFiles, data_of, kept_path, media_type

_LAZY = ("data-src", "data-original", "data-lazy-src", "data-url", "data-image")
_OF_IMAGES = frozenset({"alt", "title", "width", "height"})
_ARCHIVED = re.compile(r"image/|text/css|font/|application/(font|vnd\.ms-fontobject|x-font)")


class Archive:
    """The files that come with one page, and those found inside it."""

    def __init__(self, companions: Mapping[str, bytes], base: str) -> None:
        self._files = PageFiles(companions, base)
        self._found: dict[str, Resource] = {}

    def resources(self) -> tuple[Resource, ...]:
        """Companions that a page shows (no scripts, no frames), and images that were found inside it."""
        shown = (
            Resource(name, kind, data)
            for name, data in self._files
            if is_archived_path(name) and _ARCHIVED.match(kind := media_type(name, data))
        )
        return (*shown, *self._found.values())

    def parts(self) -> tuple[Resource, ...]:
        """Companions that were archived under a whole address."""
        return tuple(
            Resource(kept_path(name), media_type(name.partition("?")[0], data), data)
            for name, data in self._files
            if not is_archived_path(name)
        )

    def path_of(self, address: str) -> str:
        """The archived file an address of the page means, or empty."""
        address = address.strip()
        if address[:5].lower() == "data:":
            return self._decoded(address)
        name = self._files.name_of(address)
        return name if not name or is_archived_path(name) else self._part(name)

    def absolute(self, address: str) -> str:
        """A web address, or empty where that is not known."""
        return self._files.absolute(address)

    def _decoded(self, address: str) -> str:
        kind, data = data_of(address) or ("", b"")
        if not kind.startswith("image/"):
            return ""
        if len(data) < 200:  # spacers and placeholders of lazy loading
            return ""
        return self._keep(data, kind)

    def _part(self, name: str) -> str:
        """An image that came with the page under a whole address."""
        data = self._files.data(name)
        kind = media_type(name.partition("?")[0], data)
        return self._keep(data, kind) if kind.startswith("image/") else ""

    def _keep(self, data: bytes, kind: str) -> str:
        ending = {"image/jpeg": ".jpg", "image/svg+xml": ".svg"}.get(kind, "." + kind.partition("/")[2])
        path = f"inline/{hashlib.sha256(data).hexdigest()[:16]}{ending}"
        self._found.setdefault(path, Resource(path, kind, data))
        return path


def settle_links(root: HtmlElement, archive: Archive, page_url: str) -> None:
    """Make links absolute; those into the page itself stay ``#id``."""
    own = page_url.partition("#")[0]
    for link in root.iter("a"):
        href = link.get("href", "").strip()
        if not href or href.startswith("#"):
            continue
        absolute = aim_of(archive.absolute(href))
        if own and absolute.startswith(own + "#"):
            link.set("href", absolute[len(own) :])
        elif absolute:
            link.set("href", absolute)
        else:
            del link.attrib["href"]


def settle_images(root: HtmlElement, archive: Archive) -> None:
    """Images that are in the archive point there; others become links that show their description."""
    for image in list(root.iter("img")):
        path = next((path for address in addresses_of(image) if (path := archive.path_of(address))), "")
        remote = next((url for address in addresses_of(image) if (url := archive.absolute(address))), "")
        told = {name: value for name, value in image.attrib.items() if name in _OF_IMAGES}
        image.attrib.clear()  # one by one, names that are none could not be removed
        image.attrib.update(told)
        if path:
            image.set("src", quote(path))
        elif remote and not _is_pixel(image):
            _link_to(image, remote)
        else:
            image.drop_tree()


def _is_pixel(image: HtmlElement) -> bool:
    """Too small to show anything: it counts readers."""
    return any(re.fullmatch(r"[0-2](?:px)?", image.get(name, "").strip()) for name in ("width", "height"))


def addresses_of(image: HtmlElement) -> Iterator[str]:
    """Every address an image may have, the most likely first."""
    sources = [image.get(name, "") for name in _LAZY]
    plain = image.get("src", "")
    sources.insert(len(sources) if plain.startswith("data:") and len(plain) < 600 else 0, plain)
    sets = [image.get("srcset", ""), image.get("data-srcset", "")]
    parent = image.getparent()
    if parent is not None and parent.tag == "picture":
        sets += [source.get("srcset", "") for source in parent.iter("source")]
    for candidates in sets:
        sources += [part.split()[0] for part in re.split(r",\s+", candidates) if part.split()]
    yield from (source for source in sources if source)


def _link_to(image: HtmlElement, url: str) -> None:
    """The image was not archived: show what it is, and where it was."""
    image.set("alt", image.get("alt") or urlsplit(url).path.rpartition("/")[2] or url)
    parent = image.getparent()
    if any(here.tag == "a" for here in image.iterancestors()):
        return
    link = Element("a")
    link.set("class", REMOTE_IMAGE)
    link.set("href", url)
    link.tail, image.tail = image.tail, None
    parent.replace(image, link)
    link.append(image)


def add_lead_image(article: HtmlElement, archive: Archive, page: HtmlElement, address: str) -> str:
    """Put the lead image first where the body does not show it; returns its path, empty if not archived."""
    path = archive.path_of(address) or _archived_twin(page, archive, address)
    shown = [unquote(image.get("src", "")) for image in article.iter("img")]
    if not path:
        return next((source for source in shown if source), "")
    if path not in shown:
        figure, image = Element("figure"), Element("img")
        image.set("src", quote(path))
        figure.append(image)
        twin = next(
            (one for one in page.iter("img") if path in map(archive.path_of, addresses_of(one))), None
        )
        if twin is not None:
            image.set("alt", twin.get("alt", ""))
            _add_caption(figure, twin)
        article.insert(0, figure)
        figure.tail, article.text = article.text, None
    return path


def _archived_twin(page: HtmlElement, archive: Archive, address: str) -> str:
    """The archived file of the same name as a remote address: saved pages keep the metadata's addresses."""
    name = unquote(urlsplit(address).path.rpartition("/")[2]) if address and "[" not in address else ""
    if not name:
        return ""
    for image in page.iter("img"):
        for source in addresses_of(image):
            path = archive.path_of(source)
            if path and path.rpartition("/")[2] == name:
                return path
    return ""


def _add_caption(figure: HtmlElement, image: HtmlElement) -> None:
    holder = next((here for here in image.iterancestors("figure")), None)
    found = holder.find(".//figcaption") if holder is not None else None
    words = " ".join(found.text_content().split()) if found is not None else ""
    if words:
        caption = Element("figcaption")
        caption.text = words
        figure.append(caption)
