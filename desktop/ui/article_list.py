"""What the list of articles shows: which, in which order and groups, as lines, table or covers."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QCursor

from desktop.domain.errors import QueryError
from desktop.domain.item import ItemSummary
from desktop.reader.web.printing import WebPrinter
from desktop.services import organize
from desktop.services.covers import cover
from desktop.services.listing import (
    BEST,
    BY_HAND,
    GROUPS,
    MOST_FOUND,
    ORDERS,
    Listing,
    Order,
    attempt,
    rows_of,
    titled,
)
from desktop.services.search import looks_for_words
from desktop.settings import Settings
from desktop.storage.reading import Reading
from desktop.ui.dragging_out import DraggingOut
from desktop.ui.list_menus import ListMenus
from desktop.ui.models.columns import BEST_TEXT, COLUMNS, NAMES, ORDER_TEXTS, begins_down
from desktop.ui.panels.item_covers import COVER, drawn
from desktop.ui.panels.item_list import ItemList
from desktop.ui.panels.search_bar import SearchBar
from desktop.ui.words import counted, message, number, tr
from desktop.ui.workplace import Workplace

_PAUSE = 400
"""Milliseconds until widths that are being dragged are kept."""


@dataclass(frozen=True, slots=True)
class _Chosen:
    """How a person wants the list. An empty order: as the place has it."""

    look: str
    order: Order
    by_hand: bool
    """Of collections."""
    group: str
    columns: dict[str, int]


class ArticleList(QObject):
    """Reads what the list shows, and remembers how it is to be shown."""

    listed = Signal(object)
    """``Listing`` that is shown now."""

    def __init__(self, place: Workplace, items: ItemList, search_bar: SearchBar) -> None:
        super().__init__(place)
        self._place, self._items, self._search_bar = place, items, search_bar
        self._library, self._tasks = place.library, place.tasks
        self._chosen = _read(place.settings)
        self._order_of_found: Order = BEST
        self.empty_library = False
        """Whether there is no article at all: then the reader offers to import."""
        self.menus = ListMenus(place)
        self.menus.look_wanted.connect(self.set_look)
        self.menus.order_wanted.connect(self.order_by)
        self.menus.order_cleared.connect(lambda: self._set_order(()))
        self.menus.group_wanted.connect(lambda group: self._choose(group=group))
        self.menus.columns_wanted.connect(self._set_columns)
        items.bar.set_menus(self.menus.order, self.menus.looks)
        items.bar.title.textChanged.connect(self._find_title)
        items.bar.title.ended.connect(items.focus)
        items.items.rows_wanted.connect(self._fetch)
        items.covers.covers.wanted.connect(self._draw_cover)
        items.edited.connect(self._edit)
        self._dragging = DraggingOut(self._library, WebPrinter(), lambda: place.settings, place.say)
        items.items.files = self._dragging.files
        items.table.order_wanted.connect(self.order_by)
        items.table.head.customContextMenuRequested.connect(
            lambda _at: self.menus.columns.popup(QCursor.pos())
        )
        self._keeping = QTimer(self, singleShot=True, interval=_PAUSE)
        self._keeping.timeout.connect(self._keep_columns)
        items.table.set_layout(self._chosen.columns)
        items.table.columns_changed.connect(self._keeping.start)
        items.set_look(self._chosen.look)
        self._tell()

    # What is shown -------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Look at the library again."""
        words, place = self._search_bar.query(), self._place.place()
        order, group = self.order(), self._group()
        first, reading = self._items.view.screenful(), Reading(self._library)

        def find() -> Listing | QueryError:
            return attempt(self._library, words, within=place.query, order=order, group=group, first=first)

        self._tasks.read(lambda: reading.run(find), self._show, key="list", overtaken=reading.give_up)

    def order(self) -> Order:
        """That of the place, or the chosen one; what words find has an order of its own."""
        if self._is_searched():
            return self._order_of_found
        place = self._place.place()
        if place.kind == "collection" and self._chosen.by_hand:
            return BY_HAND
        return place.order if place.ordered or not self._chosen.order else self._chosen.order

    def by_hand(self) -> bool:
        """Whether what is listed stands as a person put it, so that it can be put otherwise."""
        whole = self._place.place().kind == "collection" and not self._search_bar.query()
        return whole and self.order() == BY_HAND and not self._group()

    def _is_searched(self) -> bool:
        return looks_for_words(self._search_bar.query())

    def _group(self) -> str:
        return self._chosen.group

    def _show(self, found: Listing | QueryError) -> None:
        if isinstance(found, QueryError):
            self._search_bar.explain(message(found), found.start, found.end)
            self._tell(outdated=True)
            return
        self._search_bar.explain("")
        if len(found.ids) == MOST_FOUND and found.query:
            self._place.say(tr("The best {n} are shown. More words narrow the search.", n=number(MOST_FOUND)))
        searched = bool(self._search_bar.query())
        without = tr("Nothing was found.") if searched else self._without()
        fills = self._place.place().kind in ("all", "inbox", "collection")  # what an import can fill
        self._items.show_listing(found, without, importing=fills and not (searched or self.empty_library))
        self._tell()
        self.listed.emit(found)

    def _without(self) -> str:
        """What an empty place says."""
        words = {
            "inbox": "Nothing new: all that came is read or in a collection.",
            "starred": "No star yet. S gives one to the chosen articles.",
            "collection": "Nothing in it yet. Drag articles here, or press Ctrl+D on them.",
            "untagged": "Every article has a tag.",
            "orphaned": "Every annotation has its passage.",
            "duplicates": "No two articles share much of their words.",
            "trash": "The trash is empty.",
            "opened": "No article was opened yet.",
        }
        kind = self._place.place().kind
        return tr(words.get(kind, "Drop articles here: files, folders, pages or text."))

    def _fetch(self, among: Listing, ids: list[int]) -> None:
        """The lines that are looked at."""
        items = self._items.items
        self._tasks.read(lambda: rows_of(self._library, among, ids), lambda rows: items.fill(among, rows))

    def _draw_cover(self, summary: ItemSummary) -> None:
        covers = self._items.covers.covers
        self._tasks.read(
            lambda: drawn(cover(self._library, summary, 2 * COVER.width())),
            lambda image: covers.put(summary, image),
            lambda _problem: covers.put(summary, None),
        )

    def _tell(self, *, outdated: bool = False) -> None:
        """``outdated``: what is listed was found by the words before, since nobody can search by those of now."""
        order = self.order()
        count = len(self._items.items.articles())
        told = counted(count, "{n} article", "{n} articles")
        if outdated:
            told = counted(count, "Found before: {n} article", "Found before: {n} articles")
        shown = tr(ORDER_TEXTS[order[0][0]] if order else BEST_TEXT)
        self._items.bar.tell(told, shown, not order or order[0][1], self._chosen.look)
        self._items.table.show_order(order)
        self._items.set_by_hand(self.by_hand())
        self.menus.offer(searched=self._is_searched(), collection=self._place.place().kind == "collection")
        self.menus.show(self._chosen.look, order, self._chosen.group, self._chosen.columns)

    def release(self) -> None:
        self._dragging.release()

    # How it is shown -----------------------------------------------------------------------------------

    def set_look(self, look: str) -> None:
        self._items.set_look(look)
        self._choose(look=look)

    def order_by(self, name: str, more: bool) -> None:
        """By this first, or after what is there (``more``). What is there already is turned round; as a further
        order it goes when it was turned."""
        if self._place.place().ordered and not self._is_searched():
            self._place.say(tr("This place has an order of its own."))
            return
        self._set_order(BY_HAND if name == "place" else _turned(self.order(), name, more))

    def _set_order(self, order: Order) -> None:
        if self._is_searched():
            self._order_of_found = order
            self._tell()
            self.refresh()
        elif order == BY_HAND:
            self._choose(by_hand=True)
        elif self._place.place().kind == "collection":
            self._choose(order=order, by_hand=False)
        else:
            self._choose(order=order)

    def _choose(self, **choice: object) -> None:
        self._chosen = replace(self._chosen, **choice)  # type: ignore[arg-type]
        self._remember()
        self._tell()
        self.refresh()

    def _set_columns(self, names: list[str]) -> None:
        """Those that stay keep their place and width; new ones come last."""
        usual = _usual_columns()
        there = self._items.table.layout_of()
        widths = {name: width for name, width in there.items() if name in names}
        widths |= {
            column.name: column.width
            for column in COLUMNS
            if column.name in names and column.name not in there
        }
        self._chosen = replace(self._chosen, columns=widths if names else usual)
        self._items.table.set_layout(self._chosen.columns)
        self._remember()
        self._tell()

    def _keep_columns(self) -> None:
        self._chosen = replace(self._chosen, columns=self._items.table.layout_of())
        self._remember()

    def _remember(self) -> None:
        chosen = self._chosen
        self._place.keep_settings(
            replace(
                self._place.settings,
                list_look=chosen.look,
                list_order=" ".join(f"{name}{'-' if down else '+'}" for name, down in chosen.order),
                list_by_hand=chosen.by_hand,
                list_group=chosen.group,
                list_columns=" ".join(f"{name}:{width}" for name, width in chosen.columns.items()),
            )
        )

    # Titles --------------------------------------------------------------------------------------------

    def ask_title(self) -> None:
        self._items.bar.ask_title()

    def _find_title(self, start: str) -> None:
        """Go to the first title that begins so, from the current one on."""
        if not start.strip() or not self._items.bar.title.isVisible():
            return
        scope = self._place.place().query
        self._tasks.read(lambda: titled(self._library, "", scope, start), self._go_to_title, key="title")

    def _go_to_title(self, found: set[int]) -> None:
        ids, current = self._items.items.listing.ids, max(0, self._items.selection.currentIndex().row())
        for places in (range(current, len(ids)), range(current)):
            for place in places:
                if ids[place] in found:
                    self._items.view.go_to(place)
                    return

    # Titles and other values in their place ------------------------------------------------------------

    def _edit(self, item_id: int, name: str, text: str) -> None:
        value: object = text
        if name == "creators":
            value = tuple(part.strip() for part in text.split(";") if part.strip())
        self._tasks.write(lambda: organize.edit_items(self._library, [item_id], **{name: value}))


