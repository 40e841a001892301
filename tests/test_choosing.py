"""Which links of a page a run follows."""

from datetime import date

from archive.models import Link, LinkKind, Reading
from crawler.choosing import Choice
from crawler.orders import beginnings, crawl_order, fetch_order
from crawler.redirects import key_of
from crawler.sites import site_named
from tests.makers import a_link, a_reading

KREMLIN = site_named("kremlin")
NEXT = Link(
    address="http://en.kremlin.ru/events/president/news/page/2",
    kind=LinkKind.LISTING,
    key="en.kremlin.ru/events/president/news/page/2",
    source="kremlin",
    language="en",
)


def a_listing(*days: int) -> Reading:
    rows = tuple(a_link(str(70000 + day), stated=date(2026, 3, day)) for day in days)
    return a_reading(kind="listing", links=(*rows, NEXT))


def chosen(choice: Choice, reading: Reading, *, past: int = 0) -> list[str]:
    return [link.key.rsplit("/", 1)[-1] for link in choice.of(reading, past=past)]


def test_without_a_period_everything_is_followed() -> None:
    assert chosen(Choice(site=KREMLIN), a_listing(3, 2, 1)) == ["70003", "70002", "70001", "2"]


def test_rows_outside_the_period_are_not_planned() -> None:
    choice = Choice(site=KREMLIN, since=date(2026, 3, 2), until=date(2026, 3, 4))

    assert chosen(choice, a_listing(5, 4, 2, 1)) == ["70004", "70002", "2"]


def test_a_walk_goes_on_for_two_pages_past_the_period() -> None:
    choice = Choice(site=KREMLIN, since=date(2026, 3, 9))
    (onward,) = choice.of(a_listing(5, 4), past=0)

    assert onward.past == 1
    assert choice.of(a_listing(3, 2), past=1) == []


def test_a_late_insertion_starts_the_count_again() -> None:
    choice = Choice(site=KREMLIN, since=date(2026, 3, 9))

    row, onward = choice.of(a_listing(4, 10, 3), past=1)
    assert (row.key, onward.past) == ("kremlin/en/70010", 0)


def test_links_off_the_site_or_of_another_scheme_are_never_followed() -> None:
    links = tuple(
        a_link("1", address=address, key=address)
        for address in (
            "file://kremlin.ru/etc/hostname",
            "ftp://kremlin.ru/1",
            "http://kremlin.ru.evil.example/1",
            "http://evilkremlin.ru/1",
            "http://user@evil.example/",
        )
    )

    assert Choice(site=KREMLIN).of(a_reading(kind="listing", links=links), past=0) == []


def test_a_fetch_follows_only_the_parts_of_its_document() -> None:
    part = a_link("70001#2", key="kremlin/en/70001#2", part_of="kremlin/en/70001")
    reading = a_reading(links=(a_link("70002"), part))

    assert Choice(site=KREMLIN, walk=False).of(reading, past=0) == [part]


def test_a_feeds_older_pages_are_left_to_the_listing() -> None:
    older = a_link("feed", kind=LinkKind.FEED, key="en.kremlin.ru/events/president/news/feed/page/2")

    assert Choice(site=KREMLIN).of(a_reading(kind="feed", links=(older,)), past=0) == []


def test_aliases_of_a_document_are_one_task() -> None:
    addresses = (
        "http://en.kremlin.ru/events/president/news/70001",
        "https://en.kremlin.ru/d/70001",
        "http://en.special.kremlin.ru/events/president/transcripts/70001",
    )

    assert {key_of(KREMLIN, address) for address in addresses} == {"kremlin/en/70001"}


def test_an_order_begins_with_the_feeds_and_listings_of_its_languages() -> None:
    links = beginnings(crawl_order("kremlin", languages="ru", sections=("news",)))

    assert [(link.kind, link.address) for link in links] == [
        (LinkKind.FEED, "http://kremlin.ru/events/president/news/feed"),
        (LinkKind.LISTING, "http://kremlin.ru/events/president/news"),
    ]


def test_a_fetch_of_a_known_document_has_its_identity_for_a_key() -> None:
    (link,) = beginnings(fetch_order("http://www.kremlin.ru/d/70001"))

    assert (link.key, link.kind, link.source) == ("kremlin/ru/70001", LinkKind.DOCUMENT, "kremlin")
