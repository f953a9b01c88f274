"""What a person calls the colours, in the library, in searches and in what is exported."""

import io
import json

import pikepdf

from desktop.domain.annotation import HighlightColor
from desktop.domain.selector import PagePlace, Rectangle
from desktop.exporters.base import ExportOptions
from desktop.exporters.json import JsonExporter
from desktop.exporters.markdown import MarkdownExporter
from desktop.exporters.pdf.marks import About, MarkWriter
from desktop.exporters.pdf.update import PdfUpdate
from desktop.importers.base import Source
from desktop.importers.gathered.own_markdown import OwnMarkdownImporter
from desktop.services import browse, colors, history
from desktop.storage.library import Library
from tests.ui.reading.desk import add_article, mark

BLUE, RED = HighlightColor.BLUE, HighlightColor.RED


def test_names_are_given_changed_and_taken_away_in_one_step_each(library: Library) -> None:
    colors.rename(library, {BLUE: "claim", RED: "doubt", HighlightColor.TEAL: "  "})
    assert colors.names(library) == {BLUE: "claim", RED: "doubt"}
    changes = colors.rename(library, {BLUE: "", RED: " my  “doubt” "})
    assert changes.color_names
    assert colors.names(library) == {RED: "my doubt"}
    history.undo(library)
    assert colors.names(library) == {BLUE: "claim", RED: "doubt"}
    history.undo(library)
    assert colors.names(library) == {}
    assert not colors.rename(library, {BLUE: ""}), "nothing is no step"
    history.redo(library)
    assert colors.names(library) == {BLUE: "claim", RED: "doubt"}


def test_a_long_name_is_cut(library: Library) -> None:
    colors.rename(library, {BLUE: "word " * 30})
    assert len(colors.names(library)[BLUE]) <= colors.LONGEST


def test_a_search_knows_the_names(library: Library) -> None:
    item = add_article(library)
    mark(library, item, "letters", color=BLUE)
    colors.rename(library, {BLUE: "Key claim"})
    for query, found in (('color:"key claim"', 1), ("color:blue", 1), ("color:red", 0), ("color:doubt", 0)):
        assert len(browse.items(library, query)) == found
        assert len(browse.find_annotations(library, query)) == found


def test_exports_say_the_name_beside_the_colour(library: Library) -> None:
    item = add_article(library)
    mark(library, item, "letters", color=BLUE, tags=("later",))
    colors.rename(library, {BLUE: "claim, page 3 #open*"})
    article = browse.export_article(library, item)
    told = json.loads(JsonExporter().render([article], ExportOptions()))["annotations"][0]
    assert (told["color"], told["color_name"]) == ("blue", "claim, page 3 #open*")
    written = MarkdownExporter().render([article], ExportOptions())
    assert "blue highlight “claim, page 3 \\#open\\*” #later" in written.decode()
    (again,) = OwnMarkdownImporter().read(Source(written, "out.md"))[0].annotations
    assert (again.color, again.tags) == (BLUE, ("later",))
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        out = io.BytesIO()
        pdf.save(out)
    with pikepdf.open(io.BytesIO(out.getvalue())) as pdf:
        update = PdfUpdate(out.getvalue(), pdf)
        about = About("name", "Ada", article.color_names[BLUE])
        MarkWriter(update).write(article.annotations[0], PagePlace(0, (Rectangle(0, 0, 9, 9),)), about)
    with pikepdf.open(io.BytesIO(update.saved())) as pdf:
        assert str(pdf.pages[0].Annots[0].Subj) == "claim, page 3 #open*"
