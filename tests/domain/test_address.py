"""Addresses of one page, and of two."""

import pytest

from desktop.domain.address import aim_of, same_page_key

PAGE = "https://www.example.org/news/flood?id=7"


@pytest.mark.parametrize(
    "other",
    [
        "http://example.org/news/flood?id=7",
        "https://example.org:443/news/flood/?id=7#top",
        "https://EXAMPLE.org/news/flood?utm_source=mail&id=7&fbclid=abc",
    ],
)
def test_the_same_page(other: str) -> None:
    assert same_page_key(other) == same_page_key(PAGE)


@pytest.mark.parametrize(
    "other",
    [
        "https://example.org/news/flood?id=8",
        "https://example.org/news/Flood?id=7",
        "https://example.org:8080/news/flood?id=7",
        "https://news.example.org/news/flood?id=7",
        "https://example.org/news/flood?id=7&page=2",
    ],
)
def test_another_page(other: str) -> None:
    assert same_page_key(other) != same_page_key(PAGE)


@pytest.mark.parametrize("text", ["", "file:///a.html", "about:blank", "http://[", "no address", "https://"])
def test_what_is_no_web_address(text: str) -> None:
    assert same_page_key(text) == ""


@pytest.mark.parametrize(
    ("url", "aim"),
    [
        ("https://www.google.com/url?q=https://a.example/x%3Fy%3D1&sa=D&ust=1", "https://a.example/x?y=1"),
        ("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2Fx&data=05", "https://a.example/x"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2Fx&h=AT", "https://a.example/x"),
        ("https://www.google.com/search?q=https://a.example", "https://www.google.com/search?q=https://a.example"),
        ("https://www.google.com/url?q=javascript:x", "https://www.google.com/url?q=javascript:x"),
        ("https://a.example/url?q=https://b.example", "https://a.example/url?q=https://b.example"),
        ("http://[x", "http://[x"), ("", ""),
    ],
)  # fmt: skip
def test_where_links_lead(url: str, aim: str) -> None:
    assert aim_of(url) == aim
