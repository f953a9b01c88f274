"""A real library with a web page in it, and the window's parts around it."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWebEngineCore import QWebEngineScript
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QHBoxLayout, QWidget

from desktop.domain.annotation import NewAnnotation
from desktop.domain.item import ImportedItem, ItemType
from desktop.formats.canonical import canonical_text
from desktop.services import annotate, browse
from desktop.storage import intake
from desktop.storage.library import Library
from desktop.ui.reading.annotations_panel import AnnotationsPanel
from desktop.ui.reading.pane import ReadingPane
from desktop.ui.tasks import Tasks

LEFT, NO_BUTTON = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
PARAGRAPHS = (
    "The council was warned twice before the river rose.",
    "Nobody kept the letters, and nobody was asked for them.",
    "The river fell again in the third week of March.",
)
TEXT = "".join(f"{paragraph}\n" for paragraph in PARAGRAPHS)
HTML = "".join(f"<p>{paragraph}</p>\n" for paragraph in PARAGRAPHS)


def add_article(library: Library, title: str = "The flood", html: str = HTML, text: str = TEXT) -> int:
    """The id of a new article."""
    article = ImportedItem(
        type=ItemType.WEB_PAGE,
        title=title,
        text=text,
        original=f"<title>{title}</title>{html}".encode(),
        media_type="text/html",
        file_name="flood.html",
        html=html,
        creators=("Ada Reed",),
        site="The Post",
        published="1994-03-21",
        language="en",
        url="https://example.org/flood",
    )
    return next(iter(intake.store(library, article).items))


def mark(library: Library, item_id: int, words: str, **about: object) -> int:
    """Highlight words of an article; the id of the annotation."""
    document = browse.document(library, item_id)
    start = document.text.index(words)
    target = annotate.target_of(document, start, start + len(words))
    return next(iter(annotate.create(library, item_id, NewAnnotation(target, **about)).annotations))


class Desk:
    """The reading pane and the annotations panel, tied as the window ties them."""

    def __init__(self, qtbot, library: Library, tasks: Tasks) -> None:
        self.qtbot, self.library, self.tasks = qtbot, library, tasks
        self.window = QWidget()
        self.window.resize(1100, 700)
        self.pane = ReadingPane(library, tasks, browse.LibrarySource(library))
        self.panel = AnnotationsPanel(library, tasks)
        row = QHBoxLayout(self.window)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.pane, 2)
        row.addWidget(self.panel, 1)
        self.panel.attend(self.pane)
        tasks.changed.connect(self.pane.refresh)
        tasks.changed.connect(self.panel.refresh)
        self.window.show()
        qtbot.waitUntil(self.window.isActiveWindow)

    def open(self, item_id: int, **aim: object) -> None:
        """Open an article and wait until it is laid out."""
        self.pane.open_item(item_id, **aim)
        self.qtbot.waitUntil(lambda: self.view is not None, timeout=10_000)
        self.qtbot.waitUntil(self.view_is_ready, timeout=20_000)

    def view_is_ready(self) -> bool:
        tab = self.pane.tab()
        return tab is not None and tab.ready

    @property
    def view(self):
        tab = self.pane.tab()
        return tab.view if tab else None

    @property
    def key_target(self) -> QWidget:
        """The widget that real key events reach in the article."""
        return self.view.focusProxy() or self.view

    def select(self, words: str) -> None:
        """Select words of the article and wait until the reader tells."""
        start = self.pane.tab().article.document.text.index(words)
        with self.qtbot.waitSignal(self.view.selection_changed, timeout=5000):
            self.view.select(start, start + len(words))
        self.qtbot.waitUntil(lambda: self.pane.tab().selection is not None)

    def place(self, words: str) -> QRect:
        """Where words of the article stand in the view."""
        self.select(words)
        box = self.pane.tab().selection.rectangle
        self.view.clear_selection()
        self.qtbot.waitUntil(lambda: self.pane.tab().selection is None)
        return box

    def mouse(
        self, kind: QEvent.Type, point: QPoint, button: Qt.MouseButton, buttons: Qt.MouseButton
    ) -> None:
        """A mouse event at a point of the view, to the widget that real ones reach."""
        target = self.key_target
        target = target.focusProxy() or target
        if isinstance(target, QAbstractScrollArea):
            target = target.viewport()
        local = QPointF(target.mapFrom(self.view, point))
        where = QPointF(target.mapToGlobal(local.toPoint()))
        event = QMouseEvent(kind, local, where, button, buttons, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(target, event)

    def click(self, point: QPoint) -> None:
        self.mouse(QEvent.Type.MouseButtonPress, point, LEFT, LEFT)
        self.mouse(QEvent.Type.MouseButtonRelease, point, LEFT, NO_BUTTON)

    def drag(self, start: QPoint, end: QPoint) -> None:
        self.mouse(QEvent.Type.MouseMove, start, NO_BUTTON, NO_BUTTON)
        self.mouse(QEvent.Type.MouseButtonPress, start, LEFT, LEFT)
        for step in range(1, 6):
            self.mouse(QEvent.Type.MouseMove, start + (end - start) * step / 5, NO_BUTTON, LEFT)
        self.mouse(QEvent.Type.MouseButtonRelease, end, LEFT, NO_BUTTON)

    def press(self, key, modifier=None) -> None:
        self.key_target.setFocus()
        if modifier is None:
            self.qtbot.keyClick(self.key_target, key)
        else:
            self.qtbot.keyClick(self.key_target, key, modifier)

    def ask_page(self, script: str) -> str:
        """What a script in the page tells, after all that the page was told before."""
        told: list[str] = []
        page = self.view.findChild(QWebEngineView).page()
        page.runJavaScript(script, QWebEngineScript.ScriptWorldId.ApplicationWorld, told.append)
        self.qtbot.waitUntil(lambda: bool(told))
        return told.pop()

    def annotations(self) -> list:
        return browse.annotations(self.library, self.pane.current_item_id())

    @staticmethod
    def text_of(html: str) -> str:
        return canonical_text(html)

    def wait_for(self, holds) -> None:
        """Until ``holds()`` of what the library has now."""
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=20_000)
