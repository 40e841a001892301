"""Knows which addresses on the hosts of interfax.ru name a story, a day, a feed, and which do not."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import SplitResult, urljoin, urlsplit

from archive.models import Identity, View
from crawler.sites.base import Target

__all__ = ["HOSTS", "MAIN", "MOSCOW", "absolute", "amp_address", "plain_parts", "plain_target"]

MAIN = "https://www.interfax.ru"
MOSCOW = "Europe/Moscow"
HOSTS: Mapping[str, str] = MappingProxyType(
    {
        "www.interfax.ru": "ru",
        "interfax.ru": "ru",
        "www.sport-interfax.ru": "ru",
        "sport-interfax.ru": "ru",
    }
)

_PORTS = {"http": (None, 80), "https": (None, 443)}
_STORY = re.compile(r"/(?:(?P<segment>[A-Za-z][A-Za-z0-9_-]*)/)?(?P<number>[0-9]{1,9})/?")
_NOT_STORIES = re.compile(
    r"(?:chronicle|story|photo.*|pressreleases.*|tags|search|news|aspimg|ftproot|cnt|rcl|img|page_.*)",
    re.IGNORECASE,
)


def plain_parts(address: str, hosts: Mapping[str, str]) -> SplitResult | None:
    """Return the parts of an http(s) address on exactly one of the hosts, else None.

    Refuses user names and passwords, odd ports and what is no address, so that
    ``https://interfax.ru@example.org`` or ``interfax.ru.example.org`` is never taken for the site.
    """
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or port not in _PORTS[parts.scheme]:
        return None
    named = parts.username is not None or parts.password is not None
    return None if named or (parts.hostname or "") not in hosts else parts


def plain_target(address: str) -> Target | None:
    """Return the story an address names; section, host, scheme, ``/amp/`` and query are decoration.

    `Target.address` is https, with ``www.`` and the segment as asked, without the query. Source:
    interfax.md section 2.
    """
    parts = plain_parts(address, HOSTS)
    found = _STORY.fullmatch(parts.path) if parts else None
    if parts is None or found is None:
        return None
    segment, number = found["segment"] or "", str(int(found["number"]))
    if _NOT_STORIES.fullmatch(segment) or number == "0":
        return None
    host = "www." + (parts.hostname or "").removeprefix("www.")
    path = f"{segment}/{number}" if segment else number
    return Target(
        identity=Identity("interfax", "ru", number),
        address=f"https://{host}/{path}",
        view=View.AMP if segment.lower() == "amp" else View.PAGE,
    )


def absolute(base: str, href: str) -> str | None:
    """Return where a link leads, or None where it leads to no page (``tg:``, ``mailto:``, damaged)."""
    try:
        address = urljoin(base, href.strip())
        return address if urlsplit(address).scheme in _PORTS else None
    except ValueError:
        return None


def amp_address(number: str) -> str:
    """Return the address of a story's AMP view."""
    return f"{MAIN}/amp/{number}"
