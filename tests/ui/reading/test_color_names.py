"""The names of colours on the screen."""

from PySide6.QtCore import Qt

from desktop.domain.annotation import HighlightColor
from desktop.reader import theme
from desktop.services import colors, history
from desktop.ui.dialogs.color_names import ColorNamesDialog
from desktop.ui.reading.annotations_model import COLOR
from tests.ui.reading.desk import Desk, add_article, mark

BLUE = HighlightColor.BLUE


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def test_a_name_stands_wherever_the_colour_does_and_goes_with_undo(desk: Desk) -> None:
    item = add_article(desk.library)
    mark(desk.library, item, "warned", color=HighlightColor.RED)
    mark(desk.library, item, "kept the letters", color=BLUE)
    desk.open(item)
    desk.wait_for(lambda: desk.panel.list.shown.rowCount() == 2)
    desk.tasks.write(lambda: colors.rename(desk.library, {BLUE: "claim"}))
    rows, dot = desk.panel.list.shown, desk.pane.popup.findChild(object, "dot-blue")

    def said() -> list[str]:
        chip = next(one for one in desk.panel.filters._chips if one.property("value")[1] == "blue")
        card = rows.index(1, 0)
        return [
            plain(text)
            for text in (
                dot.toolTip(), dot.accessibleName(), chip.accessibleName(), card.data(COLOR),
                desk.pane.marking.colors[BLUE].text(), desk.panel.list.marking.colors[BLUE].text(),
                card.data(Qt.ItemDataRole.AccessibleTextRole),
            )
        ]  # fmt: skip

    name = "claim (blue)"
    expected = [f"{name} (6)", name, name, name, name, name, f"{name}. Highlight. kept the letters"]
    desk.wait_for(lambda: said() == expected)
    wide = (
        next(one for one in desk.panel.filters._chips if one.property("value")[1] == "blue")
        .sizeHint()
        .width()
    )
    assert wide > 40, "the chip says the name in words"
    desk.tasks.write(lambda: history.undo(desk.library))
    desk.wait_for(lambda: said()[1] == "Blue")


def test_the_dialog_gives_all_names_at_once(qtbot) -> None:
    dialog = ColorNamesDialog({BLUE: "claim"}, theme.load("paper"))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.fields[BLUE].text() == "claim"
    field = dialog.fields[HighlightColor.RED]
    field.setFocus()
    qtbot.keyClicks(field, "doubt")
    with qtbot.waitSignal(dialog.renamed) as renamed:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    told = {color: name for color, name in renamed.args[0].items() if name}
    assert told == {BLUE: "claim", HighlightColor.RED: "doubt"}
    assert dialog.isHidden()
