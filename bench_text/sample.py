"""Knows one page that is measured, and what is known of it."""

from dataclasses import dataclass

__all__ = ["Sample"]


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A page and what is known of it; a field that is empty is not known and not counted.

    ``present`` are pieces that must be read, ``absent`` pieces that must not; ``captured`` is an ISO time.
    """

    key: str
    html: str
    address: str
    text: str = ""
    title: str = ""
    date: str = ""
    authors: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    captured: str = "2026-01-01T00:00:00+00:00"
