"""The canonical text is Chromium's ``textContent`` of the stored HTML, on real pages."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtWebEngineCore import QWebEnginePage

from desktop.domain.errors import ImportFailed
from desktop.formats.canonical import canonical_text
from desktop.formats.html.sanitize import sanitize
from desktop.importers.base import Source
from desktop.importers.html import HtmlImporter
from desktop.importers.registry import read

BATCH = 25
AWKWARD = [
    "",
    "plain",
    "<p>one<p>two",
    "<pre>\n\n  kept\n</pre>after",
    "<table>astray<tr><td>1<td>2<tr><td><table><tr><td>inner</table></table>",
    "<p>x<table><tr><td>y</table>z</p>",
    "<a href='#n'>1<a href='#m'>2</a></a><p id=n>n",
    "<b><p>mis</b>nested</p><i><div>a</i>b</div>",
    "<p>&amp;lt; &lt;b&gt; &nbsp; &#0; &#x80; &#150; &#xD800; 𝒳 e\u0301 \u202eRTL\u202c</p>",
    "<math><mrow><mi>a</mi><mtext><p>out</p></mtext>"
    "<annotation-xml encoding='text/html'><p>q</p></annotation-xml>",
    "<svg><foreignObject><p>f</p></foreignObject></svg><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>",
    "<select><option>o</select><textarea></p>t</textarea><template><p>t</p></template>"
    "<noscript><p>n</p></noscript>",
    "<ul><li>a<ul><li>b</ul><li>c</ul><dl><dt>d<dd>e</dl>",
    "<h1>h<h2>i</h2><p>j<br/>k<br><br>l<hr>m",
    "<!-- c --><![CDATA[d]]><?pi?><p>e</p></article></body></html><p>f",
]


class Browser:
    """A bare page of Chromium's that reads the text of many fragments at once."""

    def __init__(self, qtbot) -> None:  # type: ignore[no-untyped-def]
        self._qtbot = qtbot
        self._page = QWebEnginePage()

    def texts(self, fragments: list[str]) -> list[str]:
        return [
            text
            for start in range(0, len(fragments), BATCH)
            for text in self._some(fragments[start : start + BATCH])
        ]

    def _some(self, fragments: list[str]) -> list[str]:
        """Each fragment is parsed as the document that is shown: a page of its own, scripts off."""
        script = """(pages => JSON.stringify(pages.map(page =>
            new DOMParser().parseFromString(
            `<!doctype html><meta charset=utf-8><article>${page}</article>`, 'text/html')
            .querySelector('article').textContent)))(%s)"""
        results: list[str] = []
        self._page.runJavaScript(script % json.dumps(fragments), results.append)
        self._qtbot.waitUntil(lambda: bool(results), timeout=60_000)
        texts = json.loads(results[0])
        assert isinstance(texts, list)
        return texts

    def shown(self, fragment: str) -> str:
        """The text of a fragment that is loaded and laid out."""
        with self._qtbot.waitSignal(self._page.loadFinished, timeout=60_000):
            self._page.setHtml(f"<!doctype html><meta charset=utf-8><article>{fragment}</article>")
        results: list[str] = []
        self._page.runJavaScript("document.querySelector('article').textContent", results.append)
        self._qtbot.waitUntil(lambda: bool(results), timeout=60_000)
        return results[0]


@pytest.fixture
def browser(qtbot) -> Browser:  # type: ignore[no-untyped-def]
    return Browser(qtbot)


def assert_same(browser: Browser, fragments: dict[str, str]) -> None:
    texts = browser.texts(list(fragments.values()))
    different = [
        name
        for (name, html), text in zip(fragments.items(), texts, strict=True)
        if canonical_text(html) != text
    ]
    assert not different


def test_awkward_markup(browser: Browser) -> None:
    assert_same(browser, {markup: sanitize(markup) for markup in AWKWARD})


def test_a_loaded_page_gives_the_text_of_a_parsed_one(browser: Browser) -> None:
    for markup in AWKWARD[1:]:
        html = sanitize(markup)
        if canonical_text(html):
            assert browser.shown(html) == canonical_text(html)


def test_hostile_payloads(browser: Browser, corpora: Path) -> None:
    payloads = (corpora / "hostile/xss-payloads.txt").read_text("utf8", "replace").splitlines()
    assert_same(browser, {payload: sanitize(f"<p>a</p>{payload}<p>b</p>") for payload in payloads[::5]})


@pytest.mark.corpora
@pytest.mark.parametrize("folder", ["pages", "readability", "anchoring"])
def test_every_page_of_the_corpora(browser: Browser, corpora: Path, folder: str) -> None:
    """Both the article that is stored and the page's whole body, which has all the markup of real life."""
    fragments: dict[str, str] = {}
    paths = sorted((corpora / folder).rglob("*.html"))
    assert paths
    for path in paths:
        fragments[f"{path} whole"] = sanitize(path.read_text("utf8", "replace"))
        try:
            item = HtmlImporter().read(Source(path.read_bytes(), path.name))
        except ImportFailed:
            continue
        assert item.text == canonical_text(item.html)
        fragments[str(path)] = item.html
    assert_same(browser, fragments)


@pytest.mark.corpora
def test_every_book_and_document_of_the_corpora(browser: Browser, corpora: Path) -> None:
    fragments: dict[str, str] = {}
    kinds = (".epub", ".docx", ".odt")
    paths = [path for path in corpora.rglob("*") if path.suffix.lower() in kinds]
    assert paths
    for path in paths:
        with suppress(ImportFailed):
            fragments[str(path)] = read(Source(path.read_bytes(), path.name)).html
    assert_same(browser, fragments)
