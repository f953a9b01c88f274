"""What the commands share: the library, the way to answer, and the web engine, started when it is needed."""

import json
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from desktop.domain.errors import Cancelled, LibraryDamaged
from desktop.exporters.base import HtmlPrinter
from desktop.importers.base import Source
from desktop.services import library as libraries
from desktop.storage.library import Library

PARTLY_FAILED = 1
"""The exit code where some of it was not done."""


@dataclass
class Desk:
    """What every command works with. The library opens when a command first needs it."""

    path: Path
    as_json: bool
    _open: list[Library] = field(default_factory=list)

    @property
    def library(self) -> Library:
        if not self._open:
            self._open.append(libraries.open_library(self.path))
        return self._open[0]

    def close(self) -> None:
        for library in self._open:
            try:
                libraries.tend(library)
            except LibraryDamaged as found:
                complain(str(found))
            library.close()

    def answer(self, record: object, text: str) -> None:
        """JSON on standard output where asked for, else the text."""
        click.echo(json.dumps(record, ensure_ascii=False, indent=2) if self.as_json else text)


pass_desk = click.make_pass_decorator(Desk)


def complain(text: str) -> None:
    click.echo(text, err=True)


def common_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--json`` and ``--library`` are understood after the command's name as well."""

    def take_json(context: click.Context, _: click.Parameter, value: bool) -> None:
        if value:
            context.ensure_object(Desk).as_json = True

    def take_library(context: click.Context, _: click.Parameter, value: Path | None) -> None:
        if value:
            context.ensure_object(Desk).path = value

    file = click.Path(path_type=Path, dir_okay=False)
    command = click.option("--json", is_flag=True, expose_value=False, callback=take_json, help="JSON.")(
        command
    )
    return click.option("--library", type=file, expose_value=False, callback=take_library, hidden=True)(
        command
    )


class LateCapture:
    """Fetches pages; the web engine starts when the first one is wanted."""

    def capture(self, url: str, cancelled: Callable[[], bool]) -> Source:
        from desktop.reader.web.capture import WebCapture  # noqa: PLC0415 - loads Qt
        from desktop.reader.web.headless import ensure_application  # noqa: PLC0415

        stop: list[object] = []  # an exception raised by Ctrl+C would be lost inside the web engine
        before = signal.signal(signal.SIGINT, lambda *_: stop.append(url))
        try:
            return WebCapture(ensure_application()).capture(url, lambda: bool(stop) or cancelled())
        except Cancelled:
            raise KeyboardInterrupt from None
        finally:
            signal.signal(signal.SIGINT, before)


def late_printer() -> HtmlPrinter:
    """Starts the web engine."""
    from desktop.reader.web.headless import ensure_application  # noqa: PLC0415 - loads Qt
    from desktop.reader.web.printing import WebPrinter  # noqa: PLC0415

    ensure_application()
    return WebPrinter()
