"""Knows at which days a source was looked at: what its lists were asked, and how far back they were read.

A list of one day (its address stands on the plan with that day) was read whole when each of its pages was
answered after the day had ended. A list without a day runs backwards in time. Where a finished crawl met
no failure in it, it was read from the crawl's own day back to ``--since``, or to its end; else as far
as the pages that follow each other from the first brought up something new. A list whose rows state no
day proves nothing: only documents on the plan with a day show how far it was read.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from archive.coverage.spans import Group, Looks, Span

__all__ = ["looks"]

_PATH = re.compile(
    r"/?(?P<section>.*?)(?:(?:^|/)news/\d{4}/\d{1,2}/\d{1,2})?(?:(?:^|/)(?:all/)?page[/_](?P<page>\d+))?/?"
)
_ANSWERED = ("stored", "unchanged")
_READ = ("listed", "stored", "unchanged")
_UNREAD = ("unreadable", "blocked")

_DATED = """
select f.source, f.language, f.address, f.stated, case when f.outcome in ('listed', 'stored', 'unchanged')
    then f.ended_at else (select max(c.ended_at) from captures c where c.asked = f.address
        and c.outcome in ('stored', 'unchanged') and c.id is not f.capture_id) end ended_at
from frontier f where f.kind = 'listing' and f.stated is not null
"""
_WALKED = """
select c.run_id, f.source, f.language, f.address, max(c.id) capture_id, c.outcome, c.ended_at,
    f.capture_id = c.id and f.outcome in ('listed', 'stored', 'unchanged') read
from frontier f join captures c on c.asked = f.address join runs r on r.id = c.run_id
where f.kind = 'listing' and f.stated is null and r.command = 'crawl'
group by c.run_id, f.id order by c.run_id
"""
_RUNS = "select id, options, outcome, coalesce(counts, '{}') counts from runs where command = 'crawl'"
# What was not read when a run ended: since the run that planned it, or, if it failed, in the run that asked.
_UNREAD_PAGES = """
select source, language, address, state <> 'done' waits,
    case when state = 'done' then ended_run else planned_run end run_id
from frontier where kind = 'listing' and stated is null
and (state <> 'done' or outcome not in ('listed', 'stored', 'unchanged'))
"""
# What a list named first stands on the plan since the very instant of the list's answer.
_REACHED = """
select first_planned, min(stated) from frontier
where kind = 'document' and stated is not null group by first_planned
"""
_STATING = """
select distinct source, language from frontier where kind = 'document' and stated is not null
"""


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    answered: bool
    read: bool
    ended_at: str


def looks(db: Database, *, zone: str) -> Looks:
    """Return at which days each list of the archive was looked at; days are those of the zone."""
    found = Looks()
    _look_at_days(db, found, ZoneInfo(zone))
    _look_at_walks(db, found, ZoneInfo(zone))
    found.settle()
    return found


def _local(stamp: str, zone: ZoneInfo) -> date:
    return datetime.fromisoformat(stamp).astimezone(zone).date()


def _place(address: str) -> tuple[str, int]:
    """Return the section and the page of a list's address."""
    path = address.partition("://")[2].partition("/")[2].partition("?")[0]
    match = _PATH.fullmatch(path)
    return (match["section"], int(match["page"] or 1)) if match else (path, 1)


def _look_at_days(db: Database, found: Looks, zone: ZoneInfo) -> None:
    pages: dict[tuple[Group, date], list[str | None]] = defaultdict(list)
    for source, language, address, stated, ended_at in db.conn.execute(_DATED):
        group = (source, language, _place(address)[0])
        pages[group, date.fromisoformat(stated)].append(ended_at)
    for (group, day), ended in pages.items():
        answered = [at for at in ended if at is not None]
        if answered:
            over = len(answered) == len(ended) and all(_local(at, zone) > day for at in answered)
            found.add(group, Span(day, day, open_until=not over))


def _look_at_walks(db: Database, found: Looks, zone: ZoneInfo) -> None:
    runs = {row[0]: row[1:] for row in db.conn.execute(_RUNS)}
    stating = set(db.conn.execute(_STATING).fetchall())
    left = {
        (source, language, *_place(address)): (bool(waits), run)
        for source, language, address, waits, run in db.conn.execute(_UNREAD_PAGES)
    }
    reached = dict[str, str]()
    for run_id, group, pages in _walks(db):
        if group[:2] not in stating or not pages or not pages[0].answered:
            continue
        options, outcome, counts = runs[run_id]
        through = (
            outcome == "finished"
            and _unbroken(pages, counts)
            and not _broke_off(run_id, left.get((*group, len(pages) + 1)))
        )
        if not through and not reached:
            reached = dict(db.conn.execute(_REACHED).fetchall())
        span = _span_of(pages, json.loads(options), reached=None if through else reached, zone=zone)
        if span is not None:
            found.add(group, span)


def _walks(db: Database) -> Iterator[tuple[int, Group, list[_Page]]]:
    """Yield (run, list, its pages from the first on without a gap) for each list that a run walked."""
    walked: dict[Group, list[_Page]] = defaultdict(list)
    current = None
    for run_id, source, language, address, _, outcome, ended_at, read in db.conn.execute(_WALKED):
        if run_id != current and current is not None:
            yield from ((current, group, _following(pages)) for group, pages in walked.items())
            walked.clear()
        current = run_id
        section, number = _place(address)
        walked[source, language, section].append(_Page(number, outcome in _ANSWERED, bool(read), ended_at))
    if current is not None:
        yield from ((current, group, _following(pages)) for group, pages in walked.items())


def _following(pages: list[_Page]) -> list[_Page]:
    ordered = sorted(pages, key=lambda page: page.number)
    return [page for place, page in enumerate(ordered, start=1) if page.number == place]


def _unbroken(pages: list[_Page], counts: str) -> bool:
    """Tell whether a run read every page that it asked: what it could not read ends a walk too."""
    failed: Mapping[str, int] = json.loads(counts)
    if any(failed.get(name) for name in _UNREAD) and not all(page.read for page in pages):
        return False
    return all(page.answered for page in pages)


def _broke_off(run_id: int, following: tuple[bool, int | None] | None) -> bool:
    """Tell whether a run left the page unread that follows its last: it waits still, or failed then."""
    waits, run = following or (False, None)
    if run is None:
        return False
    return run <= run_id if waits else run == run_id


def _span_of(
    pages: list[_Page],
    options: Mapping[str, str | None],
    *,
    reached: Mapping[str, str] | None,
    zone: ZoneInfo,
) -> Span | None:
    """Return what a walk covers: the asked days, or those after the oldest that it ``reached``."""
    begun = _local(pages[0].ended_at, zone)
    until = min(_day(options.get("until"), begun), begun)
    since = _day(options.get("since"), date.min)
    if reached is None:
        return Span(since, until, open_until=until == begun)
    named = [reached[page.ended_at] for page in pages if page.answered and page.ended_at in reached]
    if not named:
        return None
    return Span(max(since, date.fromisoformat(min(named))), until, open_since=True, open_until=until == begun)


def _day(text: str | None, otherwise: date) -> date:
    return date.fromisoformat(text) if text else otherwise
