"""Export articles with their annotations to files."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.errors import UserError
from desktop.domain.progress import Progress, Silent
from desktop.exporters.base import ExportArticle, Exporter, ExportOptions
from desktop.exporters.file_names import file_name, numbered
from desktop.exporters.registry import EXPORTERS
from desktop.services import browse
from desktop.services.writing import write_atomically
from desktop.storage.library import Library


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
    return list(EXPORTERS)


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

    An existing file is kept and the new one numbered unless the options say ``overwrite``. What is
    cancelled or fails leaves
    the files finished before it. Raises ``UserError`` for a format or folder that cannot be used.
    """
    exporter = _exporter(format_name)
    watch = progress or Silent()
    if options.one_file and exporter.single:
        return _export_together(
            library, item_ids, exporter, _Place(destination, exporter, options.overwrite), options
        )
    if destination.suffix == exporter.suffix and len(item_ids) > 1:
        raise UserError(
            "{path} names one file, but there are {count} articles. Name a folder, or ask for one file.",
            path=str(destination),
            count=len(item_ids),
        )
    place = _Place(destination, exporter, options.overwrite)
    entries = []
    for number, item_id in enumerate(item_ids):
        if watch.cancelled:
            break
        entries.append(_export_one(library, item_id, exporter, place, options))
        watch.report(number + 1, len(item_ids), str(entries[-1].path or ""))
    return ExportReport(tuple(entries))


def preview(library: Library, item_id: int, format_name: str, options: ExportOptions) -> str:
    """What the file of one article will say; empty for formats that are not text."""
    exporter = _exporter(format_name)
    if exporter.suffix == ".pdf":
        return ""
    return exporter.render([browse.export_article(library, item_id)], options).decode("utf-8")


def _exporter(format_name: str) -> Exporter:
    if format_name not in EXPORTERS:
        raise UserError(
            "There is no export format “{name}”. There are: {names}.",
            name=format_name,
            names=", ".join(EXPORTERS),
        )
    return EXPORTERS[format_name]


def _export_one(
    library: Library, item_id: int, exporter: Exporter, place: "_Place", options: ExportOptions
) -> ExportEntry:
    try:
        article = browse.export_article(library, item_id)
        path = place.write(article.item.title, exporter.render([article], options))
    except UserError as problem:
        return ExportEntry(item_id, None, str(problem))
    return ExportEntry(item_id, path)


def _export_together(
    library: Library, item_ids: Sequence[int], exporter: Exporter, place: "_Place", options: ExportOptions
) -> ExportReport:
    articles: list[ExportArticle] = [browse.export_article(library, item_id) for item_id in item_ids]
    if not articles:
        return ExportReport(())
    path = place.write("Excerpts", exporter.render(articles, options))
    return ExportReport(tuple(ExportEntry(item_id, path) for item_id in item_ids))


class _Place:
    """A folder, or one file, that exports go to."""

    def __init__(self, destination: Path, exporter: Exporter, overwrite: bool) -> None:
        self._file = destination if destination.suffix == exporter.suffix else None
        self._folder = destination.parent if self._file else destination
        self._suffix, self._overwrite = exporter.suffix, overwrite
        self._written: set[Path] = set()

    def write(self, title: str, data: bytes) -> Path:
        """Whole or not at all."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._free(title)
            write_atomically(path, data)
        except OSError as problem:
            raise UserError(
                "The file could not be written to {folder}: {reason}. Nothing there was changed.",
                folder=str(self._folder),
                reason=problem.strerror or str(problem),
            ) from problem
        self._written.add(path)
        return path

    def _free(self, title: str) -> Path:
        stem = self._file.stem if self._file else file_name(title)
        for name in numbered(stem):
            path = self._folder / (name + self._suffix)
            if path not in self._written and (self._overwrite or not path.exists()):
                return path
        raise AssertionError("the numbers never end")
