"""Spelling by a small dictionary of our own, and without any."""

from pathlib import Path

import pytest

from desktop.services import spelling
from desktop.services.spelling import Speller

AFFIXES = "SET UTF-8\nTRY esianrtolcdugmphbyfvkwzxj'\nSFX S Y 1\nSFX S 0 s .\n"


def dictionary(folder: Path, language: str, *words: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / f"{language}.aff").write_text(AFFIXES, "utf-8")
    (folder / f"{language}.dic").write_text(f"{len(words)}\n" + "\n".join(words) + "\n", "utf-8")
    return folder


@pytest.fixture
def speller(tmp_path: Path) -> Speller:
    pytest.importorskip("spylls")
    folder = dictionary(tmp_path / "d", "en_GB", "river/S", "letter/S", "council", "third", "don't")
    made = Speller([folder], tmp_path / "spelling.json")
    made.load(["en_US"])
    return made


def test_words_are_right_or_not(speller: Speller) -> None:
    assert speller.problem == ""
    for right in ("river", "rivers", "River", "letters", "don't", "don’t", "UNESCO", "I"):
        assert speller.is_right(right), right
    assert not speller.is_right("thrid")
    assert speller.suggestions("thrid")[0] == "third"


def test_own_words_are_kept_and_taken_out(speller: Speller, tmp_path: Path) -> None:
    assert not speller.is_right("Aldwater")
    speller.add("Aldwater")
    assert speller.is_right("Aldwater")
    again = Speller([tmp_path / "d"], tmp_path / "spelling.json")
    again.load(["en"])
    assert again.is_right("Aldwater")
    again.take_out("Aldwater")
    assert not again.is_right("Aldwater")
    again.turn(False)
    assert again.is_right("thrid")
    assert not Speller([tmp_path / "d"], tmp_path / "spelling.json").on


def test_without_a_dictionary_nothing_is_wrong_and_it_says_why(tmp_path: Path) -> None:
    made = Speller(
        [tmp_path / "none", dictionary(tmp_path / "d", "de_DE", "Fluss")], tmp_path / "spelling.json"
    )
    made.load(["en_US", "fr"])
    assert made.problem.startswith("Spelling is not checked")
    assert made.is_right("thrid")


def test_damaged_files_are_passed_over(tmp_path: Path) -> None:
    folder = dictionary(tmp_path / "d", "en_US", "river")
    (folder / "en_US.dic").write_bytes(b"\xff\xfe\x00nonsense")
    (tmp_path / "spelling.json").write_text("[not json")
    made = Speller([folder], tmp_path / "spelling.json")
    made.load(["en_US"])
    assert made.is_right("anything at all") or made.checks()


def test_without_the_part_that_reads_dictionaries_it_says_so(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(spelling, "Dictionary", None)
    made = Speller([tmp_path], tmp_path / "spelling.json")
    made.load(["en_US"])
    assert "spylls" in made.problem
    assert made.is_right("thrid")
