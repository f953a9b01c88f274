"""The URL scheme under which the web engine gets pages and their files from us, and from nowhere else."""

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QBuffer, QObject, QUrl
from PySide6.QtWebEngineCore import QWebEngineUrlRequestJob, QWebEngineUrlScheme, QWebEngineUrlSchemeHandler

SCHEME = "florilegium"

_LINK = re.compile("<(?=link[^a-z-])", re.I)


def register_scheme() -> None:
    """Make the scheme known to the web engine; before the QApplication is made. Again is harmless."""
    if QWebEngineUrlScheme.schemeByName(SCHEME.encode()).name():
        return
    scheme = QWebEngineUrlScheme(SCHEME.encode())
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme)
    QWebEngineUrlScheme.registerScheme(scheme)


@dataclass(frozen=True, slots=True)
class ServedPage:
    """A page with the files it may ask for, by their relative path."""

    html: str
    resource: Callable[[str], tuple[str, bytes] | None]


class PageServer(QWebEngineUrlSchemeHandler):
    """Answers for the pages that are open now, each under its own number, so that none is shown a file of
    another that the web engine remembers."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages: dict[tuple[str, str], ServedPage] = {}
        self._numbers = itertools.count(1)

    def serve(self, page: ServedPage, instead_of: QUrl | None = None) -> QUrl:
        """The address of the page, good until ``forget``.

        ``instead_of`` is forgotten, and its host kept: for another host the web engine would start another
        process, and now and then leave the view waiting for two seconds.
        """
        number = str(next(self._numbers))
        host = f"page{number}"
        if instead_of and instead_of.host():
            self.forget(instead_of)
            host = instead_of.host()
        # A <link rel=preconnect> opens a connection that neither the policy nor the interceptor sees.
        self._pages[host, number] = replace(page, html=_LINK.sub("<x-", page.html))
        return QUrl(f"{SCHEME}://{host}/{number}/")

    def forget(self, url: QUrl) -> None:
        self._pages.pop(_place(url)[:2], None)

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        host, number, path = _place(job.requestUrl())
        page = self._pages.get((host, number))
        found = None
        if page is not None:
            found = page.resource(path) if path else ("text/html;charset=utf-8", page.html.encode())
        if found is None:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        media_type, data = found
        body = QBuffer(job)
        body.setData(data)
        job.reply(media_type.encode(), body)


def _place(url: QUrl) -> tuple[str, str, str]:
    """Host, number, and path of a file (empty for the page itself)."""
    number, _, path = url.path(QUrl.ComponentFormattingOption.FullyDecoded).lstrip("/").partition("/")
    return url.host(), number, path
