"""The notebook at work: what it shows is read from the library, what is wished for in it is done."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QInputDialog

from desktop.domain.changes import Changes
from desktop.domain.notebook import Card, Gathered, Grouping, Narrowing
from desktop.domain.outline import Outline, Point
from desktop.exporters.file_names import file_name
from desktop.exporters.outlines import OutlineLine
from desktop.reader.theme import Theme
from desktop.reader.web.printing import WebPrinter
from desktop.services import browse, colors, notebook, outlines
from desktop.ui.actions import Actions
from desktop.ui.notebook.notebook_actions import NotebookActions
from desktop.ui.notebook.window import NotebookWindow, group_names
from desktop.ui.words import tr
from desktop.ui.workplace import Workplace


class Notebook(QObject):
    """Opens its window when it is first asked for."""

    def __init__(self, place: Workplace, actions: Actions) -> None:
        super().__init__(place)
        self._place, self._shared = place, actions
        self._library, self._tasks = place.library, place.tasks
        self._printer = WebPrinter()
        self._window: NotebookWindow | None = None
        self._wanted_outline = 0
        self._stale = True
        place.tasks.changed.connect(self._refresh)
        actions.give_meaning(notebook=self.open)

    def open(self) -> None:
        """Show the window."""
        window = self.window()
        if self._stale:
            self._show_all()
        window.show()
        window.raise_()
        window.activateWindow()

    def open_narrowed(self, query: str, tag: str, since: str, before: str, span: str) -> None:
        """Show what a query finds, with a tag, made in a span of time (UTC) that is called so; empty: any."""
        self._offer_all()
        self.window().filters.narrow(query, tag, since, before, span)
        self._stale = False
        self._show_outlines()
        self.open()

    def open_outline(self, outline_id: int) -> None:
        self._wanted_outline = outline_id
        self._stale = True
        self.open()

    def window(self) -> NotebookWindow:
        if self._window is None:
            self._window = self._make()
        return self._window

    def set_theme(self, theme: Theme) -> None:
        if self._window:
            self._window.set_theme(theme)
            self._actions.set_theme(theme)

    def _make(self) -> NotebookWindow:
        window = NotebookWindow(self._place.theme(), self._place)
        self._actions = act = NotebookActions(window)
        act.fill(window, self._shared)
        act.set_theme(self._place.theme())
        window.filters.changed.connect(self._gather)
        window.cards.cards.cards_wanted.connect(self._fetch)
        window.cards.chosen.connect(lambda id_: self._go(id_, firmly=False))
        window.cards.opened.connect(lambda id_: self._go(id_, firmly=True))
        panel = window.outline
        panel.outline_chosen.connect(lambda _id: self._show_points())
        panel.passage_wanted.connect(lambda id_, firmly: self._go(id_, firmly=firmly))
        panel.painter.edited.connect(self._edit)
        panel.model.annotations_dropped.connect(self._add_before)
        panel.model.points_dropped.connect(
            lambda ids, row: self._write_points(
                lambda outline: outlines.place(self._library, outline, ids, row)
            )
        )
        for name, does in self._meanings(window).items():
            act[name].triggered.connect(lambda _checked=False, does=does: does())
        return window

    def _meanings(self, window: NotebookWindow) -> dict[str, Callable[[], object]]:
        panel, library = window.outline, self._library

        def points(does: Callable[[int, list[int]], Changes]) -> Callable[[], None]:
            def act() -> None:
                if ids := panel.chosen_points():
                    self._write_points(lambda outline: does(outline, ids))

            return act

        return {
            "open": self._open_current,
            "add": self._add_chosen,
            "find": window.filters.words.setFocus,
            "new_outline": self._new_outline,
            "rename_outline": self._rename_outline,
            "delete_outline": lambda: self._write_points(lambda outline: outlines.delete(library, outline)),
            "export_outline": self._export,
            "heading": lambda: self._add_own(outlines.add_heading, tr("New heading")),
            "text": lambda: self._add_own(outlines.add_text, tr("Your own words")),
            "edit": lambda: panel.list.edit(panel.list.currentIndex()),
            "up": points(lambda outline, ids: outlines.move(library, outline, ids, -1)),
            "down": points(lambda outline, ids: outlines.move(library, outline, ids, 1)),
            "indent": points(lambda outline, ids: outlines.shift(library, outline, ids, 1)),
            "outdent": points(lambda outline, ids: outlines.shift(library, outline, ids, -1)),
            "remove": points(lambda _outline, ids: outlines.remove(library, ids)),
        }

    # Reading -----------------------------------------------------------------------------------------

    def _refresh(self, changes: Changes) -> None:
        # An annotation that changes names its article or its tags as well; one that is only quoted does not.
        shown = changes.items or changes.tags or changes.collections or changes.color_names
        if not (shown or changes.outlines):
            return
        if self._window is None or not self._window.isVisible():
            self._stale = True
        elif shown:
            self._show_all()
        else:
            self._show_outlines()

    def _show_all(self) -> None:
        self._stale = False
        self.window().cards.cards.forget()
        self._offer_all()
        self._gather()
        self._show_outlines()

    def _offer_all(self) -> None:
        library = self._library
        self._tasks.read(
            lambda: (browse.tag_names(library), sorted(browse.collection_paths(library).values()),
                     colors.names(library)),
            self._offer, key="notebook filters",
        )  # fmt: skip

    def _offer(self, found: tuple[list[str], list[str], object]) -> None:
        tags, collections, names = found
        self.window().filters.offer(tags, collections)
        self.window().set_names(names)  # type: ignore[arg-type]

    def _gather(self) -> None:
        window, library = self.window(), self._library
        narrowing, grouping = window.filters.narrowing(), window.filters.grouping()

        def read() -> tuple[Gathered, list[str], int]:
            gathered = notebook.gather(library, narrowing, grouping)
            names = group_names(gathered.groups, grouping, colors.names(library))
            found = len(set(gathered.ids)) if grouping is Grouping.TAG else len(gathered.ids)
            return gathered, names, found

        def show(outcome: tuple[Gathered, list[str], int]) -> None:
            gathered, names, found = outcome
            window.filters.explain("")
            window.tell_empty(narrowing != Narrowing())
            window.show_gathered(gathered, grouping, names, found)

        self._tasks.read(read, show, window.filters.explain, key="notebook")

    def _fetch(self, ids: list[int]) -> None:
        def put(cards: list[Card]) -> None:
            self.window().cards.cards.put(cards)

        self._tasks.read(lambda: notebook.cards(self._library, ids), put)

    def _show_outlines(self) -> None:
        panel = self.window().outline
        chosen = self._wanted_outline or panel.outline_id()

        def show(found: list[Outline]) -> None:
            self._wanted_outline = 0
            panel.show_outlines(found, chosen)
            self._actions.allow_outline(bool(found))
            self._show_points()

        self._tasks.read(lambda: outlines.all_outlines(self._library), show, key="outlines")

    def _show_points(self) -> None:
        library, panel = self._library, self.window().outline
        outline = panel.outline_id()

        def read() -> list[tuple[Point, OutlineLine]]:
            return outlines.shown(library, outlines.points(library, outline))

        self._tasks.read(read, panel.show_points, key="outline points")

    # Doing -------------------------------------------------------------------------------------------

    def _go(self, annotation_id: int, *, firmly: bool) -> None:
        """To the passage; ``firmly``: with the reader's window in front."""
        annotation = browse.annotation(self._library, annotation_id)
        self._place.open_article(annotation.item_id, annotation_id)
        if firmly:
            self._place.raise_()
            self._place.activateWindow()

    def _open_current(self) -> None:
        view = self.window().cards
        for annotation_id in view.chosen_ids()[:1]:
            self._go(annotation_id, firmly=True)

    def _write_points(self, does: Callable[[int], Changes]) -> None:
        outline = self.window().outline.outline_id()
        if outline:
            self._tasks.write(lambda: does(outline))

    def _with_outline(self, does: Callable[[int], Changes]) -> None:
        """In the chosen outline; in a first one where there is none yet."""
        panel, library = self.window().outline, self._library
        if outline := panel.outline_id():
            self._tasks.write(lambda: does(outline))
            return

        def made(changes: Changes) -> None:
            outline = next(iter(changes.outlines))
            self._wanted_outline = outline
            self._tasks.write(lambda: does(outline))

        self._tasks.write(lambda: outlines.create(library, tr("Outline")), made)

    def _add_chosen(self) -> None:
        window = self.window()
        if ids := window.cards.chosen_ids():
            after = window.outline.current_point()
            window.outline.select_after()
            self._with_outline(lambda outline: outlines.add_annotations(self._library, outline, ids, after))

    def _add_before(self, ids: list[int], row: int) -> None:
        panel = self.window().outline
        above = panel.model.rows[row - 1][0].id if 0 < row <= len(panel.model.rows) else 0
        panel.select_after()
        self._with_outline(lambda outline: outlines.add_annotations(self._library, outline, ids, above))

    def _add_own(self, add: Callable[..., Changes], words: str) -> None:
        panel = self.window().outline
        after = panel.current_point()
        panel.select_after(edit=True)
        panel.list.setFocus()
        self._with_outline(lambda outline: add(self._library, outline, words, after))

    def _edit(self, point_id: int, words: str) -> None:
        self._tasks.write(lambda: outlines.edit(self._library, point_id, words))

    def _new_outline(self) -> None:
        name, given = QInputDialog.getText(self.window(), tr("New outline"), tr("Name"))
        if given and name.strip():
            self._tasks.write(lambda: outlines.create(self._library, name), self._choose_new)

    def _choose_new(self, changes: Changes) -> None:
        self._wanted_outline = next(iter(changes.outlines), 0)
        self._show_outlines()

    def _rename_outline(self) -> None:
        panel = self.window().outline
        outline, present = panel.outline_id(), panel.outline_name().strip("\u2068\u2069")
        name, given = QInputDialog.getText(self.window(), tr("Rename the outline"), tr("Name"), text=present)
        if outline and given:
            self._tasks.write(lambda: outlines.rename(self._library, outline, name))

    def _export(self) -> None:
        panel = self.window().outline
        outline = panel.outline_id()
        if not outline:
            return
        proposed = Path.home() / f"{file_name(panel.outline_name())}.md"
        titles = {"markdown": "Markdown", "html": tr("Web page"), "pdf": "PDF", "docx": tr("Word document")}
        kinds = {f"{titles[name]} (*{suffix})": suffix for name, suffix in outlines.formats().items()}
        name, kind = QFileDialog.getSaveFileName(
            self.window(), tr("Export the outline"), str(proposed), ";;".join(kinds)
        )
        if name:
            path = Path(name) if Path(name).suffix in kinds.values() else Path(name + kinds.get(kind, ".md"))
            self._tasks.long(
                tr("Export of the outline"),
                lambda _task: outlines.export(self._library, outline, path, printer=self._printer),
                lambda path: self._place.say(tr("The outline was written to {path}", path=str(path))),
            )
