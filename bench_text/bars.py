"""Knows the bars that Readout's text must hold beside its peers, as issue 4 sets them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bench_text.figures import Figures
from bench_text.readers import OURS, OURS_WITH_TURNS, REFERENCE

__all__ = ["Verdict", "verdicts"]

BySet = Mapping[str, Mapping[str, Figures]]

ABOVE_REFERENCE = MappingProxyType({"scrapinghub": 0.012, "fundus": 0.006, "wcxb": 0.006})
FIELDS = (
    ("fundus", "title", 0.83),
    ("fundus", "date", 0.985),
    ("wcxb", "title", 0.85),
    ("wcxb", "date", 0.885),
)
WIDGETS = (("absent", 0.995), ("present", 0.944))
CLEAN = ("synthetic", "plugins")
KNOWN = ("kremlin", "interfax", "own")
KNOWN_F1 = 0.999
SPEED = 0.9
KNOWN_SPEED = 12.0


@dataclass(frozen=True)
class Verdict:
    """A bar: what was asked of which set, whether it was held, and the numbers."""

    of: str
    what: str
    held: bool
    numbers: str

    def __str__(self) -> str:
        """Return the bar as a line."""
        return f"{'held  ' if self.held else 'MISSED'}  {self.of}: {self.what} ({self.numbers})"


def verdicts(by_set: BySet) -> list[Verdict]:
    """Return a verdict a bar, for the bars whose sets and readers were measured."""
    rules: tuple[Callable[[BySet], Iterator[Verdict]], ...] = (
        _above_reference,
        _above_every_peer,
        _fast_enough,
        _widgets,
        _clean,
        _fields,
        _known,
    )
    return [verdict for rule in rules for verdict in rule(by_set)]


def _ours(by_set: BySet, name: str) -> Figures | None:
    return by_set.get(name, {}).get(OURS)


def _both(by_set: BySet, name: str) -> tuple[Figures, Figures] | None:
    ours, reference = _ours(by_set, name), by_set.get(name, {}).get(REFERENCE)
    return (ours, reference) if ours and reference else None


def _at_least(of: str, what: str, value: float | None, bar: float) -> Verdict:
    number = "nothing was read" if value is None else f"{value:.4f}"
    return Verdict(of, f"{what} at least {bar:g}", value is not None and value >= bar, number)


def _above_reference(by_set: BySet) -> Iterator[Verdict]:
    for name, margin in ABOVE_REFERENCE.items():
        if pair := _both(by_set, name):
            ours, its = (one.f1 or 0.0 for one in pair)
            numbers = f"{ours:.4f} to {its:.4f}: {ours - its:+.4f}"
            yield Verdict(name, f"F1 at least {REFERENCE}'s + {margin:g}", ours >= its + margin, numbers)


def _above_every_peer(by_set: BySet) -> Iterator[Verdict]:
    for name in ABOVE_REFERENCE:
        ours = _ours(by_set, name)
        found = by_set.get(name, {})
        peers = {one: found[one].f1 or 0.0 for one in found if one not in {OURS, OURS_WITH_TURNS}}
        if ours and peers:
            best = max(peers, key=lambda reader: peers[reader])
            numbers = f"{ours.f1 or 0.0:.4f}; the best of {len(peers)}, {best}, {peers[best]:.4f}"
            yield Verdict(name, "F1 above every peer's", (ours.f1 or 0.0) > peers[best], numbers)


def _fast_enough(by_set: BySet) -> Iterator[Verdict]:
    bars = [*((name, SPEED) for name in ABOVE_REFERENCE), ("kremlin", KNOWN_SPEED)]
    for name, bar in bars:
        pair = _both(by_set, name)
        if pair and pair[0].rate and pair[1].rate:
            ratio = pair[0].rate / pair[1].rate
            numbers = f"{pair[0].rate:.1f} to {pair[1].rate:.1f} pages/s: {ratio:.2f} times"
            numbers += _with_turns(by_set[name], pair[1].rate)
            yield Verdict(name, f"at least {bar:g} of {REFERENCE}'s speed", ratio >= bar, numbers)


def _with_turns(found: Mapping[str, Figures], reference: float) -> str:
    """Return the speed of the whole reading, on which no bar is: no peer reads who speaks."""
    whole = found.get(OURS_WITH_TURNS)
    if whole is None or not whole.rate:
        return ""
    return f"; with the turns {whole.rate:.1f} pages/s: {whole.rate / reference:.2f} times"


def _widgets(by_set: BySet) -> Iterator[Verdict]:
    if ours := _ours(by_set, "wp_real"):
        for field, bar in WIDGETS:
            pieces = "widgets' lines absent" if field == "absent" else "the body's pieces present"
            yield _at_least("wp_real", pieces, getattr(ours, field), bar)


def _clean(by_set: BySet) -> Iterator[Verdict]:
    for name in CLEAN:
        if ours := _ours(by_set, name):
            clean = not ours.kept and not ours.missing
            yield Verdict(name, "0 lines kept, 0 lost", clean, f"{ours.kept} kept, {ours.missing} lost")


def _fields(by_set: BySet) -> Iterator[Verdict]:
    for name, field, bar in FIELDS:
        if ours := _ours(by_set, name):
            yield _at_least(name, f"{field} right", getattr(ours, field), bar)


def _known(by_set: BySet) -> Iterator[Verdict]:
    for name in KNOWN:
        if ours := _ours(by_set, name):
            yield _at_least(name, "F1", ours.f1, KNOWN_F1)
