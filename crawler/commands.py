"""Knows what the crawling commands say: what was created, what came of it, what is left."""

import sys
from pathlib import Path

import click

from archive.display import visible
from archive.recording import Ended
from crawler.order import Order
from crawler.orders import beginnings, crawl_order, fetch_order
from crawler.run import Verdict, carry_out, judge_page, settings_for, verdict
from crawler.session import Session
from crawler.terminal import watching

__all__ = ["crawl", "fetch"]

# Of many addresses that could not be had, so many are named; all of them stand in the archive.
NAMED = 10


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
    archive: Path,
) -> None:
    """Crawl a declared site and say what came of it."""
    order = crawl_order(
        source, languages=lang, since=since, until=until, limit=limit, sections=section, revisit=revisit
    )
    beginnings(order)
    session = _run(order, archive=archive, delay=delay, verbose=verbose)
    _summarise(session)
    _leave(verdict(session, session.outcome))


def fetch(*, url: str, delay: float | None, verbose: bool, archive: Path) -> None:
    """Fetch one page and say what was kept of it."""
    order = fetch_order(url)
    beginnings(order)
    session = _run(order, archive=archive, delay=delay, verbose=verbose)
    judged = verdict(session, session.outcome)
    tally = session.tally
    if session.failure is None and tally.last is not None:
        judged = judge_page(tally.troubles[0] if tally.troubles else tally.last)
        if judged.code == 0:
            click.echo(visible(_kept(tally.last)))
    _leave(judged)


def _run(order: Order, *, archive: Path, delay: float | None, verbose: bool) -> Session:
    settings = settings_for(order, archive=archive, delay=delay, verbose=verbose)
    session = Session.open(
        archive,
        order,
        backoff=settings.getfloat("READOUT_BACKOFF"),
        patience=settings.getfloat("READOUT_PATIENCE"),
    )
    if session.archive.created:
        click.echo(f"{archive}: a new archive", err=True)
    if session.archive.recovered:
        click.echo(f"{session.archive.recovered} addresses of a run that died are taken up again", err=True)
    with watching(order.site.name) as watcher:
        session.watchers.append(watcher)
        return carry_out(order, session, settings)


def _summarise(session: Session) -> None:
    counts = session.tally.counts
    ended = {name: count for name, count in counts.items() if not name.startswith("documents_")}
    click.echo(
        f"{session.order.site.name}: {sum(ended.values())} addresses: "
        + (", ".join(f"{count} {name}" for name, count in sorted(ended.items())) or "nothing to ask")
    )
    click.echo(
        f"documents: {counts['documents_new']} new, {counts['documents_revised']} revised, "
        + (f"{counts['documents_reverted']} taken back, " if counts["documents_reverted"] else "")
        + f"{counts['documents_same']} seen again"
    )
    for trouble in session.tally.troubles[:NAMED]:
        detail = f" ({trouble.detail})" if trouble.detail else ""
        click.echo(visible(f"{trouble.outcome.value}: {trouble.task.address}{detail}"), err=True)
    if session.tally.trouble_count > NAMED:
        click.echo(f"… and {session.tally.trouble_count - NAMED} more", err=True)
    if session.left:
        click.echo(f"{session.left} addresses stay on the plan for the next run")


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
