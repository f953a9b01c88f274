"""Every page of the corpora, imported and shown, and some raw: no network is asked, and nothing runs.

The pages' addresses are turned to a server of our own, which counts.
"""

import re
from pathlib import Path

import pytest

from desktop.domain.errors import ImportFailed
from desktop.domain.item import ImportedItem
from desktop.formats.encoding import decode, decode_html
from desktop.formats.html.sanitize import sanitize
from desktop.importers.base import Source
from desktop.importers.registry import read
from tests.reader.witness import Witness

pytestmark = pytest.mark.corpora
_HOST = re.compile(rb"""(?:https?:)?(?:\\?/){2}[\w.-]+\.\w{2,}(?::\d+)?""", re.I)
PLANTED = "<script>document.title='ran'</script>"


def html_pages(corpora: Path) -> list[Path]:
    found = [path for path in sorted(corpora.rglob("*.htm*")) if path.is_file()]
    assert len(found) > 150
    return found


def turned_to(url: str, page: Path) -> bytes:
    """The page with every address of the web leading to ``url``."""
    return _HOST.sub(url.encode(), page.read_bytes())


def imported(data: bytes, page: Path, url: str) -> ImportedItem | None:
    try:
        return read(Source(data, page.name, url))
    except ImportFailed:
        return None


def test_imported_pages_ask_for_nothing_and_hold_nothing_that_runs(reading, source, qtbot, corpora, listener):
    witness = Witness(reading)
    shown = 0
    for page in html_pages(corpora):
        address = f"{listener.url}/{page.name}"
        item = imported(turned_to(listener.url, page), page, address)
        if item is None:
            continue
        source.files = {one.path: (one.media_type, one.data) for one in item.resources}
        reading.open(item.html, language=item.language, url=item.url)
        seen = witness.testimony()
        assert (seen.title, seen.blocked, seen.asked_outside, seen.live) == ("The flood", [], [], []), page
        shown += 1
    assert shown > 150
    assert witness.refused == []
    assert listener.visits == 0


def test_raw_pages_reach_nothing_and_run_nothing(reading, qtbot, corpora, listener):
    witness = Witness(reading)
    for page in html_pages(corpora)[::4]:
        reading.open(PLANTED + decode_html(turned_to(listener.url, page)))
        assert witness.testimony().title == "The flood", page
    assert witness.refused == []
    assert listener.visits == 0


def test_no_known_payload_survives_the_sanitiser_and_none_runs_without_it(reading, corpora, listener):
    witness = Witness(reading)
    listed = decode(_HOST.sub(listener.url.encode(), payload_bytes(corpora)))
    payloads = listed.replace("alert(", "document.title=(").splitlines()
    assert len(payloads) > 3000
    clean = "".join(sanitize(payload) for payload in payloads)
    for html in (clean, "".join(f"<p>{payload}</p>" for payload in payloads), *payloads[::150]):
        reading.open(html)
        seen = witness.testimony()
        assert seen.title == "The flood"
        if html is clean:
            assert (seen.blocked, seen.asked_outside, seen.live) == ([], [], [])
    assert witness.refused == []
    assert listener.visits == 0


def payload_bytes(corpora: Path) -> bytes:
    return (corpora / "hostile" / "xss-payloads.txt").read_bytes()
