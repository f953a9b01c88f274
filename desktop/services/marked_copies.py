"""A copy of an article that somebody marked elsewhere: what is new in it comes to the article."""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from desktop.domain.annotation import Annotation, AreaTarget, NewAnnotation, TextTarget
from desktop.domain.errors import UserError
from desktop.domain.item import ImportedItem
from desktop.domain.selector import TextQuoteSelector
from desktop.importers.base import Source
from desktop.importers.gathered.base import Exported, GatheredAnnotation, GatheredArticle
from desktop.importers.registry import read
from desktop.services import browse, gather, versions
from desktop.storage.library import Library

_NOTHING_TOLD = TextQuoteSelector("")


def take_marks(library: Library, item_id: int, copy: ImportedItem, batch: str) -> gather.Added:
    """Add the annotations that the article does not have, and what was written to those that it has. A copy of what is
    read that brings something becomes the version that is read: it may show more than is told here, such as drawings."""
    there = {one.uid: one for one in browse.annotations(library, item_id)}
    places = {(one.target, one.kind): one for one in there.values()}
    told = [
        new
        for new in copy.annotations
        if new.uid in there or not _says_the_same(places.get((new.target, new.kind)), new)
    ]
    before = _before(library, item_id, told, there)
    marks = [_gathered(new, before.get(new.uid)) for new in told]
    added = gather.add(library, item_id, GatheredArticle(copy, marks), batch, own=False)
    present = browse.document(library, item_id)
    if not added.changes or present.text != copy.text or present.sha256 == sha256(copy.original).hexdigest():
        return added
    return replace(added, changes=added.changes | versions.renew(library, item_id, copy, batch))


def _says_the_same(known: Annotation | None, new: NewAnnotation) -> bool:
    return known is not None and new.comment in ("", known.comment)


def _before(
    library: Library, item_id: int, told: list[NewAnnotation], there: Mapping[str, Annotation]
) -> Mapping[str, NewAnnotation]:
    """The marks of the file that the article was read from, where it matters what they said."""
    if all(new.uid not in there or new.comment == there[new.uid].comment for new in told):
        return {}
    document = browse.document(library, item_id)
    try:
        original = read(Source(browse.original(library, document.version_id), document.file_name))
    except UserError:
        return {}
    return {one.uid: one for one in original.annotations}


def _gathered(new: NewAnnotation, before: NewAnnotation | None) -> GatheredAnnotation:
    text = new.target if isinstance(new.target, TextTarget) else None
    return GatheredAnnotation(
        quote=text.quote if text else _NOTHING_TOLD,
        position=text.position if text else None,
        kind=new.kind,
        color=new.color,
        comment=new.comment,
        tags=new.tags,
        uid=new.uid,
        created=new.created,
        creator=new.creator,
        area=new.target if isinstance(new.target, AreaTarget) else None,
        exported=Exported(before.comment, before.tags) if before else Exported(None, new.tags),
    )
