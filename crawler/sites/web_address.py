"""Knows the canonical form of an address of the web at large."""

import re
from urllib.parse import urlsplit, urlunsplit

__all__ = ["canonical_address", "stated_address"]

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|yclid|ysclid|msclkid|_openstat|mc_[ce]id|igshid|_ga|wt_mc|share",
    re.IGNORECASE,
)
_FACES = re.compile(r"^(?:www|m|mobile|amp)\.(?=[^.]+\.)")
_PORTS = frozenset({("http", 80), ("https", 443)})


def canonical_address(address: str) -> str:
    """Return an address with a lower-case host, without default port, fragment and tracking parameters."""
    parts = urlsplit(address.strip())
    named = parts.hostname or ""
    host = f"[{named}]" if ":" in named else named
    port = f":{parts.port}" if parts.port and (parts.scheme.lower(), parts.port) not in _PORTS else ""
    kept = (pair for pair in parts.query.split("&") if not _TRACKING.fullmatch(pair.partition("=")[0]))
    return urlunsplit((parts.scheme.lower(), host + port, parts.path or "/", "&".join(kept), ""))


def _face(host: str | None) -> str:
    return _FACES.sub("", host or "")


def stated_address(address: str, stated: str | None) -> str:
    """Return the address that a page states as its own, where it may: on the same host, whatever its face.

    The hosts www.a, m.a and amp.a are faces of a; no page names an address of another host as its own.

    A page that names the front page as its own address is misconfigured, and keeps the one it answered at.
    """
    asked = canonical_address(address)
    if not stated or not stated.startswith(("http://", "https://")):
        return asked
    try:
        named = canonical_address(stated)
    except ValueError:
        return asked
    same = _face(urlsplit(named).hostname) == _face(urlsplit(asked).hostname)
    front = urlsplit(named).path == "/" and urlsplit(asked).path != "/"
    return named if same and not front else asked
