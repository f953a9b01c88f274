"""The main job without a display: import, annotate, export, and a picture of the window.

``python -m desktop.tour FOLDER`` leaves everything in the folder and prints where it lies.
"""

import multiprocessing
import shutil
import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from desktop import app, paths
from desktop.domain.annotation import HighlightColor
from desktop.domain.selector import TextQuoteSelector
from desktop.exporters.base import ExportOptions
from desktop.reader.web.headless import ensure_application
from desktop.reader.web.printing import WebPrinter
from desktop.services import annotate, browse, exports, imports, organize
from desktop.services.library import open_library
from desktop.storage.library import Library

_OPENING = 260
_LAYOUT = 2_500
"""Milliseconds for the article to be laid out."""


def say(text: str) -> None:
    sys.stdout.write(text + "\n")


def main(folder: Path) -> None:
    application = ensure_application()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    file = folder / "Library.florilegium"
    with open_library(file) as library:
        gather(library)
        picture = folder / "window.png"
        photograph(library, picture)
        export(library, folder / "excerpts")
    application.processEvents()
    say(f"Library: {file.resolve()}\nPicture of the window: {picture.resolve()}")


def gather(library: Library) -> None:
    """Import the sample articles; highlight, note and tag a passage of each."""
    report = imports.import_sources(library, [paths.resources() / "samples"], collection="Samples")
    colors = list(HighlightColor)
    for number, entry in enumerate(report.entries):
        say(f"{entry.status}: {entry.title or entry.source} {entry.reason}".rstrip())
        if entry.id is None:
            continue
        passages = longest_paragraphs(browse.document(library, entry.id).text)
        for step, passage in enumerate(passages):
            annotate.create_by_quote(
                library,
                entry.id,
                TextQuoteSelector(passage),
                color=colors[(number + step) % len(colors)],
                comment="Worth **quoting**; compare with the ledger." if step == 0 else "",
                tags=["tour"] if step == 0 else [],
            )
        organize.tag_items(library, [entry.id], "sample")
        organize.add_note(library, entry.id, "Ask the archive for the *first* edition.")


def longest_paragraphs(text: str) -> list[str]:
    """Five passages in document order, each once in the text."""
    paragraphs = [line.strip() for line in text.splitlines() if text.count(line.strip()) == 1]
    longest = sorted(paragraphs, key=len, reverse=True)[:5]
    return [opening(paragraph) for paragraph in paragraphs if paragraph in longest]


def opening(paragraph: str) -> str:
    """The first sentence or two, at most 260 code points, else some words."""
    if len(paragraph) <= _OPENING:
        return paragraph
    start = paragraph[:_OPENING]
    ends = [start.rfind(mark) for mark in (". ", "。", "؟ ", ".” ")]
    cut = max(ends)
    return start[: cut + 1] if cut > 0 else start.rsplit(" ", 1)[0]


def photograph(library: Library, picture: Path) -> None:
    """The window with an annotated article open."""
    window = app.build_window(library)
    window.resize(1440, 900)
    window.show()
    page = min(summary.item.id for summary in browse.items(library, "type:webpage lang:en"))
    window.reading.open_item(page, annotation_id=browse.annotations(library, page)[0].id)
    wait(_LAYOUT)
    window.item_list.view.choose(page)
    window.reading.focus_article()
    wait(_LAYOUT)
    window.grab().save(str(picture))
    window.close()
    window.release()
    window.deleteLater()
    wait(200)


def wait(milliseconds: int) -> None:
    """Let the window work."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def export(library: Library, folder: Path) -> None:
    ids = [summary.item.id for summary in browse.items(library)]
    options = ExportOptions(printer=WebPrinter())
    for name in exports.formats():
        report = exports.export(library, ids, name, folder / name, options)
        for entry in report.failed:
            say(f"not exported as {name}: {entry.reason}")
        files = {entry.path for entry in report.entries if entry.path}
        say(f"{name}: {len(files)} {'file' if len(files) == 1 else 'files'} in {(folder / name).resolve()}")


if __name__ == "__main__":
    multiprocessing.freeze_support()
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "tour"))
