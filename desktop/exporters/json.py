"""JSON: the records of the command line, for other programs."""

import json
from collections.abc import Sequence

from desktop.exporters.base import ExportArticle, Exporter, ExportOptions, Grouping
from desktop.exporters.records import article_record


class JsonExporter(Exporter):
    name = "json"
    title = "JSON"
    suffix = ".json"
    grouping = Grouping.EITHER
    textual = True

    def render(self, articles: Sequence[ExportArticle], options: ExportOptions) -> bytes:
        records = [article_record(article) for article in articles]
        whole = records if options.one_file else records[0]
        return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
