"""The command line: the same services as the window, without it."""

import multiprocessing
import sys
from pathlib import Path
from typing import NoReturn

import click

from desktop import paths
from desktop.commands import articles, exchange, keeping
from desktop.desk import PARTLY_FAILED, Desk, complain
from desktop.domain.errors import LibraryUnavailable, UserError

_NO_LIBRARY = 3


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--library", type=click.Path(path_type=Path, dir_okay=False), help="The library file.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@click.version_option(package_name="florilegium")
@click.pass_context
def florilegium(context: click.Context, library: Path | None, as_json: bool) -> None:
    """Archive articles, annotate them, export what you gathered. Without a command: the window."""
    context.obj = Desk(library or paths.default_library(), as_json)
    context.call_on_close(context.obj.close)
    if context.invoked_subcommand is None:
        from desktop import app  # noqa: PLC0415 - commands start without loading Qt

        sys.exit(app.main(["--library", str(library)] if library else []))


for command in (*articles.COMMANDS, *exchange.COMMANDS, *keeping.COMMANDS):
    florilegium.add_command(command)


def main() -> NoReturn:
    """Entry point. Exit codes: 0 done, 1 some of it failed, 2 wrong use, 3 no library."""
    multiprocessing.freeze_support()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        florilegium(prog_name="florilegium")
    except LibraryUnavailable as problem:
        complain(str(problem))
        sys.exit(_NO_LIBRARY)
    except UserError as problem:
        complain(str(problem))
        sys.exit(PARTLY_FAILED)
    sys.exit(0)


if __name__ == "__main__":
    main()
