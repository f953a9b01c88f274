"""The overview at work: charts are read from the library, what is chosen in them is shown, and they are saved."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject
from PySide6.QtGui import QImageWriter
from PySide6.QtWidgets import QFileDialog

from desktop.domain.changes import Changes
from desktop.domain.errors import UserError
from desktop.exporters.file_names import file_name
from desktop.reader.theme import Theme
from desktop.services import browse
from desktop.services.writing import write_atomically
from desktop.ui.actions import Actions
from desktop.ui.notebook.notebook import Notebook
from desktop.ui.overview.pages import Listed, Noted, Opened, Page, period_name
from desktop.ui.overview.window import OverviewWindow
from desktop.ui.words import apart, message, tr
from desktop.ui.workplace import Workplace


class Overview(QObject):
    """Opens its window when it is first asked for."""

    def __init__(self, place: Workplace, actions: Actions, notebook: Notebook) -> None:
        super().__init__(place)
        self._place, self._notebook = place, notebook
        self._window: OverviewWindow | None = None
        self._stale = False
        self._palette = actions["palette"]
        place.tasks.changed.connect(self._refresh)
        actions.give_meaning(
            overview=self.open, related=lambda: self.open("related"), statistics=lambda: self.open("numbers")
        )

    def open(self, page: str = "") -> None:
        window = self.window()
        if page:
            window.turn_to(page)
        elif self._stale:
            window.actions_by_name["renew"].trigger()
        self._stale = False
        window.show()
        window.raise_()
        window.activateWindow()

    def window(self) -> OverviewWindow:
        if self._window is None:
            window = self._window = OverviewWindow(self._place.theme(), self._place)
            window.page_wanted.connect(self._read)
            window.chosen.connect(self._go)
            window.actions_by_name["picture"].triggered.connect(lambda _checked=False: self._save_picture())
            window.actions_by_name["csv"].triggered.connect(lambda _checked=False: self._save_csv())
            window.addAction(self._palette)
            self._read(window.page())
        return self._window

    def set_theme(self, theme: Theme) -> None:
        if self._window:
            self._window.set_theme(theme)

    def _refresh(self, changes: Changes) -> None:
        """Counting is heavy: it is done anew when the window is asked for, or by F5."""
        if changes and self._window:
            self._stale = True
            self._window.tell_stale(True)

    def _read(self, page: Page) -> None:
        window, library = self.window(), self._place.library
        item_id = next(iter(self._place.subject()), 0) if page.name == "related" else 0

        def read() -> tuple[object, str]:
            about = (
                tr("Near to “{title}”.", title=apart(browse.item(library, item_id).title)) if item_id else ""
            )
            return page.read(library, item_id), about

        window.tell_stale(False)

        def show(outcome: tuple[object, str]) -> None:
            window.show_page(page, *outcome)

        self._place.tasks.read(read, show, key="overview")

    def _go(self, target: object) -> None:
        """To the list behind a part of a chart."""
        if isinstance(target, Noted):
            self._notebook.open_narrowed(target.query, target.tag, *_bounds(target.month))
            return
        if isinstance(target, Opened):
            self._place.open_article(target.item_id)
        elif isinstance(target, Listed):
            self._place.go_to(target.place, target.query)
        self._place.raise_()
        self._place.activateWindow()

    def _save_picture(self) -> None:
        kinds = tr("PNG (*.png);;SVG (*.svg)")
        if path := self._ask(tr("Save as a picture"), ".png", kinds):
            chart = self.window().chart()
            try:
                if path.suffix.lower() == ".svg":
                    chart.write_svg(path)
                elif not QImageWriter(str(path), QByteArray(b"png")).write(chart.image()):
                    raise OSError(tr("the place cannot be written to"))
            except OSError as failure:
                self._place.say(message(_not_written(path, failure)))
            else:
                self._place.say(tr("Saved as {path}", path=str(path)))

    def _save_csv(self) -> None:
        if path := self._ask(tr("Save as CSV"), ".csv", tr("CSV (*.csv)")):
            try:
                write_atomically(path, self.window().chart().csv())
            except OSError as failure:
                self._place.say(message(_not_written(path, failure)))
            else:
                self._place.say(tr("Saved as {path}", path=str(path)))

    def _ask(self, title: str, suffix: str, kinds: str) -> Path | None:
        window = self.window()
        proposed = Path.home() / (file_name(tr(window.page().title)) + suffix)
        name, chosen = QFileDialog.getSaveFileName(window, title, str(proposed), kinds)
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else path.with_suffix(".svg" if chosen.startswith("SVG") else suffix)


def _not_written(path: Path, failure: OSError) -> UserError:
    return UserError(
        "The file could not be written to {folder}: {reason}. Nothing there was changed.",
        folder=str(path.parent), reason=failure.strerror or str(failure),
    )  # fmt: skip


def _bounds(month: str) -> tuple[str, str, str]:
    """Since when and before when (UTC) a month is here, and what it is called; nothing for none."""
    if not month:
        return "", "", ""
    first = date.fromisoformat(f"{month}-01")
    following = (first + timedelta(32)).replace(day=1)
    since, before = (
        datetime(day.year, day.month, 1).astimezone().astimezone(UTC).isoformat(timespec="milliseconds")
        for day in (first, following)
    )
    return since.replace("+00:00", "Z"), before.replace("+00:00", "Z"), period_name(month)
