"""Write provenance sheets beside exports, and check later that all is as it was."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from desktop.domain.anchoring import anchor
from desktop.domain.errors import UserError
from desktop.domain.progress import Progress, Silent, check
from desktop.domain.selector import TextPositionSelector, TextQuoteSelector
from desktop.exporters.file_names import file_name
from desktop.exporters.provenance import KIND, VERSION, ProvenanceExporter, digest, sheet, text_digest
from desktop.services import browse
from desktop.services.export_articles import ExportArticles
from desktop.services.writing import write_atomically
from desktop.storage import items, linking
from desktop.storage.library import Library

_LARGEST = 200 << 20


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a sheet says, and whether it holds. ``reason`` says what is otherwise."""

    title: str
    what: str
    """``original``, ``text``, ``quotation`` or the path of a file."""
    holds: bool
    reason: str = ""


def write_beside(library: Library, written: Sequence[tuple[int, Path]], folder: Path, name: str) -> Path:
    """A sheet of the exported articles, by their ids, with the files that hold them. Raises ``UserError``."""
    exports: dict[str, list[tuple[str, bytes]]] = {}
    try:
        for item_id, path in written:
            uid = browse.item(library, item_id).uid
            exports.setdefault(uid, []).append((path.relative_to(folder).as_posix(), path.read_bytes()))
        path = folder / f"{file_name(name)}{ProvenanceExporter.suffix}"
        ids = list(dict.fromkeys(item_id for item_id, _ in written))
        write_atomically(path, sheet(ExportArticles(library, ids), exports, name))
    except OSError as problem:
        raise UserError(
            "The provenance sheet could not be written to {folder}: {reason}. The exported files are complete.",
            folder=str(folder),
            reason=problem.strerror or str(problem),
        ) from problem
    return path


def verify(library: Library, path: Path, progress: Progress | None = None) -> list[Finding]:
    """Everything that a sheet says, held against the library and the files beside it. Raises ``UserError``."""
    watch = progress or Silent()
    articles = _read(path)
    findings: list[Finding] = []
    for number, told in enumerate(articles, 1):
        check(watch)
        findings += _of_article(library, told)
        findings += _of_exports(path.parent, told)
        watch.report(number, len(articles), str(told.get("title", "")))
    return findings


def _read(path: Path) -> list[Mapping[str, Any]]:
    try:
        told = json.loads(path.read_bytes()) if path.stat().st_size < _LARGEST else None
    except OSError as problem:
        raise UserError(
            "{path} could not be read: {reason}.", path=str(path), reason=problem.strerror or str(problem)
        ) from problem
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or told.get("kind") != KIND or not isinstance(told.get("articles"), list):
        raise UserError("{path} is no provenance sheet of Florilegium.", path=str(path))
    if told.get("version") != VERSION:
        raise UserError("{path} was made by a newer version of Florilegium.", path=str(path))
    return [one for one in told["articles"] if isinstance(one, dict)]


def _of_article(library: Library, told: Mapping[str, Any]) -> Iterator[Finding]:
    title = str(told.get("title", ""))
    item_id = linking.item(library, str(told.get("id", "")))
    if not item_id:
        yield Finding(title, "original", False, "The article is not in this library.")
        return
    yield _of_original(library, item_id, title, told)
    text = browse.document(library, item_id).text
    same = text_digest(text) == told.get("text_sha256")
    yield Finding(title, "text", same, "" if same else "The article has another version now.")
    for quotation in _listed(told.get("quotations")):
        yield _of_quotation(title, text, quotation)


def _of_original(library: Library, item_id: int, title: str, told: Mapping[str, Any]) -> Finding:
    """The archived bytes are hashed anew, those of former versions too."""
    original = told.get("original")
    wanted = str(original.get("sha256", "")) if isinstance(original, dict) else ""
    for version_id in (items.version_id(library, item_id), *items.former_version_ids(library, item_id)):
        if digest(items.original(library, version_id)) == wanted:
            return Finding(title, "original", True)
    return Finding(title, "original", False, "No archived original has this SHA-256.")


def _of_quotation(title: str, text: str, told: Mapping[str, Any]) -> Finding:
    quote, start, end = str(told.get("quote", "")), told.get("start"), told.get("end")
    shown = f"“{quote[:60]}{'…' if len(quote) > 60 else ''}”"
    if not told.get("found", True):
        return Finding(title, f"quotation {shown}", True, "It had no place when the sheet was made.")
    if isinstance(start, int) and isinstance(end, int) and text[start:end] == quote:
        return Finding(title, f"quotation {shown}", True)
    place = anchor(text, TextQuoteSelector(quote), TextPositionSelector(0, 0)) if quote else None
    if place and text[place.start : place.end] == quote:
        return Finding(title, f"quotation {shown}", True, "It stands elsewhere in the text now.")
    return Finding(title, f"quotation {shown}", False, "The article does not say this now.")


def _of_exports(folder: Path, told: Mapping[str, Any]) -> Iterator[Finding]:
    for one in _listed(told.get("exports")):
        name = str(one.get("path", ""))
        path = folder.joinpath(*PurePosixPath(name).parts)
        inside = not PurePosixPath(name).is_absolute() and ".." not in PurePosixPath(name).parts
        found = ""
        with suppress(OSError):
            if inside:
                with path.open("rb") as file:
                    hashed = sha256()
                    while block := file.read(1 << 20):
                        hashed.update(block)
                found = hashed.hexdigest()
        reason = (
            "" if found == one.get("sha256") else "It was changed since." if found else "It is not there."
        )
        yield Finding(str(told.get("title", "")), name, not reason, reason)


def _listed(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
