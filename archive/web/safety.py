"""Knows how archived values stand on a page: as text, as a link only where it leads to the web."""

import re
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from archive.visible import visible

__all__ = ["FILTERS", "SHEET", "STYLE", "document_path", "outward"]

_STATIC = Path(__file__).parent / "static"


def _versioned(name: str) -> str:
    """Return the address of a static file, which changes with what is in it: no browser keeps an old one."""
    return f"/static/{name}?{sha256((_STATIC / name).read_bytes()).hexdigest()[:8]}"


STYLE = _versioned("readout.css")
SHEET = _versioned("sheet.css")
"""What lies over Datasette's own pages."""

_TONGUE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")


def shown(text: object) -> str:
    """Return archived text with its control and direction marks written out; the template escapes it."""
    return "" if text is None else visible(str(text))


def outward(address: object) -> str:
    """Return an address that may be linked: http or https, and printable; else nothing."""
    text = str(address or "")
    web = text.lower().startswith(("http://", "https://"))
    return text if web and text == visible(text) and not any(c.isspace() for c in text) else ""


def document_path(key: str, identifier: int | None = None) -> str:
    """Return the address of a document's page: by its key, or by its id where the key is an address."""
    whole = all(part and set(part) <= _PLAIN for part in key.split("/"))
    return (
        f"/document/{key if whole or identifier is None else identifier}"
        if whole or identifier
        else ("/document/" + quote(key, safe=""))
    )


def tongue(code: object) -> str:
    """Return a language for the attribute ``lang``: BCP 47, and empty (unknown) for what is none."""
    text = str(code or "")
    return text if _TONGUE.fullmatch(text) and text != "und" else ""


FILTERS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {"shown": shown, "outward": outward, "tongue": tongue, "short": lambda digest: str(digest or "")[:12]}
)
