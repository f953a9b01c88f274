"""Files come into a folder whole or not at all, under names that are free."""

import errno
import os
from pathlib import Path
from typing import BinaryIO

import pytest

from desktop.domain.errors import UserError
from desktop.exporters.base import Existing, Files
from desktop.services.export_folder import ExportFolder


def put(folder: ExportFolder, title: str, files: Files) -> Path:
    path, _ = folder.spot(title, lambda _data: False)
    folder.write(path, files)
    return path


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def full_disk(_out: BinaryIO) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_file_and_what_lies_beside_it(tmp_path: Path) -> None:
    folder = ExportFolder(tmp_path / "new" / "deep", ".md")
    put(folder, "Tides", Files(b"text", {"Tides/a.png": b"picture", "b.bib": b"books"}))
    assert everything(tmp_path / "new" / "deep") == {
        "Tides.md": b"text", "Tides/a.png": b"picture", "b.bib": b"books",
    }  # fmt: skip


def test_a_name_that_is_taken_gets_a_number_whatever_its_capitals(tmp_path: Path) -> None:
    folder = ExportFolder(tmp_path, ".md", Existing.REPLACE)
    names = [put(folder, title, Files(b"x")).name for title in ("Tides", "TIDES", "tides")]
    assert len({name.casefold() for name in names}) == 3


def test_what_is_there_stays_unless_it_is_to_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "Tides.md").write_bytes(b"mine")
    put(ExportFolder(tmp_path, ".md"), "Tides", Files(b"new"))
    assert everything(tmp_path) == {"Tides.md": b"mine", "Tides (2).md": b"new"}
    put(ExportFolder(tmp_path, ".md", Existing.REPLACE), "Tides", Files(b"newer"))
    assert everything(tmp_path)["Tides.md"] == b"newer"


def test_an_earlier_export_is_found_behind_a_strangers_file(tmp_path: Path) -> None:
    (tmp_path / "Tides.md").write_bytes(b"mine")
    (tmp_path / "Tides (2).md").write_bytes(b"id: 7")
    path, spot = ExportFolder(tmp_path, ".md").spot("Tides", lambda data: b"id: 7" in data)
    assert (path.name, spot.former) == ("Tides (2).md", b"id: 7")


@pytest.mark.parametrize("where", ["first", "beside"])
def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path, where: str) -> None:
    (tmp_path / "Tides.md").write_bytes(b"mine")
    (tmp_path / "Tides").mkdir()
    (tmp_path / "Tides" / "a.png").write_bytes(b"old picture")
    before = everything(tmp_path)
    files = (
        Files(full_disk, {"Tides/a.png": b"new"})
        if where == "first"
        else Files(b"new", {"Tides/a.png": full_disk})
    )
    with pytest.raises(UserError, match="No space left"):
        put(ExportFolder(tmp_path, ".md", Existing.REPLACE), "Tides", files)
    assert everything(tmp_path) == before
    with pytest.raises(UserError):
        put(ExportFolder(tmp_path / "new", ".md"), "Tides", files)
    assert not (tmp_path / "new").exists()


def test_a_folder_that_goes_away_meanwhile_is_not_made_again(tmp_path: Path) -> None:
    folder = ExportFolder(tmp_path / "stick", ".md")
    first = put(folder, "Tides", Files(b"text"))
    first.unlink()
    (tmp_path / "stick").rmdir()
    with pytest.raises(UserError, match="gone"):
        put(folder, "Fog", Files(b"text"))
    assert not (tmp_path / "stick").exists()


@pytest.mark.parametrize("name", ["../out.png", "/out.png", "a/../../out.png", ""])
def test_nothing_is_written_outside_the_folder(tmp_path: Path, name: str) -> None:
    inside = tmp_path / "inside"
    with pytest.raises(ValueError, match="beside"):
        put(ExportFolder(inside, ".md"), "Tides", Files(b"text", {name: b"x"}))
    assert not everything(tmp_path)
