"""Bundles: a library file with some articles and all that belongs to them, for a colleague to take in."""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from desktop import paths
from desktop.exporters.base import ExportArticle, Exporter, ExportOptions, Files, Grouping, Spot
from desktop.services import merging
from desktop.services.export_articles import ExportArticles


class BundleExporter(Exporter):
    """Lives here and not among the exporters, since a bundle is a library of its own."""

    name = "bundle"
    title = "Florilegium bundle (for a colleague)"
    suffix = paths.LIBRARY
    grouping = Grouping.TOGETHER

    def files(self, articles: Sequence[ExportArticle], options: ExportOptions, spot: Spot) -> Files:
        del options, spot
        assert isinstance(articles, ExportArticles)

        def write(out: BinaryIO) -> None:
            with tempfile.TemporaryDirectory(prefix="florilegium-") as folder:
                bundle = Path(folder) / f"bundle{paths.LIBRARY}"
                merging.copy_to(articles.library, bundle, articles.ids, articles.progress)
                with bundle.open("rb") as made:
                    shutil.copyfileobj(made, out)

        return Files(write)
