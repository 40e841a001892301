"""Knows the rows of speaker turns: how those of a revision are written, and how they are found again."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from archive.models import Segment, SegmentKind, Turn, TurnKind
from archive.names import folded, matches
from archive.rows import as_json

__all__ = ["Sought", "TurnRow", "drop_turns", "turns", "turns_of", "write_turns"]

_WRITE = """
insert into turns (revision_id, number, speaker, name, names, person, role, interpreted, kind, text, segments)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_READ = """
select d.key, d.source, d.language, d.address, d.published_day, r.title, r.capture_id, c.body_sha256,
    t.number, t.speaker, t.name, t.person, t.role, t.interpreted, t.kind, t.text, t.segments, t.names
from documents d join revisions r on r.id = d.revision_id join turns t on t.revision_id = r.id
    join captures c on c.id = r.capture_id
where {where} order by d.published_day, d.key, t.number
"""

_OF_REVISION = """
select speaker, name, person, role, interpreted, kind, segments from turns
where revision_id = ? order by number
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sought:
    """Which turns to list; days are as the site prints them, both ends included; empty means any.

    ``speaker`` is a name in any script, case or order of words, ``person`` the site's own id.
    """

    speaker: str = ""
    person: str = ""
    since: date | None = None
    until: date | None = None
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    kinds: tuple[TurnKind, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class TurnRow:
    """A turn of a current revision, and where it stands; ``segments`` are (kind, text, block)."""

    key: str
    source: str
    language: str
    address: str
    day: str | None
    title: str
    capture: int
    body_sha256: str | None
    number: int
    speaker: str
    name: str | None
    person: str | None
    role: str | None
    interpreted: bool
    kind: TurnKind
    text: str
    segments: tuple[tuple[SegmentKind, str, int], ...]


def write_turns(db: Database, revision_id: int, spoken: tuple[Turn, ...]) -> None:
    """Write the turns of a revision in place of those that it had."""
    db.conn.execute("delete from turns where revision_id = ?", (revision_id,))
    db.conn.executemany(
        _WRITE,
        (
            (
                revision_id,
                number,
                turn.speaker,
                turn.name,
                " ".join(dict.fromkeys(folded(f"{turn.speaker} {turn.name or ''}"))),
                turn.person,
                turn.role,
                turn.interpreted,
                turn.kind.value,
                turn.text,
                as_json([{"kind": s.kind.value, "text": s.text, "block": s.block} for s in turn.segments]),
            )
            for number, turn in enumerate(spoken, start=1)
        ),
    )


def drop_turns(db: Database, source: str) -> None:
    """Drop the turns of all revisions of a source."""
    db.conn.execute(
        "delete from turns where revision_id in (select r.id from revisions r"
        " join documents d on d.id = r.document_id where d.source = ?)",
        (source,),
    )


def turns_of(db: Database, revision_id: int) -> tuple[Turn, ...]:
    """Return the turns of one revision, current or not, in reading order."""
    rows = db.conn.execute(_OF_REVISION, (revision_id,))
    return tuple(
        Turn(
            speaker=speaker,
            name=name,
            person=person,
            role=role,
            interpreted=bool(interpreted),
            kind=TurnKind(kind),
            segments=tuple(
                Segment(SegmentKind(s["kind"]), s["text"], s["block"]) for s in json.loads(segments)
            ),
        )
        for speaker, name, person, role, interpreted, kind, segments in rows
    )


def turns(db: Database, sought: Sought) -> Iterator[TurnRow]:
    """Yield the turns of current revisions, by day, key and number; memory does not grow with them."""
    where, values = _tests(sought)
    asked = folded(sought.speaker)
    if sought.speaker and not asked:
        return
    for row in db.conn.execute(_READ.format(where=" and ".join(where) or "true"), values):
        *told, interpreted, kind, text, segments, names = row
        if asked and not matches(asked, tuple(names.split())):
            continue
        yield TurnRow(
            **dict(zip(_NAMES, told, strict=True)),
            interpreted=bool(interpreted),
            kind=TurnKind(kind),
            text=text,
            segments=tuple((SegmentKind(s["kind"]), s["text"], s["block"]) for s in json.loads(segments)),
        )


_NAMES = tuple(TurnRow.__dataclass_fields__)[: -len(("interpreted", "kind", "text", "segments"))]


def _tests(sought: Sought) -> tuple[list[str], list[str]]:
    """Return the SQL tests of what is sought, and their values."""
    tests = [
        ("t.person = ?", [sought.person] if sought.person else []),
        ("d.published_day >= ?", [sought.since.isoformat()] if sought.since else []),
        ("d.published_day <= ?", [sought.until.isoformat()] if sought.until else []),
        *(
            (f"{column} in ({', '.join('?' * len(values))})", list(values))
            for column, values in (
                ("d.source", sought.sources),
                ("d.language", sought.languages),
                ("t.kind", sought.kinds),
            )
        ),
    ]
    # One word at least has to stand in the name as a whole; which of them, `matches` knows.
    whole = [f" {word} " for word in folded(sought.speaker) if len(word) > 1]
    tests.append((" or ".join(["instr(' ' || t.names || ' ', ?) > 0"] * len(whole)), whole))
    kept = [(test, values) for test, values in tests if values]
    return [f"({test})" for test, _ in kept], [str(value) for _, values in kept for value in values]
