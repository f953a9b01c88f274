"""Links between annotations and articles."""

from desktop.services import annotate, browse, history, links, organize
from desktop.services.links import Aimed
from desktop.storage.library import Library
from tests.ui.reading.desk import add_article, mark


def test_a_link_leads_to_its_annotation_until_that_is_deleted(library: Library) -> None:
    item = add_article(library)
    one = mark(library, item, "kept the letters")
    uid = browse.annotation(library, one).uid
    address = links.annotation_link(uid)
    assert links.is_link(address)
    assert links.aim(library, address) == Aimed(item, one)
    annotate.trash(library, [one])
    assert links.aim(library, address) is None
    history.undo(library)
    organize.trash_items(library, [item])
    assert links.aim(library, address) is None


def test_a_link_to_an_article(library: Library) -> None:
    item = add_article(library)
    address = links.item_link(browse.item(library, item).uid)
    assert links.aim(library, address) == Aimed(item)
    organize.trash_items(library, [item])
    assert links.aim(library, address) is None


def test_the_links_of_exports_fall_back_to_the_article(library: Library) -> None:
    item = add_article(library)
    one = mark(library, item, "kept the letters")
    address = (
        f"{links.item_link(browse.item(library, item).uid)}?annotation={browse.annotation(library, one).uid}"
    )
    assert links.aim(library, address) == Aimed(item, one)
    annotate.trash(library, [one])
    assert links.aim(library, address) == Aimed(item)


def test_what_is_no_link_leads_nowhere(library: Library) -> None:
    for address in ("", "florilegium://", "florilegium://page1/2/", "https://example.org", "florilegium://item/'; --",
                    "florilegium://annotation/none", "javascript:alert(1)"):  # fmt: skip
        assert links.aim(library, address) is None


def test_articles_and_annotations_are_found_by_the_start_of_their_words(library: Library) -> None:
    item = add_article(library)
    mark(library, item, "kept the letters", comment="By whom?", tags=("archive",))
    mark(library, item, "The river fell again in the third week of March", comment="")
    assert [one.text for one in links.find(library, "floo")] == ["The flood"]
    assert [(one.text, one.about) for one in links.find(library, "lett ke")] == [
        ("kept the letters", "The flood")
    ]
    assert [one.text for one in links.find(library, "who")] == ["kept the letters"]
    assert [one.text for one in links.find(library, "archive")] == ["kept the letters"]
    assert len(links.find(library, "")) == 3
    assert len(links.find(library, "", limit=1)) == 2
    for silly in ('"', "(((", "AND OR NOT", "* -", "tag:", "%_", "zzz"):
        assert links.find(library, silly) == links.find(library, silly)


def test_what_is_written_is_read_again() -> None:
    written = links.markdown_link("A [strange] *name*\\ of\n two lines", "florilegium://item/ab12")
    assert links.written_links(f"See {written} and [that](https://example.org/a).") == [
        ("A [strange] *name*\\ of two lines", "florilegium://item/ab12"), ("that", "https://example.org/a"),
    ]  # fmt: skip
    assert links.written_links("[no] (link) and [] ()") == []
