"""Bibliographies: BibTeX and BibLaTeX, RIS, CSL-JSON. They describe articles; they are none themselves."""

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape
from itertools import count
from pathlib import Path
from typing import Any

import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library as BibtexLibrary
from bibtexparser.middlewares import NameParts, SeparateCoAuthors, SplitNameParts
from bibtexparser.middlewares.parsestack import default_parse_stack
from bibtexparser.model import Entry, ParsingFailedBlock
from pylatexenc.latex2text import LatexNodes2Text

from desktop.domain.errors import ImportFailed
from desktop.domain.metadata import Origin
from desktop.domain.selector import TextQuoteSelector
from desktop.formats.identifiers import isbn_in
from desktop.importers.base import Source
from desktop.importers.gathered.base import GatheredAnnotation, GatheredArticle, GatheredImporter
from desktop.importers.gathered.fields import (
    address,
    article,
    entries,
    json_of,
    lasting_name,
    line,
    mapping,
    names,
    text_of,
    words,
)
from desktop.importers.gathered.zotero_rdf import ZoteroRdfImporter

for _library in ("bibtexparser", "pylatexenc"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)

_BIBTEX = re.compile(
    rb"^\s*@\s*(?:article|book|in(?:proceedings|collection|book)|misc|online|(?:phd|masters)?thesis|(?:tech)?report|patent"
    rb"|string|comment|preamble|unpublished|proceedings|electronic|manual)\s*[{(]",
    re.I | re.M,
)
_ENTRY = re.compile(rb"^\s*@\s*\w+\s*[{(]", re.M)
_SPACE_BEFORE_KEY = re.compile(r"(@\w+\s*\{)\s+(?=\S+,)")
_RIS = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*TY  - ", re.I)
_CSL_TYPES = re.compile(
    rb'"type"\s*:\s*"(?:article(?:-journal|-magazine|-newspaper)?|book|chapter|paper-conference|report|thesis|webpage|post(?:-weblog)?)"'
)
_FILE_END = re.compile(r"\.(?:pdf|epub|html?|docx?|odt|rtf|txt|md)$", re.I)
_MONTHS = {
    name: place
    for place, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}

_BIBTEX_DETAILS = {
    "DOI": ("doi",), "ISBN": ("isbn",), "ISSN": ("issn",), "PMID": ("pmid",), "volume": ("volume",),
    "issue": ("number", "issue"), "page": ("pages",), "publisher": ("publisher", "institution", "school"),
    "publisher-place": ("address", "location"),
    "container-title": ("journaltitle", "journal", "booktitle"), "edition": ("edition",), "abstract": ("abstract",),
}  # fmt: skip
_RIS_DETAILS = {
    "DOI": "doi", "ISSN": "issn", "volume": "volume", "issue": "number", "publisher": "publisher",
    "publisher-place": "place_published", "abstract": "abstract", "edition": "edition",
}  # fmt: skip
_RIS_CONTAINERS = ("alternate_title3", "secondary_title", "journal_name")
"""The name in full first."""
_RIS_DATES = ("date", "publication_year", "year")
_RIS_FILES = ("file_attachments1", "file_attachments2")
_CSL_DETAILS = (
    "DOI", "ISBN", "ISSN", "PMID", "volume", "issue", "page", "publisher", "publisher-place", "container-title", "edition",
    "genre", "abstract",
)  # fmt: skip


_PART = re.compile(r'"[^"]*"|\{[^{}]*\}|[A-Za-z][\w:.+-]*|\d+')
_ITS_OWN = frozenset(
    {"title", "subtitle", "author", "pages", "doi", "url", "file", "abstract", "annotation", "annote"}
)
"""What a record that others refer to says of itself alone."""

BIBLIOGRAPHIES = frozenset({".bib", ".bibtex", ".ris", ".rdf"})
"""Endings of those that name files."""


class BibtexImporter:
    def recognises(self, source: Source) -> float:
        head = source.data[:20_000].lstrip()
        named = source.name.lower().endswith((".bib", ".bibtex"))
        return 0.97 if (named and _ENTRY.search(head)) or (head[:1] == b"@" and _BIBTEX.match(head)) else 0.0

    def read(self, source: Source) -> Sequence[GatheredArticle]:
        parsed = _all_entries(_SPACE_BEFORE_KEY.sub(r"\1", text_of(source.data)))
        strings = {name.lower(): one.value for name, one in parsed.strings_dict.items()}
        records = {
            entry.key: {field.key.lower(): _whole(field.value, strings) for field in entry.fields}
            for entry in parsed.entries
        }
        return _with_titles([_of_bibtex(_with_what_holds_it(one, records)) for one in records.values()])


class RisImporter:
    def recognises(self, source: Source) -> float:
        return 0.97 if _RIS.match(source.data[:200]) else 0.0

    def read(self, source: Source) -> Sequence[GatheredArticle]:
        try:
            parsed = rispy.loads(text_of(source.data).strip() + "\n")
        except (ValueError, KeyError, IndexError, OSError) as problem:
            raise ImportFailed("The export is damaged: it is not RIS.") from problem
        return _with_titles([_of_ris(record) for record in parsed])


