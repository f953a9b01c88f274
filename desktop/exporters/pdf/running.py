"""Running headers and page numbers. They are no part of the text: drawn as a pattern, they are seen and printed, but a
selection, a search or a quotation that goes from page to page does not meet them."""

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from desktop.exporters.base import HtmlPrinter, Sheet
from desktop.exporters.pdf.page import PrintPlan, running_style, styled_page
from desktop.formats.pdf.objects import reopened

_BLANK = '<p style="margin: 0; break-after: page">&nbsp;</p>'


def add_running_lines(
    pdf: Pdf, printer: HtmlPrinter, sheet: Sheet, title: str, about: str, plan: PrintPlan
) -> None:
    """On each page but for the header of the first one, which has its title block."""
    body = _BLANK * (len(pdf.pages) - 1) + "<p>&nbsp;</p>"
    page = styled_page(title, "", running_style(title, about, plan), body)
    with reopened(printer.print_html(page, lambda _: None, sheet)) as lines:
        for target, drawn in zip(pdf.pages, lines.pages, strict=False):
            _draw(pdf, target, pdf.copy_foreign(drawn.as_form_xobject()))


def _draw(pdf: Pdf, page: pikepdf.Page, form: pikepdf.Object) -> None:
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    cell = pdf.make_stream(b"/Lines Do")
    cell.Type, cell.PatternType, cell.PaintType, cell.TilingType = Name.Pattern, 1, 1, 1
    cell.BBox = Array([left, bottom, right, top])
    cell.XStep, cell.YStep = right - left, top - bottom
    cell.Resources = Dictionary(XObject=Dictionary(Lines=form))
    pattern = page.add_resource(cell, Name.Pattern, prefix="FLLines")
    area = f"{left:.3f} {bottom:.3f} {right - left:.3f} {top - bottom:.3f}"
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(
        f"\nQ\n/Artifact <</Type/Pagination>> BDC q /Pattern cs {pattern} scn {area} re f Q EMC\n".encode()
    )
