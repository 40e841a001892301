"""A walk ends where a page shows again what an earlier page of the same walk showed."""

from archive.models import Exchange, Link, LinkKind, Outcome, Reading
from crawler.walks import Walks
from tests.makers import a_link, an_exchange

LISTING = "http://en.kremlin.ru/events/president/news"


def page(*numbers: int, leads_to: int | None = None) -> Reading:
    links = [a_link(str(number)) for number in numbers]
    if leads_to is not None:
        address = f"{LISTING}/page/{leads_to}"
        key = address.removeprefix("http://")
        links.append(Link(address=address, kind=LinkKind.LISTING, key=key, source="kremlin"))
    return Reading(kind="listing", links=tuple(links))


def leads_on(reading: Reading) -> bool:
    return any(link.kind is LinkKind.LISTING for link in reading.links)


def test_a_page_of_new_rows_leads_on_and_a_repeated_one_does_not() -> None:
    walks = Walks()
    assert leads_on(walks.along(LISTING, page(4, 3, leads_to=2)))
    assert leads_on(walks.along(f"{LISTING}/page/2", page(2, 1, leads_to=3)))
    repeated = walks.along(f"{LISTING}/page/3", page(4, 3, leads_to=4))
    assert not leads_on(repeated)
    assert repeated.note == "the rows of en.kremlin.ru/events/president/news again: past the end"
    assert [link.key for link in repeated.links] == ["kremlin/en/4", "kremlin/en/3"]


def test_a_row_that_moved_to_the_next_page_is_no_repetition() -> None:
    walks = Walks()
    walks.along(LISTING, page(4, 3, leads_to=2))
    assert leads_on(walks.along(f"{LISTING}/page/2", page(3, 2, leads_to=3)))


def test_another_listing_with_the_same_rows_is_another_walk() -> None:
    walks = Walks()
    walks.along(LISTING, page(4, 3, leads_to=2))
    assert leads_on(walks.along("http://en.kremlin.ru/events/all", page(4, 3, leads_to=2)))


def test_a_page_that_is_asked_twice_leads_on_both_times() -> None:
    walks = Walks()
    assert leads_on(walks.along(LISTING, page(4, 3, leads_to=2)))
    assert leads_on(walks.along(LISTING, page(4, 3, leads_to=2)))


def test_one_empty_page_leads_on_and_a_second_does_not() -> None:
    walks = Walks()
    walks.along(LISTING, page(4, leads_to=2))
    assert leads_on(walks.along(f"{LISTING}/page/2", page(leads_to=3)))
    assert not leads_on(walks.along(f"{LISTING}/page/3", page(leads_to=4)))


def test_a_stored_page_that_is_read_to_be_compared_is_no_step() -> None:
    """Yesterday's first page is today's second where a page's worth of rows came in between."""
    walks = Walks()
    pages = {"today": page(4, 3, leads_to=2), "yesterday": page(2, 1, leads_to=2)}

    def read(one: Exchange) -> Reading:
        return pages[one.note]

    today = an_exchange(asked=LISTING, note="today")
    reading = walks.reader(read, today)
    reading(today)
    reading(an_exchange(asked=LISTING, note="yesterday"))
    assert leads_on(walks.along(f"{LISTING}/page/2", page(2, 1, leads_to=3)))


def test_the_stored_page_of_a_304_is_a_step() -> None:
    walks = Walks()
    walks.along(LISTING, page(4, 3, leads_to=2))
    walks.along(f"{LISTING}/page/2", page(2, 1, leads_to=3))
    answered = an_exchange(asked=f"{LISTING}/page/3", outcome=Outcome.UNCHANGED, status=304, body=None)
    reading = walks.reader(lambda _: page(2, 1, leads_to=4), answered)
    assert not leads_on(reading(an_exchange(asked=f"{LISTING}/page/3")))
