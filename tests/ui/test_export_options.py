"""Options that formats declare become fields, without the form knowing the formats."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox
from pytestqt.qtbot import QtBot

from desktop.exporters.options import Choice, Flag, Words, settled
from desktop.ui.dialogs.export_options import OptionFields

PAPER = Choice("paper", "Paper", {"a4": "A4", "letter": "Letter"}, "a4")
NOTES = Flag("notes", "Notes in the margin", hint="For paper.")
WIDTH = Words("width", "Width of the margin", "4 cm", only={"notes": True})
CONTENTS = Flag("contents", "Table of contents", default=True, only={"one_file": True})


@pytest.fixture
def fields(qtbot: QtBot) -> OptionFields:
    fields = OptionFields({"book": {"paper": "letter", "notes": "what?"}})
    qtbot.addWidget(fields)
    fields.show_options("book", (PAPER, NOTES, WIDTH, CONTENTS))
    fields.show()
    return fields


def test_fields_show_what_was_chosen_and_defaults_for_what_cannot_be(fields: OptionFields) -> None:
    assert fields.values() == {"paper": "letter", "notes": False, "width": "4 cm", "contents": True}


def test_what_depends_on_another_choice_is_asked_with_it(qtbot: QtBot, fields: OptionFields) -> None:
    notes = fields.field("notes")
    assert isinstance(notes, QCheckBox)
    assert not fields.field("width").isVisible()
    with qtbot.waitSignal(fields.changed):
        qtbot.keyClick(notes, Qt.Key.Key_Space)
    assert fields.field("width").isVisible()
    assert not fields.field("contents").isVisible()
    fields.set_one_file(True)
    assert fields.field("contents").isVisible()


def test_each_format_keeps_its_own(qtbot: QtBot, fields: OptionFields) -> None:
    paper = fields.field("paper")
    assert isinstance(paper, QComboBox)
    qtbot.keyClick(paper, Qt.Key.Key_Up)
    fields.show_options("leaf", (NOTES,))
    assert fields.values() == {"notes": False}
    fields.show_options("book", (PAPER, NOTES))
    assert fields.values() == {"paper": "a4", "notes": False}
    assert set(fields.all_values()) == {"book", "leaf"}


def test_settled_values_are_possible_ones() -> None:
    assert settled((PAPER, NOTES), {"paper": "a0", "notes": True, "other": "x"}) == {
        "paper": "a4",
        "notes": True,
    }
