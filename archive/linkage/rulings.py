"""Knows how a person's verdict is written, and the report linked by it, in one transaction."""

from archive.errors import BadUsage
from archive.library import DocumentRow
from archive.linkage.edges import Edge, reports
from archive.linkage.encoder import Aid
from archive.linkage.stored import READOUTS
from archive.linkage.verdicts import Ruling, give
from archive.linkage.work import fresh_readouts, linked, write
from archive.store import Archive

__all__ = ["rule"]


def rule(
    archive: Archive,
    report: DocumentRow,
    target: DocumentRow,
    *,
    ruling: Ruling,
    by: str,
    note: str,
    aid: Aid | None = None,
) -> tuple[Edge, ...]:
    """Write down what a person says of a report and its target, and return the report's links from now on.

    Raises BadUsage for two documents between which there can be no link.
    """
    if report.id == target.id:
        raise BadUsage(f"{report.key}: a document does not go back to itself")
    if report.source == READOUTS:
        raise BadUsage(f"{report.key}: this is a readout; name the report first, then what it goes back to")
    with archive.transaction():
        db = archive.db
        if target.source == READOUTS:
            write(db, fresh_readouts(db, (target.id,)), run=0, again=False)
        else:
            write(db, list(linked(db, (target.id,))), run=0, again=False)
        give(db, report.key, target.key, ruling=ruling, by=by, note=note)
        made = list(linked(db, (report.id,), whole=True, aid=aid))
        if not made:
            raise BadUsage(f"{report.key}: no whole revision of it is held")
        write(db, made, run=0, again=False)
    return reports(db, report.id)
