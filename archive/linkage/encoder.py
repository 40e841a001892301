"""Knows a multilingual encoder that the user supplies; the only door to model2vec, which may be absent."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from archive.errors import BadUsage
from archive.tracing.scoring import Match
from archive.tracing.texts import Text
from archive.tracing.usage import Passage

__all__ = ["Aid", "Encoder", "encoder_in"]

_TOP = 5
_LETTERS = 4000
"""Letters of a text that stand for it as a whole."""
_SPREAD = 0.05
"""Added to the deviation of the five likenesses, so that five that are alike change nothing."""
_USED = 0.55
"""Likeness from which on a sentence of the report tells what a paragraph of the readout says."""
_SENTENCE = re.compile(r"[^.!?…。؟]+[.!?…。؟]*")


class Aid(Protocol):
    """What helps where wording does not: it orders the best few, and finds passages across languages."""

    def ordered(self, report: Text, matches: Sequence[Match], texts: Sequence[Text | None]) -> list[Match]:
        """Return the best few in a better order, and the rest as they were."""

    def aligned(self, readout: Text, report: Text) -> tuple[Passage, ...]:
        """Return where a report tells what each paragraph of a readout says."""


class Encoder:
    """An encoder of a folder on this machine; nothing is asked of any network."""

    def __init__(self, model: Any) -> None:
        """Take a model that has `encode`."""
        self._model = model

    def ordered(self, report: Text, matches: Sequence[Match], texts: Sequence[Text | None]) -> list[Match]:
        """Return the best five by score and likeness together, a deviation of either weighing the same."""
        best = [(match, text) for match, text in zip(matches[:_TOP], texts, strict=False) if text is not None]
        if len(best) < 2:  # noqa: PLR2004 - one needs no order
            return list(matches)
        vectors = self._vectors([report.whole[:_LETTERS], *(text.whole[:_LETTERS] for _, text in best)])
        like = (vectors[1:] @ vectors[0]).tolist()
        mean = sum(like) / len(like)
        spread = (sum((one - mean) ** 2 for one in like) / len(like)) ** 0.5 + _SPREAD
        scored = [
            replace(match, score=round(match.score + (one - mean) / spread, 3))
            for (match, _), one in zip(best, like, strict=True)
        ]
        known = {match.node for match in scored}
        rest = [match for match in matches if match.node not in known]
        return sorted(scored, key=lambda one: -one.score) + rest

    def aligned(self, readout: Text, report: Text) -> tuple[Passage, ...]:
        """Return where a report tells what each paragraph of a readout says, sentence by sentence."""
        spans = [
            (start + found.start(), start + found.end())
            for start, end in report.spans
            for found in _SENTENCE.finditer(report.whole[start:end])
            if found[0].strip()
        ]
        if not spans or not readout.paragraphs:
            return tuple(Passage(at, False, 0.0, -1, -1) for at in range(len(readout.paragraphs)))  # noqa: FBT003
        theirs = self._vectors([report.whole[start:end] for start, end in spans])
        likeness = self._vectors(list(readout.paragraphs)) @ theirs.T
        found = []
        for at, row in enumerate(likeness.tolist()):
            place = max(range(len(spans)), key=row.__getitem__)
            used = row[place] >= _USED
            where = spans[place] if used else (-1, -1)
            found.append(Passage(at, used, round(max(0.0, min(1.0, row[place])), 3), *where))
        return tuple(found)

    def _vectors(self, texts: list[str]) -> Any:
        """Return the vectors of texts, each of length 1."""
        vectors = self._model.encode(texts)
        lengths = (vectors * vectors).sum(axis=1, keepdims=True) ** 0.5
        return vectors / (lengths + 1e-9)


def encoder_in(folder: str) -> Encoder | None:
    """Return the encoder of a folder, None where none is named or model2vec is not installed.

    Raises BadUsage for a folder that holds none.
    """
    if not folder:
        return None
    try:
        from model2vec import (  # type: ignore[import-not-found,unused-ignore] # noqa: PLC0415 - an extra
            StaticModel,
        )
    except ImportError:
        return None
    if not Path(folder).is_dir():  # a name would be looked for on a network
        raise BadUsage(f"READOUT_ENCODER: {folder} is no folder")
    try:
        return Encoder(StaticModel.from_pretrained(folder))
    except Exception as error:
        raise BadUsage(f"READOUT_ENCODER: {folder} holds no encoder ({type(error).__name__})") from error
