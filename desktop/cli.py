"""The command line: the same services as the window, without it."""

import multiprocessing
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

import click

from desktop import paths
from desktop.desk import Desk, LateCapture, common_options, complain, late_printer, pass_desk
from desktop.domain.annotation import HighlightColor
from desktop.domain.changes import Changes
from desktop.domain.errors import LibraryUnavailable, UserError
from desktop.domain.metadata import DETAILS
from desktop.domain.query import quoted
from desktop.domain.selector import TextQuoteSelector
from desktop.exporters.base import Exporter, ExportOptions
from desktop.exporters.citations import STYLES
from desktop.exporters.options import Choice, Flag, Value
from desktop.exporters.records import annotation_record, annotation_records, article_record, summary_record
from desktop.services import annotate as annotating
from desktop.services import (
    browse,
    citations,
    colors,
    exports,
    history,
    imports,
    merging,
    organize,
    outlines,
    overview,
    provenance,
)
from desktop.services import library as libraries
from desktop.services import search as searching

_PARTLY_FAILED, _NO_LIBRARY = 1, 3


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


@florilegium.command("import")
@click.argument("sources", nargs=-1, required=True)
@click.option("--collection", default="", help="File the articles there; Project/Sources makes both.")
@click.option("--tag", "tags", multiple=True)
@click.option("--password", "passwords", multiple=True, help="Of locked PDFs; several are tried in turn.")
@common_options
@pass_desk
def import_(
    desk: Desk, sources: Sequence[str], collection: str, tags: Sequence[str], passwords: Sequence[str]
) -> None:
    """Import files, folders, addresses; - reads standard input."""
    untried = iter(passwords)
    with tempfile.TemporaryDirectory() as folder:
        typed = Path(folder, "standard input")
        if "-" in sources:
            typed.write_bytes(sys.stdin.buffer.read())
        report = imports.import_sources(
            desk.library,
            [typed if source == "-" else source for source in sources],
            collection=collection,
            tags=tags,
            capture=LateCapture(),
            ask_password=lambda _: next(untried, None),
        )
    names = {str(typed): "-"}
    records = [
        {
            "source": names.get(entry.source, entry.source),
            "status": str(entry.status),
            "id": entry.id,
            "title": entry.title,
            "reason": entry.reason,
        }
        for entry in report.entries
    ]
    lines = [
        f"{one['status']}: {one['source']}"
        + (f" ({one['id']}: {one['title']})" if one["id"] else "")
        + (f" {one['reason']}" if one["reason"] and one["status"] == "imported" else "")
        for one in records
    ]
    desk.answer(records, "\n".join(lines))
    failed = [one for one in records if one["status"] in ("failed", "cancelled")]
    for one in failed:
        complain(f"{one['source']}: {one['reason']}")
    if failed:
        sys.exit(_PARTLY_FAILED)


@florilegium.command("list")
@click.argument("query", default="")
@common_options
@pass_desk
def list_(desk: Desk, query: str) -> None:
    """The articles that a search finds; all without one."""
    found = browse.items(desk.library, query)
    lines = [f"{one.item.id}\t{one.item.title}\t{one.item.site}\t{one.item.published}" for one in found]
    desk.answer([summary_record(one) for one in found], "\n".join(lines))


@florilegium.command()
@click.argument("item_id", type=int)
@click.option("--text", "part", flag_value="text", help="Only the canonical text.")
@click.option("--html", "part", flag_value="html", help="Only the stored reader HTML.")
@common_options
@pass_desk
def show(desk: Desk, item_id: int, part: str | None) -> None:
    """One article whole, annotations included."""
    article = browse.export_article(desk.library, item_id)
    if part:
        content = article.document.text if part == "text" else article.document.html
        if desk.as_json:
            desk.answer({"id": item_id, part: content}, "")
        else:
            click.echo(content, nl=False)
        return
    record = article_record(article)
    lines = [f"{name}: {value}" for name, value in record.items() if value and name != "annotations"]
    lines += [f"  [{one.id}] {one.color}: {one.quote}  {one.comment}" for one in article.annotations]
    desk.answer(record, "\n".join(lines))


