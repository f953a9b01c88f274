"""What a person can choose about a format. The exporter declares it; the form and the command line show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Value = str | bool


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no."""

    name: str
    """As on the command line: ``--option name=yes``."""
    label: str
    default: bool = False
    hint: str = ""
    """One sentence that says what it does."""
    only: Mapping[str, Value] | None = None
    """Asked only while these other options have these values; ``one_file`` counts as one."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several, each with its label."""

    name: str
    label: str
    choices: Mapping[str, str]
    """Labels by value, in the order in which they are shown."""
    default: str
    hint: str = ""
    only: Mapping[str, Value] | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """A line that the person writes."""

    name: str
    label: str
    default: str = ""
    hint: str = ""
    only: Mapping[str, Value] | None = None


Option = Flag | Choice | Words


def is_asked(option: Option, chosen: Mapping[str, Value]) -> bool:
    """Whether an option has a meaning while these values are chosen."""
    return all(chosen.get(name) == value for name, value in (option.only or {}).items())


def settled(options: Sequence[Option], chosen: Mapping[str, object]) -> dict[str, Value]:
    """A value for every option: the chosen one where it is possible, else the default."""
    return {option.name: _possible(option, chosen.get(option.name)) for option in options}


def _possible(option: Option, value: object) -> Value:
    if isinstance(option, Flag):
        return value if isinstance(value, bool) else option.default
    if isinstance(option, Choice):
        return value if isinstance(value, str) and value in option.choices else option.default
    return value if isinstance(value, str) else option.default
