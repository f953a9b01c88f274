"""Articles to export, made by hand."""

from desktop.domain.annotation import Annotation, AnnotationKind, HighlightColor, TextTarget
from desktop.domain.item import Document, Item, ItemType, ReadingStatus
from desktop.domain.selector import TextPositionSelector, TextQuoteSelector
from desktop.exporters.base import ExportArticle


def highlight(quote: str, comment: str = "", tags: tuple[str, ...] = (), start: int = 0) -> Annotation:
    target = TextTarget(TextQuoteSelector(quote), TextPositionSelector(start, start + len(quote)))
    time = "2025-01-01T00:00:00.000Z"
    return Annotation(
        1, "u1", 1, AnnotationKind.HIGHLIGHT, HighlightColor.YELLOW, comment, tags, target, False, time, time
    )  # fmt: skip


def article(title: str = "Title", text: str = "", annotations: tuple[Annotation, ...] = ()) -> ExportArticle:
    time = "2025-01-01T00:00:00.000Z"
    item = Item(
        1, "i1", ItemType.TEXT, title, ("Ada",), "", "", "en", "", ReadingStatus.UNREAD, False, time, time
    )  # fmt: skip
    document = Document(1, 1, ItemType.TEXT, "", text, (), (), 2, "text/plain", "a.txt", "0" * 64, time)
    return ExportArticle(item, document, annotations, (), (), (), lambda: b"", {}.get)