class CslImporter:
    def recognises(self, source: Source) -> float:
        head = source.data[:20_000]
        csl = (
            head.lstrip()[:1] in (b"[", b"{")
            and _CSL_TYPES.search(head)
            and (b'"family"' in head or b'"issued"' in head)
        )
        return 0.96 if csl else 0.0

    def read(self, source: Source) -> Sequence[GatheredArticle]:
        loaded = json_of(source.data)
        return _with_titles([_of_csl(one) for one in entries(mapping(loaded).get("items") or loaded)])


_NAMING_FILES: Sequence[GatheredImporter] = (BibtexImporter(), RisImporter(), ZoteroRdfImporter())


def files_named_in(path: Path) -> list[Path]:
    """The files beside a bibliography, or below, that it names and that are there."""
    try:
        source = Source(path.read_bytes(), path.name)
        records = [one.read(source) for one in _NAMING_FILES if one.recognises(source)]
        named = [path.parent / file for found in records for record in found for file in record.files]
        root = path.parent.resolve()
        return [
            file for file in dict.fromkeys(named) if file.is_file() and file.resolve().is_relative_to(root)
        ]
    except (OSError, ValueError, ImportFailed):
        return []


def _with_titles(found: Sequence[GatheredArticle]) -> list[GatheredArticle]:
    return [one for one in found if one.item.title]


def _record(
    title: str, creators: Sequence[str], published: str, url: str, details: Mapping[str, str], **about: Any
) -> GatheredArticle:
    kept = {name: value for name, value in details.items() if value}
    item = article(
        title, url=url, creators=creators, published=published, details=kept, language=about.get("language", ""),
        site=kept.get("container-title", ""), tags=about.get("tags", ()),
    )  # fmt: skip
    item = replace(item, origins=dict.fromkeys(item.origins, str(Origin.BIBLIOGRAPHY)))
    notes = [
        GatheredAnnotation(TextQuoteSelector(""), comment=text, uid=lasting_name("bibliography", title, text))
        for text in about.get("notes", ())
        if text
    ]
    return GatheredArticle(item, notes, describes=True, files=tuple(about.get("files", ())))


# BibTeX ----------------------------------------------------------------------------------------------


def _all_entries(text: str) -> BibtexLibrary:
    """Those too whose key another one has, as where libraries were put together, or that have a field twice."""
    parsed = parse_string(text, parse_stack=[])
    taken = {entry.key for entry in parsed.entries}
    blocks = list(parsed.blocks)
    for place, block in enumerate(blocks):
        entry = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else None
        if isinstance(entry, Entry):
            fields = {field.key: field for field in reversed(entry.fields)}
            key = next(name for number in count() if (name := f"{entry.key}#{number}") not in taken)
            taken.add(key)
            blocks[place] = Entry(entry.entry_type, key, list(fields.values())[::-1])
    library = BibtexLibrary(blocks)
    for step in (*default_parse_stack(), SeparateCoAuthors(), SplitNameParts()):
        library = step.transform(library)
    return library


def _of_bibtex(fields: Mapping[str, Any]) -> GatheredArticle:
    told = {name: _plain(value) for name, value in fields.items() if isinstance(value, str)}
    details = {
        name: next(filter(None, map(told.get, keys)), "") or "" for name, keys in _BIBTEX_DETAILS.items()
    }
    details["page"] = details["page"].replace("--", "–")
    details["DOI"] = re.sub(r"^https?://(?:dx\.)?doi\.org/", "", details["DOI"])
    if told.get("eprint") and (told.get("eprinttype") or told.get("archiveprefix", "")).lower() == "arxiv":
        details["arXiv"] = told["eprint"]
    creators = fields.get("author") or fields.get("editor") or []
    keywords = told.get("keywords", "")
    return _record(
        ": ".join(filter(None, (told.get("title", ""), told.get("subtitle", "")))),
        [name for one in creators if isinstance(one, NameParts) and (name := _person(one)) != "others"],
        _bibtex_date(told), address(re.sub(r"\\([%&_#~$])", r"\1", str(fields.get("url", "")))), details,
        tags=names(keywords, ";" if ";" in keywords else ","),
        language=_code(told.get("langid", "")),
        notes=[told.get("annotation") or told.get("annote")], files=_files(fields.get("file")),
    )  # fmt: skip


def _whole(value: Any, strings: Mapping[str, str]) -> Any:
    """A value of parts (``jan # " (reprint)"``) as one; ``strings``: what their names stand for."""
    parts = _PART.findall(value) if isinstance(value, str) and "#" in value else []
    if " # ".join(parts) != re.sub(r"\s*#\s*", " # ", value if parts else "") or len(parts) < 2:
        return value
    return "".join(strings.get(part.lower(), part) if part.isidentifier() else part[1:-1] for part in parts)


def _with_what_holds_it(
    record: Mapping[str, Any], records: Mapping[str, Mapping[str, Any]]
) -> Mapping[str, Any]:
    """With what the book or the proceedings say that a record refers to."""
    whole = records.get(str(record.get("crossref", "")).strip())
    if whole is None or whole is record:
        return record
    title = {"booktitle": whole["title"]} if "title" in whole else {}
    return {**{name: value for name, value in whole.items() if name not in _ITS_OWN}, **title, **record}


