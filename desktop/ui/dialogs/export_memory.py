"""The choice of the last export, as the settings remember it."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

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
        provenance=settings.export_provenance,
        chosen=settings.export_chosen,
        template=settings.export_template,
    )


def with_choice(settings: Settings, choice: ExportChoice) -> Settings:
    return replace(
        settings,
        export_format=choice.format,
        export_one_file=choice.one_file,
        annotator=choice.annotator,
        export_folder=str(choice.folder),
        export_open_folder=choice.open_folder,
        export_provenance=choice.provenance,
        export_chosen=choice.chosen,
        export_template=choice.template,
    )


def as_preset(choice: ExportChoice) -> dict[str, Any]:
    """What a preset keeps: all but the person's name."""
    return {
        "format": choice.format,
        "one_file": choice.one_file,
        "folder": str(choice.folder),
        "open_folder": choice.open_folder,
        "chosen": dict(choice.chosen.get(choice.format, {})),
        "template": choice.template,
    }


def from_preset(preset: Mapping[str, Any], now: ExportChoice) -> ExportChoice:
    """The choice of a preset; what it does not tell stays as it is."""
    name = str(preset.get("format", now.format))
    chosen = preset.get("chosen")
    return replace(
        now,
        format=name,
        one_file=preset.get("one_file") is True,
        folder=Path(str(preset.get("folder", now.folder))),
        open_folder=preset.get("open_folder") is not False,
        chosen={**now.chosen, name: dict(chosen) if isinstance(chosen, dict) else {}},
        template=str(preset.get("template", "")),
    )
