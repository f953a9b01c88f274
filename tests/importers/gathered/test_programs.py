"""Exports of other programs, each in its true form."""

import contextlib
import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.annotation import AnnotationKind, HighlightColor
from desktop.domain.errors import ImportFailed
from desktop.domain.item import ItemType
from desktop.domain.selector import TextPositionSelector, TextQuoteSelector
from desktop.importers.base import Source
from desktop.importers.gathered.base import GatheredAnnotation, GatheredArticle
from desktop.importers.gathered.registry import GATHERED_IMPORTERS, importer_for


def read(data: str | bytes | object, name: str = "export.json") -> Sequence[GatheredArticle]:
    if not isinstance(data, str | bytes):
        data = json.dumps(data)
    source = Source(data if isinstance(data, bytes) else data.encode(), name)
    importer = importer_for(source)
    assert importer is not None
    return importer.read(source)


def only(
    data: str | bytes | object, name: str = "export.json"
) -> tuple[GatheredArticle, list[GatheredAnnotation]]:
    [article] = read(data, name)
    return article, list(article.annotations)


HYPOTHESIS_ROW: dict[str, Any] = {
    "id": "Abc-1", "created": "2024-05-06T07:08:09.1+00:00", "user": "acct:ada@hypothes.is", "uri": "https://a.example/p",
    "text": "Which river?", "tags": ["water", "maps"], "document": {"title": ["The river"]},
    "target": [{"source": "https://a.example/p", "selector": [
        {"type": "TextPositionSelector", "start": 4, "end": 9},
        {"type": "TextQuoteSelector", "exact": "river", "prefix": "The ", "suffix": " rose"}]}],
}  # fmt: skip


@pytest.mark.parametrize(
    "around", [lambda rows: {"total": 2, "rows": rows}, list, lambda rows: {"annotations": rows}]
)
def test_hypothesis(around: Any) -> None:
    reply = {"id": "r", "references": ["Abc-1"], "uri": "https://a.example/p", "text": "The Alder.", "user": "acct:bo@x",
             "target": [{"source": "https://a.example/p"}]}  # fmt: skip
    article, [mark] = only(around([HYPOTHESIS_ROW, reply]))
    assert (article.item.title, article.item.url) == ("The river", "https://a.example/p")
    assert mark == GatheredAnnotation(
        TextQuoteSelector("river", "The ", " rose"), TextPositionSelector(4, 9), comment="Which river?\n\n> bo: The Alder.",
        tags=("water", "maps"), uid="Abc-1", created="2024-05-06T07:08:09Z", creator="ada",
    )  # fmt: skip


def test_web_annotations() -> None:
    one = {
        "@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation",
        "id": "urn:uuid:0F0E0D0C-0B0A-0908-0706-050403020100",
        "created": "2024-01-02T03:04:05Z", "creator": {"type": "Person", "name": "Ada"}, "motivation": "commenting",
        "body": [{"type": "TextualBody", "value": "Why?", "purpose": "commenting"}, {"value": "water", "purpose": "tagging"}],
        "stylesheet": {"type": "CssStylesheet", "value": ".x { background: #aad4ff; text-decoration: underline }"},
        "target": {"source": {"id": "https://a.example/p#part", "title": "The river"}, "selector": {
            "type": "FragmentSelector", "value": "page=2", "refinedBy": {"type": "TextQuoteSelector", "exact": "rose"}}},
    }  # fmt: skip
    plain = {"type": "Annotation", "bodyValue": "All of it", "target": "https://a.example/p"}
    page = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationCollection",
        "first": {"items": [one, plain]},
    }
    article, [mark, note] = only(page)
    assert (article.item.url, article.item.title) == ("https://a.example/p", "The river")
    assert (mark.quote.exact, mark.comment, mark.tags, mark.creator, mark.location) == (
        "rose", "Why?", ("water",), "Ada", "page=2",
    )  # fmt: skip
    assert (mark.kind, mark.color, mark.uid) == (
        AnnotationKind.UNDERLINE, HighlightColor.BLUE, "0f0e0d0c0b0a09080706050403020100",
    )  # fmt: skip
    assert (note.quote.exact, note.comment) == ("", "All of it")


