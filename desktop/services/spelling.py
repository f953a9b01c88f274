"""Spelling of what a person writes, by the Hunspell dictionaries of their system; none is brought along."""

import contextlib
import json
import os
import re
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from desktop import paths

try:
    from spylls.hunspell import Dictionary
except ImportError:  # a bundle may leave it out; the menu says so
    Dictionary = None

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_MOST = 5
"""Suggestions for a word."""
_SYSTEM_FOLDERS = (
    "/usr/share/hunspell", "/usr/share/myspell", "/usr/share/myspell/dicts", "/usr/local/share/hunspell",
    "~/.local/share/hunspell", "/Library/Spelling", "~/Library/Spelling",
)  # fmt: skip


def system_folders() -> list[Path]:
    """Where systems keep dictionaries; ``DICPATH`` names others, as it does for Hunspell itself."""
    named = [part for part in os.environ.get("DICPATH", "").split(os.pathsep) if part]
    return [Path(folder).expanduser() for folder in (*named, *_SYSTEM_FOLDERS)]


class Speller:
    """Knows the words of some languages, and those that a person added."""

    def __init__(self, folders: Sequence[Path] | None = None, file: Path | None = None) -> None:
        self._folders = system_folders() if folders is None else folders
        self._file = file or paths.config() / "spelling.json"
        self._dictionaries: list[Any] = []
        self._known: dict[str, bool] = {}
        self.problem = ""
        """Why nothing is checked; empty where it is."""
        stored = self._stored()
        self.own: set[str] = {str(word) for word in stored.get("words", [])}
        self.on = stored.get("on") is not False

    def load(self, languages: Sequence[str]) -> None:
        """Take the dictionaries of these languages (such as ``en_GB``), or of their kin; takes some time."""
        if Dictionary is None:
            self.problem = "Spelling is not checked: the part that does it (spylls) is not installed."
            return
        for file in self._fitting(languages):
            # What a dictionary can hold goes beyond what the reader of it foresees.
            with contextlib.suppress(Exception):
                self._dictionaries.append(Dictionary.from_files(str(file.with_suffix(""))))
        self._known.clear()
        if not self._dictionaries:
            self.problem = (
                "Spelling is not checked: the system has no Hunspell dictionary for your languages."
            )

    def checks(self) -> bool:
        return self.on and bool(self._dictionaries)

    def is_right(self, word: str) -> bool:
        """Also what is no word of a language: capitals, single letters, and everything while nothing is checked."""
        word = word.replace("’", "'")
        if not self.checks() or len(word) < 2 or word.isupper() or word in self.own:
            return True
        if word not in self._known:
            self._known[word] = any(one.lookup(word) for one in self._dictionaries)
        return self._known[word]

    def suggestions(self, word: str) -> list[str]:
        """The best few."""
        found = (proposal for one in self._dictionaries for proposal in islice(one.suggest(word), _MOST))
        return list(dict.fromkeys(found))[:_MOST]

    def add(self, word: str) -> None:
        """To the person's own words."""
        self.own.add(word.replace("’", "'"))
        self._keep()

    def take_out(self, word: str) -> None:
        self.own.discard(word.replace("’", "'"))
        self._keep()

    def turn(self, on: bool) -> None:
        """Whether spelling is checked at all."""
        self.on = on
        self._keep()

    def _fitting(self, languages: Sequence[str]) -> list[Path]:
        """One dictionary for each language: its own, else that of another country."""
        there: dict[str, Path] = {}
        for folder in self._folders:
            for file in sorted(folder.glob("*.dic")) if folder.is_dir() else []:
                if file.with_suffix(".aff").is_file():
                    there.setdefault(file.stem.replace("-", "_"), file)
        chosen = []
        for language in languages:
            kin = language.partition("_")[0]
            names = [name for name in there if name == kin or name.startswith(kin + "_")]
            name = language if language in there else next(iter(names), "")
            if name:
                chosen.append(there[name])
        return list(dict.fromkeys(chosen))

    def _stored(self) -> dict[str, Any]:
        try:
            stored = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return stored if isinstance(stored, dict) else {}

    def _keep(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._file.with_name(self._file.name + ".new")
        told = {"on": self.on, "words": sorted(self.own)}
        fresh.write_text(json.dumps(told, ensure_ascii=False, indent=2), "utf-8")
        fresh.replace(self._file)
