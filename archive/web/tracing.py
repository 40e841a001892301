"""Knows the page that lays a report beside what it goes back to: used, left out, changed in quotations."""

from sqlite_utils import Database

from archive.errors import UnknownDocument
from archive.library import DocumentRow, find
from archive.linkage.edges import reports
from archive.linkage.ends import Edge
from archive.linkage.passages import side_by_side
from archive.web.answers import Page
from archive.web.asked import Asked
from archive.web.reporting import step
from archive.web.safety import document_path

__all__ = ["trace"]

_MOST_KEYS = 24


def trace(db: Database, asked: Asked) -> Page:
    """Return a report beside the document that it goes back to; raises `UnknownDocument` for no such link."""
    report, target = find(db, asked.parts["what"]), find(db, asked.parts["target"])
    edge = _between(db, report, target)
    told = side_by_side(db, edge)
    quotations = told.quotations if told else ()
    return Page(
        template="trace",
        values={
            "edge": edge,
            "step": step(edge, edge.target, asked.words),
            "report_path": document_path(report.key, report.id),
            "target_path": document_path(target.key, target.id),
            "told": told,
            "shared": edge.shared[:_MOST_KEYS],
            "changed": [one for one in quotations if one.changed],
            "kept": [one for one in quotations if one.found and not one.changed],
            "foreign": [one for one in quotations if not one.found],
        },
    )


def _between(db: Database, report: DocumentRow, target: DocumentRow) -> Edge:
    for edge in reports(db, report.id):
        if edge.target is not None and edge.target.document_id == target.id:
            return edge
    raise UnknownDocument(f"{report.key}: the archive holds no link from it to {target.key}")
