"""What is drawn over the text: one layer for each look, overlaps blended so that both stay visible."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from desktop.domain.annotation import Annotation, AnnotationKind, HighlightColor
from desktop.reader.theme import Theme

Range = tuple[int, int]
_LEAST_CONTRAST = 7.05
"""Seven, and a little for the rounding of colours."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Ranges that look alike. ``css``: what ``::highlight()`` may say; a higher ``priority`` lies above."""

    name: str
    css: str
    priority: int
    ranges: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """An annotation and where it stands: in pieces where words between them are not meant."""

    annotation: Annotation
    pieces: tuple[Range, ...]


def annotation_layers(placed: Sequence[Placed], theme: Theme) -> list[Layer]:
    """Tints first, then lines; colours of overlapping tints are mixed."""
    return [*_tints(placed, theme), *_lines(placed, theme)]


def plain_layers(theme: Theme) -> list[Layer]:
    """The looks of annotations that overlap no others, of every colour, on no words."""
    tints = [_tint((color,), (), theme) for color in HighlightColor]
    lines = [
        _line(line, color, (), theme)
        for line in ("underline solid", "line-through solid")
        for color in HighlightColor
    ]
    return [*tints, *lines]


def _tints(placed: Sequence[Placed], theme: Theme) -> Iterator[Layer]:
    by_colors: dict[tuple[str, ...], list[Range]] = {}
    for start, end, colors in _segments(
        one for one in placed if one.annotation.kind is AnnotationKind.HIGHLIGHT
    ):
        by_colors.setdefault(colors, []).append((start, end))
    for colors, ranges in by_colors.items():
        yield _tint(colors, tuple(ranges), theme)


def _tint(colors: tuple[str, ...], ranges: tuple[Range, ...], theme: Theme) -> Layer:
    tint = blend([theme.highlights[color] for color in colors], theme)
    css = f"background-color: {tint}; color: {theme.text}"  # captions and links are paler by themselves
    return Layer("tint-" + "-".join(colors), css, 1, ranges)


def _segments(placed: Iterable[Placed]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Stretches under the same set of highlights, with their colours."""
    edges: list[tuple[int, int, str]] = []
    for one in placed:
        for start, end in one.pieces:
            edges += ((start, 1, one.annotation.color), (end, -1, one.annotation.color))
    edges.sort()
    counts: dict[str, int] = {}
    last = 0
    for offset, step, color in edges:
        colors = tuple(sorted(name for name, count in counts.items() for _ in range(min(count, 2))))
        if colors and offset > last:
            yield last, offset, colors
        counts[color] = counts.get(color, 0) + step
        last = offset


def _lines(placed: Sequence[Placed], theme: Theme) -> Iterator[Layer]:
    by_look: dict[tuple[str, str], list[Range]] = {}
    for one in placed:
        note, color = one.annotation, str(one.annotation.color)
        if note.kind is AnnotationKind.UNDERLINE:
            by_look.setdefault(("underline solid", color), []).extend(one.pieces)
        if note.kind is AnnotationKind.STRIKE_OUT:
            by_look.setdefault(("line-through solid", color), []).extend(one.pieces)
        if note.comment and note.kind is not AnnotationKind.UNDERLINE:
            by_look.setdefault(("underline dotted", color), []).extend(one.pieces)
    for (line, color), ranges in by_look.items():
        yield _line(line, color, tuple(ranges), theme)


def _line(line: str, color: str, ranges: tuple[Range, ...], theme: Theme) -> Layer:
    css = f"text-decoration: {line} {theme.underlines[color]} 2px"
    return Layer(f"{line.replace(' ', '-')}-{color}", css, 2, ranges)


def blend(tints: Sequence[str], theme: Theme) -> str:
    """Tints over each other, ``#rrggbb``: multiplied on light pages, screened on dark, as far as text stays
    readable on them."""
    mixed = _channels(tints[0])
    for tint in tints[1:]:
        pairs = zip(mixed, _channels(tint), strict=True)
        mixed = tuple(1 - (1 - a) * (1 - b) if theme.dark else a * b for a, b in pairs)
    text, page = _channels(theme.text), _channels(theme.page)
    for _ in range(20):
        if _contrast(mixed, text) >= _LEAST_CONTRAST:
            break
        mixed = tuple(0.9 * a + 0.1 * b for a, b in zip(mixed, page, strict=True))
    return "#" + "".join(f"{round(255 * channel):02x}" for channel in mixed)


def _channels(color: str) -> tuple[float, ...]:
    return tuple(int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))


def _contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """As WCAG 2 defines it (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(color: tuple[float, ...]) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
