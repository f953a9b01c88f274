"""What every helper of the reading pane has in common: it listens to all tabs and acts on one."""

from PySide6.QtCore import QObject

from desktop.ui.reading.reading_tab import ReadingTab


class TabTool(QObject):
    """Acts on the tab on screen, which ``_tab`` is. Signals of the other tabs come too: ``sender()`` tells whose."""

    def __init__(self, ground: QObject) -> None:
        super().__init__(ground)
        self._tab: ReadingTab | None = None

    def attach(self, tab: ReadingTab) -> None:
        """Listen to a new tab."""

    def attend(self, tab: ReadingTab | None) -> None:
        """Act on this tab from now on."""
        self._tab = tab
