"""Several libraries: each in a window and a process of its own, so that one cannot harm another."""

import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer
from PySide6.QtWidgets import QFileDialog, QMenu

import desktop
from desktop.domain.changes import Changes
from desktop.services import browse, libraries, merging
from desktop.services.merging import Merged
from desktop.ui.actions import Actions
from desktop.ui.dialogs.frame import open_once
from desktop.ui.dialogs.notice import NoticeDialog
from desktop.ui.dialogs.to_library import KINDS, ToLibraryDialog
from desktop.ui.tasks import LongTask
from desktop.ui.words import apart, counted, tr
from desktop.ui.workplace import Workplace


class Libraries(QObject):
    """Opens other libraries, and takes articles from one to another."""

    def __init__(self, place: Workplace, actions: Actions) -> None:
        super().__init__(place)
        self._place, self._library, self._tasks = place, place.library, place.tasks
        actions.give_meaning(
            new_library=self._new,
            open_library=self._open,
            merge_library=self._merge,
            to_library=self._send,
        )
        place.setWindowTitle(f"{self._library.path.stem} – Florilegium")
        self._recent = actions.recent
        self._recent.aboutToShow.connect(self._fill_recent)
        QTimer.singleShot(0, self, self._warn)

    def _new(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self._place, tr("New library"), str(self._library.path.parent), tr(KINDS),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if name:
            path = Path(name)
            self.start(path if path.suffix else path.with_suffix(".florilegium"))

    def _open(self) -> None:
        folder = str(self._library.path.parent)
        name, _ = QFileDialog.getOpenFileName(self._place, tr("Open a library"), folder, tr(KINDS))
        if name:
            self.start(Path(name))

    def start(self, path: Path) -> None:
        """Show a library in a window of its own. A program of its own holds it, and says why where it cannot."""
        if path.resolve() == self._library.path.resolve():
            self._place.say(tr("This library is open here."))
            return
        program = [] if getattr(sys, "frozen", False) else ["-m", "desktop"]
        folder = str(Path(desktop.__file__).parent.parent)
        started, _ = QProcess.startDetached(sys.executable, [*program, "--library", str(path)], folder)
        if started:
            self._place.say(tr("“{name}” opens in a window of its own.", name=path.stem))
        else:
            self._place.say(
                tr("“{name}” could not be opened: no other window could be started.", name=path.stem)
            )

    def _others(self) -> list[Path]:
        here = self._library.path.resolve()
        return [path for path in libraries.recent() if path != here]

    def _fill_recent(self) -> None:
        menu: QMenu = self._recent
        menu.clear()
        for path in self._others():
            action = menu.addAction(f"{apart(path.stem)}  ({apart(str(path.parent))})")
            action.triggered.connect(lambda _checked=False, path=path: self.start(path))
        if menu.isEmpty():
            menu.addAction(tr("No other library was open yet")).setEnabled(False)
            return
        menu.addSeparator()
        menu.addAction(tr("Forget these")).triggered.connect(lambda _checked=False: libraries.forget_recent())

    def _warn(self) -> None:
        """Once for each library."""
        path = self._library.path
        if (service := libraries.synchronised_by(path)) and libraries.is_to_be_warned(path):
            heading = tr("This library lies in a folder that {service} synchronises", service=service)
            text = tr(
                "A library that is open on two computers at once can end as two copies that differ, or as a damaged one. "
                "Close Florilegium here before you open the library elsewhere; or keep the library in a folder that is not "
                "synchronised, and put its backups there: File > Back up the library."
            )
            dialog = NoticeDialog(heading, f"{text}\n\n{path}", self._place)
            open_once(dialog)

    # From one to another -----------------------------------------------------------------------------

    def _merge(self) -> None:
        folder = str(self._library.path.parent)
        name, _ = QFileDialog.getOpenFileName(self._place, tr("Take in another library"), folder, tr(KINDS))
        if not name:
            return
        library, path = self._library, Path(name)

        def done(merged: Merged) -> None:
            self._tasks.announce(merged.changes)
            self._place.say(_told(merged, path.stem))

        self._tasks.long(
            tr("Taking in “{name}”", name=path.stem),
            lambda task: merging.merge_from(library, path, task), done,
        )  # fmt: skip

    def _send(self) -> None:
        """The chosen articles, the listed collection, or all."""
        place = self._place.place()
        ids = self._place.subject()
        choices = [(counted(len(ids), "{n} chosen article", "{n} chosen articles"), "", ids)] if ids else []
        if place.kind == "collection":
            choices.append((tr("The collection “{name}”", name=apart(place.name)), place.query, []))
        elif place.query:
            choices.append(
                (tr("All articles in “{name}”", name=apart(place.name or place.kind)), place.query, [])
            )
        choices.append((tr("All articles of this library"), "", []))
        dialog = ToLibraryDialog([text for text, *_ in choices], self._others(), self._place)

        def send(number: int, path: Path, move: bool) -> None:
            _, query, chosen = choices[number]
            within = place.name if query and place.kind == "collection" else ""
            self._carry(chosen, query, within, path, move)

        dialog.wanted.connect(send)
        open_once(dialog)

    def _carry(self, chosen: list[int], query: str, within: str, path: Path, move: bool) -> None:
        library = self._library

        def work(task: LongTask) -> tuple[Merged, Changes]:
            ids = chosen or [one.item.id for one in browse.items(library, query)]
            if move:
                return merging.move_to(library, path, ids, task, within=within)
            return merging.copy_to(library, path, ids, task, within=within), Changes()

        def done(outcome: tuple[Merged, Changes]) -> None:
            merged, changes = outcome
            libraries.remember(path)
            libraries.remember(library.path)
            self._tasks.announce(changes)
            self._place.say(_told(merged, path.stem))

        title = (
            tr("Moving to “{name}”", name=path.stem) if move else tr("Copying to “{name}”", name=path.stem)
        )
        self._tasks.long(title, work, done)


def _told(merged: Merged, name: str) -> str:
    new = counted(merged.items, "{n} article is new", "{n} articles are new")
    known = counted(merged.known, "{n} was there already", "{n} were there already")
    marks = counted(merged.annotations, "{n} annotation came along", "{n} annotations came along")
    return f"“{apart(name)}”: {new}, {known}; {marks}."
