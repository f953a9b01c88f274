"""Markdown, with front matter as metadata."""

import re
from functools import cache

import lxml.html
from markdown_it import MarkdownIt
from mdit_py_plugins.anchors import anchors_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

from desktop.domain.errors import ImportFailed
from desktop.domain.item import ImportedItem, ItemType
from desktop.domain.metadata import Origin
from desktop.formats.canonical import canonical_text
from desktop.formats.encoding import decode, is_text
from desktop.formats.html.fragment import fragment
from desktop.formats.html.outline import outline_of
from desktop.formats.html.sanitize import reader_html
from desktop.importers.base import Source
from desktop.importers.front_matter import has_front_matter, read_front_matter
from desktop.importers.language import guess_language
from desktop.importers.markdown_dialects import dialects_plugin
from desktop.importers.names import title_from_name
from desktop.importers.origins import origins_of
from desktop.importers.web_images import Archive, settle_images, settle_links

_ENDINGS = (".md", ".markdown", ".mdown", ".mkd", ".mdtext", ".qmd")
_SIGNS = re.compile(
    r"^(?:#{1,6} \S|```|\s{0,3}[-*] \S|> \S|\|.+\|$)|\[[^\]\n]+\]\([^)\s]+\)|\*\*\S[^*\n]*\*\*|\[\^\w+\]",
    re.M,
)
_ATTRIBUTES = re.compile(r"\s*\{[#.-][^{}]*\}\s*\Z")


class MarkdownImporter:
    """CommonMark with tables, strike-through, footnotes, lists of definitions and formulas."""

    def recognises(self, source: Source) -> float:
        named = source.name.lower().endswith(_ENDINGS)
        if not is_text(source.data):
            return 0.0
        if named:
            return 0.8
        text = decode(source.data[:20_000])
        if source.name.lower().endswith(".txt") and not has_front_matter(text):
            return 0.0
        heading = re.search(r"^#{1,3} \S", text, re.M)
        return 0.5 if heading and len(_SIGNS.findall(text)) >= 3 else 0.0

    def read(self, source: Source) -> ImportedItem:
        text = decode(source.data).removeprefix("\ufeff").replace("\r\n", "\n")
        known, body = read_front_matter(text)
        markup = str(_renderer().render(body))
        root = fragment(markup)
        for heading in root.iter("h1", "h2", "h3", "h4", "h5", "h6"):
            _drop_attributes(heading)
        title, titled = known.title, Origin.NAME
        heading = root.find("h1")
        if heading is not None and title in ("", _plain(heading)):
            title, titled = _plain(heading), Origin.TEXT
            heading.drop_tree()
        url = source.url or known.url
        archive = Archive(source.companions, url)
        settle_links(root, archive, url)
        settle_images(root, archive)
        html = reader_html(root)
        canonical = canonical_text(html)
        if not canonical.strip() and "<img" not in html:
            raise ImportFailed("The file holds no text.")
        language = known.language or guess_language(canonical)
        return ImportedItem(
            type=ItemType.MARKDOWN,
            title=title or title_from_name(source.name),
            text=canonical,
            original=source.data,
            media_type="text/markdown",
            file_name=source.name,
            html=html,
            creators=known.creators,
            site=known.site,
            published=known.published,
            language=language,
            url=url,
            outline=outline_of(html),
            resources=archive.resources(),
            tags=known.tags,
            details=known.details,
            origins=origins_of(known.told, title=titled, language=language),
        )


@cache
def _renderer() -> MarkdownIt:
    renderer = MarkdownIt("commonmark", {"html": True, "maxNesting": 100}).enable(["table", "strikethrough"])
    renderer.use(footnote_plugin).use(anchors_plugin, max_level=6).use(gfm_autolink_plugin)
    return renderer.use(dialects_plugin)


def _drop_attributes(heading: lxml.html.HtmlElement) -> None:
    """``{#name .class}`` after a heading, as Pandoc has it; links lead to the name."""
    last = heading[-1] if len(heading) else None
    words = (heading.text if last is None else last.tail) or ""
    if found := _ATTRIBUTES.search(words):
        rest = words[: found.start()]
        if last is None:
            heading.text = rest
        else:
            last.tail = rest
        if name := re.search(r"#([^\s}]+)", found[0]):
            heading.set("id", name[1])


def _plain(heading: lxml.html.HtmlElement) -> str:
    return " ".join(heading.text_content().split())
