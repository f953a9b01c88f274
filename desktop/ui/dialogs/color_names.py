"""What a person calls the eight colours."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from desktop.domain.annotation import ColorNames, HighlightColor
from desktop.reader.theme import Theme
from desktop.services.colors import LONGEST
from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.reading.swatches import color_name, dot_icon
from desktop.ui.words import tr

_EXAMPLES = ("claim", "method", "doubt", "person", "question", "evidence", "date", "agreed")


class ColorNamesDialog(FramedDialog):
    """A field for each colour. Empty: the colour is called what it is."""

    renamed = Signal(object)
    """The name of each colour, as it was written."""

    def __init__(self, names: ColorNames, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("Names of the colours"), parent)
        hint = QLabel(tr("They stand beside the colour on cards, in menus and in what you export."), self)
        hint.setWordWrap(True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        self.fields: dict[HighlightColor, QLineEdit] = {}
        for row, (color, example) in enumerate(zip(HighlightColor, _EXAMPLES, strict=True)):
            dot = QLabel(self)
            dot.setPixmap(dot_icon(color, theme).pixmap(18, 18))
            field = QLineEdit(names.get(color, ""), self)
            field.setObjectName(f"name-{color}")
            field.setMaxLength(LONGEST)
            field.setPlaceholderText(tr("for example “{name}”", name=tr(example)))
            field.setAccessibleName(tr("Name of {color}", color=color_name(color)))
            label = QLabel(color_name(color), self)
            label.setBuddy(field)
            for column, part in enumerate((dot, label, field)):
                grid.addWidget(part, row, column)
            self.fields[color] = field
        self.body.addWidget(hint)
        self.body.addLayout(grid)
        self.body.addStretch(1)
        self.add_button(tr("Cancel"), "cancelNames", self.reject)
        self.add_button(tr("Keep the names"), "keepNames", self._keep, main=True)
        self.resize(420, 0)

    def _keep(self) -> None:
        self.renamed.emit({color: field.text() for color, field in self.fields.items()})
        self.accept()
