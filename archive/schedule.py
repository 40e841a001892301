"""Knows when a page is asked for again: by its age, after an absence, and once it is gone. Reads no clock."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from archive.errors import BadUsage
from archive.states import Standing, State, counted

__all__ = ["Schedule"]

_SPAN = re.compile(r"(?P<count>[0-9]{1,9}(?:\.[0-9]{1,3})?)(?P<unit>[smhdw])")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_DAY = timedelta(days=1)
_MONTH = timedelta(days=30)
# A stated time is often hours before the page appeared (kremlin.md section 6): such a page is young.
_OLD_WHEN_SEEN = _DAY
_LONGEST = timedelta(days=3660)
_SPREAD = 0.1


def _hours(*hours: int) -> tuple[timedelta, ...]:
    return tuple(timedelta(hours=count) for count in hours)


@dataclass(frozen=True, slots=True)
class Schedule:
    """The ages at which a kept page is asked for again, and the intervals at which an absence is checked.

    Source of the ages: kremlin.md section 11, the revisit times that would catch most edits.
    """

    revisits: tuple[timedelta, ...] = _hours(1, 4, 24, 72, 168, 720, 2160, 4320, 8760)
    absences: tuple[timedelta, ...] = _hours(1, 24, 72)

    def __post_init__(self) -> None:
        """Refuse ages that do not rise, intervals that fall, and none at all; raises BadUsage."""
        rising = list(self.revisits) == sorted(set(self.revisits))
        if not self.revisits or not rising or self.revisits[0] <= timedelta(0):
            raise BadUsage("READOUT_REVISITS: name ages that rise, such as 1h 4h 1d 3d")
        if not self.absences or list(self.absences) != sorted(self.absences):
            raise BadUsage("READOUT_ABSENCES: name intervals that do not fall, such as 1h 1d 3d")

    @classmethod
    def parse(cls, *, revisits: str, absences: str) -> Self:
        """Return the schedule that two settings state; raises BadUsage, naming the setting."""
        read = {}
        for name, text in (("READOUT_REVISITS", revisits), ("READOUT_ABSENCES", absences)):
            try:
                read[name] = cls.spans(text)
            except BadUsage as error:
                raise BadUsage(f"{name}: {error}") from error
        return cls(read["READOUT_REVISITS"], read["READOUT_ABSENCES"])

    @staticmethod
    def spans(text: str) -> tuple[timedelta, ...]:
        """Return the spans that a text names with units s, m, h, d, w; raises BadUsage."""
        found = []
        for part in re.split(r"[\s,]+", text.strip()):
            match = _SPAN.fullmatch(part)
            seconds = float(match["count"]) * _UNITS[match["unit"]] if match else None
            if seconds is None or seconds > _LONGEST.total_seconds():
                raise BadUsage(f"{part!r} is no span of time such as 90s, 5m, 1h, 3d or 2w")
            found.append(timedelta(seconds=seconds))
        return tuple(found)

    @property
    def absences_text(self) -> str:
        """Return the intervals in the form that `spans` reads."""
        return " ".join(f"{span.total_seconds():.0f}s" for span in self.absences)

    def next_visit(
        self, *, first_seen: datetime, at: datetime, stated: datetime | None = None, key: str = ""
    ) -> datetime:
        """Return when a page asked for now is due again: soon while it is young, ever more rarely after.

        Its age counts from the first sight; where the stated time lies more than a day before that, from the
        stated time, but the first visit after the first sight comes within 30 days. ``key`` spreads
        the visits of a day: by up to a tenth of the wait, always the same for the same key.
        """
        old = stated is not None and first_seen - stated > _OLD_WHEN_SEEN
        age = at - stated if old and stated is not None else at - first_seen
        step = next((step for step in self.revisits if step > age), None)
        wait = self.revisits[-1] if step is None else max(step - age, min(self.revisits[0], step))
        if old and at - first_seen < _MONTH / 2:
            wait = min(wait, _MONTH)
        return at + wait * _spread(key)

    def after_absence(self, standing: Standing) -> datetime:
        """Return when a document that was absent is due again, by the absences that count so far."""
        last = standing.absences[-1].at
        if standing.state is State.GONE and standing.gone_since is not None:
            return self.next_return(gone_since=standing.gone_since, at=last)
        enough = counted(standing.absences, self.absences)
        if not enough:
            return last + self.absences[0]
        place = min(len(enough), len(self.absences)) - 1
        return max(last, enough[0].at + self.absences[place])

    def next_return(self, *, gone_since: datetime, at: datetime) -> datetime:
        """Return when a document that is gone is asked for again, in case it returns: rarely."""
        rare = tuple(step for step in self.revisits if step >= _MONTH) or (_MONTH,)
        return at + next((step for step in rare if step > at - gone_since), rare[-1])


def _spread(key: str) -> float:
    """Return a factor around 1 that depends on nothing but the key; 1 for none."""
    if not key:
        return 1.0
    place = int.from_bytes(hashlib.sha256(key.encode("utf-8", "replace")).digest()[:8], "big") / 2**64
    return 1.0 + _SPREAD * (2 * place - 1)
