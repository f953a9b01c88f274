"""What a person gives to an import, as the single files, pages and texts that it holds."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit
from urllib.request import url2pathname

from desktop import paths
from desktop.domain.errors import ImportFailed
from desktop.importers.archives import ENDING as ARCHIVE
from desktop.importers.archives import names_in, unpack
from desktop.importers.base import PageCapture, Source
from desktop.importers.files import articles_in, load
from desktop.importers.gathered.base import GatheredArticle
from desktop.importers.gathered.bibliography import BIBLIOGRAPHIES, files_named_in
from desktop.importers.gathered.omnivore import is_omnivore
from desktop.importers.links import SHORTCUTS, addresses_of, is_web_address, links_in
from desktop.importers.web_archives import WebArchive, is_web_archive
from desktop.services import zotero
from desktop.storage.library import Library

_DEEPEST = 3
"""Archives inside archives."""


@dataclass(frozen=True, slots=True)
class PastedText:
    """Text or HTML that was dropped or pasted, with where it came from."""

    text: str
    html: str = ""
    url: str = ""
    name: str = ""

    @property
    def title(self) -> str:
        """What it is called in a report."""
        return self.name or self.url or "Pasted text"


Given = str | Path | PastedText
"""A path, an address, or text."""


@dataclass(frozen=True, slots=True)
class Job:
    """One article to be. ``open`` gives its bytes when their turn comes; it raises ``ImportFailed``."""

    name: str
    given: Given
    """What it is, or is part of."""
    open: Callable[[], Source]
    about: GatheredArticle | None = None
    """What another program knows of it."""
    collections: tuple[str, ...] = ()
    """Where that program filed it, as paths."""
    library: Path | None = None
    """A library, such as a bundle, whose articles are taken in as they are."""


class Plan:
    """What was given, as jobs in their order. Archives are unpacked into ``folders`` that end with the import."""

    def __init__(
        self, capture: PageCapture | None, cancelled: Callable[[], bool], folders: ExitStack
    ) -> None:
        self._capture, self._cancelled, self._folders = capture, cancelled, folders

    def jobs(self, given: Given) -> Iterator[Job]:
        path = _database(given)
        if path:
            yield from self._of_zotero(path, given)
        else:
            for name, open_ in self._parts(given):
                file = Path(name)
                library = file if file.suffix == paths.LIBRARY and Library.is_at(file) else None
                yield Job(name, given, open_, library=library)

    def _parts(self, given: Given) -> Iterator[tuple[str, Callable[[], Source]]]:
        if isinstance(given, PastedText):
            urls = addresses_of(given.text)  # a browser copies a link as HTML too
            if not urls:
                yield given.title, partial(_pasted, given)
            for url in urls:
                yield url, partial(self._fetch, url)
        elif isinstance(given, str) and is_web_address(given):
            yield given, partial(self._fetch, given)
        else:
            path = _path(given)
            yield from self._of_path(path, str(path), 0)

    def _of_path(self, path: Path, name: str, depth: int) -> Iterator[tuple[str, Callable[[], Source]]]:
        """A file, or the pages that it only names; the articles of a folder or an archive."""
        if path.is_dir():
            yield from self._of_folder(path, name, depth)
        elif path.suffix.lower() == ARCHIVE and path.is_file() and not is_omnivore(names_in(path)):
            yield from self._of_archive(path, name, depth)
        elif is_web_archive(path) and path.is_file():
            yield from self._of_web_archive(path, name)
        elif path.suffix.lower() in BIBLIOGRAPHIES and path.is_file():
            for file in files_named_in(path):
                yield str(file), partial(load, file)
            yield name, partial(load, path)
        elif urls := links_in(path):
            for url in urls:
                yield url, partial(self._fetch, url)
        else:
            yield name, _leads_nowhere if path.suffix.lower() in SHORTCUTS else partial(load, path)

    def _of_folder(self, folder: Path, name: str, depth: int) -> Iterator[tuple[str, Callable[[], Source]]]:
        found = False
        for article in articles_in(folder):
            found = True
            yield from self._of_path(article, str(Path(name) / article.relative_to(folder)), depth)
        if not found:
            yield name, _no_articles

    def _of_zotero(self, database: Path, given: Given) -> Iterator[Job]:
        try:
            for about, file, collections in zotero.articles(database):
                name = f"{database}: {about.item.title}"
                if file:
                    yield Job(str(file), given, partial(load, file), about, collections)
                elif about.item.title:
                    yield Job(name, given, partial(_told_only, database.name), about, collections)
        except ImportFailed as failure:
            yield Job(str(database), given, partial(_fail, failure))

    def _of_archive(self, archive: Path, name: str, depth: int) -> Iterator[tuple[str, Callable[[], Source]]]:
        folder = self._new_folder()
        try:
            if depth >= _DEEPEST:
                raise ImportFailed("The archive lies too deep inside others.")
            unpack(archive, folder)
        except ImportFailed as failure:
            yield name, partial(_fail, failure)
        else:
            yield from self._of_folder(folder, name, depth + 1)

    def _of_web_archive(self, path: Path, name: str) -> Iterator[tuple[str, Callable[[], Source]]]:
        try:
            archive = WebArchive(path, self._new_folder())
            for address in archive.pages():
                yield f"{name}: {address}", partial(archive.source, address)
        except ImportFailed as failure:
            yield name, partial(_fail, failure)
        else:
            if archive.damage:
                yield name, partial(_fail, archive.damage)

    def _new_folder(self) -> Path:
        return Path(self._folders.enter_context(TemporaryDirectory(prefix="florilegium-")))

    def _fetch(self, url: str) -> Source:
        if self._capture is None:
            raise ImportFailed("No pages are fetched from the web here. Save the page and import its file.")
        return self._capture.capture(url, self._cancelled)


def _fail(failure: ImportFailed) -> Source:
    raise failure


def _told_only(name: str) -> Source:
    """For what is known without a file."""
    return Source(b"", name)


def _database(given: Given) -> Path | None:
    """The copy of a Zotero database that was given, by itself or with its folder."""
    if isinstance(given, PastedText) or (isinstance(given, str) and is_web_address(given)):
        return None
    path = _path(given)
    path = path / zotero.NAME if path.is_dir() else path
    return path if path.name == zotero.NAME and path.is_file() else None


def _leads_nowhere() -> Source:
    raise ImportFailed("The shortcut does not lead to a web page.")


def _no_articles() -> Source:
    raise ImportFailed("There are no articles in it.")


def _path(given: str | Path) -> Path:
    if isinstance(given, str) and given.lower().startswith("file:"):
        return Path(url2pathname(urlsplit(given).path))
    return Path(given).expanduser()


def _pasted(pasted: PastedText) -> Source:
    if pasted.html.strip():
        return Source(pasted.html.encode(), pasted.name or "Pasted text.html", pasted.url)
    if not pasted.text.strip():
        raise ImportFailed("There is no text to import.")
    return Source(pasted.text.encode(), pasted.name or "Pasted text.txt", pasted.url)
