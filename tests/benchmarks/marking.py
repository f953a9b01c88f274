"""From the key to the highlight on screen, in the whole window with a library on disk."""

import sqlite3
import statistics
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineScript
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget

from desktop import app
from desktop.domain.annotation import HighlightColor, NewAnnotation
from desktop.domain.changes import Changes
from desktop.domain.item import ImportedItem, ItemType
from desktop.formats.canonical import canonical_text
from desktop.importers.base import Source
from desktop.importers.registry import read
from desktop.reader import theme
from desktop.reader.web.headless import ensure_application
from desktop.reader.web.webpage import shut_off
from desktop.services import annotate, browse
from desktop.services.library import open_library
from desktop.settings import Settings
from desktop.storage import intake

_WORDS = 40
"""Characters that are marked each time."""
_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
_MOST = 1_900_000
"""``setHtml`` takes no more."""
_BARE = """
globalThis.paragraphs = [...document.querySelectorAll("p")];
globalThis.rangeIn = (p, from, to) => {
  const range = document.createRange();
  range.setStart(p.firstChild, from);
  range.setEnd(p.firstChild, to);
  return range;
};
const known = Array.from({ length: THERE }, (_, n) => rangeIn(paragraphs[n % paragraphs.length], 50, 90));
CSS.highlights.set("b", new Highlight(...known));
const marked = new Highlight();
CSS.highlights.set("a", marked);
globalThis.look = (n) => { marked.clear(); scrollTo(0, paragraphs[n].offsetTop); return 1; };
globalThis.mark = (n) => { marked.add(rangeIn(paragraphs[n], 0, 40)); };
1;
"""
_PATIENCE = 20.0
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Seconds until the highlight was seen, and until it was told to be done, each at the median."""

    seen: float
    told: float


def web_article(html: str) -> ImportedItem:
    text = canonical_text(html)
    return ImportedItem(ItemType.WEB_PAGE, "Long", text, html.encode(), "text/html", "long.html", html=html)


def paper(data: bytes) -> ImportedItem:
    return read(Source(data, "paper.pdf"))


def mark(article: ImportedItem, file: Path, there: int, times: int = 25) -> Marked:
    """Select and press a colour's key, with so many highlights there already. What is told to be done is looked
    for on disk at that moment; it must be there."""
    ensure_application()
    with open_library(file) as library:
        (item_id,) = intake.store(library, article).items
        document = browse.document(library, item_id)
        step = len(document.text) // (there + times + 1)
        targets = [annotate.target_of(document, n * step, n * step + _WORDS) for n in range(1, there + 1)]
        if targets:
            news = [NewAnnotation(one, color=HighlightColor.BLUE) for one in targets]
            annotate.create_many(library, item_id, news, "Marked before")
        desk = _Desk(app.build_window(library, settings=Settings(theme="paper")), library.path)
        desk.open(item_id)
        each = [desk.mark(n * step + step // 2) for n in range(times)]
        desk.close()
    seen, told = zip(*each, strict=True)
    return Marked(statistics.median(seen), statistics.median(told))


def mark_bare(html: str, there: int, times: int = 25) -> float:
    """Seconds at the median until a bare web view shows one more highlight of the same page, set by a script."""
    ensure_application()
    view = QWebEngineView()
    view.resize(520, 650)
    view.setPage(QWebEnginePage(view))
    shut_off(view.page())
    view.show()
    loaded: list[bool] = []
    view.loadFinished.connect(loaded.append)
    view.setHtml(
        f"<style>p {{ font: 18px/1.6 serif }} ::highlight(a) {{ background: #FFE27A }}</style>{html[:_MOST]}"
    )
    _until(lambda: bool(loaded))
    done: list[object] = []
    view.page().runJavaScript(_BARE.replace("THERE", str(there)), _WORLD, done.append)
    _until(lambda: bool(done))
    tint = QColor("#FFE27A").rgb()
    each = []
    for number in range(times):
        done.clear()
        view.page().runJavaScript(f"look({number})", _WORLD, done.append)
        _until(lambda: bool(done))
        QTest.qWait(200)
        begun = time.perf_counter()
        view.page().runJavaScript(f"mark({number})", _WORLD)
        _until(lambda: _shows(view, QRect(0, 4, 520, 20), tint))
        each.append(time.perf_counter() - begun)
    view.close()
    view.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return statistics.median(each)


class _Desk:
    """The window, and a look at its library from outside."""

    def __init__(self, window: "app.MainWindow", file: Path) -> None:
        self._window, self._file = window, file
        self._tint = QColor(theme.load("paper").highlights[HighlightColor.YELLOW]).rgb()

    def open(self, item_id: int) -> None:
        self._window.resize(1280, 800)
        self._window.show()
        self._window.reading.open_item(item_id)
        _until(self._is_ready)
        self._window.reading.focus_article()

    def close(self) -> None:
        self._window.close()
        self._window.release()
        self._window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def mark(self, start: int) -> tuple[float, float]:
        """Seconds until it is seen and until it is told."""
        tab = self._window.reading.tab()
        assert tab is not None and tab.view is not None
        tab.view.go_to(start, start + _WORDS)
        QTest.qWait(950)  # the place is reached, and the flash of the jump is over
        tab.view.select(start, start + _WORDS)
        _until(lambda: tab.selection is not None and tab.selection.start >= start)
        assert tab.selection is not None
        line = tab.selection.end_rectangle
        before, told = self._count(), list[float]()
        on_disk: list[bool] = []

        def hear(changes: Changes) -> None:
            if not changes.annotations:
                return
            told.append(time.perf_counter())
            on_disk.append(self._count() == before + 1)

        QTest.qWait(200)  # the popup is there
        self._window.tasks.changed.connect(hear)
        begun = time.perf_counter()
        QTest.keyClick(_key_target(tab.view), Qt.Key.Key_1)
        _until(lambda: self._is_seen(tab.view, line))
        seen = time.perf_counter()
        _until(lambda: bool(told))
        self._window.tasks.changed.disconnect(hear)
        assert on_disk[0]
        QTest.keyClick(_key_target(tab.view), Qt.Key.Key_Escape)
        return seen - begun, told[0] - begun

    def _is_ready(self) -> bool:
        tab = self._window.reading.tab()
        return tab is not None and tab.ready

    def _is_seen(self, view: QWidget, line: QRect) -> bool:
        """Whether the tint of the highlight is on screen where the words are."""
        return _shows(view, line, self._tint)

    def _count(self) -> int:
        with closing(sqlite3.connect(f"file:{self._file}?mode=ro", uri=True)) as outside:
            (found,) = outside.execute("SELECT count(*) FROM annotation").fetchone()
            return int(found)


def _shows(view: QWidget, where: QRect, tint: int) -> bool:
    picture = view.grab(where).toImage()
    middle = picture.height() // 2
    return any(picture.pixel(x, y) == tint for x in range(picture.width()) for y in (1, middle))


def _key_target(view: QWidget) -> QWidget:
    first = view.focusProxy() or view
    return first.focusProxy() or first


def _until(holds: Callable[[], bool]) -> None:
    end = time.perf_counter() + _PATIENCE
    while not holds():
        assert time.perf_counter() < end
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 2)
