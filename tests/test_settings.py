"""Preferences survive restarts, and a damaged file costs no more than itself."""

from pathlib import Path

from desktop.settings import Settings, load, save


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    chosen = Settings(theme="sepia", annotator="Ada", export_one_file=True)
    save(chosen, tmp_path / "settings.json")
    assert load(tmp_path / "settings.json") == chosen
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


def test_a_missing_file_gives_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "settings.json") == Settings()


def test_a_damaged_file_is_set_aside(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(b"{\xff")
    assert load(file) == Settings()
    assert (tmp_path / "settings.json.damaged").read_bytes() == b"{\xff"


def test_unknown_and_mistyped_values_are_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"version": 9, "theme": "dark", "annotator": 7, "future": 1}')
    assert load(file) == Settings(theme="dark")
