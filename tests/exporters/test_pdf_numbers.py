"""What is added to a PDF stands beside all that is there, and beside what is only named."""

import io

import pikepdf

from desktop.exporters.pdf.update import PdfUpdate, fit_to_update

_CATALOG = b"<</Type/Catalog/Pages 2 0 R/Metadata 4 0 R>>"
"""It names an object that the file lacks."""
_PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 200 200]/Resources<</ProcSet[/PDF]>>>>"
_PAGE = b"<</Type/Page/Parent 2 0 R>>"


def small_file() -> bytes:
    """A page that inherits what it needs."""
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate((_CATALOG, _PAGES, _PAGE), 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    start = out.tell()
    rows = b"".join(b"%010d 00000 n\r\n" % place for place in places)
    out.write(b"xref\n0 4\n0000000000 65535 f\r\n" + rows)
    out.write(b"trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def test_what_is_missing_goes_on_missing_and_what_is_inherited_stays() -> None:
    data = small_file()
    pdf = pikepdf.open(io.BytesIO(data))
    assert len(pdf.pages) == 1 and fit_to_update(data, pdf)
    update = PdfUpdate(data, pdf)
    update.add_mark(0, "<</Type/Annot/Subtype/Text/Rect[0 0 10 10]>>")
    with pikepdf.open(io.BytesIO(update.saved())) as written:
        assert written.Root.get("/Metadata") is None
        page = written.pages[0].obj
        assert [str(mark.Subtype) for mark in page.Annots] == ["/Text"]
        assert list(page.Resources.keys()) == ["/ProcSet"]
        assert [int(edge) for edge in page.MediaBox] == [0, 0, 200, 200]
