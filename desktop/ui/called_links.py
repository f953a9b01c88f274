"""Links into the library that other programs follow: the window that shows it answers, or a new one is started."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop.services import links
from desktop.ui.words import tr
from desktop.ui.workplace import Workplace

_LONGEST = 4096
"""Bytes of a link."""
_PATIENCE = 1500
"""Milliseconds to wait for the other window."""
_TAKEN = b"taken\n"


def _name(library: Path) -> str:
    """Of the socket on which the window of a library listens."""
    return "florilegium-" + hashlib.sha256(str(library.resolve()).encode()).hexdigest()[:20]


def hand_over(library: Path, address: str) -> bool:
    """Give a link to the window that shows this library; False where there is none."""
    socket = QLocalSocket()
    socket.connectToServer(_name(library))
    if not socket.waitForConnected(_PATIENCE):
        return False
    socket.write(address.encode()[:_LONGEST] + b"\n")
    socket.flush()
    answered = socket.waitForReadyRead(_PATIENCE) and bytes(socket.readLine().data()) == _TAKEN
    socket.disconnectFromServer()
    return answered


class CalledLinks(QObject):
    """Listens while the window is there. Only the same user's programs can speak to it."""

    called = Signal(str)
    """An address."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self._place = place
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        self.called.connect(self.follow)

    def listen(self) -> None:
        """The library is open in this window alone, so what is left of an earlier one can go."""
        name = _name(self._place.library.path)
        QLocalServer.removeServer(name)
        self._server.listen(name)

    def stop(self) -> None:
        self._server.close()

    def follow(self, address: str) -> None:
        """Show what a link names."""
        place = self._place
        place.show()
        place.raise_()
        place.activateWindow()
        aimed = links.aim(place.library, address)
        if aimed is None:
            place.say(
                tr("What this link names is not in this library, or in its trash: {link}", link=address[:120])
            )
        else:
            place.open_article(aimed.item_id, aimed.annotation_id)

    def _greet(self) -> None:
        while socket := self._server.nextPendingConnection():
            socket.readyRead.connect(lambda socket=socket: self._hear(socket))
            socket.disconnected.connect(socket.deleteLater)
            self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        if socket.bytesAvailable() > _LONGEST:
            socket.abort()
        elif socket.canReadLine():
            address = bytes(socket.readLine().data()).decode("utf-8", "replace").strip()
            if links.is_link(address):
                socket.write(_TAKEN)
                socket.flush()
                self.called.emit(address)
            else:
                socket.abort()