def test_readwise() -> None:
    table = (
        "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,Document tags\n"
        '"The river rose, and fell.",The river,"Ada Reed, Bo Lind",B0,"Why, then?",pink,"water,maps",location,72,'
        '2024-05-06 07:08:09+00:00,history\n"Nobody kept them.",The river,"Ada Reed, Bo Lind",B0,,,,page,9,,\n'
    )
    article, [first, second] = only("\ufeff" + table, "readwise.csv")
    assert (article.item.title, article.item.creators, article.item.type) == (
        "The river", ("Ada Reed", "Bo Lind"), ItemType.EPUB,
    )  # fmt: skip
    assert article.item.tags == ("history",)
    assert (first.quote.exact, first.comment, first.color, first.tags, first.location, first.created) == (
        "The river rose, and fell.", "Why, then?", HighlightColor.PINK, ("water", "maps"), "location 72",
        "2024-05-06T07:08:09Z",
    )  # fmt: skip
    assert (second.quote.exact, second.location) == ("Nobody kept them.", "page 9")


CLIPPINGS = {
    "en": (
        "Your Highlight on page 5 | location 72-74 | Added on Monday, March 4, 2019 3:11:12 PM",
        "Your Note on page 5 | location 74 | Added on Monday, March 4, 2019 3:12:00 PM"),
    "de": (
        "Ihre Markierung auf Seite 5 | Position 72-74 | Hinzugefügt am Montag, 4. März 2019 15:11:12",
        "Ihre Notiz auf Seite 5 | Position 74 | Hinzugefügt am Montag, 4. März 2019 15:12:00"),
    "fr": (
        "Votre surlignement sur la page 5 | emplacement 72-74 | Ajouté le lundi 4 mars 2019 15:11:12",
        "Votre note sur la page 5 | emplacement 74 | Ajouté le lundi 4 mars 2019 15:12:00"),
    "es": (
        "Tu subrayado en la página 5 | posición 72-74 | Añadido el lunes, 4 de marzo de 2019 15:11:12",
        "Tu nota en la página 5 | posición 74 | Añadido el lunes, 4 de marzo de 2019 15:12:00"),
    "it": (
        "La tua evidenziazione a pagina 5 | posizione 72-74 | Aggiunto in data lunedì 4 marzo 2019 15:11:12",
        "La tua nota a pagina 5 | posizione 74 | Aggiunto in data lunedì 4 marzo 2019 15:12:00"),
    "pt": (
        "Seu destaque na página 5 | posição 72-74 | Adicionado: segunda-feira, 4 de março de 2019 15:11:12",
        "Sua nota na página 5 | posição 74 | Adicionado: segunda-feira, 4 de março de 2019 15:12:00"),
    "nl": (
        "Uw markering op pagina 5 | locatie 72-74 | Toegevoegd op maandag 4 maart 2019 15:11:12",
        "Uw notitie op pagina 5 | locatie 74 | Toegevoegd op maandag 4 maart 2019 15:12:00"),
    "ru": (
        "Ваш выделенный отрывок на странице 5 | Место 72–74 | Добавлено: понедельник, 4 марта 2019 г. в 15:11:12",
        "Ваша заметка на странице 5 | Место 74 | Добавлено: понедельник, 4 марта 2019 г. в 15:12:00"),
    "ja": (
        "5ページ|位置No. 72-74のハイライト |作成日: 2019年3月4日月曜日 15:11:12",
        "5ページ|位置No. 74のメモ |作成日: 2019年3月4日月曜日 15:12:00"),
    "zh": (
        "您在第 5 页（位置 #72-74）的标注 | 添加于 2019年3月4日星期一 下午3:11:12",
        "您在第 5 页（位置 #74）的笔记 | 添加于 2019年3月4日星期一 下午3:12:00"),
}  # fmt: skip


