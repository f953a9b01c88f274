"""Pictures: what kind their bytes are, whether they are whole, and what they say of themselves."""

import io
import re
import struct
import warnings
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pi_heif
from lxml import etree
from PIL import ExifTags, Image, ImageFile, ImageOps, ImageSequence, IptcImagePlugin, UnidentifiedImageError

from desktop.domain.errors import ImportFailed
from desktop.formats.xmp import read_xmp

_KINDS = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (4, b"ftypavif", "image/avif"),
    (4, b"ftypavis", "image/avif"),
)
"""Where a kind of picture has which bytes."""
_HEIF = re.compile(rb"ftyp(?:hei[cxms]|hev[cxms]|mif[12]|msf1)")
"""The brands that libheif decodes (ISO/IEC 23008-12)."""
_SVG = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!DOCTYPE\s+svg[^>\[]*(?:\[.*?\])?\s*>\s*)?"
                  rb"(?:<!--.*?-->\s*)*<(?:svg:)?svg\b", re.S | re.I)  # fmt: skip
_CONTROL = re.compile(r"[\0-\x1f\x7f\ufffe\uffff]")
_HEAD = 16_384
_MOST_FRAMES = 500
_QUALITY = 92
"""Of a photograph as JPEG: what it loses is not seen. The file itself is kept as it is."""
_NOT_SHOWN = frozenset({"image/tiff", "image/heic"})
"""Kinds that browsers do not show."""
_PNG_MODES = frozenset({"1", "L", "LA", "P", "RGB", "RGBA"})
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    RuntimeError,
    EOFError,
    KeyError,
    IndexError,
    TypeError,
    struct.error,
    zlib.error,
)
"""What Pillow and libheif raise where a file is not as it should be."""

_CAPTION, _ARTIST, _TAKEN, _DIGITISED = 0x010E, 0x013B, 0x9003, 0x9004
"""Of EXIF (CIPA DC-008, 4.6)."""
_IPTC_TITLE, _IPTC_CREATOR, _IPTC_TAKEN, _IPTC_CAPTION = (2, 5), (2, 80), (2, 55), (2, 120)
"""Of the IPTC Information Interchange Model."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a picture says of itself in one place; empty where it does not tell."""

    title: str = ""
    caption: str = ""
    creators: tuple[str, ...] = ()
    taken: str = ""
    """As written there."""


@dataclass(frozen=True, slots=True)
class Picture:
    """``pages``: as PNG or, of photographs, JPEG, where browsers do not show the picture; empty for all others."""

    xmp: Words
    own: Words
    """From EXIF and IPTC, or the elements of a drawing."""
    pages: tuple[bytes, ...] = ()


def picture_type(data: bytes) -> str:
    """The media type of a picture; empty for all else."""
    for place, mark, kind in _KINDS:
        if data[place : place + len(mark)] == mark:
            return kind
    if _HEIF.match(data, 4):
        return "image/avif" if b"avif" in data[16:48] else "image/heic"
    return "image/svg+xml" if _SVG.match(data[:_HEAD]) else ""


def read_picture(data: bytes, kind: str) -> Picture:
    """Raises ``ImportFailed`` for what is damaged, far too large, or of a kind that cannot be decoded here."""
    if kind == "image/heic":
        pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    if kind == "image/svg+xml":
        return Picture(Words(), _drawing_words(data))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # large pictures are welcome up to where Pillow refuses them
            with Image.open(io.BytesIO(data)) as image:
                xmp, own = _xmp_words(image), _own_words(image)
                pages = tuple(_for_browsers(image)) if kind in _NOT_SHOWN else ()
                image.load()
    except UnidentifiedImageError as failure:
        raise ImportFailed("The picture is damaged, or of a kind that cannot be read here.") from failure
    except Image.DecompressionBombError as failure:
        raise ImportFailed("The picture is too large to be shown.") from failure
    except _BROKEN as failure:
        raise ImportFailed("The picture is damaged and cannot be shown.") from failure
    return Picture(xmp, own, pages)


def _for_browsers(image: Image.Image) -> Iterator[bytes]:
    is_photograph = image.format == "HEIF"
    for number, frame in enumerate(ImageSequence.Iterator(image)):
        if number == _MOST_FRAMES:
            raise ImportFailed("The picture has more than {count} pages.", count=_MOST_FRAMES)
        out = io.BytesIO()
        shown = ImageOps.exif_transpose(frame)
        shown = shown if shown.mode in _PNG_MODES else shown.convert("RGB")
        colors = image.info.get("icc_profile")
        if is_photograph and shown.mode == "RGB":
            shown.save(out, "JPEG", quality=_QUALITY, icc_profile=colors)
        else:
            shown.save(out, "PNG", icc_profile=colors)
        yield out.getvalue()
    image.seek(0)


def _xmp_words(image: Image.Image) -> Words:
    packet = image.info.get("xmp") or b""
    told = read_xmp(packet if isinstance(packet, bytes) else str(packet).encode())
    return Words(
        _first(told, "dc:title", "photoshop:Headline"),
        _first(told, "dc:description"),
        told.get("dc:creator", ()),
        _first(told, "photoshop:DateCreated", "xmp:CreateDate"),
    )


def _first(told: Mapping[str, tuple[str, ...]], *names: str) -> str:
    return next((told[name][0] for name in names if name in told), "")


def _own_words(image: Image.Image) -> Words:
    exif = image.getexif()
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    iptc = _iptc(image)
    artist = _plain(exif.get(_ARTIST))
    return Words(
        _plain(iptc.get(_IPTC_TITLE)),
        _plain(exif.get(_CAPTION)) or _plain(iptc.get(_IPTC_CAPTION)),
        tuple(filter(None, map(str.strip, artist.split(";")))) or _several(iptc.get(_IPTC_CREATOR)),
        _plain(inner.get(_TAKEN)) or _plain(inner.get(_DIGITISED)) or _plain(iptc.get(_IPTC_TAKEN)),
    )


def _iptc(image: Image.Image) -> Mapping[tuple[int, int], object]:
    try:
        return IptcImagePlugin.getiptcinfo(image) or {} if isinstance(image, ImageFile.ImageFile) else {}
    except _BROKEN:
        return {}


def _several(value: object) -> tuple[str, ...]:
    return tuple(filter(None, map(_plain, value if isinstance(value, list) else [value])))


def _plain(value: object) -> str:
    """A text of EXIF or IPTC: bytes of no told encoding, or characters that Pillow made of such bytes."""
    if isinstance(value, list):
        return _plain(value[0]) if value else ""
    if isinstance(value, bytes):
        return " ".join(_CONTROL.sub(" ", _decoded(value)).split())
    if not isinstance(value, str):
        return ""
    try:
        return _plain(value.encode("latin-1"))
    except UnicodeEncodeError:
        return " ".join(_CONTROL.sub(" ", value).split())


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _drawing_words(data: bytes) -> Words:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as failure:
        raise ImportFailed("The picture is damaged and cannot be shown.") from failure
    return Words(_drawing_text(root, "title"), _drawing_text(root, "desc"))


def _drawing_text(root: etree._Element, name: str) -> str:
    found = root.find(f"{{*}}{name}")
    return " ".join(" ".join(map(str, found.itertext())).split()) if found is not None else ""
