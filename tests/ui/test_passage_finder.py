"""New marks in PDFs are looked up when the person pauses."""

from pathlib import Path

from PySide6.QtCore import QObject

from desktop.services import annotate
from desktop.storage import passages as kept
from desktop.storage.library import Library
from desktop.ui.passage_finder import PassageFinder
from desktop.ui.tasks import Tasks
from tests.services.test_passages import ledger, marked


def test_it_looks_up_what_was_marked(qtbot, tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.florilegium", backup=False) as library:
        item_id = ledger(library)
        tasks, owner = Tasks(), QObject()
        finder = PassageFinder(library, tasks, owner)
        tasks.write(lambda: annotate.trash(library, [marked(library, item_id, "names ship 3")]))
        tasks.write(lambda: annotate.restore(library, [1]))
        qtbot.waitUntil(lambda: len(kept.unread(library, item_id)) == 1)
        qtbot.waitUntil(finder.timer.isActive)
        finder.timer.setInterval(0)
        qtbot.waitUntil(lambda: kept.unread(library, item_id) == [], timeout=10_000)
        tasks.close()
