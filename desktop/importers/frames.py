"""Pages of frames: what stands in the frames becomes a part of the page, where the page itself says little."""

from collections.abc import Callable
from urllib.parse import urljoin

from lxml.html import Element, HtmlElement

from desktop.domain.errors import ImportFailed
from desktop.formats.encoding import decode_html
from desktop.importers.page_files import PageFiles

_DEEPEST = 4
"""Pages that stand in each other."""
_MUCH, _MORE = 500, 3
"""Characters of a frame that may be the article, and how many times as much as the page around says it does."""
_ADDRESSES = ("src", "href", "data-src", "poster")
_NO_WORDS = ("script", "style", "noscript", "template")


def open_frames(page: HtmlElement, files: PageFiles, parse: Callable[[str], HtmlElement]) -> None:
    """The frames of a frameset, in their order; in another page the frames that say much more than it does, since these
    are no advertisements."""
    _Frames(files, parse).open(page, ("",))


class _Frames:
    def __init__(self, files: PageFiles, parse: Callable[[str], HtmlElement]) -> None:
        self._files, self._parse = files, parse

    def open(self, page: HtmlElement, names: tuple[str, ...]) -> None:
        """``names``: of the files that hold this page and those around it."""
        frameset = page.find(".//frameset")
        if frameset is not None:
            whole = Element("body")
            shown = (self._body_of(frame, names) for frame in frameset.iter("frame"))
            whole.extend(body for body in shown if body is not None)
            if len(whole):
                frameset.getparent().replace(frameset, whole)
            return
        at_hand = [
            (frame, body)
            for frame in page.iter("iframe")
            if (body := self._body_of(frame, names)) is not None
        ]
        least = max(_MUCH, _MORE * _words(page)) if at_hand else 0
        for frame, body in at_hand:
            if _words(body) >= least:
                body.tail = frame.tail
                frame.getparent().replace(frame, body)

    def _body_of(self, frame: HtmlElement, names: tuple[str, ...]) -> HtmlElement | None:
        """What a frame shows; None where that is not at hand, or is one of the pages around."""
        written = frame.get("srcdoc", "")
        name = names[-1] if written else self._files.name_of(frame.get("src", ""), names[-1])
        if len(names) == _DEEPEST or not (written or (name and name not in names)):
            return None
        try:
            page = self._parse(written or decode_html(self._files.data(name)))
        except ImportFailed:
            return None
        address = self._files.address_of(name) if name else ""
        self.open(page, (*names, address))
        body: HtmlElement | None = page.find("body")
        if body is None:
            return None
        for element in body.iter("*") if address else ():
            for attribute in _ADDRESSES:
                if named := element.get(attribute, "").strip():
                    element.set(attribute, _joined(address, named))
        body.tag = "div"
        return body


def _joined(frame: str, address: str) -> str:
    """An address in a frame as the page around it would write it; places in the frame stay such."""
    try:
        return address if address.startswith("#") else urljoin(frame, address)
    except ValueError:
        return address


def _words(page: HtmlElement) -> int:
    """Characters of text that a reader sees."""
    hidden = sum(len(one.text_content()) for one in page.iter(*_NO_WORDS))
    return len(page.text_content()) - hidden
