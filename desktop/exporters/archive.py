"""ZIP archives that are the same for the same contents."""

import zipfile

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of every file in them, the first that a ZIP archive can tell."""


def put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Packed, but for ``mimetype``, which readers of books and OpenDocument look for as it is."""
    entry = zipfile.ZipInfo(name, _LONG_AGO)
    entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
    archive.writestr(entry, data)
