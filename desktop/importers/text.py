"""Plain text, of any encoding, with or without the furniture of the page it was copied from."""

import re
from html import escape

from desktop.domain.errors import ImportFailed
from desktop.domain.item import ImportedItem, ItemType
from desktop.formats.canonical import canonical_text
from desktop.formats.encoding import decode, is_text
from desktop.formats.html.sanitize import sanitize
from desktop.formats.paragraphs import Paragraph, paragraphs
from desktop.importers.base import Source
from desktop.importers.language import guess_language
from desktop.importers.names import title_from_name
from desktop.importers.news_text import Role, read_news_text

_CODE = re.compile(
    rb"\s*(?:\{\\rtf|%PDF-|%!PS|WARC/\d|(?:[\w-]+:[^\n]*\n)*content-type:\s*multipart/related)", re.I
)
"""Other formats that are written in plain characters, but are no text to read."""

_ENDINGS = (".txt", ".text", ".log", ".asc")


class TextImporter:
    """Whatever reads as text and is nothing else."""

    def recognises(self, source: Source) -> float:
        if _CODE.match(source.data[:4096]) or not is_text(source.data):
            return 0.0
        return 0.6 if source.name.lower().endswith(_ENDINGS) else 0.4

    def read(self, source: Source) -> ImportedItem:
        found = paragraphs(decode(source.data))
        if not any(paragraph.text.strip() for paragraph in found):
            raise ImportFailed("The file holds no text.")
        news = read_news_text(found)
        html = sanitize(
            "".join(
                markup_of(paragraph, role)
                for paragraph, role in zip(found, news.roles, strict=True)
                if role is not Role.TITLE
            )
        )
        text = canonical_text(html)
        if not text.strip() and not news.title:
            raise ImportFailed("The file holds no text.")
        return ImportedItem(
            type=ItemType.TEXT,
            title=news.title or title_from_name(source.name),
            text=text,
            original=source.data,
            media_type="text/plain",
            file_name=source.name,
            html=html,
            creators=news.creators,
            published=news.published,
            language=guess_language(text),
            url=source.url,
        )


def markup_of(paragraph: Paragraph, role: Role) -> str:
    """HTML of a paragraph, with its role as the class."""
    lines = [escape(line, quote=False) for line in paragraph.lines]
    if paragraph.preformatted:
        return "<pre>" + "\n".join(lines) + "</pre>"
    opening = f'<p class="{role.value}">' if role.value else "<p>"
    return opening + "<br>".join(lines) + "</p>"
