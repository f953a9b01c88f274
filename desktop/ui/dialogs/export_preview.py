"""What the first file of an export will be like: its text, a picture of its page, or why it cannot be shown."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QStackedWidget, QWidget

from desktop.exporters.base import Preview
from desktop.ui.words import tr


class ExportPreview(QStackedWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QPlainTextEdit(self)
        self.text.setObjectName("exportPreview")
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr("Preview of the first article"))
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._picture = QPixmap()
        self.page = QLabel(self)
        self.page.setObjectName("exportPreviewPage")
        self.page.setAccessibleName(tr("Preview of the first article"))
        self.page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.page.setMinimumSize(1, 1)
        self.addWidget(self.text)
        self.addWidget(self.page)

    def show_preview(self, preview: Preview) -> None:
        self._picture = QPixmap()
        if preview.picture and self._picture.loadFromData(preview.picture):
            self.setCurrentWidget(self.page)
            self._fit()
        else:
            self.say(preview.text or tr("This format is not shown here."))

    def say(self, text: str) -> None:
        """Text in place of the file. What is read stays where it was scrolled to."""
        self.setCurrentWidget(self.text)
        bar = self.text.verticalScrollBar()
        place = bar.value()
        self.text.setPlainText(text)
        bar.setValue(place)

    def _fit(self) -> None:
        ratio = self.devicePixelRatioF()
        scaled = self._picture.scaled(
            self.size() * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        scaled.setDevicePixelRatio(ratio)
        self.page.setPixmap(scaled)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.currentWidget() is self.page:
            self._fit()
