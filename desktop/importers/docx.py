"""Word documents (Office Open XML): text, headings, lists, tables, notes and pictures."""

import io
import re
import zipfile

import mammoth
from lxml import etree

from desktop.domain.errors import ImportFailed
from desktop.domain.item import ImportedItem, ItemType
from desktop.domain.metadata import Origin
from desktop.formats.comments import annotations_of, without_marks
from desktop.formats.docx import Prepared, prepared
from desktop.formats.html.fragment import fragment
from desktop.formats.html.outline import outline_of
from desktop.formats.html.sanitize import reader_html
from desktop.formats.zipped import UNREADABLE
from desktop.importers.base import Source
from desktop.importers.language import guess_language
from desktop.importers.names import creators_of, title_from_name
from desktop.importers.origins import origins_of
from desktop.importers.web_images import Archive, settle_images, settle_links

_MOST_BYTES = 512 << 20
_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='Image Caption'] => p.caption:fresh
p[style-name='Table Caption'] => p.caption:fresh
p[style-name='HTML Preformatted'] => pre:separator('\\n')
p[style-name='Preformatted Text'] => pre:separator('\\n')
p[style-name='Source Code'] => pre:separator('\\n')
p[style-name^='toc '] => !
p[style-name='table of figures'] => !
highlight => mark
u => u
strike => s
"""
_PROGRAMS = frozenset({"python-docx", "Apache POI", "docx4j", "Un-named", "Unknown"})
"""Names that programs write where nobody gave one; the date beside them is the template's."""
"""What is raised where a ZIP is damaged or locked."""
_MAIN = re.compile(rb"word/document\d*\.xml")
_CORE = "docProps/core.xml"
_LANGUAGE = re.compile(rb'<w:lang\b[^>]*\bw:val="([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)"')


class DocxImporter:
    """What the person wrote; how it was laid out stays in the original."""

    def recognises(self, source: Source) -> float:
        if not source.data.startswith(b"PK\x03\x04"):
            return 0.0
        return 0.97 if _MAIN.search(source.data) else 0.0

    def read(self, source: Source) -> ImportedItem:
        core, language = _facts(source.data)
        made = _prepared(source.data)
        root = fragment(made.filled(_markup(made.data)))
        title = root.find("h1[@class='title']")
        named = " ".join(without_marks(title.text_content()).split()) if title is not None else ""
        if title is not None:
            title.drop_tree()
        archive = Archive({}, "")
        settle_links(root, archive, "")
        settle_images(root, archive)
        html, text, annotations = annotations_of(reader_html(root), made.comments)
        if not text.strip() and not archive.resources():
            raise ImportFailed("The document holds no text.")
        creators = creators_of([core.get("creator", "")])
        published = core.get("created", "")[:10]
        guessed = guess_language(text)
        own = {"creators": creators, "published": published, "language": language}
        return ImportedItem(
            type=ItemType.DOCX,
            title=named or core.get("title", "") or title_from_name(source.name),
            text=text,
            original=source.data,
            media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            file_name=source.name,
            html=html,
            creators=creators,
            published=published,
            language=language or guessed,
            url=source.url,
            outline=outline_of(html),
            resources=archive.resources(),
            annotations=annotations,
            origins=origins_of(
                own | {"title": "" if named else core.get("title", "")},
                title=Origin.TEXT if named else Origin.NAME,
                language=guessed,
            ),
        )


def _prepared(data: bytes) -> Prepared:
    try:
        return prepared(data)
    except UNREADABLE as failure:
        raise ImportFailed("The document is damaged and cannot be unpacked.") from failure


def _markup(data: bytes) -> str:
    """Files outside the document are never opened."""
    try:
        found = mammoth.convert_to_html(io.BytesIO(data), style_map=_STYLES, external_file_access=False)
    except Exception as failure:  # the library has no error of its own: it fails as its parts fail
        raise ImportFailed("The document is damaged and cannot be read.") from failure
    return str(found.value) or "<p></p>"


def _facts(data: bytes) -> tuple[dict[str, str], str]:
    """What the document says of itself, and the language of its text."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_BYTES:
                raise ImportFailed(
                    "The document unpacks to more than {megabytes} MB.", megabytes=_MOST_BYTES >> 20
                )
            names = set(archive.namelist())
            core = archive.read(_CORE) if _CORE in names else b""
            styles = archive.read("word/styles.xml") if "word/styles.xml" in names else b""
    except UNREADABLE as failure:
        raise ImportFailed("The document is damaged and cannot be unpacked.") from failure
    language = _LANGUAGE.search(styles)
    return _core(core), language[1].decode() if language else ""


def _core(data: bytes) -> dict[str, str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(data, parser) if data else None
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        return {}
    told = ((str(element.tag).rpartition("}")[2], element.text or "") for element in root)
    found = {name: " ".join(value.split()) for name, value in told if value.strip()}
    return {} if found.get("creator") in _PROGRAMS else found
