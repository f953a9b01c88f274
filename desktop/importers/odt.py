"""OpenDocument text, as LibreOffice writes it."""

from desktop.domain.errors import ImportFailed
from desktop.domain.item import ImportedItem, ItemType
from desktop.domain.metadata import Origin
from desktop.formats.comments import annotations_of
from desktop.formats.html.outline import outline_of
from desktop.formats.html.sanitize import reader_html
from desktop.formats.odt import read_odt
from desktop.importers.base import Source
from desktop.importers.language import guess_language
from desktop.importers.names import title_from_name
from desktop.importers.origins import origins_of
from desktop.importers.web_images import Archive, settle_images, settle_links


class OdtImporter:
    """Headings, lists, tables, notes and pictures."""

    def recognises(self, source: Source) -> float:
        if not source.data.startswith(b"PK\x03\x04"):
            return 0.0
        return 0.97 if b"mimetypeapplication/vnd.oasis.opendocument.text" in source.data[:120] else 0.0

    def read(self, source: Source) -> ImportedItem:
        found = read_odt(source.data)
        archive = Archive(found.files, "")
        settle_links(found.root, archive, "")
        settle_images(found.root, archive)
        html, text, annotations = annotations_of(reader_html(found.root), found.comments)
        if not text.strip() and "<img" not in html:
            raise ImportFailed("The document holds no text.")
        told = found.metadata
        creator = told.get("initial-creator") or told.get("creator", "")
        published = (told.get("creation-date") or told.get("date", ""))[:10]
        guessed = guess_language(text)
        own = {"creators": creator, "published": published, "language": told.get("language")}
        return ImportedItem(
            type=ItemType.ODT,
            title=found.title or told.get("title", "") or title_from_name(source.name),
            text=text,
            original=source.data,
            media_type="application/vnd.oasis.opendocument.text",
            file_name=source.name,
            html=html,
            creators=(creator,) if creator else (),
            published=published,
            language=told.get("language") or guessed,
            url=source.url,
            outline=outline_of(html),
            resources=archive.resources(),
            annotations=annotations,
            origins=origins_of(
                own | {"title": "" if found.title else told.get("title", "")},
                title=Origin.TEXT if found.title else Origin.NAME,
                language=guessed,
            ),
        )
