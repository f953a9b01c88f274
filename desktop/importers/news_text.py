"""Plain text copied from a news site: what is the article, and what is furniture around it.

Only what is sure is marked; a text without a date line or byline under its headline keeps all its lines.
"""

import re
from dataclasses import dataclass
from enum import Enum

from desktop.formats.datelines import date_of_line, names_of_byline
from desktop.formats.html.vocabulary import CAPTION, CROSS_LINK, FURNITURE
from desktop.formats.paragraphs import Paragraph
from desktop.importers.furniture_words import CREDIT, MENU
from desktop.importers.furniture_words import CROSS_LINK as CROSS_LINK_WORDS

_HEAD = 14
"""A headline stands among the first so many paragraphs, or there is none."""

_MENU = re.compile(rf"(?:☰\s*)?(?:{'|'.join(MENU)})\s*", re.I)
_CROSS_LINK = re.compile(
    rf"\s*[\[(►▶»→*>-]*\s*(?P<word>{'|'.join(CROSS_LINK_WORDS)})\s*(?::|：|\||»|>>|–|—)\s*\S", re.I
)
_CREDIT = re.compile(
    rf"[(\[（【][^()\[\]（）]*?(?:\b(?:{'|'.join(CREDIT)})\b|[©写摄])[^()\[\]（）]*[)\]）】]\s*\.?$", re.I
)
_ANY_CREDIT = re.compile(r"[(\[（][^()\[\]（）]{3,60}[)\]）]\s*\.?$")
_PHOTO_BY = re.compile(
    r"^(?:photo|image|picture|foto|bild)\s*:|\b(?:photos?|images?) (?:by|from|courtesy of) \w[^.]{2,60}\.?$",
    re.I,
)
_ENDS_SENTENCE = re.compile(r"[.!?。！？…][\"'”’»)\]]*$")
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class Role(Enum):
    """What a paragraph is; the value is its class in the reader, if any."""

    TITLE = "title"
    TEXT = ""
    CAPTION = CAPTION
    CROSS_LINK = CROSS_LINK
    FURNITURE = FURNITURE


@dataclass(frozen=True, slots=True)
class NewsText:
    title: str
    creators: tuple[str, ...]
    published: str
    roles: tuple[Role, ...]
    """One for each paragraph given."""


def read_news_text(paragraphs: list[Paragraph]) -> NewsText:
    """Title, byline, date and the role of each paragraph. The title is empty where no line is one."""
    roles = [_role_of_body(paragraph.text) for paragraph in paragraphs]
    head = _head_length(paragraphs)
    dates = {index: day for index in range(head) if (day := date_of_line(paragraphs[index].text))}
    bylines = {index: names for index in range(head) if (names := names_of_byline(paragraphs[index].text))}
    marks = sorted({*dates, *bylines})
    title = _headline(paragraphs, roles, marks[0] if marks else None)
    if title is not None:
        roles[title] = Role.TITLE
    for index in marks:
        roles[index] = Role.FURNITURE
    if marks and title is not None:
        for index in range(marks[0]):
            above = index < title or _size(paragraphs[index].text) <= 2  # the name of a section
            if roles[index] is Role.TEXT and above:
                roles[index] = Role.FURNITURE
        for index in range(marks[0], head):
            if roles[index] is Role.TEXT and _looks_like_caption(paragraphs[index].text):
                roles[index] = Role.CAPTION
    return NewsText(
        paragraphs[title].text if title is not None else "",
        next(iter(bylines.values()), ()),
        next(iter(dates.values()), ""),
        tuple(roles),
    )


def _role_of_body(text: str) -> Role:
    if _MENU.fullmatch(text):
        return Role.FURNITURE
    cross_link = _CROSS_LINK.match(text)
    if cross_link and _size(text) <= 40 and (cross_link["word"].isupper() or not text.rstrip().endswith(".")):
        return Role.CROSS_LINK
    if _size(text) <= 90 and (_CREDIT.search(text) or _PHOTO_BY.search(text)):
        return Role.CAPTION
    return Role.TEXT


def _looks_like_caption(text: str) -> bool:
    return _size(text) <= 60 and _ANY_CREDIT.search(text) is not None


def _size(text: str) -> int:
    """Words; two ideographs count as one."""
    return len(text.split()) + len(_IDEOGRAPHS.findall(text)) // 2


def _head_length(paragraphs: list[Paragraph]) -> int:
    """How many paragraphs stand before the first one of running text."""
    for index, paragraph in enumerate(paragraphs[:_HEAD]):
        running = _size(paragraph.text) >= 25 and _ENDS_SENTENCE.search(paragraph.text)
        if running and not _CREDIT.search(paragraph.text) and not _looks_like_caption(paragraph.text):
            return index
    return min(len(paragraphs), _HEAD)


def _headline(paragraphs: list[Paragraph], roles: list[Role], mark: int | None) -> int | None:
    """The line above the date line or byline, else the first line if it stands like a title."""
    if mark is not None:
        lines = [index for index in range(mark) if roles[index] is Role.TEXT]
        if not lines:  # the date line comes first: the headline follows it
            after = next(
                (index for index in range(mark + 1, len(paragraphs)) if roles[index] is Role.TEXT), None
            )
            following = after is not None and not date_of_line(paragraphs[after].text)
            return after if following and _is_title(paragraphs, after) else None
        long_enough = [index for index in lines if _size(paragraphs[index].text) >= 4]
        if len(long_enough) > 1 and _is_deck(
            paragraphs[long_enough[-1]].text, paragraphs[long_enough[-2]].text
        ):
            return long_enough[-2]
        return long_enough[-1] if long_enough else lines[-1]
    first = next((index for index, role in enumerate(roles) if role is Role.TEXT), None)
    return first if first is not None and _is_title(paragraphs, first) else None


def _is_deck(text: str, above: str) -> bool:
    """Whether a line is the sentence under a headline."""
    return _size(text) >= 8 and _ENDS_SENTENCE.search(text) is not None and not _ENDS_SENTENCE.search(above)


def _is_title(paragraphs: list[Paragraph], index: int | None) -> bool:
    if index is None or index + 1 >= len(paragraphs) or len(paragraphs[index].lines) > 1:
        return False
    text = paragraphs[index].text
    if not 0 < len(text) <= 150 or _size(text) > 25 or re.search(r"[.,;:。，；：][\"'”’»)\]]*$", text):
        return False
    return not text.startswith((">", "-", "*", "•")) and max(
        len(p.text) for p in paragraphs[index + 1 :]
    ) > len(text)
