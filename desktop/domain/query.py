"""The search language, as a tree: words, "phrases", starts of words*, ``NEAR(a b, 5)``, ``field:value``, AND, OR,
NOT or ``-``, parentheses.

Inside a phrase two quotation marks stand for one. Offsets are places in the text of the query.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz import fuzz, process

from desktop.domain import dates
from desktop.domain.errors import QueryError

FIELDS = (
    "tag", "in", "by", "site", "title", "color", "type", "lang", "has", "is", "before", "after", "added", "id",
)  # fmt: skip
"""In the order in which they are offered."""

DATED = ("before", "after", "added")
"""Fields whose value is a date: when an article was published, when it came into the library."""

HAS = ("annotations", "highlights", "comments", "notes", "tags", "url", "orphans")
IS = (
    "unread", "reading", "read", "starred", "inbox", "unfiled", "opened", "orphan", "duplicate", "trashed"
)  # fmt: skip
"""What ``has:`` and ``is:`` can ask; the singular of ``HAS`` is understood as well."""

NEAR = 10
"""Words that lie at most between those that are near to each other."""


def _place() -> int:
    """Where a part of a query stands is no part of what it means."""
    return field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Words:
    """A word or a phrase; ``prefix``: the start of a word is enough."""

    text: str
    prefix: bool = False
    start: int = _place()
    end: int = _place()


@dataclass(frozen=True, slots=True)
class Near:
    """Words with at most so many others between them."""

    parts: tuple[Words, ...]
    distance: int = NEAR


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    value: str
    start: int = _place()
    end: int = _place()


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


Query = Words | Near | Field | Not | And | Or

_TOKEN = re.compile(
    r"\s*(?:(?P<near>NEAR(?=\())|(?P<sign>[()])|(?P<minus>-(?=\S))"
    r'|(?:(?P<field>[^\W\d_]+):)?(?:"(?P<phrase>(?:[^"]|"")*)(?:"(?P<star>\*)?)?|(?P<word>[^\s()"]+)))'
)
_OPERATOR = re.compile(r"AND|OR|NOT|NEAR(?:/(?P<distance>\d{1,4}))?")
_DEEPEST = 50
_LONGEST_DATE = 4
"""Words of a date."""


class _Parser:
    def __init__(self, text: str, prefix: bool) -> None:
        self._tokens = [match for match in _TOKEN.finditer(text) if match.group().strip()]
        self._place = 0
        self._depth = 0
        self._typing = prefix and bool(text) and not text[-1].isspace()

    def parse(self) -> Query:
        parts = []
        while self._more():
            parts.append(self._either())
            if self._sign(")"):
                self._place += 1
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _more(self) -> bool:
        return self._place < len(self._tokens)

    def _sign(self, sign: str) -> bool:
        return self._more() and self._tokens[self._place]["sign"] == sign

    def _operator(self, *names: str) -> re.Match[str] | None:
        """The operator that comes next, if it is one of these."""
        token = self._tokens[self._place] if self._more() else None
        if token is None or token["word"] is None or token["field"] is not None:
            return None
        found = _OPERATOR.fullmatch(token["word"])
        return found if found and found.group().partition("/")[0] in names else None

    def _either(self) -> Query:
        choices = [self._all()]
        while self._operator("OR"):
            self._place += 1
            choices.append(self._all())
        meant = tuple(choice for choice in choices if choice != And(()))
        return meant[0] if len(meant) == 1 else Or(meant) if meant else And(())

    def _all(self) -> Query:
        parts = []
        while self._more() and not self._sign(")") and not self._operator("OR"):
            if self._operator("AND"):
                self._place += 1
                continue
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _one(self) -> Query:
        token = self._tokens[self._place]
        negated = bool(token["minus"] or self._operator("NOT"))
        if token["near"]:
            return self._near_group()
        self._place += 1
        if not (negated or token["sign"]):
            return self._with_neighbours(self._leaf(token))
        self._depth += 1
        if self._depth > _DEEPEST:
            raise QueryError("The search is nested too deeply.", token.start(), token.end())
        if negated:
            part = self._negated()
        else:
            part = self._either()
            if self._sign(")"):
                self._place += 1
        self._depth -= 1
        return part

    def _negated(self) -> Query:
        end = not self._more() or self._sign(")") or self._operator("OR", "AND")
        return And(()) if end else Not(self._one())

    def _with_neighbours(self, first: Query) -> Query:
        """``a NEAR b``, ``a NEAR/5 b``."""
        parts, distance = [first], NEAR
        while isinstance(first, Words) and (operator := self._operator("NEAR")):
            self._place += 1
            following = self._tokens[self._place] if self._more() else None
            word = following and (following["word"] or following["phrase"])
            if (
                following is None
                or not word
                or following["field"]
                or self._operator("AND", "OR", "NOT", "NEAR")
            ):
                break
            self._place += 1
            second = self._leaf(following)
            if not isinstance(second, Words):
                break
            parts.append(second)
            distance = int(operator["distance"] or distance)
        together = tuple(part for part in parts if isinstance(part, Words))
        return Near(together, distance) if len(together) > 1 else first

    def _near_group(self) -> Query:
        """``NEAR(a b, 5)``."""
        self._place += 2
        parts: list[Words] = []
        distance = NEAR
        while self._more() and not self._sign(")"):
            token = self._tokens[self._place]
            self._place += 1
            word = token["word"] or ""
            number = (
                re.fullmatch(r"(.*?)(,?)(\d{1,4})", word) if not self._more() or self._sign(")") else None
            )
            if number and (
                number[2] or (word.isdigit() and self._tokens[self._place - 2].group().endswith(","))
            ):
                distance, word = int(number[3]), number[1]
            if token["field"] is None and (value := token["phrase"] or word.strip(",")):
                found = self._words(token, value.replace('""', '"') if token["phrase"] else value)
                parts += [found] if isinstance(found, Words) else []
        if self._sign(")"):
            self._place += 1
        return Near(tuple(parts), distance) if len(parts) > 1 else parts[0] if parts else And(())

    def _leaf(self, token: re.Match[str]) -> Query:
        phrase, name = token["phrase"], token["field"]
        value = token["word"] if phrase is None else phrase.replace('""', '"')
        if name is None or (name.lower() not in FIELDS and value.startswith("//")):
            return self._words(token, value if name is None else f"{name}:{value}")
        if name.lower() not in FIELDS:
            raise _unknown_field(token, name)
        end = token.end()
        if name.lower() in DATED and phrase is None:
            value, end = self._date(value, end)
        return Field(name.lower(), value, token.start("field"), end)

    def _words(self, token: re.Match[str], value: str) -> Query:
        if not any(c.isalnum() for c in value):
            return And(())
        start = token.end() - len(token.group().lstrip())
        if token["phrase"] is not None:
            return Words(value, bool(token["star"]), start, token.end())
        bare = value.rstrip("*")
        last = self._typing and self._place == len(self._tokens)
        return Words(bare, last or bare != value, start, token.end())

    def _date(self, value: str, end: int) -> tuple[str, int]:
        """As many of the words that follow as are part of the date: ``after:last week``."""
        following: list[re.Match[str]] = []
        for token in self._tokens[self._place : self._place + _LONGEST_DATE - 1]:
            if token["word"] is None or token["field"] is not None:
                break
            following.append(token)
        for count in range(len(following), 0, -1):
            whole = " ".join([value, *(token["word"] for token in following[:count])])
            if dates.span(whole, date.today()):
                self._place += count
                return whole, following[count - 1].end()
        return value, end


def _unknown_field(token: re.Match[str], name: str) -> QueryError:
    near = process.extractOne(name.lower(), FIELDS, scorer=fuzz.ratio, score_cutoff=60)
    sentence = "There is no search field “{field}:”."
    hint = near[0] if near else ""
    if hint:
        sentence = "There is no search field “{field}:”. Is “{hint}:” meant?"
    return QueryError(sentence, token.start("field"), token.end("field"), field=name, hint=hint)


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
    if isinstance(query, Near):
        return list(query.parts)
    if isinstance(query, And | Or):
        return [word for part in query.parts for word in words(part)]
    return []


def fields(query: Query) -> list[Field]:
    """In the order of the query, those that must not be among them."""
    if isinstance(query, Field):
        return [query]
    if isinstance(query, Not):
        return fields(query.part)
    if isinstance(query, And | Or):
        return [found for part in query.parts for found in fields(part)]
    return []


def written(query: Query) -> str:
    """The query as text that is read as the same query again."""
    if isinstance(query, And) and query.parts:
        return " ".join(_inside(part) for part in query.parts)
    if isinstance(query, Or):
        return " OR ".join(_inside(part) for part in query.parts)
    return "" if query == And(()) else _inside(query)


_PLAIN = re.compile(r"\w+")


def _inside(query: Query) -> str:
    if isinstance(query, Words):
        return _word(query)
    if isinstance(query, Near):
        return f"NEAR({' '.join(map(_word, query.parts))}, {query.distance})"
    if isinstance(query, Field):
        return f"{query.name}:{query.value if _PLAIN.fullmatch(query.value) else quoted(query.value)}"
    if isinstance(query, Not):
        return f"-{_inside(query.part)}"
    return f"({written(query)})"


def _word(one: Words) -> str:
    plain = _PLAIN.fullmatch(one.text) and not _OPERATOR.fullmatch(one.text)
    return (one.text if plain else quoted(one.text)) + ("*" if one.prefix else "")


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What is being typed: the name of a field (``field`` is empty) or a value of ``field``, from ``start`` on."""

    field: str
    typed: str
    start: int


_VALUE = re.compile(r'(?:^|[\s(\-])(?P<field>[^\W\d_]+):(?:"(?P<phrase>[^"]*)|(?P<word>[^\s()"]*))$')
_NAME = re.compile(r"(?:^|[\s(\-])(?P<name>[^\W\d_]+)$")


def unfinished(before: str) -> Unfinished | None:
    """What could be completed at the end of the text before the caret."""
    if (value := _VALUE.search(before)) and value["field"].lower() in FIELDS:
        typed = value["word"] if value["phrase"] is None else value["phrase"]
        return Unfinished(value["field"].lower(), typed, value.end("field") + 1)
    if name := _NAME.search(before):
        return Unfinished("", name["name"], name.start("name"))
    return None


def is_excluded(text: str, field: Field) -> bool:
    """Whether a field of a query says what must not be."""
    return bool(re.search(r"(?:-|\bNOT\s+)$", text[: field.start]))


def without(text: str, part: Field) -> str:
    """The text of a query without one of its fields."""
    before = re.sub(r"(?:-|\bNOT\s+)$", "", text[: part.start])
    return f"{before.rstrip()} {text[part.end :].lstrip()}".strip()
