"""An article in blocks keeps every character, where it stands, and what lies on it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.annotation import AnnotationKind
from desktop.domain.item import ItemType, PageSpan
from desktop.exporters.base import ExportArticle
from desktop.exporters.flow import Block, Run, flow_of, reads_right_to_left
from desktop.formats.canonical import canonical_text
from desktop.formats.html.sanitize import sanitize
from tests.exporters.articles import article, highlight


def written(markup: str, *quotes: str) -> ExportArticle:
    html = sanitize(markup)
    text = canonical_text(html)
    marks = tuple(highlight(quote, start=text.index(quote)) for quote in quotes)
    made = article(text=text, annotations=marks)
    return replace(made, document=replace(made.document, html=html))


def runs(blocks: Sequence[Block]) -> Iterator[Run]:
    for block in blocks:
        yield from (part for part in block.runs if isinstance(part, Run))
        for row in block.rows:
            for cell in row:
                yield from runs(cell.blocks)


PAGE = """<h2>Fog</h2><p>One <b>bold</b> and <a href="https://e.org/x">linked</a> word.<br>Below it.</p>
<ul><li>first<ol start="3"><li>inner</li><li>next</li></ol></li></ul><blockquote><p>Quoted</p></blockquote>
<pre>\n\na  b\n  c</pre><table><tr><th colspan="2">Head</th></tr><tr><td rowspan="2">left</td><td>right</td></tr>
<tr><td>low</td></tr></table><hr><p dir="rtl">abc</p><p>שלום</p>"""


def test_each_character_is_in_one_run() -> None:
    made = written(PAGE)
    text = made.document.text
    found = list(runs(flow_of(made).blocks))
    assert all(run.text == text[run.start : run.end] for run in found)
    assert "".join("".join(run.text for run in found).split()) == "".join(text.split())
    assert [run.start for run in found] == sorted(run.start for run in found)


def test_kinds_levels_and_numbers() -> None:
    blocks = flow_of(written(PAGE)).blocks
    told = [(block.kind, block.level, block.number) for block in blocks]
    assert told == [
        ("heading", 2, ""), ("paragraph", 0, ""), ("entry", 1, "•"), ("entry", 2, "3."), ("entry", 2, "4."), ("quote", 1, ""),
        ("code", 0, ""), ("table", 0, ""), ("rule", 0, ""), ("paragraph", 0, ""), ("paragraph", 0, ""),
    ]  # fmt: skip
    assert [block.right_to_left for block in blocks[-2:]] == [True, True]
    linked = next(run for run in runs(blocks) if run.text == "linked")
    assert linked.link == "https://e.org/x"
    assert next(run for run in runs(blocks) if run.text == "bold").styles == {"bold"}


def test_cells_know_their_columns() -> None:
    table = next(block for block in flow_of(written(PAGE)).blocks if block.kind == "table")
    assert [[(cell.column, cell.across, cell.down) for cell in row] for row in table.rows] == [
        [(0, 2, 1)], [(0, 1, 2), (1, 1, 1)], [(1, 1, 1)],
    ]  # fmt: skip


def test_marks_cut_runs_where_they_begin_and_end() -> None:
    flow = flow_of(written(PAGE, "One bold and", "and linked", "Quoted"))
    marked = [(run.text, run.marks) for run in runs(flow.blocks) if run.marks]
    assert marked == [
        ("One ", (0,)), ("bold", (0,)), (" ", (0,)), ("and", (0, 1)), (" ", (1,)), ("linked", (1,)), ("Quoted", (2,)),
    ]  # fmt: skip


def test_what_lies_on_no_words_stands_apart() -> None:
    made = written(PAGE, "Quoted")
    lost = highlight("no such words anywhere")
    flow = flow_of(replace(made, annotations=(*made.annotations, lost)))
    assert [one.quote for one in flow.annotations] == ["Quoted"]
    assert list(flow.apart) == [lost]


def test_a_note_on_a_page_that_was_attached_to_words_lies_on_them() -> None:
    made = written(PAGE, "linked")
    [attached] = made.annotations
    flow = flow_of(replace(made, annotations=(replace(attached, kind=AnnotationKind.NOTE),)))
    assert [run.text for run in runs(flow.blocks) if run.marks] == ["linked"]
    assert not flow.apart


def test_pages_become_headings() -> None:
    text = "A line that is long enough to be\nthe first of two. End.\nNext page\n"
    made = article(text=text, annotations=(highlight("End.", start=51),))
    pages = (PageSpan(0, 56, "iv", 600, 800), PageSpan(56, len(text), "v", 600, 800))
    made = replace(made, document=replace(made.document, type=ItemType.PDF, pages=pages))
    blocks = flow_of(made).blocks
    assert [block.kind for block in blocks] == ["heading", "paragraph", "heading", "paragraph"]
    assert next(run.text for run in runs(blocks)) == "Page iv"


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=80), st.data())
def test_any_paragraph_and_any_range(words: str, data: st.DataObject) -> None:
    made = written(f"<p>x{escape(words)}</p><p>end</p>")
    text = made.document.text
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    made = replace(made, annotations=(highlight(text[start:end], start=start),))
    flow = flow_of(made)
    if text[start:end].strip():
        marked = "".join(run.text for run in runs(flow.blocks) if run.marks)
        assert "".join(marked.split()) == "".join(text[start:end].split())


def test_direction_is_that_of_the_first_letter() -> None:
    assert reads_right_to_left("12 “שלום” abc")
    assert not reads_right_to_left("12 abc שלום")
    assert not reads_right_to_left("")