@pytest.mark.parametrize("language", CLIPPINGS)
def test_kindle_clippings(language: str) -> None:
    about, note_about = CLIPPINGS[language]
    file = (
        f"\ufeffThe river (Reed, Ada;Lind, Bo)\r\n- {about}\r\n\r\nThe river rose.\r\n==========\r\n"
        f"The river (Reed, Ada;Lind, Bo)\r\n- {note_about}\r\n\r\nWhich one?\r\n==========\r\n"
    )
    article, [mark] = only(file, "My Clippings.txt")
    assert (article.item.title, article.item.creators) == ("The river", ("Ada Reed", "Bo Lind"))
    assert (mark.quote.exact, mark.comment, mark.location, mark.created) == (
        "The river rose.", "Which one?", "location 72-74", "2019-03-04T15:11:12Z",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("about", "day"),
    [
        ("Votre surlignement à l'emplacement 72-74 | Ajouté le mardi 14 août 2018 15:11:12", "2018-08-14"),
        ("Tu subrayado en la posición 72-74 | Añadido el martes, 5 de junio de 2018 15:11:12", "2018-06-05"),
        (
            "La tua evidenziazione alla posizione 72-74 | Aggiunto martedì 1 maggio 2018 15:11:12",
            "2018-05-01",
        ),
    ],
)
def test_kindle_days_whose_weekday_begins_like_a_month(about: str, day: str) -> None:
    _, [mark] = only(f"The river (Ada Reed)\n- {about}\n\nThe river rose.\n==========\n", "My Clippings.txt")
    assert mark.created == f"{day}T15:11:12Z"


def test_hypothesis_in_files_of_a_disk() -> None:
    def row(name: str, uri: str, title: str) -> dict[str, Any]:
        quote = {"type": "TextQuoteSelector", "exact": f"words {name}"}
        return {
            "id": name, "uri": uri, "text": "", "document": {"title": [title]},
            "target": [{"source": uri, "selector": [quote]}],
        }  # fmt: skip

    rows = [row("a", "urn:x-pdf:1f", "tides.pdf"), row("b", "file:///home/x/old%20tides.pdf", "Tides")]
    found = read({"rows": rows})
    assert [(one.item.title, one.item.url, one.files) for one in found] == [
        ("tides.pdf", "", ("tides.pdf",)), ("Tides", "", ("old tides.pdf",)),
    ]  # fmt: skip
    assert [mark.quote.exact for one in found for mark in one.annotations] == ["words a", "words b"]


def test_corrected_kindle_highlights_count_once_and_bookmarks_not_at_all() -> None:
    def clipping(kind: str, place: str, text: str) -> str:
        about = f"- Your {kind} on Location {place} | Added on Monday, March 4, 2019 3:11:12 PM"
        return f"The river (Ada Reed)\n{about}\n\n{text}\n==========\n"

    file = (
        clipping("Highlight", "72-73", "The river") + clipping("Highlight", "72-74", "The river rose in March.")
        + clipping("Bookmark", "80", "") + clipping("Highlight", "90-91", "The river") + clipping("Note", "200", "Alone.")
    )  # fmt: skip
    _, marks = only(file, "My Clippings.txt")
    assert [(mark.quote.exact, mark.comment) for mark in marks] == [
        ("The river rose in March.", ""), ("The river", ""), ("", "Alone."),
    ]  # fmt: skip


def test_pocket_and_instapaper_tables() -> None:
    pocket = "title,url,time_added,tags,status\nThe river,https://a.example/p,1600322788,water|maps,unread\n"
    article, marks = only(pocket, "part_000000.csv")
    assert (article.item.title, article.item.tags, marks) == ("The river", ("water", "maps"), [])
    old = "URL,Title,Selection,Folder\n"
    old += 'https://a.example/p,The river,"It rose, they say",Rivers\nhttps://a.example/p,The river,It fell,Rivers\n'
    article, marks = only(old, "instapaper-export.csv")
    assert article.item.tags == ("Rivers",)
    assert [mark.quote.exact for mark in marks] == ["It rose, they say", "It fell"]
    new = "URL,Title,Selection,Folder,Timestamp,Tags\n"
    new += 'https://a.example/p,The river,,Unread,1714979289,"[""water"",""old maps""]"\n'
    article, _ = only(new, "instapaper-export.csv")
    assert article.item.tags == ("water", "old maps")


