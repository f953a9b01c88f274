"""Killed without warning, a library opens again, is sound, and holds every step that was reported done."""

import subprocess
import sys
from pathlib import Path

from desktop.services import browse
from desktop.services.library import check, open_library

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
