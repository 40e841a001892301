"""Knows what the doctor says of each host: is it open to us, and what proves that it answers itself."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from archive.errors import SourceRefuses
from archive.health import HostFacts
from crawler.symptoms import State, Symptom, bad, look, ok

__all__ = ["hosts"]

_WEB = ("web",)
_SOON = timedelta(days=14)
_OK = range(200, 300)
_ABSENT = range(400, 500)
_TOO_MANY = 429


def hosts(known: Iterable[HostFacts], now: datetime) -> Iterator[Symptom]:
    """Judge each host; of the web at large only those that need a look are named."""
    unnamed = 0
    for host in known:
        said = [_robots(host), *_proof(host, now)]
        if host.sources == _WEB and all(one.state is State.OK for one in said):
            unnamed += 1
        else:
            yield from said
    if unnamed:
        yield ok("hosts of the web", f"{unnamed} more, all open")


def _robots(host: HostFacts) -> Symptom:
    about = host.host
    if host.robots_at is None:
        return ok(about, "its robots.txt was not asked for yet")
    status, day = host.robots_status, host.robots_at[:16]
    told = f"robots.txt {'could not be had' if status is None else f'answered {status}'} at {day} UTC"
    if status in _OK:
        return ok(about, f"{told}: its rules are obeyed")
    if status in _ABSENT and status != _TOO_MANY:
        return ok(about, f"{told}: open, there are no rules")
    if status is not None and status != _TOO_MANY and status < min(_ABSENT):
        return look(about, f"{told}: where it leads was not asked", "crawl again")
    why = f" ({host.robots_note})" if host.robots_note else ""
    advice = "wait and crawl again; if it stays so, ask the site, and never go round it"
    return bad(about, f"{told}{why}: closed until it answers", advice, code=SourceRefuses.exit_code)


def _proof(host: HostFacts, now: datetime) -> Iterator[Symptom]:
    if host.https_at is None:
        if host.http_at is not None:
            yield ok(host.host, "http only: nothing proves that the host itself answered")
        return
    tls = host.tls
    if not tls:
        yield ok(host.host, f"https, certificate verified, not written down (last {host.https_at[:16]} UTC)")
        return
    told = f"{tls.get('protocol', 'TLS')}, certificate by {tls.get('issuer', 'nobody named')}"
    try:
        ends = datetime.fromisoformat(tls.get("not_after", ""))
    except ValueError:
        yield ok(host.host, told)
        return
    told += f", valid until {ends:%Y-%m-%d}"
    if ends - now < _SOON:
        yield look(
            host.host, told, "nothing yet: after that day the host cannot be asked until it is renewed"
        )
    else:
        yield ok(host.host, told)
