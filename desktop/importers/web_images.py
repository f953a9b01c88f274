"""A page's links and images made fit for the library: archived images by path, remote ones as links."""

import base64
import binascii
import hashlib
import mimetypes
import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote, unquote, unquote_to_bytes, urljoin, urlsplit

from lxml.html import Element, HtmlElement

from desktop.domain.item import Resource
from desktop.formats.html.sanitize import is_archived_path
from desktop.formats.html.vocabulary import LINK_SCHEMES, REMOTE_IMAGE

_DATA_URI = re.compile(r"data:(image/[\w.+-]+)((?:;[\w.+=-]+)*),(.*)", re.I | re.S)
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-url", "data-image")
_ARCHIVED = re.compile(r"image/|text/css|font/|application/(font|vnd\.ms-fontobject|x-font)")


class Archive:
    """The files that come with one page, and those found inside it."""

    def __init__(self, companions: Mapping[str, bytes], base: str) -> None:
        self._companions = companions
        self._base = base
        self._found: dict[str, Resource] = {}

    def resources(self) -> tuple[Resource, ...]:
        """Companions that a page shows (no scripts, no frames), and images that were found inside it."""
        shown = (
            Resource(path, kind, data)
            for path, data in self._companions.items()
            if is_archived_path(path) and _ARCHIVED.match(kind := media_type(path, data))
        )
        return (*shown, *self._found.values())

    def path_of(self, address: str) -> str:
        """The archived file an address of the page means, or empty."""
        address = address.strip()
        if address[:5].lower() == "data:":
            return self._decoded(address)
        if not self._companions:
            return ""
        for path in (
            unquote(address),
            unquote(address.partition("?")[0]),
            unquote(address.partition("#")[0]),
        ):
            plain = path.removeprefix("./")
            if plain in self._companions and is_archived_path(plain):
                return plain
        return self._part(address) or self._part(self.absolute(address))

    def absolute(self, address: str) -> str:
        """A web address, or empty where that is not known."""
        try:
            url = urljoin(self._base, address.strip())
            return url if urlsplit(url).scheme.lower() in LINK_SCHEMES else ""
        except ValueError:
            return ""

    def _decoded(self, address: str) -> str:
        parts = _DATA_URI.match(address)
        if not parts:
            return ""
        kind, parameters, content = parts[1].lower(), parts[2].lower(), parts[3]
        try:
            data = (
                base64.b64decode(unquote(content)) if ";base64" in parameters else unquote_to_bytes(content)
            )
        except (binascii.Error, ValueError):
            return ""
        if len(data) < 200:  # spacers and placeholders of lazy loading
            return ""
        return self._keep(data, kind)

    def _part(self, address: str) -> str:
        """An image that came with the page under a whole address."""
        data = self._companions.get(address.partition("#")[0])
        if data is None:
            return ""
        kind = media_type(address.partition("?")[0], data)
        return self._keep(data, kind) if kind.startswith("image/") else ""

    def _keep(self, data: bytes, kind: str) -> str:
        ending = {"image/jpeg": ".jpg", "image/svg+xml": ".svg"}.get(kind, "." + kind.partition("/")[2])
        path = f"inline/{hashlib.sha256(data).hexdigest()[:16]}{ending}"
        self._found.setdefault(path, Resource(path, kind, data))
        return path


def media_type(path: str, data: bytes) -> str:
    """By content for what browsers show as images, else by name."""
    for start, kind in (
        (b"\x89PNG", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"GIF8", "image/gif"),
        (b"BM", "image/bmp"),
    ):
        if data.startswith(start):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:12] == b"ftypavif":
        return "image/avif"
    return mimetypes.guess_type(path)[0] or "application/octet-stream"


def settle_links(root: HtmlElement, archive: Archive, page_url: str) -> None:
    """Make links absolute; those into the page itself stay ``#id``."""
    own = page_url.partition("#")[0]
    for link in root.iter("a"):
        href = link.get("href", "").strip()
        if not href or href.startswith("#"):
            continue
        absolute = archive.absolute(href)
        if own and absolute.startswith(own + "#"):
            link.set("href", absolute[len(own) :])
        elif absolute:
            link.set("href", absolute)
        else:
            del link.attrib["href"]


def settle_images(root: HtmlElement, archive: Archive) -> None:
    """Images that are in the archive point there; others become links that show their description."""
    for image in list(root.iter("img")):
        path = next((path for address in _addresses(image) if (path := archive.path_of(address))), "")
        remote = next((url for address in _addresses(image) if (url := archive.absolute(address))), "")
        for name in list(image.attrib):
            if name not in {"alt", "title", "width", "height"}:
                del image.attrib[name]
        if path:
            image.set("src", quote(path))
        elif remote:
            _link_to(image, remote)
        else:
            image.drop_tree()


def _addresses(image: HtmlElement) -> Iterator[str]:
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
        twin = next((one for one in page.iter("img") if path in map(archive.path_of, _addresses(one))), None)
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
        for source in _addresses(image):
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
