"""Anki decks: a card for each annotated passage. The same annotation is the same card when a deck is imported again."""

import io
import re
import tempfile
from collections.abc import Sequence
from hashlib import sha256
from html import escape
from pathlib import Path

import genanki

from desktop.domain.annotation import Annotation, TextTarget
from desktop.domain.source import page_label, source_line
from desktop.exporters.base import ExportArticle, Exporter, ExportOptions, Grouping
from desktop.exporters.options import Choice
from desktop.exporters.words import html_words, passage_link

_FRONT = Choice(
    "front", "On the front", {"comment": "My comment, else the gap", "gap": "The passage with a gap"}, "comment",
    hint="The other side shows the passage, the comment and the source.",
)  # fmt: skip
_GAP = "<b>[…]</b>"
_CONTEXT = 90
"""Code points around a gap."""
_STYLE = """.card { font: 20px/1.5 Georgia, serif; max-width: 34em; margin: 1em auto; text-align: start; }
.source { font: 13px system-ui, sans-serif; color: #777; margin-top: 1em; }
blockquote { margin: 0; padding-inline-start: 0.8em; border-inline-start: 4px solid #ffe27a; }"""
_MODEL = genanki.Model(
    1_724_000_191, "Florilegium passage", css=_STYLE,
    fields=[{"name": name} for name in ("Front", "Passage", "Comment", "Source", "Link")],
    templates=[{
        "name": "Passage",
        "qfmt": '<div dir="auto">{{Front}}</div>',
        "afmt": '{{FrontSide}}<hr id="answer"><blockquote dir="auto">{{Passage}}</blockquote><div dir="auto">{{Comment}}</div>'
        '<div class="source" dir="auto">{{Source}} · {{Link}}</div>',
    }],
)  # fmt: skip


class AnkiExporter(Exporter):
    name = "anki"
    title = "Anki deck"
    suffix = ".apkg"
    grouping = Grouping.TOGETHER
    options = (_FRONT,)

    def render(self, articles: Sequence[ExportArticle], options: ExportOptions) -> bytes:
        name = options.name or "Excerpts"
        deck = genanki.Deck(_number(name), f"Florilegium::{name}")
        for article in articles:
            for one in article.annotations:
                if one.quote.strip():
                    deck.add_note(_note(article, one, options.choice(_FRONT)))
        with tempfile.TemporaryDirectory(prefix="florilegium-") as folder:
            file = Path(folder, "deck.apkg")
            genanki.Package(deck).write_to_file(str(file), timestamp=0.0)
            return io.BytesIO(file.read_bytes()).getvalue()


def _number(name: str) -> int:
    """The same for the same name, as Anki numbers decks."""
    return int.from_bytes(sha256(name.encode("utf-8", "replace")).digest()[:6], "big") + (1 << 30)


def _note(article: ExportArticle, one: Annotation, front: str) -> genanki.Note:
    comment = html_words(one.comment) if one.comment.strip() else ""
    link = passage_link(article.item, one)
    fields = [
        comment if comment and front == "comment" else _with_gap(article, one),
        _words(one.quote),
        comment,
        _words(source_line(article.item, page_label(article.document, one))),
        f'<a href="{escape(link, quote=True)}">open</a>',
    ]
    tags = [re.sub(r"\s+", "-", tag).replace("/", "::") for tag in one.tags if tag.strip()]
    return genanki.Note(_MODEL, fields, guid=one.uid, tags=tags)


def _with_gap(article: ExportArticle, one: Annotation) -> str:
    """The words around the passage, from its text where it stands there."""
    target = one.target
    assert isinstance(target, TextTarget)
    text, place = article.document.text, target.position
    if one.orphan:
        before, after = target.quote.prefix, target.quote.suffix
    else:
        before, after = (
            text[max(place.start - _CONTEXT, 0) : place.start],
            text[place.end : place.end + _CONTEXT],
        )
    title = f'<div class="source">{_words(article.item.title)}</div>'
    return f"{_words(before)}{_GAP}{_words(after)}{title}"


def _words(text: str) -> str:
    """Anki's own signs for fields and formulas are words here."""
    line = escape(text.replace("\x1f", " ").replace("\0", ""), quote=True)
    return line.replace("{{", "{<!-- -->{").replace("\n", "<br>").replace("[sound:", "[<!-- -->sound:")
