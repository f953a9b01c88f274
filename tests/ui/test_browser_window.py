"""A page behind a log-in: the person logs in, and takes what they see."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytest_httpserver import HTTPServer
from pytestqt.qtbot import QtBot
from werkzeug import Request, Response

from desktop.services import browse
from desktop.storage.library import Library
from desktop.ui.importing.browser_window import BrowserWindow
from desktop.ui.window import MainWindow
from tests.ui.windows import shown_window

LEFT = Qt.MouseButton.LeftButton
ARTICLE = (
    "<html><head><title>Members only</title></head><body><article><h1>Members only</h1>"
    + "".join(f"<p>Paragraph {n} of what only members of the river society get to read, in full.</p>" for n in range(9))
    + "</article></body></html>"
)  # fmt: skip
DOOR = (
    "<html><head><title>Please log in</title></head><body onload='document.forms[0].w.focus()'>"
    "<form method=post action=/in><input name=w autofocus><button>Log in</button></form></body></html>"
)


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with (
        Library.open(tmp_path / "l.florilegium", backup=False) as library,
        shown_window(qapp, qtbot, library) as window,
    ):
        yield window


@pytest.fixture
def site(httpserver: HTTPServer) -> str:
    def page(request: Request) -> Response:
        known = request.cookies.get("who") == "sesame"
        return Response(ARTICLE if known else DOOR, content_type="text/html")

    def enter(request: Request) -> Response:
        answer = Response(status=303, headers={"Location": "/members"})
        answer.set_cookie("who", request.form["w"])
        return answer

    httpserver.expect_request("/members").respond_with_handler(page)
    httpserver.expect_request("/in", method="POST").respond_with_handler(enter)
    return httpserver.url_for("/members")


def test_a_page_behind_a_log_in_is_taken_as_it_is_seen(window: MainWindow, qtbot: QtBot, site: str) -> None:
    window.actions_by_name["browse"].trigger()
    [web] = window.findChildren(BrowserWindow)
    qtbot.waitUntil(web.isActiveWindow)
    assert not web.take.isEnabled()
    qtbot.keyClicks(web.address, "no address")
    qtbot.keyClick(web.address, Qt.Key.Key_Return)
    assert "not the address" in web.hint.text()
    web.address.clear()
    qtbot.keyClicks(web.address, site)
    qtbot.keyClick(web.address, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Please log in" in web.windowTitle() and web.take.isEnabled(), timeout=20_000)
    target = web.browser.view.focusProxy()
    target.setFocus()

    told: list[str] = []

    def page_says(code: str, answer: str) -> bool:
        web.browser.view.page().runJavaScript(code, told.append)
        return bool(told) and told[-1] == answer

    focused = "document.hasFocus() ? document.activeElement.name : ''"
    qtbot.waitUntil(lambda: target.hasFocus() and page_says(focused, "w"), timeout=10_000)
    qtbot.keyClicks(target, "sesame")
    qtbot.waitUntil(lambda: page_says("document.forms[0]?.w.value ?? ''", "sesame"), timeout=10_000)
    qtbot.keyClick(target, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Members only" in web.windowTitle() and web.take.isEnabled(), timeout=20_000)
    qtbot.mouseClick(web.take, LEFT)
    qtbot.waitUntil(lambda: len(browse.items(window.library)) == 1, timeout=30_000)
    [found] = browse.items(window.library)
    assert (found.item.title, found.item.url) == ("Members only", site)
    assert "Paragraph 8" in browse.document(window.library, found.item.id).text
    web.close()
    assert not web.isVisible()
    window.actions_by_name["browse"].trigger()
    assert web.isVisible()  # the same, with its log-in
