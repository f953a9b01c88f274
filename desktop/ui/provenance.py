"""Where things are from, for others to see: citations, and sheets that can be checked."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from desktop.exporters.citations import SetText
from desktop.exporters.provenance import ProvenanceExporter
from desktop.services import citations, provenance
from desktop.services.provenance import Finding
from desktop.ui.actions import Actions
from desktop.ui.dialogs.cite import CiteDialog
from desktop.ui.dialogs.findings import FindingsDialog
from desktop.ui.dialogs.frame import open_once
from desktop.ui.words import tr
from desktop.ui.workplace import Workplace


class Provenance:
    """Gives *Cite* and *Check a provenance sheet* their meaning."""

    def __init__(self, place: Workplace, actions: Actions) -> None:
        self._place = place
        actions.give_meaning(cite=self._cite, verify=self._choose_sheet)

    def _cite(self) -> None:
        ids = self._place.subject()
        if not ids:
            self._place.say(tr("Choose an article to cite."))
            return
        library, tasks = self._place.library, self._place.tasks

        def texts(style: str) -> list[SetText]:
            return [citations.cite(library, ids[0], style), *citations.bibliography(library, ids, style)]

        def compose(style: str, show: Callable[[list[SetText]], None]) -> None:
            tasks.read(lambda: texts(style), show, key="citations")

        dialog = CiteDialog(len(ids), self._place.settings.citation_style, compose, self._place)
        dialog.style_chosen.connect(self._keep_style)
        open_once(dialog)

    def _keep_style(self, style: str) -> None:
        self._place.keep_settings(replace(self._place.settings, citation_style=style))

    def _choose_sheet(self) -> None:
        kinds = tr("Provenance sheets ({endings})", endings=f"*{ProvenanceExporter.suffix}")
        name, _ = QFileDialog.getOpenFileName(self._place, tr("Check a provenance sheet"), "", kinds)
        if name:
            self.check(Path(name))

    def check(self, sheet: Path) -> None:
        """Hold a sheet against the library and show what came of it."""
        library = self._place.library

        def show(findings: list[Finding]) -> None:
            dialog = FindingsDialog(sheet.name, findings, self._place)
            open_once(dialog)

        self._place.tasks.long(
            tr("Checking the provenance sheet"), lambda task: provenance.verify(library, sheet, task), show
        )
