"""What a write changed: carried to every panel after commit."""

from dataclasses import dataclass, field, fields


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids of what was added, changed or removed by one step.

    ``label`` names the step in the person's words ("Highlight", "Import of 3 articles"); it is empty for
    writes that are not steps (reading positions).
    """

    label: str = ""
    items: frozenset[int] = field(default_factory=frozenset)
    annotations: frozenset[int] = field(default_factory=frozenset)
    notes: frozenset[int] = field(default_factory=frozenset)
    tags: frozenset[int] = field(default_factory=frozenset)
    collections: frozenset[int] = field(default_factory=frozenset)
    saved_searches: frozenset[int] = field(default_factory=frozenset)
    color_names: frozenset[int] = field(default_factory=frozenset)
    outlines: frozenset[int] = field(default_factory=frozenset)

    def __or__(self, other: "Changes") -> "Changes":
        """Both, under the label of the later one."""
        united = {name: getattr(self, name) | getattr(other, name) for name in _KINDS}
        return Changes(other.label or self.label, **united)

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in _KINDS)


_KINDS = tuple(each.name for each in fields(Changes) if each.name != "label")


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """A step as the history shows it. ``undone``: it can be redone."""

    id: int
    label: str
    made: str
    undone: bool
