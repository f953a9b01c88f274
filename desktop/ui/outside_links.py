"""Links that lead out of the library: asked about, then left to the browser."""

from dataclasses import replace

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from desktop.domain.address import host_of
from desktop.services import links
from desktop.ui.dialogs.frame import open_once
from desktop.ui.dialogs.outside_link import OutsideLinkDialog
from desktop.ui.workplace import Workplace

_SCHEMES = ("http", "https", "mailto")


class OutsideLinks(QObject):
    """Nothing but pages and mail addresses is opened, and only hosts that are trusted without a question."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self._place = place

    def follow(self, address: str) -> None:
        url = QUrl(address)
        if url.scheme() not in _SCHEMES:
            return
        item_id = links.article_at(self._place.library, address)
        if not item_id and host_of(address) in self._place.settings.trusted_hosts.split():
            QDesktopServices.openUrl(url)
            return
        dialog = OutsideLinkDialog(address, in_library=bool(item_id), parent=self._place)
        dialog.open_wanted.connect(lambda trusted: self._open(url, trusted))
        dialog.article_wanted.connect(lambda: self._place.open_article(item_id))
        open_once(dialog)

    def _open(self, url: QUrl, trusted: bool) -> None:
        host, settings = host_of(url.toString()), self._place.settings
        if trusted and host not in settings.trusted_hosts.split():
            hosts = f"{settings.trusted_hosts} {host}".strip()
            self._place.keep_settings(replace(settings, trusted_hosts=hosts))
        QDesktopServices.openUrl(url)
