"""Templates of a person's own for exports, kept as files in the configuration folder."""

from collections.abc import Mapping
from pathlib import Path

from desktop import paths
from desktop.domain.errors import UserError
from desktop.exporters.file_names import file_name
from desktop.exporters.markdown_template import VARIABLES, bundled, read_template
from desktop.services.writing import write_atomically

SUFFIX = ".md.j2"
variables: Mapping[str, str] = VARIABLES
"""What a template can use, and what it means."""


def folder() -> Path:
    """Made when missing."""
    found = paths.config() / "templates"
    found.mkdir(parents=True, exist_ok=True)
    return found


def own() -> dict[str, Path]:
    """By name."""
    return {path.name.removesuffix(SUFFIX): path for path in sorted(folder().glob(f"*{SUFFIX}"))}


def source(file: Path | None, flavour: str) -> str:
    """A template's text; without a file that of the flavour. Raises ``UserError``."""
    return read_template(file or bundled(flavour))


def is_taken(name: str, by_itself: str) -> bool:
    """Whether another template than the one known as ``by_itself`` has this name, in capitals or not."""
    there = {one.casefold() for one in own()}
    return file_name(name).casefold() in there - {by_itself.casefold()}


def keep(name: str, text: str) -> Path:
    """Raises ``UserError`` where it cannot be written."""
    path = folder() / f"{file_name(name)}{SUFFIX}"
    try:
        write_atomically(path, text.encode("utf-8", "replace"))
    except OSError as problem:
        raise UserError(
            "The template could not be kept: {reason}. Your text is still in the window.",
            reason=problem.strerror or str(problem),
        ) from problem
    return path


def discard(file: Path) -> None:
    """Delete one of the person's own."""
    if file.parent == folder():
        file.unlink(missing_ok=True)
