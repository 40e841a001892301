"""What a declared site answers in the place of a page, and that each answer ends in one named outcome."""

import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archive.errors import AbsentPage, BlockedPage, NotThisKind, TruncatedPage, UnknownLayout, UnreadablePage
from crawler.exchanges import from_response
from crawler.sites import site_for
from crawler.sites.page import Page
from demo.answers import Reply
from demo.replay import Replay
from tests.small_web import ARTICLE, HOST, LISTING, a_site, article, listing, run
from tests.test_bursts import CHALLENGE
from tests.test_crawl import CRAWL, asked, rows
from tests.test_exchanges import answer

NOT_FOUND = """<!doctype html><html lang="en"><head><title>Page not found • President of Russia</title></head>
<body>
<div class="header"><a href="/">Home</a> <a href="/about">The site</a></div>
<div class="content-view"><h1>Page not found</h1></div>
<div class="footer"><p>All content on this site is licensed.</p></div></body></html>"""
FOREIGN_404 = (
    "<html lang='en'><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>"
)
BLOCK = (
    "<html><head><title>Доступ ограничен</title></head><body><h1>Доступ к ресурсу ограничен</h1><p>Уважаемый "
    "абонент, доступ закрыт по решению органов государственной власти. Дом.ru</p></body></html>"
)
STORY = "https://www.interfax.ru/russia/800100"
ADDRESSES = {
    "Kremlin article": f"http://{ARTICLE}80001",
    "Kremlin act": "http://kremlin.ru/acts/bank/50001",
    "Kremlin listing": f"http://{LISTING}",
    "Kremlin feed": f"http://{LISTING}/feed",
    "Interfax story": STORY,
    "Interfax AMP": "https://www.interfax.ru/amp/800100",
    "Interfax day": "https://www.interfax.ru/news/2026/03/01",
    "Interfax feed": "https://www.interfax.ru/rss.asp",
    "Interfax sitemap": "https://www.interfax.ru/SEO_SiteMapLastChanges.xml",
    "Interfax front": "https://www.interfax.ru/",
    "Interfax timeline": "https://www.interfax.ru/?a=timeline&dt=2026-03-01T10:00",
    "Kremlin photos": f"http://{ARTICLE}80001/photos",
    "interfax.com": "https://www.interfax.com/newsroom/top-stories/70001/",
    "interfax.com front": "https://www.interfax.com/newsroom/top-stories/",
    "interfax-russia.ru": "https://www.interfax-russia.ru/volga/news/novyy-mayak",
    "interfax-russia.ru list": "https://www.interfax-russia.ru/volga/news",
}


def read(address: str, markup: str, *, encoding: str = "utf-8") -> Any:
    page = Page(
        address=address,
        body=markup.encode(encoding),
        content_type=f"text/html; charset={encoding}",
        captured_at=datetime(2026, 3, 2, tzinfo=UTC),
    )
    return site_for(address).read(page)


@pytest.mark.parametrize("where", ADDRESSES)
@pytest.mark.parametrize("wall", ["challenge", "provider"])
def test_a_wall_is_blocked_wherever_it_stands(where: str, wall: str) -> None:
    markup = CHALLENGE.body.decode() if wall == "challenge" else BLOCK
    with pytest.raises(BlockedPage, match=re.escape(ADDRESSES[where])):
        read(ADDRESSES[where], markup)


@pytest.mark.parametrize("where", ADDRESSES)
def test_a_not_found_page_in_the_sites_own_frame_is_an_absence(where: str) -> None:
    with pytest.raises(AbsentPage, match=re.escape(ADDRESSES[where])):
        read(ADDRESSES[where], NOT_FOUND.replace("Page not found", "Страница не найдена"))


@pytest.mark.parametrize("where", [name for name in ADDRESSES if name != "Kremlin photos"])
def test_a_not_found_page_that_leads_nowhere_into_the_site_says_nothing(where: str) -> None:
    with pytest.raises(UnreadablePage) as raised:
        read(ADDRESSES[where], FOREIGN_404)
    assert not isinstance(raised.value, AbsentPage | BlockedPage)


def test_an_article_of_the_site_about_walls_is_read() -> None:
    told = article(80001, "Доступ ограничен", "just a moment...", title="DDoS-Guard").body.decode()
    assert read(f"http://{ARTICLE}80001", told).documents[0].title == "DDoS-Guard"
    empty = article(80001, title="404").body.decode()
    assert read(f"http://{ARTICLE}80001", empty).documents[0].title == "404"


def test_a_cut_article_about_a_captcha_is_cut_and_no_wall() -> None:
    told = article(80001, "Вы не робот?", title="Captcha").body.decode()
    with pytest.raises(TruncatedPage):
        read(f"http://{ARTICLE}80001", told[: told.index("read__bottommeta")])


