"""How far an article is read, in words."""

from math import ceil

from desktop.domain.item import ItemType, ReadingPosition
from desktop.domain.reading_time import chapter_end
from desktop.ui.reading.quotation import page_label_at
from desktop.ui.reading.reading_tab import OpenArticle
from desktop.ui.words import counted, number, tr


def progress_words(article: OpenArticle, position: ReadingPosition | None) -> str:
    """Its length, the page and the share that is read, and the time left; of a book for the chapter too."""
    document = article.document
    offset, progress = (position.offset, position.progress) if position else (0, 0.0)
    parts = [counted(document.words, "{n} word", "{n} words")]
    if page := page_label_at(document, offset):
        parts.append(tr("page {label} of {all}", label=page, all=number(len(document.pages))))
    parts.append(tr("{n} %", n=number(round(100 * progress))))
    if progress < 1 and article.minutes:
        parts.append(_left(article.minutes * (1 - progress), "{n} min left"))
        if document.type is ItemType.EPUB and (length := len(document.text)):
            share = (chapter_end(document.outline, offset, length) - offset) / length
            parts.append(_left(article.minutes * share, "{n} min in the chapter"))
    return " · ".join(parts)


def _left(minutes: float, words: str) -> str:
    return tr(words, n=number(max(1, ceil(minutes))))
