"""What survives sanitising, and how its text reads."""

import re
from pathlib import Path

import pytest

from desktop.formats.canonical import canonical_text
from desktop.formats.html.sanitize import sanitize


def text_of(markup: str) -> str:
    return canonical_text(sanitize(markup))


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>one</p><p>two</p>", "one\ntwo\n"),
        ("<p> a \n  b </p>\n\n <p>c</p> ", "a b\nc\n"),
        ("lead<div>block</div>tail", "lead\nblock\ntail"),
        ("<p>x<br>y</p>", "x\ny\n"),
        ("<p>x <br> <br> y</p>", "x\n\ny\n"),
        ("<p>a <b> b </b> c</p>", "a b c\n"),
        ("<p>A<b>b</b>C</p>", "AbC\n"),
        ("<ul><li>one</li><li>two<ul><li>three</li></ul></li></ul>", "one\ntwo\nthree\n"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td></td><td>2</td></tr></table>", "a\tb\n\t2\n"),
        ("<table><tr><td><p>a</p></td><td><p>b</p></td></tr></table>", "a\nb\n"),
        ("<pre>\n  x\n    y\n</pre>", "  x\n    y\n"),
        ("<pre>a</pre><p>b</p>", "a\nb\n"),
        ("<p>non\u00a0breaking \u00a0 stays</p>", "non\u00a0breaking \u00a0 stays\n"),
        ("<p>soft\u00adhyphen</p>", "softhyphen\n"),
        ("<p>it&#146;s</p>", "it\u2019s\n"),
        ("<p>a<!-- note -->b</p>", "ab\n"),
        ("<section><header><h2>T</h2></header><p>x</p></section>", "T\nx\n"),
        ("<p>日本<span>語</span>の文</p>", "日本語の文\n"),
    ],
)
def test_white_space_is_settled(markup: str, text: str) -> None:
    assert text_of(markup).rstrip("\n") == text.rstrip("\n")


@pytest.mark.parametrize(
    "markup",
    [
        "<p>a <b>b</b><div>c</div>d<br>e</p><table><tr><td>1<td>2</table>",
        "<pre>\n\n x</pre>y <i> z </i>",
        "<p>x<sup><a href='#n1' id='r1'>1</a></sup></p><ol><li id='n1'>note <a href='#r1'>back</a></ol>",
    ],
)
def test_sanitising_twice_changes_nothing(markup: str) -> None:
    once = sanitize(markup)
    assert sanitize(once) == once


def test_scripts_frames_forms_and_styles_go_with_their_content() -> None:
    html = sanitize(
        "<p onclick='x()' style='background:url(http://a.example/x)'>kept</p><script>evil()</script>"
        "<style>p{background:url(//a.example)}</style><iframe src='//a.example'></iframe>"
        "<form><input value=v><button>go</button><p>asked</p></form>"
        "<meta http-equiv=refresh content='0;url=//a.example'><noscript>off</noscript>"
        "<svg><text>t</text></svg>"
    )
    assert canonical_text(html).strip() == "kept\nasked"
    assert "a.example" not in html and "onclick" not in html and "style" not in html


def test_links_lead_to_the_web_or_into_the_text_only() -> None:
    html = sanitize(
        "<p><a href='https://a.example/x'>w</a> <a href='javascript:alert(1)'>j</a> "
        "<a href='data:text/html,x'>d</a> <a href='vbscript:x'>v</a> "
        "<a href='file:///etc/passwd'>f</a> <a href='#nowhere'>n</a></p>"
    )
    assert re.findall(r'href="([^"]*)"', html) == ["https://a.example/x"]


def test_ids_are_kept_where_links_lead_to_them() -> None:
    html = sanitize("<p id=one>x <a href='#n'>1</a></p><p id=n>note</p>")
    assert 'href="#ref-n"' in html and 'id="ref-n"' in html and "one" not in html


def test_links_find_their_places_also_when_they_are_percent_encoded() -> None:
    kept = sanitize('<p><a href="#H%C3%B6he">a</a></p><h2 id="Höhe">Höhe</h2>')
    assert 'id="ref-Höhe"' in kept
    assert 'href="#ref-H' in kept


def test_images_must_be_archived_files() -> None:
    html = sanitize(
        "<p>x<img src='https://a.example/1.png' alt=A><img src='//a.example/2.png'>"
        "<img src='page_files/3.png'><img src='../4.png'><img src='data:image/png;base64,AA'>"
        "<img srcset='https://a.example/5.png 2x'></p>"
    )
    assert re.findall(r'src="([^"]*)"', html) == ["page_files/3.png"]
    assert "srcset" not in html and 'alt="A"' in html


def test_only_our_classes_survive() -> None:
    html = sanitize("<p class='caption evil'>x</p><p class='other'>y</p>")
    assert 'class="caption"' in html and "evil" not in html and "other" not in html


def test_mathematics_is_kept() -> None:
    html = sanitize(
        "<p>x <math display='block'><semantics><mrow><mi>a</mi><mo>=</mo>"
        "<mfrac><mn>1</mn><mn>2</mn></mfrac></mrow>"
        "<annotation encoding='application/x-tex'>a=\\frac12</annotation></semantics></math></p>"
    )
    assert "<mfrac>" in html and "frac12" not in html


_RUNS = re.compile(r"[\s\"'/]on\w+\s*=|javascript:|vbscript:|srcdoc|style\s*=", re.I)
_FORBIDDEN = re.compile(r"<(script|style|iframe|object|embed|svg|meta|link|form|base|frame)", re.I)


def test_hostile_payloads_leave_nothing_that_runs(corpora: Path) -> None:
    payloads = (corpora / "hostile/xss-payloads.txt").read_text("utf8", "replace").splitlines()
    assert len(payloads) > 1000
    for payload in payloads:
        html = sanitize(f"<p>before</p>{payload}<p>after</p>")
        for tag in re.findall(r"<[a-zA-Z!/?][^>]*>", html):
            bare = re.sub(r'(alt|title)="[^"]*"', "", tag)
            assert not _RUNS.search(bare), payload
            assert not _FORBIDDEN.match(tag), payload
