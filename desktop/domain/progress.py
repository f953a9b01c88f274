"""How long work reports on itself and is stopped."""

from typing import Protocol

from desktop.domain.errors import Cancelled


class Progress(Protocol):
    """Handed to every long task. Both calls are cheap and may come from any thread."""

    def report(self, done: int, total: int, what: str) -> None:
        """``what`` names the thing worked on now, such as a file's name."""

    @property
    def cancelled(self) -> bool: ...

    @property
    def paused(self) -> bool:
        """Whether no new part of the work is to begin now."""
        ...


class Silent:
    """No one watches and no one cancels."""

    cancelled = False
    paused = False

    def report(self, done: int, total: int, what: str) -> None:
        pass


def check(progress: Progress) -> None:
    """Raise ``Cancelled`` if the person asked to stop."""
    if progress.cancelled:
        raise Cancelled
