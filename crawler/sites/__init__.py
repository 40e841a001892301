"""Knows which sites there are, which one an address belongs to, and the version of what reads them."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

from archive.errors import BadUsage, NotAnAddress
from crawler.sites.base import Site
from crawler.sites.interfax import Interfax
from crawler.sites.interfax_com import InterfaxCom
from crawler.sites.interfax_russia import InterfaxRussia
from crawler.sites.kremlin import Kremlin
from crawler.sites.web import Web

__all__ = ["SITES", "WEB", "extractor_of", "site_for", "site_named"]

SITES: tuple[Site, ...] = (Kremlin(), Interfax(), InterfaxCom(), InterfaxRussia())
WEB: Site = Web(publishers=SITES)
_READERS = ("lxml", "py3langid", "python-dateutil", "trafilatura")


def site_named(name: str) -> Site:
    """Return a declared site by its name; raises BadUsage naming the known ones."""
    for site in (*SITES, WEB):
        if site.name == name:
            return site
    raise BadUsage(f"there is no site {name!r}; known: {', '.join(site.name for site in (*SITES, WEB))}")


def site_for(address: str) -> Site:
    """Return the site that an address belongs to, the web at large where no declared one owns it.

    Raises NotAnAddress for a text that is no http or https address with a host.
    """
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise NotAnAddress(f"{address!r} is not an address ({error})") from error
    if parts.scheme not in ("http", "https"):
        raise NotAnAddress(f"{address!r} is not an http or https address")
    if not host or " " in address or not address.isprintable():  # no other blank is printable
        raise NotAnAddress(f"{address!r} names no host")
    if parts.username is not None or parts.password is not None:
        raise NotAnAddress(f"{parts.scheme}://…@{host}: an address with a name or password is not fetched")
    return next((site for site in SITES if site.owns(address)), WEB)


@cache
def _reading_digest() -> str:
    """Return a digest of all that takes part in reading: our own sources and the libraries' versions."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for library in _READERS:
        digest.update(f"{library} {version(library)}\0".encode())
    return digest.hexdigest()[:12]


def extractor_of(site: Site) -> str:
    """Return the version of what reads a site: it changes when, and only when, the reader may have."""
    return f"{site.name}/{_reading_digest()}"
