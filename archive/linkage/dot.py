"""Knows how a trace is drawn by Graphviz: one node a document or named source, one edge a link."""

from itertools import pairwise

from archive.display import visible
from archive.linkage.ends import Edge, Side
from archive.linkage.trace import Trace

__all__ = ["as_dot"]

_HEAD = 'digraph trace {\n  rankdir="LR";\n  node [shape="box", fontname="sans-serif"];\n'
_LONGEST = 60


class _Drawing:
    """Nodes and edges; a node's name is ours, so that nothing archived is more than a label."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._names: dict[str, str] = {}
        self._drawn = set[tuple[str, str, str]]()

    def node(self, key: str, label: str, *, style: str = "solid") -> str:
        """Return the name of a node, drawn when it is first met."""
        if key not in self._names:
            self._names[key] = f"n{len(self._names)}"
            self.lines.append(f"  {self._names[key]} [label={quoted(label)}, style={quoted(style)}];")
        return self._names[key]

    def edge(self, start: str, end: str, label: str, *, certain: bool) -> None:
        """Draw an edge; a candidate's is dashed."""
        if start == end or (start, end, label) in self._drawn:
            return
        self._drawn.add((start, end, label))
        style = "solid" if certain else "dashed"
        self.lines.append(f"  {start} -> {end} [label={quoted(label)}, style={quoted(style)}];")


def as_dot(trace: Trace) -> str:
    """Return the trace as a graph in DOT; edges lead from a report to what it goes back to."""
    drawing = _Drawing()
    readout = _readout(drawing, trace)
    own = readout if readout and _is_in(trace.report, trace) else _document(drawing, trace.report)
    start = _through(drawing, trace, own, readout)
    if trace.readout is not None:
        end = readout or _target(drawing, trace.readout)
        drawing.edge(start, end, _label(trace.readout), certain=trace.readout.certain)
    for edge in trace.others:
        if readout is not None and edge.report.key != trace.report.key:
            drawing.edge(_document(drawing, edge.report), readout, _label(edge), certain=edge.certain)
    for versions in (trace.versions, trace.agency_versions):
        for older, newer in pairwise(versions):
            drawing.edge(_document(drawing, older), _document(drawing, newer), "updated by", certain=True)
    for repost in trace.reposts:
        drawing.edge(_document(drawing, repost.report), own, _label(repost), certain=repost.certain)
    return f"{_HEAD}{chr(10).join(drawing.lines)}\n}}\n"


def _through(drawing: _Drawing, trace: Trace, own: str, readout: str | None) -> str:
    """Draw the agency, and return where the way to the readout goes on: of a named one from there."""
    if trace.agency is None:
        return own
    through = _target(drawing, trace.agency)
    drawing.edge(own, through, _label(trace.agency), certain=trace.agency.certain)
    behind = trace.behind
    if behind is not None and readout is not None and _same(trace, behind):
        drawing.edge(through, readout, _label(behind), certain=behind.certain)
    return through if trace.agency.target is None else own


def quoted(text: str) -> str:
    r"""Return a text as a quoted string of DOT, in which only ``\n`` of ours is a line's end."""
    lines = ["".join(ch if ch.isprintable() else " " for ch in visible(line)) for line in text.split("\n")]
    safe = [line.replace("\\", "\\\\").replace('"', '\\"') for line in lines]
    return '"' + "\\n".join(safe) + '"'


def _readout(drawing: _Drawing, trace: Trace) -> str | None:
    """Draw both languages of a Kremlin number as one node."""
    if not trace.pair:
        return None
    first = trace.pair[0]
    keys = " = ".join(one.key for one in trace.pair)
    return drawing.node("readout", f"{_cut(first.title)}\n{keys}\n{first.published_day or ''}", style="bold")


def _is_in(one: Side, trace: Trace) -> bool:
    return any(one.key == other.key for other in trace.pair)


def _same(trace: Trace, behind: Edge) -> bool:
    return behind.target is not None and _is_in(behind.target, trace)


def _document(drawing: _Drawing, one: Side) -> str:
    return drawing.node(
        f"document {one.key}", f"{_cut(one.title)}\n{_cut(one.key)}\n{one.published_day or 'no day'}"
    )


def _target(drawing: _Drawing, edge: Edge) -> str:
    if edge.target is not None:
        return _document(drawing, edge.target)
    return drawing.node(f"named {edge.named}", f"{edge.named}\n(named, not held)", style="dashed")


def _label(edge: Edge) -> str:
    score = f" {edge.score:.1f}" if edge.score is not None else ""
    days = f"\n{-edge.days} d" if edge.days is not None else ""
    return f"{edge.type if edge.certain else 'candidate'}{score}{days}"


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
