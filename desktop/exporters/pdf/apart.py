"""What is set on a page beside its text: running lines, comments in the margin. Drawn as a pattern, it is seen and printed, but
a selection, a search or a quotation that goes from page to page does not meet it."""

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf


def draw_apart(
    pdf: Pdf,
    page: pikepdf.Page,
    form: pikepdf.Object,
    *,
    matrix: str = "1 0 0 1 0 0",
    beneath: str = "",
    clip: str = "",
) -> None:
    """Draw a form, and lines beneath it, in the page's own points moved by ``matrix``. ``clip`` is what limits the page's
    contents to what was seen of them."""
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    cell = pdf.make_stream(f"q {matrix} cm\n{beneath}/Form Do\nQ".encode())
    cell.Type, cell.PatternType, cell.PaintType, cell.TilingType = Name.Pattern, 1, 1, 1
    cell.BBox = Array([left, bottom, right, top])
    cell.XStep, cell.YStep = right - left, top - bottom
    cell.Resources = Dictionary(XObject=Dictionary(Form=form))
    pattern = page.add_resource(cell, Name.Pattern, prefix="FLApart")
    area = f"{left:.3f} {bottom:.3f} {right - left:.3f} {top - bottom:.3f}"
    page.contents_add(f"q\n{clip}".encode(), prepend=True)
    page.contents_add(f"\nQ\n/Artifact BMC q /Pattern cs {pattern} scn {area} re f Q EMC\n".encode())