def test_the_list_of_readwise_reader() -> None:
    table = (
        "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\n"
        'The river,https://a.example/r,01gm,"[""miller\'s"", \'water, high\']",2023-05-01 10:00:00+00:00,0.4,later,True\n'
        "The mill,https://a.example/m,01gn,[],2023-05-01,0,new,False\n"
        'A broken list,https://a.example/b,01go,"[\'one, two]",2023-05-01,0,new,False\n'
    )
    river, mill, broken = read(table, "reader.csv")
    assert (river.item.title, river.item.url) == ("The river", "https://a.example/r")
    assert river.item.tags == ("miller's", "water, high")
    assert mill.item.tags == ()
    assert broken.item.tags == ("one", "two")


def test_wallabag_brings_the_body_and_its_annotations() -> None:
    row = {
        "id": 7, "title": "The river", "url": "https://a.example/p",
        "content": "<p>The river rose.</p><script>x()</script><p>It fell.</p>",
        "created_at": "2024-05-06T07:08:09+0000", "published_at": "2024-05-01T00:00:00+00:00", "published_by": ["Ada Reed"],
        "language": "en_GB", "tags": ["water"], "is_archived": True,
        "annotations": [{"text": "Which?", "quote": "river rose", "created_at": "2024-05-06T07:08:09+00:00"}],
    }  # fmt: skip
    article, [mark] = only([row])
    assert (article.item.text, article.item.html) == (
        "The river rose.\nIt fell.", "<p>The river rose.</p>\n<p>It fell.</p>",
    )  # fmt: skip
    assert (article.item.published, article.item.creators, article.item.language) == (
        "2024-05-01",
        ("Ada Reed",),
        "en-GB",
    )
    assert (mark.quote.exact, mark.comment) == ("river rose", "Which?")


def test_omnivore_brings_bodies_and_highlights() -> None:
    rows = [{"id": "1", "slug": "the-river", "title": "The river", "url": "https://a.example/p", "author": "Ada Reed",
             "labels": ["water"], "state": "Archived", "savedAt": "2024-05-06T07:08:09.000Z"}]  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("metadata_0_to_20.json", json.dumps(rows))
        made.writestr(
            "content/the-river.html", "<html><body><p>The river rose.</p><p>It fell.</p></body></html>"
        )
        made.writestr(
            "highlights/the-river.md", "> The river\n> rose.\n\n#old maps #doubt\n\nWhich?\n\n> It fell.\n"
        )
        made.writestr("../outside.json", "[]")
    article, [first, second] = only(out.getvalue(), "omnivore.zip")
    assert (article.item.title, article.item.creators, article.item.tags) == (
        "The river",
        ("Ada Reed",),
        ("water",),
    )
    assert article.item.text.split() == ["The", "river", "rose.", "It", "fell."]
    assert (first.quote.exact, first.tags, first.comment) == (
        "The river\nrose.",
        ("old maps", "doubt"),
        "Which?",
    )
    assert (second.quote.exact, second.tags, second.comment) == ("It fell.", (), "")
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as made:
        made.writestr("article.html", "<p>Words</p>")
    assert importer_for(Source(other.getvalue(), "articles.zip")) is None