def ended(folder: Path) -> dict[str, str]:
    query = "select replace(key, 'kremlin/en/', ''), outcome from frontier where kind = 'document'"
    return dict(rows(folder, query))


def test_a_soft_404_is_an_answered_absence_also_when_it_is_derived_again(tmp_path: Path) -> None:
    pages: dict[str, Any] = dict(a_site(3))
    with Replay(pages) as replay:
        run(replay, *CRAWL, cwd=tmp_path)
        replay.show({**pages, f"{ARTICLE}80002": Reply(body=NOT_FOUND.encode())})
        done = run(replay, *CRAWL, "--revisit", "all", cwd=tmp_path)

    assert ended(tmp_path)["80002"] == "absent"
    assert "1 absent" in done.stdout.replace("2 absent", "1 absent"), (
        "beside the feed, which the site has not"
    )
    query = "select number, state, missing_since is not null from documents order by number"
    before = rows(tmp_path, query)
    assert before == [("80001", "present", 0), ("80002", "suspect", 1), ("80003", "present", 0)]
    again = run(None, "reparse", cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    assert "3 documents the same, 0 otherwise" in again.stdout
    assert rows(tmp_path, query) == before


def test_a_block_page_makes_nothing_missing_when_it_is_derived_again(tmp_path: Path) -> None:
    pages: dict[str, Any] = dict(a_site(3))
    with Replay(pages) as replay:
        run(replay, *CRAWL, cwd=tmp_path)
        replay.show({**pages, f"{ARTICLE}80002": CHALLENGE})
        run(replay, *CRAWL, "--revisit", "all", cwd=tmp_path)

    query = "select number, state, missing_since from documents order by number"
    before = rows(tmp_path, query)
    assert before == [("80001", "present", None), ("80002", "blocked", None), ("80003", "present", None)]
    told = run(None, "reparse", "--json", cwd=tmp_path)
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout)
    assert rows(tmp_path, query) == before


STUB = """<!doctype html><html><head><title>Волга</title></head><body><div class="infinitblock">
<article itemprop="articleBody"><h1 itemprop="headline">Волга сегодня</h1><p>Москва. 1 марта. INTERFAX.RU - На
Волге открыта навигация, сообщили в порту.</p></article></div></body></html>"""


def test_the_same_bytes_under_three_addresses_are_nobodys_article(tmp_path: Path) -> None:
    day = "www.interfax.ru/news/2026/03/01"
    links = "".join(
        f'<div data-id="{n}"><span>10:00</span><a href="/russia/{n}"><h3>Новость {n}</h3></a></div>'
        for n in range(800101, 800107)
    )
    archive = f"<!doctype html><html><body><div class='an'>{links}</div><p>Архив новостей</p></body></html>"
    pages = {day: Reply(body=archive.encode("cp1251"))}
    stub = Reply(body=STUB.encode("cp1251"))
    pages |= {f"www.interfax.ru/russia/{n}": stub for n in range(800101, 800107)}
    pages["www.interfax.ru/robots.txt"] = Reply(status=404)
    crawl = ("crawl", "interfax", "--since", "2026-03-01", "--until", "2026-03-01", "--delay", "0")
    with Replay(pages) as replay:
        done = run(replay, *crawl, cwd=tmp_path)

    assert done.returncode in (3, 5), done.stderr
    assert rows(tmp_path, "select count(*) from documents") == [(2,)]
    assert re.search(r"the very bytes of [2-5] other addresses, as https://www\.interfax\.ru", done.stderr)
    before = rows(tmp_path, "select key, state from documents order by key")
    run(None, "reparse", cwd=tmp_path)
    assert rows(tmp_path, "select key, state from documents order by key") == before


def test_a_listing_whose_pages_repeat_without_end_is_walked_once(tmp_path: Path) -> None:
    """Each page past the end claims to be the asked one, shows the last rows and offers a next page."""
    pages: dict[str, Any] = dict(a_site(4, per_page=2))
    last = [(80002, "2026-03-02", "2026-03-02"), (80001, "2026-03-01", "2026-03-01")]
    for number in range(2, 40):
        pages[f"{LISTING}/page/{number}"] = listing(last, page=number, pages=99)
    with Replay(pages) as replay:
        done = run(replay, *CRAWL, cwd=tmp_path)

    walked = [address for address in asked(replay) if "/page/" in address]
    assert walked == [f"{LISTING}/page/2", f"{LISTING}/page/3"]
    assert rows(tmp_path, "select count(*) from documents") == [(4,)]
    detail = f"the rows of {LISTING}/page/2 again: past the end"
    note = rows(tmp_path, "select outcome, detail from frontier where key like '%/page/3'")
    assert note == [("listed", detail)]
    assert done.returncode == 3, "the small site has no feed"


