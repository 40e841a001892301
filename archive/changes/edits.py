"""Knows how the differing words of two revisions become edits with their kinds."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from archive.changes.alignment import Match
from archive.changes.content import Content
from archive.changes.judging import Edit, Judged, annuls, kinds_of
from archive.changes.kinds import Kind, ranked
from archive.changes.proper_names import Known, known_of
from archive.worddiff import Piece, diff_words

__all__ = ["Judge", "grouped"]

_HEADS = (("title", Kind.HEADLINE), ("subtitle", Kind.LEAD), ("lead", Kind.LEAD))
_FACTS = {
    "published": Kind.REDATED,
    "event_day": Kind.DATE,
    "place": Kind.PLACE,
    "persons": Kind.DETAILS,
}
_LETTERS = 1_200_000
"""Letters of paragraphs that differ; the longest transcript known, edited throughout, has half as many."""
_LESS = frozenset({Kind.WORDING})


def grouped(pieces: Sequence[Piece]) -> Iterator[list[int]]:
    """Yield the numbers of the pieces of each edit: what was taken out, and what was put in its place."""
    group: list[int] = []
    for number, piece in enumerate(pieces):
        if piece.change == "same" or (group and piece.change == pieces[group[-1]].change):
            if group:
                yield group
            group = []
        if piece.change != "same":
            group.append(number)
    if group:
        yield group


class Judge:
    """Two revisions, and what both know of names; ``tired`` once there was too much to look at each word."""

    def __init__(self, old: Content, new: Content) -> None:
        """Know them; they are compared when something is asked."""
        self.old, self.new = old, new
        self.tired = False
        self._letters = 0

    @cached_property
    def known(self) -> Known:
        """Return the names that either revision knows."""
        texts = (*self.old.texts, *self.new.texts)
        return known_of(
            texts,
            persons=(*self.old.persons, *self.new.persons),
            places=(*self.old.places, *self.new.places),
        )

    @cached_property
    def annulled(self) -> bool:
        """Tell whether the new revision says that what stood there does not hold."""
        return annuls(" ".join(self.new.texts)) and not annuls(" ".join(self.old.texts))

    def paragraph(self, match: Match) -> tuple[tuple[Piece, ...], set[Kind]]:
        """Return the pieces of a paragraph, each edit with its kinds, and the kind of a change of form."""
        old, new = (
            "\n".join(side.blocks[number][1] for number in numbers)
            for side, numbers in ((self.old, match.old), (self.new, match.new))
        )
        forms = self.old.blocks[match.old[0]][0], self.new.blocks[match.new[0]][0]
        form = {Kind.DETAILS} if forms[0] != forms[1] else set[Kind]()
        if old == new:
            return (Piece("same", new),) if new else (), form
        self._letters += len(old) + len(new)
        if self._letters > _LETTERS:
            self.tired = True
            told = (Piece("removed", old, (Kind.WORDING,)), Piece("added", new, (Kind.WORDING,)))
            return tuple(piece for piece in told if piece.text), form
        quoted = tuple(kind == "quotation" for kind in forms)
        sides = (
            Judged(old, self.known, quoted=quoted[0], label=_label(self.old, match.old[0], old)),
            Judged(new, self.known, quoted=quoted[1], label=_label(self.new, match.new[0], new)),
        )
        return self._judged(*sides, also=frozenset()), form

    def fields(self) -> Iterator[tuple[str, tuple[Piece, ...]]]:
        """Yield the heads and the facts that differ, each with its pieces."""
        for name, kind in _HEADS:
            old, new = getattr(self.old, name), getattr(self.new, name)
            if old != new:
                sides = Judged(old, self.known), Judged(new, self.known)
                yield name, self._judged(*sides, also=frozenset({kind}))
        if not (self.old.whole and self.new.whole):
            return
        for name in dict.fromkeys((*self.old.facts, *self.new.facts)):
            told = self._fact(name)
            if told is not None:
                yield name, told

    def _fact(self, name: str) -> tuple[Piece, ...] | None:
        old, new = self.old.facts.get(name, ""), self.new.facts.get(name, "")
        times = self.old.times.get(name, ""), self.new.times.get(name, "")
        kind = _FACTS.get(name, Kind.DETAILS)
        if old == new:
            if times[0] == times[1]:
                return None
            old, new = f"{old} ({times[0]})", f"{new} ({times[1]})"
        elif name in self.old.times and (_less_exactly(old, new) or (times[0] and times[0] == times[1])):
            kind = Kind.DETAILS  # the same time, printed otherwise
        told = (Piece("removed", old, (kind,)), Piece("added", new, (kind,)))
        return tuple(piece for piece in told if piece.text)

    def _judged(self, old: Judged, new: Judged, *, also: frozenset[Kind]) -> tuple[Piece, ...]:
        pieces = list(diff_words(old.text, new.text))
        at, number = [0, 0], 0
        for group in grouped(pieces):
            while number < group[0]:
                length = len(pieces[number].text)
                at = [at[0] + length, at[1] + length]
                number += 1
            lengths = [
                sum(len(pieces[one].text) for one in group if pieces[one].change == change)
                for change in ("removed", "added")
            ]
            spans = (at[0], at[0] + lengths[0]), (at[1], at[1] + lengths[1])
            kinds = self._kinds(Edit(old, spans[0], new, spans[1]), also)
            for one in group:
                pieces[one] = replace(pieces[one], kinds=kinds)
            at, number = [spans[0][1], spans[1][1]], group[-1] + 1
        return tuple(pieces)

    def _kinds(self, edit: Edit, also: frozenset[Kind]) -> tuple[Kind, ...]:
        kinds = kinds_of(edit)
        if also:
            kinds = (kinds - _LESS) | also
        if self.annulled and annuls(edit.added):
            kinds.add(Kind.ANNULLED)
        return ranked(kinds)


def _label(side: Content, number: int, text: str) -> int:
    """Return the length of the label that a paragraph begins with; its colon is a part of it."""
    label = side.speakers.get(number, "")
    if not label or not text.startswith(label):
        return 0
    colon = text.find(":", len(label), len(label) + 80)
    return colon + 1 if colon >= 0 else len(label)


def _less_exactly(old: str, new: str) -> bool:
    """Tell whether one printed time is the beginning of the other: a day, and the day with its hour."""
    return bool(old and new) and (old.startswith(new) or new.startswith(old))
