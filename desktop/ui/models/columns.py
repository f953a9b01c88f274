"""The columns of the table of articles: what each shows, by what it is ordered, how wide it is at first."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QDate, QLocale

from desktop.domain.item import ItemSummary, ItemType, ReadingStatus
from desktop.services.listing import Group
from desktop.ui.words import moment, number, short_date, tr

TYPES = {
    ItemType.WEB_PAGE: "Web page", ItemType.PDF: "PDF", ItemType.EPUB: "Book", ItemType.DOCX: "Word document",
    ItemType.ODT: "OpenDocument text", ItemType.RTF: "Rich text", ItemType.EMAIL: "E-mail", ItemType.TEXT: "Plain text",
    ItemType.MARKDOWN: "Markdown", ItemType.IMAGE: "Picture",
}  # fmt: skip
STATES = {ReadingStatus.UNREAD: "Unread", ReadingStatus.READING: "Reading", ReadingStatus.READ: "Read"}


@dataclass(frozen=True, slots=True)
class Column:
    """``order`` is one of ``services.listing.ORDERS``, empty where it cannot be ordered by; ``first_down``: whether
    the largest or the newest is wanted first."""

    name: str
    text: str
    width: int
    shown: Callable[[ItemSummary], str]
    order: str = ""
    first_down: bool = False
    number: bool = False
    editable: bool = False
    at_first: bool = False


def language_name(code: str) -> str:
    found = QLocale(code).language() if code else QLocale.Language.C
    return code if found == QLocale.Language.C else QLocale.languageToString(found)


def _percent(summary: ItemSummary) -> str:
    return f"{round(summary.progress * 100)} %" if summary.progress else ""


COLUMNS = (
    Column("title", "Title", 300, lambda s: ("★ " if s.item.starred else "") + s.item.title, "title", editable=True,
           at_first=True),
    Column("creators", "Creators", 140, lambda s: "; ".join(s.item.creators), "creators", editable=True, at_first=True),
    Column("site", "Site", 130, lambda s: s.item.site, "site", editable=True, at_first=True),
    Column("published", "Published", 100, lambda s: short_date(s.item.published), "published", True, editable=True,
           at_first=True),
    Column("added", "Added", 100, lambda s: short_date(s.item.added), "added", True, at_first=True),
    Column("modified", "Changed", 130, lambda s: moment(s.item.modified), "modified", True),
    Column("opened", "Opened", 130, lambda s: moment(s.opened) if s.opened else "", "opened", True),
    Column("type", "Type", 100, lambda s: tr(TYPES[s.item.type]), "type"),
    Column("language", "Language", 90, lambda s: language_name(s.item.language), "language"),
    Column("words", "Words", 70, lambda s: number(s.words), "words", True, number=True, at_first=True),
    Column("tags", "Tags", 140, lambda s: ", ".join(s.tags), "tags", at_first=True),
    Column("collections", "Collections", 140, lambda s: ", ".join(s.collections)),
    Column("annotations", "Annotations", 90, lambda s: number(s.annotations) if s.annotations else "", "annotations",
           True, number=True, at_first=True),
    Column("status", "State", 80, lambda s: tr(STATES[s.item.status]), "status", at_first=True),
    Column("progress", "Progress", 80, _percent, "progress", True, number=True),
)  # fmt: skip
NAMES = tuple(column.name for column in COLUMNS)

ORDER_TEXTS = {column.order: column.text for column in COLUMNS if column.order} | {
    "starred": "Star",
    "likeness": "Likeness",
    "place": "By hand",
}
BEST_TEXT = "Best first"
"""The order of what a search for words finds, unless another was chosen."""
GROUP_TEXTS = {
    "added": "Month added", "published": "Year published", "site": "Site", "collection": "Collection", "type": "Type",
    "status": "State",
}  # fmt: skip
_WITHOUT = {
    "published": "Without a date", "site": "Without a site", "collection": "In no collection", "added": "Without a date",
    "type": "Without a type", "status": "Without a state",
}  # fmt: skip


def begins_down(order: str) -> bool:
    """Whether the largest or the newest is wanted first."""
    return order == "starred" or any(column.order == order and column.first_down for column in COLUMNS)


def group_title(by: str, group: Group) -> str:
    if not group.value:
        return tr(_WITHOUT[by])
    if by == "type":
        return tr(TYPES[ItemType(group.value)])
    if by == "status":
        return tr(tuple(STATES.values())[int(group.value)])
    if by == "added":
        year, month = (int(part) for part in group.value.split("-"))
        return QLocale().toString(QDate(year, month, 1), "MMMM yyyy")
    return group.value
