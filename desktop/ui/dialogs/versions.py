"""The archived states of an article: what changed between them, and which is read."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.item import Version
from desktop.reader.theme import Theme
from desktop.services.versions import Comparison
from desktop.ui.dialogs.comparison_page import page, summary
from desktop.ui.dialogs.frame import FramedDialog
from desktop.ui.words import counted, moment, tr

_VERSION = Qt.ItemDataRole.UserRole

Compare = Callable[[int, int, Callable[[Comparison], None]], None]
"""Compares two versions by their ids, the older first, and hands over the result later."""


class VersionsDialog(FramedDialog):
    """The chosen version is compared with the one that is read; that one with the one before it."""

    use_wanted = Signal(int)
    """Id of the version that is to be read from now on."""

    def __init__(
        self,
        title: str,
        versions: Sequence[Version],
        compare: Compare,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Versions of “{title}”", title=title), parent)
        self._compare, self._theme = compare, theme
        self._comparison: Comparison | None = None
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("Versions, the newest first"))
        self.list.setWordWrap(True)
        self.list.currentRowChanged.connect(lambda _row: self._look())
        self.what = QLabel(self)
        self.what.setWordWrap(True)
        self.what.setObjectName("muted")
        self.text = QTextBrowser(self)
        self.text.setAccessibleName(tr("What changed"))
        self.text.setOpenLinks(False)
        self.whole = QCheckBox(tr("Show what stayed the same"), self)
        self.whole.toggled.connect(lambda _on: self._show())
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 0, 0, 0)
        for part in (self.what, self.text, self.whole):
            column.addWidget(part)
        splitter = QSplitter(self)
        splitter.addWidget(self.list)
        splitter.addWidget(right)
        splitter.setSizes([220, 560])
        splitter.setStretchFactor(1, 1)
        self.body.addWidget(splitter, 1)
        self.add_button(tr("Close"), "closeVersions", self.reject)
        self.use = self.add_button(tr("Read this version"), "useVersion", self._use, main=True)
        self.show_versions(versions)
        self.resize(840, 560)

    def show_versions(self, versions: Sequence[Version]) -> None:
        row = max(0, self.list.currentRow())
        self.list.clear()
        for version in versions:
            lines = [moment(version.archived), counted(version.words, "{n} word", "{n} words")]
            if version.present:
                lines.append(tr("This one is read now"))
            line = QListWidgetItem("\n".join(lines), self.list)
            line.setData(_VERSION, version)
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self._look()

    def _versions(self) -> list[Version]:
        return [self.list.item(row).data(_VERSION) for row in range(self.list.count())]

    def _chosen(self) -> Version | None:
        line = self.list.currentItem()
        return line.data(_VERSION) if line else None

    def _look(self) -> None:
        chosen, versions = self._chosen(), self._versions()
        self.use.setEnabled(bool(chosen and not chosen.present))
        other = None
        if chosen and chosen.present:
            other = next((version for version in versions if version.id < chosen.id), None)
            other = other or next((version for version in versions if version.id > chosen.id), None)
        elif chosen:
            other = next((version for version in versions if version.present), None)
        self._comparison = None
        self.text.clear()
        if chosen is None or other is None:
            self.what.setText(
                tr("There is one version. When the page is imported again and has changed, it gets another.")
            )
            return
        self._compare(min(chosen.id, other.id), max(chosen.id, other.id), self._compared)

    def _compared(self, comparison: Comparison) -> None:
        chosen = self._chosen()
        if chosen and chosen.id in (comparison.old.id, comparison.new.id):
            self._comparison = comparison
            self._show()

    def _show(self) -> None:
        if self._comparison:
            old, new = moment(self._comparison.old.archived), moment(self._comparison.new.archived)
            change = tr("From {old} to {new}", old=old, new=new)
            self.what.setText(f"{change}: {summary(self._comparison)}")
            self.text.setHtml(page(self._comparison, self._theme, whole=self.whole.isChecked()))

    def _use(self) -> None:
        chosen = self._chosen()
        if chosen and not chosen.present:
            self.use_wanted.emit(chosen.id)
