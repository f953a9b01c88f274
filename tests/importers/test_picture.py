"""Pictures as articles: shown as they are, described in their own words, refused where they are not whole."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from desktop.domain.errors import ImportFailed
from desktop.domain.item import ImportedItem, ItemType
from desktop.importers.base import Source
from desktop.importers.files import articles_in
from desktop.importers.registry import read

PHOTOGRAPH = Path(__file__).parents[1] / "fixtures" / "photo.heic"
"""A red field with a blue stripe on its left, to be turned to the top; described in its EXIF."""
XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 photoshop:DateCreated="1931-07-04T10:00:00">
<dc:title><rdf:Alt><rdf:li xml:lang="de">Das Wehr</rdf:li><rdf:li xml:lang="x-default">The weir</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>Ines Holt</rdf:li><rdf:li>P. Adebayo</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">The weir at low water,
 seen from the mill.</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>"""


def picture(kind: str, *, mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    drawn = Image.linear_gradient("L").resize((60, 40)).convert(mode)
    drawn.save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()


def imported(data: bytes, name: str = "weir_at-noon.x") -> ImportedItem:
    return read(Source(data, name))


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [
        ("PNG", "image/png"),
        ("JPEG", "image/jpeg"),
        ("GIF", "image/gif"),
        ("WEBP", "image/webp"),
        ("AVIF", "image/avif"),
    ],
)
def test_a_picture_is_shown_as_it_is(kind: str, media_type: str) -> None:
    data = picture(kind)
    item = imported(data)
    [shown] = item.resources
    assert (item.type, item.title, item.text, item.original) == (ItemType.IMAGE, "weir at-noon", "", data)
    assert (shown.data, shown.media_type, item.media_type) == (data, media_type, media_type)
    assert f'src="{shown.path}"' in item.html
    assert item.lead_image == shown.path


def test_a_telephones_photograph_is_shown_upright() -> None:
    data = PHOTOGRAPH.read_bytes()
    item = imported(data, "IMG_0001.HEIC")
    [shown] = item.resources
    assert (item.original, item.media_type, item.text) == (data, "image/heic", "The weir at low water\n")
    assert (item.creators, item.published) == (("Ines Holt",), "1931-07-04")
    assert (shown.path, shown.media_type) == ("page-1.jpg", "image/jpeg")
    with Image.open(io.BytesIO(shown.data)) as image:
        assert image.size == (40, 64)  # turned, as its EXIF tells
        red, _, blue = image.convert("RGB").getpixel((20, 5))  # type: ignore[misc]
        assert blue > red


def test_its_xmp_packet_describes_it() -> None:
    item = imported(picture("JPEG", xmp=XMP.encode()))
    assert (item.title, item.creators, item.published) == (
        "The weir",
        ("Ines Holt", "P. Adebayo"),
        "1931-07-04",
    )
    assert item.text.strip() == "The weir at low water, seen from the mill."
    assert item.origins == {"title": "xmp", "creators": "xmp", "published": "xmp"}
    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", XMP)
    assert imported(picture("PNG", pnginfo=info)).title == "The weir"


def test_signs_that_are_no_text_do_no_harm() -> None:
    tags = Image.Exif()
    tags[0x010E] = "The\x01weir\x0bat\x1fnoon"
    assert imported(picture("JPEG", exif=tags)).text == "The weir at noon\n"


def test_its_exif_tags_describe_it() -> None:
    tags = Image.Exif()
    tags[0x010E], tags[0x013B] = "Die M??hle am Wehr", "Ines Holt; P. Adebayo"
    tags.get_ifd(0x8769)[0x9003] = "1999:12:31 23:59:59"
    data = picture("JPEG", exif=tags).replace(b"M??hle", "Mühle".encode())
    item = imported(data, "DSC_0042.JPG")
    assert (item.title, item.creators) == ("DSC 0042", ("Ines Holt", "P. Adebayo"))
    assert (item.text.strip(), item.published) == ("Die Mühle am Wehr", "1999-12-31")
    assert item.origins == {"title": "name", "creators": "document", "published": "document"}


