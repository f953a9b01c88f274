"""Live pages fetched from a server on loopback: what comes of them, and every way they can fail."""

import email
import email.policy
import io
import json
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QUrl
from werkzeug import Request, Response

from desktop.app import build_window
from desktop.domain.errors import Cancelled, ImportFailed
from desktop.importers.base import Source
from desktop.reader.web.capture import WebCapture
from desktop.services import browse
from desktop.services.library import open_library
from desktop.ui.importing.drop import sources_of

PDF = b"%PDF-1.4\n" + b"1 0 obj <<>> endobj\n" * 50 + b"%%EOF\n"
PAGE = """<!doctype html><html><head><title>Live</title></head><body><p id=words>Nothing yet</p>
<img src="/blue.png" loading=lazy style="margin-top:9000px"><img data-src="/late.png" alt=late>
<script>alert('stop'); if (!confirm('on?')) prompt('why?');
setTimeout(() => { words.textContent = `Written late, ${innerWidth} wide, ${document.visibilityState}` }, 300)</script>
</body></html>"""


def png(color: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (80, 80), color).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def capture(qapp) -> WebCapture:
    return WebCapture(seconds=20)


@pytest.fixture
def site(httpserver):
    html = "text/html; charset=utf-8"
    httpserver.expect_request("/page").respond_with_data(PAGE, content_type=html)
    httpserver.expect_request("/blue.png").respond_with_data(png("blue"), content_type="image/png")
    httpserver.expect_request("/late.png").respond_with_data(png("red"), content_type="image/png")
    httpserver.expect_request("/paper.pdf").respond_with_data(PDF, content_type="application/pdf")
    httpserver.expect_request("/notes.txt").respond_with_data("Notes.\n", content_type="text/plain")
    httpserver.expect_request("/broken").respond_with_data("<h1>Oh</h1>", 500, content_type=html)
    httpserver.expect_request("/gone").respond_with_data("<h1>Gone</h1>", 404, content_type=html)
    httpserver.expect_request("/mine").respond_with_data("", 403)
    httpserver.expect_request("/secret").respond_with_data("", 401, {"WWW-Authenticate": "Basic realm=x"})
    httpserver.expect_request("/empty").respond_with_data("", 204)
    for name, to in (("moved", "/page"), ("paper", "/paper.pdf"), ("round", "/round")):
        httpserver.expect_request(f"/{name}").respond_with_data("", 302, {"Location": to})
    httpserver.expect_request("/turn").respond_with_data(
        "<script>location.replace('/page')</script>", content_type=html
    )
    return httpserver


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a server that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/slow"


def parts_of(source: Source) -> dict[str, email.message.EmailMessage]:
    whole = email.message_from_bytes(source.data, policy=email.policy.default)
    return {part.get("Content-Location", ""): part for part in whole.walk() if not part.is_multipart()}


def text_of(source: Source) -> str:
    pages = [part for part in parts_of(source).values() if part.get_content_type() == "text/html"]
    return pages[0].get_content()


def test_a_page_is_kept_after_its_scripts_with_its_images(capture, site):
    source = capture.capture(site.url_for("/page"))
    parts = parts_of(source)
    assert "Written late, 1280 wide, visible" in text_of(source)
    assert (source.url, source.name) == (site.url_for("/page"), "page.mhtml")
    assert parts[site.url_for("/blue.png")].get_content() == png("blue")
    assert parts[site.url_for("/late.png")].get_content() == png("red")


def test_other_threads_capture_at_the_same_time(capture, site, qtbot):
    with ThreadPoolExecutor(3) as pool:
        jobs = [pool.submit(capture.capture, site.url_for(path)) for path in ("/page", "/page", "/paper.pdf")]
        qtbot.waitUntil(lambda: all(job.done() for job in jobs), timeout=30_000)
    first, second, third = (job.result() for job in jobs)
    assert "Written late" in text_of(first) and "Written late" in text_of(second)
    assert third.data == PDF


@pytest.mark.parametrize("path", ["/moved", "/turn"])
def test_a_page_that_leads_elsewhere_is_known_by_where_it_led(capture, site, path):
    source = capture.capture(site.url_for(path))
    assert source.url == site.url_for("/page")
    assert "Written late" in text_of(source)


