"""How far an article is read, in words."""

from math import ceil

from desktop.domain.item import ItemType, ReadingPosition
from desktop.domain.reading_time import chapter_end
from desktop.ui.reading.open_article import OpenArticle
from desktop.ui.reading.quotation import page_label_at
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
        parts.append(tr("{time} left", time=_time(article.minutes * (1 - progress))))
        if document.type is ItemType.EPUB and (length := len(document.text)):
            end = chapter_end(document.outline, offset, length)
            if end < length:  # of the last chapter the whole tells
                parts.append(
                    tr("{time} in the chapter", time=_time(article.minutes * (end - offset) / length))
                )
    return " · ".join(parts)


def _time(minutes: float) -> str:
    hours, rest = divmod(max(1, ceil(minutes)), 60)
    if not hours:
        return tr("{n} min", n=number(rest))
    if not rest:
        return tr("{n} h", n=number(hours))
    return tr("{hours} h {n} min", hours=number(hours), n=number(rest))
