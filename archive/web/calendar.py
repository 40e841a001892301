"""Knows the calendar of coverage: a year of each source, one day of it, and the picture to keep."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from urllib.parse import urlencode

from sqlite_utils import Database

from archive.coverage import Asked as Part
from archive.coverage import Day, Entry, coverage, entries_on, weeks
from archive.web.answers import File, Page
from archive.web.asked import Asked, day_of
from archive.web.edits import named
from archive.web.safety import document_path
from archive.web.words import Words

__all__ = ["calendar", "day", "picture"]

_YEARS = """select distinct substr(published_day, 1, 4) from documents
where published_day is not null order by 1 desc"""
_NEWEST = "select max(published_day) from documents"
_MOST_ENTRIES = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A day of the calendar: what it comes to, in one word for its look and in a sentence for its reader."""

    day: date
    standing: str
    stored: int
    seen: int
    told: str
    path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Strip:
    """The weeks of one source in one language."""

    source: str
    language: str
    weeks: tuple[tuple[date, tuple[Cell | None, ...]], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """An address of a day, what became of it, and its document's page where there is one."""

    title: str
    address: str
    outcome: str
    detail: str
    path: str


def calendar(db: Database, asked: Asked) -> Page:
    """Return the calendar of the newest year that has documents, or of the one that is asked for."""
    newest = db.conn.execute(_NEWEST).fetchone()[0]
    last = int(newest[:4]) if newest else None
    year = asked.number("year", default=last or 1, most=9998) if asked.one("year") or last else None
    whole = coverage(db, Part(sources=asked.many("source"), languages=asked.many("language")))
    shown = [one for one in whole.days if one.day.year == year]
    return Page(
        template="coverage",
        values={
            "summaries": whole.summaries,
            "calendars": _strips(shown, asked.words),
            "weekdays": [asked.words.weekday(number) for number in range(7)],
            "year": str(year),
            "years": [str(row[0]) for row in db.conn.execute(_YEARS)],
            "sources": named(db, "source"),
            "languages": named(db, "language"),
        },
    )


def day(db: Database, asked: Asked) -> Page:
    """Return what was named for one day, and what became of each."""
    at = day_of(asked.parts["day"], "the day")
    part = Part(sources=asked.many("source"), languages=asked.many("language"), since=at, until=at)
    found = coverage(db, part)
    entries = entries_on(db, at, part)
    return Page(
        template="day",
        values={
            "day": at.isoformat(),
            "before": (at - timedelta(days=1)).isoformat(),
            "after": (at + timedelta(days=1)).isoformat(),
            "days": [(one.source, one.language, _told(one, asked.words)) for one in found.days],
            "lines": [_line(entry) for entry in entries[:_MOST_ENTRIES]],
            "total": len(entries),
            "tail": f"?{urlencode(asked.query)}" if asked.query else "",
        },
    )


def picture(db: Database, asked: Asked) -> File:
    """Return the calendar of what is asked for as SVG, to be saved."""
    from archive.plotting import calendar_svg  # noqa: PLC0415 - matplotlib takes a second to load

    part = Part(sources=asked.many("source"), languages=asked.many("language"))
    return File(body=calendar_svg(coverage(db, part)).encode(), kind="image/svg+xml", name="coverage.svg")


def _strips(days: list[Day], words: Words) -> list[Strip]:
    return [
        Strip(
            source=source,
            language=language,
            weeks=tuple(
                (week.monday, tuple(_cell(one, words) if one else None for one in week.days))
                for week in reversed(weeks(group))
            ),
        )
        for (source, language), group in groupby(days, key=lambda one: (one.source, one.language))
    ]


def _cell(one: Day, words: Words) -> Cell:
    query = urlencode({"source": one.source, "language": one.language})
    return Cell(
        day=one.day,
        standing=one.standing.value,
        stored=one.stored,
        seen=one.seen,
        told=_told(one, words),
        path=f"/coverage/{one.day.isoformat()}?{query}",
    )


def _told(one: Day, words: Words) -> str:
    """Return a day in a sentence: its date, what it comes to, how many were kept, whether anybody looked."""
    told = [f"{words.day(one.day)}: {words.name('standings', one.standing.value)}"]
    if one.seen:
        told.append(words("stored_of", stored=one.stored, seen=one.seen))
    told.append(words.name("looked", one.looked.value))
    return "; ".join(told)


def _line(entry: Entry) -> Line:
    known = entry.document_id is not None
    return Line(
        title=entry.title or entry.address,
        address=entry.address,
        outcome=entry.outcome,
        detail=entry.detail or "",
        path=document_path(entry.key, entry.document_id) if known else "",
    )
