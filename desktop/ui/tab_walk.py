"""Tab goes through a window as it is seen: part by part, in each from line to line, along each line as it is read."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget


def step(window: QWidget, parts: Sequence[QWidget], *, forward: bool) -> bool:
    """Give the focus to what comes next, or before; round and round. ``parts`` in their order: what lies in several
    belongs to the first of them, what lies in none comes last."""
    order = list(_in_order(window, parts))
    here = window.focusWidget()
    if not order or (order == [here]):
        return False
    at = order.index(here) if here in order else -1
    taker = order[(at + (1 if forward else -1)) % len(order)]
    taker.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    return True


def _in_order(window: QWidget, parts: Sequence[QWidget]) -> Iterator[QWidget]:
    by_part: dict[int, list[QWidget]] = {}
    for widget in window.findChildren(QWidget):
        if widget is window.focusWidget() or _takes_focus(widget, window):
            within = (at for at, part in enumerate(parts) if part is widget or part.isAncestorOf(widget))
            by_part.setdefault(next(within, len(parts)), []).append(widget)
    for at in sorted(by_part):
        yield from _as_read(by_part[at], window)


def _takes_focus(widget: QWidget, window: QWidget) -> bool:
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
        and widget.window() is window
    )


def _as_read(widgets: Sequence[QWidget], window: QWidget) -> Iterator[QWidget]:
    """A line is what stands beside the middle of its highest widget."""
    places = {widget: QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()) for widget in widgets}
    left = sorted(widgets, key=lambda widget: places[widget].top())
    while left:
        highest = left[0]
        foot = places[highest].bottom()
        line = [widget for widget in left if widget is highest or places[widget].center().y() <= foot]
        line.sort(key=lambda widget: places[widget].center().x(), reverse=window.isRightToLeft())
        yield from line
        left = [widget for widget in left if widget not in line]
