"""Knows how the days of an archive are counted, one row a day, the empty ones too."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from archive.clock import now
from archive.coverage.entries import counts, number_gaps, without_text
from archive.coverage.looks import looks
from archive.coverage.model import Asked, Coverage, Day, Looked, Summary
from archive.coverage.spans import Group, Looks
from archive.errors import BadUsage

__all__ = ["LONGEST", "coverage"]

LONGEST = 40_000
"""Days of one source that are counted, over a hundred years: a misread year costs no memory."""


@dataclass(slots=True)
class _Tally:
    """What was seen of one day of a group, or without a day."""

    expected: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)

    @property
    def seen(self) -> int:
        return self.outcomes.total()

    def failed(self) -> dict[str, int]:
        """Return what was asked and has no text, by outcome; the most frequent first."""
        return {name: n for name, n in self.outcomes.most_common() if name not in ("stored", "never")}


def coverage(
    db: Database, asked: Asked | None = None, *, zone: str = "Europe/Moscow", at: datetime | None = None
) -> Coverage:
    """Count what was named, asked and stored of each day, and tell at which days nobody looked.

    A group's days go from the first to the last that anything is known of, or from ``asked.since`` to
    ``asked.until``; days after the present one of the zone are left out unless something is named for
    them. Raises `BadUsage` where a group would have more than `LONGEST` days.
    """
    asked = asked or Asked()
    looked, tallies = looks(db, zone=zone), _tallied(db, asked)
    gaps = _gaps(db)
    unplaced = without_text(db) if asked.by_section or asked.section else frozenset()
    today = (at or now()).astimezone(ZoneInfo(zone)).date()
    days, summaries = list[Day](), list[Summary]()
    for group in _groups(tallies, looked, asked):
        of_group = list(
            _days(group, tallies[group], looked, asked=asked, gaps=gaps, unplaced=unplaced, today=today)
        )
        days += of_group
        summaries.append(_summed(group, of_group, undated=tallies[group][None].seen))
    return Coverage(days=tuple(days), summaries=tuple(summaries))


def _tallied(db: Database, asked: Asked) -> dict[Group, dict[date | None, _Tally]]:
    tallies: dict[Group, dict[date | None, _Tally]] = defaultdict(lambda: defaultdict(_Tally))
    for source, language, section, day, outcome, expected, seen in counts(db, asked):
        tally = tallies[source, language, section][date.fromisoformat(day) if day else None]
        tally.expected += expected
        tally.outcomes[outcome] += seen
    return tallies


def _gaps(db: Database) -> dict[tuple[str, date], int]:
    gaps: Counter[tuple[str, date]] = Counter()
    for source, day, first, last in number_gaps(db):
        if day:
            gaps[source, date.fromisoformat(day)] += last - first + 1
    return gaps


def _groups(tallies: dict[Group, dict[date | None, _Tally]], looked: Looks, asked: Asked) -> list[Group]:
    """Return the groups of what was named and of what was looked at: both may be silent."""
    found = set(tallies)
    for source, language, section in looked.groups():
        wanted = (not asked.sources or source in asked.sources) and (
            not asked.languages or language in asked.languages
        )
        if not wanted or (asked.section and not _meant(section, asked)):
            continue
        if section or not asked.by_section:
            found.add((source, language, section if asked.by_section else ""))
    return sorted(found)


def _meant(section: str, asked: Asked) -> bool:
    return not asked.section or asked.section.casefold() in section.casefold()


def _days(
    group: Group, tallies: dict[date | None, _Tally], looked: Looks, *, asked: Asked,
    gaps: dict[tuple[str, date], int], unplaced: AbstractSet[tuple[str, str, date]], today: date,
) -> Iterator[Day]:  # fmt: skip
    """Yield a group's days; of a section no day is silent on which something has no text: it may be its."""
    source, language, section = group
    sections = _lists(group, looked, asked)
    for day in _period(group, tallies, looked, asked=asked, today=today):
        tally = tallies.get(day) or _Tally()
        seen_at = looked.at(day, source=source, language=language, sections=sections)
        if not tally.seen and seen_at is Looked.WHOLE and (source, language, day) in unplaced:
            seen_at = Looked.PART
        yield Day(
            source=source,
            language=language,
            section=section,
            day=day,
            expected=tally.expected,
            seen=tally.seen,
            stored=tally.outcomes["stored"],
            failed=tally.failed(),
            never=tally.outcomes["never"],
            gaps=0 if section else gaps.get((source, day), 0),
            looked=seen_at,
        )


def _lists(group: Group, looked: Looks, asked: Asked) -> tuple[str, ...]:
    """Return the lists that must have been read for a group's day to have been looked at."""
    source, language, section = group
    known = looked.lists(source, language)
    if asked.by_section:
        return tuple(one for one in known if one in (section, ""))
    meant = tuple(one for one in known if not one or _meant(one, asked))
    return meant or known


def _period(
    group: Group, tallies: dict[date | None, _Tally], looked: Looks, *, asked: Asked, today: date
) -> Iterator[date]:
    named = [day for day in tallies if day is not None]
    bounds = looked.days(group[0], group[1]) or ()
    known = (*named, *bounds)
    if not known and (asked.since is None or not looked.lists(group[0], group[1])):
        return
    first = asked.since or min(known)
    last = asked.until or max((*known, first))
    last = min(last, max((today, *named)))
    length = (last - first).days + 1
    if length > LONGEST:
        raise BadUsage(f"{group[0]}: {first} to {last} are {length} days; give --since and --until")
    yield from (first + timedelta(days=n) for n in range(length))


def _summed(group: Group, days: list[Day], *, undated: int) -> Summary:
    failed: Counter[str] = Counter()
    for one in days:
        failed.update(one.failed)
    source, language, section = group
    return Summary(
        source=source,
        language=language,
        section=section,
        first=days[0].day if days else None,
        last=days[-1].day if days else None,
        days=len(days),
        silent=sum(not one.seen and one.looked is Looked.WHOLE for one in days),
        partly=sum(one.looked is Looked.PART for one in days),
        unlooked=sum(one.looked is Looked.NO for one in days),
        expected=sum(one.expected for one in days),
        seen=sum(one.seen for one in days),
        stored=sum(one.stored for one in days),
        failed=dict(failed.most_common()),
        never=sum(one.never for one in days),
        gaps=sum(one.gaps for one in days),
        undated=undated,
    )
