"""The one interface of a document on screen, whatever its format."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.annotation import Annotation, AnnotationKind
from desktop.domain.item import Document, Item, ReadingPosition
from desktop.reader.finding import FindOptions
from desktop.reader.theme import Theme
from desktop.reader.typography import Typography


@dataclass(frozen=True, slots=True)
class Selection:
    """Selected text: ``document.text[start:end]``. ``rectangle``: its bounds in the view's coordinates,
    ``end_rectangle``: the line where the selection ends, for placing the popup."""

    start: int
    end: int
    text: str
    rectangle: QRect
    end_rectangle: QRect


@dataclass(frozen=True, slots=True)
class MenuSpot:
    """Where a context menu is wished. ``offset``: the character there, -1 beside the text;
    ``annotation_ids``: those drawn there, the shortest first."""

    point: QPoint
    offset: int
    annotation_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note that a reference leads to: its ``html`` as the document has it, where it stands in the text, and the
    bounds of the reference in the view's coordinates."""

    html: str
    start: int
    rectangle: QRect


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the document: its bytes as they were archived, under their name."""

    data: bytes
    name: str
    caption: str


@dataclass(frozen=True, slots=True)
class MapMark:
    """Something of the whole document that the map beside it shows: an annotation, or (id 0) a found place.
    ``top`` and ``bottom``: parts of the document's height."""

    top: float
    bottom: float
    annotation_id: int = 0


class DocumentSource(Protocol):
    """What a reader may ask of the library. Thread-safe; called from the web engine's threads too."""

    def original(self, version_id: int) -> bytes:
        """The original bytes of a version."""

    def resource(self, version_id: int, path: str) -> tuple[str, bytes] | None:
        """Media type and bytes of an archived file, or None."""


class ReaderView(QWidget):
    """Shows one document with its annotations. It never writes to the library.

    All calls may come before ``ready``; they take effect when the document is there.
    """

    ready = Signal()
    """The document is laid out, annotations drawn."""
    load_failed = Signal(str)
    selection_changed = Signal(object)
    """``Selection`` once the mouse is released or a selecting key is done, or None."""
    selected_outside = Signal(str)
    """Words were selected that are shown but are not in the document's text."""
    annotation_activated = Signal(int, QRect)
    """An annotation was clicked; its bounds near the click in the view's coordinates. A second click on
    overlapping ones gives the next."""
    annotation_hovered = Signal(int)
    """Id under the mouse, 0 when it leaves."""
    end_dragged = Signal(int, int, int)
    """A handle of ``offer_handles`` was let go: id, and the start and end that are wished. What the drag showed
    stays until ``show_annotations``."""
    area_drawn = Signal(object, object, QRect)
    """With the tool of ``set_tool``: ``AreaTarget``, ``AnnotationKind``, and where it is in the view's coordinates."""
    area_moved = Signal(int, object)
    """Id of an area or note, and the ``AreaTarget`` that is wished for it."""
    tool_changed = Signal(object)
    """``AnnotationKind`` that the mouse draws from now on, or None."""
    menu_requested = Signal(object)
    """``MenuSpot``: the right mouse button or the menu key."""
    location_changed = Signal(object)
    """``ReadingPosition``, at most some ten times a second while scrolling."""
    anchored = Signal(list, list)
    """After ``show_annotations``: ids drawn, ids that found no place (orphans)."""
    link_activated = Signal(str)
    """An outside link was clicked."""
    footnote_activated = Signal(object)
    """A reference to a ``Footnote`` was clicked."""
    picture_activated = Signal(object, int)
    """A picture was clicked: all of the document as a list of ``Picture``, and which one."""
    jumped = Signal(int)
    """A link inside the document was followed, away from the place (offset) that was read."""
    zoom_changed = Signal(float)

    def open(self, item: Item, document: Document, position: ReadingPosition | None = None) -> None:
        raise NotImplementedError

    def show_annotations(self, annotations: Sequence[Annotation]) -> None:
        """Draw exactly these (idempotent)."""
        raise NotImplementedError

    def show_ahead(self, annotation: Annotation) -> None:
        """Show one that the library does not hold yet, until ``show_annotations``; ``ahead_shown`` follows."""
        raise NotImplementedError

    ahead_shown = Signal()
    """It is on screen."""

    def go_to_annotation(self, annotation_id: int) -> None:
        """Scroll it into view and flash it once."""
        raise NotImplementedError

    def go_to(self, start: int, end: int) -> None:
        """Scroll a range of the text into view and flash it once."""
        raise NotImplementedError

    def return_to(self, offset: int) -> None:
        """Scroll a place of the text to the top of the view, where it was when it was left."""
        raise NotImplementedError

    def follow(self, fragment: str) -> None:
        """As if a link to that named place of the document was clicked."""

    def enlarge_picture(self) -> None:
        """As if the first picture in view was clicked."""

    def mark_annotation(self, annotation_id: int) -> None:
        """Show one annotation as the current one; 0 for none."""
        raise NotImplementedError

    def offer_handles(self, annotation_id: int) -> None:
        """Let the ends of one annotation of text be dragged, ``end_dragged`` follows; 0 for none."""

    def set_tool(self, kind: AnnotationKind | None) -> None:
        """Let mouse or keys draw an area or place a note, where the document has pages, or an area of its pictures;
        None: select text."""

    def set_caret_mode(self, on: bool) -> None:
        """Whether arrows move a caret through the text, and with Shift select."""
        raise NotImplementedError

    def select(self, start: int, end: int) -> None:
        """Select a range, as if by mouse; ``selection_changed`` follows."""
        raise NotImplementedError

    def clear_selection(self) -> None:
        raise NotImplementedError

    def find(  # type: ignore[override]
        self, text: str, *, forward: bool = True, options: FindOptions | None = None, at: int | None = None
    ) -> None:
        """Next or previous place of ``text``, or the first one from the offset ``at`` on; ``find_changed`` follows.
        Empty text ends it."""
        raise NotImplementedError

    find_changed = Signal(object)
    """``FindResult``."""
    map_changed = Signal(object)
    """A list of ``MapMark``: of all annotations drawn, and of what was found."""

    def show_height(self, part: float) -> None:
        """Scroll to a place of the map: that part of the document's height in the middle of the view."""
        raise NotImplementedError

    def set_zoom(self, factor: float) -> None:
        """1.0 is the format's natural size."""
        raise NotImplementedError

    def set_theme(self, theme: Theme) -> None:
        raise NotImplementedError

    def set_typography(self, typography: Typography) -> None:
        """How text is set; documents that bring their own layout stay as they are."""

    def keep_choice(self, name: str, value: str) -> None:
        """How this article is shown, to be kept in ``ReadingPosition.look``; empty: as all are."""

    def position(self) -> ReadingPosition:
        """Where the reader stands now."""
        raise NotImplementedError
