"""Knows how an archive of many made documents is written fast: a Zipf vocabulary, inflected, in two languages."""

import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from archive.connection import open_archive

__all__ = ["Made", "make_archive"]

_WORDS = 120
_FIRST, _DAYS = date(2000, 1, 1), 9_800
_RU = ("бвгджзклмнпрстфхцчшщ", "аеиоуыюя")
_EN = ("bcdfghklmnprstvwz", "aeiou")
_ENDINGS = {
    "ru": ("", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах", "ный", "ного", "ить", "ил", "ила", "или"),
    "en": ("", "s", "ed", "ing", "er", "ers", "'s"),
}
_FUNCTION = {
    "ru": "в и на с по что не о для из к от за это как при до его президент также".split(),
    "en": "the of and to in a that for on is with as by it at was be president from this".split(),
}
_ROOTS = 30_000
_NAMES = 3_000
_SECTIONS = 60
_PLACES = 300


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The words of a language, the commonest first, and the sums of their Zipf weights."""

    words: tuple[str, ...]
    weights: tuple[float, ...]

    def some(self, chance: random.Random, count: int) -> list[str]:
        """Return so many words, as often as their rank makes them."""
        return chance.choices(self.words, cum_weights=self.weights, k=count)


@dataclass(frozen=True, kw_only=True)
class Made:
    """What can be looked for: names (Russian, in Latin letters), sections, and the days."""

    names: tuple[tuple[str, str], ...]
    vocabularies: dict[str, Vocabulary]


_LATIN = dict(zip("абвгдежзиклмнопрстуфхцчшщыэюя", "a b v g d e zh z i k l m n o p r s t u f kh ts ch sh shch y e yu ya".split(), strict=True))  # fmt: skip


def make_world(seed: int = 20261128) -> Made:
    """Return the vocabularies, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - made texts
    vocabularies = {}
    for language, letters in (("ru", _RU), ("en", _EN)):
        roots = dict.fromkeys(_root(chance, letters) for _ in range(_ROOTS))
        words = [*_FUNCTION[language], *(root + end for root in roots for end in _some_endings(chance, language))]
        weights = tuple(accumulate(1 / (rank + 2.7) for rank in range(len(words))))
        vocabularies[language] = Vocabulary(words=tuple(words), weights=weights)
    stems = dict.fromkeys(_root(chance, _RU).capitalize() + chance.choice(("ов", "ин", "ев")) for _ in range(_NAMES))
    names = tuple((name, "".join(_LATIN[letter] for letter in name.lower()).capitalize()) for name in stems)
    return Made(names=names, vocabularies=vocabularies)


def _root(chance: random.Random, letters: tuple[str, str]) -> str:
    return "".join(chance.choice(letters[n % 2]) for n in range(chance.choice((3, 5, 5, 7))))


def _some_endings(chance: random.Random, language: str) -> list[str]:
    return chance.sample(_ENDINGS[language], 3)


def make_archive(path: Path, documents: int) -> Made:
    """Write an archive of so many documents without an index of words, and return what was made."""
    world = make_world()
    open_archive(path, create=True).conn.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # A trial's archive: it is thrown away when the power fails. Nor has it seals.
        connection.execute("pragma journal_mode = off")
        connection.execute("pragma synchronous = off")
        connection.execute("begin")
        connection.execute(
            "insert into runs (id, command, options, software, began_at) values (1, 'crawl', '{}', 'bench', ?)",
            (_stamp(_FIRST),),
        )
        connection.execute(
            "insert into captures (id, run_id, asked, answered, method, began_at, ended_at, headers, sent,"
            " outcome, source, kind) values (1, 1, 'x', 'x', 'GET', '', '', '[]', '[]', 'stored', 'x', 'page')"
        )
        connection.execute("update _search_state set complete = 0")
        rows = _rows(world, documents)
        for document, revision in rows:
            connection.execute(_DOCUMENT, document)
            connection.execute(_REVISION, revision)
        connection.execute("commit")
        connection.execute("pragma journal_mode = wal")
    return world


_DOCUMENT = """
insert into documents (id, key, source, language, number, address, kind, state, first_seen, last_seen,
    revision_id, published_at, published_day, section)
values (?, ?, ?, ?, ?, ?, 'article', ?, ?, ?, ?, ?, ?, ?)
"""
_REVISION = """
insert into revisions (id, document_id, ordinal, content_sha256, text_sha256, title, lead, text, blocks, metadata,
    published_at, view, capture_id, extractor, layout, first_seen, last_seen)
values (?, ?, 1, ?, ?, ?, ?, ?, '[]', ?, ?, 'page', 1, 'bench', 'bench', ?, ?)
"""


def _rows(world: Made, documents: int) -> Iterator[tuple[tuple[object, ...], tuple[object, ...]]]:
    chance = random.Random(documents)  # noqa: S311 - made texts
    weights = tuple(accumulate(1 / (rank + 2.7) for rank in range(len(world.names))))
    for number in range(1, documents + 1):
        language = "ru" if chance.random() < 0.6 else "en"  # noqa: PLR2004
        source = "kremlin" if chance.random() < 0.4 else "interfax"  # noqa: PLR2004
        day = _FIRST + timedelta(days=int(chance.random() * _DAYS))
        people = chance.choices(range(len(world.names)), cum_weights=weights, k=3)
        words = world.vocabularies[language].some(chance, _WORDS)
        for person in people:
            words[chance.randrange(_WORDS)] = _called(world.names[person], language, chance)
        at, key = _stamp(day), f"{source}/{language}/{number}"
        title, lead, text = " ".join(words[:8]), " ".join(words[8:24]), _sentences(words[24:])
        section = f"Section {chance.randrange(_SECTIONS)}"
        metadata = {
            "language": language,
            "subtitle": "",
            "published": {"utc": at, "precision": "day", "printed": day.isoformat(), "zone": "UTC"},
            "sections": [{"name": section, "address": None}],
            "place": f"Place {chance.randrange(_PLACES)}",
            "tags": [{"kind": "person", "name": world.names[people[0]][0], "id": str(people[0])}],
            "references": [],
        }
        state = "gone" if number % 1000 == 0 else "present"
        address = f"http://{language}.{source}.example/{number}"
        yield (
            (number, key, source, language, str(number), address, state, at, at, number, at, day.isoformat(), section),
            (number, number, f"{number:064x}", f"{number:064x}", title, lead, text,
             json.dumps(metadata, ensure_ascii=False), at, at, at),
        )  # fmt: skip


def _called(name: tuple[str, str], language: str, chance: random.Random) -> str:
    russian, latin = name
    return russian + chance.choice(("", "а", "у", "ым", "е")) if language == "ru" else latin


def _sentences(words: list[str]) -> str:
    return ".\n".join(" ".join(words[n : n + 16]).capitalize() for n in range(0, len(words), 16))


def _stamp(day: date) -> str:
    return f"{day.isoformat()}T10:00:00.000000+00:00"
