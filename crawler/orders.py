"""Knows how what a user typed becomes an order: days, languages, sections, limits."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from archive.errors import BadUsage
from archive.models import Link, LinkKind
from archive.tasks import Revisit
from crawler.days import parse_day
from crawler.order import Order
from crawler.redirects import key_of
from crawler.sites import WEB, site_for, site_named
from crawler.sites.base import Site

__all__ = ["beginnings", "crawl_order", "fetch_order"]


def today_at(site: Site) -> date:
    """Return the present day where the site is."""
    return datetime.now(UTC).astimezone(ZoneInfo(site.timezone)).date()


def crawl_order(
    name: str,
    *,
    languages: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: str | int | None = None,
    sections: Sequence[str] = (),
    revisit: str = "due",
) -> Order:
    """Return the order of a crawl of a declared site; raises BadUsage for what makes no sense."""
    site = site_named(name)
    if site is WEB:
        raise BadUsage("the web at large is not crawled; 'readout fetch URL' fetches one page of it")
    today = today_at(site)
    first, last = parse_day(since, today=today), parse_day(until, today=today)
    if first is not None and last is not None and first > last:
        raise BadUsage(f"--since {first} lies after --until {last}")
    return Order(
        command="crawl",
        site=site,
        languages=_languages(site, languages),
        since=first,
        until=last,
        limit=_limit(limit),
        sections=tuple(sections),
        revisit=_revisit(revisit),
    )


def fetch_order(address: str) -> Order:
    """Return the order to fetch one address, now; raises NotAnAddress."""
    return Order(command="fetch", site=site_for(address), address=address, revisit=Revisit.ALL)


def beginnings(order: Order) -> tuple[Link, ...]:
    """Return the links that an order begins with; raises BadUsage for a section that the site has not."""
    site = order.site
    if order.address is None:
        return site.starts(
            languages=order.languages,
            since=order.since,
            today=order.until or today_at(site),
            sections=order.sections,
        )
    target = site.target(order.address)
    host = urlsplit(order.address).hostname or ""
    language = target.identity.language if target else site.hosts.get(host, "")
    return (
        Link(
            address=order.address,
            kind=LinkKind.DOCUMENT if target else LinkKind.PAGE,
            key=key_of(site, order.address),
            source=site.name,
            language=language,
        ),
    )


def _languages(site: Site, text: str | None) -> tuple[str, ...]:
    asked = tuple(part.strip().lower() for part in (text or "").split(",") if part.strip())
    for language in asked:
        if language not in site.languages:
            raise BadUsage(f"{site.name} has no language {language!r}; it has {', '.join(site.languages)}")
    return asked or site.languages


def _limit(text: str | int | None) -> int | None:
    if text is None or text == "":
        return None
    try:
        limit = int(text)
    except ValueError as error:
        raise BadUsage(f"--limit {text!r} is not a number") from error
    if limit < 1:
        raise BadUsage("--limit must be at least 1")
    return limit


def _revisit(text: str) -> Revisit:
    try:
        return Revisit(text)
    except ValueError as error:
        raise BadUsage(f"--revisit {text!r}: it is one of due, all, none") from error
