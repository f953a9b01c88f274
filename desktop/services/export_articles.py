"""Articles of a library on their way out."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import overload

from desktop.domain.errors import UserError
from desktop.domain.progress import Progress, Silent, check
from desktop.exporters.base import ExportArticle
from desktop.services import browse, passages, rereading
from desktop.storage.library import Library


def article_of(library: Library, item_id: int, *, for_pages: bool = False) -> ExportArticle:
    """``for_pages``: with the places of its passages and with its page as it was laid out, for a format of pages."""
    if not for_pages:
        return browse.export_article(library, item_id)
    with suppress(UserError):  # an export does without what cannot be kept
        passages.settle(library, item_id)
    article = browse.export_article(library, item_id)
    return replace(article, original_page=lambda: rereading.original_page(library, item_id))


class ExportArticles(Sequence[ExportArticle]):
    """Loads each article when it is reached, tells how far the work is, and stops it where the person wants that."""

    def __init__(
        self,
        library: Library,
        ids: Sequence[int],
        progress: Progress | None = None,
        *,
        for_pages: bool = False,
    ) -> None:
        self.library, self.ids, self.progress = library, list(ids), progress or Silent()
        self._for_pages = for_pages

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, place: int) -> ExportArticle: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[ExportArticle]: ...
    def __getitem__(self, place: int | slice) -> ExportArticle | Sequence[ExportArticle]:
        if isinstance(place, slice):
            return ExportArticles(self.library, self.ids[place], self.progress, for_pages=self._for_pages)
        return article_of(self.library, self.ids[place], for_pages=self._for_pages)

    def __iter__(self) -> Iterator[ExportArticle]:
        for number, item_id in enumerate(self.ids, 1):
            check(self.progress)
            article = article_of(self.library, item_id, for_pages=self._for_pages)
            self.progress.report(number, len(self.ids), article.item.title)
            yield article
