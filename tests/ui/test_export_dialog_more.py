"""Presets, templates, files in the way, and folders that follow: the export dialog with real keys and files."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QInputDialog, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop import paths
from desktop.services import annotate, browse, organize, standing_exports, templates
from desktop.settings import Settings
from desktop.storage.library import Library
from desktop.ui.dialogs.export import ExportDialog
from desktop.ui.dialogs.overwrite import OverwriteDialog
from desktop.ui.dialogs.template_editor import TemplateEditor
from desktop.ui.tasks import Tasks
from tests.ui.reading.desk import add_article, mark

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def own_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "config", lambda: tmp_path / "config")


@pytest.fixture
def item(library: Library) -> int:
    item = add_article(library, "The flood")
    mark(library, item, "kept the letters", comment="By whom?", tags=("evidence",))
    return item


@pytest.fixture
def dialog(qtbot: QtBot, library: Library, tasks: Tasks, item: int, tmp_path: Path) -> ExportDialog:
    dialog = ExportDialog(library, tasks, [item], Settings())
    dialog.describe("in Rivers", "Rivers", ("", "in:Rivers"))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.form.folder.setText(str(tmp_path / "out"))
    dialog.form.open_folder.setChecked(False)
    qtbot.waitUntil(lambda: "kept the letters" in dialog.preview.text.toPlainText())
    return dialog


def choose(qtbot: QtBot, box: QComboBox, text: str) -> None:
    """By its first letters, as a person types them."""
    box.setFocus()
    qtbot.keyClicks(box, text)
    assert box.currentText().startswith(text)


def flavour(dialog: ExportDialog) -> QComboBox:
    field = dialog.form.options.field("flavour")
    assert isinstance(field, QComboBox)
    return field


def test_the_preview_follows_the_flavour(qtbot: QtBot, dialog: ExportDialog) -> None:
    choose(qtbot, flavour(dialog), "Obs")
    qtbot.waitUntil(lambda: "==kept the letters==" in dialog.preview.text.toPlainText())


def test_a_preset_is_saved_used_and_removed(
    qtbot: QtBot, dialog: ExportDialog, library: Library, tasks: Tasks, item: int
) -> None:
    choose(qtbot, flavour(dialog), "Obs")

    def name_it() -> None:
        asked = dialog.findChild(QInputDialog)
        assert asked
        qtbot.keyClicks(asked.findChild(QLineEdit), "My vault")
        qtbot.keyClick(asked.findChild(QLineEdit), Qt.Key.Key_Return)

    QTimer.singleShot(50, name_it)
    with qtbot.waitSignal(dialog.settings_changed) as told:
        qtbot.mouseClick(dialog.presets.save, LEFT)
    again = ExportDialog(library, tasks, [item], told.args[0])
    qtbot.addWidget(again)
    again.show()
    assert flavour(again).currentData() == "commonmark"
    again.presets.names.setFocus()
    qtbot.keyClick(again.presets.names, Qt.Key.Key_M)
    again.presets.names.activated.emit(again.presets.names.currentIndex())
    assert flavour(again).currentData() == "obsidian"
    assert again.form.folder.text() == dialog.form.folder.text()
    with qtbot.waitSignal(again.settings_changed) as told:
        qtbot.mouseClick(again.presets.remove, LEFT)
    assert told.args[0].export_presets == {}


def press_export(qtbot: QtBot, dialog: ExportDialog) -> None:
    qtbot.waitUntil(dialog.export_button.isEnabled)
    qtbot.mouseClick(dialog.export_button, LEFT)


@pytest.mark.parametrize(("button", "replaced"), [("replaceFiles", True), ("keepFiles", False)])
def test_files_in_the_way_are_asked_about(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path, button: str, replaced: bool
) -> None:
    (tmp_path / "out").mkdir()
    mine = tmp_path / "out" / "The flood.md"
    mine.write_text("My own")
    press_export(qtbot, dialog)
    qtbot.waitUntil(lambda: dialog.findChild(OverwriteDialog) is not None)
    asked = dialog.findChild(OverwriteDialog)
    assert mine.read_text() == "My own"
    qtbot.mouseClick(asked.findChild(type(dialog.export_button), button), LEFT)
    qtbot.waitUntil(dialog.report.isVisible)
    assert (mine.read_text("utf-8") != "My own") is replaced
    assert (tmp_path / "out" / "The flood (2).md").exists() is not replaced


def test_an_earlier_export_is_renewed_without_a_question(
    qtbot: QtBot, dialog: ExportDialog, library: Library, tmp_path: Path, item: int
) -> None:
    press_export(qtbot, dialog)
    qtbot.waitUntil(dialog.report.isVisible)
    annotate.comment(library, browse.annotations(library, item)[0].id, "By her.")
    dialog.report.hide()
    press_export(qtbot, dialog)
    qtbot.waitUntil(dialog.report.isVisible)
    assert "By her." in (tmp_path / "out" / "The flood.md").read_text("utf-8")
    assert len(list((tmp_path / "out").iterdir())) == 1


def write(qtbot: QtBot, field: QPlainTextEdit, text: str) -> None:
    for number, line in enumerate(text.split("\n")):
        if number:
            qtbot.keyClick(field, Qt.Key.Key_Return)
        qtbot.keyClicks(field, line)


def test_a_template_is_written_with_its_preview_and_its_problems(qtbot: QtBot, dialog: ExportDialog) -> None:
    qtbot.mouseClick(dialog.form.edit_template, LEFT)
    editor = dialog.findChild(TemplateEditor)
    assert editor
    qtbot.waitUntil(lambda: "kept the letters" in editor.preview.toPlainText())
    assert not editor.keep_button.isEnabled()
    editor.text.selectAll()
    write(qtbot, editor.text, "{% for annotation in annotations %}\n* {{ annotation.qoute }}\n{% endfor %}")
    qtbot.waitUntil(lambda: "qoute" in editor.problem.text())
    assert "in line 2" in editor.problem.text()
    editor.text.selectAll()
    write(qtbot, editor.text, "{% for annotation in annotations %}\n* {{ annotation.quote }}\n{% endfor %}")
    qtbot.waitUntil(lambda: editor.preview.toPlainText().startswith("* kept the letters"))
    assert editor.problem.text() == ""
    templates.keep("Mine", "kept")
    qtbot.keyClicks(editor.name, "mine")
    qtbot.mouseClick(editor.keep_button, LEFT)
    assert "another template" in editor.problem.text()
    assert templates.source(templates.own()["Mine"], "") == "kept"
    editor.name.selectAll()
    qtbot.keyClicks(editor.name, "Bullets")
    qtbot.mouseClick(editor.keep_button, LEFT)
    assert dialog.form.template.currentText() == "Bullets"
    qtbot.waitUntil(lambda: dialog.preview.text.toPlainText().startswith("* kept the letters"))


def test_a_folder_that_follows_gets_what_is_new(
    qtbot: QtBot, dialog: ExportDialog, library: Library, item: int, tmp_path: Path
) -> None:
    organize.file_items(library, [item], organize.collection_by_path(library, "Rivers"))
    qtbot.mouseClick(dialog.follow, LEFT)
    with qtbot.waitSignal(dialog.follow_wanted) as told:
        press_export(qtbot, dialog)
    standing = told.args[0]
    assert standing_exports.from_record(standing.record()) == standing
    file = tmp_path / "out" / "The flood.md"
    written = file.stat().st_mtime_ns
    standing_exports.renew(library, standing, None)
    assert file.stat().st_mtime_ns == written, "what is the same is not written again"
    mark(library, item, "river", comment="Which?")
    standing_exports.renew(library, standing, {item})
    assert "Which?" in file.read_text("utf-8")


def test_a_stopped_export_keeps_the_files_that_are_done(
    qtbot: QtBot, library: Library, tasks: Tasks, tmp_path: Path
) -> None:
    items = [add_article(library, f"Article {n}", f"<p>Words {n}.</p>", f"Words {n}.\n") for n in range(400)]
    dialog = ExportDialog(library, tasks, items, Settings())
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.form.folder.setText(str(tmp_path / "out"))
    dialog.form.open_folder.setChecked(False)
    press_export(qtbot, dialog)
    qtbot.waitUntil(lambda: dialog.progress.value() > 3, timeout=20_000)
    qtbot.mouseClick(dialog.stop_button, LEFT)
    qtbot.waitUntil(dialog.report.isVisible, timeout=20_000)
    written = list((tmp_path / "out").iterdir())
    assert 0 < len(written) < len(items)
    assert all(path.suffix == ".md" and "<!-- florilegium" in path.read_text("utf-8") for path in written)
    assert "stopped" in dialog.report.text()
