"""Knows what `readout doctor` looks at, what each finding means, and what to do about it."""

import json
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import click

from archive.backuplog import last_backup
from archive.connection import open_archive, storage_errors
from archive.disk import sized
from archive.display import Console, print_table
from archive.errors import OlderSchema, PageFailed, ReadoutError
from archive.health import Facts, RunFacts, facts, newest_capture
from archive.lock import holder_of
from archive.search.standing import standing
from archive.verify import Depth, verify
from crawler import surroundings
from crawler.hostlook import hosts
from crawler.progress import waiting
from crawler.stated import network_allowed, reserve
from crawler.symptoms import Symptom, bad, look, ok, worst

__all__ = ["run"]

_WAL_LARGE = 256 * 1000**2
_OLD = timedelta(days=7)
"""After so long a backup is old, and an address that waits has been forgotten."""
_QUIET = timedelta(days=3)
_ENDED_WELL = ("finished", "limit")


def run(*, as_json_text: bool, archive: Path) -> None:
    """Print all findings; leave with the highest exit code of the bad ones."""
    now = datetime.now(UTC)
    with waiting("doctor"):
        symptoms = [
            *surroundings.versions(),
            *surroundings.clock(now),
            *surroundings.proxies(),
            *_on_disk(archive, now),
        ]
    code = worst(symptoms)
    if as_json_text:
        click.echo(json.dumps({"code": code, "findings": [asdict(one) for one in symptoms]}, indent=2))
    else:
        rows = [(one.state.value, one.about, one.said, one.advice) for one in symptoms]
        print_table(Console(), ("state", "about", "finding", "what to do"), rows)
    sys.exit(code)


def _on_disk(archive: Path, now: datetime) -> Iterator[Symptom]:
    yield from surroundings.disk(archive, reserve())
    yield from surroundings.folder(archive, network=network_allowed())
    yield from surroundings.lock(archive, now)
    try:
        yield from _inside(archive, now)
    except OlderSchema as error:
        yield look("archive", str(error), "make a backup first")
    except ReadoutError as error:
        yield bad("archive", str(error), _advice(error), code=error.exit_code)


def _advice(error: ReadoutError) -> str:
    return {
        10: "name the archive with --archive or READOUT_ARCHIVE",
        20: "readout verify, then readout restore",
    }.get(error.exit_code, "see the message")


def _inside(archive: Path, now: datetime) -> Iterator[Symptom]:
    with storage_errors(archive), closing(open_archive(archive, read_only=True).conn) as connection:
        known, newest, index = facts(connection, archive), newest_capture(connection), standing(connection)
    if newest is not None:
        yield from surroundings.clocks(now, *_clocks(*newest))
    yield from _file(archive, known)
    yield from _backup(archive, known, now)
    yield from _runs(archive, known, now)
    yield from _plan(known, now)
    yield from _readers(known)
    if index.current:
        yield ok("index of words", "every revision is found by its words")
    else:
        yield look("index of words", index.said, "readout reindex")
    yield from hosts(known.hosts, now)


def _clocks(ended_at: str, date: str) -> tuple[datetime, timedelta | None]:
    """Return when the newest capture was made, and our clock less the server's, where it stated one."""
    ours = datetime.fromisoformat(ended_at)
    try:
        theirs = parsedate_to_datetime(date)
        return ours, ours - (theirs if theirs.tzinfo else theirs.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return ours, None


def _file(archive: Path, known: Facts) -> Iterator[Symptom]:
    report = verify(archive, depth=Depth.QUICK)
    held = f"{sized(known.size)}, {known.documents} documents, {known.captures} captures, head {report.head}"
    if report.faults:
        said = f"{len(report.faults)} faults, the first: {report.faults[0]}"
        yield bad("archive", said, "readout verify names them; readout restore a backup", code=20)
    else:
        yield ok("archive", f"{held}; a quick look found no fault (readout verify looks at each row)")
    log = f"{known.journal} journal, {sized(known.wal)} in its log"
    if known.wal > _WAL_LARGE:
        yield look("archive", log, "end readers that have been open for long; the next run folds the log in")
    else:
        yield ok("archive", log)


def _backup(archive: Path, known: Facts, now: datetime) -> Iterator[Symptom]:
    last = last_backup(archive)
    if last is None:
        yield look("backup", "none is known of", "readout backup FILE, on another disk, by cron")
        return
    since = known.captures - last.captures
    told = f"{last.path}, {_ago(last.at, now)}; {since} captures since"
    if now - last.at > _OLD and since > 0:
        yield look("backup", told, "readout backup FILE")
    else:
        yield ok("backup", told)


def _runs(archive: Path, known: Facts, now: datetime) -> Iterator[Symptom]:
    if not known.runs:
        yield look("runs", "nothing was crawled into this archive yet", "readout crawl SOURCE")
    _, held = holder_of(archive)
    for last in known.runs:
        yield _run(last, now, held=held)


def _run(last: RunFacts, now: datetime, *, held: bool) -> Symptom:
    about = f"runs of {last.source}"
    counted = ", ".join(f"{count} {name}" for name, count in sorted(last.counts.items())) or "nothing counted"
    if last.ended_at is None:
        began = _ago(datetime.fromisoformat(last.began_at), now)
        if held:
            return ok(about, f"one began {began} and goes on")
        return look(about, f"the last one began {began} and died", "crawl again: it goes on from there")
    ended = datetime.fromisoformat(last.ended_at)
    told = f"the last one ended {_ago(ended, now)}: {last.outcome} ({counted})"
    if last.succeeded_at is None or ended - datetime.fromisoformat(last.succeeded_at) > _QUIET:
        good = _ago(datetime.fromisoformat(last.succeeded_at), now) if last.succeeded_at else "never"
        advice = "run it by hand with --verbose; see the hosts below"
        return bad(about, f"{told}; one that got something: {good}", advice, code=PageFailed.exit_code)
    if last.outcome not in _ENDED_WELL:
        return look(about, told, "crawl again: it goes on from there")
    if now - ended > _QUIET:
        return look(about, told, "see whether cron or the timer still starts it")
    return ok(about, told)


def _plan(known: Facts, now: datetime) -> Iterator[Symptom]:
    oldest = datetime.fromisoformat(known.oldest_pending) if known.oldest_pending else None
    told = f"{known.pending} addresses wait" + (f", the oldest since {_ago(oldest, now)}" if oldest else "")
    if oldest and now - oldest > _OLD:
        yield look("plan", told, "readout crawl SOURCE without --since and --limit takes them up")
    else:
        yield ok("plan", told)
    if known.failed:
        told = ", ".join(f"{count} {outcome}" for outcome, count in known.failed.items())
        yield look(
            "plan", f"could not be had at their last try: {told}", "the next crawl that meets them asks again"
        )


def _readers(known: Facts) -> Iterator[Symptom]:
    try:
        from crawler.sites import extractor_of, site_named  # noqa: PLC0415 - the doctor must start without lxml
    except ImportError as error:
        yield bad("readers", f"cannot be loaded: {error}", "see versions above", code=1)
        return
    stale = sorted({source for source, used in known.extractors if used != extractor_of(site_named(source))})
    if stale:
        advice = "readout reparse, or the next crawl does it before it begins"
        yield look("readers", f"newer than what {', '.join(stale)} was read with", advice)
    else:
        yield ok("readers", "all that is kept was read by today's")


def _ago(then: datetime, now: datetime) -> str:
    """Return how long ago an instant was, in its largest unit."""
    seconds = int((now - then).total_seconds())
    for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size:
            count = seconds // size
            return f"{count} {unit}{'s' * (count > 1)} ago"
    return "just now"
