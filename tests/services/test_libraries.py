"""Which libraries were open of late, and which lie where they are in danger."""

from pathlib import Path

import pytest

from desktop import paths
from desktop.services import libraries


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "config"
    folder.mkdir()
    monkeypatch.setattr(paths, "config", lambda: folder)
    return folder


def made(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path


def test_the_last_one_comes_first_and_what_is_gone_is_left_out(tmp_path: Path) -> None:
    one, two = made(tmp_path / "one.florilegium"), made(tmp_path / "two.florilegium")
    for path in (one, two, one):
        libraries.remember(path)
    assert libraries.recent() == [one, two]
    two.unlink()
    assert libraries.recent() == [one]
    libraries.forget_recent()
    assert libraries.recent() == []


@pytest.mark.parametrize("text", ["", "[]", "{", '{"recent": 3}', '{"recent": [1, null]}', "\xff"])
def test_a_damaged_list_is_begun_anew(config: Path, tmp_path: Path, text: str) -> None:
    (config / "libraries.json").write_bytes(text.encode("latin-1"))
    assert libraries.recent() == []
    libraries.remember(made(tmp_path / "one.florilegium"))
    assert len(libraries.recent()) == 1


@pytest.mark.parametrize(
    ("folder", "service"),
    [("Dropbox", "Dropbox"), ("Dropbox (Personal)/Texts", "Dropbox"), ("OneDrive - A Firm", "OneDrive"),
     ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"), ("Nextcloud/a/b", "Nextcloud"), ("Boxes", ""),
     ("Box", "Box"), ("Megalith", ""), ("Texts", "")],
)  # fmt: skip
def test_a_synchronised_folder_is_known_by_its_name(tmp_path: Path, folder: str, service: str) -> None:
    assert libraries.synchronised_by(made(tmp_path / folder / "L.florilegium")) == service


def test_a_synchronised_folder_is_known_by_what_lies_in_it(tmp_path: Path) -> None:
    path = made(tmp_path / "texts/deep/L.florilegium")
    assert libraries.synchronised_by(path) == ""
    (tmp_path / "texts/.stfolder").mkdir()
    assert libraries.synchronised_by(path) == "Syncthing"


def test_it_is_said_once_for_each_library(tmp_path: Path) -> None:
    one, two = tmp_path / "one.florilegium", tmp_path / "two.florilegium"
    assert [libraries.is_to_be_warned(path) for path in (one, one, two, one)] == [True, False, True, False]


def test_a_list_that_cannot_be_kept_harms_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "config", lambda: tmp_path / "none")
    libraries.remember(tmp_path / "one.florilegium")
    assert libraries.recent() == []
    assert libraries.is_to_be_warned(tmp_path / "one.florilegium")
