"""An article that changed keeps its earlier states, its annotations, and what the person wrote."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.annotation import AnnotationKind, AreaTarget, NewAnnotation
from desktop.domain.comparison import Fate
from desktop.domain.errors import ImportFailed, UserError
from desktop.domain.item import ImportedItem, ItemType, ReadingPosition, Resource
from desktop.domain.metadata import Origin
from desktop.domain.selector import Rectangle, TextQuoteSelector
from desktop.importers.pool import ImportPool
from desktop.services import annotate, browse, history, organize, versions
from desktop.services.imports import ImportEntry, ImportReport, PastedText, import_sources
from desktop.services.library import check
from desktop.services.rereading import reread
from desktop.storage import intake
from desktop.storage.library import Library

TEXT = (
    "The bridge over the Alder is closed until the end of May, the council said.\n"
    "Engineers found cracks in two of its seven arches during a routine inspection.\n"
    "A ferry will carry people across, but no carts and no cattle.\n"
)
NEW = TEXT.replace("end of May", "end of June").replace(
    "A ferry will carry people across, but no carts and no cattle.\n", "There will be no ferry.\n"
)
BRIDGE = ImportedItem(
    ItemType.WEB_PAGE, "Bridge closed", TEXT, b"old", "text/html", "b.html", html=f"<p>{TEXT}</p>",
    site="The Post", url="https://example.org/bridge", origins={"title": Origin.OPEN_GRAPH, "site": Origin.OPEN_GRAPH},
)  # fmt: skip
RENEWED = replace(
    BRIDGE, title="Bridge closed longer", text=NEW, original=b"new", html=f"<p>{NEW}</p>", site="The Morning Post",
    details={"revised": "2026-05-02"}, origins={"title": Origin.OPEN_GRAPH, "revised": Origin.JSON_LD},
)  # fmt: skip


def stored(library: Library, imported: ImportedItem = BRIDGE) -> int:
    (item_id,) = intake.store(library, imported).items
    return item_id


def mark(library: Library, item_id: int, words: str) -> int:
    (mark_id,) = annotate.create_by_quote(
        library, item_id, TextQuoteSelector(words), comment="Why?"
    ).annotations
    return mark_id


def test_annotations_go_along_and_the_lost_are_orphans(library: Library) -> None:
    item_id = stored(library)
    kept, edited, lost, binned = (
        mark(library, item_id, words)
        for words in ("cracks in two", "closed until the end of May", "people across", "routine inspection")
    )
    annotate.trash(library, [binned])
    browse.set_position(library, item_id, ReadingPosition(TEXT.index("Engineers"), 0.5))
    versions.renew(library, item_id, RENEWED)
    text = browse.document(library, item_id).text
    assert text == NEW
    for mark_id, words, former in (
        (kept, "cracks in two", ""),
        (edited, "closed until the end of June", "closed until the end of May"),
        (binned, "routine inspection", ""),
    ):
        found = browse.annotation(library, mark_id)
        position = found.target.position
        assert (found.quote, text[position.start : position.end]) == (words, words)
        assert (found.orphan, found.former_quote, found.comment) == (False, former, "Why?")
    orphan = browse.annotation(library, lost)
    assert (orphan.orphan, orphan.quote) == (True, "people across")
    assert browse.position(library, item_id) == ReadingPosition(NEW.index("Engineers"), 0.5)
    assert check(library) == []


def test_going_back_brings_everything_back(library: Library) -> None:
    item_id = stored(library)
    edited, lost = (
        mark(library, item_id, "until the end of May"),
        mark(library, item_id, "no carts and no cattle"),
    )
    first = browse.document(library, item_id).version_id
    versions.renew(library, item_id, RENEWED)
    versions.use(library, item_id, first)
    assert browse.document(library, item_id).text == TEXT
    assert (browse.annotation(library, edited).quote, browse.annotation(library, edited).former_quote) == (
        "until the end of May",
        "",
    )
    assert not browse.annotation(library, lost).orphan
    told = versions.versions(library, item_id)
    assert [(version.title, version.present) for version in told] == [
        ("Bridge closed longer", False),
        ("Bridge closed", True),
    ]
    for _ in range(2):
        history.undo(library)
    assert [version.present for version in versions.versions(library, item_id)] == [True]
    assert browse.annotation(library, edited).quote == "until the end of May"


def test_fields_follow_unless_the_person_wrote_them(library: Library) -> None:
    item_id = stored(library)
    organize.edit_items(library, [item_id], title="My bridge")
    versions.renew(library, item_id, RENEWED)
    item = browse.item(library, item_id)
    assert (item.title, item.site, item.details["revised"]) == ("My bridge", "The Morning Post", "2026-05-02")
    assert item.origins == {"title": Origin.PERSON, "revised": Origin.JSON_LD}


def test_two_versions_are_compared(library: Library) -> None:
    item_id = stored(library)
    versions.renew(library, item_id, RENEWED)
    new, old = versions.versions(library, item_id)
    comparison = versions.compare_versions(library, item_id, old.id, new.id)
    assert [passage.fate for passage in comparison.passages] == [
        Fate.CHANGED, Fate.SAME, Fate.REMOVED, Fate.ADDED,
    ]  # fmt: skip
    assert (comparison.old.title, comparison.new.title) == ("Bridge closed", "Bridge closed longer")


def page(body: str, title: str = "Bridge closed") -> PastedText:
    paragraphs = "".join(f"<p>{line}</p>" for line in body.splitlines())
    return PastedText(
        body,
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{paragraphs}</article></body></html>",
        "https://example.org/bridge?utm_source=feed",
    )


def test_an_import_of_a_changed_page_is_a_new_version(library: Library, pool: ImportPool) -> None:
    def bring(source: PastedText) -> ImportReport:
        return import_sources(library, [source], pool=pool)

    [first] = bring(page(TEXT * 3)).entries
    assert first.id is not None
    [again] = bring(page(TEXT * 3)).entries
    [changed] = bring(page(NEW * 3)).entries
    [other] = bring(
        page("A wholly other page that names the same address.\n" * 5, "Harvest festival")
    ).entries
    assert [entry.status for entry in (first, again, changed, other)] == [
        "imported", "duplicate", "updated", "imported",
    ]  # fmt: skip
    assert changed.id == again.id == first.id != other.id
    [old] = bring(page(TEXT * 3)).entries
    assert old.status == "duplicate"  # it is there, as an earlier version
    for _ in range(3):
        history.undo(library)
    assert browse.items(library) == []


LONG = " ".join(f"the {word} of the river counted {word}s" for word in map(str, range(60)))


def saved(body: str, moment: str) -> bytes:
    """As a browser saves a page in one file."""
    html = f"<html><title>Bridge closed</title><article><p>{body.replace(chr(10), '</p><p>')}</p></article></html>"
    return (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/bridge\r\nDate: {moment}\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
        f"Content-Type: text/html\r\nContent-Location: https://example.org/bridge\r\n\r\n{html}\r\n--b--\r\n"
    ).encode()


def test_the_newest_state_is_read_in_whatever_order_they_come(
    library: Library, pool: ImportPool, tmp_path: Path
) -> None:
    rest = "".join(
        f"The {name} arch was mended in the year {name} was born.\n"
        for name in ["Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hal"]
    )

    def bring(body: str, moment: str) -> ImportEntry:
        file = tmp_path / f"{len(body)}.mhtml"
        file.write_bytes(saved(body + rest, moment))
        [entry] = import_sources(library, [file], pool=pool).entries
        assert entry.id, entry.reason
        return entry

    item_id = bring(TEXT, "Tue, 4 Mar 2025 10:00:00 -0000").id or 0
    marked = mark(library, item_id, "no carts and no cattle")
    earlier = bring(TEXT.replace("A ferry will", "No ferry will"), "Sat, 4 Mar 2023 10:00:00 +0200")
    assert (earlier.status, earlier.id) == ("updated", item_id)
    assert "earlier" in earlier.reason
    assert "A ferry will" in browse.document(library, item_id).text
    assert [version.archived for version in versions.versions(library, item_id)] == [
        "2025-03-04T10:00:00Z", "2023-03-04T08:00:00Z",
    ]  # fmt: skip
    history.undo(library)
    assert len(versions.versions(library, item_id)) == 1
    history.redo(library)
    assert bring(TEXT.replace("A ferry will", "No ferry will"), "").status == "duplicate"
    later = bring(TEXT.replace("end of May", "end of June"), "Wed, 4 Jun 2025 10:00:00 -0000")
    assert later.status == "updated"
    assert "end of June" in browse.document(library, item_id).text
    assert [version.present for version in versions.versions(library, item_id)] == [True, False, False]
    [kept] = browse.annotations(library, item_id)
    assert (kept.id, kept.orphan) == (marked, False)


def test_copies_of_one_report_are_told_and_stay_apart(library: Library, pool: ImportPool) -> None:
    sources = [
        PastedText(f"{LONG} and so ends the report.", name="Agency.txt"),
        PastedText(f"Our own words at the start. {LONG}", name="Paper.txt"),
        PastedText(" ".join(f"nothing of that {number * 7}" for number in range(200)), name="Other.txt"),
    ]
    report = import_sources(library, sources, pool=pool)
    assert [entry.status for entry in report.entries] == ["imported"] * 3
    told = [entry for entry in report.entries if entry.reason]
    assert len(told) == 1
    assert told[0].reason.startswith("Much of it is also in: ")
    agency, _, other = (entry.id for entry in report.entries)
    assert agency is not None and other is not None
    [copy] = versions.alike(library, agency)
    assert copy.common > 0.9
    assert versions.alike(library, other) == []
    organize.trash_items(library, [copy.item.id])
    assert versions.alike(library, agency) == []


def test_an_area_stays_where_it_is(library: Library) -> None:
    item_id = stored(library)
    area = AreaTarget(0, Rectangle(1, 2, 3, 4))
    (mark_id,) = annotate.create(library, item_id, NewAnnotation(area, AnnotationKind.AREA)).annotations
    versions.renew(library, item_id, RENEWED)
    assert browse.annotation(library, mark_id).target == area


def test_an_original_is_read_again_and_more_of_it_on_request(library: Library) -> None:
    lines = TEXT.splitlines()
    markup = (
        "<html><head><title>Bridge closed</title></head><body><article><h1>Bridge closed</h1>"
        + "".join(f"<p>{line} {line}</p>" for line in lines)
        + "</article><div><p>Opening hours of the toll house: from six to nine, and never on a Sunday.</p></div></body></html>"
    )
    item_id = stored(
        library, replace(BRIDGE, text=lines[0], html=f"<p>{lines[0]}</p>", original=markup.encode())
    )
    kept = mark(library, item_id, "closed until the end of May")
    assert reread(library, item_id)
    text = browse.document(library, item_id).text
    assert "carts and no cattle" in text
    assert "Opening hours" not in text
    assert browse.annotation(library, kept).quote == "closed until the end of May"
    assert not reread(library, item_id)  # the same as before
    assert reread(library, item_id, whole=True)
    assert "Opening hours" in browse.document(library, item_id).text
    assert len(versions.versions(library, item_id)) == 3
    for _ in range(2):
        history.undo(library)
    assert browse.document(library, item_id).text == lines[0]


def test_an_original_that_cannot_be_read_changes_nothing(library: Library) -> None:
    item_id = stored(library, replace(BRIDGE, original=b"<html><body></body></html>"))
    with pytest.raises(ImportFailed):
        reread(library, item_id)
    assert browse.document(library, item_id).text == TEXT


def illustrated(imported: ImportedItem, **pictures: bytes) -> ImportedItem:
    files = tuple(Resource(f"{name} map.png", "image/png", data) for name, data in pictures.items())
    return replace(imported, resources=files)


def area_of(library: Library, item: int) -> tuple[str, bool]:
    [one] = browse.annotations(library, item)
    assert isinstance(one.target, AreaTarget)
    return one.target.picture, one.orphan


def test_an_area_goes_along_with_its_picture_and_never_to_another_of_its_name(library: Library) -> None:
    item = stored(library, illustrated(BRIDGE, old=b"the arches"))
    target = AreaTarget(0, Rectangle(0.1, 0.2, 0.5, 0.6), "old%20map.png", 5)
    annotate.create(library, item, NewAnnotation(target, AnnotationKind.AREA))
    first = browse.document(library, item).version_id
    versions.renew(library, item, illustrated(RENEWED, new=b"the arches", old=b"the cattle"))
    assert area_of(library, item) == ("new%20map.png", False)
    versions.renew(library, item, illustrated(replace(RENEWED, original=b"newer"), old=b"the cattle"))
    name, orphan = area_of(library, item)
    assert orphan
    assert name.startswith("new%20map.png#")
    versions.use(library, item, first)
    assert area_of(library, item) == ("old%20map.png", False)
    history.undo(library)
    assert area_of(library, item) == (name, True)
    [lost] = browse.annotations(library, item)
    with pytest.raises(UserError, match="draw it anew"):
        annotate.attach(library, lost.id, annotate.target_of(browse.document(library, item), 4, 10))
    assert browse.annotations(library, item) == [lost]
