"""Keys on pages: drawing, moving, selecting and scrolling."""

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
)

from desktop.domain.annotation import TextTarget
from desktop.reader.pdf.areas import Draft, arrow, first_draft
from desktop.reader.pdf.caret import move_of
from desktop.reader.pdf.spoken_pages import SpokenPages


class KeyedPages(SpokenPages):
    """Keys do all that the mouse does."""

    def event(self, event: QEvent) -> bool:
        """While something is drawn, Esc, Enter and the arrows belong to it."""
        if event.type() == QEvent.Type.ShortcutOverride and self._tool and isinstance(event, QKeyEvent):
            keys = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if event.key() in keys or not arrow(event.key()).isNull():
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.pages is None:
            super().keyPressEvent(event)
        elif not (self._draw_by_key(event) or self._move_area(event) or self._select_by_key(event)):
            self._scroll_by_key(event)

    def _draw_by_key(self, event: QKeyEvent) -> bool:
        """Arrows place what is to be drawn, with Shift they size it; Enter keeps it, Esc leaves it."""
        if not self._tool:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.set_tool(None)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.show_draft(self._draft or self._first_draft())
            self.keep_draft()
        elif not arrow(event.key()).isNull():
            draft = self._draft
            sizing = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if draft is None:
                draft = self._first_draft()
            else:
                draft = draft.keyed(event.key(), sizing=sizing, size=self.size_of(draft.page))
            self.show_draft(draft)
            self.scroll_into_view(self.on_screen(draft.page, draft.box))
        else:
            return False
        return True

    def _first_draft(self) -> Draft:
        assert self._tool is not None
        page, middle = self.page_and_point(QRectF(self.viewport().rect()).center())
        return first_draft(self._tool, page, middle, self.size_of(page))

    def _move_area(self, event: QKeyEvent) -> bool:
        """Ctrl and an arrow move the current area or note, Shift and an arrow size it."""
        annotation = self.marks.get(self._handled) if self.marks else None
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        sizing = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if annotation is None or isinstance(annotation.target, TextTarget) or control == sizing:
            return False
        if arrow(event.key()).isNull() or self.selection[1]:
            return False
        draft = self._draft_of(annotation)
        self.drawn.emit(draft.keyed(event.key(), sizing=sizing, size=self.size_of(draft.page)))
        return True

    def _select_by_key(self, event: QKeyEvent) -> bool:
        """Shift and a moving key select; in caret mode these keys alone move the caret."""
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.set_selection(0, len(self.pages.text) if self.pages else 0)
            self.selected.emit()
            return True
        move, shift = move_of(event), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if move is None or not (shift or self.caret_mode) or not (self._caret and self._selection):
            return False
        if shift and not self.selection[1]:
            self._selection.begin(self._caret.offset or self.first_offset())
            self._caret.put(self._caret.offset or self.first_offset())
        self._caret.go(move)
        if shift:
            self._selection.extend(self._caret.offset)
        else:
            self._selection.set(self._caret.offset, self._caret.offset)
        self.show_caret()
        self.tell_caret()
        self.viewport().update()
        self.selected.emit()
        return True

    def _scroll_by_key(self, event: QKeyEvent) -> None:
        """What a scroll area does not know by itself: ends and screens."""
        bar, key = self.verticalScrollBar(), event.key()
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(bar.minimum() if key == Qt.Key.Key_Home else bar.maximum())
        elif key == Qt.Key.Key_Space:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            bar.setValue(bar.value() + (-1 if back else 1) * bar.pageStep() * 9 // 10)
        else:
            super().keyPressEvent(event)
