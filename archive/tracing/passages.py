"""Knows which paragraphs of a report in another language tell what a paragraph of the readout says."""

from dataclasses import dataclass

from archive.tracing.folding import WORD, folded
from archive.tracing.grams import Grams, Likeness, grams
from archive.tracing.keys import keys
from archive.tracing.scoring import Pool
from archive.tracing.texts import MOST, Text

__all__ = ["Likened", "alike"]

_ENOUGH = 0.13
"""Of the paragraphs of a wrong readout one in twenty is this like a paragraph of the report."""
_EVERYWHERE = frozenset({"country:RU"})
_FEW = 6.0
"""What is added to the weight of a paragraph's keys, so that one name alone is no proof."""


@dataclass(frozen=True, slots=True)
class Likened:
    """The report's paragraph that is most like one of the readout: where it stands, how like it is."""

    span: tuple[int, int]
    score: float

    @property
    def used(self) -> bool:
        """Tell whether it is like enough."""
        return self.score >= _ENOUGH


@dataclass(frozen=True, slots=True)
class _Part:
    keys: frozenset[str]
    grams: Grams


def alike(readout: Text, report: Text, pool: Pool) -> list[Likened | None]:
    """Return for each paragraph of the readout the report's that is most like it, None where nothing is.

    A name weighs more the fewer readouts of the pool hold it; what the title names is left out, for all of
    the readout is about it.
    """
    parts = _parts(readout)
    told = _parts(report)[: sum(end <= MOST for _, end in report.spans)]
    likeness = Likeness([part.grams for part in parts], as_in=pool.likeness)
    by_grams = [likeness.of(part.grams) for part in told]
    found: list[Likened | None] = []
    for at, part in enumerate(parts):
        scores = [_by_keys(part, other, pool) + by_grams[place][at] for place, other in enumerate(told)]
        place = max(range(len(told)), key=scores.__getitem__, default=-1)
        found.append(Likened(report.spans[place], min(1.0, scores[place])) if scores else None)
    return found


def _parts(text: Text) -> list[_Part]:
    theme = keys(text.title, WORD.findall(text.title), text.language).keys() | _EVERYWHERE
    found = []
    for paragraph in text.paragraphs:
        words = WORD.findall(paragraph)
        its = frozenset(keys(paragraph, words, text.language)) - theme
        found.append(_Part(its, grams(f" {' '.join(map(folded, words))} ")))
    return found


def _by_keys(part: _Part, other: _Part, pool: Pool) -> float:
    """Return the share of the weight of a paragraph's keys that another holds."""
    return sum(map(pool.rarity, part.keys & other.keys)) / (sum(map(pool.rarity, part.keys)) + _FEW)
