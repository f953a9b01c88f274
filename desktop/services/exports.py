"""Export articles with their annotations to files."""

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.domain.errors import Cancelled, UserError
from desktop.domain.progress import Progress, Silent
from desktop.exporters.base import Exporter, ExportOptions, Grouping, Preview
from desktop.exporters.options import settled
from desktop.exporters.registry import EXPORTERS
from desktop.services import browse, provenance
from desktop.services.bundles import BundleExporter
from desktop.services.export_articles import ExportArticles, article_of
from desktop.services.export_folder import ExportFolder, names_a_file, taken
from desktop.storage.library import Library

FORMATS: dict[str, Exporter] = EXPORTERS | {BundleExporter.name: BundleExporter()}
"""All that articles can be exported to, by name."""

ALL_TOGETHER = "Excerpts"
"""The name of a file of several articles that have none together."""


@dataclass(frozen=True, slots=True)
class ExportEntry:
    """One article. ``path`` is None where it failed, and ``reason`` says why."""

    item_id: int
    path: Path | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ExportReport:
    entries: tuple[ExportEntry, ...]

    @property
    def failed(self) -> tuple[ExportEntry, ...]:
        return tuple(entry for entry in self.entries if entry.path is None)


def formats() -> list[str]:
    return list(FORMATS)


def export(
    library: Library,
    item_ids: Sequence[int],
    format_name: str,
    destination: Path,
    options: ExportOptions,
    *,
    progress: Progress | None = None,
) -> ExportReport:
    """Write into the folder ``destination``, or to that file where it ends in the format's suffix.

    An earlier export of the same is updated where the format can; another file of that name stays and the new one
    gets a number, unless the options say otherwise. What is cancelled or fails leaves the files finished before it.
    Raises ``UserError`` for a format or folder that cannot be used, ``Cancelled`` where nothing was written.
    """
    report = _exported(library, item_ids, format_name, destination, options, progress or Silent())
    written = [(entry.item_id, entry.path) for entry in report.entries if entry.path]
    if options.provenance and written:
        folder = Path(os.path.commonpath([path.parent for _, path in written]))
        provenance.write_beside(library, written, folder, options.name or ALL_TOGETHER)
    return report


def _exported(
    library: Library,
    item_ids: Sequence[int],
    format_name: str,
    destination: Path,
    options: ExportOptions,
    watch: Progress,
) -> ExportReport:
    exporter = exporter_of(format_name)
    options = replace(options, chosen=settled(exporter.options, options.chosen))
    folder = ExportFolder(destination, exporter.suffix, options.existing)
    if is_one_file(exporter, options):
        return _export_together(
            ExportArticles(library, item_ids, watch, for_pages=exporter.suffix == ".pdf"),
            exporter,
            folder,
            options,
        )
    if names_a_file(destination, exporter.suffix) and len(item_ids) > 1:
        raise UserError(
            "{path} names one file, but there are {count} articles. Name a folder, or ask for one file.",
            path=str(destination),
            count=len(item_ids),
        )
    if exporter.keeps_edits:
        folder.look_through(exporter.subject)
    entries = []
    for number, item_id in enumerate(item_ids):
        if watch.cancelled:
            break
        entries.append(_export_one(library, item_id, exporter, folder, options))
        watch.report(number + 1, len(item_ids), str(entries[-1].path or ""))
    return ExportReport(tuple(entries))


def is_one_file(exporter: Exporter, options: ExportOptions) -> bool:
    """Whether all articles go into one file."""
    return exporter.grouping is Grouping.TOGETHER or (
        exporter.grouping is Grouping.EITHER and options.one_file
    )


def in_the_way(
    library: Library, item_ids: Sequence[int], format_name: str, destination: Path, options: ExportOptions
) -> list[Path]:
    """Files that an export would find at its places and that are not its own, to be asked about."""
    exporter = exporter_of(format_name)
    articles = ExportArticles(library, item_ids)
    if is_one_file(exporter, options):
        return taken(
            destination,
            exporter.suffix,
            [options.name or ALL_TOGETHER] if item_ids else [],
            lambda data, _place: exporter.knows(data, articles),
        )
    titles = [browse.item(library, item_id).title for item_id in item_ids]
    return taken(
        destination, exporter.suffix, titles, lambda data, place: exporter.knows(data, [articles[place]])
    )


def preview(library: Library, item_id: int, format_name: str, options: ExportOptions) -> Preview:
    """What the file of one article will be like."""
    exporter = exporter_of(format_name)
    options = replace(options, chosen=settled(exporter.options, options.chosen))
    return exporter.preview(article_of(library, item_id, for_pages=exporter.suffix == ".pdf"), options)


def preview_of_template(
    library: Library, item_id: int, format_name: str, options: ExportOptions, text: str
) -> Preview:
    """What a template of this text, that is not kept yet, gives for one article."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "in the editor")
        file.write_text(text, "utf-8")
        return preview(library, item_id, format_name, replace(options, template=file))


def exporter_of(format_name: str) -> Exporter:
    """Raises ``UserError`` for a name that none has."""
    if format_name not in FORMATS:
        raise UserError(
            "There is no export format “{name}”. There are: {names}.",
            name=format_name,
            names=", ".join(FORMATS),
        )
    return FORMATS[format_name]


def _export_one(
    library: Library, item_id: int, exporter: Exporter, folder: ExportFolder, options: ExportOptions
) -> ExportEntry:
    try:
        article = article_of(library, item_id, for_pages=exporter.suffix == ".pdf")
        path, spot = folder.spot(
            article.item.title, lambda data: exporter.knows(data, [article]), article.item.uid
        )
        folder.write(path, exporter.files([article], options, spot))
    except UserError as problem:
        return ExportEntry(item_id, None, str(problem))
    except Cancelled:
        raise
    except Exception as error:  # a bug of a writer must cost this article only
        broken = UserError(
            "The article could not be written: {problem}", problem=f"{type(error).__name__}: {error}"
        )
        return ExportEntry(item_id, None, str(broken))
    return ExportEntry(item_id, path)


def _export_together(
    articles: ExportArticles, exporter: Exporter, folder: ExportFolder, options: ExportOptions
) -> ExportReport:
    if not articles:
        return ExportReport(())
    path, spot = folder.spot(options.name or ALL_TOGETHER, lambda data: exporter.knows(data, articles))
    folder.write(path, exporter.files(articles, options, spot))
    return ExportReport(tuple(ExportEntry(item_id, path) for item_id in articles.ids))
