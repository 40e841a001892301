"""Knows how what was derived of a source's captures differs from what was derived of them before."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from sqlite_utils import Database

__all__ = ["Comparison", "Difference", "Shown", "compare", "shown"]


class Difference(StrEnum):
    """How a document fares under another extractor."""

    SAME = "same"
    TEXT = "text"
    METADATA = "metadata"
    READABLE = "newly readable"
    UNREADABLE = "no longer readable"


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What a derivation changed: counts, and each document that differs, with why."""

    source: str
    captures: int
    extractor: str
    former: tuple[str, ...]
    counts: Counter[str]
    differences: tuple[tuple[str, str, str], ...]
    unreadable: tuple[tuple[int, str, str], ...]


# What a document shows: the words of each revision, and all else that is stated with them.
Shown = dict[str, tuple[tuple[str, str], ...]]


def shown(db: Database, source: str) -> Shown:
    """Return what each document of a source shows now, by key."""
    found: dict[str, list[tuple[str, str]]] = {}
    rows = db.conn.execute(
        "select d.key, r.text_sha256, r.content_sha256 || r.metadata || d.state from documents d"
        " left join revisions r on r.document_id = d.id where d.source = ? order by d.key, r.ordinal",
        (source,),
    )
    for key, text, rest in rows:
        listed = found.setdefault(key, [])
        if text is not None:
            listed.append((text, rest))
    return {key: tuple(listed) for key, listed in found.items()}


def compare(before: Shown, after: Shown) -> tuple[Counter[str], tuple[tuple[str, str, str], ...]]:
    """Return how many documents fare how, and each that differs: its key, how, and why."""
    counts: Counter[str] = Counter()
    differences = []
    for key in sorted(before.keys() | after.keys()):
        kind, why = _compare(before.get(key, ()), after.get(key, ()))
        counts[kind.value] += 1
        if kind is not Difference.SAME:
            differences.append((key, kind.value, why))
    return counts, tuple(differences)


def _compare(
    before: tuple[tuple[str, str], ...], after: tuple[tuple[str, str], ...]
) -> tuple[Difference, str]:
    if before == after:
        return Difference.SAME, ""
    if not before:
        return Difference.READABLE, f"{len(after)} revision(s) where none could be read"
    if not after:
        return Difference.UNREADABLE, f"{len(before)} revision(s) could be read before"
    old, new = [text for text, _ in before], [text for text, _ in after]
    if old != new:
        return Difference.TEXT, f"the extractor reads other words ({len(old)} → {len(new)} revisions)"
    return Difference.METADATA, "the extractor reads other metadata; the words are the same"
