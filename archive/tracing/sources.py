"""Knows the sources that texts name, from the lexicons beside it, and finds where a text names one."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from archive.tracing.folding import WORD
from archive.tracing.patterns import Pattern, alternatives, compiled, in_small
from archive.tracing.places import countries

__all__ = ["Kind", "Mention", "Source", "Speech", "mentions", "sources", "speech"]

Kind = Literal["kremlin", "act", "president", "government", "agency", "counterpart", "medium"]
"""The Kremlin and its people; what the president signs; his own words; other Russian offices; news agencies;
offices of other states; other media."""

_LEXICON = Path(__file__).with_name("lexicon")
_MOST = 400
"""Mentions in a text that are judged: a longer list is a page of links, or hostile."""
_BESIDE = 40
"""Characters around an office in which its country is looked for."""


@dataclass(frozen=True, slots=True)
class Source:
    """Whom a text may name. ``state`` is an ISO country, ``office`` marks one that exists to speak."""

    name: str
    kind: Kind
    state: str | None = None
    office: bool = False
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text names a source."""

    source: Source
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Speech:
    """The words of reporting of one language."""

    said: re.Pattern[str]
    cites: re.Pattern[str]
    place: re.Pattern[str]
    owner: re.Pattern[str]
    silent: re.Pattern[str]


@cache
def sources() -> Mapping[str, Source]:
    """Return all sources that have a name of their own, by that name."""
    return {source.name: source for source, _ in _named()}


@cache
def speech(language: str) -> Speech:
    """Return the words of reporting of a language, or of all languages where there is no lexicon for it."""
    files = sorted((_LEXICON / "reporting").glob("*.toml"))
    mine = [file for file in files if file.stem == language] or files
    lists: dict[str, list[str]] = {"said": [], "cites": [], "place": [], "owner": [], "silent": []}
    for file in mine:
        for name, patterns in tomllib.loads(file.read_text(encoding="utf-8")).items():
            lists[name] += patterns
    return Speech(**{name: alternatives(patterns) for name, patterns in lists.items()})


def mentions(text: str) -> list[Mention]:
    """Return where a text names sources, in reading order; of two that overlap the longer."""
    small = in_small(text)
    found = sorted((*_by_name(text, small), *_by_office(text, small)), key=lambda one: one.start)[:_MOST]
    kept: list[Mention] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _by_name(text: str, small: str) -> Iterator[Mention]:
    for needle, patterns in _by_needle().items():
        if needle in small:
            for source, pattern in patterns:
                for start, end in pattern.found(text, small):
                    yield Mention(source, start, end)


def _by_office(text: str, small: str) -> Iterator[Mention]:
    for what, pattern in _offices():
        if pattern.needle not in small:
            continue
        for start, end in pattern.found(text, small):
            if state := _state(text, start, end):
                yield Mention(_office(what, state), start, end)


def _office(what: str, state: str) -> Source:
    """Return the office of a state as a source; the Russian presidency is the Kremlin."""
    if state != "RU":
        return Source(f"{what} of {state}", "counterpart", state, office=True)
    if what == "presidency":
        return Source("Kremlin", "kremlin", state, office=True)
    return Source(f"{what} of {state}", "government", state, office=True)


def _state(text: str, start: int, end: int) -> str | None:
    """Return the country that stands nearest beside an office, after it or else before it."""
    after = re.split(r"[.,;:!?«»\"\n]", text[end : end + _BESIDE], maxsplit=1)[0]
    before = re.split(r"[.,;:!?«»\"\n]", text[max(0, start - _BESIDE) : start])[-1]
    for words in (WORD.findall(after)[:3], WORD.findall(before)[-2:][::-1]):
        for word in words:
            if state := _adjective(word.lower()) or next(countries([word]), None):
                return state
    return None


@cache
def _adjective(word: str) -> str | None:
    for stem, state in _adjectives():
        if word.startswith(stem) or (len(word) > len(stem) and stem[0] > "\u0600" and stem in word[:6]):
            return state
    return None


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_LEXICON / name).read_text(encoding="utf-8"))


@cache
def _adjectives() -> tuple[tuple[str, str], ...]:
    pairs = [(stem, code) for code, stems in _read("offices.toml")["countries"].items() for stem in stems]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _offices() -> tuple[tuple[str, Pattern], ...]:
    offices = _read("offices.toml")["offices"]
    return tuple((what, compiled(pattern)) for what, patterns in offices.items() for pattern in patterns)


@cache
def _by_needle() -> Mapping[str, Sequence[tuple[Source, Pattern]]]:
    found: dict[str, list[tuple[Source, Pattern]]] = {}
    for source, patterns in _named():
        for pattern in patterns:
            found.setdefault(pattern.needle, []).append((source, pattern))
    return found


@cache
def _named() -> tuple[tuple[Source, tuple[Pattern, ...]], ...]:
    found = []
    for told in _read("sources.toml")["source"]:
        source = Source(
            told["name"],
            told["kind"],
            told.get("state"),
            told.get("office", False),
            tuple(told.get("hosts", ())),
        )
        exact = told.get("exact", False)
        found.append((source, tuple(compiled(pattern, exact=exact) for pattern in told["patterns"])))
    return tuple(found)
