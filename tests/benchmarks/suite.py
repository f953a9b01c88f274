"""All that ``python -m tests.benchmarks`` measures."""

import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import trafilatura

from desktop.domain.annotation import NewAnnotation
from desktop.importers.pool import ImportPool
from desktop.services import annotate, browse, imports
from desktop.services.library import open_library
from tests.benchmarks import at_scale, marking, papers, reading
from tests.benchmarks import pages as screen_pages

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
CORPORA = Path(os.environ.get("FLORILEGIUM_CORPORA", Path(__file__).parents[2] / "../shared/corpora"))
COPIES = 60
EDITIONS = 5
"""Of each real page: a few words and all addresses differ, so that each is an article of its own."""


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ratio(
    name: str,
    ours: Callable[[], object],
    bare: Callable[[], object],
    runs: int = 3,
    between: Callable[[], object] = lambda: None,
) -> None:
    """The median of the runs' ratios, ours and bare in turn; ``between`` them what either left is put away."""
    pairs = []
    for _ in range(runs):
        own = seconds(ours)
        between()
        pairs.append((own, seconds(bare)))
        between()
    median = statistics.median(one / other for one, other in pairs)
    sys.stdout.write(f"{name:<60} {median:6.2f} x  ({pairs[-1][0]:.2f} s / {pairs[-1][1]:.2f} s)\n")


def pages(folder: Path) -> list[Path]:
    """Some hundred real pages where the corpora are at hand, else generated ones, all different."""
    if real := sorted(CORPORA.glob("pages/*.html")):
        return [_edition(page, number, folder) for number in range(EDITIONS) for page in real]
    words = (SAMPLES / sorted(file.name for file in SAMPLES.glob("*.txt"))[0]).read_text("utf-8").split()
    made = []
    for number in range(COPIES):
        turned = words[number:] + words[:number]
        body = "".join(f"<p>{' '.join(turned[i : i + 60])}</p>" for i in range(0, len(turned), 60))
        file = folder / f"{number}.html"
        file.write_text(
            f"<html lang=en><title>Page {number}</title><nav>Menu</nav><article><h1>Page {number}</h1>"
            f"{body}</article></html>",
            "utf-8",
        )
        made.append(file)
    return made


def _edition(page: Path, number: int, folder: Path) -> Path:
    markup = page.read_text("utf-8", "replace").replace("://", f"://edition{number}.")
    file = folder / f"{number}-{page.name}"
    file.write_text(markup.replace("<p>", f"<p>Edition {number} of {page.stem[:8]}. ", 3), "utf-8")
    return file


def import_files(files: list[Path], pool: ImportPool | None = None) -> None:
    with tempfile.TemporaryDirectory() as folder, open_library(Path(folder, "b.florilegium")) as library:
        report = imports.import_sources(library, files, pool=pool)
        assert all(entry.status != "failed" for entry in report.entries)


def tell_imports(folder: Path, long: bytes) -> None:
    """One after the other, as in a window: the first one starts the workers."""
    html, shelf, book = pages(folder), papers.shelf(folder, 100), folder / "long.pdf"
    book.write_bytes(long)
    start = seconds(lambda: import_files([book]))
    with ImportPool() as pool:
        ratio(
            f"import of {len(html)} pages, stored / bare trafilatura",
            lambda: import_files(html, pool),
            lambda: extract_pages(html),
        )
        ratio(
            "import of 100 PDFs of 10 pages, stored / bare pypdfium2 text",
            lambda: import_files(shelf, pool),
            lambda: [papers.bare_text(file.read_bytes()) for file in shelf],
        )
        ratio(
            "import of one PDF of 1,000 pages, stored / bare pypdfium2 text",
            lambda: import_files([book], pool),
            lambda: papers.bare_text(long),
        )
    sys.stdout.write(f"the same with the start of the workers: {start:.2f} s\n")


def extract_pages(files: list[Path]) -> None:
    for file in files:
        trafilatura.bare_extraction(file.read_text("utf-8", "replace"))


def annotate_one(folder: Path, count: int) -> None:
    """Every write is on disk before it is reported done."""
    with open_library(folder / "a.florilegium") as library:
        [entry] = imports.import_sources(library, [next(SAMPLES.glob("*.txt"))]).entries
        document = browse.document(library, entry.id or 0)
        for start in range(count):
            target = annotate.target_of(document, start, start + 20)
            annotate.create(library, document.item_id, NewAnnotation(target))


def scrolled(data: bytes) -> tuple[float, float]:
    """Seconds a frame at the 95th percentile, and megabytes over a bare process, each in a process of its own."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1, maxtasksperchild=1) as pool:
        frames, ours = pool.apply(screen_pages.scroll_all, (data,))
        bare = pool.apply(screen_pages.bare_all, (data,))
    return statistics.quantiles(frames, n=20)[-1], ours - bare


def tell_marked(where: str, marked: marking.Marked, bare: float = 0.0) -> None:
    """``bare``: seconds that a script's own highlight takes to be seen in a bare view of the same page."""
    sys.stdout.write(f"from key to highlight in {where}: {marked.seen * 1000:.0f} ms (median)")
    sys.stdout.write(f", in a bare web view {bare * 1000:.0f} ms" if bare else "")
    sys.stdout.write(f"; told when on disk: {marked.told * 1000:.0f} ms\n")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        long = papers.paper(1000)
        tell_imports(folder, long)
        ratio(
            "reading 1,000 PDF pages / bare pypdfium2 text",
            lambda: papers.read_paper(long),
            lambda: papers.bare_text(long),
        )
        book = papers.paper(500)
        fresh = papers.annotated(book, 1000)
        article = papers.with_places(fresh)
        ratio(
            "1,000 annotations into 500 PDF pages / pikepdf open and save",
            lambda: papers.write_annotations(article),
            lambda: papers.open_and_save(book),
            runs=9,
        )
        ratio(
            "... their places looked up for the first time / PDFium's text",
            lambda: papers.write_annotations(fresh),
            lambda: papers.bare_text(book),
        )
        for highlights in (
            0,
            500,
        ):  # before the web engine, which is busy for a while after its views are gone
            paged = screen_pages.Pages(long, highlights)
            ratio(
                f"opening 1,000 PDF pages with {highlights} highlights / bare first page",
                paged.open,
                paged.bare,
                runs=15,
                between=paged.close,
            )
        page = reading.long_article()
        for highlights in (0, 500):
            with reading.Readers(page, highlights) as readers:
                ratio(
                    f"opening 1 MB with {highlights} highlights / bare web view, same page",
                    readers.open_in_reader,
                    readers.open_bare,
                    runs=15,
                )
        frames, megabytes = scrolled(long)
        sys.stdout.write(f"scrolling 1,000 PDF pages: {frames * 1000:.1f} ms a frame (95th percentile)")
        sys.stdout.write(f", {megabytes:.0f} MB more than a bare process that has the file\n")
        for there in (0, 500):
            marked = marking.mark(marking.web_article(page), folder / f"web{there}.florilegium", there)
            tell_marked(f"1 MB with {there} highlights", marked, marking.mark_bare(page, there))
        tell_marked(
            "a PDF with 500 highlights",
            marking.mark(marking.paper(papers.paper(100)), folder / "pdf.florilegium", 500),
        )
        taken = seconds(lambda: annotate_one(folder, 100))
        large = at_scale.made(folder / "large.florilegium", int(os.environ.get("ARTICLES", "3000")))
        at_scale.run(large, at_scale.made(folder / "small.florilegium", 100))
        sys.stdout.write(f"100 highlights, each on disk: {taken * 10:.1f} ms each (no bare alternative)\n")
