"""Pages that show other pages in frames."""

import base64
from pathlib import Path
from urllib.parse import quote

import pytest

from desktop.domain.errors import ImportFailed
from desktop.domain.item import ImportedItem
from desktop.importers.base import Source
from desktop.importers.files import load
from desktop.importers.registry import read

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 2
TOLD = "The toll house of Ardleigh took a penny for each wheel until the bridge was given to the town. "
STORY = f"<h1>The toll house</h1><p>{TOLD * 6}</p><img src=bridge.png alt=Bridge><p>{TOLD * 4}</p>"


def page(body: str) -> str:
    return f"<!doctype html><html><head><title>Tolls</title></head><body>{body}</body></html>"


def frameset(*frames: str) -> str:
    named = "".join(f"<frame src='{frame}'>" for frame in frames)
    return f"<html><head><title>Tolls</title></head><frameset cols='20%,80%'>{named}<noframes>No</noframes></frameset></html>"


def saved(folder: Path, **files: str | bytes) -> ImportedItem:
    for name, content in files.items():
        file = folder / name.replace("_dot_", ".").replace("_in_", "/")
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read(load(folder / "index.html"))


def shown_pictures(item: ImportedItem) -> list[bytes]:
    return [one.data for one in item.resources if f'src="{quote(one.path)}"' in item.html]


def test_a_page_of_frames_is_what_stands_in_them(tmp_path: Path) -> None:
    item = saved(
        tmp_path,
        index_dot_html=frameset("menu.html", "text/story.html"),
        menu_dot_html=page("<a href=story.html>Story</a>"),
        text_in_story_dot_html=page(STORY),
        text_in_bridge_dot_png=PNG,
    )
    assert item.title == "Tolls"
    assert item.text.count(TOLD.strip()) == 10
    assert shown_pictures(item) == [PNG]


def test_a_frame_that_says_much_more_than_its_page(tmp_path: Path) -> None:
    item = saved(
        tmp_path,
        index_dot_html=page("<h1>Archive</h1><iframe src='index_files/story.html'></iframe><p>Imprint</p>"),
        index_files_in_story_dot_html=page(STORY),
        index_files_in_bridge_dot_png=PNG,
    )
    assert item.text.count(TOLD.strip()) == 10
    assert shown_pictures(item) == [PNG]


def test_frames_of_an_article_are_not_its_text(tmp_path: Path) -> None:
    item = saved(
        tmp_path,
        index_dot_html=page(f"<article>{STORY * 2}<iframe src='ad.html'></iframe></article>"),
        ad_dot_html=page(f"<p>{'Buy this carriage today. ' * 40}</p>"),
    )
    assert "carriage" not in item.text


@pytest.mark.parametrize(
    "frame", ["<iframe src='index.html'></iframe>", "<iframe src='other.html'></iframe>"]
)
def test_frames_that_show_each_other_end(tmp_path: Path, frame: str) -> None:
    item = saved(
        tmp_path,
        index_dot_html=page(f"<p>Short.</p>{frame}"),
        other_dot_html=page(f"<p>{TOLD * 8}</p><iframe src='index.html'></iframe>"),
    )
    assert item.text.count("Short.") <= 2


def test_what_is_written_into_the_frame_itself() -> None:
    story = f"<h1>The toll house</h1><p>{TOLD * 8}</p>".replace('"', "&quot;")
    item = read(Source(page(f'<iframe srcdoc="{story}"></iframe>').encode(), "index.html"))
    assert item.text.count(TOLD.strip()) == 8


def test_frames_of_a_page_in_one_file() -> None:
    outer = page("<h1>Archive</h1><iframe src=3D'cid:frame-1@mhtml.blink'></iframe>")
    inner = page("<!-- told -->" + STORY)
    picture = base64.b64encode(PNG).decode()
    whole = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://town.example/a/index.html\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="B"\r\n\r\n--B\r\nContent-Type: text/html\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://town.example/a/index.html\r\n\r\n"
        f"{outer}\r\n--B\r\nContent-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\n"
        f"Content-Location: https://town.example/b/story.html\r\n\r\n{inner}\r\n--B\r\nContent-Type: image/png\r\n"
        "Content-Transfer-Encoding: base64\r\nContent-Location: https://town.example/b/bridge.png\r\n\r\n"
        f"{picture}\r\n--B--\r\n"
    )
    item = read(Source(whole.encode(), "index.mhtml"))
    assert item.text.count(TOLD.strip()) == 10
    assert shown_pictures(item) == [PNG]


def test_a_page_whose_frames_are_not_at_hand() -> None:
    with pytest.raises(ImportFailed, match="no text"):
        read(Source(frameset("menu.html", "story.html").encode(), "index.html"))
