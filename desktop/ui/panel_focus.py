"""Going from panel to panel by key."""

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication, QWidget


def step(panels: Sequence[tuple[QWidget, QWidget]], way: int) -> None:
    """Give the focus to the next (1) or previous (-1) panel that is shown; each with what takes the focus in it."""
    shown = [(panel, taker) for panel, taker in panels if taker.isVisible() and taker.isEnabled()]
    focus = QApplication.focusWidget()
    here = next((at for at, (panel, _) in enumerate(shown) if focus and panel.isAncestorOf(focus)), None)
    if shown:
        at = (here + way) % len(shown) if here is not None else 0
        shown[at][1].setFocus()