def test_folders_of_bookmarks_and_of_instapaper_are_tags() -> None:
    netscape = (
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE>\n<H1>Bookmarks</H1>\n<DL><p>\n"
        '<DT><H3 PERSONAL_TOOLBAR_FOLDER="true">Bar</H3>\n<DL><p>\n<DT><H3>Water</H3>\n<DL><p>\n'
        '<DT><A HREF="https://a.example/p" TAGS="maps">The river</A>\n</DL><p>\n</DL><p>\n'
        '<DT><A HREF="https://a.example/q">The weir</A>\n</DL><p>'
    )
    assert [(one.item.title, one.item.tags) for one in read(netscape, "bookmarks.html")] == [
        ("The river", ("maps", "Water")), ("The weir", ()),
    ]  # fmt: skip
    instapaper = (
        "<html><head><title>Instapaper: Export</title></head><body><h1>Unread</h1><ol><li>"
        '<a href="https://a.example/p">The river &amp; co</a></li></ol><h1>Water</h1><ol><li>'
        '<a href="https://a.example/q">The weir</a></li></ol></body></html>'
    )
    assert [(one.item.title, one.item.tags) for one in read(instapaper, "instapaper-export.html")] == [
        ("The river & co", ()), ("The weir", ("Water",)),
    ]  # fmt: skip


def test_bookmarks_of_browsers() -> None:
    netscape = (
        "<!DOCTYPE NETSCAPE-Bookmark-file-1><TITLE>Bookmarks</TITLE><DL><p>\n"
        '<DT><A HREF="https://a.example/p" ADD_DATE="1686813518" TAGS="water,maps">The river</A>\n<DD>It rose in March.\n</DL>'
    )
    article, _ = only(netscape, "bookmarks.html")
    assert (article.item.title, article.item.tags, article.item.details) == (
        "The river", ("water", "maps"), {"abstract": "It rose in March."},
    )  # fmt: skip
    chrome = {"roots": {"bookmark_bar": {"name": "Bar", "type": "folder", "children": [
        {"name": "Rivers", "type": "folder", "children": [
            {"name": "The river", "type": "url", "url": "https://a.example/p"}]}]}}}  # fmt: skip
    article, _ = only(chrome, "Bookmarks")
    assert article.item.url == "https://a.example/p"
    assert "Rivers" in article.item.tags


def test_zotero_rdf() -> None:
    rdf = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#"
     xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:bib="http://purl.org/net/biblio#"
     xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/">
     <bib:Article rdf:about="#item_1"><z:itemType>journalArticle</z:itemType>
      <dcterms:isPartOf><bib:Journal><prism:volume>7</prism:volume><dc:title>River Studies</dc:title></bib:Journal>
      </dcterms:isPartOf>
      <bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Reed</foaf:surname><foaf:givenName>Ada</foaf:givenName></foaf:Person>
      </rdf:li></rdf:Seq></bib:authors><dc:title>The river</dc:title><dc:date>2019-03-04</dc:date><dc:subject>water</dc:subject>
      <dc:identifier>DOI 10.1000/182</dc:identifier><dcterms:isReferencedBy rdf:resource="#item_2"/></bib:Article>
     <bib:Memo rdf:about="#item_2"><rdf:value>&lt;p&gt;Ask &lt;b&gt;Bo&lt;/b&gt;.&lt;/p&gt;</rdf:value></bib:Memo></rdf:RDF>"""
    article, [note] = only(rdf, "library.rdf")
    item = article.item
    assert (item.title, item.creators, item.published, item.tags) == (
        "The river",
        ("Ada Reed",),
        "2019-03-04",
        ("water",),
    )
    assert item.details == {"DOI": "10.1000/182", "container-title": "River Studies", "volume": "7"}
    assert note.comment == "Ask Bo."


def test_zotero_rdf_whose_parts_stand_apart() -> None:
    rdf = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#"
     xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:bib="http://purl.org/net/biblio#"
     xmlns:link="http://purl.org/rss/1.0/modules/link/" xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/">
     <bib:Article rdf:about="#item_1"><z:itemType>journalArticle</z:itemType><dc:title>The river</dc:title>
      <dcterms:isPartOf rdf:resource="urn:issn:1234-5679"/><dc:date>March 4, 2019</dc:date><link:link rdf:resource="#item_2"/>
      <dcterms:isReferencedBy rdf:resource="#item_3"/></bib:Article>
     <bib:Journal rdf:about="urn:issn:1234-5679"><dc:title>River Studies</dc:title><prism:volume>7</prism:volume>
      <prism:number>2</prism:number><dc:identifier>ISSN 1234-5679</dc:identifier></bib:Journal>
     <z:Attachment rdf:about="#item_2"><z:itemType>attachment</z:itemType><rdf:resource rdf:resource="files/2/a b.pdf"/>
     </z:Attachment>
     <bib:Memo rdf:about="#item_3"><rdf:value>&lt;p&gt;Tea &amp;amp; tides&lt;/p&gt;</rdf:value></bib:Memo>
     <bib:Memo rdf:about="#item_4">
      <rdf:value>&lt;p&gt;On &lt;b&gt;weirs&lt;/b&gt;&lt;/p&gt;&lt;p&gt;More.&lt;/p&gt;</rdf:value></bib:Memo>
     <z:Collection rdf:about="#c1"><dc:title>Water</dc:title><dcterms:hasPart rdf:resource="#c2"/></z:Collection>
     <z:Collection rdf:about="#c2"><dc:title>Old/new</dc:title><dcterms:hasPart rdf:resource="#item_1"/>
      <dcterms:hasPart rdf:resource="#item_4"/></z:Collection></rdf:RDF>"""
    paper, note = read(rdf, "library.rdf")
    assert paper.item.published == "2019-03-04"
    assert paper.item.details == {
        "container-title": "River Studies", "ISSN": "1234-5679", "volume": "7", "issue": "2",
    }  # fmt: skip
    assert paper.files == ("files/2/a b.pdf",)
    assert [one.comment for one in paper.annotations] == ["Tea & tides"]
    assert (note.item.title, note.item.text) == ("On weirs", "On weirs\nMore.")
    assert paper.collections == note.collections == ("Water/Old-new",)


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b'{"rows": []}', b"<html><body><p>Hello</p></body></html>", b"title: x\nurl: y\n", b"a,b\n1,2\n",
     b"%PDF-1.7", b"Some words - and a dash | and a bar\nmore words\n", b"---\ntitle: Mine\n---\nText.\n",
     "# Title\n\nWords.".encode("utf-16")],
)  # fmt: skip
def test_articles_and_scraps_are_no_exports(data: bytes) -> None:
    assert importer_for(Source(data, "x.json")) is None


