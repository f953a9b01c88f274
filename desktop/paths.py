"""Where things lie: in a checkout, installed, and frozen."""

import sys
from pathlib import Path

import platformdirs

_APP = "Florilegium"

LIBRARY = ".florilegium"
"""The ending of library files."""


def resources() -> Path:
    """Themes, icons, templates, reader scripts, sample articles."""
    if frozen := getattr(sys, "_MEIPASS", None):
        return Path(frozen) / "resources"
    installed = Path(__file__).parent / "resources"
    return installed if installed.is_dir() else Path(__file__).parent.parent / "resources"


def data() -> Path:
    """The user's data folder; made when missing."""
    return platformdirs.user_data_path(_APP, appauthor=False, ensure_exists=True)


def default_library() -> Path:
    return data() / f"Library{LIBRARY}"


def backups(library: Path) -> Path:
    """The folder of a library's automatic backups, beside the library."""
    return library.with_name(f"{library.stem} backups")


def config() -> Path:
    return platformdirs.user_config_path(_APP, appauthor=False, ensure_exists=True)


def logs() -> Path:
    return platformdirs.user_log_path(_APP, appauthor=False, ensure_exists=True)