def test_a_listing_that_begins_anew_past_its_end_is_walked_once(tmp_path: Path) -> None:
    pages: dict[str, Any] = dict(a_site(4, per_page=2))
    first = [(80004, "2026-03-04", "2026-03-04"), (80003, "2026-03-03", "2026-03-03")]
    second = [(80002, "2026-03-02", "2026-03-02"), (80001, "2026-03-01", "2026-03-01")]
    for number in range(2, 40):
        pages[f"{LISTING}/page/{number}"] = listing(first if number % 2 else second, page=number, pages=99)
    with Replay(pages) as replay:
        run(replay, *CRAWL, cwd=tmp_path)

    assert len([address for address in asked(replay) if "/page/" in address]) == 2


def test_a_second_crawl_walks_on_through_rows_that_are_all_known(tmp_path: Path) -> None:
    with Replay(a_site(6, per_page=2), etag=False) as replay:
        run(replay, *CRAWL, cwd=tmp_path)
        before = len(asked(replay))
        run(replay, *CRAWL, cwd=tmp_path)

    assert asked(replay)[before:] == [LISTING, f"{LISTING}/page/2", f"{LISTING}/page/3"]


def test_a_page_past_the_end_says_so() -> None:
    page = listing([(80004, "2026-03-04", "2026-03-04")], page=1, pages=2).body.decode()
    reading = read(f"http://{LISTING}/page/7", page)
    assert reading.note == "asked for page 7, answered with page 1: past the end"
    assert [link.kind.value for link in reading.links] == ["document"]


@pytest.mark.parametrize("harm", ["cut", "empty"])
def test_a_harmed_listing_makes_nothing_missing(harm: str, tmp_path: Path) -> None:
    pages: dict[str, Any] = dict(a_site(3))
    with Replay(pages) as replay:
        run(replay, *CRAWL, cwd=tmp_path)
        whole = pages[LISTING].body
        cut = whole[: whole.index(b"80002")]
        replay.show({**pages, LISTING: Reply(body=cut) if harm == "cut" else listing([])})
        done = run(replay, *CRAWL, cwd=tmp_path)

    assert done.returncode == 3, done.stderr
    told = rows(tmp_path, f"select outcome, detail from frontier where key = '{LISTING}'")
    assert told[0][0] == ("unreadable" if harm == "cut" else "listed")
    assert ("truncated" if harm == "cut" else "the listing has no rows") in told[0][1]
    assert rows(tmp_path, "select distinct state, missing_since from documents") == [("present", None)]


ENTRY = """<entry><title>Item {n}</title><id>http://en.kremlin.ru/events/president/news/{n}</id>
<updated>2026-03-01T12:3{minute}:00+04:00</updated><published>2026-03-01T12:30:00+04:00</published>
<link href="http://en.kremlin.ru/events/president/news/{n}"/>
<content type="html">&lt;p&gt;{text}&lt;/p&gt;</content></entry>"""


def feed(*entries: tuple[int, int, str]) -> bytes:
    made = "".join(ENTRY.format(n=number, minute=minute, text=text) for number, minute, text in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">{made}</feed>'.encode()


def test_a_feed_cut_in_half_gives_no_half_entry(tmp_path: Path) -> None:
    whole = feed((80001, 1, "Text of 80001."), (80002, 2, "Text of 80002."))
    pages: dict[str, Any] = dict(a_site(2))
    pages[f"{LISTING}/feed"] = Reply(body=whole[: whole.index(b"Text of 80002") + 4])
    with Replay(pages) as replay:
        done = run(replay, *CRAWL, cwd=tmp_path)

    assert done.returncode == 3, done.stderr
    told = rows(tmp_path, "select outcome, detail from frontier where kind = 'feed'")
    assert told[0][0] == "unreadable"
    assert "not well-formed XML" in told[0][1]
    assert rows(tmp_path, "select distinct view from revisions") == [("page",)]
    assert rows(tmp_path, "select count(*) from captures where kind = 'feed' and body_length > 0") == [(1,)]


def test_an_entry_that_stands_twice_is_one_document_as_it_was_changed_last() -> None:
    twice = feed((80001, 1, "Old."), (80002, 1, "Other."), (80001, 5, "New."), (80002, 1, "Other again."))
    reading = read(f"http://{LISTING}/feed", twice.decode())
    assert [(one.identity.number, one.text) for one in reading.documents] == [
        ("80001", "New."),
        ("80002", "Other."),
    ]
    assert [link.key for link in reading.links] == ["kremlin/en/80001", "kremlin/en/80002"]
    assert reading.note == "2 entries repeat another's document"


def test_a_wall_at_a_feed_is_blocked_and_a_page_is_not_a_feed() -> None:
    with pytest.raises(NotThisKind):
        read(
            f"http://{LISTING}/feed", "<html><body><p>Новости дня</p><a href='/'>на главную</a></body></html>"
        )


REDIRECTS = {
    "itself": (
        Reply.redirect(f"http://{ARTICLE}80001").having("Set-Cookie", "seen=1"),
        "http_error",
        "redirects to itself",
    ),
    "off the site": (Reply.redirect("http://gazette.example/"), "out_of_policy", "outside the site"),
    "a login page": (
        Reply.redirect(f"http://{HOST}/login?back=80001", status=302),
        "blocked",
        "a login page",
    ),
    "a provider": (
        Reply.redirect("http://warning.rt.ru/?id=1", status=302),
        "blocked",
        "a provider's block page",
    ),
    "nowhere": (Reply(status=302), "http_error", "redirects"),
}


@pytest.mark.parametrize("case", REDIRECTS)
def test_a_redirect_that_is_no_page_has_a_name(case: str, tmp_path: Path) -> None:
    reply, outcome, said = REDIRECTS[case]
    with Replay({**a_site(3), f"{ARTICLE}80001": reply}) as replay:
        done = run(replay, *CRAWL, cwd=tmp_path)

    assert done.returncode == 3, done.stderr
    assert rows(tmp_path, "select outcome from frontier where key = 'kremlin/en/80001'") == [(outcome,)]
    assert said in done.stderr
    assert rows(tmp_path, "select count(*) from documents") == [(2,)]
    assert {hit.url.split("/")[2] for hit in replay.log} == {HOST}


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(202, "http_error"), (204, "http_error"), (205, "http_error"), (206, "http_error"), (416, "http_error")],
)
def test_a_status_that_is_no_whole_page_has_a_name(status: int, outcome: str) -> None:
    exchange = from_response(answer(status), asked="http://en.kremlin.ru/events/president/news/1")
    assert (exchange.outcome.value, exchange.note) == (outcome, f"status {status}")
    assert exchange.outcome.failed


