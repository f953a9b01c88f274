"""Small pictures of the areas that were marked in an article, for their cards."""

from collections import OrderedDict
from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage

from desktop.domain.annotation import Annotation, AnnotationKind, AreaTarget
from desktop.domain.item import Document
from desktop.domain.selector import Rectangle
from desktop.services.area_pictures import area_pictures
from desktop.storage.library import Library
from desktop.ui.tasks import Tasks

_LARGEST = QSize(240, 96)
_SMALLEST = QSize(4, 4)
"""Pixels on a card; they are drawn twice as fine."""

_KEPT = 300
_AT_ONCE = 24
"""Areas: of those that are scrolled past, the oldest are not drawn."""

Pictures = Mapping[AreaTarget, QImage]


class AreaPictures(QObject):
    """What is looked at is drawn off the GUI thread, and kept."""

    changed = Signal()

    def __init__(self, library: Library, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._document: Document | None = None
        self._kept: OrderedDict[tuple[int, AreaTarget], QImage | None] = OrderedDict()
        self._waiting: OrderedDict[AreaTarget, None] = OrderedDict()
        self._busy = False
        self._begin = QTimer(self, singleShot=True, interval=0)
        self._begin.timeout.connect(self._draw)

    def attend(self, document: Document | None) -> None:
        """Draw from this article from now on."""
        self._document = document
        self._waiting.clear()

    def size(self, annotation: Annotation, room: int) -> QSize:
        """In pixels, of ``room`` in width; as far as is known before it is drawn. Empty: there is no picture."""
        target = annotation.target
        if (
            not isinstance(target, AreaTarget)
            or annotation.kind is not AnnotationKind.AREA
            or annotation.orphan
            or self._document is None
        ):
            return QSize()
        largest = QSize(min(_LARGEST.width(), room), _LARGEST.height())
        image = self._kept.get(self._key(target), _UNKNOWN)
        if image is None:
            return QSize()
        shape = image.size()
        if image.isNull():
            box = target.rectangle
            shape = (
                _LARGEST
                if target.picture
                else QSize(round(box.right - box.left), round(box.top - box.bottom))
            )
        return shape.scaled(largest, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(_SMALLEST)

    def picture(self, annotation: Annotation) -> QImage | None:
        """None where there is none, or none yet: ``changed`` follows."""
        target = annotation.target
        if not isinstance(target, AreaTarget) or self._document is None:
            return None
        key = self._key(target)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        self._waiting[target] = None
        self._waiting.move_to_end(target)
        while len(self._waiting) > _AT_ONCE:
            self._waiting.popitem(last=False)
        self._begin.start()
        return None

    def _key(self, target: AreaTarget) -> tuple[int, AreaTarget]:
        return self._document.version_id if self._document else 0, target

    def _draw(self) -> None:
        document, wanted = self._document, list(self._waiting)
        if self._busy or document is None or not wanted:
            return
        self._waiting.clear()
        self._busy = True

        def drawn(pictures: Pictures) -> None:
            self._busy = False
            for target in wanted:
                self._kept[document.version_id, target] = pictures.get(target)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            self.changed.emit()
            self._draw()

        self._tasks.read(partial(_drawn, self._library, document, wanted), drawn, lambda _problem: drawn({}))


_UNKNOWN = QImage()


def _drawn(library: Library, document: Document, wanted: list[AreaTarget]) -> Pictures:
    """In any thread."""
    size = _LARGEST * 2
    found = area_pictures(library, document, wanted, size.width(), size.height())
    whole: dict[str, QImage] = {}
    images = {}
    for target, picture in found.items():
        if page := picture.page:
            shown = QImage(page.data, page.width, page.height, page.stride, QImage.Format.Format_RGB32)
            images[target] = shown.copy()
        else:
            if target.picture not in whole:
                whole[target.picture] = QImage.fromData(picture.data)
            images[target] = _part(whole[target.picture], picture.part, size)
    return {target: image for target, image in images.items() if not image.isNull()}


def _part(whole: QImage, part: Rectangle, size: QSize) -> QImage:
    if whole.isNull():
        return whole
    wide, high = whole.width(), whole.height()
    left, top = round(part.left * wide), round((1 - part.top) * high)
    right, bottom = round(part.right * wide), round((1 - part.bottom) * high)
    cut = whole.copy(QRect(left, top, max(right - left, 1), max(bottom - top, 1)))
    return cut.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
