"""Wavy lines under words that the system's dictionaries do not know, and what can be done about them."""

import re
import threading
from functools import partial

from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtGui import QAction, QColor, QSyntaxHighlighter, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QMenu
from shiboken6 import isValid

from desktop.reader.offsets import Utf16Offsets
from desktop.reader.theme import Theme
from desktop.services.spelling import WORD, Speller
from desktop.ui.words import apart, tr

_NO_WORDS = re.compile(r"`[^`]*`|\]\([^)]*\)|\S+://\S+|\S+@\S+")
"""Code and addresses."""


class Spelling(QObject):
    """The one speller of this process. Dictionaries are read beside the window's own work."""

    changed = Signal()
    """The same words may be right or wrong now."""

    def __init__(self, speller: Speller, parent: QObject) -> None:
        super().__init__(parent)
        self.speller = speller

    def load(self) -> None:
        """Read the dictionaries of the person's languages."""
        names = [
            name.replace("-", "_") for name in QLocale.system().uiLanguages(QLocale.TagSeparator.Underscore)
        ]
        threading.Thread(target=self._load, args=(names or ["en_US"],), daemon=True).start()

    def _load(self, languages: list[str]) -> None:
        self.speller.load(languages)
        if isValid(self):  # the program may have ended meanwhile
            self.changed.emit()

    def change(self, does: partial[None]) -> None:
        does()
        self.changed.emit()

    def fill(self, menu: QMenu, cursor: QTextCursor) -> None:
        """What can be done about the word at ``cursor``, at the head of a menu; or why nothing can."""
        first = menu.actions()[0] if menu.actions() else None
        entries = [*self._for_word(menu, cursor), self._switch(menu)]
        menu.insertActions(first, entries)  # type: ignore[arg-type]
        if first:
            menu.insertSeparator(first)

    def _for_word(self, menu: QMenu, cursor: QTextCursor) -> list[QAction]:
        found = word_at(cursor)
        if found is None:
            return []
        word, speller = found.selectedText(), self.speller
        if word.replace("’", "'") in speller.own:
            action = QAction(tr("Take “{word}” out of my words", word=apart(word)), menu)
            action.triggered.connect(lambda: self.change(partial(speller.take_out, word)))
            return [action]
        if speller.is_right(word):
            return []
        actions = []
        for proposal in speller.suggestions(word):
            actions.append(QAction(proposal, menu))
            actions[-1].triggered.connect(lambda _checked=False, p=proposal: found.insertText(p))
        add = QAction(tr("Add “{word}” to my words", word=apart(word)), menu)
        add.triggered.connect(lambda: self.change(partial(speller.add, word)))
        return [*actions, add]

    def _switch(self, menu: QMenu) -> QAction:
        speller = self.speller
        switch = QAction(tr(speller.problem or "Check the spelling"), menu, checkable=True)
        switch.setChecked(speller.checks())
        switch.setEnabled(not speller.problem)
        switch.toggled.connect(lambda on: self.change(partial(speller.turn, on)))
        return switch


def spelling() -> Spelling:
    """The one of this process; it lives as long as the QApplication. GUI thread."""
    app = QApplication.instance()
    if app is None:
        raise RuntimeError("Spelling needs a QApplication")
    made = app.findChild(Spelling)
    if made is None:
        made = Spelling(Speller(), app)
        made.load()
    return made


def word_at(cursor: QTextCursor) -> QTextCursor | None:
    """The word that a cursor stands in or beside, selected."""
    text, offsets = cursor.block().text(), Utf16Offsets(cursor.block().text())
    place = offsets.to_points(cursor.positionInBlock())
    for found in WORD.finditer(text):
        if found.start() <= place <= found.end():
            chosen = QTextCursor(cursor)
            start = cursor.block().position()
            chosen.setPosition(start + offsets.to_units(found.start()))
            chosen.setPosition(start + offsets.to_units(found.end()), QTextCursor.MoveMode.KeepAnchor)
            return chosen
    return None


class SpellingHighlighter(QSyntaxHighlighter):
    """Underlines what is not right; the text itself stays as it is."""

    def __init__(self, document: QTextDocument, shared: Spelling) -> None:
        super().__init__(document)
        self._speller = shared.speller
        self._format = QTextCharFormat()
        self._format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
        shared.changed.connect(self.rehighlight, Qt.ConnectionType.QueuedConnection)

    def set_theme(self, theme: Theme) -> None:
        self._format.setUnderlineColor(QColor(theme.warning))
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:  # noqa: N802
        if not self._speller.checks():
            return
        offsets = Utf16Offsets(text)
        words = _NO_WORDS.sub(lambda found: " " * len(found.group()), text)
        for found in WORD.finditer(words):
            if not self._speller.is_right(found.group()):
                start, end = offsets.to_units(found.start()), offsets.to_units(found.end())
                self.setFormat(start, end - start, self._format)
