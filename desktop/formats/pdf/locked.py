"""PDFs that open only with a password (ISO 32000-2, 7.6), or only once they are mended."""

import io
from contextlib import suppress

import pikepdf

from desktop.domain.errors import ImportFailed, PasswordNeeded

_DAMAGED = "The PDF is damaged and cannot be opened."


def unlocked(data: bytes, password: str) -> bytes:
    """The same document without encryption; the same bytes for the same file every time.

    Raises ``PasswordNeeded`` where the password is wrong, ``ImportFailed`` where the file is damaged.
    """
    try:
        with _opened(data, password) as pdf:
            return _saved(pdf)
    except pikepdf.PdfError as failure:
        raise ImportFailed(_DAMAGED) from failure


def mended(data: bytes) -> bytes:
    """What is left of a document whose end is missing, or whose order is broken; the same bytes every time.

    Raises ``ImportFailed`` where no page is left.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if pdf.pages:
                pdf.trailer.Size = len(pdf.objects) + 1  # where it was lost, none would be written
                return _saved(pdf)
    except (pikepdf.PdfError, pikepdf.PasswordError) as failure:
        raise ImportFailed(_DAMAGED) from failure
    raise ImportFailed(_DAMAGED)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
    )
    return out.getvalue()


def _opened(data: bytes, password: str) -> pikepdf.Pdf:
    """Passwords are in UTF-8 since PDF 2.0, in an encoding of PDF's own before."""
    for encoding in ("utf-8", "pdfdoc_pikepdf"):
        with suppress(pikepdf.PasswordError, UnicodeEncodeError):
            return pikepdf.open(io.BytesIO(data), password=password.encode(encoding))
    raise PasswordNeeded("The password does not open the PDF.")
