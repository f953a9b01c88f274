"""Pages as browsers and their extensions save them in one file."""

import base64
import plistlib
from urllib.parse import quote

import pytest

from desktop.domain.errors import ImportFailed
from desktop.domain.item import ImportedItem, ItemType
from desktop.importers.base import Source
from desktop.importers.registry import original_of, read

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 2
ADDRESS = "https://gazette.example/2023/bells.html"
WORDS = (
    "<p>The bell of Saint Brannoc was cast twice, and the second time the whole village gave its copper "
    "pans for it, so that it rings a little flat to this day.</p>"
)


def inline(data: bytes = PNG) -> str:
    return "data:image/png;base64," + base64.b64encode(data).decode()


def single_file(body: str, style: str = "") -> bytes:
    return (
        f"<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: {ADDRESS} \n"
        " saved date: Tue Mar 07 2023 18:20:11 GMT+0100\n--><head><meta charset=utf-8><title>The flat bell</title>"
        f"<style>{style}</style></head><body><article><h1>The flat bell</h1>{body}</article></body></html>"
    ).encode()


def pictures(item: ImportedItem) -> list[bytes]:
    return [one.data for one in item.resources if f'src="{quote(one.path)}"' in item.html]


def test_a_page_of_singlefile() -> None:
    item = read(Source(single_file(f"{WORDS}<img src='{inline()}' alt='Bell'>{WORDS * 2}"), "bell.html"))
    assert (item.title, item.url, item.site) == ("The flat bell", ADDRESS, "")
    assert pictures(item) == [PNG]


def test_pictures_that_singlefile_keeps_in_the_style_sheet() -> None:
    shown = (
        "<img src='data:image/svg+xml,<svg/>' style='background-image:var(--sf-img-2)!important' alt=Bell>"
    )
    style = f':root{{--sf-img-1:url("{inline(PNG[:-9])}");--sf-img-2: url("{inline()}")}}'
    item = read(Source(single_file(WORDS + shown + WORDS, style), "bell.html"))
    assert pictures(item) == [PNG]


@pytest.mark.parametrize(
    "body",
    [
        f"<x-story><template shadowrootmode=open><style>p{{}}</style>{WORDS * 3}</template></x-story>",
        f"<x-story><template shadowmode=open>{WORDS * 3}</template></x-story>",
        f"<x-story><template shadowrootmode=closed><div><slot></slot></div></template>{WORDS * 3}</x-story>",
        "<x-story><template shadowrootmode=open><div><slot name=head>Nobody</slot></div><slot>Nothing</slot></template>"
        f"<div>{WORDS * 2}</div><p slot=head>{WORDS}</p></x-story>",
        f"<x-a><template shadowroot=open><x-b><template shadowroot=open>{WORDS * 3}</template></x-b></template></x-a>",
    ],
)
def test_what_a_page_shows_in_shadow_trees(body: str) -> None:
    text = read(Source(single_file(body), "bell.html")).text
    assert text.count("The bell of Saint Brannoc") == 3
    assert "Nobody" not in text and "Nothing" not in text


def test_children_of_a_host_stand_where_its_slots_are() -> None:
    body = (
        f"<x-story><template shadowrootmode=open><slot name=first></slot>{WORDS}<slot></slot></template>"
        f"<p>And last a word on the rope, which was bought from a chandler in the harbour town.</p>"
        f"<p slot=first>First a word on the tower, which is older than the bell by four hundred years.</p></x-story>"
    )
    text = read(Source(single_file(body), "bell.html")).text
    assert text.index("First a word") < text.index("Saint Brannoc") < text.index("And last")


def test_other_templates_show_nothing() -> None:
    text = read(Source(single_file(f"{WORDS * 2}<template><p>Never shown.</p></template>"), "bell.html")).text
    assert "Never shown" not in text


def safari(page: bytes, *, binary: bool = True, **main: object) -> bytes:
    told = {
        "WebMainResource": {
            "WebResourceData": page, "WebResourceMIMEType": "text/html", "WebResourceTextEncodingName": "macintosh",
            "WebResourceURL": ADDRESS, "WebResourceFrameName": "",
        } | main,
        "WebSubresources": [
            {"WebResourceData": PNG, "WebResourceMIMEType": "image/png", "WebResourceURL": "https://gazette.example/b.png"},
            {"WebResourceData": "no bytes"},
            "nothing",
        ],
    }  # fmt: skip
    return plistlib.dumps(told, fmt=plistlib.FMT_BINARY if binary else plistlib.FMT_XML)


@pytest.mark.parametrize("binary", [True, False])
def test_a_web_archive_of_safari(binary: bool) -> None:
    page = f"<html><title>Größe</title><body><article>{WORDS}<img src='/b.png' alt=Bell>{WORDS * 2}</article></html>"
    data = safari(page.encode("macintosh"), binary=binary)
    item = read(Source(data, "bell.webarchive"))
    assert (item.type, item.title, item.url) == (ItemType.WEB_PAGE, "Größe", ADDRESS)
    assert pictures(item) == [PNG]
    assert (item.original, item.media_type) == (data, "application/x-webarchive")


@pytest.mark.parametrize(
    "data",
    [
        safari(b""),
        safari(b"%PDF-1.4", WebResourceMIMEType="application/pdf"),
        safari(WORDS.encode())[:-40],
        b"bplist00 WebMainResource",
        plistlib.dumps(["WebMainResource"], fmt=plistlib.FMT_BINARY),
        b"<?xml version='1.0'?><!DOCTYPE plist [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><plist><dict>"
        b"<key>WebMainResource</key><string>&b;</string></dict></plist>",
    ],
)
def test_web_archives_without_a_page_are_refused(data: bytes) -> None:
    with pytest.raises(ImportFailed, match="web archive"):
        read(Source(data, "bell.webarchive"))


def test_singlefile_tells_when_a_page_was_saved() -> None:
    comment = "<!-- Page saved with SingleFile \n url: https://example.com/a \n saved date: {} -->"
    page = (
        "<html>{}<body><p>" + "The mill stood still in the winter of that year. " * 5 + "</p></body></html>"
    )
    for told, moment in (
        ("Mon Nov 20 2023 10:11:12 GMT+0100 (Central European Standard Time)", "2023-11-20T09:11:12Z"),
        ("Mon Nov 31 2023 10:11:12 GMT+0100", ""),
        ("yesterday", ""),
    ):
        assert read(Source(page.format(comment.format(told)).encode(), "a.html")).archived == moment


def test_a_page_with_control_characters_and_what_a_template_left() -> None:
    body = f"<p title='\x08&#x1f;'>A\x0bflat&#12;bell\x01.</p>{WORDS}<img {{attributes}} alt=Bell src='{inline()}'>{WORDS}"
    item = read(Source(single_file(body, "p::before { content: '\x02' }"), "bell.html"))
    assert "A flat bell." in item.text
    assert pictures(item) == [PNG]
    assert original_of(Source(single_file(body), "bell.html")) is not None
