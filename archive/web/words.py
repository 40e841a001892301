"""Knows the one catalogue of what the pages say, in English and Russian: words, counts, days, names."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from archive.web.language import LANGUAGES

__all__ = ["CATALOGUE", "Words"]

CATALOGUE = Path(__file__).with_name("words.toml")
_NARROW = "\u202f"


@cache
def _catalogue() -> Mapping[str, Any]:
    with CATALOGUE.open("rb") as file:
        return tomllib.load(file)


@dataclass(frozen=True, slots=True)
class Words:
    """What the pages say in one language; a key that is not in the catalogue raises KeyError."""

    language: str

    def __call__(self, key: str, **values: object) -> str:
        """Return a phrase with its values put in."""
        told: str = _catalogue()["phrases"][key][self._place]
        return told.format(**values) if values else told

    def count(self, key: str, number: int) -> str:
        """Return a number and its noun: "1 document", «5 документов»."""
        forms: list[str] = _catalogue()["counts"][key][self._place]
        return f"{self.number(number)}\u00a0{forms[_form(self.language, number, len(forms))]}"

    def number(self, number: int) -> str:
        """Return a whole number with its thousands parted."""
        return f"{number:,}".replace(",", "," if self.language == "en" else _NARROW)

    def name(self, group: str, value: str) -> str:
        """Return what a code of the archive is called, the code itself where the catalogue has no name."""
        names: Mapping[str, list[str]] = _catalogue()[group]
        return names[value][self._place] if value in names else value

    def known(self, group: str) -> tuple[str, ...]:
        """Return the codes of a group, in the order of the catalogue."""
        return tuple(_catalogue()[group])

    def day(self, day: str | date | None) -> str:
        """Return a day in words: "14 July 2021"; what is no day comes back as it is."""
        if not day:
            return ""
        try:
            read = day if isinstance(day, date) else date.fromisoformat(day[:10])
        except ValueError:
            return str(day)
        return f"{read.day}\u00a0{_catalogue()['months']['of'][self._place][read.month - 1]}\u00a0{read.year}"

    def weekday(self, number: int) -> str:
        """Return the short name of a weekday, 0 for Monday."""
        name: str = _catalogue()["weekdays"]["short"][self._place][number]
        return name

    def moment(self, instant: str | None) -> str:
        """Return an instant to the minute, in UTC: "14 July 2021, 12:30 UTC"."""
        if not instant:
            return ""
        try:
            read = datetime.fromisoformat(instant).astimezone(UTC)
        except (ValueError, OverflowError):
            return instant
        return f"{self.day(read.date())}, {read:%H:%M}\u00a0UTC"

    @property
    def _place(self) -> int:
        return LANGUAGES.index(self.language)


def _form(language: str, number: int, forms: int) -> int:
    """Return which form of a noun goes with a number (unicode.org/cldr, plural rules of en and ru)."""
    if language == "en":
        return 0 if number == 1 else 1
    tens, ones = number % 100 // 10, number % 10
    if tens != 1 and ones == 1:
        return 0
    return 1 if tens != 1 and ones in {2, 3, 4} else forms - 1
