"""Knows where a redirect leads: a step of the plan, or the end of it."""

from dataclasses import replace
from urllib.parse import urljoin

from archive.errors import NotAnAddress
from archive.models import Exchange, Link, Outcome
from archive.tasks import Task
from crawler.policy import Policy
from crawler.sites import WEB, site_for
from crawler.sites.base import Site, without_scheme
from crawler.sites.refusal_addresses import wall_at

__all__ = ["MAX_HOPS", "key_of", "onward"]

MAX_HOPS = 10


def key_of(site: Site, address: str) -> str:
    """Return the plan's key of an address: the document's identity where it names one."""
    target = site.target(address)
    if target is None:
        return without_scheme(address)
    return target.identity.key + (f"#{target.part}" if target.part > 1 else "")


def onward(exchange: Exchange, task: Task, site: Site, *, policy: Policy) -> tuple[Link | None, Exchange]:
    """Return the link that a redirect plans (or None) and the exchange with its final outcome."""
    if exchange.outcome is not Outcome.REDIRECTED:
        return None, exchange
    try:
        address = urljoin(exchange.asked, exchange.note)
        trouble = _trouble(address, task, site, policy)
        # A page of the web may lead to a declared site, which then reads it.
        leads_to = site if trouble or site is not WEB else site_for(address)
    except (ValueError, NotAnAddress) as error:
        note = f"redirects to no address ({error})"
        return None, replace(exchange, outcome=Outcome.HTTP_ERROR, note=note)
    if trouble is not None:
        outcome, note = trouble
        return None, replace(exchange, outcome=outcome, note=note)
    target = leads_to.target(address)
    link = Link(
        address=address,
        kind=task.kind,
        key=key_of(leads_to, address),
        source=leads_to.name,
        language=target.identity.language if target else task.language,
        past=task.past,
        hops=task.hops + 1,
    )
    return link, replace(exchange, note=f"to {address}")


def _trouble(address: str, task: Task, site: Site, policy: Policy) -> tuple[Outcome, str] | None:
    if why := policy.trouble(address):
        return Outcome.OUT_OF_POLICY, f"redirects to {address}: {why}"
    if wall := wall_at(address):
        return Outcome.BLOCKED, f"redirects to {address}, {wall}"
    if not site.owns(address):
        return Outcome.OUT_OF_POLICY, f"redirects to {address}, which is outside the site"
    if address == task.address:
        return Outcome.HTTP_ERROR, "redirects to itself"
    if task.hops >= MAX_HOPS:
        return Outcome.HTTP_ERROR, f"more than {MAX_HOPS} redirects"
    return None
