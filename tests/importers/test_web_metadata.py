"""What a page tells of itself, and who in it told."""

import json

import pytest

from desktop.domain.metadata import DETAILS, Origin
from desktop.importers.html import parse_page
from desktop.importers.web_byline import names_in
from desktop.importers.web_details import arxiv_in, day_in, valid_issn
from desktop.importers.web_metadata import PageMetadata, page_metadata

TEXT = (
    "<p>"
    + "The wheel of the mill had long been neglected, and was mended with oak in the spring. " * 4
    + "</p>"
)


def told(head: str = "", body: str = "", url: str = "") -> PageMetadata:
    page = parse_page(f"<!doctype html><html><head>{head}</head><body>{body}{TEXT}</body></html>")
    return page_metadata(page, url, "")


def metas(**values: str | list[str]) -> str:
    return "".join(
        f'<meta name="{name.replace("__", ":").replace("_DOT_", ".")}" content="{one}">'
        for name, value in values.items()
        for one in ([value] if isinstance(value, str) else value)
    )


def linked(**values: object) -> str:
    return (
        f"<script type='application/ld+json'>{json.dumps({'@type': 'ScholarlyArticle', **values})}</script>"
    )


def test_the_tags_of_a_scholarly_publisher() -> None:
    page = told(
        metas(
            citation_title="On the mending of wheels",
            citation_author=["Ito, Ben", "Cruz, Ana Maria"],
            citation_publication_date="2019/3/7",
            citation_journal_title="Journal of Mills",
            citation_publisher="Quay Press",
            citation_volume="12",
            citation_issue="3",
            citation_firstpage="117",
            citation_lastpage="129",
            citation_doi="doi:10.1000/182",
            citation_issn="0378-5955",
            citation_isbn="978-3-16-148410-0",
            citation_arxiv_id="1904.01234v2",
            citation_pmid="123456",
            citation_abstract="Wheels are mended. " * 100,
            citation_language="en",
        )
    )
    assert (page.title, page.creators) == ("On the mending of wheels", ("Ben Ito", "Ana Maria Cruz"))
    assert (page.published, page.language) == ("2019-03-07", "en")
    abstract = page.details["abstract"]
    assert len(abstract) > 1500
    assert {name: value for name, value in page.details.items() if name != "abstract"} == {
        "DOI": "10.1000/182",
        "arXiv": "1904.01234",
        "PMID": "123456",
        "ISBN": "9783161484100",
        "ISSN": "0378-5955",
        "container-title": "Journal of Mills",
        "publisher": "Quay Press",
        "volume": "12",
        "issue": "3",
        "page": "117–129",
    }
    assert set(page.details) <= set(DETAILS)
    assert set(page.origins.values()) == {Origin.HIGHWIRE}
    assert set(page.origins) == {"title", "creators", "published", "language", *page.details}


def test_dublin_core_and_prism() -> None:
    page = told(
        metas(
            dc__title="On wheels", DCTERMS_DOT_creator="Ana Cruz", dcterms_DOT_issued="2018-11",
            dcterms_DOT_modified="2019-01-02T03:04:05Z", dc_DOT_identifier="https://doi.org/10.1000/182",
            prism_DOT_publicationName="Journal of Mills", prism_DOT_number="4", prism_DOT_startingPage="9",
            dc_DOT_publisher="Quay Press", dcterms_DOT_abstract="Of wheels.", dc_DOT_language="de",
        )
    )  # fmt: skip
    assert (page.title, page.creators, page.published, page.language) == (
        "On wheels",
        ("Ana Cruz",),
        "2018-11",
        "de",
    )
    assert page.details == {
        "DOI": "10.1000/182", "container-title": "Journal of Mills", "publisher": "Quay Press", "issue": "4",
        "page": "9", "abstract": "Of wheels.", "revised": "2019-01-02",
    }  # fmt: skip
    assert set(page.origins.values()) == {Origin.DUBLIN_CORE}


def test_linked_data_of_an_issue_of_a_journal() -> None:
    page = told(
        linked(
            headline="On wheels",
            author=[{"name": "Ana Cruz"}, {"name": "Ben Ito"}],
            datePublished="2020-05-06",
            dateModified="2020-06-07T08:09:10+02:00",
            identifier={"@type": "PropertyValue", "propertyID": "doi", "value": "10.1000/182"},
            pageStart="3",
            pageEnd="8",
            publisher={"@type": "Organization", "name": "Quay Press"},
            isPartOf={
                "@type": "PublicationIssue",
                "issueNumber": "2",
                "isPartOf": {
                    "@type": "PublicationVolume",
                    "volumeNumber": 7,
                    "isPartOf": {"@type": "Periodical", "name": "Journal of Mills", "issn": "03785955"},
                },
            },
        )
    )
    assert (page.creators, page.published) == (("Ana Cruz", "Ben Ito"), "2020-05-06")
    assert page.details == {
        "DOI": "10.1000/182", "ISSN": "0378-5955", "container-title": "Journal of Mills", "publisher": "Quay Press",
        "volume": "7", "issue": "2", "page": "3–8", "revised": "2020-06-07",
    }  # fmt: skip
    assert set(page.origins.values()) == {Origin.JSON_LD}


