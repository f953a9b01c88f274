"""Exporting articles: what, how and where to; then what became of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
)

from desktop.exporters.base import Existing, ExportOptions, HtmlPrinter
from desktop.services import browse, exports, templates
from desktop.services.exports import ExportReport
from desktop.services.standing_exports import StandingExport
from desktop.settings import Settings
from desktop.storage.library import Library
from desktop.ui.dialogs.export_form import ExportChoice, ExportForm
from desktop.ui.dialogs.export_memory import as_preset, from_preset, remembered, with_choice
from desktop.ui.dialogs.export_presets import PresetBar
from desktop.ui.dialogs.export_preview import ExportPreview
from desktop.ui.dialogs.frame import open_once
from desktop.ui.dialogs.overwrite import OverwriteDialog
from desktop.ui.dialogs.template_editor import TemplateEditor
from desktop.ui.tasks import LongTask, Tasks
from desktop.ui.words import counted, tr

_PAUSE = 150
"""Milliseconds without a change before the preview is made anew."""


class ExportDialog(QDialog):
    """Exports the articles of ``item_ids`` in their order; ``describe`` names them in words."""

    settings_changed = Signal(object)
    """``Settings`` that remember the choice."""
    follow_wanted = Signal(object)
    """``StandingExport``: a folder that is to follow the library from now on."""

    def __init__(
        self,
        library: Library,
        tasks: Tasks,
        item_ids: Sequence[int],
        settings: Settings,
        printer: HtmlPrinter | None = None,
    ) -> None:
        super().__init__()
        self._name = ""
        self._followed: tuple[str, str] | None = None
        self.setObjectName("exportDialog")
        self.setWindowTitle(tr("Export"))
        self._library, self._tasks = library, tasks
        self._item_ids = list(item_ids)
        self._settings, self._printer = settings, printer
        self._task: LongTask | None = None
        self._running = False
        self._report: ExportReport | None = None
        self._previewed: tuple[str, ExportOptions] | None = None
        self.form = ExportForm(exports.FORMATS, remembered(settings), self)
        self._make_parts()
        self._arrange()
        self._preview_timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._preview_timer.timeout.connect(self._ask_preview)
        self.form.changed.connect(self._look_again)
        self.form.changed.connect(self._enable)
        self.form.browse_wanted.connect(self._browse)
        self.presets.chosen.connect(self._use_preset)
        self.presets.save_wanted.connect(self._save_preset)
        self.presets.remove_wanted.connect(self._remove_preset)
        self.form.edit_wanted.connect(self._edit_template)
        self.describe("")
        self._enable()
        self._ask_preview()

    def describe(self, description: str, name: str = "", query: tuple[str, str] | None = None) -> None:
        """Say what the articles are, such as “the collection Floods”. ``name`` is theirs together, and ``query`` the
        search that finds them, and the one within which it looks, where a folder can follow them."""
        self._name, self._followed = name, query
        count = counted(len(self._item_ids), "{n} article", "{n} articles")
        self._what.setText(tr("{count}: {what}", count=count, what=description) if description else count)

    def _make_parts(self) -> None:
        self._what = QLabel(self)
        self._what.setObjectName("exportWhat")
        self._what.setWordWrap(True)
        self._what.setStyleSheet("font-size: 15px; font-weight: 600;")
        self.preview = ExportPreview(self)
        self.presets = PresetBar(self)
        self.presets.show_presets(self._settings.export_presets)
        self.follow = QCheckBox(tr("Keep the folder up to date from now on"), self)
        self.follow.setObjectName("exportFollow")
        self.follow.setToolTip(
            tr("New and changed annotations come into the files; what you write in them stays.")
        )
        self.report = QLabel(self)
        self.report.setObjectName("exportReport")
        self.report.setWordWrap(True)
        self.report.setTextFormat(Qt.TextFormat.PlainText)
        self.report.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.report.hide()
        self.progress = QProgressBar(self)
        self.progress.setObjectName("exportProgress")
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.export_button = self._button(tr("Export"), "startExport", self.start)
        self.export_button.setDefault(True)
        self.export_button.setProperty("main", True)
        self.folder_button = self._button(tr("Open folder"), "openExported", self.open_folder)
        self.folder_button.hide()
        self.stop_button = self._button(tr("Stop"), "stopExport", self._stop)
        self.stop_button.hide()
        self.close_button = self._button(tr("Close"), "closeExport", self.reject)

    def _arrange(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(4)
        side.addWidget(QLabel(tr("Preview of the first article"), self))
        side.addWidget(self.preview, 1)
        middle = QHBoxLayout()
        middle.setSpacing(24)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.presets)
        left.addWidget(self.form, 1)
        left.addWidget(self.follow)
        middle.addLayout(left, 2)
        middle.addLayout(side, 3)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.progress, 1)
        buttons.addStretch(1)
        for button in (self.folder_button, self.close_button, self.stop_button, self.export_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(self._what)
        column.addLayout(middle, 1)
        column.addWidget(self.report)
        column.addLayout(buttons)
        self.resize(920, 680)

    def _button(self, text: str, name: str, does: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: does())
        return button

    # Choosing --------------------------------------------------------------------------------------------

    def _enable(self) -> None:
        ready = not self._running and bool(self._item_ids) and self.form.is_complete()
        self.export_button.setEnabled(ready)
        choice = self.form.choice()
        can_follow = self._followed is not None and exports.FORMATS[choice.format].keeps_edits
        self.follow.setVisible(can_follow)
        self.follow.setEnabled(not choice.one_file and not self._running)

    # Presets and templates ---------------------------------------------------------------------------------

    def _use_preset(self, name: str) -> None:
        if preset := self._settings.export_presets.get(name):
            self.form.show_choice(from_preset(preset, self.form.choice()))
            self.presets.settle()

    def _save_preset(self, name: str) -> None:
        self._keep_presets({**self._settings.export_presets, name: as_preset(self.form.choice())}, name)

    def _remove_preset(self, name: str) -> None:
        self._keep_presets(
            {one: preset for one, preset in self._settings.export_presets.items() if one != name}
        )

    def _keep_presets(self, presets: dict[str, dict[str, Any]], current: str = "") -> None:
        self._settings = replace(self._settings, export_presets=presets)
        self.settings_changed.emit(self._settings)
        self.presets.show_presets(presets, current)

    def _edit_template(self) -> None:
        choice = self.form.choice()
        file = Path(choice.template) if choice.template else None
        values = choice.chosen.get(choice.format, {})
        text = templates.source(file, str(values.get("flavour", "commonmark")))
        name = file.name.removesuffix(templates.SUFFIX) if file else ""
        editor = TemplateEditor(name, text, self._try_template, self)
        editor.kept.connect(lambda path: self.form.show_templates(str(path)))
        open_once(editor)

    def _try_template(self, text: str, show: Callable[[str], None], tell: Callable[[str], None]) -> None:
        if not self._item_ids:
            return
        choice, library, item_id = self.form.choice(), self._library, self._item_ids[0]
        options = choice.options(None)
        self._tasks.read(
            lambda: exports.preview_of_template(library, item_id, choice.format, options, text),
            lambda preview: show(preview.text),
            tell,
            key=f"template preview {id(self)}",
        )

    def _browse(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Export to"), self.form.folder.text())
        if folder:
            self.form.folder.setText(folder)

    def _look_again(self) -> None:
        """Soon, and only for what the preview shows."""
        choice = self.form.choice()
        if (choice.format, choice.options(None)) != self._previewed:
            self._preview_timer.start()

    def _ask_preview(self) -> None:
        if not self._item_ids:
            self.preview.say(tr("There is nothing to export."))
            return
        choice, library, item_id = self.form.choice(), self._library, self._item_ids[0]
        options = choice.options(self._printer)
        self._previewed = (choice.format, choice.options(None))
        self._tasks.read(
            lambda: exports.preview(library, item_id, choice.format, options),
            self.preview.show_preview,
            self.preview.say,
            key=f"export preview {id(self)}",
            slow=exports.exporter_of(choice.format).prints,
        )

    # Exporting -------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Export what is chosen, once it is settled what becomes of files in the way; the report follows."""
        choice, library, item_ids = self.form.choice(), self._library, self._item_ids
        options = choice.options(None, self._name)
        self.export_button.setEnabled(False)
        self._tasks.read(
            lambda: exports.in_the_way(library, item_ids, choice.format, choice.folder, options),
            lambda found: self._ask_about(found) if found else self._export(Existing.KEEP),
            self._fail,
        )

    def _ask_about(self, files: Sequence[Path]) -> None:
        self._enable()
        question = OverwriteDialog(files, self)
        question.settled.connect(self._export)
        open_once(question)

    def _export(self, existing: Existing) -> None:
        choice, library, item_ids = self.form.choice(), self._library, self._item_ids
        options = choice.options(self._printer, self._name, existing)
        self._settings = with_choice(self._settings, choice)
        self.settings_changed.emit(self._settings)
        self.report.hide()
        self.progress.setRange(0, len(item_ids))
        self.progress.setValue(0)
        self._set_running(True)
        task = self._tasks.long(
            tr("Export"),
            lambda progress: exports.export(
                library, item_ids, choice.format, choice.folder, options, progress=progress
            ),
            self._finish,
            self._fail,
        )
        if self._running:
            self._task = task
            task.progressed.connect(self._show_progress)
            task.finished.connect(self._ended)

    def _set_running(self, running: bool) -> None:
        self._running = running
        self.form.setEnabled(not running)
        self.presets.setEnabled(not running)
        self.follow.setEnabled(not running)
        self.progress.setVisible(running)
        self.stop_button.setVisible(running)
        self.close_button.setVisible(not running)
        self.export_button.setEnabled(not running)

    def _stop(self) -> None:
        if self._task:
            self._task.cancel()

    def _show_progress(self, done: int, total: int, what: str) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.progress.setFormat(what)

    def _ended(self) -> None:
        """The work is over, done or stopped."""
        stopped = self._task is not None and self._task.cancelled
        self._task = None
        if stopped:
            self._fail(tr("Export was stopped. The files written until then are complete and were kept."))

    def _finish(self, report: ExportReport) -> None:
        self._report = report
        self._set_running(False)
        self._say(self._words_of(report))
        self.folder_button.setVisible(bool(self._written()))
        choice = self.form.choice()
        if choice.open_folder:
            self.open_folder()
        if self.follow.isChecked() and self.follow.isVisible() and self._written() and not choice.one_file:
            self.follow_wanted.emit(self._standing(choice))

    def _standing(self, choice: ExportChoice) -> StandingExport:
        return StandingExport(
            str(self._library.path), self._name, *(self._followed or ("", "")), choice.format, str(choice.folder),
            choice.annotator, choice.template, dict(choice.chosen.get(choice.format, {})),
        )  # fmt: skip

    def _fail(self, text: str) -> None:
        self._set_running(False)
        self._say(text)

    def _say(self, text: str) -> None:
        self.report.setText(text)
        self.report.show()

    def _words_of(self, report: ExportReport) -> str:
        failed = [entry for entry in report.entries if entry.reason]
        done = len(report.entries) - len(failed)
        lines = [counted(done, "{n} article was exported.", "{n} articles were exported.")]
        if written := self._written():
            place = written[0] if len(written) == 1 else written[0].parent
            lines.append(tr("Here: {path}", path=place))
        if failed:
            lines.append(counted(len(failed), "{n} could not be exported:", "{n} could not be exported:"))
            for entry in failed:
                title = browse.item(self._library, entry.item_id).title
                lines.append(f"• {title}: {entry.reason}")
        return "\n".join(lines)

    def _written(self) -> list[Path]:
        """The files of the last export."""
        entries = self._report.entries if self._report else ()
        return sorted({Path(entry.path) for entry in entries if entry.path and not entry.reason})

    def open_folder(self) -> None:
        """Show the exported files where they lie."""
        if written := self._written():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(written[0].parent)))

    def reject(self) -> None:
        """Closing stops an export that still runs; what is written stays."""
        self._preview_timer.stop()
        self._stop()
        super().reject()
