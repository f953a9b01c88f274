"""Fifty searches as a person would remember what they read, among 150 real pages: what is meant is among the first five."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.importers.base import Source
from desktop.importers.registry import read
from desktop.services.search import refresh_vocabulary, search
from desktop.storage import intake
from desktop.storage.library import Library

ENOUGH = 0.95
FIRST = 5

EXPECTED: dict[str, tuple[str, ...]] = {
    "oxygen bar delhi": ("pages/076f4f33",),
    "davis cup nadal": ("pages/0d461229",),
    "mason rudolph fight": ("pages/08f79376",),
    "titan map cassini": ("pages/359fee22",),
    "water vapor europa plumes": ("pages/14cc2a0c", "pages/686bb170"),
    "meth campaign south dakota": ("pages/156770d6", "pages/3f65af7b"),
    "attorney general wework": ("pages/06e5123e", "pages/1ace8c85"),
    "wework layoffs": ("pages/bc13ff87",),
    "emirates 787 order": ("pages/374ac9a5",),
    "hitler birthplace OR house police station austria": ("pages/5a822960",),
    "pear jam": ("pages/4219d096",),
    "audi e-tron": ("pages/3cb22bfa",),
    "mary steenburgen music anesthesia": ("pages/3d8f3404",),
    "doobie brothers": ("pages/35b15891",),
    '"john m. ford"': ("pages/851498a2",),
    "macbook keyboard review": ("pages/65bf3048",),
    "stadia 60fps red dead": ("pages/aade2ec8",),
    "stadia destiny 1080p": ("pages/e100c961",),
    "teachers indiana protest": ("pages/7de52419",),
    "threatening kill omar guilty": ("pages/6ebac05f", "pages/7a457a4f"),
    "israeli settlements pompeo": ("pages/833caf3b",),
    "flu shots migrants": ("pages/abd9d629",),
    "hibernating astronauts": ("pages/b37be353", "pages/e1c7023e"),
    "bubonic plague rabbit": ("pages/ba4dfe2d",),
    "RS-25 engines": ("pages/c00962aa",),
    "mosquito michigan encephalitis": ("pages/c467d507",),
    "lunar lander companies NASA": ("pages/c50845a7", "pages/d1c57d78"),
    "epstein guards charged": ("pages/c58aa507",),
    "assange sweden": ("pages/c7e39ac4", "pages/dc7ccccc"),
    "iran protesters amnesty": ("pages/d90bda7e",),
    "binge eating tips": ("pages/e593d7fe",),
    "lebron triple-double": ("pages/eecd2575",),
    "tarot deck hermit": ("readability/article-author-tag",),
    "minecraft exploit": ("readability/ars-1",),
    "neon argon ramsay": ("readability/citylab-1",),
    "terrarium moss": ("readability/ehow-1",),
    "graduation party budget": ("readability/ehow-2",),
    "whale strandings maori": ("readability/guardian-1",),
    "metroid nintendo": ("readability/lazy-image-2",),
    "renseignement assemblée": ("readability/lemonde-1",),
    "NEAR(arduino trademark, 8)": ("readability/lwn-1",),
    "halibut amazon": ("readability/seattletimes-1",),
    "raspberry pi": ("readability/simplyfound-1",),
    "peanuts babies allergy": ("readability/webmd-1",),
    "superbugs": ("readability/webmd-2",),
    "stolen dress pearl lupita": ("readability/tmz-1",),
    "impeachment walk out korea": ("readability/schema-org-context-object",),
    "人工智能 记忆": ("readability/qq",),
    "Kindle ショートカットキー": ("pages/f105de6e",),
    "кулинарные блоги": ("pages/3c6d3381",),
}


@pytest.fixture(scope="module")
def library(corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Its articles have the name of their page as their tag."""
    path = tmp_path_factory.mktemp("relevance") / "l.florilegium"
    with Library.open(path, backup=False) as library:
        for page in (
            *sorted(corpora.glob("pages/*.html")),
            *sorted(corpora.glob("readability/*/source.html")),
        ):
            about = read(Source(page.read_bytes(), page.name))
            intake.store(library, about, tags=[str(page.relative_to(corpora)).removesuffix("/source.html")])
        refresh_vocabulary(library)
        yield library


def recall(library: Library, query: str, expected: tuple[str, ...], *, typing: bool) -> float:
    """What part of the expected pages is among the first."""
    found = [hit.item.tags[0] for hit in search(library, query, FIRST, typing=typing)]
    return sum(any(name.startswith(page) for name in found) for page in expected) / len(expected)


@pytest.mark.corpora
@pytest.mark.parametrize("typing", [False, True])
def test_what_is_meant_is_among_the_first(library: Library, typing: bool) -> None:
    assert len(EXPECTED) == 50
    reached = {query: recall(library, query, pages, typing=typing) for query, pages in EXPECTED.items()}
    missed = {query: part for query, part in reached.items() if part < 1}
    assert sum(reached.values()) / len(reached) >= ENOUGH, missed