def iptc(*values: tuple[int, bytes]) -> bytes:
    """A Photoshop segment of a JPEG, which holds such records."""
    records = b"".join(
        b"\x1c\x02" + struct.pack(">BH", number, len(value)) + value for number, value in values
    )
    block = (
        b"Photoshop 3.0\x008BIM\x04\x04\0\0"
        + struct.pack(">I", len(records))
        + records
        + b"\0" * (len(records) % 2)
    )
    return b"\xff\xed" + struct.pack(">H", len(block) + 2) + block


def test_its_iptc_records_describe_it() -> None:
    plain = picture("JPEG")
    told = iptc(
        (5, b"The mill"), (80, b"Ines Holt"), (80, b"P. Adebayo"), (55, b"20010203"), (120, "Mühle".encode())
    )
    item = imported(plain[:2] + told + plain[2:])
    assert (item.title, item.creators, item.published) == (
        "The mill",
        ("Ines Holt", "P. Adebayo"),
        "2001-02-03",
    )
    assert item.text.strip() == "Mühle"


@pytest.mark.parametrize(
    ("caption", "date"), [("OLYMPUS DIGITAL CAMERA", "0000:00:00 00:00:00"), ("   ", "    ")]
)
def test_what_cameras_write_is_no_description(caption: str, date: str) -> None:
    tags = Image.Exif()
    tags[0x010E] = caption
    tags.get_ifd(0x8769)[0x9003] = date
    item = imported(picture("JPEG", exif=tags))
    assert (item.text, item.published, item.origins) == ("", "", {"title": "name"})


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "CMYK", "I;16"])
def test_each_page_of_a_tiff_is_shown(mode: str) -> None:
    out = io.BytesIO()
    first, second = (Image.new("L", size, 120).convert(mode) for size in ((30, 20), (10, 50)))
    first.save(out, "TIFF", save_all=True, append_images=[second])
    item = imported(out.getvalue(), "scan.tif")
    assert item.media_type == "image/tiff"
    assert [one.media_type for one in item.resources] == ["image/png"] * 2
    assert [Image.open(io.BytesIO(one.data)).size for one in item.resources] == [(30, 20), (10, 50)]
    assert item.html.count("<img") == 2


DRAWING = b"""<?xml version="1.0"?><!-- drawn --><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">
<title>The lock</title><desc>Gates and sluices</desc><script>steal()</script><rect width="9" height="9"/></svg>"""


def test_a_drawing_is_only_ever_a_picture() -> None:
    item = imported(DRAWING, "lock.svg")
    assert (item.type, item.title, item.text.strip()) == (ItemType.IMAGE, "The lock", "Gates and sluices")
    assert "script" not in item.html and "<svg" not in item.html
    assert item.resources[0].media_type == "image/svg+xml"


def png_of(width: int, height: int) -> bytes:
    """Little more than a head that claims a size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(100))), (b"IEND", b"")]
    made = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (png_of(60_000, 60_000), "too large"),
        (png_of(600, 600), "damaged"),
        (picture("PNG")[:-40], "damaged"),
        (picture("JPEG")[:-200], "damaged"),
        (picture("TIFF", compression="tiff_lzw")[:300], "damaged"),
        (b"\0\0\0\x18ftypheic" + bytes(40), "kind"),
        (PHOTOGRAPH.read_bytes()[:-100], "damaged"),
        (DRAWING[:-8], "damaged"),
    ],
)
def test_what_cannot_be_shown_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ImportFailed, match=reason):
        imported(data)


def test_a_folder_of_nothing_but_pictures_is_one_of_articles(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    for name in ("b.PNG", "a.jpg", "more/c.tiff", "Thumbs.db", ".DS_Store"):
        (tmp_path / name).write_bytes(b"x")
    assert [path.name for path in articles_in(tmp_path)] == ["a.jpg", "b.PNG", "c.tiff"]
    (tmp_path / "more" / "page.css").write_text("p{}")
    assert list(articles_in(tmp_path)) == []
    (tmp_path / "notes.txt").write_text("x")
    assert [path.name for path in articles_in(tmp_path)] == ["notes.txt"]
