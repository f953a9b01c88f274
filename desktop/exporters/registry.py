"""The formats that articles can be exported to, one line each."""

from desktop.exporters.anki import AnkiExporter
from desktop.exporters.base import Exporter
from desktop.exporters.bibliography import BibtexExporter, CslJsonExporter, RisExporter
from desktop.exporters.docx import DocxExporter
from desktop.exporters.epub import EpubExporter
from desktop.exporters.html import HtmlExporter
from desktop.exporters.json import JsonExporter
from desktop.exporters.markdown import MarkdownExporter
from desktop.exporters.odt import OdtExporter
from desktop.exporters.pdf import PdfExporter
from desktop.exporters.provenance import ProvenanceExporter
from desktop.exporters.qdpx import QdpxExporter
from desktop.exporters.table import CsvExporter, XlsxExporter
from desktop.exporters.web_annotation import WebAnnotationExporter

_ALL: tuple[Exporter, ...] = (
    MarkdownExporter(), PdfExporter(), HtmlExporter(), DocxExporter(), OdtExporter(), EpubExporter(),
    CsvExporter(), XlsxExporter(), JsonExporter(), WebAnnotationExporter(), QdpxExporter(), AnkiExporter(),
    BibtexExporter(), RisExporter(), CslJsonExporter(), ProvenanceExporter(),
)  # fmt: skip

EXPORTERS: dict[str, Exporter] = {exporter.name: exporter for exporter in _ALL}
