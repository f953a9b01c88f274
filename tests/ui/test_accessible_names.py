"""What a screen reader is told: whatever takes the focus in the window and in its dialogs says what it is."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.annotation import HighlightColor, NewAnnotation, TextTarget
from desktop.domain.errors import LibraryDamaged
from desktop.domain.selector import TextPositionSelector, TextQuoteSelector
from desktop.reader.base import Picture
from desktop.services import annotate, organize
from desktop.services.library import Damage
from desktop.storage.library import Library
from desktop.ui.dialogs.damage import DamageDialog
from desktop.ui.dialogs.library_problem import LibraryProblemDialog
from desktop.ui.dialogs.notice import NoticeDialog
from desktop.ui.dialogs.outside_link import OutsideLinkDialog
from desktop.ui.reading.link_picker import LinkPicker
from desktop.ui.reading.picture_viewer import PictureViewer
from desktop.ui.reading.split_dialog import SplitDialog
from desktop.ui.window import MainWindow
from tests.ui.reading.desk import add_article, mark
from tests.ui.windows import shown_window

_DIALOGS = (
    "versions", "alike", "collect", "tag", "history", "typography", "keys", "about", "color_names",
    "export", "imports", "browse", "tags", "notebook", "cite", "palette", "following", "to_library", "new_collection",
    "statistics", "overview", "related",
)  # fmt: skip
"""Actions that open one."""


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """With an article that has annotations, orphans among them, notes and tags; its panel edits a comment."""
    with Library.open(tmp_path / "library.florilegium", backup=False) as library:
        item = add_article(library)
        one = mark(library, item, "warned twice", comment="By **whom**?", tags=("archive",))
        mark(library, item, "kept the letters", color=HighlightColor.BLUE)
        lost = TextTarget(TextQuoteSelector("words of an earlier day"), TextPositionSelector(60, 83))
        annotate.create(library, item, NewAnnotation(lost))
        organize.add_note(library, item, "Ask the archive.")
        organize.tag_items(library, [item], "rivers")
        organize.file_by_path(library, [item], "Floods")
        with shown_window(qapp, qtbot, library) as window:
            qtbot.waitUntil(lambda: len(window.item_list.view.items.rows) == 1)
            window.item_list.view.choose(item)
            window.reading.open_item(item, annotation_id=one)
            qtbot.waitUntil(lambda: bool((tab := window.reading.tab()) and tab.ready), timeout=20_000)
            qtbot.waitUntil(lambda: window.annotations.list.shown.rowCount() == 3)
            yield window


def nameless(ground: QWidget) -> list[str]:
    """What takes the focus by Tab and has no name, hidden parts too: they show themselves later."""
    found = []
    for part in [ground, *ground.findChildren(QWidget)]:
        takes = part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.focusProxy() is None
        told = QAccessible.queryAccessibleInterface(part)
        named = (told and told.text(QAccessible.Text.Name)) or part.isWindow() or speaks_itself(part)
        if takes and not named:
            path, at = [], part
            while at is not None and at is not ground:
                path.append(f"{type(at).__name__} {at.objectName()}".strip())
                at = at.parentWidget()
            found.append(" < ".join(path))
    return found


def speaks_itself(part: QWidget) -> bool:
    """The list of a combo box, which that speaks for, and the inside of the web engine, which tells of its page."""
    around = part.parentWidget()
    if around is None:
        return False
    of_choices = isinstance(part, QAbstractItemView) and around.inherits("QComboBoxPrivateContainer")
    return of_choices or (around.inherits("QWebEngineView") and bool(around.accessibleName()))


def test_everything_in_the_window_that_takes_the_focus_has_a_name(qtbot: QtBot, window: MainWindow) -> None:
    window.reading.find_bar.open_bar()
    window.reading.moving.contents.trigger()
    window.annotations.list.set_current(window.annotations.list.rows.annotations()[0].id)
    window.annotations.list.edit_comment(window.annotations.list.rows.annotations()[1].id)
    window.annotations.write_note()
    assert not (found := nameless(window)), "\n".join(found)


@pytest.mark.parametrize("action", _DIALOGS)
def test_dialogs_have_names_a_focus_and_a_way_out_by_key(
    qtbot: QtBot, window: MainWindow, action: str
) -> None:
    window.actions_by_name[action].trigger()
    qtbot.waitUntil(lambda: bool(shown(window)), timeout=10_000)
    for dialog in shown(window):
        judge(qtbot, dialog)
        dialog.close()


@pytest.mark.parametrize(
    "make",
    [
        lambda window: SplitDialog("Nobody kept the letters.", window),
        LinkPicker,
        lambda window: NoticeDialog("The library is sound", "Articles: 1", window),
        lambda window: OutsideLinkDialog("https://example.org/a", in_library=True, parent=window),
        lambda window: PictureViewer([Picture(b"", "a.png", "A pole")], 0, window),
        lambda window: LibraryProblemDialog(LibraryDamaged("It is damaged."), Path("none"), window),
        lambda window: DamageDialog(
            "Floods", Damage(("Tree 4 page 5: btreeInitPage() returns error code 11",), None), window
        ),
    ],
    ids=["split", "link", "notice", "outside", "picture", "problem", "damage"],
)
def test_dialogs_made_on_other_ways_too(
    qtbot: QtBot, window: MainWindow, make: Callable[[MainWindow], QDialog]
) -> None:
    dialog = make(window)
    dialog.show()
    judge(qtbot, dialog)
    dialog.close()
    dialog.deleteLater()


def shown(window: MainWindow) -> list[QWidget]:
    """The windows in front of it."""
    tops = QApplication.topLevelWidgets()
    return [one for one in tops if one.isVisible() and one is not window and one.windowType() is not Qt.WindowType.Popup
            and one.windowTitle()]  # fmt: skip


def judge(qtbot: QtBot, dialog: QWidget) -> None:
    assert dialog.windowTitle()
    assert nameless(dialog) == []
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.waitUntil(lambda: dialog.focusWidget() is not None)
    reached = walk(qtbot, dialog)
    missed = [
        f"{type(part).__name__} {part.objectName()}"
        for part in dialog.findChildren(QWidget)
        if part.isVisible() and part.isEnabled() and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and part.focusProxy() is None and part not in reached and type(part.parent()).__name__ != "QKeySequenceEdit"
    ]  # fmt: skip
    assert missed == [], "Tab leads to all of it"


def walk(qtbot: QtBot, dialog: QWidget) -> set[QWidget]:
    """What Tab leads to until it comes round."""
    reached: set[QWidget] = set()
    for _ in range(80):
        at = QApplication.focusWidget()
        if at is None or at in reached:
            break
        reached.add(at)
        qtbot.keyClick(at, Qt.Key.Key_Tab)
    return reached
