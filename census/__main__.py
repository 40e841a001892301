"""Knows how the census is run: ``python -m census``.

Every piece of text in the body of every stored page of a known layout is either text of the document or was
dropped by a rule; nothing else may be. And no line may stand in the text of many documents unless its kind is
known to be honest. Exits 1 where either fails.
"""

import argparse
import json
import os
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path

import click

from archive.display import Console, print_table
from census.accounting import account, body_of
from census.pages import documents_of, own_pages, shared_pages
from census.recurring import Line, Recurrence, recurring

_ROOT = Path(__file__).resolve().parents[2]
_LONGEST = 70


@dataclass
class Census:
    """What was counted: documents, pieces by (layout, what became of them, rule), examples, faults."""

    documents: Counter[str] = field(default_factory=Counter)
    pieces: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    examples: defaultdict[tuple[str, str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    faults: list[tuple[str, str, str]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def taken(pages: Iterator[object], *, examples: int) -> Census:
    """Take the census of pages."""
    census = Census()
    for page in pages:
        for document in documents_of(page):
            body = body_of(page)
            census.documents[document.layout] += 1
            census.lines += [
                (document.identity.source, document.identity.key, line)
                for block in document.blocks
                for line in block.text.split("\n")
                if line
            ]
            if body is None:
                census.pieces[document.layout, "no body marked", ""] += 1
                continue
            told = account(body, document)
            _count(census, document.layout, "kept", told.kept, examples)
            _count(census, document.layout, "dropped", told.dropped, examples)
            census.faults += [(document.identity.key, "no rule dropped", text) for text in told.unexplained]
            census.faults += [(document.identity.key, "not in this place", text) for text in told.lost]
    return census


def _count(
    census: Census, layout: str, verdict: str, pieces: tuple[tuple[str, str], ...], examples: int
) -> None:
    for rule, text in pieces:
        key = (layout, verdict, rule.removeprefix(f"{layout}: "))
        census.pieces[key] += 1
        shown = _cut(text)
        if len(census.examples[key]) < examples and shown not in census.examples[key]:
            census.examples[key].append(shown)


def lines_in(archive: Path) -> Iterator[Line]:
    """Yield the lines of an archive's current revisions."""
    with closing(sqlite3.connect(f"{archive.resolve().as_uri()}?mode=ro", uri=True)) as db:
        for source, key, text in db.execute(
            "select d.source, d.key, r.text from documents d join revisions r on r.id = d.revision_id"
        ):
            yield from ((source, key, line) for line in text.split("\n") if line)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _print(census: Census, found: list[Recurrence], pages: str) -> None:
    console = Console()
    console.print(f"{pages}: {census.documents.total()} documents", markup=False)
    rows = [
        (layout, verdict, rule, count, " | ".join(census.examples[layout, verdict, rule]))
        for (layout, verdict, rule), count in sorted(census.pieces.items())
    ]
    print_table(console, ("layout", "verdict", "rule", "pieces", "examples"), rows)
    print_table(
        console, ("fault of", "what", "text"), [(key, what, _cut(text)) for key, what, text in census.faults]
    )
    print_table(
        console,
        ("source", "recurring line", "documents", "share", "example", "why it may"),
        [
            (
                one.source,
                _cut(one.line),
                one.documents,
                f"{one.share:.1%}",
                one.example,
                one.reason or "NOT ALLOWED",
            )
            for one in found
        ],
    )


def main() -> int:
    """Take the census, print it, and return 1 where a piece has no rule or a line recurs without a reason."""
    options = argparse.ArgumentParser(prog="python -m census", description=__doc__)
    options.add_argument("--archive", type=Path, help="look for recurring lines in this archive instead")
    options.add_argument("--examples", type=int, default=2)
    options.add_argument("--share", type=float, default=0.02, help="of a source's documents; 0.02 by default")
    options.add_argument("--least", type=int, default=4, help="documents; 4 by default")
    options.add_argument("--json", action="store_true")
    asked = options.parse_args()
    shared = Path(os.environ.get("READOUT_SHARED", _ROOT / "shared"))
    there = (shared / "data").is_dir()
    pages = (
        "the real pages beside the checkout" if there else "Readout's own invented pages (no real ones here)"
    )
    census = taken(shared_pages(shared) if there else own_pages(), examples=asked.examples)
    lines = lines_in(asked.archive) if asked.archive else iter(census.lines)
    found = recurring(lines, share=asked.share, least=asked.least)
    failed = bool(census.faults) or any(not one.reason for one in found)
    if asked.json:
        click.echo(
            json.dumps(
                {
                    "pages": pages,
                    "documents": dict(census.documents),
                    "pieces": [[*key, count] for key, count in sorted(census.pieces.items())],
                    "faults": census.faults,
                    "recurring": [{**asdict(one), "share": one.share} for one in found],
                },
                ensure_ascii=False,
                indent=2,
            )
        )
    else:
        _print(census, found, pages)
        click.echo(
            f"{len(census.faults)} faults, {sum(not one.reason for one in found)} lines that may not recur"
        )
    return int(failed)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:  # whoever read along has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
