"""Rich Text Format, as word processors and mail programs write it."""

from desktop.domain.errors import ImportFailed
from desktop.domain.item import ImportedItem, ItemType
from desktop.domain.metadata import Origin
from desktop.formats.comments import annotations_of
from desktop.formats.html.fragment import fragment
from desktop.formats.html.outline import outline_of
from desktop.formats.html.sanitize import reader_html
from desktop.formats.rtf.document import RtfText, read_rtf
from desktop.importers.base import Source
from desktop.importers.language import guess_language
from desktop.importers.names import title_from_name
from desktop.importers.origins import origins_of
from desktop.importers.web_images import Archive, settle_images, settle_links


class RtfImporter:
    """Any file that begins as RTF does, whatever it is called: headings, lists, tables, notes, pictures, comments."""

    def recognises(self, source: Source) -> float:
        return 0.97 if source.data.lstrip().startswith(b"{\\rtf") else 0.0

    def read(self, source: Source) -> ImportedItem:
        found = _found(source.data)
        root = fragment(found.markup)
        archive = Archive(found.files, "")
        settle_links(root, archive, "")
        settle_images(root, archive)
        html, text, annotations = annotations_of(reader_html(root), found.comments)
        if not text.strip() and not archive.resources():
            raise ImportFailed("The document holds no text.")
        author, published = found.told.get("author", ""), found.told.get("created", "")
        guessed = guess_language(text)
        title = found.told.get("title", "")
        return ImportedItem(
            type=ItemType.RTF,
            title=found.title or title or title_from_name(source.name),
            text=text,
            original=source.data,
            media_type="application/rtf",
            file_name=source.name,
            html=html,
            creators=(author,) if author else (),
            published=published,
            language=guessed,
            url=source.url,
            outline=outline_of(html),
            resources=archive.resources(),
            annotations=annotations,
            origins=origins_of(
                {"creators": author, "published": published, "title": "" if found.title else title},
                title=Origin.TEXT if found.title else Origin.NAME,
                language=guessed,
            ),
        )


def _found(data: bytes) -> RtfText:
    try:
        return read_rtf(data)
    except (ValueError, IndexError, RecursionError) as failure:
        raise ImportFailed("The document is damaged and cannot be read.") from failure
