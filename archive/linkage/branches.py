"""Knows how a trace is told to a person: branches with facts, in words, each step with its evidence."""

from collections.abc import Iterator, Sequence

from archive.branch import Branch, Line
from archive.linkage.ends import Edge, Side
from archive.linkage.passages import SideBySide
from archive.linkage.trace import Trace
from archive.linkage.wording import (
    cut,
    days_between,
    difference,
    facts_of,
    few,
    numbered,
    paragraphs,
    plain,
    says,
    span_of,
    time_of,
    title_of,
    where,
)

__all__ = ["branch_of"]

_MOST_REPORTS = 40

_TYPES = {
    "reports": "reports",
    "via": "reports, through an agency,",
    "same-event": "tells of the same event as",
    "counterpart": "tells the other side's readout of what is in",
    "none": "candidate:",
}
_HOW = {
    "keys": "across languages, by names and numbers: weaker",
    "verbatim": "by its words",
    "encoder": "by the encoder",
}


def branch_of(trace: Trace) -> Branch:
    """Return the trace as a tree whose root is the text that was asked for."""
    readout = _readout(trace)
    if trace.agency is None:
        steps = [readout] if readout else []
    else:
        steps = [_agency(trace, trace.agency, readout)]
    steps += _beside(trace)
    facts = [plain(note, "yellow") for note in trace.notes]
    return Branch(title_of(trace.report), (where(trace.report), *facts), tuple(steps))


def _agency(trace: Trace, edge: Edge, readout: Branch | None) -> Branch:
    name, target = edge.named or "an agency", edge.target
    head: Line = (("via ", "bold cyan"), (name, "bold"))
    if target is None:
        head = (*head, (" (named, not held)", "yellow"))
        return Branch(head, tuple(says(edge)), (readout,) if readout else ())
    branches = list(_usage(trace.agency_usage))
    if trace.agency_versions:
        branches.append(_versions(trace.agency_versions, target))
    behind = trace.behind
    if behind is not None and behind.target is not None:
        own = _step(behind, f"{target.key} {_TYPES[behind.type]} ", ())
        branches.append(Branch(own.head, own.facts, tuple(_usage(trace.behind_usage))))
    if readout is not None:
        branches.append(readout)
    return Branch((*head, (": ", ""), *title_of(target)), (where(target), *facts_of(edge)), tuple(branches))


def _readout(trace: Trace) -> Branch | None:
    edge = trace.readout
    if edge is None:
        return None
    if edge.target is None:
        if edge.named:
            head: Line = (
                ("names ", "bold cyan"),
                (edge.named, "bold"),
                (" (no readout of it is held)", "yellow"),
            )
            return Branch(head, tuple(says(edge)), tuple(_candidates(trace)))
        return None
    words = "candidate: " if not edge.certain else f"{_TYPES[edge.type]} "
    step = _step(edge, words, trace.pair)
    more = [*_usage(trace.usage), *_others(trace), *_candidates(trace)]
    return Branch(step.head, step.facts, tuple(more))


def _step(edge: Edge, words: str, pair: Sequence[Side]) -> Branch:
    assert edge.target is not None  # noqa: S101 - its callers have looked
    style = "bold cyan" if edge.certain else "bold yellow"
    head = ((words, style), *title_of(edge.target))
    sides = [where(one) for one in pair] or [where(edge.target)]
    return Branch(head, (*sides, *facts_of(edge)))


def _usage(usage: SideBySide | None) -> Iterator[Branch]:
    if usage is None:
        return
    used = [one for one in usage.passages if one.used]
    left = [one for one in usage.passages if not one.used]
    told = f"{len(used)} of {paragraphs(len(usage.passages))} ({_HOW.get(usage.method, usage.method)})"
    yield Branch(
        (("used: ", "bold"), (told, ""), (_shares(usage), "dim")),
        tuple(few([numbered(one.index, one.paragraph, "green") for one in used])),
    )
    if left:
        facts = [numbered(one.index, one.paragraph, "red") for one in left]
        words = "left out: " if usage.method == "verbatim" else "left out, or not recognised: "
        yield Branch(((words, "bold"), (paragraphs(len(left)), "")), tuple(few(facts)))
    yield from _quoted(usage)


