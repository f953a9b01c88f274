"""What a person sees before the first article is in the library: three steps, and something to try them on."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.reader.theme import Theme
from desktop.ui.theme import icon
from desktop.ui.words import tr

_STEPS = (
    (
        "download-simple",
        "Drop articles in",
        "Files, folders, web addresses or copied text, anywhere on this window. Originals are kept unchanged.",
    ),
    (
        "highlighter-circle",
        "Read and mark",
        "Select words and choose a colour, or press 1 to 8. N writes a note, T adds a tag.",
    ),
    (
        "export",
        "Take it with you",
        "Export what you gathered as Markdown or as annotated PDFs that every PDF program shows.",
    ),
)
_WIDEST = 560


class Welcome(QWidget):
    """Its two buttons are all it asks of a person."""

    import_wanted = Signal()
    samples_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        title = QLabel(tr("Gather what you read"), self)
        title.setObjectName("heading")
        title.setAlignment(Qt.AlignmentFlag.AlignLeading)
        steps = QGridLayout()
        steps.setHorizontalSpacing(16)
        steps.setVerticalSpacing(16)
        steps.setColumnStretch(1, 1)
        self._pictures = []
        for row, (picture, name, words) in enumerate(_STEPS):
            drawn = QLabel(self)
            self._pictures.append((picture, drawn))
            step = QLabel(f"<b>{row + 1}. {tr(name)}</b><br>{tr(words)}", self)
            step.setTextFormat(Qt.TextFormat.RichText)
            step.setWordWrap(True)
            steps.addWidget(drawn, row, 0, Qt.AlignmentFlag.AlignTop)
            steps.addWidget(step, row, 1)
        samples = self.first = QPushButton(tr("Try the sample articles"), self)
        samples.setObjectName("importSamples")
        samples.setProperty("main", True)
        samples.clicked.connect(self.samples_wanted)
        files = QPushButton(tr("Import files…"), self)
        files.clicked.connect(self.import_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(samples)
        buttons.addWidget(files)
        buttons.addStretch(1)
        middle = QWidget(self)
        middle.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(24)
        column.addWidget(title)
        column.addLayout(steps)
        column.addLayout(buttons)
        whole = QHBoxLayout()
        whole.addStretch(1)
        whole.addWidget(middle, 20)
        whole.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addStretch(2)
        outer.addLayout(whole)
        outer.addStretch(3)

    def set_theme(self, theme: Theme) -> None:
        for name, drawn in self._pictures:
            drawn.setPixmap(icon(name, theme, theme.accent).pixmap(QSize(28, 28)))