def test_an_empty_page_and_no_page_have_names(tmp_path: Path) -> None:
    pages: dict[str, Any] = dict(a_site(5))
    pages[f"{ARTICLE}80001"] = Reply(body=b"")
    pages[f"{ARTICLE}80002"] = Reply(status=204)
    pages[f"{ARTICLE}80003"] = Reply(body=b" \n\t")
    with Replay(pages) as replay:
        done = run(replay, *CRAWL, cwd=tmp_path)

    told = ended(tmp_path)
    assert (told["80001"], told["80002"], told["80003"]) == ("unreadable", "http_error", "unreadable")
    assert "empty" in done.stderr
    assert done.returncode == 3


def test_a_site_that_serves_one_unknown_page_for_everything_is_blocked(tmp_path: Path) -> None:
    odd = Reply(body=b"<html><body><p>Our new portal opens soon.</p></body></html>")
    pages: dict[str, Any] = dict(a_site(12, per_page=12))
    pages |= {f"{ARTICLE}{number}": odd for number in range(80001, 80013)}
    with Replay(pages) as replay:
        done = run(replay, *CRAWL, cwd=tmp_path)

    assert done.returncode == 5, done.stderr
    assert rows(tmp_path, "select count(*) from documents") == [(0,)]
    assert rows(tmp_path, "select count(*) from frontier where outcome = 'unreadable'") == [(2,)]
    assert "refused 5 times in a row" in done.stderr


def test_unknown_pages_stay_unreadable() -> None:
    with pytest.raises(UnknownLayout):
        read(f"http://{ARTICLE}80001", "<html lang='en'><body><p>Licence text only.</p></body></html>")


def test_a_server_that_is_too_slow_times_out_and_the_others_are_read(tmp_path: Path) -> None:
    pages: dict[str, Any] = dict(a_site(3))
    pages[f"{ARTICLE}80002"] = pages[f"{ARTICLE}80002"].slowed(8)
    names = {
        "DOWNLOAD_TIMEOUT": "1",
        "READOUT_BACKOFF": "0",
        "DOWNLOAD_DELAY": "0",
        "AUTOTHROTTLE_ENABLED": "0",
    }
    with Replay(pages) as replay:
        subprocess.run(
            [sys.executable, "-m", "scrapy", "crawl", "kremlin", "-a", "lang=en", "-a", "section=news"]
            + [part for name, value in names.items() for part in ("-s", f"{name}={value}")],
            cwd=Path(__file__).resolve().parents[1],
            env={**os.environ, **replay.environment, "READOUT_ARCHIVE": str(tmp_path / "archive.db")},
            capture_output=True,
            check=True,
        )

    assert ended(tmp_path) == {"80001": "stored", "80002": "timed_out", "80003": "stored"}
    note = rows(tmp_path, "select distinct note from captures where asked like '%80002'")
    assert [text.partition(":")[0] for (text,) in note] == ["no answer in time"]
