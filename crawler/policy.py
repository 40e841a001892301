"""Knows what may be asked: http and https, on their own ports, of hosts on the public Internet."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import SplitResult, urlsplit

from archive.errors import BadUsage
from crawler.hosts import IPAddress, NotAHost, host_of, is_local_name

__all__ = ["NOWHERE", "Policy", "why_not_public"]

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# Stands for a text that Scrapy takes for no address at all; it is never asked.
NOWHERE = "http://nobody@nowhere.invalid/"
PORTS = {"http": 80, "https": 443}
_LOOPBACK = ipaddress.IPv4Address("127.0.0.1")
# Python before 3.11.8 and 3.12.2 takes [::1].ru for ::1.
_BRACKETS = re.compile(r"\[[^\[\]]*\](?::[0-9]*)?")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_UNICAST_6 = ipaddress.IPv6Network("2000::/3")
# What Python calls global but is not for us, and what a note should call by its name; first fit wins.
# Source: the IANA registries of special-purpose IPv4 and IPv6 addresses.
_SPECIAL: tuple[tuple[Network, str], ...] = tuple(
    (ipaddress.ip_network(network), why)
    for network, why in (
        ("127.0.0.0/8", "loopback"),
        ("0.0.0.0/8", "this machine or network"),
        ("10.0.0.0/8", "a private network"),
        ("172.16.0.0/12", "a private network"),
        ("192.168.0.0/16", "a private network"),
        ("169.254.0.0/16", "link-local"),
        ("100.64.0.0/10", "a provider's shared network"),
        ("192.0.0.0/24", "reserved for protocols"),
        ("192.0.2.0/24", "documentation"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("192.31.196.0/24", "reserved"),
        ("192.52.193.0/24", "reserved"),
        ("192.88.99.0/24", "a 6to4 relay"),
        ("192.175.48.0/24", "reserved"),
        ("198.18.0.0/15", "a test bench"),
        ("224.0.0.0/4", "multicast"),
        ("255.255.255.255/32", "broadcast"),
        ("240.0.0.0/4", "reserved"),
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "an IPv4 address in disguise"),
        ("::/96", "an IPv4 address in disguise"),
        ("64:ff9b:1::/48", "a private network's IPv4 address in disguise"),
        ("2002::/16", "a 6to4 tunnel"),
        ("2001::/32", "a Teredo tunnel"),
        ("2001::/23", "reserved for protocols"),
        ("2001:db8::/32", "documentation"),
        ("3fff::/20", "documentation"),
        ("2620:4f:8000::/48", "reserved"),
        ("fc00::/7", "a private network"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
        ("5f00::/16", "segment routing"),
        ("100::/64", "a sink"),
    )
)


def why_not_public(address: IPAddress) -> str:
    """Return what kind of address it is where it is none of the public Internet, else ""."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id:
            return "an address of one network interface"
        if address in _NAT64:
            inside = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
            why = why_not_public(inside)
            return f"{inside} in disguise, {why}" if why else ""
    for network, why in _SPECIAL:
        if address.version == network.version and address in network:
            return why
    unicast = isinstance(address, ipaddress.IPv4Address) or address in _UNICAST_6
    return "" if unicast and address.is_global else "reserved"


@dataclass(frozen=True)
class Policy:
    """What may be asked besides the public web.

    ``private`` are the networks of READOUT_PRIVATE, where any port may be asked; ``typed`` is the host and
    port of the address that a user typed, which may be asked on that port.
    """

    private: tuple[Network, ...] = ()
    typed: tuple[str, int] | None = None

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Self:
        """Return the policy of a crawl's settings; raises BadUsage for what is no network."""
        return cls(
            private=_networks(str(settings.get("READOUT_PRIVATE") or "")),
            typed=_typed(str(settings.get("READOUT_TYPED") or "")),
        )

    def trouble(self, address: str, *, proxied: bool = False) -> str:
        """Return why an address may not be asked, in a few words, or "".

        A name is judged again by what it resolves to (`peer_trouble`), unless a proxy resolves it: then
        what can be known without resolving must do.
        """
        if address == NOWHERE:
            return "it is no address"
        try:
            parts = urlsplit(address)
            port = parts.port
            if trouble := _spelling_trouble(address, parts):
                return trouble
            host = host_of(parts.hostname or "")
        except NotAHost as error:
            return str(error)
        except ValueError as error:
            return f"it is no address ({error})"
        port = port if port is not None else PORTS[parts.scheme]
        if isinstance(host, str):
            return self._name_trouble(host, port, proxied=proxied)
        return self.peer_trouble(host, port=port)

    def peer_trouble(self, address: IPAddress, *, port: int, name: str = "") -> str:
        """Return why an IP address may not be connected to on a port, or ""; ``name`` resolved to it."""
        if self._is_private(address):
            return ""
        if why := why_not_public(address):
            return (f"{name} is {address}, " if name else f"{address} is ") + why
        return self._port_trouble(name or str(address), port)

    def _name_trouble(self, name: str, port: int, *, proxied: bool) -> str:
        if not is_local_name(name):
            return self._port_trouble(name, port)
        # Of a network that may be asked, resolving must tell; a proxy would resolve it where we cannot see.
        own = name == "localhost" or name.endswith(".localhost")
        if self._is_private(_LOOPBACK) if own else self.private and not proxied:
            return ""
        return f"{name} is a name of the local network"

    def _is_private(self, address: IPAddress) -> bool:
        return any(address.version == one.version and address in one for one in self.private)

    def _port_trouble(self, host: str, port: int) -> str:
        if port in PORTS.values() or self.typed == (host, port):
            return ""
        return f"port {port} of {host} is not one of the web"


def _spelling_trouble(address: str, parts: SplitResult) -> str:
    if parts.scheme not in PORTS:
        return f"{parts.scheme or 'it'} is not http or https"
    if parts.username is not None or parts.password is not None:
        return "it holds a user's name or password"
    if mark := _CONTROLS.search(address):
        return f"it holds {mark.group()!r}"
    if not parts.hostname or ("[" in parts.netloc and not _BRACKETS.fullmatch(parts.netloc)):
        return "it names no host"
    return ""


def _networks(text: str) -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(part) for part in text.replace(",", " ").split())
    except ValueError as error:
        raise BadUsage(f"READOUT_PRIVATE: {error}; give networks such as 127.0.0.0/8 fd00::/8") from error


def _typed(address: str) -> tuple[str, int] | None:
    try:
        parts = urlsplit(address)
        if not parts.hostname or parts.port is None:
            return None
        return str(host_of(parts.hostname)), parts.port
    except ValueError:
        return None
