"""Outlines in a library: their order lasts, each change can be undone, quotations name their source."""

from pathlib import Path

import pytest

from desktop.domain.errors import UserError
from desktop.domain.outline import PointKind
from desktop.services import annotate, history, organize, outlines
from desktop.services.library import check
from desktop.storage.library import Library
from tests.ui.reading.desk import add_article, mark


@pytest.fixture
def outline(library: Library) -> int:
    return next(iter(outlines.create(library, "  Who  knew? ").outlines))


def shape(library: Library, outline: int) -> list[str]:
    return [
        "." * point.level + (point.text or str(point.annotation_id))
        for point in outlines.points(library, outline)
    ]


def point(library: Library, outline: int, text: str) -> int:
    return next(
        one.id for one in outlines.points(library, outline) if text in (one.text, str(one.annotation_id))
    )


def test_points_are_added_moved_and_indented_and_all_is_undone(library: Library, outline: int) -> None:
    flood = add_article(library)
    first, second = mark(library, flood, "warned twice"), mark(library, flood, "kept the letters")
    outlines.add_heading(library, outline, "Warnings")
    outlines.add_annotations(library, outline, [first, second])
    outlines.add_heading(library, outline, "After")
    outlines.add_text(library, outline, "And yet:", after=point(library, outline, "Warnings"))
    assert shape(library, outline) == ["Warnings", ".And yet:", f".{first}", f".{second}", "After"]
    seen = [shape(library, outline)]
    outlines.move(library, outline, [point(library, outline, "After")], -1)
    seen.append(shape(library, outline))
    assert seen[-1] == ["After", "Warnings", ".And yet:", f".{first}", f".{second}"]
    outlines.shift(library, outline, [point(library, outline, "Warnings")], 1)
    seen.append(shape(library, outline))
    assert seen[-1] == ["After", ".Warnings", "..And yet:", f"..{first}", f"..{second}"]
    outlines.place(library, outline, [point(library, outline, str(second))], 0)
    seen.append(shape(library, outline))
    outlines.remove(library, [point(library, outline, "And yet:")])
    outlines.edit(library, point(library, outline, "After"), "Later")
    assert "Later" in shape(library, outline)
    history.undo(library)
    for expected in reversed(seen):
        history.undo(library)
        assert shape(library, outline) == expected
    while history.undo(library):
        pass
    assert outlines.all_outlines(library) == []
    assert check(library) == []


def test_there_is_always_room_between_two_points(library: Library, outline: int) -> None:
    outlines.add_heading(library, outline, "top")
    outlines.add_heading(library, outline, "end")
    top = point(library, outline, "top")
    for number in range(80):
        outlines.add_text(library, outline, str(number), after=top)
    texts = [one.text for one in outlines.points(library, outline)]
    assert texts == ["top", *map(str, reversed(range(80))), "end"]


def test_several_outlines_by_name(library: Library, outline: int) -> None:
    other = next(iter(outlines.create(library, "Another").outlines))
    outlines.add_text(library, other, "x")
    assert [(one.name, one.points) for one in outlines.all_outlines(library)] == [
        ("Another", 1), ("Who knew?", 0),
    ]  # fmt: skip
    outlines.delete(library, other)
    assert [one.name for one in outlines.all_outlines(library)] == ["Who knew?"]
    history.undo(library)
    assert shape(library, other) == ["x"]
    with pytest.raises(UserError, match="needs a name"):
        outlines.rename(library, outline, "  ")


def test_the_markdown_names_every_source(library: Library, outline: int, tmp_path: Path) -> None:
    flood = add_article(library)
    told = mark(library, flood, "warned twice", comment="Twice, *really*.")
    outlines.add_heading(library, outline, "# Warnings")
    outlines.add_annotations(library, outline, [told])
    outlines.add_text(library, outline, "And *yet*:")
    path = outlines.export(library, outline, tmp_path / "Who knew")
    assert path.name == "Who knew.md"
    written = path.read_text("utf-8")
    assert written.startswith("# Who knew?\n\n## \\# Warnings\n\n> warned twice\n>\n> — ")
    assert (
        "Ada Reed, “The flood”, The Post, 1994-03-21, <https://example.org/flood> ([open](florilegium://"
        in written
    )
    assert written.endswith("Twice, *really*.\n\nAnd *yet*:\n")


def test_what_cannot_be_written_is_said(library: Library, outline: int, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="could not be written"):
        outlines.export(library, outline, tmp_path / "none" / "x.md")


def test_the_words_stay_when_an_annotation_goes_for_good(library: Library, outline: int) -> None:
    flood = add_article(library)
    told = mark(library, flood, "warned twice", comment="Twice.")
    outlines.add_annotations(library, outline, [told])
    annotate.trash(library, [told])
    [(_, line)] = outlines.shown(library, outlines.points(library, outline))
    assert line.quoted and line.quoted.annotation.trashed
    organize.empty_trash(library)
    [kept] = outlines.points(library, outline)
    assert (kept.kind, kept.text) == (PointKind.TEXT, "> warned twice\n\nTwice.\n\n— The flood")
    assert check(library) == []
