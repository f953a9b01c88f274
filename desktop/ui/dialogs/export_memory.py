"""The choice of the last export, as the settings remember it."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from desktop.settings import Settings
from desktop.ui.dialogs.export_form import ExportChoice


def remembered(settings: Settings) -> ExportChoice:
    """The last choice; at first Markdown into the person's documents."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return ExportChoice(
        format=settings.export_format,
        one_file=settings.export_one_file,
        annotator=settings.annotator,
        folder=Path(settings.export_folder or documents),
        open_folder=settings.export_open_folder,
        chosen=settings.export_chosen,
    )


def with_choice(settings: Settings, choice: ExportChoice) -> Settings:
    return replace(
        settings,
        export_format=choice.format,
        export_one_file=choice.one_file,
        annotator=choice.annotator,
        export_folder=str(choice.folder),
        export_open_folder=choice.open_folder,
        export_chosen=choice.chosen,
    )
