"""Knows what the crawling commands say: what was created, what came of it, what is left."""

import sys
from collections import Counter
from pathlib import Path
from types import MappingProxyType

import click

from archive.display import visible
from archive.recording import Ended
from archive.revisions import Change
from crawler.order import Order
from crawler.orders import beginnings, crawl_order, fetch_order
from crawler.run import Verdict, carry_out, judge_page, settings_for, verdict
from crawler.session import Session
from crawler.terminal import watching

__all__ = ["crawl", "fetch"]

# Of many addresses that could not be had, so many are named; all of them stand in the archive.
NAMED = 10
CHANGES = MappingProxyType(
    {
        Change.NEW: "new",
        Change.REVISED: "revised",
        Change.REVERTED: "taken back",
        Change.FILLED: "filled in",
        Change.PARTIAL: "in part",
        Change.SAME: "seen again",
    }
)
ALWAYS_TOLD = frozenset({Change.NEW, Change.REVISED, Change.SAME})


def crawl(
    *,
    source: str,
    lang: str | None,
    since: str | None,
    until: str | None,
    limit: int | None,
    section: tuple[str, ...],
    delay: float | None,
    revisit: str,
    verbose: bool,
    wait: float,
    archive: Path,
) -> None:
    """Crawl a declared site and say what came of it."""
    order = crawl_order(
        source, languages=lang, since=since, until=until, limit=limit, sections=section, revisit=revisit
    )
    beginnings(order)
    session = _run(order, archive=archive, delay=delay, verbose=verbose, wait=wait)
    _summarise(session)
    _leave(verdict(session, session.outcome))


def fetch(*, url: str, delay: float | None, verbose: bool, wait: float, archive: Path) -> None:
    """Fetch one page and say what was kept of it."""
    order = fetch_order(url)
    beginnings(order)
    session = _run(order, archive=archive, delay=delay, verbose=verbose, wait=wait)
    judged = verdict(session, session.outcome)
    tally = session.tally
    if session.failure is None and session.outcome != "interrupted" and tally.last is not None:
        judged = judge_page(tally.troubles[0] if tally.troubles else tally.last)
        if judged.code == 0:
            click.echo(visible(_kept(tally.last)))
    _leave(judged)


def _run(order: Order, *, archive: Path, delay: float | None, verbose: bool, wait: float) -> Session:
    settings = settings_for(order, archive=archive, delay=delay, verbose=verbose)
    session = Session.open(archive, order, settings, wait=wait)
    if session.archive.created:
        click.echo(f"{archive}: a new archive", err=True)
    if session.archive.recovered:
        click.echo(f"{session.archive.recovered} addresses of a run that died are taken up again", err=True)
    with watching(order.site.name) as watcher:
        session.watchers.append(watcher)
        carry_out(order, session, settings)
    if session.unlinked:
        click.echo(visible(session.unlinked), err=True)
    return session


def _summarise(session: Session) -> None:
    counts = session.tally.counts
    ended = {name: count for name, count in counts.items() if not name.startswith("documents_")}
    click.echo(
        f"{session.order.site.name}: {_addresses(sum(ended.values()))}: "
        + (", ".join(f"{count} {name}" for name, count in sorted(ended.items())) or "nothing to ask")
    )
    click.echo("documents: " + _documents(counts))
    if session.head:
        click.echo(f"evidence: head {session.head}")
    for trouble in session.tally.troubles[:NAMED]:
        detail = f" ({trouble.detail})" if trouble.detail else ""
        click.echo(visible(f"{trouble.outcome.value}: {trouble.task.address}{detail}"), err=True)
    if session.tally.trouble_count > NAMED:
        click.echo(f"… and {session.tally.trouble_count - NAMED} more", err=True)
    if session.left:
        stay = "stays" if session.left == 1 else "stay"
        click.echo(f"{_addresses(session.left)} {stay} on the plan for the next run")


def _addresses(count: int) -> str:
    return f"{count} address" if count == 1 else f"{count} addresses"


def _documents(counts: Counter[str]) -> str:
    """Say what the run meant for the documents; the rarer changes only where there were any."""
    return ", ".join(
        f"{counts[f'documents_{change}']} {words}"
        for change, words in CHANGES.items()
        if counts[f"documents_{change}"] or change in ALWAYS_TOLD
    )


def _kept(ended: Ended) -> str:
    if not ended.observed:
        return (
            f"{ended.task.address}: {ended.outcome.value}; the page is kept, it holds no document of its own"
        )
    ids = ", ".join(str(one.document_id) for one in ended.observed)
    return f"{ended.task.address}: {ended.observed[0].change.value}; document {ids} (readout show {ids})"


def _leave(judged: Verdict) -> None:
    if judged.reason:
        click.echo(f"readout: {visible(judged.reason)}", err=True)
    sys.exit(judged.code)
