"""Areas of pictures, carried from one version of an article to another by what the pictures are."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import quote, unquote

from desktop.domain.annotation import AreaTarget

Hashes = Mapping[str, str]
"""SHA-256 of the archived files of a version, by their paths."""


def carried(target: AreaTarget, before: Hashes, after: Hashes, place: Callable[[int], int]) -> AreaTarget:
    """The same picture, under whatever name. One that is not there any more is named with its SHA-256 after ``#``, so
    that no other picture of that name is taken for it; going back to the version that has it finds it again."""
    name, _, known = target.picture.partition("#")
    picture = known or before.get(unquote(name), "")
    if not picture:
        return target
    if after.get(unquote(name)) == picture:
        found = name
    else:
        found = next((quote(path) for path, one in after.items() if one == picture), "")
    return replace(target, picture=found or f"{name}#{picture}", start=place(target.start))


def is_lost(target: AreaTarget) -> bool:
    """Whether its picture is not in the version that is read."""
    return "#" in target.picture
