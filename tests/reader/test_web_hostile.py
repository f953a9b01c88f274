"""A page that means harm, shown without any cleaning: no request leaves, no script runs."""

import pytest
from PySide6.QtWebEngineCore import QWebEngineScript
from PySide6.QtWebEngineWidgets import QWebEngineView

from tests.reader.pages import MemorySource, Reading

HOSTILE = """<p id=victim onclick="document.title='ran'">Calm words.</p>
<script>document.title='ran'</script><img src=x onerror="document.title='ran'">
<svg onload="document.title='ran'"><script>document.title='ran'</script></svg>
<style>@import url({url}/style.css); body {{ background: url({url}/back.png) }}</style>
<link rel=stylesheet href="{url}/sheet.css"><link rel=preload as=image href="{url}/pre.png">
<img src="{url}/pixel.png" srcset="{url}/two.png 2x"><iframe src="{url}/frame"></iframe>
<iframe srcdoc="<script>parent.document.title='ran'</script>"></iframe>
<object data="{url}/object"></object><embed src="{url}/embed"><video src="{url}/film" autoplay></video>
<meta http-equiv=refresh content="0;url={url}/away"><base href="{url}/">
<form action="{url}/form"><input autofocus onfocus="document.title='ran'"></form>
<a href="javascript:document.title='ran'">go</a>"""


@pytest.fixture
def reading(qtbot) -> Reading:
    return Reading(qtbot, MemorySource())


def title_of(reading: Reading, qtbot) -> str:
    """The document's title now, which every planted script tries to change."""
    titles: list[str] = []
    page = reading.view.findChild(QWebEngineView).page()
    page.runJavaScript("document.title", QWebEngineScript.ScriptWorldId.ApplicationWorld.value, titles.append)
    qtbot.waitUntil(lambda: bool(titles), timeout=5000)
    return titles[0]


def test_hostile_page_reaches_nothing_and_runs_nothing(reading, qtbot, httpserver):
    text = reading.open(HOSTILE.format(url=httpserver.url_for("").rstrip("/"))).text
    reading.click(reading.place(text, "Calm words").center())
    qtbot.wait(500)  # time for a refresh and for late requests
    assert not httpserver.log
    assert title_of(reading, qtbot) == "The flood"


@pytest.mark.corpora
def test_scripts_of_raw_pages_do_not_run(reading, qtbot, corpora):
    for path in sorted((corpora / "readability").glob("*/source.html"))[::4]:
        planted = "<script>document.title='ran'</script>"
        reading.open(planted + path.read_text("utf-8", errors="replace"))
        assert title_of(reading, qtbot) == "The flood"
