"""Knows how an order is carried out by Scrapy in this process, and what exit code the run deserves."""

import importlib.util
import os
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from archive.errors import AddressRefused, PageFailed, ReadoutError, SourceRefuses
from archive.models import Outcome
from archive.recording import Ended
from crawler.endings import INTERRUPTED
from crawler.order import Order
from crawler.policy import Policy
from crawler.session import Session
from crawler.tls import Roots

__all__ = ["Verdict", "carry_out", "settings_for", "verdict"]

_REFUSALS = frozenset({Outcome.REFUSED, Outcome.BLOCKED, Outcome.DISALLOWED})
_KEPT = frozenset({Outcome.STORED, Outcome.UNCHANGED, Outcome.LISTED})
_FAST = "crawler.asking_fast.FastHandler"
_UNHURRIED = 8


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """How a run is to be reported: its exit code and, where it is not 0, why in one line."""

    code: int
    reason: str = ""


def settings_for(order: Order, *, archive: Path, delay: float | None, verbose: bool = False) -> Settings:
    """Return Scrapy's settings for an order; ``delay`` in seconds overrides the site's polite pause.

    With a delay of 0 (a replay) requests run side by side and nothing is throttled, but a robots.txt
    is obeyed all the same. Raises BadUsage for networks and root certificates that are none.
    """
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    pause = order.site.delay if delay is None else delay
    chosen: dict[str, Any] = {
        "READOUT_ARCHIVE": str(archive),
        "DOWNLOAD_DELAY": pause,
        "AUTOTHROTTLE_START_DELAY": pause,
        "AUTOTHROTTLE_ENABLED": pause > 0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1 if pause > 0 else _UNHURRIED,
        "LOG_LEVEL": "INFO" if verbose else "CRITICAL",
        "READOUT_TYPED": order.address or "",
    }
    if delay is not None:
        chosen["READOUT_BACKOFF"] = 5 * delay
    # aiohttp has one set of roots for all hosts, so a host with roots of its own is asked the other way.
    fast = os.environ.get("READOUT_FAST") and not settings["READOUT_CA_FILES"]
    if fast and importlib.util.find_spec("aiohttp"):
        chosen["DOWNLOAD_HANDLERS"] = {**settings["DOWNLOAD_HANDLERS"], "http": _FAST, "https": _FAST}
    settings.setdict(chosen, priority="cmdline")
    Policy.of(settings)
    Roots.of(settings)
    return settings


def carry_out(order: Order, session: Session, settings: Settings) -> Session:
    """Run a crawl to its end and return its session; the session is closed in any case."""
    process = AsyncCrawlerProcess(settings)
    if signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:
        # A closed terminal ends the run as a polite stop does; under nohup it does not.
        signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    name = "page" if order.address is not None else order.site.name
    crawler = process.create_crawler(name)
    process.crawl(crawler, session=session, order=order)
    process.start()
    if session.outcome in ("interrupted", "running"):
        # The run ends as fast as it can; one more signal would only take its exit code and its last line.
        for stop in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(stop, signal.SIG_IGN)
    faults = crawler.stats.get_value("spider_exceptions/count", 0) if crawler.stats else 0
    if session.failure is None and (process.bootstrap_failed or faults):
        what = f"{faults} answers could not be handed on" if faults else "the crawl could not start"
        session.failure = ReadoutError(f"{what}; --verbose shows why")
    if session.outcome == "running":
        # A second signal ends the engine at once, and nobody has closed the run.
        session.close("interrupted")
    return session


def verdict(session: Session, outcome: str) -> Verdict:
    """Judge a run: its archive first, then whether it was stopped, then what it could not get."""
    if session.failure is not None:
        return Verdict(code=session.failure.exit_code, reason=str(session.failure))
    if outcome == "interrupted":
        return Verdict(code=INTERRUPTED, reason="interrupted; the next run goes on from here")
    if session.patience.stops:
        return Verdict(code=SourceRefuses.exit_code, reason=_stopped(session))
    if session.tally.refused_altogether:
        return Verdict(code=SourceRefuses.exit_code, reason=f"{session.order.site.name} refuses to be read")
    count = session.tally.trouble_count
    if count:
        return Verdict(
            code=PageFailed.exit_code, reason=f"{count} address{'es' * (count > 1)} could not be had"
        )
    return Verdict(code=0)


def _stopped(session: Session) -> str:
    """Say which hosts the run left alone, what is still to be had of each, and from when on."""
    told = []
    for stop in session.patience.stops.values():
        count = session.stays[stop.host]
        left = "1 address stays" if count == 1 else f"{count} addresses stay"
        told.append(
            f"{stop.host} {stop.why}; {left} on the plan; try again after {stop.until:%Y-%m-%d %H:%M} UTC"
        )
    return f"{session.order.site.name}: " + "; ".join(told)


def judge_page(ended: Ended) -> Verdict:
    """Judge how the one page that was asked for ended."""
    if ended.outcome in _KEPT:
        return Verdict(code=0)
    reason = f"{ended.task.address}: {ended.outcome.value}" + (f" ({ended.detail})" if ended.detail else "")
    if ended.outcome in _REFUSALS:
        return Verdict(code=SourceRefuses.exit_code, reason=reason)
    if ended.outcome is Outcome.OUT_OF_POLICY:
        return Verdict(code=AddressRefused.exit_code, reason=reason)
    return Verdict(code=PageFailed.exit_code, reason=reason)
