"""An article with its annotations: drawn, shown as the current one, sought, dragged by their ends."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop.domain.anchoring import anchor
from desktop.domain.annotation import Annotation, AnnotationKind, TextTarget
from desktop.domain.item import Document, Item, ReadingPosition
from desktop.domain.selector import TextPositionSelector
from desktop.domain.shown_text import Stretch
from desktop.reader.base import DocumentSource
from desktop.reader.web.article_view import ArticleView
from desktop.reader.web.layers import Layer, Placed, annotation_layers, plain_layers
from desktop.reader.web.picture_areas import PictureAreas

_FLASH = 900
"""Milliseconds."""


class MarkedView(ArticleView):
    """Areas of pictures are drawn by the person too."""

    def __init__(self, source: DocumentSource, parent: QWidget | None = None) -> None:
        super().__init__(source, parent)
        self._anchors: dict[TextTarget, TextPositionSelector | None] = {}
        self._annotations: Sequence[Annotation] = ()
        self._placed: dict[int, Placed] = {}
        self._marked = 0
        self._adjusted = 0
        self._held = 0
        """The annotation whose end is being dragged: the page itself draws it meanwhile."""
        self._flash = QTimer(self, singleShot=True, interval=_FLASH)
        self._flash.timeout.connect(lambda: self._draw("flash", []))
        self._areas = PictureAreas(self, self._page, self._rectangle)
        bridge = self._page.bridge
        bridge.annotation_clicked.connect(
            lambda annotation_id, box: self.annotation_activated.emit(annotation_id, self._rectangle(box))
        )
        bridge.annotation_entered.connect(self.annotation_hovered)
        bridge.ahead_painted.connect(self.ahead_shown)
        bridge.handle_grabbed.connect(self._hold)
        bridge.handle_released.connect(self._let_go)

    def open(self, item: Item, document: Document, position: ReadingPosition | None = None) -> None:
        self._flash.stop()
        self._anchors = {}
        self._areas.know(document.html)
        super().open(item, document, position)

    def _draw_all(self) -> None:
        self._prepare_looks()
        self._draw_annotations()

    def show_annotations(self, annotations: Sequence[Annotation]) -> None:
        self._annotations = tuple(annotations)
        self._held = 0
        if self._loaded:
            self._draw_annotations()

    def show_ahead(self, annotation: Annotation) -> None:
        """By itself: what is drawn already need not be drawn anew."""
        target = annotation.target
        if self._loaded and isinstance(target, TextTarget):
            pieces = self._shown.shown(target.position.start, target.position.end)
            layers = annotation_layers([Placed(annotation, pieces)], self._theme)
            self._page.call("showAhead", self._drawn([*map(_ahead, layers)]))

    def _draw_annotations(self) -> None:
        if self._document is None:
            return
        text = self._document.text
        orphans: list[int] = []
        self._placed = {}
        areas = self._areas.show(self._annotations, self._theme)
        self._areas.hold(self._adjusted)
        for annotation in self._annotations:
            target = annotation.target
            if annotation.id in areas:
                continue
            place = self._anchor(text, target) if isinstance(target, TextTarget) else None
            if place is None:
                orphans.append(annotation.id)
            elif there := self._shown.shown(place.start, place.end):
                self._placed[annotation.id] = Placed(annotation, there)
        self._page.call("annotate", self._clickable(), self._drawn(self._layers()))
        self._draw("ahead", [])
        self._page.call("showBookmarks", self._ribbons())
        if not self._held:
            self._draw_mark()
            self._draw_handles()
        self._map.start()
        self.anchored.emit([one.id for one in self._annotations if one.id not in orphans], orphans)

    def _anchor(self, text: str, target: TextTarget) -> TextPositionSelector | None:
        if target not in self._anchors:
            self._anchors[target] = anchor(text, target.quote, target.position)
        return self._anchors[target]

    def _layers(self) -> list[Layer]:
        """What the page itself draws while it is dragged is left out."""
        resting = [one for one in self._placed.values() if one.annotation.id != self._held]
        return annotation_layers(resting, self._theme)

    def _clickable(self) -> list[tuple[int, int, int]]:
        """The words of a bookmark are not: its ribbon is."""
        return [
            (one.annotation.id, *self._units(*piece))
            for one in self._placed.values()
            for piece in one.pieces
            if one.annotation.kind is not AnnotationKind.BOOKMARK
        ]

    def _ribbons(self) -> list[tuple[int, int, str]]:
        return [
            (id_, self._offsets.to_units(one.pieces[0][0]), self._theme.underlines[one.annotation.color])
            for id_, one in self._placed.items()
            if one.annotation.kind is AnnotationKind.BOOKMARK
        ]

    def _prepare_looks(self) -> None:
        """Those that the next annotation may have: the page is restyled for them now, not when it is made."""
        plain = plain_layers(self._theme)
        self._page.call("prepare", self._drawn([*plain, *map(_ahead, plain), self._mark_layer(())]))

    def mark_annotation(self, annotation_id: int) -> None:
        self._marked = annotation_id
        self._when_loaded(self._draw_mark)

    def _draw_mark(self) -> None:
        self._areas.mark(self._marked)
        place = self._placed.get(self._marked)
        self._draw("mark", [self._mark_layer(place.pieces)] if place else [])

    def _mark_layer(self, pieces: tuple[Stretch, ...]) -> Layer:
        css = f"text-decoration: underline solid {self._theme.accent} 2px"
        return Layer("mark", css, 50, pieces)

    def go_to_annotation(self, annotation_id: int) -> None:
        def go() -> None:
            if place := self._placed.get(annotation_id):
                self._reveal(place.pieces)
            else:
                self._areas.reveal(annotation_id)

        self._when_loaded(go)

    def go_to(self, start: int, end: int) -> None:
        def go() -> None:
            if there := self._shown.shown(start, end):
                self._reveal(there)
            else:
                place = self._shown.shown_place(start)
                self._page.call("reveal", *self._units(place, place + 1))

        self._when_loaded(go)

    def _reveal(self, pieces: tuple[Stretch, ...]) -> None:
        css = f"background-color: {self._theme.accent}; color: {self._theme.on_accent}"
        self._page.call("reveal", *self._units(*pieces[0]))
        self._draw("flash", [Layer("flash", css, 90, pieces)])
        self._flash.start()

    # --- areas of pictures

    def has_pictures(self) -> bool:
        """Whether areas can be drawn."""
        return self._areas.there_are_pictures()

    def set_tool(self, kind: AnnotationKind | None) -> None:
        color = self._theme.accent if kind is AnnotationKind.AREA else ""
        self._when_loaded(lambda: self._areas.draw(color))
        self.tool_changed.emit(AnnotationKind.AREA if color else None)

    # --- the handles of an annotation

    def offer_handles(self, annotation_id: int) -> None:
        self._adjusted = annotation_id
        self._when_loaded(lambda: self._areas.hold(annotation_id))
        dragged, self._held = self._held, 0
        self._when_loaded(self._draw_annotations if dragged else self._draw_handles)

    def _draw_handles(self) -> None:
        place = self._placed.get(self._adjusted)
        if place is None or place.annotation.kind is AnnotationKind.BOOKMARK:
            self._page.call("offerHandles", 0, 0, 0, [])
            return
        layers = [*annotation_layers([place], self._theme), self._mark_layer(place.pieces)]
        looks = [(layer.name, layer.css, layer.priority) for layer in layers]
        ends = self._units(place.pieces[0][0], place.pieces[-1][1])
        self._page.call("offerHandles", self._adjusted, *ends, looks)

    def _hold(self, annotation_id: int) -> None:
        self._held = annotation_id
        self._draw_annotations()

    def _let_go(self, annotation_id: int, first_unit: int, last_unit: int) -> None:
        place = self._placed.get(annotation_id)
        if annotation_id != self._held or place is None:
            return
        self._held = 0
        start, end = self._words_within(first_unit, last_unit)
        meant = self._shown.meant(start, end) if start < end else None
        if meant is None or (start, end) == (place.pieces[0][0], place.pieces[-1][1]):
            self._draw_annotations()
        else:
            self.end_dragged.emit(annotation_id, *meant)


def _ahead(layer: Layer) -> Layer:
    """The same look, over all annotations."""
    return replace(layer, name=f"ahead-{layer.name}", priority=layer.priority + 2)
