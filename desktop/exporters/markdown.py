"""Markdown (CommonMark): front matter, quotations in document order, comments, tags, links back."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml
from jinja2 import TemplateError
from jinja2.sandbox import SandboxedEnvironment

from desktop import paths
from desktop.domain.annotation import Annotation, AreaTarget, TextTarget
from desktop.domain.errors import UserError
from desktop.domain.item import Document, ItemType
from desktop.exporters.base import ExportArticle, Exporter, ExportOptions, Grouping

_ANYWHERE = re.compile(r"([\\`*_\[\]<>&~|$])")
_AT_START = re.compile(r"^(#|[-+=](?=[-+=\s]|$)|:(?=:)|\d+(?=[.)]))(.?)")


class MarkdownExporter(Exporter):
    name = "markdown"
    title = "Markdown"
    suffix = ".md"
    grouping = Grouping.EITHER
    textual = True

    def render(self, articles: Sequence[ExportArticle], options: ExportOptions) -> bytes:
        """Raises ``UserError`` where the person's own template fails."""
        file = options.template or paths.resources() / "templates" / "markdown.md.j2"
        environment = SandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
        environment.filters |= {"escape": escape, "quoted": _quoted, "yaml": _yaml}
        try:
            template = environment.from_string(_read(file))
            parts = [template.render(_context(article)) for article in articles]
        except TemplateError as problem:
            raise UserError(
                "The template {file} could not be used: {reason}. Nothing was exported.",
                file=file.name,
                reason=str(problem),
            ) from problem
        return "\n\n".join(parts).encode("utf-8", "replace")


def escape(text: str) -> str:
    """Text on one line that CommonMark renders as these very words, runs of white space as one space."""
    line = _ANYWHERE.sub(r"\\\1", " ".join(text.replace("\0", "\ufffd").split()))
    return _AT_START.sub(_escape_start, line)


def _escape_start(found: re.Match[str]) -> str:
    mark, after = found.groups()
    return f"{mark}\\{after}" if mark.isdigit() else f"\\{mark}{after}"


def _quoted(paragraphs: Sequence[str]) -> str:
    return "\n>\n".join(f"> {paragraph}" for paragraph in paragraphs)


def _yaml(value: object) -> str:
    """A front-matter block; every text that YAML could take for something else is quoted."""
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10**9)


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, ValueError) as problem:
        raise UserError(
            "The template {file} could not be read. Nothing was exported.", file=file.name
        ) from problem


def _context(article: ExportArticle) -> dict[str, Any]:
    item = article.item
    meta = {
        "title": " ".join(item.title.split()),
        "creators": list(item.creators),
        "site": item.site,
        "published": item.published,
        "url": item.url,
        "language": item.language,
        "tags": list(article.tags),
        "collections": list(article.collections),
        "archived": article.document.archived,
        "id": item.uid,
    }
    return {
        "meta": {name: value for name, value in meta.items() if value},
        "item": item,
        "annotations": [_annotation(article, one) for one in article.annotations],
        "notes": [note.text for note in article.notes],
    }


def _annotation(article: ExportArticle, annotation: Annotation) -> dict[str, Any]:
    document = article.document
    return {
        "paragraphs": _paragraphs(document, annotation),
        "kind": str(annotation.kind),
        "color": str(annotation.color),
        "color_name": article.color_names.get(annotation.color, ""),
        "comment": annotation.comment,
        "tags": [tag.replace(" ", "-") for tag in annotation.tags],
        "page": page_label(document, annotation),
        "orphan": annotation.orphan,
        "link": f"florilegium://item/{article.item.uid}#annotation={annotation.uid}",
    }


def _paragraphs(document: Document, annotation: Annotation) -> list[str]:
    """The lines of a PDF are its printer's, those of other texts are paragraphs."""
    lines = [annotation.quote] if document.type is ItemType.PDF else annotation.quote.splitlines()
    return [escape(line) for line in lines if line.strip()]


def page_label(document: Document, annotation: Annotation) -> str:
    """The page as printed, where the document has pages."""
    target = annotation.target
    if isinstance(target, AreaTarget):
        inside = target.page_index < len(document.pages)
        return document.pages[target.page_index].label if inside else ""
    return _label_at(document, target)


def _label_at(document: Document, target: TextTarget) -> str:
    start = target.position.start
    return next((page.label for page in document.pages if page.start <= start <= page.end), "")
