"""How articles and window look: theme and reading settings, chosen, seen at once and kept."""

from dataclasses import replace

from PySide6.QtCore import QObject

from desktop.reader.typography import Typography
from desktop.settings import Settings
from desktop.ui.actions import THEMES, Actions
from desktop.ui.dialogs.typography import TypographyDialog
from desktop.ui.reading.pane import ReadingPane
from desktop.ui.theme import Appearance
from desktop.ui.workplace import Workplace


class Looks(QObject):
    """Gives the actions of the View menu their meaning."""

    def __init__(
        self, place: Workplace, actions: Actions, appearance: Appearance, reading: ReadingPane
    ) -> None:
        super().__init__(place)
        self._place, self._actions, self._appearance, self._reading = place, actions, appearance, reading
        self._dialog: TypographyDialog | None = None
        reading.set_typography(_typography(place.settings))
        reading.status_changed.connect(lambda _words: self._follow())
        actions.give_meaning(typography=self._choose_typography, next_theme=self._next_theme)
        actions["full_screen"].toggled.connect(
            lambda full: place.showFullScreen() if full else place.showNormal()
        )
        for choice in actions.themes.actions():
            choice.setChecked(choice.data() == place.settings.theme)
        actions.themes.triggered.connect(lambda choice: self._choose_theme(choice.data()))

    def _choose_typography(self) -> None:
        if self._dialog:
            self._dialog.activateWindow()
            return
        dialog = TypographyDialog(_typography(self._place.settings), self._place)
        dialog.changed.connect(self._set_typography)
        dialog.scope_changed.connect(self._set_scope)
        dialog.finished.connect(self._close_typography)
        self._dialog = dialog
        self._follow()
        dialog.show()

    def _close_typography(self) -> None:
        if self._dialog:
            self._dialog.deleteLater()
        self._dialog = None

    def _follow(self) -> None:
        """The dialog shows what the article on screen has."""
        if self._dialog:
            own = self._reading.own_typography()
            possible = self._reading.is_set_by_settings()
            self._dialog.show_scope(only_here=own is not None, possible=possible)
            self._dialog.show_typography(own or _typography(self._place.settings))

    def _set_scope(self, only_here: bool) -> None:
        own = self._dialog.typography() if self._dialog and only_here else None
        self._reading.set_own_typography(own)
        self._follow()

    def _set_typography(self, chosen: Typography) -> None:
        if self._reading.own_typography():
            self._reading.set_own_typography(chosen)
            return
        self._reading.set_typography(chosen)
        self._place.keep_settings(
            replace(
                self._place.settings, text_face=chosen.face, text_size=chosen.size, text_measure=chosen.measure,
                line_height=chosen.leading, justified=chosen.justified, hyphenated=chosen.hyphenated,
            )
        )  # fmt: skip

    def _choose_theme(self, name: str) -> None:
        self._appearance.choose(name)
        self._place.keep_settings(replace(self._place.settings, theme=name))

    def _next_theme(self) -> None:
        """The one after the theme that is seen now."""
        names = [name for name in THEMES if name != "system"]
        at = names.index(self._appearance.theme.name)
        name = names[(at + 1) % len(names)]
        next(choice for choice in self._actions.themes.actions() if choice.data() == name).setChecked(True)
        self._choose_theme(name)


def _typography(settings: Settings) -> Typography:
    return Typography(
        settings.text_face, settings.text_size, settings.text_measure, settings.line_height,
        settings.justified, settings.hyphenated,
    )  # fmt: skip
