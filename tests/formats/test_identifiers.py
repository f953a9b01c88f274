"""DOI, ISBN and arXiv id of a paper, and those that it only names."""

import pytest

from desktop.formats.identifiers import doi_in, own_arxiv, own_doi, own_isbn, valid_isbn

BODY = [f"Line {number} of a page that goes on about tides and harbours." for number in range(40)]


def page(head: list[str] | None = None, foot: list[str] | None = None) -> str:
    return "\n".join([*(head or []), *BODY, *(foot or [])])


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("https://doi.org/10.1000/xyz-123", "10.1000/xyz-123"),
        ("doi:10.1002/(SICI)1097-4571(199806)49:8<693::AID", "10.1002/(SICI)1097-4571(199806)49:8"),
        ("(doi: 10.1016/S0140-6736(05)67877-2).", "10.1016/S0140-6736(05)67877-2"),
        ("(see 10.1000/abc), and", "10.1000/abc"),
        ("10.5 mm/s and 10.12/3", ""),
        ("10.1000/", ""),
    ],
)
def test_a_doi_in_a_text(text: str, doi: str) -> None:
    assert doi_in(text) == doi


@pytest.mark.parametrize(
    ("pages", "doi"),
    [
        ([page(["Journal of Tides 3 (2008)", "doi:10.1000/own"])], "10.1000/own"),
        (
            [page(["Of tides"], ["978-0-7695-3958-4/10 © 2010 IEEE", "DOI 10.1000/OWN.49", "142"])],
            "10.1000/OWN.49",
        ),
        ([page(["https://doi.org/10.1000/own"]), page(None, ["doi:10.1000/other"])], "10.1000/own"),
        ([page(), "https://doi.org/10.1000/own\n" + page()], "10.1000/own"),
        ([page(["doi:10.1000/one", "doi:10.1000/two"])], ""),
        ([page(), "as told in 10.1000/other\n" + page()], ""),
        ([page(None, ["References", "1. Moor, A.: Tides. doi:10.1000/other"])], ""),
        ([page(), page(None, ["5 REFERENCES", "[1] Moor. doi:10.1000/other"])], ""),
        ([page(None, ["12 Ada Moor, Tides, in: Coast 3,", "doi:10.1000/other."])], ""),
        ([page(["doi:10.1016/j."])], ""),
        ([page(["doi:10.1016/j.coast-"])], ""),
    ],
)
def test_the_own_doi(pages: list[str], doi: str) -> None:
    assert own_doi(pages) == doi


@pytest.mark.parametrize(
    ("text", "isbn"),
    [
        ("ISBN 978-0-306-40615-7", "9780306406157"),
        ("ISBN-13: 978 0 306 40615 7 (paper)", "9780306406157"),
        ("ISBN 0-306-40615-2\nISBN 978-0-306-40615-7", "9780306406157"),
        ("ISBN 978-0-306-40615-8", ""),
        ("978-0-306-40615-7/10 $26.00", ""),
        ("ISBN 978-0-306-40615-7 (print) ISBN 978-3-16-148410-0 (online)", ""),
        ("References\nMoor. ISBN 978-0-306-40615-7", ""),
    ],
)
def test_the_own_isbn(text: str, isbn: str) -> None:
    assert own_isbn([text]) == isbn


@pytest.mark.parametrize(
    ("told", "isbn"), [("080442957X", "9780804429573"), ("0804429571", ""), ("12", ""), ("", "")]
)
def test_check_digits(told: str, isbn: str) -> None:
    assert valid_isbn(told) == isbn


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("words\narXiv:0908.0054v1 [astro-ph.CO] 1 Aug 2009", ("0908.0054", "2009-08-01")),
        ("arXiv:2312.12345v3  [cs.CL]  29 Feb 2024\n", ("2312.12345", "2024-02-29")),
        ("arXiv:hep-th/9901001v2 3 Feb 1999", ("hep-th/9901001", "1999-02-03")),
        ("ArXiv ePrint: 0807.3577", ("0807.3577", "")),
        ("as in arXiv:0908.0054 and elsewhere", ("", "")),
        ("[3] Moor, arXiv:0908.0054 [astro-ph] (2009)", ("", "")),
    ],
)
def test_the_own_arxiv_id(text: str, found: tuple[str, str]) -> None:
    assert own_arxiv(text) == found
