"""Plain text: furniture, paragraphs, encodings."""

import pytest

from desktop.domain.errors import ImportFailed
from desktop.domain.item import ImportedItem
from desktop.importers.base import Source
from desktop.importers.text import TextImporter

NEWS = """\
MENU

The harbour's own paper

Fishing villages rebuild their drowned archive page by page

March 21, 2025 at 7:31 pm

By Ana Cruz and Ben Ito

Volunteers dry ledgers on the pier of the old customs house (Rosa Lim/Harbour Post)

The first box came out of the mud in January, and nobody expected the paper in it to hold. It did. Some \
forty ledgers later, the women who dry them on fishing nets have become archivists of a kind.

READ: What the tide left behind in the customs house

"We read as we dry," said one of them. The entries are short: a boat, a catch, a price, a name. Together \
they make a history that no school book of the district ever told.

Related: The last net makers of the coast

A second building is being cleared this week, and the town has promised shelves.
"""


def read(text: str | bytes, name: str = "copied.txt") -> ImportedItem:
    data = text if isinstance(text, bytes) else text.encode()
    return TextImporter().read(Source(data, name))


def test_furniture_is_not_taken_for_the_title() -> None:
    item = read(NEWS)
    assert item.title == "Fishing villages rebuild their drowned archive page by page"
    assert item.creators == ("Ana Cruz", "Ben Ito")
    assert item.published == "2025-03-21"
    assert item.language == "en"


def test_every_line_is_marked_as_what_it_is() -> None:
    html = read(NEWS).html
    assert '<p class="furniture">MENU</p>' in html
    assert '<p class="furniture">The harbour\'s own paper</p>' in html
    assert '<p class="caption">Volunteers dry ledgers' in html
    assert '<p class="cross-link">READ: What the tide' in html
    assert '<p class="cross-link">Related: The last net' in html
    assert html.count("<p>") == 3


def test_all_words_but_the_title_stay_in_the_text() -> None:
    item = read(NEWS)
    words = [line for line in NEWS.splitlines() if line.strip() and line != item.title]
    assert item.text.split("\n") == words or item.text == "\n".join(words)


@pytest.mark.parametrize(
    "mend", [str, lambda text: text.replace("\n\n", "\n"), lambda text: text.replace("\n", "\r\n")]
)
def test_paragraphs_survive_however_they_are_separated(mend) -> None:  # type: ignore[no-untyped-def]
    item = read(mend(NEWS))
    assert item.title.startswith("Fishing villages")
    assert item.text.count("\n") == read(NEWS).text.count("\n")


def test_furniture_of_one_line_each_in_chinese() -> None:
    item = read(
        "记者观察\n山村图书馆的三十年\n2025年3月21日 19:31\n村民在图书馆门前晒书（摄影：李明）\n"
        "三十年前，山村里只有一间借来的屋子和两百本旧书。如今这里有一万二千册藏书，还有一本写满了留言的册子。\n"
        "相关阅读：山路上的邮递员\n"
    )
    assert (item.title, item.published, item.language) == ("山村图书馆的三十年", "2025-03-21", "zh")
    assert '<p class="caption">村民' in item.html
    assert '<p class="cross-link">相关阅读' in item.html


def test_a_section_name_under_the_headline_is_furniture() -> None:
    item = read(NEWS.replace("March 21", "Culture\n\nMarch 21"))
    assert item.title.startswith("Fishing villages")
    assert '<p class="furniture">Culture</p>' in item.html


def test_hard_wrapped_mail_becomes_paragraphs() -> None:
    first = (
        "The committee met in the small hall because the large one had been\n"
        "given to the choir, and the minutes, which were taken by the youngest\n"
        "member, are longer than usual and rather better written."
    )
    second = (
        "Nothing was decided about the roof. The treasurer asked for patience\n"
        "and the librarian for buckets; the first was granted, the second was\n"
        "referred to the next meeting."
    )
    item = read(f"Minutes of the reading society\n\n{first}\n\n{second}\n")
    assert item.title == "Minutes of the reading society"
    assert item.text == first.replace("\n", " ") + "\n" + second.replace("\n", " ")


