"""How the window looks: Fusion, its palette from a theme, and the little that a palette cannot do."""

import qtawesome
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from desktop import paths
from desktop.reader import theme as themes
from desktop.reader.theme import Theme

SYSTEM = "system"
"""The choice that follows the system: paper by day, dark by night, high contrast where it is asked for."""

_SYSTEM_THEMES = {
    (False, False): "paper", (True, False): "dark", (False, True): "contrast", (True, True): "contrast-dark",
}  # fmt: skip
"""By whether the system is dark, and whether it asks for high contrast."""


class Appearance(QObject):
    """The theme of the running program."""

    changed = Signal(object)
    """``Theme``."""

    def __init__(self, choice: str = SYSTEM, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choice = choice
        self.theme = _chosen(choice)
        hints = QApplication.styleHints()
        hints.colorSchemeChanged.connect(lambda _scheme: self._system_changed())
        hints.accessibility().contrastPreferenceChanged.connect(lambda _wish: self._system_changed())
        self._dress()

    def choose(self, choice: str) -> None:
        """One of ``reader.theme.NAMES``, or ``SYSTEM``."""
        self._choice = choice
        self._take(_chosen(choice))

    def _system_changed(self) -> None:
        if self._choice == SYSTEM:
            self._take(_chosen(SYSTEM))

    def _take(self, theme: Theme) -> None:
        if theme != self.theme:
            self.theme = theme
            self._dress()
            self.changed.emit(theme)

    def _dress(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            if app.style().name() != "fusion":
                app.setStyle("Fusion")
            app.setPalette(palette(self.theme))
            app.setStyleSheet(style_sheet(self.theme))


def _chosen(choice: str) -> Theme:
    if choice in themes.NAMES:
        return themes.load(choice)
    hints = QApplication.styleHints()
    contrast = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
    return themes.load(_SYSTEM_THEMES[hints.colorScheme() == Qt.ColorScheme.Dark, contrast])


def icon(name: str, theme: Theme, color: str = "") -> QIcon:
    """A Phosphor icon in the theme's ink, paler where disabled."""
    made: QIcon = qtawesome.icon(f"ph.{name}", color=color or theme.text, color_disabled=theme.disabled)
    return made


def palette(theme: Theme) -> QPalette:
    """The tokens in Qt's roles."""
    role = QPalette.ColorRole
    made = QPalette()
    for where, token in {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.raised,
        role.AlternateBase: theme.window,
        role.Text: theme.text,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.warning,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.muted,
        role.Highlight: theme.selection,
        role.HighlightedText: theme.text,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Accent: theme.accent,
        role.Mid: theme.border,
        role.Light: theme.raised,
        role.Dark: theme.border,
    }.items():
        made.setColor(where, QColor(token))
    for where in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, QColor(theme.disabled))
    return made


def _check(theme: Theme) -> str:
    """The mark in a box that is ticked, as a style sheet names files."""
    return (paths.resources() / "icons" / f"check-{'dark' if theme.dark else 'light'}.svg").as_posix()


def style_sheet(theme: Theme) -> str:
    """Corners, thin borders and rings of focus; colours only from the theme."""
    return f"""
QToolTip {{ color: {theme.text}; background: {theme.raised}; border: 1px solid {theme.border};
  padding: 4px; }}
QSplitter::handle {{ background: {theme.border}; }}
QScrollBar {{ background: transparent; border: none; margin: 0; }}
QScrollBar:vertical {{ width: 12px; }}
QScrollBar:horizontal {{ height: 12px; }}
QScrollBar::handle {{ background: {theme.border}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {theme.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QPushButton {{ background: {theme.raised}; border: 1px solid {theme.border}; border-radius: 6px;
    padding: 5px 12px; }}
QPushButton:hover {{ border-color: {theme.muted}; }}
QPushButton:pressed {{ background: {theme.selection}; }}
QPushButton:focus {{ border: 2px solid {theme.accent}; padding: 4px 11px; }}
QPushButton:disabled {{ color: {theme.disabled}; background: {theme.window}; }}
QPushButton[main="true"] {{ background: {theme.accent}; color: {theme.on_accent};
    border-color: {theme.accent}; }}
QPushButton[main="true"]:disabled {{ background: {theme.window}; color: {theme.disabled};
    border-color: {theme.border}; }}
QPushButton[main="true"]:focus {{ border: 2px solid {theme.text}; }}
QToolButton {{ border: 1px solid transparent; border-radius: 6px; padding: 4px; }}
QToolButton:hover {{ background: {theme.selection}; }}
QToolButton:focus {{ border: 2px solid {theme.accent}; padding: 3px; }}
QLineEdit, QPlainTextEdit, QTextEdit {{ background: {theme.raised}; border: 1px solid {theme.border};
    border-radius: 6px; padding: 4px 8px; selection-background-color: {theme.selection};
    selection-color: {theme.text}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus {{ border-color: {theme.accent}; }}
QListWidget, QTreeWidget {{ background: {theme.raised}; border: 1px solid {theme.border}; border-radius: 6px;
    padding: 4px; outline: none; }}
QListWidget:focus, QTreeWidget:focus {{ border-color: {theme.accent}; }}
QListWidget::item, QTreeWidget::item {{ padding: 4px 6px; border-radius: 4px; }}
QListWidget::item:selected, QTreeWidget::item:selected {{ background: {theme.selection}; color: {theme.text}; }}
QListView#completions {{ background: {theme.raised}; border: 1px solid {theme.border}; border-radius: 6px;
    padding: 4px; outline: none; color: {theme.text}; }}
QListView#completions::item {{ padding: 3px 6px; border-radius: 4px; }}
QListView#completions::item:selected {{ background: {theme.selection}; color: {theme.text}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: 14px; height: 14px; border: 1px solid {theme.muted};
    background: {theme.raised}; }}
QCheckBox::indicator {{ border-radius: 3px; }}
QRadioButton::indicator {{ border-radius: 8px; }}
QCheckBox::indicator:checked {{ background: {theme.accent}; border-color: {theme.accent}; image: url("{_check(theme)}"); }}
QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 5px solid {theme.accent}; background: {theme.on_accent}; }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border-color: {theme.accent}; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {theme.border}; }}
QProgressBar {{ background: {theme.border}; border: none; border-radius: 4px; max-height: 8px; }}
QProgressBar::chunk {{ background: {theme.accent}; border-radius: 4px; }}
QMenuBar {{ background: {theme.window}; border-bottom: 1px solid {theme.border}; }}
QMenuBar::item {{ padding: 4px 8px; background: transparent; }}
QMenuBar::item:selected {{ background: {theme.selection}; }}
QMenu {{ background: {theme.raised}; border: 1px solid {theme.border}; padding: 4px; }}
QMenu::item {{ padding: 5px 24px 5px 12px; border-radius: 4px; }}
QMenu::icon {{ padding: 0 8px; }}
QMenu::item:selected {{ background: {theme.selection}; color: {theme.text}; }}
QMenu::item:disabled {{ color: {theme.disabled}; }}
QMenu::separator {{ height: 1px; background: {theme.border}; margin: 4px 8px; }}
QStatusBar {{ background: {theme.window}; border-top: 1px solid {theme.border}; }}
QStatusBar::item {{ border: none; }}
#topBar {{ border-bottom: 1px solid {theme.border}; }}
#sidebar, #itemList {{ background: {theme.window}; border: 1px solid {theme.window}; outline: none; }}
#sidebar:focus, #itemList:focus {{ border: 1px solid {theme.accent}; }}
QAbstractScrollArea::corner {{ background: {theme.window}; border: none; }}
#listBar {{ border-bottom: 1px solid {theme.border}; }}
#listBar QToolButton::menu-indicator {{ image: none; }}
#small {{ font-size: 12px; }}
#smallMuted {{ font-size: 12px; color: {theme.muted}; }}
#muted {{ color: {theme.muted}; }}
#warning {{ color: {theme.warning}; }}
#heading {{ font-size: 20px; }}
"""
