"""Knows how edits and disappearances become an Atom feed (RFC 4287)."""

from collections.abc import Sequence
from typing import BinaryIO
from urllib.parse import quote
from xml.etree import ElementTree as ET

from archive.changes.listing import ChangeRow
from archive.xmltext import writable

__all__ = ["entry_id", "write_atom"]

_ATOM = "http://www.w3.org/2005/Atom"
_XHTML = "http://www.w3.org/1999/xhtml"
_TAG = "tag:readout.invalid,2026:"
"""What all ids begin with (RFC 4151); nobody can own a name under .invalid (RFC 6761), so we take none."""


def write_atom(out: BinaryIO, rows: Sequence[ChangeRow], *, updated: str, address: str | None = None) -> int:
    """Write a feed and return the number of its entries; ``updated`` is for a feed that has none.

    ``address`` is where the feed will stand. Characters that XML cannot hold become U+FFFD.
    """
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _text(feed, "id", address or f"{_TAG}changes")
    _text(feed, "title", "Edits and disappearances")
    _text(feed, "updated", _instant(max((row.seen for row in rows), default=updated)))
    _text(ET.SubElement(feed, "author"), "name", "Readout")
    _text(feed, "generator", "Readout")
    if address:
        ET.SubElement(
            feed, "link", {"rel": "self", "href": writable(address), "type": "application/atom+xml"}
        )
    for row in rows:
        _entry(feed, row)
    ET.indent(feed)
    ET.ElementTree(feed).write(out, encoding="utf-8", xml_declaration=True)
    out.write(b"\n")
    return len(rows)


def entry_id(row: ChangeRow) -> str:
    """Return the id of a change: the same whenever, and by whatever version, the feed is written."""
    what = "edit" if row.new is not None else row.kinds[0].value
    return f"{_TAG}{quote(row.key, safe='/')}/{_instant(row.seen)}/{what}"


def _entry(feed: ET.Element, row: ChangeRow) -> None:
    entry = ET.SubElement(feed, "entry")
    kinds = ", ".join(row.kinds)
    _text(entry, "id", entry_id(row))
    _text(entry, "title", f"{row.title} ({kinds})")
    _text(entry, "updated", _instant(row.seen))
    if row.address.startswith(("http://", "https://")):
        link = {"rel": "alternate", "href": writable(row.address), "hreflang": row.language or "und"}
        ET.SubElement(entry, "link", link)
    for kind in row.kinds:
        ET.SubElement(entry, "category", {"term": kind.value})
    _text(entry, "summary", f"{row.before or '(nothing)'} → {row.after or '(nothing)'}")
    content = ET.SubElement(entry, "content", {"type": "xhtml"})
    _told(ET.SubElement(content, "div", {"xmlns": _XHTML}), row, kinds)


def _told(division: ET.Element, row: ChangeRow, kinds: str) -> None:
    which = f", revision {row.old} → {row.new}" if row.new is not None else ""
    _text(division, "p", f"{row.key}{which}: {kinds}")
    for name, text in (("del", row.before), ("ins", row.after)):
        if text:
            _text(ET.SubElement(division, "p"), name, text)
    since = f"after {row.not_before}, " if row.not_before else ""
    more = f"; {row.edits} places differ" if row.edits > 1 else ""
    _text(division, "p", f"Happened {since}not after {row.seen}{more}.")


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = writable(text)


def _instant(stamp: str) -> str:
    """Return an instant as RFC 3339 writes UTC."""
    return stamp.replace("+00:00", "Z")
