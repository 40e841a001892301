"""Knows how an archive of many made documents is written fast, without an index of words."""

import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from archive.connection import open_archive
from bench.search_world import World, zipf

__all__ = ["make_archive"]

_WORDS, _TITLE, _LEAD, _SENTENCE = 120, 8, 24, 16
_FIRST, _DAYS = date(2000, 1, 1), 9_800
_CRAWLED, _CRAWL_DAYS = date(2024, 1, 1), 1_000
_RUSSIAN, _KREMLIN = 0.6, 0.4
_SECTIONS, _PLACES, _NAMED = 60, 300, 3
_GONE_EACH = 1_000
_BEGIN = """
pragma journal_mode = off;
pragma synchronous = off;
begin;
insert into runs (id, command, options, software, began_at) values (1, 'crawl', '{}', 'bench', '2024');
insert into captures (id, run_id, asked, answered, method, began_at, ended_at, headers, sent, outcome, source,
    kind) values (1, 1, 'x', 'x', 'GET', '', '', '[]', '[]', 'stored', 'x', 'page');
update _search_state set complete = 0;
"""
_DOCUMENT = """
insert into documents (id, key, source, language, number, address, kind, state, first_seen, last_seen,
    revision_id, published_at, published_day, section)
values (:id, :key, :source, :language, :id || '', :address, 'article', :state, :seen, :seen, :id, :at, :day,
    :section)
"""
_REVISION = """
insert into revisions (id, document_id, ordinal, content_sha256, text_sha256, title, lead, text, blocks,
    metadata, published_at, view, capture_id, extractor, layout, first_seen, last_seen)
values (:id, :id, 1, :id || '', :id || '', :title, :lead, :text, '[]', :metadata, :at, 'page', 1, 'bench',
    'bench', :seen, :seen)
"""


def make_archive(path: Path, documents: int, world: World) -> None:
    """Write an archive of so many documents of one revision each; days, people and sections are by chance."""
    open_archive(path, create=True).conn.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # A trial's archive: it is thrown away when the power fails. Nor has it seals.
        connection.executescript(_BEGIN)
        for row in _rows(world, documents):
            connection.execute(_DOCUMENT, row)
            connection.execute(_REVISION, row)
        connection.execute("commit")
        connection.execute("pragma journal_mode = wal")


def _rows(world: World, documents: int) -> Iterator[dict[str, object]]:
    chance = random.Random(documents)  # noqa: S311 - made texts
    weights = zipf(len(world.names))
    for number in range(1, documents + 1):
        language = "ru" if chance.random() < _RUSSIAN else "en"
        source = "kremlin" if chance.random() < _KREMLIN else "interfax"
        people = chance.choices(world.names, cum_weights=weights, k=_NAMED)
        words = world.vocabularies[language].some(chance, _WORDS)
        for person in people:
            words[chance.randrange(_WORDS)] = _called(person, language, chance)
        day = _FIRST + timedelta(days=int(chance.random() * _DAYS))
        section = f"Section {chance.randrange(_SECTIONS)}"
        yield {
            "id": number,
            "key": f"{source}/{language}/{number}",
            "source": source,
            "language": language,
            "address": f"http://{language}.{source}.example/{number}",
            "state": "present" if number % _GONE_EACH else "gone",
            "seen": _stamp(_CRAWLED + timedelta(days=int(chance.random() * _CRAWL_DAYS))),
            "at": _stamp(day),
            "day": day.isoformat(),
            "section": section,
            "title": " ".join(words[:_TITLE]),
            "lead": " ".join(words[_TITLE:_LEAD]),
            "text": _sentences(words[_LEAD:]),
            "metadata": _metadata(language, day, section, people[0], chance),
        }


def _metadata(language: str, day: date, section: str, person: tuple[str, str], chance: random.Random) -> str:
    stated = {
        "language": language,
        "subtitle": "",
        "published": {"utc": _stamp(day), "precision": "day", "printed": day.isoformat(), "zone": "UTC"},
        "sections": [{"name": section, "address": None}],
        "place": f"Place {chance.randrange(_PLACES)}",
        "tags": [{"kind": "person", "name": person[0], "id": None}],
        "references": [],
    }
    return json.dumps(stated, ensure_ascii=False)


def _called(person: tuple[str, str], language: str, chance: random.Random) -> str:
    russian, latin = person
    return russian + chance.choice(("", "а", "у", "ым", "е")) if language == "ru" else latin


def _sentences(words: list[str]) -> str:
    parts = (words[place : place + _SENTENCE] for place in range(0, len(words), _SENTENCE))
    return "\n".join(f"{part[0].capitalize()} {' '.join(part[1:])}." for part in parts)


def _stamp(day: date) -> str:
    return f"{day.isoformat()}T10:00:00.000000+00:00"
