"""Libraries of every released schema open, and nothing in them is lost."""

import lzma
from pathlib import Path

import pytest

from desktop.domain.annotation import AnnotationKind, AreaTarget, HighlightColor
from desktop.domain.selector import Rectangle
from desktop.services import browse, colors, history, outlines
from desktop.services.library import check
from desktop.services.search import search
from desktop.storage import backups
from desktop.storage.library import Library
from desktop.storage.schema import SCHEMA_VERSION
from tests.storage.schema_fixture import FLOOD, FOLDER, HTML, PICTURE, TABLES, TEXT


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_a_library_of_an_earlier_schema_is_whole(tmp_path: Path, version: int) -> None:
    path = tmp_path / "library.florilegium"
    path.write_bytes(lzma.decompress((FOLDER / f"{version:04}.florilegium.xz").read_bytes()))
    with Library.open(path) as library:
        assert check(library) == []
        holds_everything(library)
        assert [hit.item.item.title for hit in search(library, "letters")] == ["The flood"]
        assert [hit.item.item.title for hit in search(library, "archive")] == ["The flood"]
        while history.undo(library) is not None:
            pass
        assert browse.items(library) == []
        while history.redo(library) is not None:
            pass
        [mark] = [one for one in browse.find_annotations(library, "") if one.quote]
        assert mark.color is HighlightColor.RED  # the step that was undone when the file was made
    assert list(backups.folder(path).glob("*.florilegium"))


def holds_everything(library: Library) -> None:
    flood, tables = sorted(browse.items(library), key=lambda found: found.item.id)
    item = flood.item
    assert (item.title, item.creators, item.site, item.url) == (
        FLOOD.title,
        FLOOD.creators,
        FLOOD.site,
        FLOOD.url,
    )
    assert (flood.tags, flood.collections) == (("news",), ("Floods/1994",))
    document = browse.document(library, item.id)
    assert (document.html, document.text) == (HTML, TEXT)
    assert browse.original(library, document.version_id) == FLOOD.original
    assert browse.resource(library, document.version_id, "a.png") == ("image/png", PICTURE)
    [mark] = browse.annotations(library, item.id)
    assert (mark.quote, mark.color, mark.comment, mark.tags) == (
        "river", HighlightColor.BLUE, "Which river?", ("water",),
    )  # fmt: skip
    [area] = browse.annotations(library, tables.item.id)
    assert (area.kind, area.target) == (AnnotationKind.AREA, AreaTarget(1, Rectangle(1, 2, 30, 40)))
    assert browse.document(library, tables.item.id).pages == TABLES.pages
    assert tables.item.starred
    assert [note.text for note in browse.notes(library, item.id)] == ["Ask the archive."]
    assert [(one.name, one.query) for one in browse.saved_searches(library)] == [("Rivers", "river")]
    position = browse.position(library, item.id)
    assert position is not None
    assert position.offset == 5
    # Schemas before the third keep neither.
    assert position.look in ({}, {"view": "original"})
    assert colors.names(library) in ({}, {HighlightColor.YELLOW: "claim"})
    # Schemas before the fourth have no outlines.
    kept = [
        (outline.name, [(one.kind, one.level, one.text) for one in outlines.points(library, outline.id)])
        for outline in outlines.all_outlines(library)
    ]
    assert kept in ([], [("Letters", [("heading", 0, "Lost"), ("quotation", 1, "")])])
