"""Documents whose ZIP is not sound are refused with a reason that says so."""

import io
import random
import zipfile

import pytest

from desktop.domain.errors import ImportFailed
from desktop.importers.base import Source
from desktop.importers.registry import read

PARTS = {
    "book.epub": {"mimetype": b"application/epub+zip", "META-INF/container.xml": b"<container/>"},
    "report.docx": {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"},
    "report.odt": {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<content/>"},
}


def archive(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as opened:
        for part, content in PARTS[name].items():
            opened.writestr(part, content)
        opened.writestr("größe.bin", random.Random(1).randbytes(2000))
    return out.getvalue()


@pytest.mark.parametrize("name", PARTS)
@pytest.mark.parametrize(
    "spoilt",
    [
        lambda data: data[:300] + data[1300:],  # shorter than its directory says
        lambda data: data.replace("größe".encode(), b"gr\xff\xfe\xff\xfee"),  # a name that is no text
        lambda data: data[: len(data) - 60],
    ],
)
def test_a_damaged_document_is_refused_as_such(name: str, spoilt) -> None:
    with pytest.raises(ImportFailed, match=r"damaged|of a kind"):
        read(Source(spoilt(archive(name)), name))
