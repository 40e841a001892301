"""Knows how the archive looks on a terminal, on which archived text never acts. A door to rich."""

import json
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from archive.branch import Branch, Line
from archive.chronology import ClockRow, FindingRow
from archive.library import CaptureRow, DocumentRow, RevisionRow
from archive.overview import Status
from archive.visible import visible

__all__ = ["Console", "print_branches", "print_document", "print_hit", "print_status", "print_steps"]
__all__ += ["print_table", "visible"]

_VERDICTS = {
    "kept": ("+", ""),
    "dropped": ("-", "red strike"),
    "stated": ("=", "cyan"),
    "outside": (" ", "dim"),
}


def _cell(value: object, style: str = "") -> Text:
    return Text("" if value is None else visible(str(value)), style=style)


def print_table(console: Console, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table; to a file or a pipe, plain lines with tabs between."""
    if not console.is_terminal:
        for row in (heads, *rows) if any(heads) else rows:
            _plain(console, "\t".join(_cell(cell).plain.replace("\n", " ") for cell in row))
        return
    table = Table(*heads, box=None, header_style="bold")
    for row in rows:
        table.add_row(*(_cell(cell) for cell in row))
    console.print(table)


def _plain(console: Console, line: str) -> None:
    console.file.write(f"{line}\n")  # rich would turn the tabs into spaces


def print_steps(console: Console, steps: Iterable[tuple[str, str, str]]) -> None:
    """Print what became of each line of a page, (verdict, rule, text), in colour; to a pipe as a table."""
    if not console.is_terminal:
        print_table(console, ("verdict", "rule", "text"), steps)
        return
    table = Table.grid(padding=(0, 1))
    for verdict, rule, text in steps:
        mark, style = _VERDICTS[verdict]
        colour = "bold green" if verdict == "kept" else style.replace(" strike", "")
        table.add_row(_cell(mark, colour), _cell(rule, colour), _cell(text, style))
    console.print(table)


def print_status(console: Console, status: Status) -> None:
    """Print what is held of each source, how its last crawl ended, and what is still to do."""
    heads = (
        "source",
        "language",
        "documents",
        "first",
        "last",
        "captures",
        "revisions",
        "last crawl",
        "ended",
        "states",
    )
    rows = []
    for row in status.sources:
        crawl = row.last_crawl or {}
        held = (row.documents, row.first_published, row.last_published, row.captures, row.revisions)
        states = ", ".join(f"{count} {state}" for state, count in row.states.items())
        rows.append((row.source, row.language, *held, crawl.get("began_at"), crawl.get("outcome"), states))
    print_table(console, heads, rows)
    if status.frontier:
        console.print()
        pending = [
            (row.source, row.language, row.state, row.outcome, row.addresses) for row in status.frontier
        ]
        print_table(console, ("source", "language", "state", "outcome", "addresses"), pending)


def print_document(
    console: Console,
    document: DocumentRow,
    revisions: Sequence[RevisionRow],
    captures: Sequence[CaptureRow] = (),
    *,
    clocks: Sequence[ClockRow] = (),
    findings: Sequence[FindingRow] = (),
) -> None:
    """Print a document's newest revision: head, text, what was stripped, then revisions and captures."""
    current = next((row for row in revisions if row.id == document.revision_id), None)
    if current is None:
        _plain(console, f"{document.key}: no whole revision is held ({document.state})")
        return
    _heading(console, document, current)
    for block in current.blocks:
        console.print()
        _paragraph(console, block["text"])
    if current.dropped:
        console.print(Text("\nStripped from the page", style="bold"))
        print_table(console, ("rule", "text"), current.dropped)
    console.print(Text("\nRevisions", style="bold"))
    told = [(row.ordinal, row.first_seen, row.last_seen, row.view, row.title) for row in revisions]
    print_table(console, ("revision", "first seen", "last seen", "view", "title"), told)
    if clocks:
        console.print(Text("\nClocks", style="bold"))
        print_table(console, ("clock", "says", ""), [(row.clock, row.at, row.note) for row in clocks])
    if findings:
        console.print(Text("\nFindings", style="bold"))
        heads = ("finding", "found at", "capture", "last seen", "first missing", "because")
        print_table(console, heads, [_finding(row) for row in findings])
    if captures:
        console.print(Text("\nCaptures", style="bold"))
        heads = ("capture", "asked at", "status", "view", "sha256 of the bytes", "change")
        print_table(console, heads, _captures(captures))


def _finding(row: FindingRow) -> tuple[object, ...]:
    because = json.dumps(row.detail, ensure_ascii=False) if row.detail else ""
    return row.kind, row.found_at, row.capture_id, row.last_seen, row.first_missing, because


def _captures(captures: Sequence[CaptureRow]) -> list[tuple[object, ...]]:
    """Return the captures, each with what changed since the one before of its address: bytes or content."""
    before: dict[str, CaptureRow] = {}
    rows = list[tuple[object, ...]]()
    for row in captures:
        last, change = before.get(row.asked), ""
        if last is not None and row.body_sha256 is not None and row.body_sha256 != last.body_sha256:
            change = "bytes only" if row.revision_id == last.revision_id else "content"
        if row.body_sha256 is not None:
            before[row.asked] = row
        rows.append((row.id, row.began_at, row.status, row.view, row.body_sha256, change))
    return rows


def _heading(console: Console, document: DocumentRow, current: RevisionRow) -> None:
    console.print(_cell(current.title, "bold"), soft_wrap=not console.is_terminal)
    facts = {
        "key": document.key,
        "address": document.address,
        "published": current.published_printed,
        "published (UTC)": current.published_at,
        "state": document.state,
        "only a part": current.metadata.get("partial"),
        "missing since": document.missing_since,
        "gone since": document.gone_since,
        "last seen": document.last_seen,
        "last looked for": document.looked_at if document.looked_at != document.last_seen else None,
        "sections": document.section,
        "content sha256": current.content_sha256,
        "subtitle": current.subtitle,
        "lead": current.lead,
    }
    print_table(console, ("", ""), [(name, value) for name, value in facts.items() if value])


def _paragraph(console: Console, text: str) -> None:
    if console.is_terminal:
        console.print(Padding(_cell(text), (0, 2)))
    else:
        _plain(console, visible(text))


def print_hit(
    console: Console,
    *,
    title: Sequence[tuple[str, bool]],
    about: str,
    note: str,
    text: Sequence[tuple[str, bool]],
    address: str,
) -> None:
    """Print what a search found; of title and text each piece says whether it is a hit."""
    console.print(_struck(title, "bold", "bold yellow"))
    console.print(_cell(about, "dim"), _cell(f" {note}" if note else "", "red"), sep="")
    if text:
        console.print(Padding(_struck(text, "", "bold yellow"), (0, 0, 0, 2)))
    console.print(Padding(_cell(address, "blue"), (0, 0, 1, 2)))


def _struck(pieces: Sequence[tuple[str, bool]], style: str, hit_style: str) -> Text:
    line = Text()
    for said, hit in pieces:
        line.append(visible(said).replace("\n", " "), style=hit_style if hit else style)
    return line


def print_branches(console: Console, root: Branch) -> None:
    """Print a tree: each step with its facts below it; wide lines are wrapped within their branch."""
    _branch(console, root, first="", rest="")


def _branch(console: Console, branch: Branch, *, first: str, rest: str) -> None:
    below = "│  " if branch.branches else "   "
    _hung(console, branch.head, first=first, rest=rest + below)
    for fact in branch.facts:
        _hung(console, fact, first=rest + below, rest=rest + below + "  ")
    for place, one in enumerate(branch.branches, start=1):
        last = place == len(branch.branches)
        _branch(console, one, first=rest + ("└─ " if last else "├─ "), rest=rest + ("   " if last else "│  "))


def _hung(console: Console, line: Line, *, first: str, rest: str) -> None:
    told = Text().join(_cell(text, style) for text, style in line)
    if not console.is_terminal:
        _plain(console, (first + told.plain.replace("\n", " ")).rstrip())
        return
    for place, part in enumerate(told.wrap(console, max(20, console.width - len(rest)))):
        console.print(Text(rest if place else first, style="dim"), part, sep="", no_wrap=True)
