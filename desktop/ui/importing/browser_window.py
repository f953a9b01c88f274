"""A window on the web, to import a page that a program alone does not get to see."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.reader.theme import Theme
from desktop.reader.web.browser import Browser
from desktop.ui.theme import icon
from desktop.ui.words import tr


class BrowserWindow(QWidget):
    """Address, page, and one button. Closing it hides it: log-ins last until the program ends."""

    taken = Signal(object)
    """Path of a file to import."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(tr("Import from the web"))
        self.browser = Browser(self)
        self.address = QLineEdit(self)
        self.address.setPlaceholderText(tr("Address of a page"))
        self.address.setAccessibleName(tr("Address of a page"))
        self.take = QPushButton(tr("Import this page"), self)
        self.take.setProperty("main", True)
        self.take.setEnabled(False)
        self.hint = QLabel(self)
        self.hint.setObjectName("muted")
        self.hint.setWordWrap(True)
        self._hint(tr("Go to a page, log in where it asks for that, and import what you see."))
        actions = (
            (QWebEnginePage.WebAction.Back, tr("Back"), "Alt+Left", "arrow-left"),
            (QWebEnginePage.WebAction.Forward, tr("Forward"), "Alt+Right", "arrow-right"),
            (QWebEnginePage.WebAction.Reload, tr("Load again"), "Ctrl+R", "arrow-clockwise"),
        )
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 8, 8, 0)
        bar.setSpacing(4)
        self._icons: dict[QAction, str] = {}
        for kind, text, key, drawn in actions:
            bar.addWidget(self._tool(self.browser.view.pageAction(kind), text, key, drawn))
        bar.addWidget(self.address, 1)
        bar.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(bar)
        column.addWidget(self.hint)
        column.addWidget(self.browser, 1)
        self.hint.setContentsMargins(12, 0, 12, 0)
        self.address.returnPressed.connect(self._go)
        self.take.clicked.connect(self._take)
        self.browser.address_changed.connect(self._show_address)
        self.browser.title_changed.connect(self._show_title)
        self.browser.loading_changed.connect(self._loading)
        self.browser.taken.connect(self._taken)
        self.browser.not_taken.connect(lambda: self._hint(tr("The page could not be kept. Try it again.")))
        self.set_theme(theme)
        self.resize(1100, 800)

    def set_theme(self, theme: Theme) -> None:
        for action, name in self._icons.items():
            action.setIcon(icon(name, theme))

    def show(self) -> None:
        super().show()
        self.raise_()
        self.activateWindow()
        self.address.setFocus()
        self.address.selectAll()

    def _tool(self, action: QAction, text: str, key: str, drawn: str) -> QToolButton:
        action.setText(text)
        action.setShortcut(QKeySequence(key))
        action.setToolTip(f"{text} ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})")
        self._icons[action] = drawn
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setAccessibleName(text)
        return button

    def _go(self) -> None:
        if self.browser.go(self.address.text()):
            self.browser.setFocus()
        else:
            self._hint(tr("This is not the address of a web page."))

    def _take(self) -> None:
        self.take.setEnabled(False)
        self._hint(tr("The page is being kept…"))
        self.browser.take()

    def _taken(self, file: Path) -> None:
        self.take.setEnabled(True)
        self._hint(tr("The page is being imported. You can go on to the next one."))
        self.taken.emit(file)

    def _show_address(self, address: str) -> None:
        if not self.address.hasFocus():
            self.address.setText(address)

    def _show_title(self, title: str) -> None:
        self.setWindowTitle(
            tr("{title} – Import from the web", title=title) if title else tr("Import from the web")
        )

    def _loading(self, loading: bool) -> None:
        self.take.setEnabled(not loading)
        if loading:
            self._hint(tr("Loading…"))
        else:
            self._hint(tr("Import what you see, or go on to another page."))

    def _hint(self, text: str) -> None:
        self.hint.setText(text)
