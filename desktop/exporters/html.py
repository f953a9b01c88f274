"""A web page that needs nothing else: the articles with their highlights, and a list of annotations to filter."""

import base64
import hashlib
import re
from collections.abc import Sequence
from html import escape, unescape

from desktop import paths
from desktop.domain.annotation import Annotation, HighlightColor
from desktop.exporters.base import ExportArticle, Exporter, ExportOptions, Grouping
from desktop.exporters.marked import anchor_name, marked_html
from desktop.exporters.words import NOTES, byline, html_words, label, passage_link, place

_PICTURE = re.compile(r'(<img\b[^>]*?\ssrc=")([^"]*)(")', re.I)


class HtmlExporter(Exporter):
    name = "html"
    title = "Web page"
    suffix = ".html"
    grouping = Grouping.EITHER

    def render(self, articles: Sequence[ExportArticle], options: ExportOptions) -> bytes:
        sections, cards, tags = [], [], set[str]()
        language, title = "", options.name
        for place_, article in enumerate(articles):
            if not place_:
                language = article.item.language or article.document.language
                title = article.item.title if len(articles) == 1 else options.name or "Excerpts"
            sections.append(_section(article))
            cards += [_card(article, one) for one in article.annotations]
            cards += [_note_card(article, note.text, note.uid) for note in article.notes]
            tags |= {tag for one in article.annotations for tag in one.tags}
        return _page(title, language, "".join(sections), _list(cards, sorted(tags, key=str.casefold))).encode(
            "utf-8", "replace"
        )


def _page(title: str, language: str, sections: str, beside: str) -> str:
    style = (paths.resources() / "web" / "export.css").read_text("utf-8")
    script = (paths.resources() / "web" / "export.js").read_text("utf-8")
    known = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{known}'"
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="Florilegium">\n<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n'
        f"<body>\n{beside}\n<main>\n{sections}</main>\n<script>{script}</script>\n</body>\n</html>\n"
    )


def _section(article: ExportArticle) -> str:
    item = article.item
    about = f'<p dir="auto">{escape(text)}</p>' if (text := byline(item)) else ""
    address = escape(item.url, quote=True)
    link = f'<p><a href="{address}">{address}</a></p>' if item.url.startswith(("http://", "https://")) else ""
    language = f' lang="{escape(item.language, quote=True)}"' if item.language else ""
    return (
        f'<section class="article"{language}>\n<header><h1 dir="auto">{escape(item.title)}</h1>{about}{link}</header>\n'
        f'<article dir="auto">\n{_contained(article)}\n</article>\n</section>\n'
    )


def _contained(article: ExportArticle) -> str:
    """The marked article, its pictures inside; those that are not archived are left out."""

    def inside(found: re.Match[str]) -> str:
        picture = article.resource(unescape(found[2]))
        if picture is None:
            return found[1].removesuffix('src="') + 'data-missing="' + found[3]
        kind, data = picture
        return f"{found[1]}data:{kind};base64,{base64.b64encode(data).decode()}{found[3]}"

    return _PICTURE.sub(inside, marked_html(article))


def _list(cards: Sequence[str], tags: Sequence[str]) -> str:
    colors = "".join(
        f'<option value="{color}">{str(color).capitalize()}</option>' for color in HighlightColor
    )
    named = "".join(f'<option value="{escape(tag)}">{escape(tag)}</option>' for tag in tags)
    return (
        '<aside aria-label="Annotations">\n<h2>Annotations <output id="count"></output></h2>\n'
        '<input id="words" type="search" placeholder="Filter" aria-label="Filter by words">\n<div class="choices">'
        f'<select id="color" aria-label="Colour"><option value="">Any colour</option>{colors}</select>'
        f'<select id="tag" aria-label="Tag"><option value="">Any tag</option>{named}</select></div>\n'
        f"{''.join(cards)}</aside>"
    )


def _card(article: ExportArticle, one: Annotation) -> str:
    quote = f'<blockquote dir="auto">{escape(one.quote)}</blockquote>' if one.quote else ""
    comment = f'<div class="comment" dir="auto">{html_words(one.comment)}</div>' if one.comment else ""
    tags = f'<p class="tags">{escape(", ".join(one.tags))}</p>' if one.tags else ""
    told = [label(one, article.color_names), place(article, one), "not in this text" if one.orphan else ""]
    about = escape(" · ".join(filter(None, told)))
    known = escape("\n".join(one.tags), quote=True)
    return (
        f'<div class="card {one.color}" id="card-{one.uid}" data-color="{one.color}" data-tags="{known}">'
        f'<p class="about">{about} · <a href="#{anchor_name(one)}">show</a> · '
        f'<a href="{escape(passage_link(article.item, one))}">open</a></p>{quote}{comment}{tags}</div>\n'
    )


def _note_card(article: ExportArticle, text: str, uid: str) -> str:
    about = escape(f"{NOTES}: {article.item.title}")
    return (
        f'<div class="card" id="card-{uid}" data-color="" data-tags=""><p class="about" dir="auto">{about}</p>'
        f'<div class="comment" dir="auto">{html_words(text)}</div></div>\n'
    )
