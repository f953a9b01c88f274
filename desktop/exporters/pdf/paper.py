"""What can be chosen of a PDF: how articles become pages."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.exporters.base import A4, ExportOptions, Sheet
from desktop.exporters.options import Choice, Flag


class PaperSize(StrEnum):
    """The values are the names that style sheets have for them."""

    A4 = "A4"
    A5 = "A5"
    LETTER = "letter"


_MM = 72 / 25.4
SHEETS = {
    PaperSize.A4: A4,
    PaperSize.A5: Sheet(148 * _MM, 210 * _MM, 14 * _MM, 16 * _MM, 14 * _MM, 17 * _MM),
    PaperSize.LETTER: Sheet(612, 792, 20 * _MM, 20 * _MM, 20 * _MM, 22 * _MM),
}

_SIZE = Choice(
    "paper", "Paper", {PaperSize.A4: "A4", PaperSize.A5: "A5", PaperSize.LETTER: "Letter"}, PaperSize.A4,
    hint="PDFs keep the size of their own pages.",
)  # fmt: skip
_LAYOUT = Choice(
    "layout", "Web pages", {"reader": "As the reader shows them", "original": "As they were laid out"}, "reader",
    hint="A page that was not archived as a whole is printed as the reader shows it.",
)  # fmt: skip
_MARGIN = Flag(
    "margin_notes", "Comments in the margin",
    hint="Prints your comments beside their passages. The pages of a PDF become wider by that.",
)  # fmt: skip
_APPENDIX = Flag(
    "appendix", "List of annotations at the end", hint="Each with its page, colour, comment and tags."
)
OPTIONS = (_SIZE, _LAYOUT, _MARGIN, _APPENDIX)


@dataclass(frozen=True, slots=True)
class Paper:
    """A PDF keeps its own pages; margin notes and appendix are added to them."""

    size: PaperSize = PaperSize.A4
    original_layout: bool = False
    """Web pages as they were laid out, where that was archived, instead of as the reader shows them."""
    margin_notes: bool = False
    """Comments beside their passages, in a column of their own."""
    appendix: bool = False
    """All annotations in a list at the end."""


def paper_of(options: ExportOptions) -> Paper:
    return Paper(
        PaperSize(options.choice(_SIZE)), options.choice(_LAYOUT) == "original", options.flag(_MARGIN),
        options.flag(_APPENDIX),
    )  # fmt: skip
