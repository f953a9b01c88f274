"""Rectangles on the pictures of an article: shown, drawn, moved."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from html import unescape

from PySide6.QtCore import QObject, QRect

from desktop.domain.annotation import Annotation, AnnotationKind, AreaTarget
from desktop.domain.selector import Rectangle
from desktop.reader.base import ReaderView
from desktop.reader.theme import Theme
from desktop.reader.web.webpage import ArticlePage

_SOURCE = re.compile(r"""<img\b[^>]*?\ssrc=(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_MARKUP = re.compile(r"<[^>]*>")


class PictureAreas(QObject):
    """What ``view`` knows of them; the page draws them beside the article."""

    def __init__(
        self, view: ReaderView, page: ArticlePage, to_view: Callable[[list[float]], QRect]
    ) -> None:  # fmt: skip
        super().__init__(view)
        self._view, self._page, self._to_view = view, page, to_view
        self._html = ""
        self._pictures: frozenset[str] = frozenset()
        self.name_here: Callable[[str], str] = str
        """What the page calls a picture of the article; empty where it does not show it."""
        self._targets: dict[int, AreaTarget] = {}
        page.bridge.area_drawn.connect(self._drawn)
        page.bridge.area_reshaped.connect(self._reshaped)

    def know(self, html: str) -> None:
        """The pictures of another article."""
        self._html = html
        self._pictures = frozenset(unescape(one or other) for one, other in _SOURCE.findall(html))
        self._targets = {}

    def there_are_pictures(self) -> bool:
        """Of the article, on the page."""
        return any(map(self.name_here, self._pictures))

    def show(self, annotations: Sequence[Annotation], theme: Theme) -> frozenset[int]:
        """Those of pictures that are there; their ids."""
        placed = [
            (one, one.target)
            for one in annotations
            if isinstance(one.target, AreaTarget) and one.target.picture in self._pictures
        ]
        self._targets = {one.id: target for one, target in placed}
        self._page.call(
            "showAreas",
            [
                (one.id, name, _edges(target.rectangle), theme.underlines[one.color])
                for one, target in placed
                if (name := self.name_here(target.picture))
            ],
        )
        return frozenset(self._targets)

    def starts(self) -> dict[int, int]:
        """Where their pictures stand in the text, by the annotations' ids."""
        return {id_: target.start for id_, target in self._targets.items() if self.name_here(target.picture)}

    def hold(self, annotation_id: int) -> None:
        """Let one be moved and sized; 0 for none."""
        self._page.call("holdArea", annotation_id if annotation_id in self._targets else 0)

    def mark(self, annotation_id: int) -> None:
        """Show one as the current one; 0 for none."""
        if self._targets:
            self._page.call("markArea", annotation_id)

    def reveal(self, annotation_id: int) -> None:
        """Scroll to it."""
        self._page.call("revealArea", annotation_id)

    def draw(self, color: str) -> None:
        """From now on mouse and keys draw one; empty: no more."""
        names = [name for name in map(self.name_here, self._pictures) if name] if color else []
        self._page.call("drawArea", color, names)

    def _drawn(self, name: str, edges: list[float], box: list[float]) -> None:
        path = next(path for path in self._pictures if self.name_here(path) == name)
        target = AreaTarget(0, _rectangle(edges), path, self._start_of(path))
        self._view.area_drawn.emit(target, AnnotationKind.AREA, self._to_view(box))
        self._view.set_tool(None)

    def _start_of(self, path: str) -> int:
        """Where it stands in the article's text, which is what its HTML says without markup."""
        pictures = _SOURCE.finditer(self._html)
        first = next(one.start() for one in pictures if unescape(one[1] or one[2]) == path)
        return len(unescape(_MARKUP.sub("", self._html[:first])))

    def _reshaped(self, annotation_id: int, edges: list[float]) -> None:
        if target := self._targets.get(annotation_id):
            self._view.area_moved.emit(annotation_id, replace(target, rectangle=_rectangle(edges)))


def _edges(box: Rectangle) -> tuple[float, float, float, float]:
    """From the left and the top."""
    return box.left, 1 - box.top, box.right, 1 - box.bottom


def _rectangle(edges: list[float]) -> Rectangle:
    left, top, right, bottom = map(float, edges)
    return Rectangle(*(round(edge, 4) for edge in (left, 1 - bottom, right, 1 - top)))