@florilegium.command()
@click.argument("item_id", type=int)
@click.option("--title")
@click.option("--published")
@click.option(
    "--set", "settings", multiple=True, metavar="NAME=VALUE", help="Another field, such as DOI=10.1000/182."
)
@click.option("--add-tag", "added", multiple=True)
@click.option("--remove-tag", "removed", multiple=True)
@click.option("--collection", help="File it there as well.")
@common_options
@pass_desk
def edit(
    desk: Desk, /, item_id: int, added: Sequence[str], removed: Sequence[str], settings: Sequence[str],
    **fields: str | None,
) -> None:  # fmt: skip
    """Change an article's metadata, tags, collections."""
    library = desk.library
    browse.item(library, item_id)
    collection = fields.pop("collection")
    given: dict[str, object] = {name: value for name, value in fields.items() if value is not None}
    given |= dict(map(_setting, settings))
    if given:
        organize.edit_items(library, [item_id], **given)
    for name in added:
        organize.tag_items(library, [item_id], name)
    for name in removed:
        organize.untag_items(library, [item_id], name)
    if collection:
        organize.file_items(library, [item_id], organize.collection_by_path(library, collection))
    record = summary_record(browse.summary(library, item_id))
    desk.answer(record, f"{record['id']}\t{record['title']}")


def _setting(text: str) -> tuple[str, object]:
    """``NAME=VALUE``; creators with a semicolon between them."""
    name, equals, value = text.partition("=")
    if not equals or name not in (*DETAILS, "creators", "site", "language", "url"):
        raise click.BadParameter(f"{text}: no field of an article, or no = in it.", param_hint="--set")
    value = value.strip()
    return name, tuple(
        part.strip() for part in value.split(";") if part.strip()
    ) if name == "creators" else value


@florilegium.command()
@click.argument("query")
@click.option("--limit", default=50, show_default=True)
@common_options
@pass_desk
def search(desk: Desk, query: str, limit: int) -> None:
    """Articles with the passages that match."""
    hits = searching.search(desk.library, query, limit)
    records = [
        {
            "id": hit.item.item.id,
            "title": hit.item.item.title,
            "score": hit.score,
            "passages": [
                {"text": one.text, "start": one.start, "end": one.end, "annotation": one.annotation}
                for one in hit.passages
            ],
        }
        for hit in hits
    ]
    lines = []
    for hit in hits:
        lines.append(f"{hit.item.item.id}\t{hit.item.item.title}")
        lines += [f"    … {' '.join(one.text.split())} …" for one in hit.passages]
    desk.answer(records, "\n".join(lines))


@florilegium.command()
@click.argument("item_id", type=int)
@click.option("--quote", required=True, help="Words of the article.")
@click.option("--prefix", default="", help="What stands right before them.")
@click.option("--suffix", default="", help="What stands right after them.")
@click.option("--color", type=click.Choice([str(one) for one in HighlightColor]), default="yellow")
@click.option("--comment", default="", help="Your words, Markdown.")
@click.option("--tag", "tags", multiple=True)
@common_options
@pass_desk
def annotate(
    desk: Desk, /, item_id: int, color: str, comment: str, tags: Sequence[str], **words: str
) -> None:
    """Highlight a passage."""
    changes = annotating.create_by_quote(
        desk.library,
        item_id,
        TextQuoteSelector(words["quote"], words["prefix"], words["suffix"]),
        color=HighlightColor(color),
        comment=comment,
        tags=tags,
    )
    made = browse.annotation(desk.library, min(changes.annotations))
    desk.answer(
        annotation_record(made, colors.names(desk.library)), f"[{made.id}] {made.color}: {made.quote}"
    )


@florilegium.command()
@click.argument("query", default="")
@common_options
@pass_desk
def annotations(desk: Desk, query: str) -> None:
    """The annotations of the articles that a search finds."""
    found = browse.find_annotations(desk.library, query)
    lines = [f"[{one.id}] {one.item_id} {one.color}: {one.quote}" for one in found]
    desk.answer(annotation_records(found, colors.names(desk.library)), "\n".join(lines))


@florilegium.command()
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
        sys.exit(_PARTLY_FAILED)


@florilegium.command()
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
        sys.exit(_PARTLY_FAILED)


@florilegium.command()
@click.argument("query", default="")
@click.option("--style", type=click.Choice(list(STYLES)), default="apa", show_default=True)
@common_options
@pass_desk
def cite(desk: Desk, query: str, style: str) -> None:
    """A bibliography of the articles that a search finds."""
    ids = [one.item.id for one in browse.items(desk.library, query)]
    entries = [entry.plain for entry in citations.bibliography(desk.library, ids, style)]
    desk.answer(entries, "\n".join(entries))


