"""Charts and drawings that stand in a page as SVG."""

from urllib.parse import quote

import pytest
from lxml import etree

from desktop.domain.item import ImportedItem
from desktop.importers.base import Source
from desktop.importers.registry import original_of, read

WORDS = "<p>" + "The gauge at Aldwater rose by a hand's breadth in each of the three weeks. " * 4 + "</p>"
CHART = """<svg viewBox="0 0 600 400" role=img aria-label="Water by week" onload="alert(1)"><title>Weeks</title>
<linearGradient id=fade gradientUnits=userSpaceOnUse><stop offset=0 /></linearGradient><script>alert(2)</script>
<rect width=80 height=200 fill="url(#fade)"></rect><text x=10 y=20>Week&nbsp;one</text><text>Week two</text></svg>"""


def imported(body: str) -> ImportedItem:
    page = f"<!doctype html><title>Gauge</title><article><h1>Gauge</h1>{WORDS * 3}{body}{WORDS * 3}</article>"
    return read(Source(page.encode(), "gauge.html"))


def drawings(item: ImportedItem) -> list[bytes]:
    shown = [one for one in item.resources if f'src="{quote(one.path)}"' in item.html]
    return [one.data for one in shown if one.media_type == "image/svg+xml"]


@pytest.mark.parametrize(
    "around", ["{}", "<figure>{}<figcaption>By week</figcaption></figure>", "<div>{}</div>"]
)
def test_a_chart_is_a_picture_of_the_article(around: str) -> None:
    item = imported(around.format(CHART))
    [drawing] = drawings(item)
    root = etree.fromstring(drawing)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.get("viewBox") == "0 0 600 400"
    assert [etree.QName(one).localname for one in root] == ["title", "linearGradient", "rect", "text", "text"]
    assert "Week\u00a0one" in "".join(root.itertext())
    assert 'alt="Water by week"' in item.html
    assert "Week two" not in item.text


def test_nothing_in_it_can_run() -> None:
    [drawing] = drawings(imported(CHART))
    assert b"alert" not in drawing


@pytest.mark.parametrize(
    "graphic",
    [
        '<svg width=24 height=24 viewBox="0 0 600 400"><path d="M0 0h9"/><text>One two three four</text></svg>',
        '<svg viewBox="0 0 600 400"><path d="M0 0h9"/><text>Gazette</text></svg>',
        "<svg><text>One two three four</text></svg>",
    ],
)
def test_icons_and_logos_are_no_pictures(graphic: str) -> None:
    assert not drawings(imported(graphic))


def test_the_page_as_it_was_laid_out_has_it_too() -> None:
    page = f"<!doctype html><title>Gauge</title><body>{WORDS}{CHART}</body>"
    original = original_of(Source(page.encode(), "gauge.html"))
    assert original is not None
    assert "Water by week" in original.html
