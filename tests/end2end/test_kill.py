"""Killed without warning, a library opens again, is sound, and holds every step that was reported done."""

import subprocess
import sys
from pathlib import Path

from desktop.services import browse
from desktop.services.library import check, open_library

ROOT = Path(__file__).parents[2]

_WORK = """
import sys
from pathlib import Path
from desktop.domain.annotation import NewAnnotation
from desktop.domain.item import ImportedItem, ItemType
from desktop.services import annotate, browse
from desktop.services.library import open_library
from desktop.storage.intake import store

with open_library(Path(sys.argv[1])) as library:
    number = 0
    while True:
        number += 1
        words = f"{sys.argv[2]} ledger {number} " * 200
        changes = store(library, ImportedItem(
            ItemType.TEXT, f"{sys.argv[2]}-{number}", words, words.encode(), "text/plain", "a.txt", html=f"<p>{words}</p>"
        ))
        [item] = changes.items
        print("item", item, flush=True)
        target = annotate.target_of(browse.document(library, item), 3, 20)
        [mark] = annotate.create(library, item, NewAnnotation(target)).annotations
        print("annotation", mark, flush=True)
"""


_IMPORT = """
import sys
from pathlib import Path
from desktop.services.imports import import_sources
from desktop.services.library import open_library

class Told:
    cancelled = False
    paused = False
    def report(self, done, total, what):
        print(what, flush=True)

if __name__ == "__main__":
    with open_library(Path(sys.argv[1])) as library:
        import_sources(library, sorted(Path(sys.argv[2]).iterdir()), collection="Killed", progress=Told())
"""


def test_imports_are_whole_or_not_there_after_twenty_kills(tmp_path: Path) -> None:
    file, program = tmp_path / "Killed.florilegium", tmp_path / "program.py"
    program.write_text(_IMPORT)
    reported: set[Path] = set()
    for turn in range(20):
        folder = tmp_path / str(turn)
        folder.mkdir()
        for number in range(12):
            words = f"Ledger {turn} of ship {number} tells of its cargo and its crew. " * 300
            (folder / f"{turn}-{number}.html").write_text(f"<h1>Ledger {turn}-{number}</h1><p>{words}</p>")
        command = [sys.executable, str(program), str(file), str(folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
            assert process.stdout is not None
            told = [process.stdout.readline() for _ in range(1 + turn % 5)]
            process.kill()
            told += process.stdout.read().splitlines()
        reported |= {Path(line.strip()) for line in told if line.strip()}
    with open_library(file) as library:
        assert check(library) == []
        kept = set()
        for found in browse.items(library):
            document = browse.document(library, found.item.id)
            original = tmp_path / document.file_name.split("-")[0] / document.file_name
            assert browse.original(library, document.version_id) == original.read_bytes()
            assert "its cargo" in document.text
            assert document.html
            assert found.collections == ("Killed",)
            kept.add(original)
        assert reported <= kept
    assert len(reported) >= 20


def test_nothing_reported_is_lost_by_twenty_kills(tmp_path: Path) -> None:
    file = tmp_path / "Killed.florilegium"
    items: set[int] = set()
    annotations: set[int] = set()
    for turn in range(20):
        command = [sys.executable, "-c", _WORK, str(file), str(turn)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            told = [process.stdout.readline() for _ in range(1 + turn * 3 % 11)]
            process.kill()
            told += process.stdout.read().splitlines()
        for line in told:
            kind, _, number = line.strip().partition(" ")
            if number:
                (items if kind == "item" else annotations).add(int(number))
    with open_library(file) as library:
        assert check(library) == []
        assert items <= {found.item.id for found in browse.items(library)}
        assert annotations <= {found.id for found in browse.find_annotations(library, "")}
    assert len(items) >= 20
