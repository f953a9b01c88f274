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
    """Answers for the pages that are open now; each has its own host, so none can name another's files."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages: dict[str, ServedPage] = {}
        self._numbers = itertools.count(1)

    def serve(self, page: ServedPage) -> QUrl:
        """The address of the page, good until ``forget``."""
        host = f"page{next(self._numbers)}"
        # A <link rel=preconnect> opens a connection that neither the policy nor the interceptor sees.
        self._pages[host] = replace(page, html=_LINK.sub("<x-", page.html))
        return QUrl(f"{SCHEME}://{host}/")

    def forget(self, url: QUrl) -> None:
        self._pages.pop(url.host(), None)

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        url = job.requestUrl()
        page = self._pages.get(url.host())
        path = url.path(QUrl.ComponentFormattingOption.FullyDecoded).lstrip("/")
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
