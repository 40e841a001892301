"""Knows how a host's name becomes the addresses that may be connected to, and no others."""

import ipaddress
from typing import Any, Self
from urllib.parse import urlsplit
from urllib.request import getproxies

from twisted.internet.address import IPv4Address, IPv6Address

from crawler.hosts import host_of
from crawler.policy import PORTS, Policy

__all__ = ["GuardedResolver", "proxy_hosts"]

Address = IPv4Address | IPv6Address

# Seconds for which an answer of the name service is kept.
_KEPT_FOR = 600.0


def proxy_hosts() -> frozenset[tuple[str, int]]:
    """Return host and port of the proxies that the environment names."""
    found = set()
    for scheme, address in getproxies().items():
        try:
            parts = urlsplit(address if "://" in address else f"//{address}", scheme=scheme)
            found.add((_plain(parts.hostname or ""), parts.port or PORTS.get(parts.scheme, 80)))
        except ValueError:
            continue
    return frozenset(found)


class GuardedResolver:
    """Resolve names to IPv4 and IPv6 addresses and pass on only what the policy allows.

    Twisted connects to the very addresses that it is given here, literals included, so that a name which
    changes between two questions gains nothing. One address that is not allowed condemns the name. The
    proxies that the environment names are exempt: to name them is to allow them.
    """

    def __init__(self, reactor: Any, policy: Policy) -> None:
        """Stand before the reactor's own resolver."""
        self._reactor = reactor
        self._original = reactor.nameResolver
        self._policy = policy
        self._proxies = proxy_hosts()
        self._known: dict[tuple[str, Any], tuple[float, tuple[Address, ...]]] = {}
        self._refused: dict[tuple[str, int], str] = {}

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> Self:
        """Build the resolver as Scrapy does, from a crawler or a whole process."""
        return cls(reactor, Policy.of(crawler.settings))

    def install_on_reactor(self) -> None:
        """Take the place of the reactor's resolver."""
        self._reactor.installNameResolver(self)

    def refused(self, name: str, port: int) -> str:
        """Return why the name was last refused for that port, or ""."""
        return self._refused.get((_plain(name), port), "")

    def resolveHostName(  # noqa: N802 - Twisted's name
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Any = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """Resolve a name, from memory where the answer is fresh."""
        question = (_plain(hostName), None if addressTypes is None else frozenset(addressTypes))
        gate = _Gate(self, resolutionReceiver, question, portNumber)
        until, addresses = self._known.get(question, (0.0, ()))
        if until > self._reactor.seconds():
            return gate.answer(addresses)
        return self._original.resolveHostName(gate, hostName, portNumber, addressTypes, transportSemantics)

    def allowed(self, name: str, port: int, addresses: tuple[Address, ...]) -> bool:
        """Tell whether a name may be connected to at all of its addresses, and remember why not."""
        if (name, port) in self._proxies or (port == 0 and name in {host for host, _ in self._proxies}):
            return True
        troubles = (
            self._policy.peer_trouble(ipaddress.ip_address(one.host), port=port, name=name)
            for one in addresses
        )
        why = next((trouble for trouble in troubles if trouble), "")
        if why:
            self._refused[name, port] = why
        else:
            self._refused.pop((name, port), None)
        return not why

    def keep(self, question: tuple[str, Any], addresses: tuple[Address, ...]) -> None:
        """Remember an answer of the name service."""
        if addresses:
            self._known[question] = (self._reactor.seconds() + _KEPT_FOR, addresses)


def _plain(name: str) -> str:
    """Return a name in the one form in which it is compared: in ASCII, whatever way it came."""
    try:
        return str(host_of(name))
    except ValueError:
        return name.lower()


class _Answered:
    """A resolution that needed no waiting."""

    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Do nothing: it has ended."""


class _Gate:
    """Hold the addresses of one resolution back until all of them are known and judged."""

    def __init__(
        self, resolver: GuardedResolver, receiver: Any, question: tuple[str, Any], port: int
    ) -> None:
        self._resolver = resolver
        self._receiver = receiver
        self._question = question
        self._port = port
        self._addresses: list[Address] = []

    def answer(self, addresses: tuple[Address, ...]) -> Any:
        resolution = _Answered(self._question[0])
        self.resolutionBegan(resolution)
        self._deliver(addresses)
        return resolution

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Address) -> None:  # noqa: N802
        self._addresses.append(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        addresses = tuple(self._addresses)
        self._resolver.keep(self._question, addresses)
        self._deliver(addresses)

    def _deliver(self, addresses: tuple[Address, ...]) -> None:
        if self._resolver.allowed(self._question[0], self._port, addresses):
            for one in addresses:
                kind = IPv6Address if isinstance(one, IPv6Address) else IPv4Address
                self._receiver.addressResolved(kind("TCP", one.host, self._port))
        self._receiver.resolutionComplete()
