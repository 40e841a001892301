"""Knows the days, years and hours that a Russian or an English text names, each in one form."""

import re
from collections.abc import Iterator

from archive.changes.found import Found

__all__ = ["dates"]

_ENGLISH = "january february march april may june july august september october november december"
_RUSSIAN = "январ феврал март апрел ма июн июл август сентябр октябр ноябр декабр"
_MONTHS = {word[:3]: number for number, word in enumerate(_ENGLISH.split(), 1)}
_STEMS = dict(zip(_RUSSIAN.split(), range(1, 13), strict=True))

_EN = (
    r"(?P<en>(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
)
_EN += r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?)"
_RU = r"(?P<ru>(?i:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)(?i:[ьяею]|ем)"
_RU += r"|(?i:март|август)(?i:[ае]|ом|у|)|(?i:ма)(?i:[йяею]|ем))\b"
_S = r"[\s\u00a0\u202f]"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_DAYS = r"(?P<days>\d{1,2}(?:st|nd|rd|th|-?го)?(?:\s?[-–—,/]\s?\d{1,2}|(?:\s(?:and|to|и|по)\s)\d{1,2})?)"
_NAMED = r"(?:today|tomorrow|yesterday|tonight|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
_NAMED += r"|(?:послезавтра|завтра|позавчера|вчера|сегодня|сред[ауые])\b"
_NAMED += r"|(?:понедельник|вторник|четверг|пятниц|суббот|воскресень)\w*"

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_DAYS}{_S}(?:of{_S})?(?:{_EN}|{_RU})(?:,?{_S}{_YEAR}\b)?",
        rf"\b{_EN}{_S}{_DAYS}\b(?:,?{_S}{_YEAR}\b)?",
        rf"\b(?:{_EN}|{_RU}),?{_S}{_YEAR}\b",
        rf"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Bb]efore|[Aa]fter|[Ee]arly|[Ll]ate|mid-?|of|for){_S}?{_EN}",
        rf"\b(?i:в|во|с|со|до|к|после|начале|конце|середине){_S}{_RU}",
        r"\b(?P<year>(?:1[89]|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<days>\d\d)\b",
        r"\b(?P<days>\d{1,2})\.(?P<month>0[1-9]|1[0-2])\.(?P<year>(?:1[89]|20)\d\d)\b",
        rf"\b{_YEAR}(?=(?:{_S}|-)?(?i:год|г\.|гг\.))",
        rf"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Dd]uring|[Yy]ear){_S}{_YEAR}\b",
        r"(?<![\d:])(?P<clock>(?:[01]?\d|2[0-3]):[0-5]\d)(?![\d:])",
        rf"(?P<word>\b(?i:{_NAMED}))",
    )
)
_NUMBER = re.compile(r"\d{1,2}")
_STEM = 5
"""Letters by which the Russian names of days are one in all cases."""


def dates(text: str) -> list[Found]:
    """Return days as "07-16", months as "07", years as "2021", hours as "14:30", named days as words.

    A day and its year are two findings, so that a change of one of them names only that.
    """
    found: list[Found] = []
    taken = bytearray(len(text))
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            span = slice(*match.span())
            if any(taken[span]):
                continue
            taken[span] = b"\1" * len(taken[span])
            found += _parts(match)
    return sorted(found, key=lambda one: one.start)


def _parts(match: re.Match[str]) -> Iterator[Found]:
    named = match.groupdict()
    month = _month(named)
    if named.get("year"):
        yield Found(*match.span("year"), named["year"] or "")
    if named.get("clock"):
        yield Found(*match.span("clock"), (named["clock"] or "").rjust(5, "0"))
    if named.get("word"):
        yield Found(*match.span("word"), (named["word"] or "").casefold()[:_STEM])
    if month is None:
        return
    name = next(one for one in ("en", "ru", "month") if named.get(one))
    if not named.get("days"):
        yield Found(*match.span(name), f"{month:02d}")
        return
    start, end = min(match.start("days"), match.start(name)), max(match.end("days"), match.end(name))
    for day in _NUMBER.findall(named["days"] or ""):
        yield Found(start, end, f"{month:02d}-{int(day):02d}")


def _month(named: dict[str, str | None]) -> int | None:
    if named.get("month"):
        return int(named["month"] or 0)
    if named.get("en"):
        return _MONTHS[(named["en"] or "").casefold()[:3]]
    word = (named.get("ru") or "").casefold()
    return max(
        ((len(stem), number) for stem, number in _STEMS.items() if word.startswith(stem)), default=(0, None)
    )[1]