def _plain(value: str) -> str:
    if not re.search(r"[\\{}$~]", value):
        return line(value)
    value = value.replace(r"\textasciicircum{}", r"\string^")  # which the parser would take for an accent
    try:
        return line(LatexNodes2Text(keep_braced_groups=False).latex_to_text(value))
    except (ValueError, IndexError, RecursionError):
        return line(re.sub(r"[{}]", "", value))


def _person(parts: NameParts) -> str:
    return _plain(" ".join([*parts.first, *parts.von, *parts.last, *parts.jr]))


def _bibtex_date(told: Mapping[str, str]) -> str:
    if found := re.match(r"\d{4}(?:-\d\d(?:-\d\d)?)?", told.get("date", "")):
        return found[0]
    year = re.search(r"\d{4}", told.get("year", ""))
    if not year:
        return ""
    month = told.get("month", "").lower()
    number = int(month) if month.isdigit() else _MONTHS.get(month[:3], 0)
    return f"{year[0]}-{number:02}" if 1 <= number <= 12 else year[0]


def _files(value: object) -> Iterator[str]:
    """Paths as Zotero, JabRef and Mendeley write them: ``Label:path:type;...`` with escapes, or the path alone."""
    for part in re.split(r"(?<!\\);", value) if isinstance(value, str) else []:
        pieces = [re.sub(r"\\(.)", r"\1", piece) for piece in re.split(r"(?<!\\):", part)]
        found = next((piece for piece in pieces if _FILE_END.search(piece)), "")
        if found:
            yield found


# RIS -------------------------------------------------------------------------------------------------


def _of_ris(record: Mapping[str, Any]) -> GatheredArticle:
    told = {name: line(value) for name, value in record.items() if isinstance(value, str)}
    details = {name: told.get(key, "") for name, key in _RIS_DETAILS.items()}
    book = line(next(iter(mapping(record.get("unknown_tag")).get("BT", [])), ""))
    details["container-title"] = next(filter(None, (*map(told.get, _RIS_CONTAINERS), book)), "") or ""
    if isbn := isbn_in(details["ISSN"]):
        details |= {"ISBN": isbn, "ISSN": ""}
    details["page"] = "–".join(filter(None, (told.get("start_page"), told.get("end_page"))))
    urls = record.get("urls") or [told.get("url", "")]
    creators = record.get("authors") or record.get("first_authors") or []
    return _record(
        told.get("title") or told.get("primary_title") or "", [_turned(line(one)) for one in creators],
        next(filter(None, (_ris_date(told.get(name, "")) for name in _RIS_DATES)), ""),
        next(filter(None, map(address, urls)), ""), details,
        tags=names(record.get("keywords")), language=_code(told.get("language", "")),
        notes=[_without_tags(note) for note in record.get("notes") or [] if isinstance(note, str)],
        files=[line(one).removeprefix("file://") for name in _RIS_FILES for one in _listed(record.get(name))],
    )  # fmt: skip


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value] if value else []


def _turned(name: str) -> str:
    last, comma, first = name.partition(",")
    return f"{first.strip().rstrip(',')} {last.strip()}".strip() if comma else name


def _ris_date(told: str) -> str:
    parts = [part for part in re.split(r"[/-]", told) if part.strip().isdigit()]
    return (
        "-".join([parts[0], *(f"{int(part):02}" for part in parts[1:3])])
        if parts and len(parts[0]) == 4
        else ""
    )


def _code(language: str) -> str:
    return (
        language if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*", language) and len(language) != 3 else ""
    )


def _without_tags(markup: str) -> str:
    return words(unescape(re.sub(r"<[^>]+>", "", re.sub(r"</p>|<br\s*/?>", "\n", markup))))


# CSL-JSON --------------------------------------------------------------------------------------------


def _of_csl(record: Mapping[str, Any]) -> GatheredArticle:
    details = {name: line(record.get(name)) for name in _CSL_DETAILS}
    creators = [_csl_person(one) for one in entries(record.get("author") or record.get("editor") or [])]
    return _record(
        line(_without_tags(words(record.get("title")))), [name for name in creators if name],
        _csl_date(mapping(record.get("issued"))), address(record.get("URL")), details,
        tags=names(record.get("keyword")), language=_code(line(record.get("language"))),
        notes=[words(record.get("note"))],
    )  # fmt: skip


def _csl_person(one: Mapping[str, Any]) -> str:
    particles = (one.get("dropping-particle"), one.get("non-dropping-particle"))
    parts = (one.get("given"), *particles, one.get("family"), one.get("suffix"))
    return " ".join(filter(None, map(line, parts))) or line(one.get("literal"))


def _csl_date(told: Mapping[str, Any]) -> str:
    parts = told.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    numbers = [int(line(part)) for part in first[:3] if line(part).isdigit()]
    if not numbers:
        return _ris_date(line(told.get("raw")))
    return "-".join([f"{numbers[0]:04}", *(f"{number:02}" for number in numbers[1:])])
