"""Which article of a library another program speaks of."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from desktop.domain.address import same_page_key

_NEAR = 93
"""Of 100: titles so alike are the same where a creator agrees."""

_TELLING = 4
"""Letters of a title that tells anything."""


@dataclass(frozen=True, slots=True)
class Known:
    """What an article is known by."""

    id: int
    title: str
    creators: Sequence[str] = ()
    url: str = ""
    doi: str = ""
    files: Sequence[str] = ()
    """Names of its file, with or without folders."""
    uid: str = ""
    """Its lasting name in libraries and exports of this program."""
    sha256: str = ""
    """Of its original, in hex."""
    file_name: str = ""
    """Of its original: no proof by itself, since many are called alike."""


class Catalogue:
    """Articles, to be found by what others tell of them."""

    def __init__(self, articles: Iterable[Known] = ()) -> None:
        self._by_doi: dict[str, list[Known]] = defaultdict(list)
        self._by_page: dict[str, list[Known]] = defaultdict(list)
        self._by_title: dict[str, list[Known]] = defaultdict(list)
        self._by_surname: dict[str, list[Known]] = defaultdict(list)
        self._by_sha256: dict[str, list[Known]] = defaultdict(list)
        self._by_uid: dict[str, list[Known]] = defaultdict(list)
        self._by_file: dict[str, list[Known]] = defaultdict(list)
        for article in articles:
            self.add(article)

    def add(self, article: Known) -> None:
        if article.doi:
            self._by_doi[article.doi.casefold()].append(article)
        for file in map(_base, article.files):
            self._by_file[file].append(article)
        if article.sha256:
            self._by_sha256[article.sha256].append(article)
        if article.uid:
            self._by_uid[article.uid].append(article)
        if key := same_page_key(article.url):
            self._by_page[key].append(article)
        if len(title := folded(article.title)) >= _TELLING:
            self._by_title[title].append(article)
        for name in _surnames(article):
            self._by_surname[name].append(article)

    def match(self, wanted: Known) -> int | None:
        """The id of the one article that is meant; None where there is none, or where it may be one of several.

        Its lasting name, its original, the name of its file, an identifier or an address decides; a title only where no creator
        and no address speaks against it.
        """
        title = folded(wanted.title)
        for found in (
            self._by_uid.get(wanted.uid, []),
            self._by_sha256.get(wanted.sha256, []),
            [one for file in map(_base, wanted.files) for one in self._by_file.get(file, [])],
            self._by_doi.get(wanted.doi.casefold(), []),
            self._by_page.get(same_page_key(wanted.url), []),
            [one for one in self._by_title.get(title, []) if not _contradict(wanted, one)],
            self._near(wanted, title),
        ):
            if found:
                return found[0].id if len(found) == 1 else None
        return None

    def _near(self, wanted: Known, title: str) -> list[Known]:
        namesakes = {one.id: one for name in _surnames(wanted) for one in self._by_surname.get(name, [])}
        return [
            one
            for one in namesakes.values()
            if not (one.url and wanted.url)
            and not _contradict(wanted, one)
            and fuzz.ratio(title, folded(one.title), score_cutoff=_NEAR) >= _NEAR
        ]


def _base(path: str) -> str:
    """A file's name; both kinds of slashes part folders."""
    return re.split(r"[/\\]", path)[-1].casefold()


def _contradict(one: Known, other: Known) -> bool:
    """Both name creators, and none of them is the same; or both are files, and not the same one; or both
    have addresses, of other pages."""
    if (left := _surnames(one)) and (right := _surnames(other)) and not left & right:
        return True
    if one.sha256 and other.sha256 and not (one.url or other.url):
        return not one.file_name or _base(one.file_name) not in map(_base, other.files)
    return bool(one.url and other.url) and not (left and right)


def _surnames(one: Known) -> set[str]:
    return {words[-1] for name in one.creators if (words := folded(name).split())}


def folded(text: str) -> str:
    """Words without case, marks and punctuation."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return " ".join(re.findall(r"\w+", plain.casefold()))
