"""Markdown: front matter, quotations in document order, comments, tags, links back; in several flavours."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from desktop.exporters.base import (
    Contents,
    ExportArticle,
    Exporter,
    ExportOptions,
    Files,
    Grouping,
    Preview,
    Spot,
)
from desktop.exporters.bibliography import added, bibtex, key_in
from desktop.exporters.csl import citation_keys
from desktop.exporters.markdown_pictures import area_pictures
from desktop.exporters.markdown_template import MarkdownTemplate, bundled, read_template
from desktop.exporters.markdown_text import FullText
from desktop.exporters.markdown_update import updated, with_sums
from desktop.exporters.markdown_variables import Extras, front_matter, records, variables
from desktop.exporters.markdown_words import yaml_block
from desktop.exporters.options import Choice, Flag
from desktop.formats.markdown_blocks import article_uids, without_data, written_data

FLAVOUR = Choice(
    "flavour",
    "For",
    {
        "commonmark": "Any program (CommonMark)",
        "obsidian": "Obsidian",
        "logseq": "Logseq",
        "pandoc": "Zettlr and Pandoc",
    },
    "commonmark",
    hint="How highlights, links and citations are written.",
)
TEXT = Flag("text", "The whole text, with highlights in it", hint="Below the annotations.")
PICTURES = Flag("pictures", "Pictures in a folder beside it", hint="Of the text, and of marked areas.")


_SHARED = "References.bib"
"""The bibliography of all files in a folder."""


class MarkdownExporter(Exporter):
    name = "markdown"
    title = "Markdown"
    suffix = ".md"
    grouping = Grouping.EITHER
    options = (FLAVOUR, TEXT, PICTURES)
    textual = True
    keeps_edits = True
    templated = True

    def render(self, articles: Sequence[ExportArticle], options: ExportOptions) -> bytes:
        contents = self.files(articles, options, Spot("Excerpts")).contents
        assert isinstance(contents, bytes)
        return contents

    def files(self, articles: Sequence[ExportArticle], options: ExportOptions, spot: Spot) -> Files:
        """Raises ``UserError`` where the person's own template fails."""
        flavour = options.choice(FLAVOUR)
        template = _template(options.template or bundled(flavour))
        beside: dict[str, Contents] = {}
        told: dict[str, dict[str, Any]] = {}
        parts = []
        listed = list(articles) if flavour == "pandoc" else articles
        keys = _cited(listed, options, spot, beside) if flavour == "pandoc" else {}
        for article in listed:
            key = keys.get(article.item.uid) or citation_keys([article.item])[article.item.uid]
            extras = _extras(article, options, spot, beside, key)
            parts.append(template.fill(variables(article, extras)))
            told |= records(article)
        fronts = _together(options, len(parts), flavour, spot) if options.one_file else ""
        whole = "\n".join([fronts, *parts] if fronts else parts) + f"\n{written_data(told)}\n"
        fresh = with_sums(whole)
        if spot.former:
            fresh = updated(spot.former.decode("utf-8", "replace"), fresh)
        return Files(fresh.encode("utf-8", "replace"), beside)

    def preview(self, article: ExportArticle, options: ExportOptions) -> Preview:
        """Without the packed data at its end, which nobody reads."""
        shown = super().preview(article, options).text
        return Preview(without_data(shown))

    def knows(self, data: bytes, articles: Sequence[ExportArticle]) -> bool:
        there = article_uids(data)
        if len(articles) == 1:
            return there == [articles[0].item.uid]
        return len(there) > 1 and not set(there).isdisjoint(article.item.uid for article in articles)

    def subject(self, data: bytes) -> str:
        there = article_uids(data)
        return there[0] if len(there) == 1 else ""


def _cited(
    articles: Sequence[ExportArticle], options: ExportOptions, spot: Spot, beside: dict[str, Contents]
) -> Mapping[str, str]:
    """The keys of the articles. A file of several has a bibliography of its own; others share that of their folder."""
    if options.one_file or len(articles) != 1:
        beside[f"{spot.name}.bib"] = bibtex(articles).encode("utf-8", "replace")
        return citation_keys(article.item for article in articles)
    [article] = articles
    there = spot.beside(_SHARED).decode("utf-8", "surrogateescape")
    beside[_SHARED] = added(there, article).encode("utf-8", "surrogateescape")
    return {article.item.uid: key_in(there, article)}


def _template(file: Path) -> MarkdownTemplate:
    return _compiled(read_template(file), file.name)


@lru_cache(8)
def _compiled(source: str, name: str) -> MarkdownTemplate:
    return MarkdownTemplate(source, name)


def _extras(
    article: ExportArticle, options: ExportOptions, spot: Spot, beside: dict[str, Contents], key: str
) -> Extras:
    flavour = options.choice(FLAVOUR)
    pictures: Mapping[str, str] = {}
    folder = f"{spot.name} pictures" if options.flag(PICTURES) else ""
    if folder:
        pictures = area_pictures(article, folder, beside)
    text = FullText(article, "==" if flavour in ("obsidian", "logseq") else "", folder, beside)
    paragraphs = text.paragraphs() if options.flag(TEXT) else ()
    front = None if options.one_file else _front(article, flavour, key)
    return Extras(paragraphs, pictures, front, key)


def _front(article: ExportArticle, flavour: str, key: str) -> Mapping[str, Any]:
    told = front_matter(article)
    if flavour == "pandoc":
        told |= {"author": list(told.get("creators", ())), "date": told.get("published", "")}
        told |= {"bibliography": _SHARED, "key": key}
    return {name: value for name, value in told.items() if value}


def _together(options: ExportOptions, count: int, flavour: str, spot: Spot) -> str:
    """Front matter of a file of several articles."""
    told: dict[str, Any] = {"title": " ".join(options.name.split()) or spot.name, "articles": count}
    if flavour == "pandoc":
        told["bibliography"] = f"{spot.name}.bib"
    return f"---\n{yaml_block(told)}---\n"
