"""What is in the library: taken in, listed, changed, searched, annotated."""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from desktop.desk import PARTLY_FAILED, Desk, LateCapture, common_options, complain, pass_desk
from desktop.domain.annotation import HighlightColor
from desktop.domain.metadata import DETAILS
from desktop.domain.selector import TextQuoteSelector
from desktop.exporters.records import annotation_record, annotation_records, article_record, summary_record
from desktop.services import annotate as annotating
from desktop.services import browse, colors, imports, organize, passages
from desktop.services import search as searching


@click.command("import")
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
    passages.settle_changed(desk.library, report.changes)
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
        sys.exit(PARTLY_FAILED)


@click.command("list")
@click.argument("query", default="")
@common_options
@pass_desk
def list_(desk: Desk, query: str) -> None:
    """The articles that a search finds; all without one."""
    found = browse.items(desk.library, query)
    lines = [f"{one.item.id}\t{one.item.title}\t{one.item.site}\t{one.item.published}" for one in found]
    desk.answer([summary_record(one) for one in found], "\n".join(lines))


@click.command()
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


@click.command()
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


@click.command()
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


@click.command()
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
    passages.settle_changed(desk.library, changes)
    made = browse.annotation(desk.library, min(changes.annotations))
    desk.answer(
        annotation_record(made, colors.names(desk.library)), f"[{made.id}] {made.color}: {made.quote}"
    )


@click.command()
@click.argument("query", default="")
@common_options
@pass_desk
def annotations(desk: Desk, query: str) -> None:
    """The annotations of the articles that a search finds."""
    found = browse.find_annotations(desk.library, query)
    lines = [f"[{one.id}] {one.item_id} {one.color}: {one.quote}" for one in found]
    desk.answer(annotation_records(found, colors.names(desk.library)), "\n".join(lines))


COMMANDS = (import_, list_, show, edit, search, annotate, annotations)
