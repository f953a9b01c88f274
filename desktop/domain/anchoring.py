"""Describe a range of a text by selectors, and find it again. All matching of the project lives here."""

from dataclasses import dataclass

from desktop.domain.selector import TextPositionSelector, TextQuoteSelector

CONTEXT = 32
"""Code points of prefix and suffix, as Hypothesis and the W3C examples have it."""


@dataclass(frozen=True, slots=True)
class Selectors:
    """A range, described twice: by its words and by its place."""

    quote: TextQuoteSelector
    position: TextPositionSelector


def describe(text: str, start: int, end: int) -> Selectors:
    """The selectors of ``text[start:end]``."""
    return Selectors(
        TextQuoteSelector(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]),
        TextPositionSelector(start, end),
    )


def anchor(
    text: str, quote: TextQuoteSelector, position: TextPositionSelector | None = None
) -> TextPositionSelector | None:
    """Where the quote stands in ``text``, or None for an orphan: never a guess."""
    raise NotImplementedError


def occurrences(text: str, quote: TextQuoteSelector) -> list[TextPositionSelector]:
    """Every place of exactly these words whose surroundings fit ``prefix`` and ``suffix`` where given."""
    raise NotImplementedError
