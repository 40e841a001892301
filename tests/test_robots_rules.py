"""What came as robots.txt is rules, or none, or closes the host until it can be read."""

import gzip
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from protego import Protego

from archive.errors import UnreadablePage
from archive.models import Exchange, Outcome
from crawler.rules import MOST_RULES, rules_of
from demo.answers import Reply
from demo.replay import Replay
from tests.makers import an_exchange
from tests.small_web import HOST, a_site, run
from tests.test_bursts import CHALLENGE
from tests.test_crawl import CRAWL, asked, rows

RULES = b"User-agent: *\nDisallow: /search\n"
PAGE = b"<!doctype html><html><head><title>Gazette</title></head><body><p>Welcome.</p></body></html>"
NOT_FOUND = b"<html><head><title>Page not found</title></head><body><h1>Page not found</h1></body></html>"


def came(body: bytes, *, status: int = 200, outcome: Outcome = Outcome.STORED, **headers: str) -> Exchange:
    made = an_exchange(status=status, body=body, outcome=outcome)
    return replace(made, headers=tuple((name.replace("_", "-"), value) for name, value in headers.items()))


@pytest.mark.parametrize(
    ("exchange", "rules"),
    [
        (came(RULES), RULES),
        (came(b"\xef\xbb\xbf" + RULES), b"\xef\xbb\xbf" + RULES),
        (came(b""), b""),
        (came(b"no rules, only words\n"), b"no rules, only words\n"),
        (came(gzip.compress(RULES), Content_Encoding="gzip"), RULES),
        (came(NOT_FOUND), b""),
        (came(RULES, status=404, outcome=Outcome.ABSENT), b""),
        (came(RULES, status=403, outcome=Outcome.REFUSED), b""),
    ],
    ids=["rules", "with a mark", "empty", "words", "gzip", "a soft 404", "404", "403"],
)
def test_rules_are_read_and_absent_ones_allow_all(exchange: Exchange, rules: bytes) -> None:
    assert rules_of(exchange) == rules


@pytest.mark.parametrize(
    ("exchange", "said"),
    [
        (came(CHALLENGE.body), "is a DDoS-Guard challenge, not rules"),
        (came(CHALLENGE.body, status=403, outcome=Outcome.REFUSED), "status 403: a DDoS-Guard challenge"),
        (came(PAGE), "is a web page, not rules"),
        (came(b"\n\t" + PAGE), "is a web page, not rules"),
        (came(b"User-agent: *\0\x01\x02"), "is no text"),
        (came(bytes(range(256)) * 40), "is no text"),
        (came(gzip.compress(RULES)[:-9], outcome=Outcome.DAMAGED), "is damaged"),
        (came(b"", status=503, outcome=Outcome.SERVER_ERROR), "status 503"),
        (came(b"", status=429, outcome=Outcome.REFUSED), "status 429"),
        (came(b"", status=302, outcome=Outcome.REDIRECTED), "redirects without end"),
    ],
    ids=[
        "challenge",
        "challenge 403",
        "page",
        "page after blanks",
        "NUL",
        "binary",
        "cut",
        "503",
        "429",
        "loop",
    ],
)
def test_what_is_no_rules_closes_the_host(exchange: Exchange, said: str) -> None:
    with pytest.raises(UnreadablePage, match=said):
        rules_of(exchange)


def test_of_300_000_rules_half_a_mebibyte_is_read_in_whole_lines() -> None:
    body = b"User-agent: *\n" + b"".join(b"Disallow: /closed/%06d\n" % number for number in range(300_000))
    began = time.monotonic()
    rules = rules_of(came(body))
    parsed = Protego.parse(rules.decode())
    assert time.monotonic() - began < 30
    assert MOST_RULES - 40 < len(rules) <= MOST_RULES
    assert rules.endswith(b"\n")
    assert not parsed.can_fetch("http://en.kremlin.ru/closed/000007", "readout")


CLOSING = {
    "a challenge": CHALLENGE,
    "a page": Reply(body=PAGE),
    "a loop": Reply.redirect(f"http://{HOST}/robots.txt").having("Set-Cookie", "seen=1"),
    "429": Reply.failure(429, retry_after=3600),
}


@pytest.mark.parametrize("case", CLOSING)
def test_a_closed_host_is_asked_for_nothing_and_the_crawl_says_why(case: str, tmp_path: Path) -> None:
    pages: dict[str, Any] = {**a_site(2), f"{HOST}/robots.txt": CLOSING[case]}
    with Replay(pages) as replay:
        done = run(replay, *CRAWL, cwd=tmp_path)

    assert asked(replay) == []
    assert done.returncode == 5, done.stderr
    assert "which closes the site" in done.stderr
    noted = rows(
        tmp_path, "select count(*) from captures where kind = 'robots' and note like '%closes the site'"
    )
    assert noted == [(1,)]


def test_a_host_whose_robots_is_a_soft_404_is_read(tmp_path: Path) -> None:
    with Replay({**a_site(2), f"{HOST}/robots.txt": Reply(body=NOT_FOUND)}) as replay:
        run(replay, *CRAWL, cwd=tmp_path)

    assert rows(tmp_path, "select count(*) from documents") == [(2,)]