COINS = (
    "<span class='Z3988' title='ctx_ver=Z39.88-2004&amp;rft.atitle=On+wheels&amp;rft.jtitle=Journal+of+Mills"
    "&amp;rft.au=Cruz%2C+Ana&amp;rft.date=2017-03&amp;rft.volume=5&amp;rft.spage=1&amp;rft.epage=4"
    "&amp;rft_id=info%3Adoi%2F10.1000%2F182'></span>"
)


def test_linked_data_with_entities_and_names_told_elsewhere() -> None:
    graph = {
        "@graph": [
            {
                "@type": "NewsArticle",
                "headline": "Wheels &amp; weirs",
                "author": [{"@id": "#ada"}, {"name": "Bo Ito"}],
            },
            {"@type": "Person", "@id": "#ada", "name": "Ada Moor"},
        ]
    }
    page = told(f"<script type='application/ld+json'>{json.dumps(graph)}</script>")
    assert page.title == "Wheels & weirs"
    assert page.creators == ("Ada Moor", "Bo Ito")


def test_a_citation_hidden_in_the_page() -> None:
    page = told(body=COINS)
    assert (page.creators, page.published) == (("Ana Cruz",), "2017-03")
    assert page.details == {
        "DOI": "10.1000/182", "container-title": "Journal of Mills", "volume": "5", "page": "1–4",
    }  # fmt: skip
    assert page.origins["DOI"] == page.origins["creators"] == Origin.COINS


def test_of_several_hidden_citations_none_is_the_pages_own() -> None:
    assert told(body=COINS + COINS.replace("182", "183")).details == {}


def test_open_graph() -> None:
    page = told(
        "".join(
            f'<meta property="{name}" content="{value}">'
            for name, value in {
                "og:title": "The wheel | Mill News",
                "og:site_name": "Mill News",
                "og:url": "https://mill.example/wheel",
                "og:locale": "en_GB",
                "og:description": "How it was mended.",
                "article:published_time": "2021-02-03T04:05:06Z",
                "article:modified_time": "2021-02-04T04:05:06Z",
                "article:author": "Ana Cruz",
                "book:isbn": "3-16-148410-X",
            }.items()
        )
    )
    assert (page.title, page.site, page.url) == ("The wheel", "Mill News", "https://mill.example/wheel")
    assert (page.language, page.published, page.creators) == ("en-GB", "2021-02-03", ("Ana Cruz",))
    assert page.details == {
        "ISBN": "9783161484100",
        "abstract": "How it was mended.",
        "revised": "2021-02-04",
    }
    assert set(page.origins.values()) == {Origin.OPEN_GRAPH}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("citation_isbn", "978-3-16-148410-1"),
        ("citation_issn", "0378-5954"),
        ("citation_doi", "not yet assigned"),
        ("citation_arxiv_id", "pending"),
        ("citation_pmid", "PMID pending"),
    ],
)
def test_an_identifier_of_the_wrong_form_is_none(name: str, value: str) -> None:
    assert told(metas(**{name: value})).details == {}


@pytest.mark.parametrize(
    ("url", "doi"),
    [
        ("https://press.example/doi/full/10.1000/182", "10.1000/182"),
        ("https://press.example/10.1000/wheel.7/abstract?page=2", "10.1000/wheel.7"),
        ("https://press.example/wheels/2019/10", None),
    ],
)
def test_a_doi_in_the_address(url: str, doi: str | None) -> None:
    page = told(url=url)
    assert page.details.get("DOI") == doi
    assert page.origins.get("DOI") == (Origin.ADDRESS if doi else None)


def test_a_doi_linked_above_the_text_is_the_pages_own_and_one_below_is_not() -> None:
    link = "<div><a href='https://doi.org/10.1000/182'>Cite</a></div>"
    above = told(body=f"<h1>On wheels</h1>{link}")
    assert (above.details["DOI"], above.origins["DOI"]) == ("10.1000/182", Origin.TEXT)
    assert told(body=TEXT + link).details == {}
    assert told(body=link + link.replace("182", "183")).details == {}


@pytest.mark.parametrize(
    ("body", "names"),
    [
        (
            "<p class='byline'>By <a href='/a'>Ana Cruz</a> and <a href='/b'>Ben Ito</a></p>",
            ("Ana Cruz", "Ben Ito"),
        ),
        ("<div class='article-author'><span>Ana Cruz</span><span>Mill News</span></div>", ("Ana Cruz",)),
        ("<a rel='author' href='/a'>Ana Cruz</a>", ("Ana Cruz",)),
        ("<span itemprop='author'><b itemprop='name'>Ana Cruz</b>, reporter</span>", ("Ana Cruz",)),
        ("<div class='comment'><span class='author'>Ben Ito</span></div>", ()),
        ("<div class='byline'>Share this</div>", ()),
        ("<footer><span class='author'>Ben Ito</span></footer>", ()),
    ],
)
def test_the_byline_that_readers_see(body: str, names: tuple[str, ...]) -> None:
    page = told(body=body)
    assert page.creators == names
    assert page.origins.get("creators") == (Origin.TEXT if names else None)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ana Cruz March 25, 2015", ("Ana Cruz",)),
        ("Ana Cruz | Mill News", ("Ana Cruz",)),
        ("ANA CRUZ", ("Ana Cruz",)),
        ("Ana Cruz, MD", ("Ana Cruz",)),
        ("Analysis by Ana Cruz", ("Ana Cruz",)),
        ("Username", ()),
        ("Posted in News", ()),
    ],
)
def test_names_of_a_line(line: str, names: tuple[str, ...]) -> None:
    assert names_in(line) == names