def _shares(usage: SideBySide) -> str:
    told = ""
    if usage.readout_share is not None:
        told += f", {usage.readout_share:.0%} of its five-word runs"
    if usage.report_share is not None:
        told += f"; {usage.report_share:.0%} of the report's are in it"
    return told


def _quoted(usage: SideBySide) -> Iterator[Branch]:
    changed = [difference(one) for one in usage.quotations if one.changed]
    if changed:
        yield Branch(
            (("changed inside quotation marks: ", "bold"), (str(len(changed)), "")), tuple(few(changed))
        )
    foreign: list[Line] = [((f"“{cut(one.text)}”", ""),) for one in usage.quotations if not one.found]
    if foreign:
        yield Branch(
            (("quotations that are not in it: ", "bold"), (str(len(foreign)), "")), tuple(few(foreign))
        )


def _others(trace: Trace) -> Iterator[Branch]:
    """Yield who reported the readout, by time: who was first, and by how long."""
    if trace.others:
        facts = [_report(edge, trace) for edge in trace.others]
        head: Line = (("reports of it, by time: ", "bold"), (str(len(facts)), ""))
        yield Branch(head, tuple(few(facts, most=_MOST_REPORTS)))


def _report(edge: Edge, trace: Trace) -> Line:
    first = trace.others[0]
    after = days_between(edge, "the readout") if edge.days is not None or edge.seconds is not None else ""
    mark = "first" if edge is first and len(trace.others) > 1 else _behind(first, edge)
    rest = ", ".join(filter(None, (after, mark)))
    mine = " ← this one" if edge.report.key == trace.report.key else ""
    told = f"{edge.report.published_day or 'no day'}  {edge.report.key}  {edge.type}"
    return ((told, ""), (f"  ({rest})" if rest else "", "dim"), (mine, "bold"))


def _behind(first: Edge, edge: Edge) -> str:
    if first is edge or first.seconds is None or edge.seconds is None:
        return ""
    return f"{span_of(edge.seconds - first.seconds)} after the first"


def _candidates(trace: Trace) -> Iterator[Branch]:
    """Yield the other candidates; of a dated report with a sure link they are of no interest."""
    edge = trace.readout
    if edge is None or (edge.certain and edge.target is not None):
        return
    facts = []
    for one, its in trace.candidates:
        if edge.target is not None and one.node == edge.node:
            continue
        title = f"  {cut(its.title)}" if its else ""
        day = f"  {its.published_day}" if its and its.published_day else ""
        facts.append(plain(f"{one.key}{day}  score {one.score:.1f}{title}"))
    if facts:
        yield Branch(plain("next candidates", "bold"), tuple(facts))


def _beside(trace: Trace) -> Iterator[Branch]:
    if trace.stated:
        facts: list[Line] = [
            ((cut(one.address), ""), (f"  {one.target.key}", "") if one.target else ("  not held", "yellow"))
            for one in trace.stated
        ]
        yield Branch(plain("the page itself links to", "bold"), tuple(few(facts)))
    if trace.versions:
        yield _versions(trace.versions, trace.report)
    if trace.readout is None and trace.others:
        yield from _others(trace)
    if trace.readout is None and len(trace.pair) > 1:
        facts = [where(one) for one in trace.pair if one.key != trace.report.key]
        yield Branch(plain("the same in another language", "bold"), tuple(facts))
    if trace.reposts:
        facts = [
            plain(f"{one.report.published_day or 'no day'}  {one.report.key}  {cut(one.report.title)}")
            for one in trace.reposts
        ]
        yield Branch((("reposted by: ", "bold"), (str(len(facts)), "")), tuple(few(facts)))


def _versions(versions: Sequence[Side], its: Side) -> Branch:
    facts: list[Line] = []
    for one in versions:
        mine = " ← this one" if one.key == its.key else ""
        facts.append(((f"{time_of(one)}  {one.key}  {cut(one.title)}", ""), (mine, "bold")))
    return Branch(
        (("versions, each an update of the one before: ", "bold"), (str(len(versions)), "")), tuple(facts)
    )
