"""Rich Text Format: the words and their paragraphs; how they looked stays in the original."""

import re
from html import escape

from striprtf.striprtf import rtf_to_text

from desktop.domain.errors import ImportFailed
from desktop.domain.item import ImportedItem, ItemType
from desktop.formats.canonical import canonical_text
from desktop.formats.html.sanitize import sanitize
from desktop.importers.base import Source
from desktop.importers.language import guess_language
from desktop.importers.names import title_from_name

_INFO = re.compile(r"\{\\info\b.{0,20000}?\}\s*\}", re.S)
_CREATED = re.compile(r"\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")


class RtfImporter:
    """Any file that begins as RTF does, whatever it is called."""

    def recognises(self, source: Source) -> float:
        return 0.97 if source.data.lstrip().startswith(b"{\\rtf") else 0.0

    def read(self, source: Source) -> ImportedItem:
        code = source.data.decode("latin-1")
        lines = [" ".join(line.split()) for line in _plain(code).splitlines()]
        html = sanitize("".join(f"<p>{escape(line, quote=False)}</p>" for line in lines if line))
        text = canonical_text(html)
        if not text.strip():
            raise ImportFailed("The document holds no text.")
        info = found[0] if (found := _INFO.search(code)) else ""
        author = _told(info, "author")
        return ImportedItem(
            type=ItemType.RTF,
            title=_told(info, "title") or title_from_name(source.name),
            text=text,
            original=source.data,
            media_type="application/rtf",
            file_name=source.name,
            html=html,
            creators=(author,) if author else (),
            published=_created(info),
            language=guess_language(text),
            url=source.url,
        )


def _plain(code: str) -> str:
    try:
        return str(rtf_to_text(code, errors="replace")).replace("\0", "")
    except (ValueError, LookupError, IndexError, TypeError) as failure:
        raise ImportFailed("The document is damaged and cannot be read.") from failure


def _told(info: str, name: str) -> str:
    found = re.search(rf"\{{\\{name}\b\s?((?:[^{{}}\\]|\\.)*)", info)
    return " ".join(_plain("{\\rtf1 " + found[1] + "}").split()) if found else ""


def _created(info: str) -> str:
    found = _CREATED.search(info)
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else ""
