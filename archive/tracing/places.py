"""Knows the names of countries, months and days in some thirty languages, as CLDR has them."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from archive.tracing.folding import WORD, folded

__all__ = ["countries", "days_of_month", "weekdays"]

_DATA = Path(__file__).with_name("places.json")
_VOWEL_END = re.compile(r"[aeiou]+$")
_SHORTEST_STEM = 4
_STEM = 5
_LONGEST_ENDING = 5
_NUMBER = re.compile(r"\d{1,4}")
_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})[./](\d{1,2})(?:[./](?:19|20)\d\d)?(?![\d/-]|\.\d)")
_CJK = re.compile(r"(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_REACH = 2
"""Words that may stand between a day and its month: "2 de julio", "2nd of July"."""
_DAYS, _MONTHS = 31, 12
_SHORT = {
    "US": "США US USA EEUU EUA ABD Usa СЩА 美国 Америка America Amérique Amerika Америки Америке Америку",
    "GB": "UK Britain Британия",
    "AE": "UAE ОАЭ EAU BAE",
    "RU": "РФ",
    "ZA": "ЮАР",
    "CN": "КНР",
    "KP": "КНДР DPRK",
}


@cache
def _data() -> dict[str, Any]:
    return dict(json.loads(_DATA.read_text(encoding="utf-8")))


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    """Return the folded word without its last vowels, which change with the case, where enough is left."""
    whole = folded(word)
    short = _VOWEL_END.sub("", whole)
    if len(short) >= _SHORTEST_STEM:
        return short
    ending = whole[len(short) :]
    return short + "~" if len(short) == _SHORTEST_STEM - 1 and (len(ending) > 1 or ending == "i") else whole


@cache
def _names() -> Mapping[str, Mapping[tuple[str, ...], str]]:
    """Return the countries by the stems of the words of their names, under the first of them."""
    found: dict[str, dict[tuple[str, ...], str]] = {}
    pairs = [(code, name) for code, names in _SHORT.items() for name in names.split()]
    pairs += [(code, name) for names in _data()["countries"].values() for code, name in names.items()]
    for code, name in pairs:
        stems = tuple(_stem(word) for word in WORD.findall(name))
        if stems and stems[0]:
            found.setdefault(stems[0], {}).setdefault(stems, code)
    return found


@cache
def _by_stem(stem: str) -> Sequence[tuple[tuple[str, ...], str]]:
    """Return the countries whose first word a word may be a form of, the longest names first."""
    names = _names()
    prefixes = [
        stem,
        *(stem[:cut] for cut in range(len(stem) - 1, max(_STEM, len(stem) - _LONGEST_ENDING) - 1, -1)),
    ]
    for prefix in prefixes:
        if prefix in names:
            return sorted(names[prefix].items(), key=lambda one: -len(one[0]))
    return ()


def countries(words: Sequence[str]) -> Iterator[str]:
    """Yield the ISO codes of the countries that stand in the words of a text, in their order."""
    stems = [_stem(word) for word in words]
    for at, stem in enumerate(stems):
        if words[at][0].islower() or (len(stem) < _SHORTEST_STEM - 1 and not words[at].isupper()):
            continue
        for name, code in _by_stem(stem):
            if all(
                at + step < len(stems) and stems[at + step].startswith(part)
                for step, part in enumerate(name[1:], start=1)
            ):
                yield code
                break


@cache
def _months() -> Mapping[str, int]:
    return {
        name: int(n) for months in _data()["months"].values() for n, names in months.items() for name in names
    }


@cache
def _weekdays() -> Mapping[str, int]:
    return {name: int(n) for days in _data()["days"].values() for n, names in days.items() for name in names}


def days_of_month(text: str) -> Iterator[tuple[int, int]]:
    """Yield the (month, day) of each date of a text: «2 июля», "July 2", "2. Juli", "02/07", 7月2日."""
    months, words = _months(), re.findall(r"\w+", text.casefold())
    for at, word in enumerate(words):
        if month := months.get(word):
            before, after = words[max(0, at - _REACH) : at][::-1], words[at + 1 : at + 1 + 1]
            for near in (*before, *after):
                number = re.match(r"\d{1,2}(?!\d)", near)
                if number and 1 <= int(number[0]) <= _DAYS:
                    yield month, int(number[0])
                    break
    for day, month in _NUMERIC.findall(text):
        if 1 <= int(day) <= _DAYS and 1 <= int(month) <= _MONTHS:
            yield int(month), int(day)
    for month, day in _CJK.findall(text):
        yield int(month), int(day)


def weekdays(words: Sequence[str]) -> set[int]:
    """Return the days of the week (0 is Monday) that stand among the words of a text."""
    known = _weekdays()
    return {known[word] for word in map(str.casefold, words) if word in known}
