"""Characters that no page can hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import Element

from desktop.formats.html.fragment import fragment
from desktop.formats.html.signs import without_controls


@pytest.mark.parametrize(
    ("markup", "kept"),
    [
        ("a\x08b\x0bc\x1bd\ufffee", "ab cde"),
        ("a&#1;b&#x0B;c&#12 d&#xFFFF;e&#0;", "ab c  de"),
        (
            "&#10;&#13;&#9;&#xA0;&#160;&#x1F600;&#110;&#1234;",
            "&#10;&#13;&#9;&#xA0;&#160;&#x1F600;&#110;&#1234;",
        ),
        ("&#11b", " b"),
        ("Grüße, 東京 \t\r\n", "Grüße, 東京 \t\r\n"),
    ],
)
def test_only_they_go(markup: str, kept: str) -> None:
    assert without_controls(markup) == kept


@given(st.text(), st.integers(0, 0x10FFFF))
def test_what_a_tree_tells_can_be_written_into_a_tree(text: str, number: int) -> None:
    words = fragment(f"<p title='{text}&#{number};'>{text}&#{number};&#x{number:x}</p>").text_content()
    Element("p").text = words


@pytest.mark.parametrize("left", ["{attributes}", "{{ attributes }}", "{", "{}", "{a}b=1"])
def test_what_templates_leave_in_a_tag_goes(left: str) -> None:
    [image] = fragment(f'<img {left} alt="Bridge">').iter("img")
    assert image.get("alt") == "Bridge"
    for name in list(image.attrib):
        del image.attrib[name]
