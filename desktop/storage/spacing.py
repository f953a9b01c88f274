"""Numbers by which rows stand in an order made by hand: between any two there is room for more."""

APART = 1024.0
_NARROWEST = 1e-6


def between(low: float | None, high: float | None, count: int) -> list[float] | None:
    """Evenly spaced numbers after ``low`` and before ``high`` (None: no end there); None where there is no room."""
    if high is None:
        start = low if low is not None else 0.0
        return [start + APART * number for number in range(1, count + 1)]
    if low is None:
        return [high - APART * number for number in range(count, 0, -1)]
    gap = (high - low) / (count + 1)
    return None if gap < _NARROWEST else [low + gap * number for number in range(1, count + 1)]
