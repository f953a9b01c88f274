"""What a PDF that was made here tells of its pages: the words of the article as they were before they were printed.

A page's own text has what printing adds (numbers of lists, heads of tables again, ends of lines) and lacks what a type face
does not tell. The words stand in the private data of the page (ISO 32000-2, 14.5), where other programs leave them alone.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

import pikepdf
from pikepdf import Dictionary, Name
from rapidfuzz.distance import Indel

_OWNER = "/Florilegium"
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
"""What no page says."""
_ALIKE = 0.7
"""Of the letters: a page that says less of what is told was changed since."""


def tell_words(pdf: pikepdf.Pdf, page_index: int, words: str) -> None:
    """Have a page tell its words."""
    page = pdf.pages[page_index].obj
    moment = pikepdf.String(f"D:{datetime.now(UTC):%Y%m%d%H%M%S}Z")
    private = pdf.make_stream(words.encode("utf-8", "replace"))
    page.PieceInfo = Dictionary({_OWNER: Dictionary(LastModified=moment, Private=private)})
    page.LastModified = moment


def told_words(pdf: pikepdf.Pdf) -> Mapping[int, str]:
    """The words of those pages that tell them; to be believed as far as ``says`` finds them there."""
    found = dict[int, str]()
    for index, page in enumerate(pdf.pages):
        pieces = page.obj.get("/PieceInfo")
        ours = pieces.get(_OWNER) if isinstance(pieces, Dictionary) else None
        private = ours.get(Name.Private) if isinstance(ours, Dictionary) else None
        if isinstance(private, pikepdf.Stream):
            try:
                words = private.read_bytes().decode("utf-8")
            except (pikepdf.PdfError, UnicodeDecodeError):
                continue
            if not _CONTROLS.search(words):
                found[index] = words
    return found


def says(page_text: str, words: str) -> bool:
    """Whether a page's own text has the letters of these words, about."""
    return Indel.normalized_similarity(bare(page_text), bare(words), score_cutoff=_ALIKE) > 0


def bare(text: str) -> str:
    """Without white space."""
    return "".join(text.split())
