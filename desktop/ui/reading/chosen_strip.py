"""What can be done with several chosen cards at once."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop.domain.annotation import HighlightColor
from desktop.reader.theme import Theme
from desktop.ui.reading.flow_layout import FlowLayout
from desktop.ui.reading.marking import MarkingActions
from desktop.ui.reading.swatches import ColorDot
from desktop.ui.reading.tag_field import TagEdit
from desktop.ui.words import counted, tr


class ChosenStrip(QWidget):
    """Colours, a tag, merging, the trash. It shows itself while more than one is chosen."""

    tag_given = Signal(str)
    left = Signal()
    """Esc in the field for a tag."""

    def __init__(self, marking: MarkingActions, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("chosenStrip")
        self.count = QLabel(self)
        self._dots = [ColorDot(color, theme, self) for color in HighlightColor]
        row = FlowLayout(spacing=0)
        for dot in self._dots:
            dot.follow(marking.colors[dot.color])
            row.addWidget(dot)
        heading = QHBoxLayout()
        heading.setSpacing(0)
        heading.addWidget(self.count, 1)
        for action in (marking.tag, marking.merge, marking.trash):
            heading.addWidget(self._tool(action))
        self.tag_all = TagEdit(self)
        self.tag_all.setObjectName("tagChosen")
        self.tag_all.setPlaceholderText(tr("A tag for all of them"))
        self.tag_all.setAccessibleName(tr("A tag for all of them"))
        self.tag_all.entered.connect(self.tag_given)
        self.tag_all.left.connect(self._leave)
        self.tag_all.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 8)
        column.setSpacing(4)
        column.addLayout(heading)
        column.addLayout(row)
        column.addWidget(self.tag_all)
        self.hide()

    def show_chosen(self, count: int) -> None:
        self.setVisible(count > 1)
        self.count.setText(counted(count, "{n} chosen", "{n} chosen"))
        if count < 2:
            self.tag_all.hide()

    def write_tag(self) -> None:
        """Open the field for a tag."""
        self.tag_all.show()
        self.tag_all.setFocus()

    def set_known(self, names: Iterable[str]) -> None:
        self.tag_all.set_known(names)

    def set_theme(self, theme: Theme) -> None:
        for dot in self._dots:
            dot.set_theme(theme)

    def _tool(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setAutoRaise(True)
        button.setIconSize(QSize(18, 18))
        button.setAccessibleName(action.text())
        return button

    def _leave(self) -> None:
        self.tag_all.hide()
        self.left.emit()
