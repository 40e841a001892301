"""Knows the words and lines in which links are told to a person."""

from collections.abc import Iterator, Sequence

from archive.branch import Line
from archive.linkage.ends import Edge, Evidence, Side
from archive.linkage.passages import Quotation

__all__ = [
    "cut",
    "days_between",
    "difference",
    "facts_of",
    "few",
    "governing",
    "numbered",
    "paragraphs",
    "plain",
    "says",
    "span_of",
    "time_of",
    "title_of",
    "where",
]

_LONGEST = 160
_MOST_SHOWN = 12
_MOST_SAID = 5
_MANNERS = {"copy": "copied from", "cited": "cites", "named": "mentions"}
_PIECES = {"same": ("", "", ""), "removed": ("[-", "-]", "red strike"), "added": ("{+", "+}", "green")}
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def span_of(seconds: int) -> str:
    """Return a length of time in words: 47 min, 1 h 29 min, 2 d 3 h."""
    seconds = abs(seconds)
    if seconds < _HOUR:
        return f"{seconds // _MINUTE} min"
    if seconds < _DAY:
        return f"{seconds // _HOUR} h {seconds % _HOUR // _MINUTE} min"
    return f"{seconds // _DAY} d {seconds % _DAY // _HOUR} h"


def facts_of(edge: Edge) -> Iterator[Line]:
    """Yield what is known of a link: a person's verdict, score and time, the keys in both, the sentences."""
    parts = []
    if edge.score is not None and edge.probability is not None:
        parts.append(f"score {edge.score:.1f}" + (f" ({edge.probability:.2f})" if edge.certain else ""))
    if edge.days is not None:
        parts.append(days_between(edge))
    if edge.verdict is not None:
        yield plain(
            f"confirmed by {edge.verdict.by} on {edge.verdict.at[:10]}"
            + (f": {cut(edge.verdict.note)}" if edge.verdict.note else ""),
            "bold green",
        )
    if parts:
        yield plain(", ".join(parts), "dim")
    if edge.shared:
        shared = "; ".join(_pair_of(key.value, key.said) for key in edge.shared[:_MOST_SHOWN])
        yield (("in both: ", "dim"), (shared, ""))
    yield from says(edge)


def says(edge: Edge) -> Iterator[Line]:
    """Yield the sentences in which a report names its source."""
    for one in governing(edge):
        words = "does not speak for itself: " if one.negated else ""
        yield (
            (f"{words}{_MANNERS[one.manner]} {one.name}: ", "dim"),
            (f"“{cut(one.sentence)}”", "italic"),
        )


def governing(edge: Edge) -> list[Evidence]:
    """Return the evidence that governs, a sentence a source; the agency has a step of its own."""
    found: dict[str, Evidence] = {}
    for one in edge.evidence:
        if one.manner != "named" and (one.kind == "agency") is (edge.role == "agency"):
            found.setdefault(one.name, one)
    return list(found.values())[:_MOST_SAID]


def days_between(edge: Edge, what: str = "it") -> str:
    """Return how long after its target a report came."""
    if edge.seconds is not None:
        return f"{span_of(edge.seconds)} {'after' if edge.seconds >= 0 else 'before'} {what}"
    days = -(edge.days or 0)
    if days == 0:
        return "the same day"
    return f"{abs(days)} day{'s' * (abs(days) > 1)} {'after' if days > 0 else 'before'} {what}"


def title_of(one: Side) -> Line:
    """Return a document's title, else its key."""
    return ((cut(one.title) or one.key, "bold"),)


def where(one: Side) -> Line:
    """Return what a document is called here, its language and time, and whether it is gone."""
    gone = {"gone": "gone from the site", "suspect": "missing from the site"}.get(one.state, "")
    told = "  ".join(filter(None, (one.key, one.language, time_of(one) or "no day")))
    return ((told, ""), (f"  {gone}" if gone else "", "red"))


def time_of(one: Side) -> str:
    """Return a document's time in UTC where it is stated to the minute, else its day."""
    if one.exact and one.published_at:
        return f"{one.published_at[:10]} {one.published_at[11:16]} UTC"
    return one.published_day or ""


def numbered(index: int, paragraph: str, style: str) -> Line:
    """Return a paragraph with its number, from 1."""
    return ((f"{index + 1:>3} ", "dim"), (cut(paragraph), style))


def difference(one: Quotation) -> Line:
    """Return the words of a quotation with those that were changed marked."""
    spans = []
    for piece in one.pieces:
        before, after, style = _PIECES[piece.change]
        spans.append((f"{before}{piece.text}{after}", style))
    return tuple(spans)


def few(facts: Sequence[Line], most: int = _MOST_SHOWN) -> list[Line]:
    """Return so many lines at most, and how many more there are."""
    shown = list(facts[:most])
    if len(facts) > most:
        shown.append(plain(f"… and {len(facts) - most} more (--json has all)", "dim"))
    return shown


def _pair_of(value: str, said: str) -> str:
    return value if value == said else f"{value} = {said}"


def plain(text: str, style: str = "") -> Line:
    """Return a line of one style."""
    return ((text, style),)


def paragraphs(count: int) -> str:
    """Return so many paragraphs, in words."""
    return f"{count} paragraph" if count == 1 else f"{count} paragraphs"


def cut(text: str) -> str:
    """Return a text on one line, shortened."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
