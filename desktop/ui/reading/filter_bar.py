"""Chips and a field that say which annotations are shown."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.annotation import Annotation, AnnotationKind, ColorNames, HighlightColor
from desktop.reader.theme import Theme
from desktop.ui.reading.annotations_model import IDS_FORMAT, AnnotationFilter
from desktop.ui.reading.flow_layout import FlowLayout
from desktop.ui.reading.own_keys import keeps
from desktop.ui.reading.swatches import KIND_ICONS, ColorDot, kind_name
from desktop.ui.reading.tag_field import Chip
from desktop.ui.words import tr

_MOST_TAGS = 8
"""The tags used most get a chip; the field finds the others."""


class WordsField(QLineEdit):
    """Esc empties it before it goes elsewhere."""

    def event(self, event: QEvent) -> bool:
        return (bool(self.text()) and keeps(event, Qt.Key.Key_Escape)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class FilterBar(QWidget):
    """Offers the colours, kinds and tags that the article's annotations have, and no others; orphans where there are
    some."""

    filter_changed = Signal(object)
    """``AnnotationFilter``."""
    color_given = Signal(list, object)
    """Cards were dropped on a colour: their ids, and the colour."""
    tag_given = Signal(list, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._offered: tuple[object, ...] = ()
        self._chips: list[QAbstractButton] = []
        self._names: ColorNames = {}
        self.setAcceptDrops(True)
        self.words = WordsField(self)
        self.words.setObjectName("annotationFilter")
        self.words.setPlaceholderText(tr("Filter annotations"))
        self.words.setAccessibleName(tr("Filter annotations"))
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(self._tell)
        row = QWidget(self)
        self._flow = FlowLayout(row)
        self._row = row
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(row)

    def filter(self) -> AnnotationFilter:
        chosen = [chip.property("value") for chip in self._chips if chip.isChecked()]
        return AnnotationFilter(
            frozenset(HighlightColor(name) for sort, name in chosen if sort == "color"),
            frozenset(AnnotationKind(name) for sort, name in chosen if sort == "kind"),
            frozenset(name for sort, name in chosen if sort == "tag"),
            self.words.text(),
            orphaned=any(sort == "orphan" for sort, _ in chosen),
        )

    def reset(self) -> None:
        """Show everything again."""
        for chip in self._chips:
            chip.setChecked(False)
        self.words.clear()
        self._tell()

    def offer(self, annotations: Sequence[Annotation]) -> None:
        """Chips for what these annotations have; what is chosen stays chosen while it is there."""
        colors = [color for color in HighlightColor if any(found.color is color for found in annotations)]
        kinds = [kind for kind in AnnotationKind if any(found.kind is kind for found in annotations)]
        used = Counter(tag for found in annotations for tag in found.tags)
        tags = sorted((tag for tag, _ in used.most_common(_MOST_TAGS)), key=str.casefold)
        lost = sum(found.orphan for found in annotations)
        orphans = 0 < lost < len(annotations)
        offered = (tuple(colors), tuple(kinds) if len(kinds) > 1 else (), tuple(tags), orphans)
        if offered == self._offered:
            return
        self._offered = offered
        chosen = {tuple(chip.property("value")) for chip in self._chips if chip.isChecked()}
        self._clear()
        if orphans:
            self._add(Chip(tr("Not in the text"), self._theme, self._row), ("orphan", "1"), chosen)
        for color in offered[0]:
            dot = ColorDot(color, self._theme, self._row)
            dot.set_names(self._names)
            self._add(dot, ("color", str(color)), chosen)
        for kind in offered[1]:
            chip = Chip(kind_name(kind), self._theme, self._row, drawn=KIND_ICONS[kind])
            self._add(chip, ("kind", str(kind)), chosen)
        for tag in tags:
            self._add(Chip(tag, self._theme, self._row), ("tag", tag), chosen)
        self._row.setVisible(len(self._chips) > 1)
        self.updateGeometry()
        self._tell()

    def set_color_names(self, names: ColorNames) -> None:
        self._names = names
        for chip in self._chips:
            if isinstance(chip, ColorDot):
                chip.set_names(names)
        self._flow.invalidate()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for chip in self._chips:
            if isinstance(chip, ColorDot | Chip):
                chip.set_theme(theme)

    def _clear(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []

    def _add(self, chip: QAbstractButton, value: tuple[str, str], chosen: set[tuple[str, ...]]) -> None:
        chip.setProperty("value", list(value))
        chip.setCheckable(True)
        chip.setChecked(value in chosen)
        chip.toggled.connect(self._tell)
        self._chips.append(chip)
        self._flow.addWidget(chip)
        chip.show()

    def _tell(self) -> None:
        self.filter_changed.emit(self.filter())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(event.mimeData().hasFormat(IDS_FORMAT))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.setAccepted(self._taker(event) is not None)

    def dropEvent(self, event: QDropEvent) -> None:
        """A card dropped on a chip takes that colour or tag."""
        if chip := self._taker(event):
            ids = [int(part) for part in bytes(event.mimeData().data(IDS_FORMAT).data()).split()]
            sort, name = chip.property("value")
            if sort == "color":
                self.color_given.emit(ids, HighlightColor(name))
            else:
                self.tag_given.emit(ids, name)
            event.acceptProposedAction()

    def _taker(self, event: QDropEvent) -> QAbstractButton | None:
        """The colour or tag under the mouse."""
        chip = self.childAt(event.position().toPoint())
        fits = (
            isinstance(chip, QAbstractButton)
            and chip in self._chips
            and chip.property("value")[0] in ("color", "tag")
        )
        return chip if isinstance(chip, QAbstractButton) and fits else None
