"""Asking before the browser opens an address that an article leads to."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from desktop.domain.address import host_of
from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.words import apart, tr


class OutsideLinkDialog(FramedDialog):
    """Shows the whole address. ``in_library``: an article of that address can be opened instead."""

    open_wanted = Signal(bool)
    """In the browser; whether not to ask again for this host."""
    article_wanted = Signal()

    def __init__(self, address: str, *, in_library: bool, parent: QWidget | None = None) -> None:
        host = host_of(address)
        mail = address.startswith("mailto:")
        super().__init__(tr("Write this e-mail?") if mail else tr("Open this page in the browser?"), parent)
        self._address = address
        if host:
            self.body.addWidget(QLabel(tr("The link leads to {host}.", host=apart(host)), self))
        self.address = QLabel(address, self)
        self.address.setObjectName("outsideAddress")
        self.address.setAccessibleName(tr("Address"))
        self.address.setTextFormat(Qt.TextFormat.PlainText)
        self.address.setWordWrap(True)
        self.address.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.body.addWidget(self.address)
        self.trusted = QCheckBox(tr("Do not ask again for {host}", host=apart(host)), self)
        self.trusted.setObjectName("trustHost")
        self.trusted.setVisible(bool(host))
        self.body.addWidget(self.trusted)
        self.add_button(tr("Cancel"), "keepInside", self.reject)
        self.add_button(tr("Copy the address"), "copyAddress", self._copy)
        if in_library:
            self.add_button(tr("Open in the library"), "openInside", self._open_article)
        self.add_button(tr("Open"), "openOutside", self._open, main=True)
        self.setMinimumWidth(460)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._address)
        self.accept()

    def _open_article(self) -> None:
        self.accept()
        self.article_wanted.emit()

    def _open(self) -> None:
        self.accept()
        self.open_wanted.emit(self.trusted.isChecked())
