"""What an importer is: bytes in, one article out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from desktop.domain.item import ImportedItem


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one file with what is known of it.

    ``companions`` are the files of a saved page's folder, by their relative URL path as the page names
    them (percent-decoded), or the parts of a web archive, by their whole address.
    """

    data: bytes
    name: str
    url: str = ""
    companions: Mapping[str, bytes] = field(default_factory=dict)
    charset: str = ""
    """The encoding that came with the bytes and is not in them: a server's word."""
    password: str = ""
    """Of an encrypted file."""
    whole: bool = False
    """Of a web page: all of it is wanted, not the article alone."""
    archived: str = ""
    """When it was saved (UTC, ISO 8601), where that came with the bytes and is not in them."""
    parts: tuple[int, int] | None = None
    """Of a web page: only from this element to that (both wholly) is the article, by their numbers
    (``page_parts``)."""


class Importer(Protocol):
    """One module a format. Pure: no network, no files, no library."""

    def recognises(self, source: Source) -> float:
        """How sure (0 to 1) that this importer reads the source; content first, name second."""

    def read(self, source: Source) -> ImportedItem:
        """Raises ``ImportFailed`` with a reason that names no file, ``PasswordNeeded`` where one is missing or
        wrong."""


class PageCapture(Protocol):
    """Fetches a live page. The web engine does it; whoever composes the program hands it in."""

    def capture(self, url: str, cancelled: Callable[[], bool]) -> Source:
        """The page after its scripts ran as one file with its images, or the file that the address serves.

        Blocks. Raises ``ImportFailed``, or ``Cancelled`` soon after the person asked to stop."""
