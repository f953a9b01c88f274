"""Links of exported files lead to their passage: in the window that is open, told by another process."""

import configparser
import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.exporters.base import ExportOptions
from desktop.formats.markdown_blocks import parse
from desktop.services import annotate, browse, exports
from desktop.storage.library import Library
from desktop.ui.window import MainWindow
from tests.ui.reading.desk import add_article, mark

CALL = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop.ui.called_links import hand_over
application = QCoreApplication([])
sys.exit(0 if hand_over(Path(sys.argv[1]), sys.argv[2]) else 4)
"""


def call(qtbot: QtBot, library: Path, link: str) -> int:
    """What another process gets for an answer."""
    process = subprocess.Popen(
        [sys.executable, "-c", CALL, str(library), link], cwd=Path(__file__).parents[2]
    )
    qtbot.waitUntil(lambda: process.poll() is not None, timeout=20_000)
    return int(process.returncode)


def test_a_link_from_an_exported_file_opens_its_passage(
    qtbot: QtBot, window: MainWindow, library: Library, tmp_path: Path
) -> None:
    item = add_article(library, "The flood")
    mark(library, item, "kept the letters")
    [entry] = exports.export(library, [item], "markdown", tmp_path, ExportOptions()).entries
    assert entry.path
    [block] = [one for one in parse(entry.path.read_text("utf-8")).blocks if one.kind == "annotation"]
    link = block.body.split("([open](")[1].split(")")[0]
    assert call(qtbot, library.path, link) == 0
    qtbot.waitUntil(lambda: window.reading.current_item_id() == item, timeout=15_000)


def test_what_is_not_there_is_said_and_nonsense_is_refused(
    qtbot: QtBot, window: MainWindow, library: Library
) -> None:
    item = add_article(library, "The flood")
    gone = mark(library, item, "river")
    link = f"florilegium://annotation/{browse.annotation(library, gone).uid}"
    annotate.trash(library, [gone])
    assert call(qtbot, library.path, link) == 0
    assert window.reading.current_item_id() != item
    for nonsense in ("file:///etc/passwd", "florilegium://item/", "x" * 6000):
        assert call(qtbot, library.path, nonsense) == 4
    assert call(qtbot, library.path.with_name("another.florilegium"), link) == 4


def test_the_desktop_entry_takes_these_links() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(Path(__file__).parents[2] / "packaging" / "linux" / "florilegium.desktop")
    told = entry["Desktop Entry"]
    assert "x-scheme-handler/florilegium" in told["MimeType"].split(";")
    assert told["Exec"].endswith("%u")
