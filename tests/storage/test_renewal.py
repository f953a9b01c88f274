"""Letters of Arabic and Persian that are written for one another are one letter to the search, in old libraries too."""

from pathlib import Path

import pytest

from desktop.domain.item import ImportedItem, ItemType
from desktop.services import organize
from desktop.services.library import check, renew_index
from desktop.services.search import search
from desktop.storage import intake
from desktop.storage.library import Library
from desktop.storage.words import segmented

TEXT = "كتب أحمد رسالة إلى المدينة. مسؤول آخر قال لا."
PERSIAN = "کتابی درباره یک زن"


def store(library: Library, text: str) -> int:
    [id_] = intake.store(
        library, ImportedItem(ItemType.TEXT, "T", text, text.encode(), "text/plain", "a.txt")
    ).items
    return id_


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("احمد", "أحمد"),
        ("أحمد", "أحمد"),
        ("رساله", "رسالة"),
        ("الي", "إلى"),
        ("إلی", "إلى"),
        ("مسوول", "مسؤول"),
        ("اخر", "آخر"),
        ("کتب", "كتب"),
    ],
)
def test_variants_of_letters_are_found_and_shown(tmp_path: Path, query: str, shown: str) -> None:
    with Library.open(tmp_path / "l.florilegium") as library:
        store(library, TEXT)
        [hit] = search(library, query)
        assert [p.text[start:end] for p in hit.passages for start, end in p.matches] == [shown]


def test_titles_comments_and_tags_too(tmp_path: Path) -> None:
    with Library.open(tmp_path / "l.florilegium") as library:
        item = store(library, PERSIAN)
        organize.edit_items(library, [item], title="تاريخ")
        organize.tag_items(library, [item], "مدرسة")
        organize.add_note(library, item, "أين؟")
        for query in ("تاریخ", "مدرسه", "اين", "كتابي"):
            assert len(search(library, query)) == 1, query


def test_texts_of_an_older_library_are_indexed_anew(tmp_path: Path) -> None:
    with Library.open(tmp_path / "l.florilegium") as library:
        old, plain, gone = store(library, TEXT), store(library, "The river."), store(library, PERSIAN)
        with library.quiet() as step:  # as an earlier version left them
            for version_id, text in ((old, TEXT), (gone, PERSIAN)):
                for verb, letters in (("'delete', ", True), ("", False)):
                    columns = "body_fts, rowid, text" if verb else "rowid, text"
                    step.db.conn.execute(
                        f"INSERT INTO body_fts({columns}) VALUES ({verb}?, ?)",
                        (version_id, segmented(text, letters=letters)),
                    )
            step.db.conn.execute("INSERT INTO stale_body SELECT id FROM version")
        assert search(library, "احمد") == []
        organize.trash_items(library, [gone])
        organize.empty_trash(library)
        renew_index(library, cancelled=lambda: True)
        assert search(library, "احمد") == []
        renew_index(library)
        assert [hit.item.item.id for hit in search(library, "احمد")] == [old]
        assert [hit.item.item.id for hit in search(library, "river")] == [plain]
        assert check(library) == []
        assert library.reader().conn.execute("SELECT count(*) FROM stale_body").fetchone() == (0,)
