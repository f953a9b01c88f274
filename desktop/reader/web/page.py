"""The reader's page: a title block from the item, then the article."""

import secrets
from functools import cache
from html import escape
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from desktop import paths
from desktop.domain.item import Document, Item, OriginalPage
from desktop.reader.theme import Theme
from desktop.reader.typography import Typography

_RTL = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})

_DIMMED = "0.82"
"""The brightness of pictures on dark pages: a white one would be a lamp. Their colours stay."""
_PAPER = "#ffffff"
"""Behind pictures on dark pages: what is transparent was drawn for paper."""


@cache
def reader_css() -> str:
    return (paths.resources() / "web" / "reader.css").read_text("utf-8")


def variables(theme: Theme, typography: Typography) -> dict[str, str]:
    """The look as CSS variables."""
    names = ("window", "page", "raised", "text", "muted", "border", "accent", "selection")
    return {f"--{name}": getattr(theme, name) for name in names} | {
        "color-scheme": "dark" if theme.dark else "light",
        "--pictures": _DIMMED if theme.dark else "1",
        "--paper": _PAPER if theme.dark else "transparent",
        **typography.variables(),
    }


def reader_html(item: Item, document: Document, theme: Theme, typography: Typography) -> str:
    """The whole page. Its policy forbids scripts, frames, forms, and every style and file but ours."""
    nonce = secrets.token_urlsafe(16)
    policy = (
        f"default-src 'none'; img-src florilegium:; style-src 'nonce-{nonce}'; "
        "base-uri 'none'; form-action 'none'"
    )
    tokens = ";".join(f"{name}:{value}" for name, value in variables(theme, typography).items())
    spoken = item.language or document.language
    language = f' lang="{escape(spoken)}"' if spoken else ""
    direction = "rtl" if spoken.split("-")[0] in _RTL else "auto"
    return (
        f'<!doctype html><html{language}><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<title>{escape(item.title)}</title><style nonce="{nonce}">{reader_css()}:root{{{tokens}}}</style>'
        f"</head><body>{_title_block(item, document, direction)}"
        f'<article{language} dir="{direction}">{document.html}</article></body></html>'
    )


def original_html(page: OriginalPage) -> str:
    """An archived page under a policy that forbids scripts, frames, forms, and every file but its own."""
    policy = (
        "default-src 'none'; img-src florilegium: data:; font-src florilegium: data:; "
        "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    )
    doctype = "<!doctype html>" if page.html[:9].lower() == "<!doctype" else ""
    return (
        f'{doctype}<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<meta name="florilegium-view" content="original">{page.html}'
    )


def _title_block(item: Item, document: Document, direction: str) -> str:
    words = QLocale().toString(document.words)
    count = QCoreApplication.translate("Reader", "{count} words").format(count=words)
    above = [item.site, printed_date(item.published)]
    below = [", ".join(item.creators), count]
    link = ""
    address = urlsplit(item.url)
    if address.scheme in ("http", "https"):
        link = f'<a href="{escape(item.url)}">{escape(address.netloc.removeprefix("www."))}</a>'
    return (
        f'<header dir="{direction}"><p>{_line(above)}</p><h1 dir="auto">{escape(item.title)}</h1>'
        f"<p>{' · '.join(filter(None, [_line(below), link]))}</p></header>"
    )


def _line(parts: list[str]) -> str:
    return " · ".join(f"<bdi>{escape(part)}</bdi>" for part in parts if part)


def printed_date(published: str) -> str:
    """A day in the reader's own manner; a month or a year as it is."""
    day = QDate.fromString(published[:10], "yyyy-MM-dd")
    return QLocale().toString(day, QLocale.FormatType.LongFormat) if day.isValid() else published
