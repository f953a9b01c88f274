"""Preferences: one frozen dataclass, kept as JSON in the user's configuration folder."""

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from desktop import paths

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Settings:
    theme: str = "system"
    """``system``, or the name of a theme."""
    text_face: str = "serif"
    """A name of ``reader.typography.FACES``, or a family of the system."""
    text_size: int = 18
    text_measure: int = 68
    line_height: float = 1.6
    justified: bool = False
    hyphenated: bool = False
    annotator: str = ""
    """Who annotates, for files that say so."""
    export_format: str = "markdown"
    export_one_file: bool = False
    export_folder: str = ""
    """Empty: the documents folder."""
    export_open_folder: bool = True
    export_chosen: Mapping[str, Mapping[str, str | bool]] = field(default_factory=dict)
    """The last values of each format's own options, by format and option."""
    export_template: str = ""
    """A file of the person's own; empty: the one that comes with the format."""
    export_presets: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Choices of exports by the names that the person gave them."""
    standing_exports: list[dict[str, Any]] = field(default_factory=list)
    """Folders that follow the library, as ``services.standing_exports`` records them."""
    export_provenance: bool = False
    """Whether exports get a provenance sheet."""
    citation_style: str = "apa"
    """A name of ``exporters.citations.STYLES``."""
    watched_folder: str = ""
    """New files in it are imported as they come; empty: none is watched."""
    trusted_hosts: str = ""
    """Whose pages open in the browser without a question, parted by spaces."""
    keys: dict[str, str] = field(default_factory=dict)
    """By the name of a command: the keys that the person gave it, as Qt writes them; empty: none."""
    list_look: str = "lines"
    """How articles are listed: lines, table or covers."""
    list_order: str = ""
    """What the list is ordered by, such as ``site+ published-``; empty: as the place has it."""
    list_by_hand: bool = False
    """Whether collections are listed in the order that the person gave their articles."""
    list_group: str = ""
    list_columns: str = ""
    """Columns of the table with their widths, such as ``title:300 site:130``; empty: as they are at first."""
    window_state: str = ""
    """Geometry and panels as the window encoded them (Base64)."""


def load(file: Path | None = None) -> Settings:
    """The stored preferences; defaults for what is missing or of the wrong type.

    A file that cannot be read is set aside as ``settings.json.damaged``, so nothing a person chose is lost.
    """
    file = file or _file()
    try:
        stored = json.loads(file.read_text("utf-8"))
        if not isinstance(stored, dict):
            raise ValueError("not an object")
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError):
        file.replace(file.with_name(file.name + ".damaged"))
        return Settings()
    known = {name: type(value) for name, value in asdict(Settings()).items()}
    chosen: dict[str, Any] = {name: value for name, value in stored.items() if type(value) is known.get(name)}
    if "keys" in chosen:
        chosen["keys"] = {name: keys for name, keys in chosen["keys"].items() if isinstance(keys, str)}
    return Settings(**chosen)


def save(settings: Settings, file: Path | None = None) -> None:
    """Write whole or not at all."""
    file = file or _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=file.name)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump({"version": _VERSION, **asdict(settings)}, out, indent=2)
    Path(name).replace(file)


def _file() -> Path:
    return paths.config() / "settings.json"
