"""Bibliographies: BibTeX, RIS and CSL-JSON. They tell of the articles; annotations are for other formats."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import rispy
from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field

from desktop.exporters.base import ExportArticle, Exporter, ExportOptions, Grouping
from desktop.exporters.csl import citation_keys, csl_item, csl_name, csl_type

_SPECIAL = re.compile(r"[\\{}#$%&_~^]")
_LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=[`!?])(?=`)")
"""Between signs that TeX would draw as one other."""
_SPELT = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_AS_IT_IS = ("doi", "eprint", "url")
"""Fields in which TeX reads no commands."""
_ENTRY = re.compile(r"^@\w+\{([^,\s]+),", re.MULTILINE)
_WHOLE = re.compile(r"@\w+\{([^,\s]+),.*?^\}", re.MULTILINE | re.DOTALL)
"""As it is written here."""
_NAMED = "florilegium"
"""The field that has the lasting name of the article; other programs pass it over."""
_BIBTEX_TYPES = {
    "article-journal": "article", "article-newspaper": "article", "book": "book", "chapter": "incollection",
    "report": "techreport",
}  # fmt: skip
_RIS_TYPES = {
    "article-journal": "JOUR", "article-newspaper": "NEWS", "article": "UNPB", "book": "BOOK", "chapter": "CHAP",
    "report": "RPRT", "webpage": "ELEC", "graphic": "ART", "personal_communication": "PCOMM",
}  # fmt: skip


class BibtexExporter(Exporter):
    """Entries that BibTeX, biblatex and Pandoc read; UTF-8, TeX's own signs escaped."""

    name = "bibtex"
    title = "BibTeX"
    suffix = ".bib"
    grouping = Grouping.EITHER
    textual = True

    def render(self, articles: Sequence[ExportArticle], _options: ExportOptions) -> bytes:
        return bibtex(articles).encode("utf-8", "replace")


class _RisWriter(rispy.RisWriter):  # type: ignore[misc]
    """Without the numbers before records, which other programs take for a damaged file."""

    def set_header(self, _count: int) -> str:
        return ""


class RisExporter(Exporter):
    name = "ris"
    title = "RIS"
    suffix = ".ris"
    grouping = Grouping.EITHER
    textual = True

    def render(self, articles: Sequence[ExportArticle], _options: ExportOptions) -> bytes:
        return str(rispy.dumps([_ris(article) for article in articles], implementation=_RisWriter)).encode(
            "utf-8", "replace"
        )


