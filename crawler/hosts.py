"""Knows what the host of an address is: a name, or one of the many spellings of an IP address."""

import ipaddress
import re
import unicodedata
from contextlib import suppress

__all__ = ["IPAddress", "NotAHost", "host_of", "is_local_name"]

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# As RFC 3490 section 3.1: all four end a label.
_DOTS = re.compile("[.\u3002\uff0e\uff61]")
_NUMBER = re.compile(r"0[xX][0-9a-fA-F]*|[0-9]+")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?")
_LONGEST_NAME = 253
_LONGEST_LABEL = 63
_MOST_PARTS = 4
_OCTET = 256
# Names that lead to this machine or to its network. Source: RFC 6761, 6762 and 8375, and the names
# that ICANN never gives to anybody because local networks use them.
_LOCAL = ("localhost", "local", "internal", "home.arpa", "localdomain", "lan", "intranet", "corp", "home")


class NotAHost(ValueError):
    """The text is neither a host name nor an IP address as one is written; the message says why."""


def host_of(text: str) -> str | IPAddress:
    """Return a host as the IP address or the ASCII name that it is, in lower case, without a last dot.

    Raises `NotAHost` for what is neither, and for every spelling of an IPv4 address other than the four
    decimal numbers: resolvers disagree on what they mean, and no honest link has one. Source: WHATWG URL
    section 3.5, where a host whose last label is a number is an address or nothing.
    """
    if ":" in text or text.startswith("["):
        return _address_6(text)
    folded = _folded(text)
    labels = _DOTS.split(folded)
    if len(labels) > 1 and not labels[-1]:
        del labels[-1]
    if labels and _NUMBER.fullmatch(labels[-1]):
        return _address_4(text, labels)
    return _name(text, labels)


def is_local_name(name: str) -> bool:
    """Tell whether a name, as `host_of` gives it, is one of this machine or of its network."""
    return "." not in name or any(name == zone or name.endswith(f".{zone}") for zone in _LOCAL)


def _folded(text: str) -> str:
    """Return a text as a resolver that is generous with Unicode would take it: digits are digits."""
    for mark in text:
        if unicodedata.category(mark) in ("Cc", "Cf", "Cs", "Co", "Zs", "Zl", "Zp") or mark in "%\\/?#@":
            raise NotAHost(f"{text!r} is no host: it holds {mark!r}")
    plain = unicodedata.normalize("NFKC", text)
    digits = (str(unicodedata.decimal(mark, mark)) for mark in plain)
    return unicodedata.normalize("NFKC", "".join(digits).casefold())


def _address_6(text: str) -> ipaddress.IPv6Address:
    bare = text[1:-1] if text.startswith("[") and text.endswith("]") else text
    if "%" in bare:
        raise NotAHost(f"{text} is an address of one network interface")
    try:
        return ipaddress.IPv6Address(bare)
    except ValueError as error:
        raise NotAHost(f"{text!r} is no IPv6 address") from error


def _address_4(text: str, labels: list[str]) -> ipaddress.IPv4Address:
    if text.isascii():
        with suppress(ValueError):
            return ipaddress.IPv4Address(text.removesuffix("."))
    meant = _meant(labels)
    raise NotAHost(f"{text!r} is no host" + (f" (some programs read it as {meant})" if meant else ""))


def _meant(labels: list[str]) -> ipaddress.IPv4Address | None:
    """Return what inet_aton makes of up to four decimal, octal or hexadecimal numbers."""
    if len(labels) > _MOST_PARTS or not all(_NUMBER.fullmatch(label) for label in labels):
        return None
    try:
        *first, last = [_number(label) for label in labels]
    except ValueError:
        return None
    if any(part >= _OCTET for part in first) or last >= _OCTET ** (_MOST_PARTS - len(first)):
        return None
    return ipaddress.IPv4Address(sum(part << 8 * (3 - place) for place, part in enumerate(first)) + last)


def _number(label: str) -> int:
    if label[:2].lower() == "0x":
        return int(label[2:] or "0", 16)
    return int(label, 8 if label.startswith("0") and len(label) > 1 else 10)


def _name(text: str, labels: list[str]) -> str:
    try:
        # Python's codec is that of IDNA 2003, by which Scrapy and aiohttp write an address as well.
        ascii_labels = [label.encode("idna").decode() for label in labels]
    except UnicodeError:
        ascii_labels = []
    name = ".".join(ascii_labels)
    fits = all(_LABEL.fullmatch(one) and len(one) <= _LONGEST_LABEL for one in ascii_labels)
    if not name or not fits or len(name) > _LONGEST_NAME:
        raise NotAHost(f"{text!r} is no host name")
    return name
