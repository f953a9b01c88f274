"""Articles on their way out of the window: files for a file manager, made when it asks for them; title and address for
every other program."""

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QUrl

from desktop.domain.item import Item

URI_LIST = "text/uri-list"
MOST_FILES = 50
"""Articles: of more no files are made in passing; that is what an export is for."""


class DraggedArticles(QMimeData):
    """``files`` makes the files of articles by their ids; it is called once, when a program asks for them."""

    def __init__(
        self,
        ids: Sequence[int],
        items: Sequence[Item],
        files: Callable[[Sequence[int]], Sequence[Path]] | None,
    ) -> None:
        """``items``: those that are known of the ``ids``."""
        super().__init__()
        self._ids = ids
        self._files = files if len(ids) <= MOST_FILES else None
        self._made: list[QUrl] | None = None
        self.setText("\n".join(f"{item.title} {item.url}".strip() for item in items))
        self.setHtml("<br>\n".join(map(_link, items)))

    def formats(self) -> list[str]:
        return [*super().formats(), *([URI_LIST] if self._files else [])]

    def hasFormat(self, name: str) -> bool:  # noqa: N802
        return (name == URI_LIST and self._files is not None) or super().hasFormat(name)

    def retrieveData(self, name: str, kind: Any) -> Any:  # noqa: N802
        if name != URI_LIST or self._files is None:
            return super().retrieveData(name, kind)
        if self._made is None:
            self._made = [QUrl.fromLocalFile(str(path)) for path in self._files(self._ids)]
        return self._made


def _link(item: Item) -> str:
    title = escape(item.title)
    linked = f'<a href="{escape(item.url)}">{title}</a>' if item.url else title
    about = ", ".join(part for part in (item.site, item.published) if part)
    return f"{linked} ({escape(about)})" if about else linked
