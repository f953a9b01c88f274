"""Files of articles that are dragged to another program: annotated PDFs, or Markdown."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.domain.errors import UserError
from desktop.domain.item import ItemType
from desktop.exporters.base import ExportOptions, HtmlPrinter
from desktop.services import browse
from desktop.services.exports import export
from desktop.settings import Settings
from desktop.storage.library import Library
from desktop.ui.words import message, tr


class DraggingOut:
    """A PDF stays one; what else there is becomes Markdown, or a PDF where that is what a person exports."""

    def __init__(
        self,
        library: Library,
        printer: HtmlPrinter,
        settings: Callable[[], Settings],
        say: Callable[[str], None],
    ) -> None:
        self._library, self._printer, self._settings, self._say = library, printer, settings, say
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def files(self, ids: Sequence[int]) -> list[Path]:
        """Of the articles that can be written; of the others it is said why not."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="florilegium-", ignore_cleanup_errors=True)
        folder = Path(tempfile.mkdtemp(dir=self._folder.name))
        options = ExportOptions(creator=self._settings().annotator, printer=self._printer)
        made: list[Path] = []
        QGuiApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
        try:
            for item in browse.items_by_id(self._library, ids):
                pdf = item.type == ItemType.PDF or self._settings().export_format == "pdf"
                report = export(self._library, [item.id], "pdf" if pdf else "markdown", folder, options)
                made += [entry.path for entry in report.entries if entry.path]
                for entry in report.failed:
                    self._say(
                        tr(
                            "“{title}” could not be made a file: {reason}",
                            title=item.title,
                            reason=entry.reason,
                        )
                    )
        except UserError as problem:
            self._say(message(problem))
        finally:
            QGuiApplication.restoreOverrideCursor()
        return made

    def release(self) -> None:
        """Take the files away: whoever wanted them has copied them by now."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
