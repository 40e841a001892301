"""Whole crawls against the replay proxy: what is asked, what is kept, what goes on after a stop."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from demo.answers import Reply
from demo.replay import Replay
from tests.small_web import ARTICLE, HOST, LISTING, a_site, article, listing, run

CRAWL = ("crawl", "kremlin", "--lang", "en", "--section", "news", "--delay", "0")


def rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
    db = sqlite3.connect(folder / "archive.db")
    try:
        return db.execute(query).fetchall()
    finally:
        db.close()


def asked(replay: Replay) -> list[str]:
    """Return the addresses asked, but for robots.txt and the feed, which the small site has not."""
    addresses = [hit.url.removeprefix("http://") for hit in replay.log]
    return [address for address in addresses if not address.endswith(("robots.txt", "/feed"))]


@pytest.fixture
def replay() -> Iterator[Replay]:
    with Replay(a_site()) as replay:
        yield replay


def test_a_crawl_keeps_every_article_once(replay: Replay, tmp_path: Path) -> None:
    done = run(replay, *CRAWL, cwd=tmp_path)

    assert "documents: 6 new, 0 revised, 0 seen again" in done.stdout
    assert len(asked(replay)) == len(set(asked(replay))) == 8
    texts = rows(tmp_path, "select d.key, r.text from documents d join revisions r on r.id = d.revision_id")
    assert sorted(texts) == [(f"kremlin/en/{n}", f"Text of {n}.") for n in range(80001, 80007)]


def test_the_archive_is_made_where_asked_and_said_so(replay: Replay, tmp_path: Path) -> None:
    done = run(replay, *CRAWL, "--archive", "here.db", cwd=tmp_path)

    assert "here.db: a new archive" in done.stderr
    assert (tmp_path / "here.db").is_file()


def test_a_second_crawl_asks_only_for_listings_and_hears_304(replay: Replay, tmp_path: Path) -> None:
    run(replay, *CRAWL, cwd=tmp_path)
    before = len(replay.log)
    run(replay, *CRAWL, cwd=tmp_path)

    again = [hit for hit in replay.log[before:] if not hit.url.endswith(("robots.txt", "/feed"))]
    assert [hit.status for hit in again] == [304, 304]
    assert rows(tmp_path, "select count(*) from revisions") == [(6,)]


def test_revisit_all_asks_for_every_document_conditionally(replay: Replay, tmp_path: Path) -> None:
    run(replay, *CRAWL, cwd=tmp_path)
    done = run(replay, *CRAWL, "--revisit", "all", cwd=tmp_path)

    assert "documents: 0 new, 0 revised, 6 seen again" in done.stdout
    assert rows(tmp_path, "select count(*) from captures where status = 304 and kind = 'document'") == [(6,)]


def test_a_changed_listing_stamp_brings_the_edit_in(replay: Replay, tmp_path: Path) -> None:
    run(replay, *CRAWL, cwd=tmp_path)
    pages = a_site()
    stamps = {80006: "2026-03-09", 80005: "2026-03-05", 80004: "2026-03-04"}
    numbers = [(number, f"2026-03-0{number - 80000}", stamp) for number, stamp in stamps.items()]
    pages[LISTING] = listing(numbers, pages=2)
    pages[f"{ARTICLE}80006"] = article(80006, "Text of 80006, changed.", day="2026-03-06")
    replay.show(pages)
    done = run(replay, *CRAWL, cwd=tmp_path)

    assert "0 new, 1 revised" in done.stdout
    assert rows(tmp_path, "select ordinal, text from revisions where title = 'Item 80006'") == [
        (1, "Text of 80006."),
        (2, "Text of 80006, changed."),
    ]


def test_since_ends_the_walk_two_pages_past_the_last_row_inside(tmp_path: Path) -> None:
    with Replay(a_site(12, per_page=2)) as replay:
        run(replay, *CRAWL, "--since", "2026-03-11", cwd=tmp_path)

    listings = [address for address in asked(replay) if ARTICLE + "8" not in address]
    assert listings == [LISTING, f"{LISTING}/page/2", f"{LISTING}/page/3"]
    assert rows(tmp_path, "select number from documents order by 1") == [("80011",), ("80012",)]


def test_a_limit_leaves_the_rest_on_the_plan_and_the_next_run_goes_on(replay: Replay, tmp_path: Path) -> None:
    first = run(replay, *CRAWL, "--limit", "2", cwd=tmp_path)
    assert "addresses stay on the plan" in first.stdout
    assert rows(tmp_path, "select count(*) from documents") == [(2,)]
    assert rows(tmp_path, "select outcome from runs") == [("limit",)]

    run(replay, *CRAWL, cwd=tmp_path)
    assert rows(tmp_path, "select count(*) from documents") == [(6,)]
    articles = [address for address in asked(replay) if ARTICLE + "8" in address]
    assert sorted(articles) == [f"{ARTICLE}{n}" for n in range(80001, 80007)]


def test_after_kill_9_the_next_run_goes_on_and_asks_nothing_twice(tmp_path: Path) -> None:
    pages = {key: reply.slowed(0.15) for key, reply in a_site(20, per_page=5).items()}
    with Replay(pages) as replay:
        environment = {**os.environ, **replay.environment, "PYTHONPATH": str(Path.cwd())}
        process = subprocess.Popen(
            [sys.executable, "-m", "crawler.cli", *CRAWL],
            cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and sum(ARTICLE + "8" in a for a in asked(replay)) < 8:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.wait()
        kept = {row[0] for row in rows(tmp_path, "select asked from captures where kind = 'document'")}
        assert 0 < len(kept) < 20
        before = len(replay.log)

        done = run(replay, *CRAWL, cwd=tmp_path)

    assert "are taken up again" in done.stderr
    again = {hit.url for hit in replay.log[before:] if ARTICLE + "8" in hit.url}
    assert not again & kept
    assert rows(tmp_path, "select count(*) from documents") == [(20,)]
    assert rows(
        tmp_path,
        "select max(n) from (select count(*) n from captures where kind = 'document' group by asked)",
    ) == [(1,)]
    assert rows(tmp_path, "select outcome from runs order by id") == [("died",), ("finished",)]


def test_every_planned_address_ends_in_one_outcome(tmp_path: Path) -> None:
    pages = a_site(8, per_page=8)
    pages[f"{ARTICLE}80001"] = Reply.failure(404)
    pages[f"{ARTICLE}80002"] = Reply.failure(403)
    pages[f"{ARTICLE}80003"] = Reply.failure(500)
    pages[f"{ARTICLE}80004"] = Reply.torn()
    pages[f"{ARTICLE}80005"] = pages[f"{ARTICLE}80005"].halved()
    pages[f"{ARTICLE}80006"] = Reply.redirect("http://evil.example/80006")
    pages[f"{ARTICLE}80007"] = Reply(body=b"")
    with Replay(pages) as replay:
        done = run(replay, *CRAWL, cwd=tmp_path)

    ended = dict(
        rows(
            tmp_path, "select replace(key, 'kremlin/en/', ''), outcome from frontier where kind = 'document'"
        )
    )
    assert ended == {
        "80001": "absent",
        "80002": "refused",
        "80003": "server_error",
        "80004": "unreachable",
        "80005": "damaged",
        "80006": "out_of_policy",
        "80007": "unreadable",
        "80008": "stored",
    }
    assert done.returncode == 3
    assert "evil.example" not in "".join(hit.url for hit in replay.log)
    assert "Traceback" not in done.stderr


def test_a_redirect_to_an_alias_is_followed_as_the_same_document(tmp_path: Path) -> None:
    pages = a_site(1)
    pages[f"{HOST}/d/80001"] = Reply.redirect(f"http://{ARTICLE}80001")
    with Replay(pages) as replay:
        done = run(replay, "fetch", f"http://{HOST}/d/80001", "--delay", "0", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert rows(tmp_path, "select status from captures where kind <> 'robots' order by id") == [
        (301,),
        (200,),
    ]
    assert rows(tmp_path, "select key from documents") == [("kremlin/en/80001",)]
    shown = run(None, "show", f"http://{HOST}/d/80001", cwd=tmp_path)
    assert "Text of 80001." in shown.stdout


def test_a_page_of_the_web_that_leads_to_a_known_site_is_read_by_that_site(tmp_path: Path) -> None:
    pages = a_site(1)
    pages["short.example/x"] = Reply.redirect(f"http://{ARTICLE}80001", status=302)
    with Replay(pages) as replay:
        done = run(replay, "fetch", "http://short.example/x", "--delay", "0", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert rows(tmp_path, "select key, source from documents") == [("kremlin/en/80001", "kremlin")]


def test_robots_txt_is_obeyed_and_kept(tmp_path: Path) -> None:
    pages = a_site(2)
    pages[f"{HOST}/robots.txt"] = Reply(body=b"User-agent: *\nDisallow: /events/president/news/80001\n")
    with Replay(pages) as replay:
        run(replay, *CRAWL, cwd=tmp_path)

    assert f"{ARTICLE}80001" not in asked(replay)
    assert rows(tmp_path, "select outcome from frontier where key = 'kremlin/en/80001'") == [("disallowed",)]
    assert rows(tmp_path, "select count(*) from captures where kind = 'robots'") == [(1,)]


def test_a_redirect_of_robots_txt_is_followed(tmp_path: Path) -> None:
    pages = a_site(2)
    pages[f"{HOST}/rules.txt"] = Reply(body=b"User-agent: *\nDisallow: /events/president/news/80001\n")
    pages[f"{HOST}/robots.txt"] = Reply.redirect(f"http://{HOST}/rules.txt")
    with Replay(pages) as replay:
        run(replay, *CRAWL, cwd=tmp_path)

    assert f"{ARTICLE}80001" not in asked(replay)
    assert f"{ARTICLE}80002" in asked(replay)
    assert rows(tmp_path, "select status from captures where kind = 'robots'") == [(301,), (200,)]


@pytest.mark.parametrize(
    ("trouble", "code"), [(Reply.failure(503), 5), (Reply.torn(), 3)], ids=["503", "torn"]
)
def test_a_robots_txt_that_cannot_be_had_closes_the_site(trouble: Reply, code: int, tmp_path: Path) -> None:
    pages = a_site(2)
    pages[f"{HOST}/robots.txt"] = trouble
    with Replay(pages) as replay:
        done = run(replay, *CRAWL, cwd=tmp_path)

    assert asked(replay) == []
    assert done.returncode == code, done.stderr


def test_a_crawl_delay_of_robots_txt_slows_even_a_replay(tmp_path: Path) -> None:
    pages = a_site(3)
    pages[f"{HOST}/robots.txt"] = Reply(body=b"User-agent: *\nCrawl-delay: 0.4\n")
    with Replay(pages) as replay:
        began = time.monotonic()
        run(replay, *CRAWL, cwd=tmp_path)
        took = time.monotonic() - began

    assert took > 0.4 * (len(replay.log) - 2)


def test_retry_after_is_waited_for(tmp_path: Path) -> None:
    pages: dict[str, Any] = dict(a_site(1))
    page = pages[f"{ARTICLE}80001"]
    answers = iter([Reply.failure(429, retry_after=2)])
    pages[f"{ARTICLE}80001"] = lambda _: next(answers, page)
    with Replay(pages) as replay:
        done = run(replay, *CRAWL, cwd=tmp_path)

    assert "1 tried_again" in done.stdout
    times = "select min(ended_at), max(began_at) from captures where kind = 'document'"
    ((refused, asked_again),) = rows(tmp_path, times)
    assert datetime.fromisoformat(asked_again) - datetime.fromisoformat(refused) >= timedelta(seconds=1.9)
    assert rows(tmp_path, "select count(*) from documents") == [(1,)]


def test_a_gzip_body_nobody_asked_for_is_kept_as_received_and_read(tmp_path: Path) -> None:
    pages = a_site(1)
    pages[f"{ARTICLE}80001"] = pages[f"{ARTICLE}80001"].gzipped()
    with Replay(pages) as replay:
        run(replay, *CRAWL, cwd=tmp_path)

    assert rows(tmp_path, "select text from revisions") == [("Text of 80001.",)]
    body = pages[f"{ARTICLE}80001"].body
    assert rows(tmp_path, "select body_length from captures where kind = 'document'") == [(len(body),)]


def test_scrapys_own_commands_work(replay: Replay, tmp_path: Path) -> None:
    checkout = Path(__file__).resolve().parents[1]
    environment = {**os.environ, **replay.environment, "READOUT_ARCHIVE": str(tmp_path / "archive.db")}
    scrapy = [sys.executable, "-m", "scrapy"]
    names = subprocess.run(
        [*scrapy, "list"], cwd=checkout, env=environment, capture_output=True, text=True, check=True
    )
    assert names.stdout.split() == ["interfax", "interfax-com", "interfax-russia", "kremlin", "page"]

    crawl = [
        "crawl",
        "kremlin",
        "-a",
        "lang=en",
        "-a",
        "section=news",
        "-s",
        "DOWNLOAD_DELAY=0",
        "-s",
        "AUTOTHROTTLE_ENABLED=0",
    ]
    subprocess.run([*scrapy, *crawl], cwd=checkout, env=environment, capture_output=True, check=True)
    assert rows(tmp_path, "select count(*) from documents") == [(6,)]

    page = ["crawl", "page", "-a", f"url=http://{ARTICLE}80001", "-s", "DOWNLOAD_DELAY=0"]
    subprocess.run([*scrapy, *page], cwd=checkout, env=environment, capture_output=True, check=True)
    assert rows(tmp_path, "select command, outcome from runs order by id") == [("crawl", "finished")] * 1 + [
        ("fetch", "finished")
    ]


HOSTILE = {
    "no address": Reply(status=302, headers=(("Location", "http://[::1"),)),
    "escapes": Reply(status=302, headers=(("Location", "http://evil.example/\x1b]0;pwn\x07"),)),
    "an endless wait": Reply(status=429, headers=(("Retry-After", "1" + "0" * 300),)),
    "no number": Reply(status=503, headers=(("Retry-After", "\xb2"),)),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_header_costs_its_page_and_nothing_else(case: str, tmp_path: Path) -> None:
    pages = a_site(3)
    pages[f"{ARTICLE}80003"] = HOSTILE[case]
    with Replay(pages) as replay:
        done = run(replay, *CRAWL, cwd=tmp_path)

    assert done.returncode == (5 if case == "an endless wait" else 3), done.stderr
    assert "\x1b" not in done.stderr + done.stdout
    assert rows(tmp_path, "select count(*) from captures where asked like '%80003'")[0][0] >= 1
    if case not in ("an endless wait", "no number"):
        assert rows(tmp_path, "select count(*) from documents") == [(2,)]


def test_a_long_retry_after_leaves_the_host_alone_and_is_no_success(tmp_path: Path) -> None:
    pages = a_site(30, per_page=30)
    for number in range(80001, 80031):
        pages[f"{ARTICLE}{number}"] = Reply.failure(429, retry_after=3600)
    with Replay(pages) as replay:
        done = run(replay, *CRAWL, cwd=tmp_path)

    articles = [address for address in asked(replay) if ARTICLE + "8" in address]
    assert len(articles) <= 16, "what was under way side by side when the first answer came, and no more"
    assert done.returncode == 5
    assert "addresses stay on the plan" in done.stdout


def test_listings_that_redirect_in_a_circle_are_no_success(tmp_path: Path) -> None:
    other = LISTING.replace("president/news", "president/trips")
    pages = a_site(1)
    pages[LISTING] = Reply.redirect(f"http://{other}")
    pages[other] = Reply.redirect(f"http://{LISTING}")
    with Replay(pages) as replay:
        done = run(replay, *CRAWL, cwd=tmp_path)

    assert done.returncode == 3
    assert "redirects in a circle" in done.stderr


def test_fetching_a_listing_does_not_take_it_from_the_crawl(replay: Replay, tmp_path: Path) -> None:
    fetched = run(replay, "fetch", f"http://{LISTING}", "--delay", "0", cwd=tmp_path)
    assert "holds no document of its own" in fetched.stdout

    run(replay, *CRAWL, cwd=tmp_path)
    assert rows(tmp_path, "select count(*) from documents") == [(6,)]


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda one: one.name)
def test_a_stopped_run_says_so_and_leaves_the_rest_on_the_plan(stop: signal.Signals, tmp_path: Path) -> None:
    pages = {key: reply.slowed(0.1) for key, reply in a_site(20, per_page=5).items()}
    with Replay(pages) as replay:
        environment = {**os.environ, **replay.environment, "PYTHONPATH": str(Path(__file__).parents[1])}
        process = subprocess.Popen(
            [sys.executable, "-m", "crawler.cli", *CRAWL],
            cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and sum(ARTICLE + "8" in a for a in asked(replay)) < 4:
            time.sleep(0.02)
        process.send_signal(stop)
        _, said = process.communicate(timeout=30)

    assert process.returncode == 130, said
    assert "interrupted" in said
    assert rows(tmp_path, "select outcome from runs") == [("interrupted",)]
    assert rows(tmp_path, "select count(*) from frontier where state = 'in_flight'") == [(0,)]


def test_an_archive_that_is_taken_away_during_a_run_is_no_success(tmp_path: Path) -> None:
    pages: dict[str, Any] = dict(a_site(3))
    page = pages[f"{ARTICLE}80001"]

    def take_away(_: object) -> Reply:
        (tmp_path / "archive.db").rename(tmp_path / "elsewhere.db")
        return page

    pages[f"{ARTICLE}80001"] = take_away
    with Replay(pages) as replay:
        done = run(replay, *CRAWL, cwd=tmp_path)

    assert done.returncode == 20
    assert "taken away" in done.stderr
