"""Knows which hosts ask us to wait, and which refuse so often that a run leaves them alone."""

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from archive.models import Outcome
from archive.recording import Ended
from crawler.items import Answer

__all__ = ["Patience", "Stop"]

_REFUSED = frozenset({Outcome.REFUSED, Outcome.BLOCKED})
_ANSWERED = frozenset({Outcome.STORED, Outcome.UNCHANGED, Outcome.LISTED, Outcome.ABSENT})
_FACTOR = 4
# A longer wait than a day is heeded as one of a day: no header takes an address off the plan for ever.
_DAY = 24 * 3600.0


@dataclass(frozen=True, kw_only=True)
class Stop:
    """Why a host is asked for nothing more in this run, and when it may be asked again (UTC)."""

    host: str
    why: str
    until: datetime


@dataclass
class Patience:
    """The waits of one run; all spans are in seconds.

    ``backoff`` is the first wait after a failure, ``longest`` the longest within a run, ``most`` the number
    of refusals of one host in a row that end the asking of it.
    """

    backoff: float
    longest: float
    most: int
    stops: dict[str, Stop] = field(default_factory=dict)
    _until: dict[str, float] = field(default_factory=dict)
    _row: dict[str, list[str]] = field(default_factory=dict)
    _apart: set[str] = field(default_factory=set)

    def retry_at(self, answer: Answer) -> datetime:
        """Return when an address that failed may be asked again."""
        wait = max(self.backoff * _FACTOR**answer.task.attempts, answer.retry_after or 0.0)
        return answer.exchange.ended_at + timedelta(seconds=min(wait, _DAY))

    def must_wait(self, host: str, *, beyond: float = 0.0) -> bool:
        """Tell whether a host is to be left alone, now and for so many seconds more."""
        return host in self.stops or self._until.get(host, 0.0) > time.monotonic() + beyond

    def waiting(self, *, beyond: float = 0.0) -> tuple[str, ...]:
        """Return the hosts that are to be left alone, now and for so many seconds more."""
        hosts = self.stops.keys() | self._until.keys()
        return tuple(sorted(host for host in hosts if self.must_wait(host, beyond=beyond)))

    def heed(self, ended: Ended, answer: Answer) -> None:
        """Take an answer's manners over: wait when asked to, back off from a host that refuses.

        A fault of the server that states a Retry-After is a refusal too: the host limits us.
        """
        host, key = ended.task.host, ended.task.key
        limits = ended.outcome is Outcome.SERVER_ERROR and answer.retry_after is not None
        if ended.outcome in _REFUSED or limits:
            stated = min(answer.retry_after or 0.0, _DAY)
            self._refused(host, key, stated=stated, at=answer.exchange.ended_at)
        elif ended.outcome in _ANSWERED:
            # What the host refused while it answers the rest is refused on its own, and is no burst.
            self._apart.update(self._row.pop(host, ()))

    def _refused(self, host: str, key: str, *, stated: float, at: datetime) -> None:
        row, wait = self._row.setdefault(host, []), stated
        if key not in self._apart:
            row.append(key)
            wait = max(stated, min(self.backoff * _FACTOR ** (len(row) - 1), self.longest))
        if stated > self.longest:
            self._stop(host, "asks to be left alone", at + timedelta(seconds=stated))
        elif len(row) >= self.most:
            until = at + timedelta(seconds=max(wait, self.longest))
            self._stop(host, f"refused {len(row)} times in a row", until)
        if wait:
            self._until[host] = max(self._until.get(host, 0.0), time.monotonic() + wait)

    def _stop(self, host: str, why: str, until: datetime) -> None:
        if host not in self.stops:
            self.stops[host] = Stop(host=host, why=why, until=until)
