"""What is inside the areas of pages and pictures, at a glance."""

import io

import pikepdf
import pytest
from fpdf import FPDF

from desktop.domain.annotation import AreaTarget
from desktop.domain.selector import Rectangle
from desktop.importers.base import Source
from desktop.importers.pdf import PdfImporter
from desktop.services import browse
from desktop.services.area_pictures import area_pictures
from desktop.storage import intake
from desktop.storage.library import Library

RED_BOX = AreaTarget(0, Rectangle(100, 500, 200, 550))
"""In points, origin bottom left."""


def paper(turn: int) -> bytes:
    pdf = FPDF(unit="pt", format=(400, 600))
    pdf.add_page()
    pdf.set_font("Helvetica", size=12)
    pdf.text(20, 300, "A red box")
    pdf.set_fill_color(255, 0, 0)
    pdf.rect(100, 50, 100, 50, style="F")
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(bytes(pdf.output()))) as turned:
        turned.pages[0].rotate(turn, relative=False)
        turned.save(out)
    return out.getvalue()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_part_of_a_page_is_drawn_as_it_is_shown(library: Library, turn: int) -> None:
    [item] = intake.store(library, PdfImporter().read(Source(paper(turn), "red.pdf"))).items
    document = browse.document(library, item)
    found = area_pictures(library, document, [RED_BOX, AreaTarget(7, RED_BOX.rectangle)], 300, 100)
    assert list(found) == [RED_BOX]
    page = found[RED_BOX].page
    assert page is not None
    assert (page.width, page.height) == ((200, 100) if turn in (0, 180) else (50, 100))
    inner = [
        page.data[y * page.stride + 4 * x : y * page.stride + 4 * x + 3]
        for y in range(2, page.height - 2)
        for x in range(2, page.width - 2)
    ]
    assert set(inner) == {b"\0\0\xff"}


def test_what_cannot_be_seen_is_left_out(library: Library) -> None:
    [item] = intake.store(library, PdfImporter().read(Source(paper(0), "red.pdf"))).items
    gone = AreaTarget(0, Rectangle(0, 0, 1, 1), "gone.png", 3)
    assert area_pictures(library, browse.document(library, item), [gone], 300, 100) == {}
