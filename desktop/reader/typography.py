"""How the text of articles is set: type face, size, measure, and the like."""

import json
from dataclasses import asdict, dataclass

FACES = {
    "serif": "var(--serif)",
    "sans": "var(--sans)",
    "plain": '"Atkinson Hyperlegible Next", "Atkinson Hyperlegible", "OpenDyslexic", "Lexend", "Verdana", '
    '"Trebuchet MS", "DejaVu Sans", var(--sans)',
    "mono": "var(--mono)",
}
"""Stacks by name: ``plain`` has letters that are not mistaken for each other. Any other name is a family of the
system."""

SIZES = range(12, 37)
"""CSS pixels."""
MEASURES = range(40, 111)
"""Characters of a line, about."""
LEADINGS = (1.2, 2.4)
"""Least and largest height of a line, as a multiple of the size."""
_NEVER_IN_A_NAME = str.maketrans("", "", "\"'\\;{}<>()\n\r")


@dataclass(frozen=True, slots=True)
class Typography:
    """What is out of range is brought into it when it is used."""

    face: str = "serif"
    size: int = 18
    measure: int = 68
    leading: float = 1.6
    justified: bool = False
    hyphenated: bool = False

    @classmethod
    def told_by(cls, told: str) -> "Typography | None":
        """What ``told`` gave; None for anything else."""
        try:
            values = json.loads(told)
            kinds = {name: type(value) for name, value in asdict(cls()).items()}
            fits = {name: type(value) for name, value in values.items()} == kinds
        except (ValueError, AttributeError):
            return None
        return cls(**values) if fits else None

    def told(self) -> str:
        """In one line, to be kept."""
        return json.dumps(asdict(self))

    def variables(self) -> dict[str, str]:
        """As CSS variables of the reader's style."""
        size = min(max(self.size, SIZES[0]), SIZES[-1])
        measure = min(max(self.measure, MEASURES[0]), MEASURES[-1])
        leading = min(max(self.leading, LEADINGS[0]), LEADINGS[1])
        name = self.face.translate(_NEVER_IN_A_NAME).strip()
        return {
            "--face": FACES.get(self.face) or f'"{name or "serif"}", var(--serif)',
            "--size": f"{size}px",
            "--measure": f"{measure / 2:g}em",
            "--leading": f"{leading:g}",
            "--align": "justify" if self.justified else "start",
        }
