"""Bring back what was changed in an exported file: comments and tags, with what was exported as the measure.

What only one side changed is taken from it. What both changed is kept twice: no word of either side is lost.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.formats.markdown_blocks import PARTED, is_taken, same_comment
from desktop.importers.gathered.base import Exported, GatheredAnnotation, GatheredArticle
from desktop.services import browse
from desktop.storage.gathering import Edit
from desktop.storage.library import Library
from desktop.storage.marks import counted


@dataclass(frozen=True, slots=True)
class Edits:
    """``conflicts``: how many comments were changed on both sides, and now hold both versions."""

    edits: Sequence[Edit] = ()
    item_tags: Sequence[str] = ()
    """To be added to the article."""
    gone_item_tags: Sequence[str] = ()
    conflicts: int = 0
    left_out: int = 0
    """How many annotations and notes were taken out of the file; nothing is deleted by that."""

    def __str__(self) -> str:
        return " ".join(filter(None, (self._changed(), self._left_out())))

    def _left_out(self) -> str:
        if not self.left_out:
            return ""
        told = counted(self.left_out, "annotation")
        return (
            f"{told} that the file no longer has {'stays' if self.left_out == 1 else 'stay'} in the library."
        )

    def _changed(self) -> str:
        comments = sum(edit.text is not None for edit in self.edits)
        tagged = sum(bool(edit.added_tags or edit.gone_tags) for edit in self.edits)
        parts = [counted(comments, "comment")] if comments else []
        parts += [f"the tags of {counted(tagged, 'annotation')}"] if tagged else []
        if not parts:
            return "Its tags were changed." if self.gone_item_tags else ""
        told = f"{' and '.join(parts)} {'was' if comments == 1 and not tagged else 'were'} changed."
        told = told[0].upper() + told[1:]
        if self.conflicts:
            told += f" {counted(self.conflicts, 'comment')} had changed here too: both versions stand in it."
        return told


def edits_of(library: Library, item_id: int, article: GatheredArticle) -> Edits:
    """What to write so that the library has what was changed in the file."""
    given, lost = _item_tags(library, item_id, article)
    if not article.left_out and not any(one.exported for one in article.annotations):
        return Edits((), given, lost)
    marks = {one.uid: one for one in browse.annotations(library, item_id)}
    notes = {one.uid: one for one in browse.notes(library, item_id)}
    left_out = sum(uid in marks or uid in notes for uid in article.left_out)
    found, conflicts = [], 0
    for one, exported in _told(article):
        if mark := marks.get(one.uid):
            text, both = _settled(mark.comment, one.comment, exported)
            added, gone = _tags(mark.tags, one.tags, exported.tags)
            edit = Edit("annotation", mark.id, text, added, gone)
        elif note := notes.get(one.uid):
            text, both = _settled(note.text, one.comment, exported)
            edit = Edit("note", note.id, text)
        else:
            continue
        conflicts += both
        if edit.text is not None or edit.added_tags or edit.gone_tags:
            found.append(edit)
    return Edits(found, given, lost, conflicts, left_out)


def _told(article: GatheredArticle) -> Iterator[tuple[GatheredAnnotation, Exported]]:
    for one in article.annotations:
        if one.exported and one.uid:
            yield one, one.exported


def _settled(present: str, shown: str, exported: Exported) -> tuple[str | None, bool]:
    """The comment as it is to be, None where it stays; and whether both sides had changed it."""
    before = exported.comment
    if same_comment(present, shown) or is_taken(present, shown):
        return None, False
    if before is not None and same_comment(before, shown):
        return None, False
    if (before is not None and same_comment(before, present)) or not present.strip():
        return shown, False
    if not shown.strip():
        return None, False  # emptied there, changed here: what was written stays
    return f"{present}{PARTED}{shown}", True


def _tags(
    present: Sequence[str], shown: Sequence[str], before: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is to be added, and what is to go."""
    there, file, then = ({tag.casefold() for tag in tags} for tags in (present, shown, before))
    added = tuple(tag for tag in shown if tag.casefold() not in then | there)
    gone = tuple(tag for tag in before if tag.casefold() not in file and tag.casefold() in there)
    return added, gone


def _item_tags(
    library: Library, item_id: int, article: GatheredArticle
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if article.exported_tags is None:
        return tuple(article.item.tags), ()
    return _tags(browse.summary(library, item_id).tags, article.item.tags, article.exported_tags)
