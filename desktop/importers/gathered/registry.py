"""The exports of other programs that can be read: one line each."""

from desktop.importers.base import Source
from desktop.importers.gathered.base import GatheredImporter
from desktop.importers.gathered.bibliography import BibtexImporter, CslImporter, RisImporter
from desktop.importers.gathered.hypothesis import HypothesisImporter
from desktop.importers.gathered.kindle import KindleImporter
from desktop.importers.gathered.omnivore import OmnivoreImporter
from desktop.importers.gathered.own import OwnJsonImporter
from desktop.importers.gathered.own_markdown import OwnMarkdownImporter
from desktop.importers.gathered.reading_lists import HtmlListImporter, JsonListImporter, TableListImporter
from desktop.importers.gathered.readwise import ReadwiseImporter
from desktop.importers.gathered.web_annotation import WebAnnotationImporter
from desktop.importers.gathered.zotero_rdf import ZoteroRdfImporter

GATHERED_IMPORTERS: tuple[GatheredImporter, ...] = (
    OmnivoreImporter(),
    OwnMarkdownImporter(),
    OwnJsonImporter(),
    WebAnnotationImporter(),
    HypothesisImporter(),
    BibtexImporter(),
    RisImporter(),
    CslImporter(),
    ReadwiseImporter(),
    KindleImporter(),
    ZoteroRdfImporter(),
    TableListImporter(),
    HtmlListImporter(),
    JsonListImporter(),
)

ENDINGS = frozenset({".json", ".jsonld", ".csv", ".rdf", ".bib", ".bibtex", ".ris"})
"""Names by which a folder's files are taken for exports, besides those that articles have too."""

_SURE = 0.8


def importer_for(source: Source) -> GatheredImporter | None:
    """The one that is surest; None where none is: an article, then."""
    if source.data[:4] == b"%PDF":
        return None
    sure, best = max(
        ((importer.recognises(source), place) for place, importer in enumerate(GATHERED_IMPORTERS)),
        key=lambda found: (found[0], -found[1]),
    )
    return GATHERED_IMPORTERS[best] if sure >= _SURE else None
