"""Knows the facts by which the health of an archive is judged; judges nothing, reads only."""

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from archive.exchange import Outcome

__all__ = ["SQLITE", "Facts", "HostFacts", "RunFacts", "facts", "newest_capture"]

SQLITE = sqlite3.sqlite_version_info
"""The version of the library that this Python uses."""

_RUNS = """
select source, began_at, ended_at, outcome, counts, (select max(ended_at) from runs g
    where g.source is r.source and g.command = 'crawl' and exists (select 1 from json_each(g.counts)
        where key in ('stored', 'unchanged', 'listed') and value > 0)) succeeded_at
from runs r where id in (select max(id) from runs where command = 'crawl' group by source) order by source
"""
_PENDING = """
select count(*), min(coalesce(not_before, planned_at)) from frontier
where state <> 'done' and coalesce(not_before, '') <= strftime('%Y-%m-%dT%H:%M:%S', 'now')
"""
_FAILED = "select outcome, count(*) from frontier where state = 'done' group by outcome order by 2 desc"
_EXTRACTORS = """
select distinct d.source, r.extractor from readings r join documents d on d.id = r.document_id order by 1, 2
"""
_HOSTS = "select host, group_concat(distinct source) from frontier group by host order by 2, 1"
_ROBOTS = """
select id, asked, status, headers, ended_at, note, outcome from captures
where asked in (?, ?) and kind = 'robots' order by id desc limit 1
"""
_NEXT_ROBOTS = """
select id, asked, status, headers, ended_at, note, outcome from captures
where asked = ? and id > ? and kind = 'robots' order by id limit 1
"""
_NEWEST_TO = """
select tls, ended_at from captures where id = (select max(id) from captures where asked >= ? and asked < ?)
"""
_NEWEST = "select ended_at, headers from captures where status is not null order by id desc limit 1"
_MOST_HOPS = 5
_REDIRECTS = range(300, 400)


@dataclass(frozen=True, kw_only=True, slots=True)
class RunFacts:
    """The last crawl of a source, and when one last got something; times are ISO 8601 UTC texts."""

    source: str
    began_at: str
    ended_at: str | None
    outcome: str | None
    counts: dict[str, int]
    succeeded_at: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class HostFacts:
    """What a host last said of robots.txt, None where it was never asked, and how it is reached."""

    host: str
    sources: tuple[str, ...]
    robots_at: str | None = None
    robots_status: int | None = None
    robots_note: str = ""
    http_at: str | None = None
    https_at: str | None = None
    tls: dict[str, str] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """An archive as it stands; sizes are in bytes."""

    journal: str
    wal: int
    size: int
    documents: int
    captures: int
    runs: tuple[RunFacts, ...]
    pending: int
    oldest_pending: str | None
    failed: dict[str, int]
    extractors: tuple[tuple[str, str], ...]
    hosts: tuple[HostFacts, ...]


def facts(connection: sqlite3.Connection, path: Path) -> Facts:
    """Return the facts of an open archive."""
    pending, oldest = connection.execute(_PENDING).fetchone()
    ended = connection.execute(_FAILED).fetchall()
    wal = path.with_name(path.name + "-wal")
    return Facts(
        journal=connection.execute("pragma journal_mode").fetchone()[0],
        wal=wal.stat().st_size if wal.exists() else 0,
        size=path.stat().st_size,
        documents=connection.execute("select count(*) from documents").fetchone()[0],
        captures=connection.execute("select count(*) from captures").fetchone()[0],
        runs=tuple(map(_run, connection.execute(_RUNS))),
        pending=pending,
        oldest_pending=oldest,
        failed={outcome: count for outcome, count in ended if Outcome(outcome).failed},
        extractors=tuple(connection.execute(_EXTRACTORS)),
        hosts=tuple(
            _host(connection, host, tuple(sorted(sources.split(","))))
            for host, sources in connection.execute(_HOSTS).fetchall()
        ),
    )


def newest_capture(connection: sqlite3.Connection) -> tuple[str, str] | None:
    """Return when the newest answer ended by our clock, and its Date header, empty where it has none."""
    row = connection.execute(_NEWEST).fetchone()
    return None if row is None else (row[0], _header(row[1], "date"))


def _run(row: Any) -> RunFacts:
    source, began_at, ended_at, outcome, counts, succeeded_at = row
    return RunFacts(
        source=source,
        began_at=began_at,
        ended_at=ended_at,
        outcome=outcome,
        counts=json.loads(counts or "{}"),
        succeeded_at=succeeded_at,
    )


def _host(connection: sqlite3.Connection, host: str, sources: tuple[str, ...]) -> HostFacts:
    newest = {
        scheme: connection.execute(_NEWEST_TO, (f"{scheme}://{host}/", f"{scheme}://{host}0")).fetchone()
        for scheme in ("http", "https")
    }
    http, https = newest["http"], newest["https"]
    robots = _robots(connection, host)
    return HostFacts(
        host=host,
        sources=sources,
        robots_at=robots[4] if robots else None,
        robots_status=robots[2] if robots else None,
        robots_note=robots[5] if robots else "",
        http_at=http[1] if http else None,
        https_at=https[1] if https else None,
        tls=json.loads(https[0]) if https and https[0] else None,
    )


def _robots(connection: sqlite3.Connection, host: str) -> Any:
    """Return the last robots.txt of a host, or what its redirects led to."""
    row = connection.execute(_ROBOTS, (f"http://{host}/robots.txt", f"https://{host}/robots.txt")).fetchone()
    for _ in range(_MOST_HOPS):
        if row is None or row[2] not in _REDIRECTS:
            break
        onward = urljoin(row[1], _header(row[3], "location"))
        found = connection.execute(_NEXT_ROBOTS, (onward, row[0])).fetchone()
        if found is None:
            break
        row = found
    return row


def _header(headers: str, wanted: str) -> str:
    return next((value for name, value in json.loads(headers) if name.lower() == wanted), "")
