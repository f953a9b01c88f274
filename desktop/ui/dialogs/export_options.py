"""The options of a format as fields, made from what its exporter declares."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.exporters.options import Choice, Flag, Option, Value, is_asked, settled
from desktop.ui.words import tr

Field = QCheckBox | QComboBox | QLineEdit


class OptionFields(QWidget):
    """Shows the options of one format at a time. What was chosen for another format is kept."""

    changed = Signal()

    def __init__(self, chosen: Mapping[str, Mapping[str, Value]], parent: QWidget | None = None) -> None:
        """``chosen``: values by format and option."""
        super().__init__(parent)
        self._chosen = {name: dict(values) for name, values in chosen.items()}
        self._format = ""
        self._options: Sequence[Option] = ()
        self._one_file = False
        self._fields: dict[str, tuple[Field, list[QWidget]]] = {}
        """By name; with all that is shown and hidden with it."""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_options(self, format_name: str, options: Sequence[Option]) -> None:
        """The fields of another format."""
        if self._format:
            self._chosen[self._format] = self.values()
        for _, widgets in self._fields.values():
            for widget in widgets:
                self._column.removeWidget(widget)
                widget.deleteLater()
        self._fields.clear()
        self._format, self._options = format_name, options
        values = settled(options, self._chosen.get(format_name, {}))
        for option in options:
            self._add(option, values[option.name])
        self._settle()

    def take(self, chosen: Mapping[str, Mapping[str, Value]]) -> None:
        """Show these values, where they are of the format that is shown; of others keep them."""
        self._chosen |= {name: dict(values) for name, values in chosen.items()}
        values = settled(self._options, self._chosen.get(self._format, {}))
        for name, (field, _) in self._fields.items():
            _set(field, values[name])

    def set_one_file(self, one_file: bool) -> None:
        """Some options have a meaning for one kind of files only."""
        self._one_file = one_file
        self._settle()

    def values(self) -> dict[str, Value]:
        """Of the format that is shown."""
        return {name: _value(field) for name, (field, _) in self._fields.items()}

    def all_values(self) -> dict[str, dict[str, Value]]:
        """By format, as far as anything was chosen."""
        return self._chosen | ({self._format: self.values()} if self._fields else {})

    def field(self, name: str) -> Field:
        return self._fields[name][0]

    def _add(self, option: Option, value: Value) -> None:
        widgets: list[QWidget] = []
        field: Field
        if isinstance(option, Flag):
            field = QCheckBox(tr(option.label), self)
            field.setChecked(bool(value))
            field.toggled.connect(self._hear)
        else:
            label = QLabel(tr(option.label), self)
            widgets.append(label)
            if isinstance(option, Choice):
                field = QComboBox(self)
                field.setMinimumHeight(28)
                for name, title in option.choices.items():
                    field.addItem(tr(title), name)
                field.setCurrentIndex(max(field.findData(value), 0))
                field.currentIndexChanged.connect(self._hear)
            else:
                field = QLineEdit(str(value), self)
                field.textChanged.connect(self._hear)
            label.setBuddy(field)
            field.setAccessibleName(tr(option.label))
        field.setObjectName(f"exportOption-{option.name}")
        field.setToolTip(tr(option.hint))
        field.setAccessibleDescription(tr(option.hint))
        widgets.append(field)
        for widget in widgets:
            self._column.addWidget(widget)
        self._fields[option.name] = field, widgets

    def _hear(self) -> None:
        self._settle()
        self.changed.emit()

    def _settle(self) -> None:
        """Show what has a meaning now."""
        chosen = self.values() | {"one_file": self._one_file}
        for option in self._options:
            for widget in self._fields[option.name][1]:
                widget.setVisible(is_asked(option, chosen))


def _set(field: Field, value: Value) -> None:
    if isinstance(field, QCheckBox):
        field.setChecked(bool(value))
    elif isinstance(field, QComboBox):
        field.setCurrentIndex(max(field.findData(value), 0))
    else:
        field.setText(str(value))


def _value(field: Field) -> Value:
    if isinstance(field, QCheckBox):
        return field.isChecked()
    return str(field.currentData()) if isinstance(field, QComboBox) else field.text().strip()
