"""Encrypted PDFs (ISO 32000-2, 7.6)."""

import io
from contextlib import suppress

import pikepdf

from desktop.domain.errors import ImportFailed, PasswordNeeded


def unlocked(data: bytes, password: str) -> bytes:
    """The same document without encryption; the same bytes for the same file every time.

    Raises ``PasswordNeeded`` where the password is wrong, ``ImportFailed`` where the file is damaged.
    """
    out = io.BytesIO()
    try:
        with _opened(data, password) as pdf:
            pdf.save(
                out,
                deterministic_id=True,
                compress_streams=False,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
            )
    except pikepdf.PdfError as failure:
        raise ImportFailed("The PDF is damaged and cannot be opened.") from failure
    return out.getvalue()


def _opened(data: bytes, password: str) -> pikepdf.Pdf:
    """Passwords are in UTF-8 since PDF 2.0, in an encoding of PDF's own before."""
    for encoding in ("utf-8", "pdfdoc_pikepdf"):
        with suppress(pikepdf.PasswordError, UnicodeEncodeError):
            return pikepdf.open(io.BytesIO(data), password=password.encode(encoding))
    raise PasswordNeeded("The password does not open the PDF.")
