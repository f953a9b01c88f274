"""Files that are attached to a PDF (ISO 32000-2, 7.11.4), all there is to a portfolio."""

from collections.abc import Iterator

import pikepdf

from desktop.formats.pdf.strings import words_of

_PARTS = ("/Supplement", "/Alternative", "/Schema", "/FormData")
"""What repeats or serves the document itself (7.11.3, AFRelationship), such as its formulas."""
_SETTINGS = (".joboptions",)
"""Of the program that made it."""


def attached_files(pdf: pikepdf.Pdf) -> list[str]:
    """The names of those that say something of their own."""
    found = (words_of(file, "/UF") or words_of(file, "/F") for file in _files(pdf))
    return [name for name in found if name and not name.lower().endswith(_SETTINGS)]


def _files(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    names = pdf.Root.get("/Names")
    tree = names.get("/EmbeddedFiles") if isinstance(names, pikepdf.Dictionary) else None
    if not isinstance(tree, pikepdf.Dictionary):
        return
    try:
        listed = list(pikepdf.NameTree(tree).values())
    except (pikepdf.PdfError, ValueError):
        return
    for file in listed:
        if isinstance(file, pikepdf.Dictionary) and str(file.get("/AFRelationship", "")) not in _PARTS:
            yield file
