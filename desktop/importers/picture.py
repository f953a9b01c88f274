"""Pictures: a figure with what the file says of it as its caption."""

import re
from dataclasses import dataclass

from lxml.html import Element

from desktop.domain.item import ImportedItem, ItemType, Resource
from desktop.domain.metadata import Origin
from desktop.formats.canonical import canonical_text
from desktop.formats.html.sanitize import reader_html
from desktop.formats.picture import Picture, picture_type, read_picture
from desktop.importers.base import Source
from desktop.importers.language import guess_language
from desktop.importers.names import one_line, title_from_name

_ENDINGS = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/avif": ".avif",
    "image/svg+xml": ".svg",
}
"""Of the kinds that browsers show as they are."""
_DATE = re.compile(r"((?:18|19|20)\d\d)[-:/]?(0[1-9]|1[0-2])[-:/]?([0-2]\d|3[01])")
_NO_CAPTION = re.compile(
    r"(?:olympus digital camera|sony dsc|dcim|dsc\w*|img_?\d*|untitled|default|screenshot|\W*)", re.I
)
"""What cameras and programs write where nobody described the picture."""


class PictureImporter:
    """Its canonical text is its caption, and may be empty."""

    def recognises(self, source: Source) -> float:
        return 0.96 if picture_type(source.data) else 0.0

    def read(self, source: Source) -> ImportedItem:
        kind = picture_type(source.data)
        picture = read_picture(source.data, kind)
        shown = _resources(source.data, kind, picture)
        about = _About.of(picture, source.name)
        html = _html(shown, about)
        text = canonical_text(html)
        return ImportedItem(
            type=ItemType.IMAGE,
            title=about.title,
            text=text,
            original=source.data,
            media_type=kind,
            file_name=source.name,
            html=html,
            creators=about.creators,
            published=about.taken,
            language=guess_language(about.caption),
            url=source.url,
            resources=shown,
            lead_image=shown[0].path,
            origins=about.origins,
        )


@dataclass(frozen=True, slots=True)
class _About:
    title: str
    caption: str
    creators: tuple[str, ...]
    taken: str
    origins: dict[str, str]

    @classmethod
    def of(cls, picture: Picture, name: str) -> "_About":
        """Each value from the XMP packet, else from the file's other words; the title else from the name."""
        xmp, own = picture.xmp, picture.own
        origins = {
            field: str(Origin.XMP if said else Origin.DOCUMENT)
            for field, said, found in (
                ("title", one_line(xmp.title), xmp.title or own.title),
                ("creators", xmp.creators, xmp.creators or own.creators),
                ("published", _day(xmp.taken), _day(xmp.taken) or _day(own.taken)),
            )
            if found
        }
        title = one_line(xmp.title or own.title)
        captions = (words for words in (xmp.caption, own.caption) if not _NO_CAPTION.fullmatch(words))
        return cls(
            title or title_from_name(name),
            next(captions, ""),
            xmp.creators or own.creators,
            _day(xmp.taken) or _day(own.taken),
            {"title": str(Origin.NAME)} | origins,
        )


def _day(told: str) -> str:
    found = _DATE.match(told)
    return "-".join(found.groups()) if found else ""


def _resources(data: bytes, kind: str, picture: Picture) -> tuple[Resource, ...]:
    if picture.pages:
        kinds = [picture_type(page) for page in picture.pages]
        return tuple(
            Resource(f"page-{number}{_ENDINGS[kind]}", kind, page)
            for number, (kind, page) in enumerate(zip(kinds, picture.pages, strict=True), 1)
        )
    return (Resource("picture" + _ENDINGS[kind], kind, data),)


def _html(shown: tuple[Resource, ...], about: _About) -> str:
    article, figure = Element("article"), Element("figure")
    article.append(figure)
    for resource in shown:
        image = Element("img")
        image.set("src", resource.path)
        image.set("alt", about.caption or about.title)
        figure.append(image)
    if about.caption:
        caption = Element("figcaption")
        caption.text = about.caption
        figure.append(caption)
    return reader_html(article)
