"""Bibliographies tell of articles; what they say is read as people read it."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import ImportFailed
from desktop.domain.metadata import Origin
from desktop.importers.base import Source
from desktop.importers.gathered.base import GatheredArticle
from desktop.importers.gathered.bibliography import BibtexImporter, RisImporter, files_named_in
from desktop.importers.gathered.registry import importer_for


def one(text: str, name: str) -> GatheredArticle:
    source = Source(text.encode(), name)
    importer = importer_for(source)
    assert importer is not None
    [found] = importer.read(source)
    return found


BIBTEX = r"""
@string{rs = "River Studies"}
@article{reed2019,
  title = {The {Alder} \"uber {\'e}t\'e \& co},
  author = {Reed, Ada and {The Council} and van Lind, Bo},
  journal = rs, year = 2019, month = mar, volume = {7}, number = 2, pages = {10--19},
  doi = {https://doi.org/10.1000/182}, url = {https://a.example/p}, keywords = {water, old maps},
  file = {Full Text:files/12/a b.pdf:application/pdf;Snapshot:files/13/page.html:text/html}, annotation = {Ask Bo.}
}
"""
RIS = """TY  - JOUR
TI  - The Alder
AU  - Reed, Ada
AU  - Lind, Bo
T2  - River Studies
PY  - 2019/03/04
VL  - 7
SP  - 10
EP  - 19
DO  - 10.1000/182
UR  - https://a.example/p
KW  - water
N1  - <p>Ask <b>Bo</b>.</p>
L1  - files/12/a b.pdf
ER  -
"""
CSL = [{"type": "article-journal", "title": "The Alder", "DOI": "10.1000/182", "container-title": "River Studies",
        "volume": "7", "author": [{"family": "Reed", "given": "Ada"}, {"literal": "The Council"}],
        "issued": {"date-parts": [["2019", 3, 4]]},
        "URL": "https://a.example/p", "language": "en-GB"}]  # fmt: skip


def test_bibtex() -> None:
    found = one(BIBTEX, "mine.bib")
    item = found.item
    assert (item.title, item.creators) == (
        "The Alder über été & co",
        ("Ada Reed", "The Council", "Bo van Lind"),
    )
    assert (item.published, item.site, item.url, item.tags) == (
        "2019-03", "River Studies", "https://a.example/p", ("water", "old maps"),
    )  # fmt: skip
    assert item.details == {
        "DOI": "10.1000/182", "container-title": "River Studies", "volume": "7", "issue": "2", "page": "10–19",
    }  # fmt: skip
    assert set(item.origins.values()) == {Origin.BIBLIOGRAPHY}
    assert found.describes
    assert found.files == ("files/12/a b.pdf", "files/13/page.html")
    assert [note.comment for note in found.annotations] == ["Ask Bo."]


def several(text: str, name: str) -> list[GatheredArticle]:
    source = Source(text.encode(), name)
    importer = importer_for(source)
    assert importer is not None
    return list(importer.read(source))


def test_bibtex_of_parts_and_of_proceedings() -> None:
    text = r"""
    @string{rs = "River Studies"}
    @article{a, title = {A}, journal = rs # " (Reprints)", author = {Reed, Ada and others}, url = {https://a.example/x\_y\%20z},
      keywords = {water, still; maps}}
    @inproceedings{b, title = {B}, author = {Lind, Bo}, crossref = {c}, pages = {5}}
    @proceedings{c, title = {The Weirs}, year = 2019, publisher = {Quay Press}, pages = {1--900}}"""
    reprint, talk, _ = (one.item for one in several(text, "mine.bib"))
    assert reprint.details["container-title"] == "River Studies (Reprints)"
    assert reprint.creators == ("Ada Reed",)
    assert reprint.url == "https://a.example/x_y%20z"
    assert reprint.tags == ("water, still", "maps")
    assert (talk.title, talk.published) == ("B", "2019")
    assert talk.details == {"container-title": "The Weirs", "publisher": "Quay Press", "page": "5"}


def test_bibtex_of_one_key_twice_and_of_one_field_twice_loses_nothing() -> None:
    text = "@book{a, title={A}}\n@book{a, title={B}}\n@book{, title={C}}\n@book{, title={D}}\n@book{e, title={E}, title={F}}"
    assert [one.item.title for one in several(text, "mine.bib")] == ["A", "B", "C", "D", "E"]


def test_ris_of_endnote() -> None:
    text = (
        "TY  - BOOK\nTI  - A\nSN  - 978-0-306-40615-7\nDA  - Mar 5\nPY  - 2019\nER  - \n\n"
        "TY  - CHAP\nTI  - B\nBT  - The Weirs\nER  - \n\n"
        "TY  - JOUR\nTI  - C\nT2  - River Studies\nJO  - Riv. St.\nSN  - 1234-5679\nER  - \n"
    )
    book, chapter, paper = (one.item for one in several(text, "mine.ris"))
    assert (book.published, book.details) == ("2019", {"ISBN": "9780306406157"})
    assert chapter.details["container-title"] == "The Weirs"
    assert paper.details == {"container-title": "River Studies", "ISSN": "1234-5679"}


def test_csl_names_with_particles_and_titles_with_markup() -> None:
    record = {
        "type": "book", "title": "The <i>Alder</i> &amp; co", "issued": {"date-parts": [[2019]]},
        "author": [{"family": "Gogh", "given": "Vincent", "dropping-particle": "van"}],
    }  # fmt: skip
    item = one(json.dumps([record]), "x.json").item
    assert (item.title, item.creators) == ("The Alder & co", ("Vincent van Gogh",))


def test_ris() -> None:
    found = one(RIS, "mine.ris")
    item = found.item
    assert (item.title, item.creators, item.published) == ("The Alder", ("Ada Reed", "Bo Lind"), "2019-03-04")
    assert item.details["DOI"] == "10.1000/182"
    assert (item.details["container-title"], item.details["page"], item.tags) == (
        "River Studies",
        "10–19",
        ("water",),
    )
    assert found.files == ("files/12/a b.pdf",)
    assert [note.comment for note in found.annotations] == ["Ask Bo."]


def test_csl_json() -> None:
    item = one(json.dumps(CSL), "mine.json").item
    assert (item.title, item.creators, item.published, item.language) == (
        "The Alder", ("Ada Reed", "The Council"), "2019-03-04", "en-GB",
    )  # fmt: skip
    assert item.details == {"DOI": "10.1000/182", "container-title": "River Studies", "volume": "7"}


def test_only_files_beside_it_are_named(tmp_path: Path) -> None:
    (tmp_path / "files" / "12").mkdir(parents=True)
    (tmp_path / "files" / "12" / "a b.pdf").write_bytes(b"%PDF")
    outside = tmp_path.parent / "outside.pdf"
    outside.write_bytes(b"%PDF")
    (tmp_path / "mine.bib").write_text(BIBTEX + "@book{x, title={X}, file={../outside.pdf;/etc/passwd.txt}}")
    assert files_named_in(tmp_path / "mine.bib") == [tmp_path / "files" / "12" / "a b.pdf"]


@given(st.text(alphabet=st.sampled_from(list("@article{},=\"\\'a1 \n%#~$")), max_size=200))
def test_any_text_is_read_as_far_as_it_goes(text: str) -> None:
    for importer, start in ((BibtexImporter(), "@article{a,\n"), (RisImporter(), "TY  - JOUR\nTI  - ")):
        try:
            importer.read(Source((start + text).encode(), "x.bib"))
        except ImportFailed:
            continue


@pytest.mark.corpora
def test_real_bibliographies(corpora: Path) -> None:
    records = 0
    for path in sorted((corpora / "exports").rglob("*.bib")):
        source = Source(path.read_bytes(), path.name)
        importer = importer_for(source)
        assert isinstance(importer, BibtexImporter)
        records += len(importer.read(source))
    assert records > 2200
