"""Proves which addresses are Interfax's, what they name, and where a crawl begins."""

from datetime import date

import pytest

from archive.errors import BadUsage
from crawler.sites.dateline import split_dateline
from crawler.sites.interfax import Interfax
from crawler.sites.interfax_com import InterfaxCom
from crawler.sites.interfax_russia import InterfaxRussia
from tests.interfax_proof import page_of

STARTS = {"languages": (), "since": None, "today": date(2031, 4, 2)}


@pytest.mark.parametrize(
    "address",
    [
        "https://www.interfax.ru/russia/123456",
        "http://interfax.ru/123456?utm_source=tg",
        "https://www.sport-interfax.ru/rfpl/123456",
        "https://interfax.ru/amp/123456/",
    ],
)
def test_number_is_the_identity(address):
    assert Interfax().target(address).identity.key == "interfax/ru/123456"


@pytest.mark.parametrize(
    "address",
    [
        "https://interfax.com.ua/news/general/178932.html",
        "https://ru.interfax.com.ua/news/123456",
        "https://interfax.ru.evil.com/russia/123456",
        "https://evilinterfax.ru/russia/123456",
        "file:///interfax.ru/russia/123456",
        "https://www.interfax.ru@example.org/russia/123456",
        "https://me:secret@www.interfax.ru/russia/123456",
        "https://www.interfax.ru:8080/russia/123456",
        "http://[www.interfax.ru/russia/123456",
    ],
)
def test_other_hosts_are_never_interfax(address):
    for site in (Interfax(), InterfaxCom(), InterfaxRussia()):
        assert not site.owns(address)
        assert site.target(address) is None


@pytest.mark.parametrize(
    "path", ["chronicle/x.html", "story/12", "photo/12", "pressreleases/1", "a.asp", "tags/1"]
)
def test_not_every_address_names_a_story(path):
    assert Interfax().target(f"https://www.interfax.ru/{path}") is None


def test_crawl_begins_with_feed_sitemap_and_the_newest_day():
    links = Interfax().starts(**STARTS, sections=())
    assert [link.kind for link in links] == ["feed", "sitemap", "listing", "listing", "listing"]
    assert links[2].address == "https://www.interfax.ru/news/2031/04/02"


def test_unknown_section_names_the_known_ones():
    with pytest.raises(BadUsage, match="russia, world"):
        Interfax().starts(**STARTS, sections=("sea",))


ROWS = (
    '<div class="an"><div data-id="7"><span>09:00</span><a href="https://www.sport-interfax.ru/8"><h3>Матч</h3></a>'
    '</div><div data-id="9"><h3>Без ссылки</h3></div>'
    '<div><a href="/chronicle/x.html"><h3>Хроника</h3></a></div></div>'
    '<div class="pages"><a class="active" href="#">1</a><a href="/news/2031/04/02/all/page_2">2</a></div>'
)


def test_day_archive_gives_rows_and_the_next_page():
    body = f"<html><body>{ROWS}</body></html>".encode("cp1251")
    reading = Interfax().read(page_of("https://www.interfax.ru/news/2031/04/02", body))
    assert [link.key.rsplit("/", 1)[-1] for link in reading.links] == ["8", "9", "page_2"]
    past = Interfax().read(page_of("https://www.interfax.ru/news/2031/04/02/all/page_9", body))
    assert past.links == ()
    assert "past the end" in past.note


def test_timeline_asks_the_last_minute_again():
    story = '<time datetime="2031-04-02T12:05"></time><a href="/world/5"><h3>Я</h3></a>'
    item = f'<div class="timeline__text">{story}</div>'
    body = f'<html><body><div class="timeline">{item}</div></body></html>'.encode("cp1251")
    reading = Interfax().read(page_of("https://www.interfax.ru/", body))
    assert reading.links[-1].address.endswith("?a=timeline&dt=2031-04-02T12:05")
    assert len(Interfax().read(page_of(reading.links[-1].address, body)).links) == 1


def test_sitemap_states_the_change_as_moscow_wall_time():
    xml = (
        b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://www.interfax.ru/world/5</loc>'
        b"<lastmod>2031-04-02T12:05:00+03:00</lastmod></url></urlset>"
    )
    (link,) = Interfax().read(page_of("https://www.interfax.ru/SEO_SiteMapLastChanges.xml", xml)).links
    assert link.updated == "2031-04-02T12:05:00"


@pytest.mark.parametrize(
    ("printed", "taken_apart"),
    [
        ("Москва. 6 июня. INTERFAX.RU - ", ("Москва", "6 июня", "INTERFAX.RU")),
        ("Ростов-на-Дону. 6 июня. INTERFAX.RU — ", ("Ростов-на-Дону", "6 июня", "INTERFAX.RU")),
        ("30 ноября. INTERFAX.RU - ", (None, "30 ноября", "INTERFAX.RU")),
        ("2 января. Interfax-Russia.ru - ", (None, "2 января", "Interfax-Russia.ru")),
        ("Москва. 6 июня. ИНТЕРФАКС-АВН - ", ("Москва", "6 июня", "ИНТЕРФАКС-АВН")),
        ("Кишинев. 25 марта. ИНТЕРФАКС. - ", ("Кишинев", "25 марта", "ИНТЕРФАКС")),
        ("ST. PETERSBURG. April 7 (Interfax) – ", ("ST. PETERSBURG", "April 7", "Interfax")),
        ("INTERFAX.RU – ", (None, None, "INTERFAX.RU")),
    ],
)
def test_dateline_is_taken_apart(printed, taken_apart):
    dateline, rest = split_dateline(printed + "Les présidents")
    assert (dateline.city, dateline.day, dateline.brand) == taken_apart
    assert (dateline.printed, rest) == (printed, "Les présidents")


@pytest.mark.parametrize(
    "text", ["Интерфакс - это агентство", "KYIV. Dec 3 (Interfax-Ukraine) – The", "Маяк горит."]
)
def test_no_dateline_is_invented(text):
    assert split_dateline(text) == (None, text)


def test_english_story_is_read_from_its_dateline():
    story = b"<p>Menu</p><p>MOSCOW. April 7 (Interfax) - Lit.</p><p>On.</p>"
    body = b"<html><body><main><h1>Lamp</h1>%b</main></body></html>" % story
    (document,) = InterfaxCom().read(page_of("https://interfax.com/newsroom/top-stories/12/", body)).documents
    assert (document.identity.key, document.text) == (
        "interfax-com/en/12",
        "MOSCOW. April 7 (Interfax) - Lit.\nOn.",
    )
    assert document.agency == "Interfax"


def test_regional_story_is_read():
    body = (
        '<html><body><div itemprop="headline"><h1>Маяк</h1></div><div itemprop="articleBody">'
        "<p>2 января. Interfax-Russia.ru - Свет.</p></div>"
        '<meta itemprop="datePublished" content="2031-01-02T10:00:00+0300"></body></html>'
    ).encode()
    address = "https://interfax-russia.ru/volga/news/mayak-zazhgli"
    (document,) = InterfaxRussia().read(page_of(address, body)).documents
    assert document.identity.number == "volga/news/mayak-zazhgli"
    assert document.dateline.brand == "Interfax-Russia.ru"
    assert document.published.utc.hour == 7
