"""What a Markdown file says of itself at its start, with names that differ from program to program: YAML between ``---``,
TOML between ``+++`` (Hugo), lines with ``%`` (Pandoc), or a first paragraph of values (MultiMarkdown)."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml

from desktop.formats.datelines import date_of_line
from desktop.formats.identifiers import doi_in, isbn_in

_FRONT_MATTER = re.compile(r"\A---\s*\n(?P<yaml>.*?)\n(?:---|\.\.\.)\s*(?:\n|\Z)", re.S)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(?P<toml>.*?)\n\+\+\+[ \t]*(?:\n|\Z)", re.S)
_PANDOC = re.compile(
    r"\A%[ \t]*(?P<title>.*(?:\n[ \t]+.*)*)\n(?:%[ \t]*(?P<author>.*(?:\n[ \t]+.*)*)\n)?(?:%[ \t]*(?P<date>.*)\n)?"
)
_VALUES = re.compile(
    r"\A(?=(?:.+\n)*?(?i:title|author|date)[ \t]*:)(?:[A-Za-z][\w -]{0,30}:[ \t]+\S.*\n)+(?=\n|\Z)"
)
_DETAILS: Mapping[str, tuple[str, ...]] = {
    "container-title": ("container-title", "journal", "publication", "booktitle"),
    "publisher": ("publisher",),
    "volume": ("volume",),
    "issue": ("issue", "number"),
    "page": ("page", "pages"),
    "edition": ("edition",),
    "ISSN": ("issn",),
    "PMID": ("pmid",),
    "arXiv": ("arxiv", "eprint"),
    "abstract": ("abstract",),
}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Empty where the file does not tell."""

    title: str = ""
    creators: tuple[str, ...] = ()
    site: str = ""
    published: str = ""
    language: str = ""
    url: str = ""
    tags: tuple[str, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def told(self) -> dict[str, object]:
        """By the names of an article's fields and details."""
        names = ("title", "creators", "site", "published", "language", "url")
        return {name: getattr(self, name) for name in names} | dict(self.details)


def has_front_matter(text: str) -> bool:
    return bool(_FRONT_MATTER.match(text) or _TOML.match(text))


def read_front_matter(text: str) -> tuple[FrontMatter, str]:
    """What a text says of itself, and the text after it."""
    known, body = _loaded(text)
    return FrontMatter(
        title=_text(known, "title"),
        creators=_list(known, "author", "authors", "creator", "creators"),
        site=_text(known, "site", "publisher", "publication"),
        published=_date(known, "date", "published", "created"),
        language=_text(known, "lang", "language"),
        url=_web(_text(known, "url", "source", "link", "canonical")),
        tags=_list(known, "tags", "keywords"),
        details=_details(known),
    ), body


def _details(known: Mapping[str, object]) -> dict[str, str]:
    told = {name: _text(known, *keys) for name, keys in _DETAILS.items()}
    told |= {"DOI": doi_in(_text(known, "doi")), "ISBN": isbn_in(_text(known, "isbn"))}
    return {name: value for name, value in told.items() if value}


def _loaded(text: str) -> tuple[Mapping[str, object], str]:
    """The values by their keys in lower case, and the text after them."""
    for form, read in _FORMS:
        if (found := form.match(text)) and (loaded := read(found)):
            return {str(key).lower(): value for key, value in loaded.items()}, text[found.end() :]
    return {}, text


def _of_yaml(found: re.Match[str]) -> Mapping[Any, object]:
    try:
        loaded = yaml.safe_load(found["yaml"])
    except (yaml.YAMLError, ValueError):
        loaded = _of_lines(found["yaml"])
    return loaded if isinstance(loaded, dict) else {}


def _of_lines(told: str) -> Mapping[Any, object]:
    """What is no YAML as a whole, such as a title with a colon in it, value by value; nothing where one is no value."""
    known: dict[Any, object] = {}
    for part in re.split(r"\n(?=\S)", told):
        try:
            loaded = yaml.safe_load(part)
        except (yaml.YAMLError, ValueError):
            key, _, value = part.partition(":")
            if not re.fullmatch(r"[\w-]+", key) or not re.match(r"[ \t]+[^\[{&*!|>'\"%@`\s]", value):
                return {}
            loaded = {key: " ".join(value.split())}
        known |= loaded if isinstance(loaded, dict) else {}
    return known


def _of_toml(found: re.Match[str]) -> Mapping[Any, object]:
    try:
        return dict(tomllib.loads(found["toml"]))
    except tomllib.TOMLDecodeError:
        return {}


def _of_pandoc(found: re.Match[str]) -> Mapping[Any, object]:
    authors = [name for name in re.split(r";|\n", found["author"] or "") if name.strip()]
    return {
        "title": " ".join(found["title"].split()),
        "author": [" ".join(name.split()) for name in authors],
        "date": date_of_line(found["date"] or "") or found["date"],
    }


def _of_values(found: re.Match[str]) -> Mapping[Any, object]:
    return {key: value.strip() for key, _, value in (line.partition(":") for line in found[0].splitlines())}


_FORMS: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str]], Mapping[Any, object]]]] = (
    (_FRONT_MATTER, _of_yaml),
    (_TOML, _of_toml),
    (_PANDOC, _of_pandoc),
    (_VALUES, _of_values),
)


def _text(known: Mapping[str, object], *names: str) -> str:
    return next(
        (str(known[name]).strip() for name in names if isinstance(known.get(name), str | int | float)), ""
    )


def _list(known: Mapping[str, object], *names: str) -> tuple[str, ...]:
    for name in names:
        value = known.get(name)
        if isinstance(value, str):
            return tuple(part for piece in value.split(",") if (part := piece.strip().lstrip("#")))
        if isinstance(value, list):
            named = (one.get("name") if isinstance(one, dict) else one for one in value)
            plain = (str(one).strip() for one in named if isinstance(one, str | int | float))
            return tuple(text for text in plain if text)
    return ()


def _date(known: Mapping[str, object], *names: str) -> str:
    for name in names:
        value = known.get(name)
        if isinstance(value, date):
            return value.isoformat()[:10]
        if isinstance(value, str | int) and (found := re.match(r"\d{4}(-\d\d(-\d\d)?)?", str(value))):
            return found[0]
    return ""


def _web(url: str) -> str:
    return url if url.startswith(("http://", "https://")) else ""
