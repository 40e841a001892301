"""Knows what `readout trace` says: a tree, JSON or a graph, of a stored document or of a text in a file."""

from pathlib import Path

import click

from archive.display import Console, print_branches
from archive.errors import BadUsage
from archive.library import as_json
from archive.linkage.branches import branch_of
from archive.linkage.dot import as_dot
from archive.linkage.trace import Trace, trace_document, trace_text
from crawler.finding import found, reading
from crawler.progress import counting
from crawler.stated import encoder
from crawler.texts import text_in

__all__ = ["run"]


def run(*, what: str, day: str | None, form: str | None, archive: Path) -> None:
    """Trace a document by any of its names, or a text file, which is not stored."""
    told = _traced(what, day, archive)
    if form == "json":
        click.echo(as_json(told))
    elif form == "dot":
        click.echo(as_dot(told), nl=False)
    else:
        print_branches(Console(), branch_of(told))


def _traced(what: str, day: str | None, archive: Path) -> Trace:
    file = Path(what)
    if "://" in what or what.isdigit() or not _is_file(file):
        if day is not None:
            raise BadUsage("--day dates a text in a file; a stored document has the day that its page states")
        with reading(archive) as db, counting("readouts") as progress:
            return trace_document(db, found(db, what), aid=encoder(), progress=progress)
    text = text_in(file, day=day)
    with reading(archive) as db, counting("readouts") as progress:
        return trace_text(db, text, aid=encoder(), progress=progress)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
