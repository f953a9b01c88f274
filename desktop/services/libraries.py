"""Several libraries: those that were open of late, and where one should better not lie."""

import contextlib
import json
from dataclasses import dataclass, replace
from pathlib import Path

from desktop import paths
from desktop.services.writing import write_atomically

_MOST = 12
_SERVICES = {
    "dropbox": "Dropbox", "onedrive": "OneDrive", "google drive": "Google Drive", "googledrive": "Google Drive",
    "my drive": "Google Drive", "icloud": "iCloud", "mobile documents": "iCloud", "com~apple~clouddocs": "iCloud",
    "cloudstorage": "a cloud service", "nextcloud": "Nextcloud", "owncloud": "ownCloud", "pcloud": "pCloud",
    "mega": "MEGA", "megasync": "MEGA", "seafile": "Seafile", "syncthing": "Syncthing", "tresorit": "Tresorit",
    "box": "Box", "box sync": "Box", "yandex.disk": "Yandex Disk", "resilio sync": "Resilio Sync",
}  # fmt: skip
"""Folders by their names in small letters; ``OneDrive - Firm`` and ``Dropbox (Personal)`` as well."""

_MARKS = {
    ".stfolder": "Syncthing", ".dropbox": "Dropbox", ".dropbox.cache": "Dropbox", ".owncloudsync.log": "ownCloud",
    ".sync_folder": "Nextcloud", ".seafile-data": "Seafile", ".tmp.drivedownload": "Google Drive",
}  # fmt: skip
"""What the services leave in the folders that they synchronise."""


@dataclass(frozen=True, slots=True)
class _Known:
    recent: tuple[str, ...] = ()
    warned: tuple[str, ...] = ()


def recent() -> list[Path]:
    """Libraries that were open of late and are still there, the last one first."""
    return [path for path in map(Path, _load().recent) if path.is_file()]


def remember(path: Path) -> None:
    """A library was opened."""
    name, known = str(path.resolve()), _load()
    others = [one for one in known.recent if one != name]
    _save(replace(known, recent=(name, *others)[:_MOST]))


def forget_recent() -> None:
    _save(replace(_load(), recent=()))


def synchronised_by(path: Path) -> str:
    """The service that seems to synchronise the folder of a library; empty where none does."""
    for folder in path.resolve().parents:
        name = folder.name.casefold()
        for known, service in _SERVICES.items():
            if name == known or (len(known) > 4 and name.startswith((f"{known} ", f"{known}-"))):
                return service
        for mark, service in _MARKS.items():
            if (folder / mark).exists() and folder != Path.home():
                return service
    return ""


def is_to_be_warned(path: Path) -> bool:
    """Whether nobody was told yet that this library lies in a synchronised folder; asks once."""
    name, known = str(path.resolve()), _load()
    if name in known.warned:
        return False
    _save(replace(known, warned=(*known.warned, name)))
    return True


def _file() -> Path:
    return paths.config() / "libraries.json"


def _load() -> _Known:
    """Nothing is lost but a list of names where the file cannot be read."""
    try:
        stored = json.loads(_file().read_text("utf-8"))
        return _Known(*(tuple(str(one) for one in stored.get(name, ())) for name in ("recent", "warned")))
    except (OSError, ValueError, AttributeError, TypeError):
        return _Known()


def _save(known: _Known) -> None:
    """Where it can be kept; no library is the worse for it where it cannot."""
    data = json.dumps({"recent": known.recent, "warned": known.warned}, indent=2, ensure_ascii=False)
    with contextlib.suppress(OSError):
        write_atomically(_file(), data.encode())
