"""Whether the library's file is sound: looked at when the person asks, and now and then; told where it is not."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLocale, QObject
from PySide6.QtWidgets import QDialog

from desktop.services import library as libraries
from desktop.services.library import Damage
from desktop.ui.actions import Actions
from desktop.ui.dialogs.damage import DamageDialog
from desktop.ui.dialogs.frame import open_once
from desktop.ui.dialogs.notice import NoticeDialog
from desktop.ui.upkeep import Upkeep
from desktop.ui.words import number, tr
from desktop.ui.workplace import Workplace


class Soundness(QObject):
    """``start`` shows another library in a window of its own."""

    def __init__(
        self, place: Workplace, actions: Actions, upkeep: Upkeep, start: Callable[[Path], None]
    ) -> None:
        super().__init__(place)
        self._place, self._start = place, start
        self._library, self._tasks = place.library, place.tasks
        actions.give_meaning(check=self._check)
        upkeep.damaged.connect(self._warn)

    def _check(self) -> None:
        library = self._library

        def look() -> Damage | dict[str, int]:
            return libraries.damage(library) or libraries.stats(library)

        def tell(found: Damage | dict[str, int]) -> None:
            self._warn(found) if isinstance(found, Damage) else self._tell_sound(found)

        self._tasks.long(tr("Check the library"), lambda _task: look(), tell)

    def _tell_sound(self, counts: dict[str, int]) -> None:
        names = {"items": tr("Articles"), "annotations": tr("Annotations"), "notes": tr("Notes"),
                 "tags": tr("Tags"), "collections": tr("Collections")}  # fmt: skip
        lines = [f"{name}: {number(counts[key])}" for key, name in names.items()]
        lines.append(tr("Size: {size}", size=QLocale().formattedDataSize(counts["bytes"])))
        self._open(NoticeDialog(tr("The library is sound"), "\n".join(lines), self._place))

    def _warn(self, damage: Damage) -> None:
        dialog = DamageDialog(self._library.path.stem, damage, self._place)
        dialog.backup_wanted.connect(self._open_copy)
        self._open(dialog)

    def _open_copy(self, backup: Path) -> None:
        library = self._library
        self._tasks.long(
            tr("Copying the backup"), lambda _task: libraries.copy_backup(library.path, backup), self._start
        )

    @staticmethod
    def _open(dialog: QDialog) -> None:
        open_once(dialog)
