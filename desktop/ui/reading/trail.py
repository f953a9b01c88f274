"""Where a tab has been: articles and places in them, to go back to and forward again as in a browser."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Step:
    """``offset``: where in the article it was left; None: not left yet, or never looked at."""

    item_id: int
    offset: int | None = None


class Trail:
    """The steps, one of which is the present one."""

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._at = -1

    def add(self, item_id: int, left_at: int | None) -> None:
        """Go on to an article, or another place of the same one. What lay ahead is forgotten."""
        self._leave(left_at)
        self._steps = [*self._steps[: self._at + 1], Step(item_id)]
        self._at = len(self._steps) - 1

    def can_move(self, by: int) -> bool:
        return 0 <= self._at + by < len(self._steps)

    def move(self, by: int, left_at: int | None) -> Step:
        """Back (-1) or forward (1)."""
        self._leave(left_at)
        self._at += by
        return self._steps[self._at]

    def _leave(self, offset: int | None) -> None:
        if self._steps and offset is not None:
            self._steps[self._at] = replace(self._steps[self._at], offset=offset)