@florilegium.command("outlines")
@common_options
@pass_desk
def outlines_(desk: Desk) -> None:
    """The outlines of the notebook."""
    found = outlines.all_outlines(desk.library)
    desk.answer(
        [asdict(one) for one in found], "\n".join(f"[{one.id}] {one.name} ({one.points})" for one in found)
    )


@florilegium.command()
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


@florilegium.command("open")
@click.argument("link")
@common_options
@pass_desk
def open_(desk: Desk, link: str) -> None:
    """Show what a link (florilegium://...) names, in the window."""
    from desktop import app  # noqa: PLC0415 - loads Qt

    sys.exit(app.main(["--library", str(desk.path), link]))


@florilegium.command()
@click.argument("item_ids", type=int, nargs=-1, required=True)
@common_options
@pass_desk
def delete(desk: Desk, item_ids: Sequence[int]) -> None:
    """Move articles to the trash."""
    for item_id in item_ids:
        browse.item(desk.library, item_id)
    changes = organize.trash_items(desk.library, item_ids)
    desk.answer({"deleted": sorted(changes.items)}, f"{len(changes.items)} to the trash")


@florilegium.command()
@common_options
@pass_desk
def undo(desk: Desk) -> None:
    """Take the last step back."""
    _tell_step(desk, history.undo(desk.library), "There is nothing to undo.")


@florilegium.command()
@common_options
@pass_desk
def redo(desk: Desk) -> None:
    """Do again what was undone."""
    _tell_step(desk, history.redo(desk.library), "There is nothing to redo.")


def _tell_step(desk: Desk, changes: Changes | None, nothing: str) -> None:
    if changes is None:
        complain(nothing)
        sys.exit(_PARTLY_FAILED)
    desk.answer({"label": changes.label}, changes.label)


@florilegium.command("history")
@common_options
@pass_desk
def history_(desk: Desk) -> None:
    """The steps, the newest first."""
    steps = history.steps(desk.library)
    records = [{"id": one.id, "label": one.label, "made": one.made, "undone": one.undone} for one in steps]
    lines = [f"{one.made}  {one.label}{'  (undone)' if one.undone else ''}" for one in steps]
    desk.answer(records, "\n".join(lines))


@florilegium.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@common_options
@pass_desk
def backup(desk: Desk, file: Path) -> None:
    """Copy the whole library to FILE."""
    libraries.backup(desk.library, file)
    desk.answer({"path": str(file)}, str(file))


@florilegium.command()
@common_options
@pass_desk
def check(desk: Desk) -> None:
    """Is the library's file sound?"""
    problems = libraries.check(desk.library)
    desk.answer({"ok": not problems, "problems": problems}, "\n".join(problems) or "The library is sound.")
    if problems:
        sys.exit(_PARTLY_FAILED)


@florilegium.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@common_options
@pass_desk
def merge(desk: Desk, file: Path) -> None:
    """Take in all articles of another library, with their annotations, notes, tags, collections."""
    merged = merging.merge_from(desk.library, file)
    counts = {name: getattr(merged, name) for name in ("items", "known", "annotations", "notes", "outlines")}
    desk.answer(counts, "\n".join(f"{name}: {count}" for name, count in counts.items()))


@florilegium.command()
@common_options
@pass_desk
def stats(desk: Desk) -> None:
    """How much there is of everything."""
    numbers = libraries.stats(desk.library)
    found = overview.statistics(desk.library)
    tallies = {
        name: dict(zip(tally.names, tally.counts, strict=True))
        for name, tally in (("types", found.types), ("languages", found.languages), ("added", found.added),
                            ("annotated", found.annotated))
    }  # fmt: skip
    whole = numbers | {"words": found.words, "original_bytes": found.originals}
    lines = [f"{name}: {number}" for name, number in whole.items()]
    for name, tally in tallies.items():
        lines += [f"{name}:", *(f"  {key or '-'}: {count}" for key, count in tally.items())]
    desk.answer(whole | tallies, "\n".join(lines))


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
        sys.exit(_PARTLY_FAILED)
    sys.exit(0)


if __name__ == "__main__":
    main()
