"""Cite articles and list them as a bibliography."""

from collections.abc import Sequence
from typing import Any

from desktop.exporters import citations
from desktop.exporters.citations import SetText
from desktop.exporters.csl import csl_item
from desktop.services import browse
from desktop.storage.library import Library


def cite(library: Library, item_id: int, style: str, page: str = "") -> SetText:
    """An article as it is cited in the text, such as “(Oake, 2024, p. 3)”; ``style`` is one of ``STYLES``."""
    return citations.citation(_record(library, item_id), style, page)


def reference(library: Library, item_id: int, style: str) -> SetText:
    """An article as a list of references has it."""
    return citations.reference(_record(library, item_id), style)


def bibliography(library: Library, item_ids: Sequence[int], style: str) -> list[SetText]:
    """An entry for each article, in the style's order."""
    return citations.bibliography([_record(library, item_id) for item_id in item_ids], style)


def _record(library: Library, item_id: int) -> dict[str, Any]:
    return csl_item(browse.item(library, item_id), browse.document(library, item_id).archived)