def test_entities_of_rdf_are_not_opened() -> None:
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><z:B><z:itemType>book</z:itemType>'
        "<dc:title>T &c;&b;</dc:title></z:B></rdf:RDF>"
    )
    [article] = read(bomb, "x.rdf")
    assert "aaa" not in article.item.title
    assert "root:" not in article.item.title


values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8) | st.just("https://a.example/"),
    lambda inside: st.lists(inside, max_size=4)
    | st.dictionaries(
        st.sampled_from(
            ["rows", "annotations", "target", "selector", "source", "uri", "url", "type", "exact",
             "items", "body", "tags", "document",
             "title", "children", "content", "quote", "created", "id", "creator", "value", "start", "end",
             "notes", "name", "highlights"]
        ),
        inside, max_size=6,
    ),
    max_leaves=25,
)  # fmt: skip


@given(values)
def test_any_json_is_read_as_far_as_it_goes(value: Any) -> None:
    source = Source(json.dumps(value).encode(), "x.json")
    for importer in GATHERED_IMPORTERS:
        importer.recognises(source)
        if type(importer).__name__ not in ("ZoteroRdfImporter",):
            with contextlib.suppress(ImportFailed):
                importer.read(source)


@pytest.mark.corpora
def test_real_exports(corpora: Path) -> None:
    counts = {}
    for path in sorted((corpora / "exports" / "wallabag-fixtures").iterdir()):
        source = Source(path.read_bytes(), path.name)
        if importer := importer_for(source):
            counts[path.name] = len(importer.read(source))
    assert counts["pocket.csv"] == 7
    assert counts["omnivore.json"] == 20
    assert counts["wallabag-v2.json"] == 6
    assert (
        counts["ril_export.html"] == counts["shaarli-bookmarks.html"] == counts["firefox-bookmarks.json"] == 2
    )
    assert len(counts) >= 14
    for page in (corpora / "pages").glob("*.html"):
        assert importer_for(Source(page.read_bytes(), page.name)) is None
