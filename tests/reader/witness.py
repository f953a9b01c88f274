"""What a page on screen tried to do: seen by the page's own engine, not by our refusals."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from PySide6.QtWebEngineCore import QWebEngineScript
from PySide6.QtWebEngineWidgets import QWebEngineView

from desktop.reader.web.profile import reader_profile
from desktop.reader.web.scheme import SCHEME
from tests.reader.pages import Reading

_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
_WATCH = """globalThis.blocked = [];
document.addEventListener("securitypolicyviolation", (event) => blocked.push(event.blockedURI));"""
_ACTORS = "script,iframe,frame,object,embed,form,input,button,link,meta,base,style,svg,video,audio"
_TELL = """JSON.stringify({
    title: document.title,
    blocked: [...new Set(blocked)],
    asked: performance.getEntriesByType("resource").map((entry) => entry.name),
    live: [...document.querySelectorAll("article *")].flatMap((element) => [
        ...element.matches(ACTORS) ? [element.localName] : [],
        ...element.getAttributeNames().filter((name) => /^(on|style$|srcset$|ping$|(form)?action$|background$)/i.test(name)),
        ...["href", "src", "xlink:href"].filter(
            (name) => /^\\s*(javascript|data|file|blob|vbscript|view-source)\\s*:/i.test(element.getAttribute(name) ?? "")),
    ]),
})""".replace("ACTORS", repr(_ACTORS))


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


class Listener(ThreadingHTTPServer):
    """A server on loopback. ``visits`` counts connections, those that ask for nothing too."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.visits = 0
        self.url = f"http://127.0.0.1:{self.server_port}"

    def verify_request(self, request: object, client_address: object) -> bool:
        self.visits += 1
        return True


@contextmanager
def listening() -> Iterator[Listener]:
    listener = Listener()
    thread = threading.Thread(target=listener.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield listener
    finally:
        listener.shutdown()
        thread.join()
        listener.server_close()


@dataclass(frozen=True, slots=True)
class Testimony:
    """``blocked``: what the page's policy forbade; ``asked``: addresses of files that it wanted, the blocked
    ones too; ``live``: elements and attributes that could act."""

    title: str
    blocked: list[str]
    asked: list[str]
    live: list[str]

    @property
    def asked_outside(self) -> list[str]:
        return [address for address in self.asked if not address.startswith(f"{SCHEME}://")]


class Witness:
    """Watches a reader from before its first page on."""

    def __init__(self, reading: Reading) -> None:
        self._qtbot = reading.qtbot
        self._page = reading.view.findChild(QWebEngineView).page()
        self._before = len(reader_profile().refused_requests)
        watch = QWebEngineScript()
        watch.setSourceCode(_WATCH)
        watch.setWorldId(_WORLD)
        watch.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
        self._page.scripts().insert(watch)

    @property
    def refused(self) -> list[str]:
        """What the profile's interceptor turned away since."""
        return reader_profile().refused_requests[self._before :]

    def testimony(self) -> Testimony:
        told: list[str] = []
        self._page.runJavaScript(_TELL, _WORLD, told.append)
        self._qtbot.waitUntil(lambda: bool(told), timeout=10_000)
        return Testimony(**json.loads(told[0]))
