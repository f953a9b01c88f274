"""What a write changed: carried to every panel after commit."""

from dataclasses import dataclass, field


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

    def __or__(self, other: "Changes") -> "Changes":
        """Both, under the label of the later one."""
        return Changes(
            other.label or self.label,
            self.items | other.items,
            self.annotations | other.annotations,
            self.notes | other.notes,
            self.tags | other.tags,
            self.collections | other.collections,
            self.saved_searches | other.saved_searches,
        )

    def __bool__(self) -> bool:
        return any(
            (self.items, self.annotations, self.notes, self.tags, self.collections, self.saved_searches)
        )


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """A step as the history shows it. ``undone``: it can be redone."""

    id: int
    label: str
    made: str
    undone: bool
