"""Knows how dates are spelled in Russian, English and French: their names and a closed grammar."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

__all__ = ["SPELLINGS", "Spelling", "in_figures"]

_CLOCK = r"(?P<clock>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)"
_WEEKDAY = r"(?:[^\W\d_]+\.?,? )?"
_DAY_FIRST = r"(?P<day>[0-9]{1,2}) (?P<month>[^\W\d_]+)\.?,? (?P<year>[0-9]{4})"
_MONTH_FIRST = r"(?P<month>[^\W\d_]+)\.? (?P<day>[0-9]{1,2}),? (?P<year>[0-9]{4})"
_NUMERIC = r"(?P<day>[0-9]{1,2})(?P<mark>[./])(?P<month>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4})"
_FRENCH_CLOCK = re.compile(r"\b([0-9]{1,2}) ?h(?: ?([0-9]{2}))?(?![^\W_])", re.IGNORECASE)
_FRENCH_FIRST = re.compile(r"\b1er\b", re.IGNORECASE)


def _shapes(
    *dates: str, lead: str = "", year: str = "", glue: str = ",? ", half: str = ""
) -> tuple[re.Pattern[str], ...]:
    """Build a language's closed grammar: a date alone, before its clock or after it."""
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for date in dates
        for pattern in (
            f"{lead}{_WEEKDAY}{date}{year}(?:{glue}{_CLOCK}{half})?",
            f"{_CLOCK}{half},? {lead}{_WEEKDAY}{date}{year}",
        )
    )


@dataclass(frozen=True, kw_only=True)
class Spelling:
    """A language's dates: ``shapes`` name day, month and year, all three always printed, and the clock.

    ``jump`` are the words that mean nothing; ``weekdays`` and ``months`` hold each one's names, in order,
    and are empty where dateutil's own English names serve.
    """

    shapes: tuple[re.Pattern[str], ...]
    jump: tuple[str, ...]
    weekdays: tuple[tuple[str, ...], ...] = ()
    months: tuple[tuple[str, ...], ...] = ()


_RUSSIAN = Spelling(
    shapes=_shapes(_DAY_FIRST, _NUMERIC, year=r"(?: ?(?:года|г\.|г))?", glue=r",? (?:в )?"),
    jump=(" ", ".", ",", "в", "г", "года"),
    weekdays=(
        ("пн", "понедельник"),
        ("вт", "вторник"),
        ("ср", "среда"),
        ("чт", "четверг"),
        ("пт", "пятница"),
        ("сб", "суббота"),
        ("вс", "воскресенье"),
    ),
    months=(
        ("января", "январь", "янв"),
        ("февраля", "февраль", "фев", "февр"),
        ("марта", "март", "мар"),
        ("апреля", "апрель", "апр"),
        ("мая", "май"),
        ("июня", "июнь", "июн"),
        ("июля", "июль", "июл"),
        ("августа", "август", "авг"),
        ("сентября", "сентябрь", "сен", "сент"),
        ("октября", "октябрь", "окт"),
        ("ноября", "ноябрь", "ноя", "нояб"),
        ("декабря", "декабрь", "дек"),
    ),
)
_ENGLISH = Spelling(
    shapes=_shapes(_MONTH_FIRST, _DAY_FIRST, glue=r",? (?:at )?", half=r"(?: ?[ap]m)?"),
    jump=(" ", ".", ",", "at"),
)
_FRENCH = Spelling(
    shapes=_shapes(_DAY_FIRST, _NUMERIC, lead=r"(?:le )?", glue=r",? (?:à )?"),
    jump=(" ", ".", ",", "le", "à"),
    weekdays=(
        ("lun", "lundi"),
        ("mar", "mardi"),
        ("mer", "mercredi"),
        ("jeu", "jeudi"),
        ("ven", "vendredi"),
        ("sam", "samedi"),
        ("dim", "dimanche"),
    ),
    months=(
        ("janvier", "janv"),
        ("février", "fevrier", "févr", "fév"),
        ("mars",),
        ("avril", "avr"),
        ("mai",),
        ("juin",),
        ("juillet", "juil"),
        ("août", "aout"),
        ("septembre", "sept"),
        ("octobre", "oct"),
        ("novembre", "nov"),
        ("décembre", "decembre", "déc"),
    ),
)
SPELLINGS: Mapping[str, Spelling] = MappingProxyType({"ru": _RUSSIAN, "en": _ENGLISH, "fr": _FRENCH})


def in_figures(text: str) -> str:
    """Return a French date with its clock and its first of the month in figures only."""
    clocked = _FRENCH_CLOCK.sub(lambda found: f"{found[1]}:{found[2] or '00'}", text)
    return _FRENCH_FIRST.sub("1", clocked)
