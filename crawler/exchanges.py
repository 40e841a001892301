"""Knows how Scrapy's answers and failures become exchanges with a stated outcome."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from scrapy import exceptions
from scrapy.http import Request, Response
from twisted.internet import error as network
from twisted.python.failure import Failure
from w3lib.url import safe_url_string

from archive.errors import AddressRefused
from archive.models import Exchange, Outcome
from crawler.coding import CodingError, GrowsTooBig, decoded, stated_coding
from crawler.tls import told_of

__all__ = ["REDIRECTS", "from_failure", "from_response", "retry_after"]

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BY_STATUS = {
    200: Outcome.STORED,
    203: Outcome.STORED,
    304: Outcome.UNCHANGED,
    401: Outcome.REFUSED,
    403: Outcome.REFUSED,
    404: Outcome.ABSENT,
    407: Outcome.REFUSED,
    410: Outcome.ABSENT,
    429: Outcome.REFUSED,
    451: Outcome.REFUSED,
}
_SERVER_ERRORS = range(500, 600)
# A year in seconds: no honest Retry-After is longer.
LONGEST_WAIT = 366 * 24 * 3600
_BY_ERROR: tuple[tuple[type[BaseException], Outcome], ...] = (
    (AddressRefused, Outcome.OUT_OF_POLICY),
    (exceptions.IgnoreRequest, Outcome.DISALLOWED),
    (exceptions.DownloadTimeoutError, Outcome.TIMED_OUT),
    (network.TimeoutError, Outcome.TIMED_OUT),
    (exceptions.DownloadCancelledError, Outcome.TOO_BIG),
    (exceptions.ResponseDataLossError, Outcome.DAMAGED),
    (exceptions.UnsupportedURLSchemeError, Outcome.OUT_OF_POLICY),
    (exceptions.NotSupported, Outcome.OUT_OF_POLICY),
)
_NAMES = (
    (exceptions.CannotResolveHostError, "the host's name does not resolve"),
    (exceptions.DownloadConnectionRefusedError, "the connection was refused"),
    (exceptions.DownloadTimeoutError, "no answer in time"),
    (exceptions.DownloadCancelledError, "it is over the size limit"),
    (exceptions.ResponseDataLossError, "the answer was cut"),
)


def from_response(response: Response, *, asked: str) -> Exchange:
    """Return the exchange of an answer, judged by its status and by whether its bytes are whole."""
    request = response.request
    outcome, note = _outcome(response)
    address = str(response.ip_address) if response.ip_address else None
    return Exchange(
        asked=asked,
        answered=response.url,
        method=request.method if request else "GET",
        began_at=_began(request),
        ended_at=datetime.now(UTC),
        status=response.status,
        headers=_pairs(response.headers),
        sent=_pairs(request.headers) if request else (),
        body=None if response.status == 304 and not response.body else response.body,  # noqa: PLR2004
        outcome=outcome,
        note=note,
        peer=address,
        truncated="partial" in response.flags,
        tls=told_of(response.certificate, request.meta.get("readout_tls", "") if request else ""),
    )


def from_failure(failure: Failure, *, asked: str, request: Request | None) -> Exchange:
    """Return the exchange of a question that was not answered, or was not allowed."""
    error = failure.value
    outcome = next((told for kind, told in _BY_ERROR if isinstance(error, kind)), Outcome.UNREACHABLE)
    said = next((name for kind, name in _NAMES if isinstance(error, kind)), "")
    detail = " ".join(str(error).split())
    return Exchange(
        asked=asked,
        answered=request.url if request else asked,
        began_at=_began(request),
        ended_at=datetime.now(UTC),
        status=None,
        sent=_pairs(request.headers) if request else (),
        body=None,
        outcome=outcome,
        note=": ".join(part for part in (said, detail or type(error).__name__) if part)[:500],
    )


def retry_after(response: Response) -> float | None:
    """Return the seconds that a server asks us to wait, from Retry-After in either of its forms."""
    stated = (response.headers.get(b"Retry-After") or b"").decode("latin-1").strip()
    if stated.isascii() and stated.isdigit():
        return float(min(int(stated[:12]), LONGEST_WAIT))
    try:
        until = parsedate_to_datetime(stated)
    except (ValueError, OverflowError):
        return None
    if until.tzinfo is None:
        return None
    return min(max(0.0, (until - datetime.now(UTC)).total_seconds()), float(LONGEST_WAIT))


def _outcome(response: Response) -> tuple[Outcome, str]:
    status = response.status
    if status in REDIRECTS:
        return Outcome.REDIRECTED, _location(response)
    if "partial" in response.flags:
        return Outcome.DAMAGED, "the connection ended before the body did"
    outcome = _BY_STATUS.get(status)
    if outcome is Outcome.STORED:
        try:
            decoded(response.body, stated_coding(_pairs(response.headers)))
        except GrowsTooBig as error:
            return Outcome.TOO_BIG, str(error)
        except CodingError as error:
            return Outcome.DAMAGED, str(error)
        return outcome, ""
    if outcome is None:
        outcome = Outcome.SERVER_ERROR if status in _SERVER_ERRORS else Outcome.HTTP_ERROR
    return outcome, f"status {status}"


def _location(response: Response) -> str:
    """Return where a redirect leads; raw bytes are UTF-8, as Scrapy's own redirects take them."""
    stated = (response.headers.get(b"Location") or b"").strip()
    try:
        return safe_url_string(stated)
    except ValueError:
        return stated.decode("latin-1")


def _began(request: Request | None) -> datetime:
    began = request.meta.get("readout_began") if request else None
    return began if isinstance(began, datetime) else datetime.now(UTC)


def _pairs(headers: Any) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in headers.items()
        for value in values
    )
