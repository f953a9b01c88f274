"""What holds of a provenance sheet, and what does not."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.services.provenance import Finding
from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.words import counted, number, tr


class FindingsDialog(FramedDialog):
    """What differs stands first."""

    def __init__(self, name: str, findings: Sequence[Finding], parent: QWidget | None = None) -> None:
        super().__init__(tr("Provenance sheet {name}", name=name), parent)
        wrong = [one for one in findings if not one.holds]
        told = (
            tr("{wrong} of {all} statements differ.", wrong=number(len(wrong)), all=number(len(findings)))
            if wrong
            else counted(len(findings), "The one statement holds.", "All {n} statements hold.")
        )
        self.told = QLabel(told, self)
        self.told.setObjectName("findingsTold")
        self.list = QTreeWidget(self)
        self.list.setObjectName("findings")
        self.list.setAccessibleName(tr("What the sheet says"))
        self.list.setRootIsDecorated(False)
        self.list.setHeaderLabels([tr("Article"), tr("What"), tr("Holds"), tr("Remark")])
        for one in (*wrong, *(one for one in findings if one.holds)):
            holds = tr("yes") if one.holds else tr("no")
            line = QTreeWidgetItem(self.list, [one.title, one.what, holds, one.reason])
            for column in range(4):
                line.setToolTip(column, line.text(column))
        header = self.list.header()
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(0, 180)
        header.resizeSection(2, 60)
        header.resizeSection(3, 220)
        header.setStretchLastSection(False)
        self.body.addWidget(self.told)
        self.body.addWidget(self.list, 1)
        self.add_button(tr("Close"), "closeFindings", self.accept, main=True)
        self.resize(760, 420)
