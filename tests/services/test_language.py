"""What a file tells of its language is a detail of the work; what its words let guess serves to show and find it."""

from dataclasses import replace

from desktop.domain.item import ImportedItem, ItemType
from desktop.domain.metadata import Origin
from desktop.services import browse, versions
from desktop.storage import intake
from desktop.storage.library import Library

GUESSED = ImportedItem(
    ItemType.TEXT, "Fähre", "Die Fähre fährt heute nicht.", b"a", "text/plain", "a.txt", language="de",
    origins={"title": str(Origin.NAME), "language": str(Origin.TEXT)},
)  # fmt: skip
TOLD = replace(
    GUESSED, original=b"b", text="Sie fährt wieder.", origins={"language": str(Origin.META)}, language="de-CH"
)


def test_a_guess_is_no_detail_but_finds_and_shows(library: Library) -> None:
    [item_id] = intake.store(library, GUESSED).items
    item = browse.item(library, item_id)
    assert (item.language, item.origins) == ("", {"title": Origin.NAME})
    assert browse.document(library, item_id).language == "de"
    assert [one.item.id for one in browse.items(library, "lang:de")] == [item_id]
    assert browse.items(library, "lang:en") == []


def test_a_guess_does_not_replace_what_was_told(library: Library) -> None:
    [item_id] = intake.store(library, TOLD).items
    versions.renew(library, item_id, replace(GUESSED, language="en"))
    assert browse.item(library, item_id).language == "de-CH"
    assert browse.items(library, "lang:en") == []
