"""Files and folders of a disk."""

import os
import zipfile
from pathlib import Path

import pytest

from desktop.domain.errors import ImportFailed
from desktop.importers import files
from desktop.importers.archives import unpack
from desktop.importers.files import articles_in, load
from desktop.importers.links import links_in

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


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("café.txt", "utf-8"),
        ("café.txt", "cp437"),
        ("Мост.txt", "cp866"),
        ("橋のうた.txt", "cp932"),
        ("桥梁.txt", "gb2312"),
    ],
)
def test_names_in_archives_are_those_that_were_given(tmp_path: Path, name: str, encoding: str) -> None:
    raw = name.encode(encoding)
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("x" * len(raw), "words")
    archive.write_bytes(archive.read_bytes().replace(b"x" * len(raw), raw))
    unpack(archive, tmp_path / "out")
    assert [file.name for file in (tmp_path / "out").iterdir()] == [name]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_entries_of_one_name_are_all_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as made:
        for words in ("one", "two", "three"):
            made.writestr("a.txt", words)
    unpack(tmp_path / "all.zip", tmp_path / "out")
    found = {file.name: file.read_text() for file in (tmp_path / "out").iterdir()}
    assert found == {"a.txt": "one", "a (2).txt": "two", "a (3).txt": "three"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="This system has no pipes with names.")
@pytest.mark.timeout(20)
def test_what_would_be_waited_for_without_end_is_no_article(tmp_path: Path) -> None:
    for name in ("a.txt", "b.json", "c.md", "d.url"):
        os.mkfifo(tmp_path / name)
    assert list(articles_in(tmp_path)) == []
    assert links_in(tmp_path / "a.txt") == []
