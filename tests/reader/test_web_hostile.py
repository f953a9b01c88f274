"""Pages that mean harm, shown without any cleaning and imported: no connection is made, no script runs."""

import base64

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWebEngineWidgets import QWebEngineView

from desktop.importers.base import Source
from desktop.importers.registry import read
from tests.reader.witness import Listener, Witness

RAN = "document.title='ran'"
IN_FRAME = "<script>parent.document.title='ran'</script>"
ENCODED = base64.b64encode(IN_FRAME.encode()).decode()
HOSTILE = {
    "script": f"<script>{RAN}</script><script src='URL/s.js'></script><script type=module>{RAN}</script>",
    "noscript": "<noscript><img src='URL/n.png'></noscript>",
    "speculation": '<script type=speculationrules>{"prefetch":[{"source":"list","urls":["URL/p"]}]}</script>',
    "handlers": f"<img src=x onerror=\"{RAN}\"><p onclick=\"{RAN}\" onpointerover=\"{RAN}\">Calm words.</p>",
    "animation": f"<style>@keyframes a{{}}</style><p style='animation:a 1ms' onanimationstart=\"{RAN}\">x</p>",
    "remote image": "<img src='URL/a.png'><img src='//HOST/b.png'><input type=image src='URL/c.png'>",
    "srcset": "<img srcset='URL/a.png 1x, URL/b.png 2x'><picture><source srcset='URL/c.webp'><img></picture>",
    "lazy image": "<img data-src='URL/a.png' loading=eager lowsrc='URL/b.png'>",
    "refresh": "<meta http-equiv=refresh content='0;url=URL/away'>",
    "refresh to script": f"<meta http-equiv=refresh content=\"0;url=javascript:{RAN}\">",
    "refresh to data": f"<meta http-equiv=refresh content='0;url=data:text/html;base64,{ENCODED}'>",
    "frames": "<iframe src='URL/f'></iframe><frameset><frame src='URL/g'></frameset>",
    "frame with content": f'<iframe srcdoc="{IN_FRAME}"></iframe>',
    "frame with script": f"<iframe src=\"javascript:parent.{RAN}\"></iframe>",
    "frame with data": f"<iframe src='data:text/html;base64,{ENCODED}'></iframe>",
    "frame with a file": "<iframe src='file:///etc/passwd'></iframe>",
    "style": "<style>@import 'URL/i.css'; @import url(URL/j.css); body{background:url(URL/b.png)}</style>",
    "style attribute": "<p style='background:url(URL/b.png);list-style-image:url(URL/c.png)'>Calm</p>",
    "font": "<style>@font-face{font-family:f;src:url(URL/f.woff)} p{font-family:f!important}</style><p>Calm</p>",
    "old attributes": "<body background='URL/b.png'><table background='URL/t.png'><td>x</table>",
    "svg": f"<svg onload=\"{RAN}\"><script>{RAN}</script><script href='URL/s.js'/><image href='URL/i.png'/>"
    f"<use href='URL/u.svg#a'/><feImage href='URL/f.png'/><a href=\"javascript:{RAN}\"><text>x</text></a></svg>",
    "svg animation": f"<svg><animate onbegin=\"{RAN}\" attributeName=x dur=1s /></svg>",
    "math": f"<math><maction actiontype='statusline' xlink:href=\"javascript:{RAN}\">x</maction></math>",
    "autofocus": f"<form action='URL/f'><input autofocus onfocus=\"{RAN}\"><button formaction='URL/g'>x</button>",
    "details": f"<details open ontoggle=\"{RAN}\"><summary>x</summary></details>",
    "base": "<base href='URL/'><img src='relative.png'><a href='relative'>on</a>",
    "hints": "".join(
        f"<link rel={kind} as=image href='URL/{kind}'>"
        for kind in ("preconnect", "dns-prefetch", "prefetch", "prerender", "preload", "modulepreload", "icon",
        "manifest", "stylesheet", "pingback", "import", "alternate")
    ),
    "shouted hint": "<LINK\nREL=preconnect HREF='URL/'><link/rel=preconnect href='URL/'>",
    "plugins": "<object data='URL/o'></object><embed src='URL/e'><applet code='URL/a'></applet>"
    "<object data='URL/o.svg' type='image/svg+xml'></object>",
    "plugin with data": f"<object data='data:text/html;base64,{ENCODED}'></object>",
    "media": "<video src='URL/v' poster='URL/p.png' autoplay preload=auto></video><audio src='URL/a' autoplay>"
    "</audio><video><source src='URL/w'><track src='URL/t.vtt' default></video>",
    "policy": "<meta http-equiv=Content-Security-Policy content=\"default-src * 'unsafe-inline'\"><img src='URL/a'>",
    "portal": "<portal src='URL/p'></portal><fencedframe src='URL/f'></fencedframe>",
    "file image": "<img src='file:///usr/share/pixmaps/a.png'><img src='florilegium://page1/a.png'>",
}  # fmt: skip
HARMFUL_LINKS = [
    f"javascript:{RAN}",
    f"&#106;avascript:{RAN}",
    f" java\tscript:{RAN}",
    "file:///etc/passwd",
    "data:text/html,<script>parent.document.title='ran'</script>",
    "view-source:URL/",
    "florilegium://page1/",
    "chrome://version",
    "blob:URL/1",
    "ftp://HOST/a",
]


