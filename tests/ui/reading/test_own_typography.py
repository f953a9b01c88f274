"""An article with reading settings of its own, chosen in the dialog, kept and found again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.reader.typography import Typography
from desktop.services import browse
from desktop.settings import Settings
from desktop.ui.actions import Actions
from desktop.ui.dialogs.typography import TypographyDialog
from desktop.ui.looks import Looks
from desktop.ui.theme import Appearance
from desktop.ui.workplace import Workplace
from tests.ui.reading.desk import Desk, add_article

WORDS = "council was warned"


class Chosen(Workplace):
    """A window with settings."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.settings = Settings()
        self.named = Actions(self)
        Looks(self, self.named, Appearance("paper"), desk.pane)

    def keep_settings(self, settings: Settings) -> None:
        self.settings = settings


@pytest.fixture
def chosen(desk: Desk) -> Chosen:
    return Chosen(desk)


def dialog_of(desk: Desk, chosen: Chosen) -> TypographyDialog:
    chosen.named["typography"].trigger()
    return chosen.findChild(TypographyDialog)


def toggle(desk: Desk, box: QWidget) -> None:
    desk.qtbot.keyClick(box, Qt.Key.Key_Space)


def enlarge(desk: Desk, dialog: TypographyDialog, times: int = 12) -> None:
    for _ in range(times):
        desk.qtbot.keyClick(dialog.text_size, Qt.Key.Key_Up)


def height(desk: Desk) -> int:
    return desk.place(WORDS).height()


def test_settings_of_one_article_leave_the_others_as_they_are(desk: Desk, chosen: Chosen) -> None:
    one, other = (
        add_article(desk.library),
        add_article(
            desk.library, "Another", "<p>The council was warned once.</p>\n", "The council was warned once.\n"
        ),
    )
    desk.open(one)
    usual = height(desk)
    dialog = dialog_of(desk, chosen)
    assert dialog.only_here.isEnabled()
    toggle(desk, dialog.only_here)
    enlarge(desk, dialog)
    desk.wait_for(lambda: height(desk) > 1.3 * usual)
    assert chosen.settings == Settings()
    desk.open(other)
    desk.wait_for(lambda: not dialog.only_here.isChecked())
    assert dialog.typography() == Typography()
    assert height(desk) == usual
    desk.open(one)
    desk.wait_for(dialog.only_here.isChecked)
    assert dialog.typography() == Typography(size=30)
    assert height(desk) > 1.3 * usual
    toggle(desk, dialog.only_here)
    desk.wait_for(lambda: height(desk) == usual)
    assert dialog.typography() == Typography()


def test_they_are_kept_with_the_place(desk: Desk, chosen: Chosen) -> None:
    one = add_article(desk.library)
    desk.open(one)
    dialog = dialog_of(desk, chosen)
    toggle(desk, dialog.only_here)
    toggle(desk, dialog.justified)
    desk.pane.close_tab()
    wanted = Typography(justified=True)
    desk.wait_for(lambda: browse.position(desk.library, one))
    assert Typography.told_by(browse.position(desk.library, one).look["typography"]) == wanted
    desk.open(one)
    assert desk.pane.own_typography() == wanted


def test_without_an_article_that_settings_speak_of_there_is_no_choice(desk: Desk, chosen: Chosen) -> None:
    assert not dialog_of(desk, chosen).only_here.isEnabled()


@pytest.mark.parametrize("told", ["", "x", "[]", '{"size": 18}', '{"size": "18"}'])
def test_what_is_not_understood_counts_as_not_said(told: str) -> None:
    assert Typography.told_by(told) is None
