"""Folders that follow what is in the library, such as a vault of notes. What was written in them is never overwritten."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from desktop.domain.changes import Changes
from desktop.domain.errors import UserError
from desktop.domain.progress import Progress
from desktop.exporters.base import ExportOptions
from desktop.exporters.options import Value
from desktop.services import browse, exports
from desktop.services.exports import ExportReport
from desktop.storage.library import Library


@dataclass(frozen=True, slots=True)
class StandingExport:
    """``query`` finds the articles among those that ``within`` finds, ``name`` says what they are together; ``library``
    is the library's path."""

    library: str
    name: str
    query: str
    within: str
    format: str
    folder: str
    creator: str = ""
    template: str = ""
    chosen: dict[str, Value] = field(default_factory=dict)

    def record(self) -> dict[str, Any]:
        """As the settings keep it."""
        return asdict(self)


def from_record(record: object) -> StandingExport | None:
    """None for what is none."""
    if not isinstance(record, dict):
        return None
    try:
        made = StandingExport(**record)
    except TypeError:
        return None
    words = (
        made.library,
        made.name,
        made.query,
        made.within,
        made.format,
        made.folder,
        made.creator,
        made.template,
    )
    return made if all(isinstance(one, str) for one in words) and isinstance(made.chosen, dict) else None


def renew(
    library: Library, standing: StandingExport, items: Iterable[int] | None, progress: Progress | None = None
) -> ExportReport:
    """Bring the folder up to date: those of its articles that are among ``items``, all where that is None.

    Raises ``UserError`` where the folder is gone: it is not made anew, since it may lie on a disk that is away.
    """
    folder = Path(standing.folder)
    if not folder.is_dir():
        raise UserError(
            "The folder {folder} is not there, so it is not kept up to date. It goes on when it is back.",
            folder=standing.folder,
        )
    wanted = [found.item.id for found in browse.items(library, standing.query, within=standing.within)]
    if items is not None:
        among = set(items)
        wanted = [item_id for item_id in wanted if item_id in among]
    options = ExportOptions(
        creator=standing.creator, name=standing.name, chosen=standing.chosen,
        template=Path(standing.template) if standing.template else None,
    )  # fmt: skip
    return exports.export(library, wanted, standing.format, folder, options, progress=progress)


def concerned(library: Library, changes: Changes) -> set[int] | None:
    """The articles whose files may be other ones after a change; None: any."""
    if changes.tags or changes.collections or changes.color_names or changes.saved_searches:
        return None
    items = set(changes.items)
    if changes.notes and not changes.items:
        return None
    for annotation_id in changes.annotations:
        try:
            items.add(browse.annotation(library, annotation_id).item_id)
        except UserError:  # it is gone for good
            return None
    return items