@pytest.mark.parametrize(
    ("path", "name", "data"),
    [
        ("/paper.pdf", "paper.pdf", PDF),
        ("/paper", "paper.pdf", PDF),
        ("/notes.txt", "notes.txt", b"Notes.\n"),
    ],
)
def test_what_is_no_page_comes_as_its_own_bytes(capture, site, path, name, data):
    source = capture.capture(site.url_for(path))
    assert (source.data, source.name, source.url) == (data, name, site.url_for(f"/{name}"))


def test_files_that_a_page_hands_out_are_left(capture, site):
    html = "<p>Words</p><iframe src='/paper.pdf'></iframe><script>setTimeout(() => { location = '/paper.pdf' }, 400)</script>"
    site.expect_request("/pushy").respond_with_data(html, content_type="text/html")
    assert "Words" in text_of(capture.capture(site.url_for("/pushy")))


def test_a_page_with_a_file_that_never_comes_is_kept_without_it(site, silent, qapp):
    html = f"<p>Words</p><img src='{silent}'>"
    site.expect_request("/waiting").respond_with_data(html, content_type="text/html")
    assert "Words" in text_of(WebCapture(seconds=2).capture(site.url_for("/waiting")))


def test_answers_that_the_page_still_waits_for_are_waited_for(capture, site):
    def answer(_: Request) -> Response:
        time.sleep(2)  # a server that has to think
        return Response("Found in the ledgers")

    html = "<p id=told>Loading</p><script>fetch('/ask').then(r => r.text()).then(t => told.textContent = t)</script>"
    site.expect_request("/asking").respond_with_data(html, content_type="text/html")
    site.expect_request("/ask").respond_with_handler(answer)
    assert "Found in the ledgers" in text_of(capture.capture(site.url_for("/asking")))


def test_a_page_that_says_it_will_lead_elsewhere_is_followed(capture, site):
    html = "<meta http-equiv=refresh content='1; url=/page'><p>You are led on</p>"
    site.expect_request("/leading").respond_with_data(html, content_type="text/html")
    assert capture.capture(site.url_for("/leading")).url == site.url_for("/page")


def test_images_that_wait_for_a_reader_to_come_to_them_are_there(capture, site):
    blank = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    html = f"""<article><p style="height:9000px">Words</p><img id=far src="{blank}"><img data-srcset="/late.png 80w"></article>
<script>new IntersectionObserver(([entry]) => {{ if (entry.isIntersecting) far.src = "/blue.png" }}).observe(far)</script>"""
    site.expect_request("/far").respond_with_data(html, content_type="text/html")
    parts = parts_of(capture.capture(site.url_for("/far")))
    assert {site.url_for("/blue.png"), site.url_for("/late.png")} <= parts.keys()


def test_what_scripts_and_style_sheets_drew_is_kept(capture, site):
    html = """<style>rect { fill: rgb(1, 2, 3) } svg { width: 300px; height: 200px }</style><article>
<canvas id=chart width=300 height=200 aria-label="Tides by week"></canvas><canvas id=empty width=300 height=200></canvas>
<svg viewBox="0 0 30 20"><rect width=9 height=9 /></svg></article>
<script>chart.getContext("2d").fillRect(9, 9, 90, 90)</script>"""
    site.expect_request("/drawn").respond_with_data(html, content_type="text/html")
    text = text_of(capture.capture(site.url_for("/drawn")))
    assert len(re.findall(r'<img[^>]* src="data:image/png;base64,[^>]* alt="Tides by week"', text)) == 1
    assert len(re.findall("<canvas", text)) == 1
    assert re.search(r'<svg [^>]*width="300" height="200">\s*<rect [^>]*fill="rgb\(1, 2, 3\)"', text)


def test_images_for_readers_without_scripts_are_there(capture, site):
    html = "<p>Words</p><div><noscript><img src=/blue.png></noscript></div>"
    html += "<div><img src=/late.png><noscript><img src=/late.png?again></noscript></div>"
    site.expect_request("/plain").respond_with_data(html, content_type="text/html")
    parts = parts_of(capture.capture(site.url_for("/plain")))
    assert site.url_for("/blue.png") in parts
    assert site.url_for("/late.png?again") not in parts


