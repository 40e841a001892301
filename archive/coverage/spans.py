"""Knows how readings of a source's lists add up: spans of days, and what they say of one day."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from archive.coverage.model import Looked

__all__ = ["Group", "Looks", "Span"]

Group = tuple[str, str, str]
"""Source, language and section of a list; the section "" is a source's undivided list."""

_NEAR = 8
"""Of the spans that came last so many are looked at for one that holds a new one: runs repeat themselves."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days that a reading of a list covers, both ends included; an ``open`` end itself only in part."""

    since: date
    until: date
    open_since: bool = False
    open_until: bool = False


@dataclass(slots=True)
class Looks:
    """The days at which each list was looked at; ask `at` for a day."""

    _spans: dict[Group, list[Span]] = field(default_factory=lambda: defaultdict(list))

    def groups(self) -> tuple[Group, ...]:
        """Return (source, language, section) of each list that was ever answered."""
        return tuple(sorted(self._spans))

    def lists(self, source: str, language: str) -> tuple[str, ...]:
        """Return the sections whose lists were ever answered; "" is the undivided list."""
        return tuple(sorted(key[2] for key in self._spans if key[:2] == (source, language)))

    def at(self, day: date, *, source: str, language: str, sections: tuple[str, ...]) -> Looked:
        """Tell whether a day was looked at in all these lists; an undivided list stands for all."""
        if "" in sections and self._at(day, (source, language, "")) is Looked.WHOLE:
            return Looked.WHOLE
        found = {self._at(day, (source, language, section)) for section in sections}
        if found == {Looked.WHOLE}:
            return Looked.WHOLE
        return Looked.PART if found - {Looked.NO} else Looked.NO

    def days(self, source: str, language: str) -> tuple[date, date] | None:
        """Return the first and the last day that was looked at, without the open beginnings."""
        spans = [one for key, many in self._spans.items() if key[:2] == (source, language) for one in many]
        if not spans:
            return None
        begun = [one.since for one in spans if one.since != date.min]
        last = max(one.until for one in spans)
        return min(begun, default=last), last

    def _at(self, day: date, group: Group) -> Looked:
        found = Looked.NO
        for span in self._spans.get(group, ()):
            if span.since <= day <= span.until:
                edge = (span.open_since and day == span.since) or (span.open_until and day == span.until)
                if not edge:
                    return Looked.WHOLE
                found = Looked.PART
        return found

    def add(self, group: Group, span: Span) -> None:
        """Take in one reading; what another contains is left out."""
        spans = self._spans[group]
        if span.since <= span.until and not any(_contains(one, span) for one in spans[-_NEAR:]):
            spans.append(span)

    def settle(self) -> None:
        """Join what overlaps, so that a thousand hourly readings are a few spans."""
        for group, spans in self._spans.items():
            self._spans[group] = _joined(spans)


def _contains(outer: Span, inner: Span) -> bool:
    before = outer.since < inner.since or (
        outer.since == inner.since and outer.open_since <= inner.open_since
    )
    after = outer.until > inner.until or (outer.until == inner.until and outer.open_until <= inner.open_until)
    return before and after


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.since, one.open_since)):
        last = joined[-1] if joined else None
        if last is None or not _meets(last, span):
            joined.append(span)
        elif not _contains(last, span):
            joined[-1] = Span(last.since, span.until, last.open_since, span.open_until)
    return joined


def _meets(last: Span, span: Span) -> bool:
    """Tell whether two spans are one: no day between them was looked at only in part by both."""
    if span.since < last.until or (span.since == last.until and not (last.open_until and span.open_since)):
        return True
    return span.since - last.until == timedelta(days=1) and not last.open_until and not span.open_since
