"""Pictures beside a Markdown file: those of the article, and the areas that were marked in it."""

import hashlib
import io
import mimetypes
import re
from pathlib import PurePosixPath
from urllib.parse import quote

from PIL import Image

from desktop.domain.annotation import AnnotationKind, AreaTarget
from desktop.domain.errors import ImportFailed
from desktop.domain.item import ItemType
from desktop.exporters.base import Contents, ExportArticle
from desktop.formats.pdf.document import PdfDocument, PictureView

_SHARPNESS = 2.0
"""Pixels a point."""
_MOST_PIXELS = 4000


def picture_name(path: str, media_type: str, data: bytes) -> str:
    """A short name that tells the picture from others: what it was called, and some of its bytes' SHA-256."""
    stem = re.sub(r"[^0-9A-Za-z_-]+", "-", PurePosixPath(path).stem).strip("-")[:40] or "picture"
    ending = mimetypes.guess_extension(media_type) or PurePosixPath(path).suffix or ".bin"
    return f"{stem}-{hashlib.sha256(data).hexdigest()[:8]}{ending}"


def area_pictures(article: ExportArticle, folder: str, beside: dict[str, Contents]) -> dict[str, str]:
    """Each marked area of a PDF as a picture in ``beside``; the links to them by the annotations' uids."""
    areas = [
        (one, one.target)
        for one in article.annotations
        if one.kind is AnnotationKind.AREA and isinstance(one.target, AreaTarget)
    ]
    if not areas or article.item.type is not ItemType.PDF:
        return {}
    found = {}
    try:
        document = PdfDocument(article.original(), article.document.pages)
    except ImportFailed:
        return {}
    try:
        for one, target in areas:
            data = _area(document, target)
            if data:
                name = f"{folder}/area-{''.join(filter(str.isalnum, one.uid))[:8]}.png"
                beside[name] = data
                found[one.uid] = quote(name)
    finally:
        document.close()
    return found


def _area(document: PdfDocument, target: AreaTarget) -> bytes:
    """The part of its page, as PNG; nothing where there is no such page."""
    if target.page_index >= len(document.spans):
        return b""
    frame = document.contents(target.page_index).frame
    left, top, right, bottom = frame.shown(target.rectangle)
    across, down = frame.visible.right - frame.visible.left, frame.visible.top - frame.visible.bottom
    width, height = (down, across) if frame.quarters % 2 else (across, down)
    scale = min(_SHARPNESS, _MOST_PIXELS / max(width, height, 1))
    view = PictureView(
        round(width * scale), round(height * scale), 0, round(left * scale), round(top * scale),
        max(1, round((right - left) * scale)), max(1, round((bottom - top) * scale)),
    )  # fmt: skip
    raster = document.render(target.page_index, view)
    picture = Image.frombuffer(
        "RGB", (raster.width, raster.height), raster.data, "raw", "BGRX", raster.stride
    )
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