@pytest.mark.parametrize(
    ("body", "url", "day", "origin"),
    [
        ("<time datetime='2019-11-18T10:00:00Z'>Monday</time>", "", "2019-11-18", Origin.TEXT),
        ("<div class='post-date'>November 18, 2019</div>", "", "2019-11-18", Origin.TEXT),
        ("<div class='post-date'>Last updated November 18, 2019</div>", "", "", None),
        ("<div class='comment'><time datetime='2019-11-18'>then</time></div>", "", "", None),
        (f"{TEXT}<time datetime='2019-11-18'>then</time>", "", "", None),
        ("", "https://mill.example/2019/11/18/wheel", "2019-11-18", Origin.ADDRESS),
        ("<p>© 2019</p>", "", "", None),
    ],
)
def test_the_day_that_readers_see(body: str, url: str, day: str, origin: str | None) -> None:
    page = told(body=body, url=url)
    assert page.published == day
    assert page.origins.get("published") == origin


def test_a_page_that_tells_nothing_is_given_nothing() -> None:
    page = told()
    assert (page.title, page.creators, page.site, page.published, page.url) == ("", (), "", "", "")
    assert not page.details and not page.origins


@pytest.mark.parametrize("named", ["@mill", "https://mill.example", ""])
def test_the_site_is_a_name_that_the_page_tells(named: str) -> None:
    page = told(metas(og__site_name=named), url="https://www.mill.example/w")
    assert page.site == ""
    assert "site" not in page.origins


def test_a_page_that_names_the_front_page_as_its_own_keeps_its_address() -> None:
    head = "<link rel='canonical' href='https://mill.example/'>"
    assert told(head, url="https://mill.example/wheel").url == "https://mill.example/wheel"


def test_broken_linked_data_hides_nothing_else() -> None:
    broken = '<script type=\'application/ld+json\'>{"@type": "Article", </script>'
    wrapped = linked(headline="On wheels").replace("{", "<![CDATA[{", 1).replace("}</", "}]]></")
    assert told(broken + wrapped).title == "On wheels"


def test_forms_of_identifiers() -> None:
    assert valid_issn("2434-561X") == "2434-561X" and valid_issn("2434-5611") == ""
    assert arxiv_in("https://arxiv.org/abs/math.GT/0309136v1") == "math.GT/0309136"
    assert [day_in(told) for told in ("2019", "2019/3", "2019-3-7T00:00", "soon", "2019-13-01")] == [
        "2019", "2019-03", "2019-03-07", "", "2019",
    ]  # fmt: skip


def test_a_site_without_what_it_stands_for() -> None:
    head = '<meta property="og:site_name" content="The Quay - News of the river">'
    assert told(head + linked(publisher={"name": "The Quay"})).site == "The Quay"
    assert told(head).site == "The Quay - News of the river"


def test_the_name_of_the_site_is_no_title() -> None:
    head = "<title>The mill stands still - The Quay</title>"
    named = linked(headline="Mill without a wheel", name="The Quay", publisher={"name": "The Quay"})
    assert told(head + named).title == "Mill without a wheel"


def test_a_byline_before_an_account() -> None:
    body = '<span class="author-name">Ana Cruz</span>'
    assert told(linked(author="ac7567"), body).creators == ("Ana Cruz",)
    assert told(linked(author="ac7567")).creators == ("ac7567",)
    assert told(linked(author="Ben Ito"), body).creators == ("Ben Ito",)


def test_the_account_of_a_sites_keeper_is_no_author() -> None:
    page = told(metas(author="admin"), "<h1>On oak</h1><p class='byline'>By Ada Moor</p>")
    assert page.creators == ("Ada Moor",)
    assert told(metas(author="Admin")).creators == ()


def test_an_author_with_an_address() -> None:
    assert told(metas(author="Ana M. Cruz (http://example.com/ana/)")).creators == ("Ana M. Cruz",)
    assert told(metas(author="Ana Cruz &lt;ana@example.com&gt;")).creators == ("Ana Cruz",)


def test_a_byline_in_a_box_without_a_biography() -> None:
    body = (
        '<div class="sig-line hasnt-bio"><span class="pb-byline">By <a href="/ana">Ana Cruz</a></span></div>'
    )
    assert told("", body).creators == ("Ana Cruz",)
    assert told("", body.replace("hasnt-bio", "bio")).creators == ()
