"""How articles are set: every change is seen at once in the article behind the dialog."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QFormLayout, QLabel, QSpinBox, QWidget

from desktop.reader.typography import FACES, LEADINGS, MEASURES, SIZES, Typography
from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.words import tr

_FACE_NAMES = {
    "serif": "Serif",
    "sans": "Sans serif",
    "plain": "Letters easily told apart",
    "mono": "Typewriter",
}


class TypographyDialog(FramedDialog):
    """Stays open beside the article."""

    changed = Signal(object)
    """``Typography``."""
    scope_changed = Signal(bool)
    """Whether it is to be of the open article alone from now on."""

    def __init__(self, typography: Typography, parent: QWidget | None = None) -> None:
        super().__init__(tr("Reading settings"), parent)
        self._filling = False
        hint = QLabel(tr("For articles of all kinds but PDFs, whose pages are as they were printed."), self)
        hint.setWordWrap(True)
        self.face = QComboBox(self)
        for name in FACES:
            self.face.addItem(tr(_FACE_NAMES[name]), name)
        self.face.insertSeparator(self.face.count())
        for family in QFontDatabase.families():
            if not QFontDatabase.isPrivateFamily(family):
                self.face.addItem(family, family)
        self.face.setMaxVisibleItems(16)
        self.text_size = QSpinBox(self)
        self.text_size.setRange(SIZES[0], SIZES[-1])
        self.text_size.setSuffix(tr(" px"))
        self.measure = QSpinBox(self)
        self.measure.setRange(MEASURES[0], MEASURES[-1])
        self.measure.setSingleStep(2)
        self.measure.setSuffix(tr(" characters"))
        self.leading = QDoubleSpinBox(self)
        self.leading.setRange(*LEADINGS)
        self.leading.setSingleStep(0.1)
        self.leading.setDecimals(1)
        self.justified = QCheckBox(tr("Lines of equal length"), self)
        self.hyphenated = QCheckBox(tr("Divide words at the ends of lines"), self)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeading)
        for text, field in (
            (tr("Type face"), self.face),
            (tr("Size"), self.text_size),
            (tr("Width of a line"), self.measure),
            (tr("Height of a line"), self.leading),
        ):
            field.setAccessibleName(text)
            field.setMinimumHeight(30)
            form.addRow(text, field)
        form.addRow(self.justified)
        form.addRow(self.hyphenated)
        self.only_here = QCheckBox(tr("Only in this article"), self)
        self.only_here.setToolTip(tr("This article keeps settings of its own; all others stay as they are"))
        form.addRow(self.only_here)
        self.body.addWidget(hint)
        self.body.addLayout(form)
        self.add_button(tr("As delivered"), "deliveredTypography", lambda: self._take(Typography()))
        self.add_button(tr("Close"), "closeTypography", self.accept, main=True)
        self.show_typography(typography)
        self._listen()
        self.resize(380, 0)

    def typography(self) -> Typography:
        return Typography(
            face=str(self.face.currentData()),
            size=self.text_size.value(),
            measure=self.measure.value(),
            leading=round(self.leading.value(), 1),
            justified=self.justified.isChecked(),
            hyphenated=self.hyphenated.isChecked(),
        )

    def show_typography(self, typography: Typography) -> None:
        self._filling = True
        place = self.face.findData(typography.face)
        if place < 0:  # a face of another computer
            self.face.addItem(typography.face, typography.face)
            place = self.face.count() - 1
        self.face.setCurrentIndex(place)
        self.text_size.setValue(typography.size)
        self.measure.setValue(typography.measure)
        self.leading.setValue(typography.leading)
        self.justified.setChecked(typography.justified)
        self.hyphenated.setChecked(typography.hyphenated)
        self._filling = False

    def show_scope(self, *, only_here: bool, possible: bool) -> None:
        """Whose settings these are; ``possible``: whether the open article can have some of its own."""
        self._filling = True
        self.only_here.setChecked(only_here)
        self.only_here.setEnabled(possible)
        self._filling = False

    def _listen(self) -> None:
        self.only_here.toggled.connect(self._tell_scope)
        self.face.currentIndexChanged.connect(self._tell)
        for number in (self.text_size, self.measure, self.leading):
            number.valueChanged.connect(self._tell)
        for choice in (self.justified, self.hyphenated):
            choice.toggled.connect(self._tell)

    def _tell(self) -> None:
        if not self._filling:
            self.changed.emit(self.typography())

    def _tell_scope(self, only_here: bool) -> None:
        if not self._filling:
            self.scope_changed.emit(only_here)

    def _take(self, typography: Typography) -> None:
        self.show_typography(typography)
        self._tell()
