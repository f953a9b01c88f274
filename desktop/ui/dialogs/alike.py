"""What else in the library says much of the same as an article."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from desktop.domain.address import host_of
from desktop.services.versions import Resemblance
from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.words import short_date, tr

_ID = Qt.ItemDataRole.UserRole


class AlikeDialog(FramedDialog):
    """Copies of one report on other sites, the printed page, an excerpt."""

    open_wanted = Signal(int)
    """Id of an article."""

    def __init__(self, title: str, found: Sequence[Resemblance], parent: QWidget | None = None) -> None:
        super().__init__(tr("Also in the library: “{title}”", title=title), parent)
        nothing = tr("No other article in the library shares much of its text.")
        told = tr("These articles share much of their text with it. They stay apart: nothing is merged.")
        hint = QLabel(told if found else nothing, self)
        hint.setWordWrap(True)
        hint.setObjectName("muted")
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("Articles that share text"))
        self.list.setWordWrap(True)
        for one in found:
            source = " · ".join(
                filter(None, (one.item.site or host_of(one.item.url), short_date(one.item.published)))
            )
            share = tr("{percent} % in common", percent=round(one.common * 100))
            line = QListWidgetItem(
                f"{one.item.title}\n{' · '.join(filter(None, (source, share)))}", self.list
            )
            line.setData(_ID, one.item.id)
        self.list.itemActivated.connect(lambda _line: self._open())
        self.list.setVisible(bool(found))
        self.body.addWidget(hint)
        self.body.addWidget(self.list, 1)
        self.add_button(tr("Close"), "closeAlike", self.reject)
        self.go = self.add_button(tr("Open"), "openAlike", self._open, main=True)
        self.go.setEnabled(bool(found))
        self.list.setCurrentRow(0)
        self.resize(480, 360 if found else 160)

    def _open(self) -> None:
        if line := self.list.currentItem():
            self.open_wanted.emit(line.data(_ID))
            self.accept()
