"""Files and folders of a disk."""

from pathlib import Path

import pytest

from desktop.domain.errors import ImportFailed
from desktop.importers import files
from desktop.importers.files import articles_in, load

PNG = b"\x89PNG\r\n\x1a\n" + bytes(300)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A page as browsers save it, with its folder."""
    folder = tmp_path / "Über uns-Dateien"
    folder.mkdir()
    (folder / "bild 1.png").write_bytes(PNG)
    (folder / "page.css").write_text("p{}")
    (folder / "frame.html").write_text("<html><body>an advertisement</body></html>")
    (folder / "script.js").write_text("x()")
    (tmp_path / "secret.png").write_bytes(PNG)
    page = tmp_path / "Über uns.html"
    page.write_text(
        "<html><body><img src='%C3%9Cber%20uns-Dateien/bild%201.png'><img src='../secret.png'>"
        "<p>Some words.</p></body></html>",
        "utf-8",
    )
    return page


def test_a_saved_page_brings_its_folder(saved: Path) -> None:
    source = load(saved)
    assert source.companions == {"Über uns-Dateien/bild 1.png": PNG, "Über uns-Dateien/page.css": b"p{}"}


def test_a_folder_gives_its_articles_without_companions_and_hidden_files(saved: Path) -> None:
    root = saved.parent
    (root / ".hidden.html").write_text("x")
    (root / ".git").mkdir()
    (root / ".git" / "notes.txt").write_text("x")
    (root / "more").mkdir()
    (root / "more" / "notes.TXT").write_text("x")
    (root / "more" / "photo.jpg").write_bytes(b"x")
    assert [path.name for path in articles_in(root)] == ["notes.TXT", "Über uns.html"]


def test_a_folder_of_pages_that_link_to_each_other_is_no_companion(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<a href='articles/one.html'>one</a>")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.html").write_text("<p>one</p>")
    assert {path.name for path in articles_in(tmp_path)} == {"index.html", "one.html"}


def test_what_lies_outside_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(PNG)
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "link.png").symlink_to(tmp_path / "secret.png")
    page = inside / "page.html"
    page.write_text(
        "<img src='link.png'><img src='../secret.png'><img src='/etc/hostname'><img src='%2e%2e/secret.png'>"
    )
    assert load(page).companions == {}


def test_refusals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    large = tmp_path / "large.txt"
    with large.open("wb") as opened:
        opened.truncate(files.LARGEST + 1)
    for path, reason in [
        (empty, "empty"),
        (large, "larger than 500 MB"),
        (tmp_path / "none", "no such file"),
    ]:
        with pytest.raises(ImportFailed, match=reason):
            load(path)
    with pytest.raises(ImportFailed, match="not a file"):
        load(tmp_path)


def test_a_note_brings_the_pictures_that_it_shows(tmp_path: Path) -> None:
    for name in ("a b.png", "c.png", "d.png", "other.png"):
        (tmp_path / name).write_bytes(PNG)
    note = tmp_path / "note.md"
    note.write_text("![x](<a b.png>) ![[c.png|200]] ![y](d.png 'title')")
    assert set(load(note).companions) == {"a b.png", "c.png", "d.png"}
