"""A small library with something of every kind in it, kept as a file for each schema that was released.

``python -m tests.storage.schema_fixture`` writes that of the present schema; released ones are never changed.
"""

import lzma
import tempfile
from dataclasses import replace
from pathlib import Path

from desktop.domain.annotation import AnnotationKind, AreaTarget, HighlightColor, NewAnnotation
from desktop.domain.item import ImportedItem, ItemType, PageSpan, ReadingPosition, Resource
from desktop.domain.selector import Rectangle
from desktop.services import annotate, browse, colors, history, organize, outlines, versions
from desktop.storage import intake
from desktop.storage.library import Library
from desktop.storage.schema import SCHEMA_VERSION

FOLDER = Path(__file__).parents[1] / "fixtures" / "schemas"

HTML = "<p>The river rose in March.</p>\n<p>Nobody kept the letters.</p>\n"
TEXT = "The river rose in March.\nNobody kept the letters.\n"
PICTURE = b"\x89PNG and so on"

FLOOD = ImportedItem(
    ItemType.WEB_PAGE, "The flood", TEXT, b"<title>The flood</title>", "text/html", "flood.html", html=HTML,
    creators=("Ada Reed",), site="The Post", published="1994-03-21", language="en",
    url="https://example.org/flood", resources=(Resource("a.png", "image/png", PICTURE),),
)  # fmt: skip
TABLES = ImportedItem(
    ItemType.PDF, "Tables", "Table one.\nTable two.", b"%PDF-1.7 tables", "application/pdf", "tables.pdf",
    pages=(PageSpan(0, 10, "i", 100, 200), PageSpan(11, 21, "ii", 100, 200)),
)  # fmt: skip


def fill(library: Library) -> None:
    (flood,) = intake.store(library, FLOOD, tags=["news"]).items
    (tables,) = intake.store(library, TABLES).items
    river = annotate.target_of(browse.document(library, flood), 4, 9)
    new = NewAnnotation(river, color=HighlightColor.BLUE, comment="Which river?", tags=("water",))
    (mark,) = annotate.create(library, flood, new).annotations
    area = AreaTarget(1, Rectangle(1, 2, 30, 40))
    annotate.create(library, tables, NewAnnotation(area, kind=AnnotationKind.AREA))
    organize.file_items(library, [flood], organize.collection_by_path(library, "Floods/1994"))
    organize.add_note(library, flood, "Ask the archive.")
    organize.save_search(library, "Rivers", "river")
    organize.star(library, [tables], True)
    colors.rename(library, {HighlightColor.YELLOW: "claim"})
    browse.set_position(library, flood, ReadingPosition(5, 0.2, look={"view": "original"}))
    first = browse.document(library, tables).version_id
    versions.renew(
        library, tables, replace(TABLES, text="Table one.\nTable three.", original=b"%PDF-1.7 three")
    )
    versions.use(library, tables, first)
    (outline,) = outlines.create(library, "Letters").outlines
    outlines.add_heading(library, outline, "Lost")
    outlines.add_annotations(library, outline, [mark])
    annotate.recolor(library, [mark], HighlightColor.RED)
    history.undo(library)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        made, copy = Path(folder, "made.florilegium"), Path(folder, "copy.florilegium")
        with Library.open(made, backup=False) as library:
            fill(library)
            library.backup(copy)
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / f"{SCHEMA_VERSION:04}.florilegium.xz").write_bytes(lzma.compress(copy.read_bytes()))


if __name__ == "__main__":
    main()
