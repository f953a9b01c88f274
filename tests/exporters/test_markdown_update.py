"""Whatever a person writes between the blocks of an exported file is there after the next export, in its order."""

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.exporters.base import ExportArticle, ExportOptions, Spot
from desktop.exporters.markdown import MarkdownExporter
from desktop.formats.markdown_blocks import Block, parse
from tests.exporters.articles import article, highlight

FLAVOURS = ("commonmark", "obsidian", "logseq", "pandoc")
LINES = st.lists(
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=30)
    | st.sampled_from(
        ["", "---", "<!-- annotation x -->", "<!-- /annotation -->", "<!-- comment -->", "```", "# H", "- item", "    code"]
    ),
    max_size=6,
)  # fmt: skip


def whole(*comments: str) -> ExportArticle:
    marks = [
        replace(highlight(f"quotation {number}", comment=comment, tags=("tag",)), uid=f"u{number}")
        for number, comment in enumerate(comments)
    ]
    return article("The flood", annotations=tuple(marks))


def export(one: ExportArticle, flavour: str, former: str = "") -> str:
    options = ExportOptions(chosen={"flavour": flavour})
    contents = MarkdownExporter().files([one], options, Spot("The flood", former.encode())).contents
    assert isinstance(contents, bytes)
    return contents.decode()


def own_lines(text: str) -> list[str]:
    """Those outside the blocks that say anything."""
    return [
        line
        for part in parse(text).parts
        if isinstance(part, str)
        for line in part.split("\n")
        if line.strip()
    ]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FLAVOURS), st.lists(LINES, min_size=4, max_size=4))
@example("obsidian", [["<!-- annotation u1 -->"], ["<!-- /annotation -->"], [], ["mine"]])
@example("logseq", [["<!-- article i1 -->"], [], ["<!-- /article -->"], []])
def test_own_lines_survive(flavour: str, written: list[list[str]]) -> None:
    first = export(whole("one", "", "three"), flavour)
    file = parse(first)
    parts: list[str | Block] = []
    for part in file.parts:
        parts.append(part)
        if isinstance(part, Block) and written:
            parts.append("\n".join(["", *written.pop(0), ""]))
    edited = replace(file, parts=parts).text()
    again = export(whole("one", "changed", "three", "new"), flavour, edited)
    left = iter(own_lines(again))
    assert all(line in left for line in own_lines(edited)), "all of them, in their order"
    assert "quotation 3" in again
    assert export(whole("one", "changed", "three", "new"), flavour, again) == again


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FLAVOURS), st.text(st.characters(exclude_categories=("Cs",)), max_size=80))
@example("logseq", "  a\n\n    b")
@example("obsidian", "<!-- /comment -->\n<!-- comment -->")
def test_any_comment_written_in_the_file_is_read_as_it_stands(flavour: str, comment: str) -> None:
    first = export(whole(comment), flavour)
    [block] = [one for one in parse(first).blocks if one.kind == "annotation"]
    assert block.comment is not None
    assert export(whole(comment), flavour, first) == first


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_windows_line_ends_and_a_byte_order_mark_are_no_edits(flavour: str) -> None:
    first = export(whole("one\ntwo"), flavour)
    changed = export(whole("three"), flavour, "\ufeff" + first.replace("\n", "\r\n"))
    assert "three" in changed
    assert "one" not in parse(changed).blocks[1].lines
