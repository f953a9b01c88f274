"""Readwise: the table of all highlights (``Export`` > CSV)."""

from collections import defaultdict
from collections.abc import Sequence

from desktop.domain.item import ItemType
from desktop.domain.selector import TextQuoteSelector
from desktop.importers.base import Source
from desktop.importers.gathered.base import GatheredAnnotation, GatheredArticle
from desktop.importers.gathered.fields import (
    address,
    article,
    color,
    lasting_name,
    line,
    moment,
    names,
    text_of,
    words,
)
from desktop.importers.gathered.tables import rows

_COLUMNS = {"Highlight", "Book Title"}


class ReadwiseImporter:
    def recognises(self, source: Source) -> float:
        return 0.95 if set(rows(source.data[:4000], 0)[0]) >= _COLUMNS else 0.0

    def read(self, source: Source) -> Sequence[GatheredArticle]:
        _, table = rows(text_of(source.data).encode())
        books: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
        for row in table:
            if words(row.get("Highlight")) or words(row.get("Note")):
                books[line(row.get("Book Title")), line(row.get("Book Author"))].append(row)
        return [_book(title, author, found) for (title, author), found in books.items()]


def _book(title: str, author: str, found: Sequence[dict[str, str]]) -> GatheredArticle:
    first = found[0]
    kindle = bool(line(first.get("Amazon Book ID")))
    url = address(first.get("Source URL") or first.get("URL"))
    tags = names(first.get("Document tags"))
    about = article(
        title, url=url, creators=names(author, " and " if " and " in author else ","), tags=tags,
        type=ItemType.EPUB if kindle else ItemType.WEB_PAGE,
    )  # fmt: skip
    return GatheredArticle(about, [_annotation(row, title) for row in found])


def _annotation(row: dict[str, str], title: str) -> GatheredAnnotation:
    quote = words(row.get("Highlight"))
    place = " ".join(filter(None, (line(row.get("Location Type")), line(row.get("Location")))))
    return GatheredAnnotation(
        TextQuoteSelector(quote),
        color=color(row.get("Color")),
        comment=words(row.get("Note")),
        tags=names(row.get("Tags")),
        uid=lasting_name("readwise", title, quote or words(row.get("Note"))),
        created=moment(row.get("Highlighted at")),
        location=place,
    )
