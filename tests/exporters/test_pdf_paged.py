"""Which part of an article stands on which page, whatever printing added to it or changed."""

import pytest

from desktop.exporters.pdf.paged import page_parts

HEAD = "The Article\nAda · 2025\n"
SONG = "Sing to the harbour, sing to the ship. "


def parts(text: str, *pages: str, head: str = HEAD) -> list[tuple[int, str, str]]:
    """Page, the words of the article on it, and all its words."""
    found = page_parts(text, [head + pages[0], *pages[1:]], (0, len(head)))
    return [(page, text[one.start : one.end], one.words) for page, one in found.items()]


def test_numbers_of_lists_and_ends_of_lines_are_not_the_articles() -> None:
    text = "To make jam, do this:\nPeel all of the pears.\nCook them for an hour.\n"
    printed = "To make jam,\ndo this:\n1. Peel all of the pears.\n2. Cook them for\nan hour."
    assert parts(text, printed) == [(0, text.strip(), HEAD + text.strip())]


def test_a_head_of_a_table_that_comes_again_is_not_the_articles() -> None:
    rows = [f"Harbour {name}\t{name * 3} ships" for name in "abcdefgh"]
    text = "Place\tCount\n" + "\n".join(rows)
    first, second = "Place Count\n" + "\n".join(rows[:4]), "Place Count\n" + "\n".join(rows[4:])
    assert [words for _, words, _ in parts(text, first, second)] == [
        "Place\tCount\n" + "\n".join(rows[:4]),
        "\n".join(rows[4:]),
    ]


@pytest.mark.parametrize("cut", [300, 317, 391])
def test_words_that_come_again_are_on_the_page_on_which_they_are_printed(cut: int) -> None:
    text = SONG * 20
    found = parts(text, text[:cut], text[cut:])
    assert ["".join(words.split()) for _, words, _ in found] == [
        "".join(part.split()) for part in (text[:cut], text[cut:])
    ]


def test_signs_that_a_page_does_not_tell_are_there_all_the_same() -> None:
    text = "The ships come in \U0001f6a2 and the \U0001f30a is high today."
    [(_, words, _)] = parts(text, "The ships come in \ufffd and the\nis high today.")
    assert words == text


def test_what_stands_around_the_article_stays() -> None:
    text = "The ledger is kept in the harbour office."
    [(_, _, words)] = parts(text, f"{text}\nNotes\nCompare with the other book.")
    assert words == f"{HEAD}{text}\nNotes\nCompare with the other book."


def test_a_page_that_says_something_else_has_no_part() -> None:
    text = SONG * 8
    found = parts(text, text[:200], "Wholly different words that belong to a picture.", text[200:])
    assert [page for page, _, _ in found] == [0, 2]
    assert not parts(text, "Wholly different words that belong to a picture.")
