"""Pages that are made to kill their reader end in time, in a named way, and the next page is stored."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.models import LinkKind, Outcome
from crawler import reading, settings
from tests.hostile_pages import ADDRESSES, FLOODS, PLACES, address_of, hostile
from tests.keeping import Keeper, answer

SIZE = 60_000
SECONDS = 2.0


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[Keeper]:
    with Keeper(tmp_path / "archive.db") as keeper:
        yield keeper


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let a page have two seconds and 200 MB."""
    monkeypatch.setattr(settings, "READOUT_READING_SECONDS", SECONDS)
    monkeypatch.setattr(settings, "READOUT_READING_MB", 200)
    reading.close()
    yield
    reading.close()


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("site", ADDRESSES)
def test_a_flooded_page_is_kept_in_time_and_the_next_one_is_stored(
    keeper: Keeper, site: str, place: str
) -> None:
    for number, flood in enumerate(FLOODS):
        body = hostile(site, flood, place, SIZE)
        began = time.monotonic()
        ended = keeper.keep(answer(address_of(site, number), body))

        assert time.monotonic() - began < SECONDS + 30, flood
        assert ended.outcome in (Outcome.STORED, Outcome.UNCHANGED, Outcome.UNREADABLE), flood
        assert keeper.kept(ended) == body, flood
        assert keeper.keep_a_good_one().outcome is Outcome.STORED, flood


# Some of the slowest pages there are: seconds each, where a good one takes two milliseconds.
ENDLESS = {
    "rules": hostile("kremlin", "rules", "body", 4_000_000),
    "headings": hostile("kremlin", "headings", "body", 4_000_000),
}


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("name", ENDLESS)
def test_a_page_that_cannot_be_read_in_time_is_unreadable_and_says_why(
    keeper: Keeper, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(settings, "READOUT_READING_SECONDS", 1)
        ended = keeper.keep(answer(ADDRESSES["kremlin"], ENDLESS[name]), kind=LinkKind.PAGE)
        reading.close()

    assert ended.outcome is Outcome.UNREADABLE
    assert ended.detail == f"killed: {ADDRESSES['kremlin']}: reading was ended: it took over 1 s"
    assert keeper.kept(ended) == ENDLESS[name]
    assert keeper.keep_a_good_one().outcome is Outcome.STORED


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"<p>" + b"a" * 5_000_000, "too large to read"),
        (b"<div>" * 300 + b"deep", "nested too deeply"),
        (b"<b>" * 100_000 + b"deep", "nested too deeply"),
        (b"<table><tr><td>" * 20_000 + b"deep", "nested too deeply"),
    ],
)
@pytest.mark.parametrize("site", ADDRESSES)
def test_what_cannot_be_read_whole_is_not_read_at_all(
    keeper: Keeper, site: str, body: bytes, why: str
) -> None:
    ended = keeper.keep(answer(ADDRESSES[site], body + b"</html>"))

    assert ended.outcome is Outcome.UNREADABLE
    assert why in ended.detail or "too deep" in ended.detail
    assert keeper.keep_a_good_one().outcome is Outcome.STORED


def _bomb(inside: str) -> bytes:
    nested = "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    return f'<!DOCTYPE x [<!ENTITY a "lol">{nested}]>{inside}'.encode()


FEEDS = {
    "http://en.kremlin.ru/events/president/news/feed": (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>{}</title><entry><title>A</title></entry></feed>'
    ),
    "https://www.interfax.ru/rss.asp": (
        "<rss><channel><title>{}</title><item><link>https://www.interfax.ru/1</link></item></channel></rss>"
    ),
    "https://www.interfax.ru/SEO_SiteMapLastChanges.xml": (
        "<urlset><url><loc>{}</loc></url><url><loc>https://www.interfax.ru/1</loc></url></urlset>"
    ),
}
XML = {
    "a bomb": (lambda feed: _bomb(feed.format("&i;")), "entity amplification"),
    "a bomb in UTF-16": (lambda feed: _bomb(feed.format("&i;")).decode().encode("utf-16"), "amplification"),
    "a bomb in an attribute": (
        lambda feed: _bomb(
            feed.format("a").replace("<title>", '<title a="&i;">').replace("<loc>", '<loc a="&i;">')
        ),
        "entity amplification",
    ),
    "a quadratic one": (
        lambda feed: f'<!DOCTYPE x [<!ENTITY a "{"x" * 100_000}">]>{feed.format("&a;" * 10_000)}'.encode(),
        "entity amplification",
    ),
    "a small entity": (
        lambda feed: f'<!DOCTYPE x [<!ENTITY a "x">]>{feed.format("&a;")}'.encode(),
        "declares entities",
    ),
    "a file": (
        lambda feed: f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>{feed.format("&a;")}'.encode(),
        "declares entities",
    ),
    "a parameter entity": (
        lambda feed: (
            f'<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/"> %a;]>{feed.format("a")}'.encode()
        ),
        "declares entities",
    ),
    "an unknown entity": (
        lambda feed: f'<!DOCTYPE x PUBLIC "x" "http://127.0.0.1:9/">{feed.format("a&nbsp;b")}'.encode(),
        r"unknown entity \(&nbsp;\)",
    ),
    "depth": (lambda feed: feed.format("<a>" * 300 + "</a>" * 300).encode(), "depth"),
    "a cut": (lambda feed: feed.format("a").encode()[:-20], "not well-formed"),
    "a NUL": (lambda feed: feed.format("a\x00").encode(), "not well-formed"),
}


@pytest.mark.parametrize("name", XML)
@pytest.mark.parametrize("address", FEEDS)
def test_entities_and_cut_feeds_are_errors_with_a_name_never_an_empty_list(
    keeper: Keeper, address: str, name: str
) -> None:
    make, why = XML[name]
    body = make(FEEDS[address])
    ended = keeper.keep(answer(address, body, (("Content-Type", "text/xml"),)), kind=LinkKind.FEED)

    assert ended.outcome is Outcome.UNREADABLE
    assert ended.detail.startswith(f"not_this_kind: {address}: ")
    assert re.search(why, ended.detail)
    assert "\n" not in ended.detail
    assert keeper.keep_a_good_one().outcome is Outcome.STORED
