"""Knows one question to a server and its answer, and how an address can end."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

__all__ = ["Exchange", "Outcome", "require"]


def require(condition: bool, message: str) -> None:  # noqa: FBT001 - reads as a sentence
    """Raise ValueError with the message unless the condition holds."""
    if not condition:
        raise ValueError(message)


class Outcome(StrEnum):
    """How an address ended. Each planned address ends in exactly one of these."""

    STORED = "stored"
    UNCHANGED = "unchanged"
    LISTED = "listed"
    REDIRECTED = "redirected"
    ABSENT = "absent"
    DISALLOWED = "disallowed"
    REFUSED = "refused"
    BLOCKED = "blocked"
    SERVER_ERROR = "server_error"
    HTTP_ERROR = "http_error"
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    TOO_BIG = "too_big"
    DAMAGED = "damaged"
    UNREADABLE = "unreadable"
    OUT_OF_POLICY = "out_of_policy"

    @property
    def failed(self) -> bool:
        """Tell whether the address still owes us what was asked of it."""
        return self in _FAILURES


_FAILURES = frozenset(
    {
        Outcome.REFUSED,
        Outcome.BLOCKED,
        Outcome.SERVER_ERROR,
        Outcome.HTTP_ERROR,
        Outcome.UNREACHABLE,
        Outcome.TIMED_OUT,
        Outcome.TOO_BIG,
        Outcome.DAMAGED,
        Outcome.UNREADABLE,
        Outcome.OUT_OF_POLICY,
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """One question and its answer, as received; ``body`` is None where none came.

    Times are UTC. ``outcome`` is the exchange's own (ANSWERED bodies are judged later): one of
    STORED (a 2xx answer), UNCHANGED (304), REDIRECTED, ABSENT or a failure. ``tls`` is JSON: what was
    verified of the server's certificate.
    """

    asked: str
    answered: str
    method: str = "GET"
    began_at: datetime
    ended_at: datetime
    status: int | None
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None
    outcome: Outcome
    note: str = ""
    peer: str | None = None
    truncated: bool = False
    tls: str = ""
    sent: tuple[tuple[str, str], ...] = field(default=())

    def __post_init__(self) -> None:
        """Refuse an exchange without zones, or that ends before it began."""
        require(self.began_at.tzinfo is not None, "an exchange needs zones")
        require(self.ended_at.tzinfo is not None, "an exchange needs zones")

    def header(self, name: str) -> str | None:
        """Return the first header of that name, whatever its case."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)
