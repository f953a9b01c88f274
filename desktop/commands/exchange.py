"""What leaves the library, and whether it still holds; links that lead back."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from desktop.desk import PARTLY_FAILED, Desk, common_options, complain, late_printer, pass_desk
from desktop.domain.errors import UserError
from desktop.domain.query import quoted
from desktop.exporters.base import Exporter, ExportOptions
from desktop.exporters.citations import STYLES
from desktop.exporters.options import Choice, Flag, Value
from desktop.services import (
    browse,
    citations,
    exports,
    outlines,
    provenance,
)


@click.command()
@click.argument("query", default="")
@click.option("--format", "format_name", required=True, type=click.Choice(exports.formats()))
@click.option("--to", "destination", required=True, type=click.Path(path_type=Path))
@click.option("--collection", default="", help="Only articles filed there.")
@click.option("--template", type=click.Path(path_type=Path, exists=True), help="A Jinja2 template.")
@click.option("--one-file", is_flag=True, help="All articles in one file.")
@click.option("--provenance", is_flag=True, help="A sheet of sources and SHA-256 sums beside the files.")
@click.option("--option", "chosen", multiple=True, metavar="NAME=VALUE", help="An option of the format.")
@common_options
@pass_desk
def export(desk: Desk, /, query: str, format_name: str, destination: Path, **choices: Any) -> None:
    """Export annotated articles to a folder or file."""
    library = desk.library
    collection = str(choices["collection"])
    filed = f"in:{quoted(collection)}" if collection else ""
    ids = [one.item.id for one in browse.items(library, query, within=filed)]
    exporter = exports.exporter_of(format_name)
    options = ExportOptions(
        choices["one_file"],
        template=choices["template"],
        name=collection.rpartition("/")[2],
        provenance=choices["provenance"],
        chosen=dict(_option(exporter, given) for given in choices["chosen"]),
        printer=late_printer() if exporter.prints else None,
    )
    report = exports.export(library, ids, format_name, destination, options)
    records = [{"id": one.item_id, "path": str(one.path) if one.path else None} for one in report.entries]
    desk.answer(records, "\n".join(str(one["path"]) for one in records if one["path"]))
    for one in report.failed:
        complain(f"{one.item_id}: {one.reason}")
    if report.failed:
        sys.exit(PARTLY_FAILED)


@click.command()
@click.argument("sheet", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@common_options
@pass_desk
def verify(desk: Desk, sheet: Path) -> None:
    """Hold a provenance sheet against the library and the exported files."""
    findings = provenance.verify(desk.library, sheet)
    wrong = [one for one in findings if not one.holds]
    lines = [
        f"{'holds' if one.holds else 'differs'}: {one.title}: {one.what} {one.reason}".rstrip()
        for one in findings
    ]
    desk.answer([asdict(one) for one in findings], "\n".join(lines))
    if wrong:
        complain(f"{len(wrong)} of {len(findings)} differ.")
        sys.exit(PARTLY_FAILED)


@click.command()
@click.argument("query", default="")
@click.option("--style", type=click.Choice(list(STYLES)), default="apa", show_default=True)
@common_options
@pass_desk
def cite(desk: Desk, query: str, style: str) -> None:
    """A bibliography of the articles that a search finds."""
    ids = [one.item.id for one in browse.items(desk.library, query)]
    entries = [entry.plain for entry in citations.bibliography(desk.library, ids, style)]
    desk.answer(entries, "\n".join(entries))


@click.command("outlines")
@common_options
@pass_desk
def outlines_(desk: Desk) -> None:
    """The outlines of the notebook."""
    found = outlines.all_outlines(desk.library)
    desk.answer(
        [asdict(one) for one in found], "\n".join(f"[{one.id}] {one.name} ({one.points})" for one in found)
    )


@click.command()
@click.argument("name")
@click.option("--to", "path", required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--format", "format_name", type=click.Choice(list(outlines.formats())), help="Else by the file's ending."
)
@common_options
@pass_desk
def outline(desk: Desk, name: str, path: Path, format_name: str | None) -> None:
    """Write an outline of the notebook, with its quotations and their sources, to a file."""
    found = next((one for one in outlines.all_outlines(desk.library) if one.name == name), None)
    if found is None:
        raise UserError("There is no outline {name}.", name=name)
    chosen = format_name or outlines.format_of(path)
    printer = late_printer() if outlines.needs_printer(chosen) else None
    written = outlines.export(desk.library, found.id, path, chosen, printer)
    desk.answer({"id": found.id, "path": str(written)}, str(written))


def _option(exporter: Exporter, given: str) -> tuple[str, Value]:
    """``NAME=VALUE`` as one of the format's options."""
    name, _, value = given.partition("=")
    option = next((one for one in exporter.options if one.name == name), None)
    if option is None:
        there = ", ".join(one.name for one in exporter.options) or "none"
        raise click.BadParameter(
            f"{name}: {exporter.name} has no such option; it has: {there}", param_hint="--option"
        )
    if isinstance(option, Flag):
        if value not in ("yes", "no"):
            raise click.BadParameter(f"{given}: yes or no", param_hint="--option")
        return name, value == "yes"
    if isinstance(option, Choice) and value not in option.choices:
        raise click.BadParameter(f"{given}: one of {', '.join(option.choices)}", param_hint="--option")
    return name, value


@click.command("open")
@click.argument("link")
@common_options
@pass_desk
def open_(desk: Desk, link: str) -> None:
    """Show what a link (florilegium://...) names, in the window."""
    from desktop import app  # noqa: PLC0415 - loads Qt

    sys.exit(app.main(["--library", str(desk.path), link]))


COMMANDS = (export, verify, cite, outlines_, outline, open_)
