"""Values that are changed in their place in a list."""

from PySide6.QtWidgets import QStyledItemDelegate, QWidget

from desktop.ui.models.items import Index

_FILLED = "filled"


class InPlaceDelegate(QStyledItemDelegate):
    """What was typed stays when the line is read anew meanwhile."""

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if not editor.property(_FILLED):
            super().setEditorData(editor, index)
            editor.setProperty(_FILLED, True)
