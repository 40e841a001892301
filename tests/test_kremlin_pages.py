"""Every field of every invented Kremlin page that a JSON states, one test each."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archive.models import Document, Moment
from crawler.sites.kremlin import Kremlin
from crawler.sites.page import Page

PAGES = Path(__file__).parent / "pages" / "kremlin"
CAPTURED = datetime(2031, 2, 10, tzinfo=UTC)
CARDS = {card.stem: json.loads(card.read_text("utf-8")) for card in sorted(PAGES.glob("*.json"))}


def stored(name: str, address: str) -> Page:
    kind = "text/xml" if name.endswith(".xml") else "text/html"
    return Page(address=address, body=(PAGES / name).read_bytes(), content_type=kind, captured_at=CAPTURED)


def moment(value: Moment | None) -> list[str] | None:
    return [value.utc.isoformat(), value.precision.value, value.printed] if value else None


def read(name: str) -> dict[str, Any]:
    (document,) = Kremlin().read(stored(f"{name}.html", CARDS[name]["address"])).documents
    return plain(document)


def plain(document: Document) -> dict[str, Any]:
    return {
        "key": document.identity.key,
        "address": document.address,
        "kind": document.kind,
        "view": document.view.value,
        "title": document.title,
        "lead": document.lead,
        "blocks": [[block.kind.value, block.text] for block in document.blocks],
        "published": moment(document.published),
        "modified": moment(document.modified),
        "event_day": moment(document.event_day),
        "place": document.place,
        "sections": [[one.name, one.address] for one in document.sections],
        "tags": [[one.kind, one.name, one.id] for one in document.tags],
        "references": [[one.kind, one.address, one.title, one.note] for one in document.references],
        "aliases": list(document.aliases),
        "layout": document.layout,
        "dropped": [rule for rule, _ in document.dropped],
    }


@pytest.mark.parametrize(
    ("name", "field"), [(name, field) for name, card in CARDS.items() for field in card["fields"]]
)
def test_field_is_read_as_stated(name: str, field: str) -> None:
    expected = CARDS[name]["fields"][field]
    assert expected, "an empty expectation proves nothing"
    assert read(name)[field] == expected


@pytest.mark.parametrize(
    ("name", "field"), [(name, field) for name, card in CARDS.items() for field in card.get("empty", ())]
)
def test_what_a_page_does_not_say_stays_empty(name: str, field: str) -> None:
    assert not read(name)[field]
