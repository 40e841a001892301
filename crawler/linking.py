"""Knows what `readout links` and `readout link` say: lists of links and orphans, a person's verdict."""

import csv
import getpass
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from archive.connection import open_archive
from archive.display import Console, print_table, visible
from archive.errors import BadUsage
from archive.export import BOM, is_formula
from archive.library import as_json
from archive.linkage.edges import Edge
from archive.linkage.listing import Orphan, links, orphans
from archive.linkage.rulings import rule
from archive.linkage.verdicts import Ruling
from archive.store import Archive
from crawler import settings
from crawler.filtering import filters_from
from crawler.finding import found, reading
from crawler.stated import encoder, network_allowed, reserve

__all__ = ["listed", "ruled"]

_LONGEST = 2000
"""Letters of a note."""

_COLUMNS: dict[str, Callable[[Edge], object]] = {
    "day": lambda one: one.report.published_day,
    "report": lambda one: one.report.key,
    "report_address": lambda one: one.report.address,
    "report_title": lambda one: one.report.title,
    "report_published_at": lambda one: one.report.published_at,
    "role": lambda one: one.role,
    "type": lambda one: one.type,
    "certain": lambda one: "yes" if one.certain else "no",
    "target": lambda one: one.target.key if one.target else None,
    "target_address": lambda one: one.target.address if one.target else None,
    "target_title": lambda one: one.target.title if one.target else None,
    "target_state": lambda one: one.target.state if one.target else None,
    "named": lambda one: one.named or None,
    "score": lambda one: one.score,
    "probability": lambda one: one.probability,
    "days": lambda one: one.days,
    "seconds": lambda one: one.seconds,
    "used": lambda one: one.used if one.target else None,
    "paragraphs": lambda one: one.paragraphs if one.target else None,
    "readout_share": lambda one: one.readout_share,
    "report_share": lambda one: one.report_share,
    "verdict": lambda one: one.verdict.verdict if one.verdict else None,
    "verdict_by": lambda one: one.verdict.by if one.verdict else None,
    "method": lambda one: one.method,
}
_HEADS = ("day", "report", "type", "goes back to", "score", "days", "used")
_ORPHANS = ("why", "day", "document", "names", "title")


def listed(
    *, types: tuple[str, ...], orphans_only: bool, form: str | None, archive: Path, **chosen: Any
) -> None:
    """Print the links of the chosen reports, or what lacks an end."""
    if orphans_only and types:
        raise BadUsage("--orphans and --type exclude each other")
    filters = filters_from(**chosen)
    with reading(archive) as db:
        if orphans_only:
            _orphans(list(orphans(db, filters)), form)
        else:
            _links(links(db, filters, types), form)


def _links(found: Iterable[Edge], form: str | None) -> None:
    if form == "json":
        click.echo(as_json(list(found)))
    elif form in ("csv", "sheet"):
        _csv(tuple(_COLUMNS), ([tell(one) for tell in _COLUMNS.values()] for one in found), form)
    else:
        print_table(Console(), _HEADS, map(_row, found))


def _row(one: Edge) -> tuple[object, ...]:
    target = one.target.key if one.target else f"{one.named} (not held)"
    used = f"{one.used}/{one.paragraphs}" if one.target else None
    kind = "candidate" if not one.certain else f"{one.type} (confirmed)" if one.verdict else one.type
    days = -one.days if one.days is not None else None
    score = f"{one.score:.1f}" if one.score is not None else None
    return one.report.published_day, one.report.key, kind, target, score, days, used


def _orphans(found: Sequence[Orphan], form: str | None) -> None:
    if form == "json":
        click.echo(as_json(found))
        return
    rows = [
        (
            one.why,
            one.document.published_day,
            one.document.key,
            (one.edge.named or (one.edge.target.key if one.edge.target else None)) if one.edge else None,
            one.document.title,
        )
        for one in found
    ]
    if form in ("csv", "sheet"):
        _csv(_ORPHANS, rows, form)
    else:
        print_table(Console(), _ORPHANS, rows)


def _csv(heads: Sequence[str], rows: Iterable[Sequence[object]], form: str | None) -> None:
    """Write rows as exact CSV, or with formulas made safe and a byte order mark for a spreadsheet."""
    out = sys.stdout
    if form == "sheet":
        out.flush()
        out.buffer.write(BOM)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow(
            [
                f"'{cell}" if form == "sheet" and isinstance(cell, str) and is_formula(cell) else cell
                for cell in row
            ]
        )


def ruled(
    *, report: str, target: str, ruling: Ruling | None, note: str, by: str | None, wait: float, archive: Path
) -> None:
    """Write a person's verdict down and say what the report goes back to from now on."""
    if ruling is None:
        raise BadUsage("say --confirm, --reject or --withdraw")
    if len(note) > _LONGEST:
        raise BadUsage(f"a note has at most {_LONGEST} letters")
    open_archive(archive, read_only=True, older=True).conn.close()  # what is not there is not to be made
    reserve().require(archive)
    with Archive(archive, wait=wait, network=network_allowed()) as opened:
        its, other = found(opened.db, report), found(opened.db, target)
        after = rule(opened, its, other, ruling=ruling, by=by or _user(), note=note, aid=encoder())
    click.echo(visible(f"{its.key}: {_said(ruling)} {other.key}"))
    for edge in after:
        target_key = edge.target.key if edge.target else f"{edge.named} (not held)"
        click.echo(visible(f"  {edge.role}: {edge.type if edge.certain else 'candidate'} {target_key}"))


def _said(ruling: Ruling) -> str:
    return {
        "confirm": "confirmed that it goes back to",
        "reject": "rejected that it goes back to",
        "withdraw": "nothing is said any more of",
    }[ruling]


def _user() -> str:
    """Return who is asked to be written to, else the user's name on this machine."""
    try:
        return settings.READOUT_CONTACT or getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"
