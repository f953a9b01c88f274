"""The ways by which something comes to be imported: chosen, pasted, dropped, or put into a watched folder."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from desktop import paths
from desktop.services.sources import Given
from desktop.ui.actions import Actions
from desktop.ui.importing.drop import DropTarget, sources_of
from desktop.ui.importing.importing import Importing
from desktop.ui.importing.watching import FolderWatch
from desktop.ui.panels.sidebar import Sidebar
from desktop.ui.words import tr
from desktop.ui.workplace import Workplace


class WaysIn(QObject):
    """Gives the actions that import their meaning."""

    def __init__(self, place: Workplace, actions: Actions, importing: Importing, sidebar: Sidebar) -> None:
        super().__init__(place)
        self._place, self._importing = place, importing
        self._pictures = TemporaryDirectory(prefix="florilegium-", ignore_cleanup_errors=True)
        self._drops = DropTarget(place, sidebar)
        self._drops.hovered.connect(importing.prepare)
        self._drops.dropped.connect(importing.start)
        self._folder = FolderWatch(place.library, place.tasks, self)
        self._folder.found.connect(importing.start)
        self._watched = actions["watch_folder"]
        self._watched.triggered.connect(self._choose_watched)
        actions.give_meaning(
            import_files=self._choose_files,
            import_folder=self._choose_folder,
            paste=self._paste,
            browse=importing.browse,
            imports=importing.show,
        )

    def begin(self) -> None:
        """The window is on screen."""
        self._drops.watch()
        self._importing.resume()
        self._watch()

    def take_samples(self) -> None:
        """Articles to try Florilegium with, in a collection of their own."""
        self._importing.start([paths.resources() / "samples"], tr("Samples"))

    def _choose_files(self) -> None:
        self._importing.prepare()
        names, _ = QFileDialog.getOpenFileNames(self._place, tr("Import files"))
        self._importing.start([Path(name) for name in names])

    def _choose_folder(self) -> None:
        self._importing.prepare()
        if name := QFileDialog.getExistingDirectory(self._place, tr("Import a folder")):
            self._importing.start([Path(name)])

    def _paste(self) -> None:
        data = QGuiApplication.clipboard().mimeData() or QMimeData()  # there is none after it was cleared
        if sources := sources_of(data) or self._picture_of(data):
            self._importing.start(sources)
        else:
            self._place.say(tr("There is nothing on the clipboard that can be imported."))

    def _picture_of(self, data: QMimeData) -> list[Given]:
        """A picture that was copied, such as one of the screen, as a file of its own."""
        picture = QImage(data.imageData()) if data.hasImage() else QImage()
        moment = datetime.now().astimezone().strftime("%Y-%m-%d %H.%M.%S")
        file = Path(self._pictures.name, f"{tr('Pasted picture')} {moment}.png")
        return [file] if picture.save(str(file)) else []

    def _choose_watched(self, on: bool) -> None:
        folder = QFileDialog.getExistingDirectory(self._place, tr("Watch a folder")) if on else ""
        self._place.keep_settings(replace(self._place.settings, watched_folder=folder))
        self._watch()

    def _watch(self) -> None:
        folder = self._place.settings.watched_folder
        self._watched.setChecked(bool(folder))
        self._watched.setText(
            tr("Watch “{folder}”", folder=Path(folder).name) if folder else tr("Watch a folder…")
        )
        self._folder.watch(folder)
