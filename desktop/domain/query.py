"""The search language, as a tree: words, "phrases", ``field:value``, OR, ``-``, parentheses.

Inside a phrase two quotation marks stand for one.
"""

import re
from dataclasses import dataclass

from desktop.domain.errors import QueryError

FIELDS = frozenset(["tag", "in", "by", "site", "color", "type", "lang", "has", "is", "before", "after", "id"])


@dataclass(frozen=True, slots=True)
class Words:
    """A word or a phrase; ``prefix``: the start of a word is enough."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Not:
    part: "Query"


@dataclass(frozen=True, slots=True)
class And:
    """All parts; everything when there are none."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple["Query", ...]


Query = Words | Field | Not | And | Or

_TOKEN = re.compile(
    r'\s*(?:(?P<sign>[()])|(?P<minus>-(?=\S))|(?:(?P<field>[^\W\d_]+):)?(?:"(?P<phrase>(?:[^"]|"")*)"?|(?P<word>[^\s()"]+)))'
)
_DEEPEST = 50


class _Parser:
    def __init__(self, text: str, prefix: bool) -> None:
        self._tokens = [match for match in _TOKEN.finditer(text) if match.group().strip()]
        self._place = 0
        self._depth = 0
        self._typing = prefix and bool(text) and not text[-1].isspace()

    def parse(self) -> Query:
        parts = []
        while self._place < len(self._tokens):
            parts.append(self._either())
            if self._sign(")"):
                self._place += 1
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _sign(self, sign: str) -> bool:
        return self._place < len(self._tokens) and self._tokens[self._place]["sign"] == sign

    def _or(self) -> bool:
        return self._place < len(self._tokens) and self._tokens[self._place].group().strip() == "OR"

    def _either(self) -> Query:
        choices = [self._all()]
        while self._or():
            self._place += 1
            choices.append(self._all())
        meant = tuple(choice for choice in choices if choice != And(()))
        return meant[0] if len(meant) == 1 else Or(meant) if meant else And(())

    def _all(self) -> Query:
        parts = []
        while self._place < len(self._tokens) and not self._sign(")") and not self._or():
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _one(self) -> Query:
        token = self._tokens[self._place]
        self._place += 1
        if not (token["minus"] or token["sign"]):
            return self._leaf(token)
        self._depth += 1
        if self._depth > _DEEPEST:
            raise QueryError("The search is nested too deeply.", token.start(), token.end())
        if token["minus"]:
            end = self._place == len(self._tokens) or self._sign(")")
            part: Query = And(()) if end else Not(self._one())
        else:
            part = self._either()
            if self._sign(")"):
                self._place += 1
        self._depth -= 1
        return part

    def _leaf(self, token: re.Match[str]) -> Query:
        phrase = token["phrase"]
        value = token["word"] if phrase is None else phrase.replace('""', '"')
        name = token["field"]
        if name is None:
            last = self._typing and self._place == len(self._tokens) and phrase is None
            return Words(value, last) if any(c.isalnum() for c in value) else And(())
        if name.lower() in FIELDS:
            return Field(name.lower(), value, token.start("field"), token.end())
        if value.startswith("//"):
            return Words(f"{name}:{value}")
        raise QueryError(
            "There is no search field “{field}:”.", token.start("field"), token.end("field"), field=name
        )


def quoted(value: str) -> str:
    """A value as the language writes it, whatever is in it."""
    return '"' + value.replace('"', '""') + '"'


def parse(text: str, *, prefix: bool = False) -> Query:
    """``prefix``: the last word is still being typed. Raises ``QueryError`` with the place."""
    return _Parser(text.replace("\0", " "), prefix).parse()


def words(query: Query) -> list[Words]:
    """What is looked for in texts, without what must not be there."""
    if isinstance(query, Words):
        return [query]
    if isinstance(query, And | Or):
        return [word for part in query.parts for word in words(part)]
    return []
