"""Markdown, with front matter as metadata."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

import lxml.html
import yaml
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from desktop.domain.errors import ImportFailed
from desktop.domain.item import ImportedItem, ItemType
from desktop.formats.canonical import canonical_text
from desktop.formats.encoding import decode, is_text
from desktop.formats.html.outline import outline_of
from desktop.formats.html.sanitize import reader_html
from desktop.importers.base import Source
from desktop.importers.names import title_from_name
from desktop.importers.web_images import Archive, settle_images, settle_links
from desktop.importers.web_metadata import guess_language

_ENDINGS = (".md", ".markdown", ".mdown", ".mkd", ".mdtext", ".qmd")
_FRONT_MATTER = re.compile(r"\A---\s*\n(?P<yaml>.*?)\n(?:---|\.\.\.)\s*(?:\n|\Z)", re.S)
_SIGNS = re.compile(
    r"^(?:#{1,6} \S|```|\s{0,3}[-*] \S|> \S|\|.+\|$)|\[[^\]\n]+\]\([^)\s]+\)|\*\*\S[^*\n]*\*\*|\[\^\w+\]",
    re.M,
)


class MarkdownImporter:
    """CommonMark with tables, strike-through and footnotes."""

    def recognises(self, source: Source) -> float:
        named = source.name.lower().endswith(_ENDINGS)
        if not is_text(source.data):
            return 0.0
        if named:
            return 0.8
        text = decode(source.data[:20_000])
        if source.name.lower().endswith(".txt") and not _FRONT_MATTER.match(text):
            return 0.0
        heading = re.search(r"^#{1,3} \S", text, re.M)
        return 0.5 if heading and len(_SIGNS.findall(text)) >= 3 else 0.0

    def read(self, source: Source) -> ImportedItem:
        text = decode(source.data).removeprefix("\ufeff").replace("\r\n", "\n")
        known, body = _front_matter(text)
        markup = str(_renderer().render(body))
        if not markup.strip():
            raise ImportFailed("The file holds no text.")
        root = lxml.html.fragment_fromstring(markup.replace("\0", ""), create_parent="article")
        title = _text(known, "title")
        heading = root.find("h1")
        if heading is not None and title in ("", _plain(heading)):
            title = _plain(heading)
            heading.drop_tree()
        url = source.url or _web(_text(known, "url", "source", "link", "canonical"))
        archive = Archive(source.companions, url)
        settle_links(root, archive, url)
        settle_images(root, archive)
        html = reader_html(root)
        canonical = canonical_text(html)
        return ImportedItem(
            type=ItemType.MARKDOWN,
            title=title or title_from_name(source.name),
            text=canonical,
            original=source.data,
            media_type="text/markdown",
            file_name=source.name,
            html=html,
            creators=_list(known, "author", "authors", "creator", "creators"),
            site=_text(known, "site", "publisher", "publication"),
            published=_date(known, "date", "published", "created"),
            language=_text(known, "lang", "language") or guess_language(canonical),
            url=url,
            outline=outline_of(html),
            resources=archive.resources(),
            tags=_list(known, "tags", "keywords"),
        )


@cache
def _renderer() -> MarkdownIt:
    renderer = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return renderer.use(front_matter_plugin).use(footnote_plugin)


def _front_matter(text: str) -> tuple[Mapping[str, object], str]:
    """What stands between the ``---`` at the start, keys in lower case, and the text after it."""
    found = _FRONT_MATTER.match(text)
    if not found:
        return {}, text
    try:
        loaded = yaml.safe_load(found["yaml"])
    except (yaml.YAMLError, ValueError):
        return {}, text
    if not isinstance(loaded, dict):
        return {}, text
    return {str(key).lower(): value for key, value in loaded.items()}, text[found.end() :]


def _plain(heading: lxml.html.HtmlElement) -> str:
    return " ".join(heading.text_content().split())


def _text(known: Mapping[str, object], *names: str) -> str:
    return next(
        (str(known[name]).strip() for name in names if isinstance(known.get(name), str | int | float)), ""
    )


def _list(known: Mapping[str, object], *names: str) -> tuple[str, ...]:
    for name in names:
        value = known.get(name)
        if isinstance(value, str):
            return tuple(part for piece in value.split(",") if (part := piece.strip().lstrip("#")))
        if isinstance(value, list):
            named = (one.get("name") if isinstance(one, dict) else one for one in value)
            return tuple(text for one in named if one is not None and (text := str(one).strip()))
    return ()


def _date(known: Mapping[str, object], *names: str) -> str:
    for name in names:
        value = known.get(name)
        if isinstance(value, date):
            return value.isoformat()[:10]
        if isinstance(value, str | int) and (found := re.match(r"\d{4}(-\d\d(-\d\d)?)?", str(value))):
            return found[0]
    return ""


def _web(url: str) -> str:
    return url if url.startswith(("http://", "https://")) else ""
