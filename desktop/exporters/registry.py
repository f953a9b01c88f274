"""The formats that articles can be exported to, one line each."""

from desktop.exporters.base import Exporter
from desktop.exporters.json import JsonExporter
from desktop.exporters.markdown import MarkdownExporter

_ALL: tuple[Exporter, ...] = (MarkdownExporter(), JsonExporter())

EXPORTERS: dict[str, Exporter] = {exporter.name: exporter for exporter in _ALL}
