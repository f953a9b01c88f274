"""Links that lead out of the library: asked about, then left to the browser."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop.domain.address import host_of
from desktop.services import links
from desktop.settings import Settings
from desktop.storage.library import Library
from desktop.ui.dialogs.outside_link import OutsideLinkDialog

_SCHEMES = ("http", "https", "mailto")


class OutsideLinks(QObject):
    """Nothing but pages and mail addresses is opened, and only hosts that are trusted without a question."""

    def __init__(
        self,
        library: Library,
        settings: Callable[[], Settings],
        keep: Callable[[Settings], None],
        open_article: Callable[[int], None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._library, self._settings, self._keep = library, settings, keep
        self._open_article, self._window = open_article, window

    def follow(self, address: str) -> None:
        url = QUrl(address)
        if url.scheme() not in _SCHEMES:
            return
        item_id = links.article_at(self._library, address)
        if not item_id and host_of(address) in self._settings().trusted_hosts.split():
            QDesktopServices.openUrl(url)
            return
        dialog = OutsideLinkDialog(address, in_library=bool(item_id), parent=self._window)
        dialog.open_wanted.connect(lambda trusted: self._open(url, trusted))
        dialog.article_wanted.connect(lambda: self._open_article(item_id))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _open(self, url: QUrl, trusted: bool) -> None:
        host, settings = host_of(url.toString()), self._settings()
        if trusted and host not in settings.trusted_hosts.split():
            self._keep(replace(settings, trusted_hosts=f"{settings.trusted_hosts} {host}".strip()))
        QDesktopServices.openUrl(url)