def aimed(markup: str, listener: Listener) -> str:
    return markup.replace("URL", listener.url).replace("HOST", listener.url.removeprefix("http://"))


def wait_for_what_comes_late(qtbot) -> None:
    """Refreshes and lazy requests come after the page is there; nothing tells that there are none."""
    qtbot.wait(200)


@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE.keys())
def test_shown_raw_it_reaches_nothing_and_runs_nothing(reading, qtbot, listener, markup):
    witness = Witness(reading)
    text = reading.open("<p>Some calm words.</p>" + aimed(markup, listener)).text
    reading.click(reading.place(text, "calm words").center())
    wait_for_what_comes_late(qtbot)
    assert witness.testimony().title == "The flood"
    assert listener.visits == 0


@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE.keys())
def test_imported_nothing_harmful_is_left_of_it(reading, source, qtbot, listener, markup):
    witness = Witness(reading)
    words = "The council was warned twice before the river rose, and nobody kept the letters. " * 3
    page = f"<html><title>T</title><body><article><p>{words}</p>{markup}<p>{words}</p></article>"
    item = read(Source(aimed(page, listener).encode(), "page.html", f"{listener.url}/page"))
    source.files = {one.path: (one.media_type, one.data) for one in item.resources}
    reading.open(item.html)
    seen = witness.testimony()
    assert "The council was warned" in item.text
    assert (seen.title, seen.blocked, seen.asked_outside, seen.live) == ("The flood", [], [], [])
    assert witness.refused == []
    assert listener.visits == 0


@pytest.mark.parametrize("address", HARMFUL_LINKS)
@pytest.mark.parametrize("target", ["", " target=_blank"])
def test_a_click_on_a_harmful_link_does_nothing(reading, qtbot, listener, address, target):
    witness = Witness(reading)
    link = f'<a href="{aimed(address, listener)}"{target} ping="{listener.url}/ping">follow me</a>'
    text = reading.open(f"<p>Do not {link} now.</p>").text
    at = reading.place(text, "follow me").center()
    shown = reading.view.findChild(QWebEngineView).url()
    with qtbot.assertNotEmitted(reading.view.link_activated, wait=200):
        reading.click(at)
    assert witness.testimony().title == "The flood"
    assert reading.view.findChild(QWebEngineView).url() == shown
    assert reading.place(text, "follow me").center() == at
    assert listener.visits == 0


@pytest.mark.parametrize("target", ["", " target=_blank"])
def test_a_click_on_a_link_to_the_web_is_a_wish_and_no_more(reading, qtbot, listener, target):
    link = f'<a href="{listener.url}/next"{target} ping="{listener.url}/ping">the next one</a>'
    text = reading.open(f"<p>See {link} now.</p>").text
    at = reading.place(text, "next one").center()
    wishes: list[str] = []
    reading.view.link_activated.connect(wishes.append)
    reading.mouse(QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton)
    with qtbot.waitSignal(reading.view.link_activated, timeout=5000):
        reading.click(at)
    wait_for_what_comes_late(qtbot)
    assert wishes == [f"{listener.url}/next"]
    assert reading.place(text, "next one").center() == at
    assert listener.visits == 0
