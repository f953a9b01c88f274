"""Citations and bibliographies in the usual styles, set by citeproc from the style files in ``resources/citations``."""

import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, Locator
from citeproc.source.json import CiteProcJSON

from desktop import paths

STYLES = {
    "apa": "APA", "chicago": "Chicago", "mla": "MLA", "harvard": "Harvard", "ieee": "IEEE", "vancouver": "Vancouver",
}  # fmt: skip
"""Names of styles, and what people call them."""

_INSIDE = frozenset({"apa", "chicago", "mla", "ieee"})
"""Styles that put stops and commas before the closing quotation mark, as in the United States."""
_STOP_OUTSIDE = re.compile("(\ue001?[”’])([.,])")
_STOP_TWICE = re.compile("([.?!][\ue001”’]*)\\.")
_MARKS = {"\ue000": "<i>", "\ue001": "</i>"}
_UNUSED = frozenset({"abstract", "keyword", "note", "archive", "archive_location", "PMID", "genre"})
"""What no style here prints."""


class _Marked:
    """A formatter for citeproc: italics between signs that no text has, since it escapes only some of the words."""

    preformat = str
    Bold = Light = Underline = Superscript = Subscript = SmallCaps = str

    @staticmethod
    def Italic(text: str) -> str:  # noqa: N802
        return f"\ue000{text}\ue001"

    Oblique = Italic


@dataclass(frozen=True, slots=True)
class SetText:
    """The same words plain, and as HTML with italics."""

    plain: str
    html: str


def citation(record: dict[str, Any], style: str, page: str = "") -> SetText:
    """One work as it is cited in the text, such as “(Oake, 2024, p. 3)”; ``record`` is CSL-JSON."""
    return _cited([record], style, page)[0]


def bibliography(records: Sequence[dict[str, Any]], style: str) -> list[SetText]:
    """An entry for each work, in the style's order; numbered where the style numbers."""
    return _cited(records, style, "")[1:]


def reference(record: dict[str, Any], style: str) -> SetText:
    """One work as a list of references has it, without a number."""
    [entry] = bibliography([record], style)
    return SetText(*(re.sub(r"^(?:\[1\]|1\.) ", "", text) for text in (entry.plain, entry.html)))


def _cited(records: Sequence[dict[str, Any]], style: str, page: str) -> list[SetText]:
    """The first record's citation, then the bibliography of all."""
    if not records:
        return []
    kept = [{key: value for key, value in record.items() if key not in _UNUSED} for record in records]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of variables that citeproc does not know
        works = CitationStylesBibliography(_style(style), CiteProcJSON(kept), _Marked)
        locator = {"locator": Locator("page", page)} if page else {}
        cited = [Citation([CitationItem(record["id"], **locator)]) for record in kept]
        for one in cited:
            works.register(one)
        works.sort()
        first = str(works.cite(cited[0], lambda _missing: ""))
        return [_set(text, style) for text in (first, *map(str, works.bibliography()))]


def _style(name: str) -> CitationStylesStyle:
    return CitationStylesStyle(str(paths.resources() / "citations" / f"{name}.csl"), validate=False)


def _set(text: str, style: str) -> SetText:
    text = re.sub(r"\s+", " ", text).strip()
    text = _STOP_TWICE.sub(r"\1", text)
    if style in _INSIDE:
        text = _STOP_OUTSIDE.sub(r"\2\1", text)
        text = _STOP_TWICE.sub(r"\1", text)
    plain = text.translate(dict.fromkeys(map(ord, _MARKS)))
    return SetText(
        plain, escape(text, quote=False).translate({ord(sign): tag for sign, tag in _MARKS.items()})
    )
