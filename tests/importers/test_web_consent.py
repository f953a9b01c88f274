"""Boxes that ask for consent go, and nothing else does."""

import pytest

from desktop.importers.base import Source
from desktop.importers.registry import read

ASK = "<p>We and our 842 partners use cookies.</p><button>Accept all</button><button>Reject</button>"
LONG = "".join(
    f"<p>Paragraph {number} tells of what was found in the old harbour, and of the people who came to look at it on a "
    "wet afternoon, stayed until dark, and spoke of it for years.</p>"
    for number in range(6)
)
SHORT = "<p>A short note on the harbour, and on the cookies that were baked there.</p>"


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("words", [LONG, SHORT])
@pytest.mark.parametrize(
    "box",
    [
        "<div id=onetrust-consent-sdk><div id=onetrust-banner-sdk>{}</div></div>",
        "<div class=qc-cmp2-container><div>{}</div></div>",
        "<div id=usercentrics-root><template shadowrootmode=open><div>{}</div></template></div>",
        "<div id=sp_message_container_123>{}</div>",
        "<section class='site-cookie-notice'>{}</section>",
        "<div class=css-1x2y3z><div>{}</div></div>",
    ],
)
def test_a_box_that_asks_for_consent_is_no_part_of_a_page(box: str, words: str, whole: bool) -> None:
    body = f"<h1>The harbour</h1>{words}"
    for markup in (
        f"{box}<article>{body}</article>",
        f"<article>{body}</article>{box}",
        f"<article>{body}{box}</article>",
    ):
        page = f"<html><head><title>The harbour</title></head><body>{markup.format(ASK)}</body></html>"
        text = read(Source(page.encode(), "a.html", whole=whole)).text
        assert "harbour" in text
        assert "842 partners" not in text


@pytest.mark.parametrize(
    "page",
    [
        "<body class='cookie-banner-shown'><div class='cookie-notice-visible'><article>{}</article></div></body>",
        "<body><main><h1>Recipes</h1><div id=cookie-box>{}</div></main></body>",
        "<body><article>{}<p>Cookies: how to agree on them.</p><button>Accept</button></article></body>",
    ],
)
def test_what_only_has_such_a_name_stays(page: str) -> None:
    text = read(Source(f"<html>{page.format(LONG * 4)}</html>".encode(), "a.html")).text
    assert text.count("Paragraph 5") == 4
