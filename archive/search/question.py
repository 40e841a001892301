"""Knows the language in which people ask: words, "phrases", -exclusion, prefix*, OR, nearness, title:."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from archive.errors import BadUsage
from archive.search.letters import PIECE

__all__ = ["Clause", "Question", "Term", "parse", "terms"]

_QUOTES = '"«»„“”‟‹›'
_JOINED = rf"(?:{PIECE.pattern})(?:[-‐‑–./,:@&'’_](?:{PIECE.pattern}))*"
_TYPED = re.compile(
    r"(?P<either>(?<!\S)(?:OR|ИЛИ|\|)(?!\S))"
    r"|(?<!\S)~(?P<far>\d{0,3})(?!\S)"
    r"|(?P<without>(?<!\S)[-−](?=[^\s\-−]))"
    r"|(?P<column>title|lead|заголовок|вводка):(?=\S)"
    rf"|[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]?(?P<ended>\*)?"
    rf"|(?P<word>{_JOINED})(?P<star>\*)?",
    re.IGNORECASE,
)
_COLUMNS = {"title": "title", "заголовок": "title", "lead": "lead", "вводка": "lead"}
_NEAR = 10
_FARTHEST = 200
_MOST_TERMS = 64
_MOST_PIECES = 256
_LONGEST = 100_000
SHORTEST_PREFIX = 3
_BOTH = ("OR", "ИЛИ", "|")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand side by side; with ``prefix`` the last one is only begun."""

    pieces: tuple[str, ...]
    prefix: bool = False
    column: str = ""


@dataclass(slots=True)
class Clause:
    """Alternatives, of which one must stand; each is one term, or several near each other."""

    either: list[list[Term]]
    near: int = 0
    without: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What must stand, and what must not."""

    wanted: tuple[Clause, ...]
    unwanted: tuple[Clause, ...] = ()


@dataclass(slots=True)
class _Typing:
    """What has been read so far."""

    clauses: list[Clause] = field(default_factory=list)
    column: str = ""
    without: bool = False
    either: bool = False
    near: int | None = None

    def take(self, term: Term) -> None:
        """Put a term where the words before it say that it belongs."""
        last = self.clauses[-1] if self.clauses else None
        if last is not None and self.near is not None and not (last.without or self.without):
            last.either[-1].append(term)
            last.near = max(last.near, self.near)
        elif last is not None and self.either and last.without is self.without:
            last.either.append([term])
        else:
            self.clauses.append(Clause([[term]], without=self.without))
        self.column, self.without, self.either, self.near = "", False, False, None


def parse(words: str) -> Question:
    """Return what a person's words ask for; raises BadUsage where they ask for nothing.

    All words must stand; ``a OR b`` binds its two neighbours, ``a ~5 b`` wants at most five words between.
    """
    if len(words) > _LONGEST:
        raise BadUsage(f"that is {len(words):,} characters; look for a few words of it")
    typing = _Typing()
    for found in _TYPED.finditer(words):
        _read(found, typing)
        if len(typing.clauses) > _MOST_TERMS:
            raise BadUsage(f"more than {_MOST_TERMS} words; look for a few of them")
    wanted = tuple(clause for clause in typing.clauses if not clause.without)
    if not wanted:
        excluded = "only what is not to stand" if typing.clauses else "no word"
        raise BadUsage(f"nothing to look for: there is {excluded} in what was asked")
    return Question(wanted, tuple(clause for clause in typing.clauses if clause.without))


def _read(found: re.Match[str], typing: _Typing) -> None:
    kind = found.lastgroup
    if found["either"] and found["either"] in _BOTH:
        typing.either = True
    elif found["far"] is not None:
        typing.near = min(int(found["far"] or _NEAR), _FARTHEST)
    elif kind == "without":
        typing.without = True
    elif kind == "column":
        typing.column = _COLUMNS[found["column"].casefold()]
    else:
        text = found["phrase"] if found["phrase"] is not None else found["word"] or found["either"]
        pieces = tuple(PIECE.findall(text))
        if pieces:
            typing.take(_term(pieces, typing.column, prefix=bool(found["star"] or found["ended"])))


def _term(pieces: tuple[str, ...], column: str, *, prefix: bool) -> Term:
    if len(pieces) > _MOST_PIECES:
        raise BadUsage(f"a phrase of more than {_MOST_PIECES} words; look for a part of it")
    if prefix and len(pieces[-1]) < SHORTEST_PREFIX:
        raise BadUsage(f"{pieces[-1]}*: the beginning of a word needs {SHORTEST_PREFIX} letters or more")
    return Term(pieces, prefix=prefix, column=column)


def terms(clauses: tuple[Clause, ...]) -> Iterator[Term]:
    """Yield all terms of some clauses."""
    for clause in clauses:
        for alternative in clause.either:
            yield from alternative