def test_verse_and_lists_keep_their_lines() -> None:
    item = read("Notes on a shelf\n\nIn the first drawer\na map\nand a key\n\n- one thing\n- another thing\n")
    assert "In the first drawer\na map\nand a key" in item.text
    assert "- one thing\n- another thing" in item.text


@pytest.mark.parametrize(
    "text",
    [
        "This is a plain sentence that opens a text. It has no title, and goes on a while.\n\nSo does it.",
        "Read: the verb, in all its tenses, is what this essay is about, and it says so at its start.",
    ],
)
def test_ordinary_text_stays_untouched(text: str) -> None:
    item = read(text, "my_essay.txt")
    assert item.title == "my essay"
    assert item.text == text.replace("\n\n", "\n")
    assert "class=" not in item.html


def test_markup_in_text_is_text() -> None:
    item = read(
        "A title\n\nWrite <b>bold</b> & <script>alert(1)</script> to see what the browser makes of it."
    )
    assert "<b>bold</b> & <script>alert(1)</script>" in item.text


RUSSIAN = "Вчера в Москве прошло заседание комиссии, на котором обсуждали будущее архивов и библиотек страны."
JAPANESE = (
    "昨日、東京で会議が開かれ、資料の保存について話し合われた。参加者は文書を永久に保存すべきだと決めた。"
)
CHINESE = "昨天在北京举行了会议，讨论档案的未来。与会者决定文件应当永久保存。研究人员欢迎这一决定。"
TAIWAN = "昨天在臺北舉行了會議，討論檔案的未來。與會者決定文件應當永久保存。研究人員歡迎這一決定。"
GERMAN = "Gestern fand in München eine Sitzung über die Zukunft der Archive statt – für „alle“ Bürger."


FRENCH = "L’été dernier, les élèves ont étudié « la laine » à l’école, où elle coûtait déjà très cher."
DOS = "Gestern fand in München eine große Sitzung über die Zukunft der Archive für alle Bürger statt."
HEBREW = "היסטוריה של הצמר באנגליה הייתה חשובה."
ARABIC = "كان تاريخ الصوف في إنجلترا مهما للجميع."
TURKISH = "İngiltere’de yünün tarihi çok önemliydi; şehirler ve ağaçlar, ışık."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "mac-cyrillic"),
        (RUSSIAN, "iso8859-5"),
        (RUSSIAN, "cp866"),
        (FRENCH, "mac-roman"),
        (GERMAN, "mac-roman"),
        (FRENCH, "cp1252"),
        (DOS, "cp850"),
        (HEBREW, "cp1255"),
        (ARABIC, "cp1256"),
        (ARABIC, "iso8859-6"),
        (TURKISH, "cp1254"),
        ("I don’t know — “nothing” was told, they said, of £5 © 2020.", "cp1252"),
        ("Nous allons à Paris, et tu vas à Rome.", "cp1252"),
        (RUSSIAN, "utf-8"),
        (RUSSIAN, "utf-8-sig"),
        (RUSSIAN, "utf-16"),
        (RUSSIAN, "utf-16-le"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (CHINESE, "gb18030"),
        (TAIWAN, "big5"),
        (GERMAN, "cp1252"),
    ],
)
def test_any_encoding(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert TextImporter().recognises(Source(data, "x.txt")) > 0
    assert read(data).text == text


@pytest.mark.parametrize("data", [b"   \n\n \t", b"\xef\xbb\xbf"])
def test_blank_text_is_refused(data: bytes) -> None:
    with pytest.raises(ImportFailed, match="no text"):
        read(data)


@pytest.mark.parametrize(
    "data", [b"\x7fELF" + bytes(range(256)) * 8, b"\x89PNG\r\n\x1a\n" + bytes(range(200)) * 4, b"\0" * 500]
)
def test_what_is_not_text_is_not_recognised(data: bytes) -> None:
    assert TextImporter().recognises(Source(data, "x.txt")) == 0
