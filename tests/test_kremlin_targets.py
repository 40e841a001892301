"""Which document an address of the Kremlin names, and which addresses only look like one."""

import pytest

from archive.models import View
from crawler.sites.kremlin import Kremlin

SAME = [
    "http://en.kremlin.ru/events/president/news/63951",
    "https://en.kremlin.ru/events/president/news/63951/",
    "http://EN.kremlin.ru:80/events/president/news/63951?utm=1#top",
    "http://en.kremlin.ru/d/63951",
    "http://en.kremlin.ru/events/president/transcripts/63951",
    "http://en.kremlin.ru/events/president/transcripts/speeches/63951",
    "http://en.kremlin.ru/transcripts/comminity_meetings/63951",
    "http://en.kremlin.ru/events/all/63951",
    "http://en.kremlin.ru/events/councils/by-council/12/63951",
    "http://en.kremlin.ru/catalog/countries/MN/events/63951",
    "http://en.kremlin.ru/press/announcements/63951",
    "http://en.kremlin.ru/acts/news/63951",
    "http://en.special.kremlin.ru/events/president/news/63951",
    "http://en.kremlin.ru/events/president/news/63951/print",
]
NONE = [
    "http://kremlin.ru.evil.com/events/president/news/63951",
    "http://evilkremlin.ru/events/president/news/63951",
    "http://xn--kremln-qva.ru/d/1",
    "file://kremlin.ru/events/president/news/63951",
    "ftp://kremlin.ru/d/63951",
    "//kremlin.ru/d/63951",
    "http://user:pw@kremlin.ru/d/63951",
    "http://kremlin.ru@evil.com/d/63951",
    "http://kremlin.ru:8080/d/63951",
    "http://kremlin.ru:99999/d/63951",
    "http://kremlin.ru\\@evil.com/d/63951",
    "http://[kremlin.ru/d/63951",
    "http://letters.kremlin.ru/d/63951",
    "http://static.kremlin.ru/d/63951",
    "http://kremlin.ru./d/63951",
    "http://kremlin.ru/",
    "http://kremlin.ru/d/",
    "http://kremlin.ru/d/0",
    "http://kremlin.ru/d/063951",
    "http://kremlin.ru/d/99999999999999999999",
    "http://kremlin.ru/d/６３９５１",
    "http://kremlin.ru/d/63951/../1",
    "http://kremlin.ru/events/63951",
    "http://kremlin.ru/events/president/news",
    "http://kremlin.ru/events/president/news/page/2",
    "http://kremlin.ru/events/president/news/by-date/01.02.2031",
    "http://kremlin.ru/events/president/news/calendar/2031",
    "http://kremlin.ru/events/president/news/copy/63951",
    "http://kremlin.ru/events/president/news/feed/page/2",
    "http://kremlin.ru/events/president/news/63951/photos",
    "http://kremlin.ru/events/president/news/63951/photos/5",
    "http://kremlin.ru/events/president/news/63951/videos",
    "http://kremlin.ru/events/president/news/63951/work",
    "http://kremlin.ru/events/president/news/63951/email",
    "http://kremlin.ru/events/councils/by-council/12",
    "http://kremlin.ru/misc/63951/videos/1",
    "http://kremlin.ru/catalog/persons/1/events",
    "http://kremlin.ru/catalog/persons/1/biography",
    "http://kremlin.ru/acts/bank/search",
    "http://kremlin.ru/search?query=/d/1",
]


@pytest.mark.parametrize("address", SAME)
def test_one_item_has_one_identity_under_every_path(address: str) -> None:
    target = Kremlin().target(address)
    assert target is not None
    assert target.identity.key == "kremlin/en/63951"


@pytest.mark.parametrize("address", NONE)
def test_address_that_names_no_document(address: str) -> None:
    assert Kremlin().target(address) is None


@pytest.mark.parametrize("address", NONE[:14])
def test_hosts_are_owned_exactly(address: str) -> None:
    assert not Kremlin().owns(address) or address.startswith("http://kremlin.ru/")


def test_languages_are_two_documents() -> None:
    russian = Kremlin().target("http://www.kremlin.ru/events/president/news/63951")
    assert russian is not None
    assert (russian.identity.key, russian.address) == (
        "kremlin/ru/63951",
        "http://kremlin.ru/events/president/news/63951",
    )


@pytest.mark.parametrize(
    ("address", "view"),
    [(SAME[0], View.PAGE), (SAME[-2], View.SPECIAL), (SAME[-1], View.PRINT)],
)
def test_view_is_told_by_the_address(address: str, view: View) -> None:
    target = Kremlin().target(address)
    assert target is not None
    assert target.view is view


@pytest.mark.parametrize(
    ("path", "key", "part"),
    [
        ("acts/bank/18441", "kremlin/ru/acts/bank/18441", 1),
        ("acts/bank/18441/page/3", "kremlin/ru/acts/bank/18441", 3),
        ("supplement/5524", "kremlin/ru/supplement/5524", 1),
        ("d/18441", "kremlin/ru/18441", 1),
    ],
)
def test_acts_and_supplements_do_not_collide_with_items(path: str, key: str, part: int) -> None:
    target = Kremlin().target(f"http://kremlin.ru/{path}")
    assert target is not None
    assert (target.identity.key, target.part) == (key, part)


def test_special_host_is_kept_in_the_address_that_is_asked() -> None:
    target = Kremlin().target("https://special.kremlin.ru/d/63951/")
    assert target is not None
    assert target.address == "http://special.kremlin.ru/d/63951"
