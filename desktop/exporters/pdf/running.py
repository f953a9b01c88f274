"""Running headers and page numbers."""

from pikepdf import Pdf

from desktop.exporters.base import HtmlPrinter, Sheet
from desktop.exporters.pdf.apart import draw_apart
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
            draw_apart(pdf, target, pdf.copy_foreign(drawn.as_form_xobject()))
