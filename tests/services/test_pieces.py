"""Splitting and merging annotations."""

import pytest

from desktop.domain.annotation import AnnotationKind, AreaTarget, HighlightColor, NewAnnotation
from desktop.domain.errors import UserError
from desktop.domain.selector import Rectangle
from desktop.services import annotate, browse, history, pieces
from desktop.storage.library import Library
from tests.ui.reading.desk import TEXT, add_article, mark


@pytest.fixture
def item(library: Library) -> int:
    return add_article(library)


def told(library: Library, item: int) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.quote, one.comment, one.tags) for one in browse.annotations(library, item)]


def test_a_split_leaves_the_comment_with_the_first_part(library: Library, item: int) -> None:
    words = "Nobody kept the letters, and nobody was asked"
    about = {
        "color": HighlightColor.TEAL,
        "kind": AnnotationKind.UNDERLINE,
        "tags": ("a", "b"),
        "creator": "Bo",
    }
    one = mark(library, item, words, comment="Why?", **about)
    pieces.split(library, one, TEXT.index(" and nobody was asked"))
    first, second = browse.annotations(library, item)
    assert (first.id, first.quote, first.comment, first.tags) == (
        one,
        "Nobody kept the letters,",
        "Why?",
        ("a", "b"),
    )
    assert (second.quote, second.comment, second.tags) == ("and nobody was asked", "", ("a", "b"))
    assert (second.color, second.kind, second.creator) == (
        HighlightColor.TEAL,
        AnnotationKind.UNDERLINE,
        "Bo",
    )
    assert second.uid != first.uid
    history.undo(library)
    assert told(library, item) == [(words, "Why?", ("a", "b"))]


@pytest.mark.parametrize("place", [0, TEXT.index("kept"), TEXT.index("letters") + 7, len(TEXT), -4])
def test_no_part_is_without_words(library: Library, item: int, place: int) -> None:
    one = mark(library, item, "kept the letters")
    with pytest.raises(UserError):
        pieces.split(library, one, place)
    assert told(library, item) == [("kept the letters", "", ())]


def test_a_bookmark_is_neither_merged_nor_split(library: Library, item: int) -> None:
    """It would become a passage, or a passage would become a bookmark."""
    place = mark(library, item, "Nobody kept the letters, and nobody", kind=AnnotationKind.BOOKMARK)
    words = mark(library, item, "kept the letters", comment="Which?")
    document = browse.document(library, item)
    bookmark, passage = browse.annotation(library, place), browse.annotation(library, words)
    assert pieces.touching(document, passage, [bookmark, passage]) == [passage]
    with pytest.raises(UserError):
        pieces.merge(library, [place, words])
    with pytest.raises(UserError):
        pieces.split(library, place, TEXT.index("the letters"))
    assert browse.annotations(library, item) == [bookmark, passage]


def test_a_merger_keeps_every_word_that_was_written(library: Library, item: int) -> None:
    last = mark(library, item, "the letters", comment="Which?", tags=("b", "c"))
    first = mark(library, item, "Nobody kept", comment="Who?", tags=("a",), color=HighlightColor.RED)
    pieces.merge(library, [last, first])
    assert told(library, item) == [("Nobody kept the letters", "Who?\n\nWhich?", ("a", "b", "c"))]
    assert browse.annotation(library, first).color is HighlightColor.RED
    assert browse.annotation(library, last).trashed, "the other is in the trash, as it was"
    assert browse.annotation(library, last).comment == "Which?"
    history.undo(library)
    assert told(library, item) == [("Nobody kept", "Who?", ("a",)), ("the letters", "Which?", ("b", "c"))]


def test_what_is_merged_already_is_not_merged_again(library: Library, item: int) -> None:
    ids = [mark(library, item, words, comment=words) for words in ("Nobody kept", "the letters")]
    pieces.merge(library, ids)
    with pytest.raises(UserError):
        pieces.merge(library, ids)
    assert told(library, item) == [("Nobody kept the letters", "Nobody kept\n\nthe letters", ())]


def test_what_lies_between_is_taken_in_and_told(library: Library, item: int) -> None:
    ids = [mark(library, item, words) for words in ("Nobody", "letters", "kept the letters, and")]
    document = browse.document(library, item)
    marks = browse.annotations(library, item)
    assert pieces.merger(document, marks).words_between == 0
    assert pieces.merger(document, [browse.annotation(library, id_) for id_ in ids[:2]]).words_between == 2
    pieces.merge(library, ids[:2])
    assert browse.annotation(library, ids[0]).quote == "Nobody kept the letters"


def test_touching_are_those_that_overlap_or_follow(library: Library, item: int) -> None:
    ids = [mark(library, item, words) for words in ("kept the", "the letters", "Nobody", "asked", "letters")]
    marks, document = browse.annotations(library, item), browse.document(library, item)
    found = pieces.touching(document, browse.annotation(library, ids[0]), marks)
    assert {one.quote for one in found} == {"kept the", "the letters", "Nobody", "letters"}


def test_what_was_said_of_the_former_words_stays(library: Library, item: int) -> None:
    one, other = mark(library, item, "Nobody kept"), mark(library, item, "the letters")
    document = browse.document(library, item)
    annotate.attach(library, one, annotate.target_of(document, 0, 11))
    annotate.attach(library, one, annotate.target_of(document, *_range("Nobody kept")))
    annotate.attach(library, other, annotate.target_of(document, *_range("letters")))
    pieces.merge(library, [one, other])
    assert browse.annotation(library, one).former_quote == "Nobody kept\nthe letters"


def _range(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def test_what_has_no_words_is_refused(library: Library, item: int) -> None:
    one = mark(library, item, "letters")
    area = NewAnnotation(AreaTarget(0, Rectangle(0, 0, 9, 9)), AnnotationKind.AREA)
    (other,) = annotate.create(library, item, area).annotations
    for wrong in ([one], [], [one, one], [one, other]):
        with pytest.raises(UserError):
            pieces.merge(library, wrong)
    with pytest.raises(UserError):
        pieces.split(library, other, 3)
    elsewhere = mark(library, add_article(library, "Another"), "letters")
    with pytest.raises(UserError):
        pieces.merge(library, [one, elsewhere])
