"""Archived pictures as office programs take them."""

import io

from PIL import Image, UnidentifiedImageError

_TAKEN = {"PNG": "png", "JPEG": "jpg", "GIF": "gif"}
_MOST_PIXELS = 40_000_000
_WIDEST = 2400


def office_picture(found: tuple[str, bytes] | None) -> tuple[bytes, int, int, str] | None:
    """The bytes, width and height in pixels, and the file ending of a resource; PNG for what is neither PNG, JPEG nor GIF.
    None for what is no picture of pixels."""
    if found is None:
        return None
    try:
        with Image.open(io.BytesIO(found[1])) as picture:
            if picture.width * picture.height > _MOST_PIXELS or not picture.width or not picture.height:
                return None
            if picture.format in _TAKEN:
                return found[1], picture.width, picture.height, _TAKEN[picture.format]
            whole = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    whole.thumbnail((_WIDEST, _WIDEST))
    out = io.BytesIO()
    whole.save(out, "PNG")
    return out.getvalue(), whole.width, whole.height, "png"
