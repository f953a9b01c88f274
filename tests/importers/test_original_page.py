"""A web page as it was laid out: its styles, pictures and words, and nothing that reaches out or runs."""

import base64

from desktop.formats import css
from desktop.importers.base import Source
from desktop.importers.page_files import kept_path, named_as
from desktop.importers.page_parts import NUMBER
from desktop.importers.registry import original_of, read

PNG = b"\x89PNG\r\n\x1a\n" + b"picture" * 40
URL = "https://post.example/news/flood"
WORDS = "The council was warned twice before the river rose, and nobody kept the letters. " * 4


def page(body: str, head: str = "") -> bytes:
    return (
        f"<!DOCTYPE html><html lang=en><head><title>T</title>{head}</head><body>{body}</body></html>".encode()
    )


def original(body: str, head: str = "", url: str = URL, **files: bytes):
    named = {name.replace("__", "/").replace("_DOT_", "."): data for name, data in files.items()}
    found = original_of(Source(page(body, head), "flood.html", url, named))
    assert found is not None
    return found


def test_pictures_and_styles_come_from_the_files_that_were_saved_with_it() -> None:
    sheet = b"@import 'more.css'; h1 { background: url( \"a.png\" ) } p { background: url(gone.png) }"
    found = original_of(
        Source(
            page("<h1>Flood</h1><img src='f/a.png'>", "<link rel=stylesheet href='f/site.css'>"),
            "flood.html",
            companions={"f/site.css": sheet, "f/more.css": b"p { color: red }", "f/a.png": PNG},
        )
    )
    assert found is not None
    [path] = found.files
    assert found.files[path] == ("image/png", PNG)
    assert f'src="{path}"' in found.html
    assert f'background: url("{path}")' in found.html
    assert "p { color: red }" in found.html
    assert "gone.png" not in found.html
    assert "<link" not in found.html
    assert found.html.startswith("<!DOCTYPE html>")


def test_a_picture_after_its_sources_is_shown() -> None:
    found = original(
        "<picture><source srcset='f/b.webp'><img src='f/a.png'></picture>", url="", f__a_DOT_png=PNG
    )
    assert [data for _, data in found.files.values()] == [PNG]


def test_addresses_of_a_style_are_relative_to_the_style() -> None:
    found = original_of(
        Source(
            page(WORDS, "<link rel=stylesheet href='/css/a/site.css'>"),
            "x.html",
            URL,
            {
                "https://post.example/css/a/site.css": b"p { background: url(../b.png?x=1) }",
                "https://post.example/css/b.png?x=1": PNG,
            },
        )
    )
    assert found is not None
    assert [data for _, data in found.files.values()] == [PNG]


def test_scripts_frames_and_addresses_outside_are_gone() -> None:
    found = original(
        "<script>alert(1)</script><p onclick='x()'>Words</p><iframe src='https://a.example/'></iframe>"
        "<img src='https://a.example/pixel.png'><a href='javascript:x()'>no</a><a href='/next'>next</a>"
        "<noscript>Turn scripts on</noscript><template>T</template><object data='https://a.example/o'></object>",
        "<base href='https://evil.example/'><meta http-equiv=refresh content='0;url=https://a.example/'>",
    )
    for gone in (
        "script",
        "onclick",
        "iframe",
        "a.example",
        "javascript",
        "Turn scripts",
        "refresh",
        "<base",
        "<obj",
    ):
        assert gone not in found.html
    assert "Words" in found.html


def test_a_picture_that_waits_for_a_script_is_shown() -> None:
    files = {"f/a.png": PNG}
    source = Source(
        page("<img class=lazy src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' data-src='f/a.png'>"),
        "x.html",
        companions=files,
    )
    found = original_of(source)
    assert found is not None
    [path] = found.files
    assert f'src="{path}"' in found.html


def test_a_style_cannot_leave_its_element() -> None:
    sheet = "data:text/css;base64," + base64.b64encode(b"p{}</style><script>x</script>").decode()
    found = original("<p>Words</p>", f"<link rel=stylesheet href='{sheet}'>")
    assert "</style><script" not in found.html


def test_style_sheets_that_import_each_other_end() -> None:
    found = original_of(
        Source(
            page("<p>Words</p>", "<link rel=stylesheet href='a.css'>"),
            "x.html",
            companions={"a.css": b"@import url(b.css); p { color: red }", "b.css": b"@import 'a.css';"},
        )
    )
    assert found is not None
    assert "color: red" in found.html


def test_styles_in_strange_writing() -> None:
    asked: list[str] = []

    def address(named: str) -> str:
        asked.append(named)
        return ""

    css.rewrite(
        "a{b:URL(x\\2e png);c:url('y z.png');d:url()} /* url(no) */ e{f:url(\n'q)' )}", address, lambda _: ""
    )
    assert asked == ["x.png", "y z.png", "", "q)"]
    assert css.decode("@charset \"cp1251\"; p::before{content:'Ж'}".encode("cp1251")).count("Ж") == 1


def test_a_file_of_a_whole_address_is_kept_under_a_path_that_names_it() -> None:
    for name in ("https://a.example/b c.css?x=%20&y#z", "cid:part@1", "f/a.png"):
        assert named_as(kept_path(name)) == name


def test_a_part_of_the_page_becomes_the_article() -> None:
    body = (
        f"<div class=sidebar><p id=one>{WORDS}</p></div>"
        f"<div class=comments>Before <p id=two>Second. {WORDS}</p> between <p id=three>Third. {WORDS}</p> after</div>"
        f"<article><p>{WORDS * 3}</p></article>"
    )
    data = page(body)
    numbered = original_of(Source(data, "flood.html", URL))
    assert numbered is not None
    numbers = [
        int(numbered.html.partition(f'id="{name}"')[2].partition(f'{NUMBER}="')[2].partition('"')[0])
        for name in ("two", "three")
    ]
    found = read(Source(data, "flood.html", URL, parts=(numbers[0], numbers[1])))
    assert found.original == data
    assert found.text.split() == f"Second. {WORDS} between Third. {WORDS}".split()


def test_parts_that_are_not_there_change_nothing() -> None:
    data = page(f"<article><p>{WORDS * 3}</p></article>")
    for parts in ((5000, 6000), (-1, 2), (4, 3), (0, 0)):
        assert "council" in read(Source(data, "flood.html", URL, parts=parts)).text


def test_other_files_have_no_page() -> None:
    assert original_of(Source(b"Plain words.", "a.txt")) is None