def test_cookies_are_forgotten_from_one_visit_to_the_next(capture, site):
    def answer(request: Request) -> Response:
        html = f"<p>Cookies: {len(request.cookies)}</p><script>document.cookie='a=b'</script>"
        return Response(html, content_type="text/html", headers={"Set-Cookie": "c=d"})

    site.expect_request("/cookies").respond_with_handler(answer)
    for _ in range(2):
        assert "Cookies: 0" in text_of(capture.capture(site.url_for("/cookies")))


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/gone", r"no such page \(404\)"),
        ("/broken", r"could not deliver the page \(500\)"),
        ("/mine", r"to everyone \(403\)"),
        ("/secret", "password"),
        ("/round", "without end"),
    ],
)
def test_why_there_is_no_page(capture, site, path, reason):
    with pytest.raises(ImportFailed, match=reason):
        capture.capture(site.url_for(path))


@pytest.mark.parametrize("address", ["ftp://127.0.0.1/a", "file:///etc/passwd", "http://", "javascript:1"])
def test_what_is_no_address_is_not_asked(capture, address):
    with pytest.raises(ImportFailed, match="not the address"):
        capture.capture(address)


def test_no_such_host_and_nobody_there(capture):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(ImportFailed, match="refused"):
        capture.capture(f"http://127.0.0.1:{port}/")
    with pytest.raises(ImportFailed, match=r"No site named no\.such\.host\.invalid"):
        capture.capture("http://no.such.host.invalid/page")


def test_a_page_that_is_too_slow(qapp, silent):
    with pytest.raises(ImportFailed, match="within 1 seconds"):
        WebCapture(seconds=1).capture(silent)


def test_cancel_ends_it_on_either_thread(capture, silent, qtbot):
    stop = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        job = pool.submit(capture.capture, silent, stop.is_set)
        assert not job.done()
        stop.set()
        qtbot.waitUntil(job.done, timeout=5000)
    with pytest.raises(Cancelled):
        job.result()
    with pytest.raises(Cancelled):
        capture.capture(silent, stop.is_set)


LONG = "<p>The council was warned twice before the river rose, and nobody kept the letters of {n}.</p>"
ARTICLE = (
    "<!doctype html><html><head><title>The flood</title></head><body><article id=article></article><script>"
    "article.innerHTML = `" + "".join(LONG.format(n=n) for n in range(20)) + "<img src='/blue.png'>`"
    "</script></body></html>"
)


@pytest.fixture
def article(site) -> str:
    site.expect_request("/flood").respond_with_data(ARTICLE, content_type="text/html; charset=utf-8")
    return site.url_for("/flood")


def test_an_address_dropped_on_the_window_becomes_an_article(article, qtbot, tmp_path):
    data = QMimeData()
    data.setUrls([QUrl(article)])
    with open_library(tmp_path / "L.florilegium") as library:
        window = build_window(library)
        qtbot.addWidget(window)
        window.show()
        for count in (1, 1):
            with qtbot.waitSignal(window.tasks.task_started) as started:
                window.import_sources(sources_of(data))
            qtbot.waitSignal(started.args[0].finished, timeout=30_000).wait()
            assert len(browse.items(library)) == count
        [found] = browse.items(library)
        document = browse.document(library, found.item.id)
        window.release()
        assert (found.item.title, found.item.url) == ("The flood", article)
        assert document.text.count("The council was warned twice") == 20
        [image] = re.findall(r'<img [^>]*src="([^"]+)"', document.html)
        assert browse.resource(library, document.version_id, image) == ("image/png", png("blue"))
        assert browse.original(library, document.version_id).startswith(b"From: <Saved by Blink>")


def test_the_command_line_imports_addresses(article, site, tmp_path):
    library = str(tmp_path / "L.florilegium")
    command = [sys.executable, "-m", "desktop.cli", "--library", library, "import", "--json"]
    done = subprocess.run(
        [*command, article, site.url_for("/gone")], capture_output=True, timeout=120, check=False
    )
    page, gone = json.loads(done.stdout)
    assert (page["status"], page["title"]) == ("imported", "The flood")
    assert (gone["status"], done.returncode) == ("failed", 1)
    assert "no such page (404)" in gone["reason"]
