"""A host that refuses is waited for, then left alone; the rest stays on the plan, and the run says so."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archive.models import Outcome
from archive.recording import Ended
from archive.tasks import Task
from crawler.items import Answer
from crawler.patience import Patience
from demo.answers import Reply, Request
from demo.replay import Replay
from tests.makers import a_link, an_exchange
from tests.small_web import ARTICLE, HOST, LISTING, a_site, run
from tests.test_crawl import CRAWL, asked, rows

CHALLENGE = Reply(
    body=b"<html><head><title>DDoS-Guard</title></head><body><script "
    b'src="/.well-known/ddos-guard/js-challenge/index.js"></script><p>Checking your browser</p></body></html>'
)
REFUSALS = {
    "403": Reply.failure(403),
    "429": Reply.failure(429),
    "challenge with 200": CHALLENGE,
    "challenge with 503": Reply(status=503, body=CHALLENGE.body),
}


def locked_out_after(pages: dict[str, Reply], count: int, refusal: Reply) -> dict[str, Any]:
    """Return the pages of a site that refuses everything after so many articles."""
    served: list[str] = []

    def guarded(reply: Reply) -> Callable[[Request], Reply]:
        def answer(request: Request) -> Reply:
            if len(served) >= count:
                return refusal
            served.append(request.url)
            return reply

        return answer

    free = {f"{HOST}/robots.txt", LISTING}
    return {key: reply if key in free else guarded(reply) for key, reply in pages.items()}


@pytest.mark.parametrize("case", REFUSALS)
def test_a_burst_of_refusals_stops_the_source(case: str, tmp_path: Path) -> None:
    pages = a_site(60, per_page=60)
    with Replay(locked_out_after(pages, 10, REFUSALS[case])) as replay:
        done = run(replay, *CRAWL, cwd=tmp_path)

    assert done.returncode == 5, done.stderr
    last = done.stderr.strip().splitlines()[-1]
    told = re.fullmatch(
        r"readout: kremlin: en\.kremlin\.ru refused 5 times in a row; (\d+) addresses stay on the plan; "
        r"try again after \d{4}-\d\d-\d\d \d\d:\d\d UTC",
        last,
    )
    assert told, done.stderr
    articles = [address for address in asked(replay) if ARTICLE + "8" in address]
    assert len(articles) <= 10 + 5 + 16, "no more than what was under way side by side"
    assert rows(tmp_path, "select count(*) from documents") == [(10,)]
    left = rows(tmp_path, "select count(*) from frontier where state = 'planned'")
    assert left == [(int(told[1]),)]
    assert int(told[1]) >= 49
    assert rows(tmp_path, "select outcome from runs") == [("refused",)]


def test_the_next_run_takes_up_what_a_burst_left(tmp_path: Path) -> None:
    pages = a_site(30, per_page=30)
    with Replay(locked_out_after(pages, 10, Reply.failure(403))) as replay:
        run(replay, *CRAWL, cwd=tmp_path)
        replay.show(pages)
        done = run(replay, *CRAWL, cwd=tmp_path)

    assert done.returncode == 3, "the small site has no feed"
    assert rows(tmp_path, "select count(*) from documents") == [(30,)]
    assert rows(tmp_path, "select count(*) from frontier where state <> 'done'") == [(0,)]


def test_one_refused_address_among_answers_is_no_burst(tmp_path: Path) -> None:
    pages = a_site(9, per_page=3)
    pages[f"{ARTICLE}80009"] = Reply.failure(403)
    pages[f"{ARTICLE}80008"] = Reply.failure(403)
    with Replay(pages) as replay:
        done = run(replay, *CRAWL, cwd=tmp_path)

    assert done.returncode == 3, done.stderr
    assert "2 refused" in done.stdout
    assert rows(tmp_path, "select count(*) from documents") == [(7,)]
    assert rows(tmp_path, "select outcome from runs") == [("finished",)]


def test_other_hosts_of_a_site_go_on(tmp_path: Path) -> None:
    english = a_site(20, per_page=20)
    russian: dict[str, Any] = {}
    for key, reply in english.items():
        body = reply.body.replace(b'lang="en"', b'lang="ru"').replace(b"en.kremlin.ru", b"kremlin.ru")
        body = body.replace(b"Text of", "Слова статьи номер".encode())
        body = body.replace(b"March 1, 2026", "1 марта 2026 года".encode())
        russian[key.replace("en.kremlin.ru", "kremlin.ru")] = Reply(headers=reply.headers, body=body)
    refusing = {key: Reply.failure(403) if ARTICLE + "8" in key else reply for key, reply in english.items()}
    with Replay(refusing | russian) as replay:
        both = ("crawl", "kremlin", "--lang", "en,ru", "--section", "news", "--delay", "0")
        done = run(replay, *both, cwd=tmp_path)

    assert done.returncode == 5, done.stderr
    assert "kremlin: en.kremlin.ru refused" in done.stderr
    assert rows(tmp_path, "select language, count(*) from documents group by 1") == [("ru", 20)]


def test_a_long_retry_after_of_a_503_leaves_the_host_alone(tmp_path: Path) -> None:
    pages = a_site(30, per_page=30)
    for number in range(80001, 80031):
        pages[f"{ARTICLE}{number}"] = Reply.failure(503, retry_after=3600)
    with Replay(pages) as replay:
        done = run(replay, *CRAWL, cwd=tmp_path)

    assert done.returncode == 5, done.stderr
    assert (
        "en.kremlin.ru asks to be left alone; 30 addresses stay on the plan; try again after" in done.stderr
    )
    assert rows(tmp_path, "select outcome from runs") == [("refused",)]


def test_a_site_that_is_shut_altogether_is_left_after_five_answers(tmp_path: Path) -> None:
    pages: dict[str, Any] = {f"{HOST}/robots.txt": Reply(status=404)}
    pages[LISTING] = pages[f"{LISTING}/feed"] = CHALLENGE
    with Replay(pages) as replay:
        done = run(replay, *CRAWL, cwd=tmp_path)

    assert done.returncode == 5, done.stderr
    assert "2 addresses stay on the plan" in done.stderr
    assert len([hit for hit in replay.log if "robots" not in hit.url]) <= 8


def test_one_blocked_page_is_blocked_and_says_nothing_of_its_document(tmp_path: Path) -> None:
    pages: dict[str, Any] = dict(a_site(3))
    with Replay(pages) as replay:
        run(replay, *CRAWL, cwd=tmp_path)
        pages[f"{ARTICLE}80002"] = CHALLENGE
        replay.show(pages)
        done = run(replay, *CRAWL, "--revisit", "all", cwd=tmp_path)

    assert done.returncode == 3, done.stderr
    assert "blocked: http://en.kremlin.ru/events/president/news/80002 (blocked: " in done.stderr
    assert "a DDoS-Guard challenge stands where the page should be" in done.stderr
    assert rows(tmp_path, "select state, missing_since from documents where number = '80002'") == [
        ("blocked", None)
    ]
    assert rows(tmp_path, "select count(*) from revisions") == [(3,)]
    kept = rows(tmp_path, "select outcome, body_length from captures where asked like '%80002' order by id")
    assert kept[-1] == ("stored", len(CHALLENGE.body)), "the challenge is kept as evidence"
    outcome = rows(tmp_path, "select outcome, attempts from frontier where key = 'kremlin/en/80002'")
    assert outcome == [("blocked", 4)]


def test_a_fetch_of_a_challenge_is_a_refusal(tmp_path: Path) -> None:
    with Replay({"gazette.example/7": CHALLENGE}) as replay:
        done = run(replay, "fetch", "http://gazette.example/7", "--delay", "0", cwd=tmp_path)

    assert done.returncode == 5, done.stderr
    assert "blocked" in done.stderr
    assert rows(tmp_path, "select count(*) from documents") == [(0,)]


def a_task(number: str) -> Task:
    link = a_link(number)
    return Task(
        key=link.key,
        address=link.address,
        host=HOST,
        source="kremlin",
        language="en",
        kind=link.kind,
        past=0,
        hops=0,
        attempts=0,
        conditional=False,
    )


def answers(patience: Patience, *told: tuple[str, Outcome], retry_after: float | None = None) -> None:
    for number, outcome in told:
        task = a_task(number)
        answer = Answer(task, an_exchange(number, outcome=outcome), retry_after)
        patience.heed(Ended(task=task, capture_id=1, outcome=outcome, detail=""), answer)


def patience(**changed: Any) -> Patience:
    return Patience(**{"backoff": 0.0, "longest": 900.0, "most": 5, **changed})


REFUSED, STORED = Outcome.REFUSED, Outcome.STORED


def test_an_answer_in_between_begins_the_row_anew() -> None:
    told = patience()
    answers(
        told, *((f"1{n}", REFUSED) for n in range(4)), ("2", STORED), *((f"3{n}", REFUSED) for n in range(4))
    )
    assert told.stops == {}
    answers(told, ("4", Outcome.BLOCKED))
    assert list(told.stops) == [HOST]


def test_an_address_that_is_refused_while_others_answer_counts_once() -> None:
    told = patience()
    answers(told, ("1", REFUSED), ("2", STORED), *(("1", REFUSED) for _ in range(9)))
    assert told.stops == {}


def test_faults_neither_count_nor_begin_the_row_anew() -> None:
    told = patience()
    for number in range(5):
        answers(told, (f"1{number}", REFUSED), (f"2{number}", Outcome.SERVER_ERROR), ("3", Outcome.TIMED_OUT))
    assert list(told.stops) == [HOST]


def test_a_host_that_refuses_is_asked_ever_more_slowly() -> None:
    told = patience(backoff=10.0)
    answers(told, ("1", REFUSED))
    assert told.must_wait(HOST, beyond=9.0)
    assert not told.must_wait(HOST, beyond=11.0)
    answers(told, ("2", REFUSED))
    assert told.must_wait(HOST, beyond=39.0)
    assert told.waiting() == (HOST,)
    assert told.waiting(beyond=60.0) == ()


def test_a_wait_of_years_is_one_of_a_day() -> None:
    told = patience()
    answer = Answer(a_task("1"), an_exchange("1"), 3e7)
    assert (told.retry_at(answer) - answer.exchange.ended_at).days == 1
    answers(told, ("1", REFUSED), retry_after=3e7)
    assert told.stops[HOST].why == "asks to be left alone"
    assert (told.stops[HOST].until - answer.exchange.ended_at).days == 1


FEED = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><entry><title>Item 80001</title>
<id>http://en.kremlin.ru/events/president/news/80001</id><updated>2026-03-01T12:31:00+04:00</updated>
<published>2026-03-01T12:30:00+04:00</published>
<link href="http://en.kremlin.ru/events/president/news/80001"/>
<content type="html">&lt;p&gt;Text of 80001.&lt;/p&gt;</content></entry></feed>"""


def test_the_summary_tells_what_a_page_filled_in(tmp_path: Path) -> None:
    with Replay({**a_site(1), f"{LISTING}/feed": Reply(body=FEED.encode())}) as replay:
        done = run(replay, *CRAWL, cwd=tmp_path)

    assert "documents: 1 new, 0 revised, 1 filled in, 0 seen again" in done.stdout.splitlines()


def test_the_summary_counts_one_address_as_one(tmp_path: Path) -> None:
    with Replay({}) as replay:
        done = run(replay, "crawl", "interfax-com", "--delay", "0", cwd=tmp_path)

    assert "interfax-com: 1 address: 1 absent" in done.stdout.splitlines()
