"""Exporting from the dialog, with a real library and real files."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desktop.settings import Settings
from desktop.storage.library import Library
from desktop.ui.dialogs.export import ExportDialog
from desktop.ui.dialogs.export_memory import remembered
from desktop.ui.tasks import Tasks
from tests.ui.reading.desk import add_article, mark


@pytest.fixture
def articles(library: Library) -> list[int]:
    first = add_article(library, "The flood")
    mark(library, first, "kept the letters", comment="By whom?", tags=("evidence",))
    second = add_article(library, "The drought", "<p>It was dry.</p>\n", "It was dry.\n")
    return [first, second]


def _open(qtbot, library: Library, tasks: Tasks, ids: list[int], folder: Path) -> ExportDialog:
    dialog = ExportDialog(library, tasks, ids, Settings())
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.form.folder.setText(str(folder))
    dialog.form.open_folder.setChecked(False)
    return dialog


def _press_export(qtbot, dialog: ExportDialog) -> None:
    qtbot.waitUntil(dialog.export_button.isEnabled)
    qtbot.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.report.isVisible, timeout=20_000)


def test_it_previews_the_first_article(qtbot, library, tasks, articles, tmp_path) -> None:
    dialog = _open(qtbot, library, tasks, articles, tmp_path)
    qtbot.waitUntil(lambda: "kept the letters" in dialog.preview.text.toPlainText(), timeout=5000)
    assert "By whom?" in dialog.preview.text.toPlainText()


def test_one_file_per_article(qtbot, library, tasks, articles, tmp_path) -> None:
    folder = tmp_path / "out"
    dialog = _open(qtbot, library, tasks, articles, folder)
    _press_export(qtbot, dialog)
    written = sorted(path.read_text("utf-8") for path in folder.rglob("*.md"))
    assert len(written) == 2
    assert any("kept the letters" in text for text in written)
    assert "2 articles were exported." in dialog.report.text()
    assert dialog.folder_button.isVisible()


def test_one_file_for_all(qtbot, library, tasks, articles, tmp_path) -> None:
    folder = tmp_path / "out"
    dialog = _open(qtbot, library, tasks, articles, folder)
    dialog.form.one_file.setChecked(True)
    _press_export(qtbot, dialog)
    (written,) = folder.rglob("*.md")
    text = written.read_text("utf-8")
    assert "The flood" in text
    assert "The drought" in text


def test_a_failure_is_named_and_the_dialog_can_be_used_again(
    qtbot, library, tasks, articles, tmp_path
) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("in the way")
    dialog = _open(qtbot, library, tasks, articles, blocked)
    _press_export(qtbot, dialog)
    assert dialog.report.text()
    assert not dialog.folder_button.isVisible()
    assert blocked.read_text() == "in the way"
    dialog.form.folder.setText(str(tmp_path / "out"))
    dialog.report.hide()
    _press_export(qtbot, dialog)
    assert "2 articles were exported." in dialog.report.text()


def test_the_choice_is_remembered(qtbot, library, tasks, articles, tmp_path) -> None:
    dialog = _open(qtbot, library, tasks, articles, tmp_path / "out")
    dialog.form.annotator.setText("Ada Reed")
    dialog.form.one_file.setChecked(True)
    with qtbot.waitSignal(dialog.settings_changed) as changed:
        _press_export(qtbot, dialog)
    choice = remembered(changed.args[0])
    assert (choice.annotator, choice.one_file) == ("Ada Reed", True)
    assert choice.folder == tmp_path / "out"
    again = ExportDialog(library, tasks, articles, changed.args[0])
    qtbot.addWidget(again)
    assert again.form.choice() == choice


def test_nothing_to_export_cannot_be_exported(qtbot, library, tasks, tmp_path) -> None:
    dialog = _open(qtbot, library, tasks, [], tmp_path)
    assert not dialog.export_button.isEnabled()
    assert dialog.preview.text.toPlainText()