def _turned(order: Order, name: str, more: bool) -> Order:
    """An order in which a value comes first, or (``more``) after what is there."""
    known = dict(order)
    if not order or not more or order == BY_HAND:
        return ((name, not known[name] if order and order[0][0] == name else begins_down(name)),)
    if order[0][0] == name:
        return ((name, not order[0][1]), *order[1:])
    if name not in known:
        return (*order, (name, begins_down(name)))
    if known[name] == begins_down(name):
        return tuple((one, not down if one == name else down) for one, down in order)
    return tuple(one for one in order if one[0] != name)


def _usual_columns() -> dict[str, int]:
    return {column.name: column.width for column in COLUMNS if column.at_first}


def _read(settings: Settings) -> _Chosen:
    """What was remembered, as far as it is understood."""
    order = tuple(
        (part[:-1], part[-1] == "-")
        for part in settings.list_order.split()
        if part[:-1] in ORDERS and part[-1] in "+-" and part[:-1] != "place"
    )
    pairs = (part.partition(":") for part in settings.list_columns.split())
    columns = {name: max(30, int(width)) for name, _, width in pairs if name in NAMES and width.isdecimal()}
    look = settings.list_look if settings.list_look in ("lines", "table", "covers") else "lines"
    group = settings.list_group if settings.list_group in GROUPS else ""
    return _Chosen(
        look, order, settings.list_by_hand, group, columns if "title" in columns else _usual_columns()
    )