class CslJsonExporter(Exporter):
    name = "csl-json"
    title = "CSL-JSON"
    suffix = ".json"
    grouping = Grouping.EITHER
    textual = True

    def render(self, articles: Sequence[ExportArticle], _options: ExportOptions) -> bytes:
        records = [csl_record(article) for article in articles]
        return (json.dumps(records, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def csl_record(article: ExportArticle) -> dict[str, Any]:
    """CSL-JSON with the day the article was archived, its tags, and its notes."""
    record = csl_item(article.item, article.document.archived)
    if article.tags:
        record["keyword"] = ", ".join(article.tags)
    if article.notes:
        record["note"] = "\n\n".join(note.text for note in article.notes)
    return record


def bibtex(articles: Sequence[ExportArticle]) -> str:
    keys = citation_keys(article.item for article in articles)
    return write_string(Library([_entry(article, keys[article.item.uid]) for article in articles]))


def key_in(bibliography: str, article: ExportArticle) -> str:
    """The key of an article in a bibliography that is added to: the one that it has there, else one that no other
    entry has."""
    if known := _found(bibliography, article):
        return known[1]
    key = citation_keys([article.item])[article.item.uid]
    taken = any(entry[1] == key for entry in _ENTRY.finditer(bibliography))
    return f"{key}-{article.item.uid[:6]}" if taken else key


def added(bibliography: str, article: ExportArticle) -> str:
    """A bibliography with an article's entry, in place of the one that it had. All else in it stays."""
    entry = _entry(article, key_in(bibliography, article))
    entry.set_field(Field(_NAMED, article.item.uid))
    written = write_string(Library([entry])).strip()
    if known := _found(bibliography, article):
        return bibliography[: known.start()] + written + bibliography[known.end() :]
    return "\n\n".join(filter(None, (bibliography.rstrip("\n"), written))) + "\n"


def _found(bibliography: str, article: ExportArticle) -> re.Match[str] | None:
    """The entry that names the article."""
    name = re.search(rf"^\s*{_NAMED} = \{{{re.escape(article.item.uid)}\}}", bibliography, re.MULTILINE)
    entries = _ENTRY.finditer(bibliography, 0, name.start()) if name else ()
    last = max(entries, key=lambda entry: entry.start(), default=None)
    return _WHOLE.match(bibliography, last.start()) if last else None


def _entry(article: ExportArticle, key: str) -> Entry:
    values = {
        name: _verbatim(value) if name in _AS_IT_IS else _tex(value)
        for name, value in _bibtex_values(article).items()
        if value
    }
    if "title" in values:
        values["title"] = "{" + values["title"] + "}"  # its capitals are meant
    if article.item.creators:
        values = {"author": " and ".join(map(_bibtex_name, article.item.creators))} | values
    fields = [Field(name, value) for name, value in values.items()]
    return Entry(_BIBTEX_TYPES.get(csl_type(article.item), "misc"), key, fields)


def _bibtex_values(article: ExportArticle) -> Mapping[str, str]:
    item, details = article.item, article.item.details
    kind = csl_type(item)
    container = details.get("container-title", "") or item.site
    year, _, rest = item.published[:10].partition("-")
    return {
        "title": item.title,
        "journal"
        if kind.startswith("article-")
        else "booktitle"
        if kind == "chapter"
        else "howpublished": container,
        "date": item.published[:10],
        "year": year,
        "month": rest[:2],
        "volume": details.get("volume", ""),
        "number": details.get("issue", ""),
        "pages": details.get("page", ""),
        "institution" if kind == "report" else "publisher": details.get("publisher", ""),
        "address": details.get("publisher-place", ""),
        "edition": details.get("edition", ""),
        "doi": details.get("DOI", ""),
        "isbn": details.get("ISBN", ""),
        "issn": details.get("ISSN", ""),
        "pmid": details.get("PMID", ""),
        "eprint": details.get("arXiv", ""),
        "eprinttype": "arxiv" if details.get("arXiv") else "",
        "url": item.url,
        "urldate": article.document.archived[:10] if item.url else "",
        "langid": item.language,
        "keywords": ", ".join(article.tags),
        "abstract": details.get("abstract", ""),
        "annotation": "\n\n".join(note.text for note in article.notes),
    }


def _bibtex_name(name: str) -> str:
    parts = csl_name(name)
    return "{" + _tex(name) + "}" if "literal" in parts else _tex(_turned(parts))


def _verbatim(value: str) -> str:
    return "".join(f"%{ord(sign):02X}" if sign in "{}\\" else sign for sign in " ".join(value.split()))


def _tex(value: str) -> str:
    spelt = _SPECIAL.sub(lambda sign: _SPELT.get(sign[0], "\\" + sign[0]), value.replace("\0", ""))
    return _LIGATURE.sub("{}", spelt)


def _ris(article: ExportArticle) -> dict[str, Any]:
    item, details = article.item, article.item.details
    start, _, end = details.get("page", "").partition("–")
    told: dict[str, Any] = {
        "type_of_reference": _RIS_TYPES.get(csl_type(item), "GEN"),
        "id": item.uid,
        "title": item.title,
        "authors": [_turned(csl_name(name)) for name in item.creators],
        "date": item.published[:10].replace("-", "/"),
        "year": item.published[:4],
        "journal_name": details.get("container-title", "") or item.site,
        "volume": details.get("volume", ""),
        "number": details.get("issue", ""),
        "start_page": start,
        "end_page": end,
        "publisher": details.get("publisher", ""),
        "place_published": details.get("publisher-place", ""),
        "edition": details.get("edition", ""),
        "doi": details.get("DOI", ""),
        "issn": details.get("ISBN", "") or details.get("ISSN", ""),
        "language": item.language,
        "urls": [item.url] if item.url else [],
        "access_date": article.document.archived[:10].replace("-", "/") if item.url else "",
        "keywords": list(article.tags),
        "abstract": details.get("abstract", ""),
        "notes": [note.text for note in article.notes],
    }
    return {name: _on_lines(value) for name, value in told.items() if value}


def _on_lines(value: Any) -> Any:
    """RIS ends a value with its line."""
    if isinstance(value, list):
        return [_on_lines(one) for one in value]
    return " ".join(value.split())


def _turned(name: Mapping[str, str]) -> str:
    """``Family, Given, Suffix``."""
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family"))))
    parts = (family, name.get("given"), name.get("suffix"))
    return name.get("literal") or ", ".join(filter(None, parts))
