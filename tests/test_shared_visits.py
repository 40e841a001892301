"""Two real visits of en.kremlin.ru, crawled through the shared replay proxy: what must come out of them."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.small_web import run

CRAWL = ("crawl", "kremlin", "--lang", "en", "--section", "news", "--delay", "0")
GREW = "kremlin/en/63951"


@dataclass
class RecordedWeb:
    """The shared proxy over one recorded visit."""

    environment: dict[str, str]
    hits: Path

    def asked(self) -> list[dict[str, Any]]:
        """Return what was asked so far."""
        return [json.loads(line) for line in self.hits.read_text().splitlines()]


@contextmanager
def visit(shared: Path, number: int, folder: Path) -> Iterator[RecordedWeb]:
    hits, ca = folder / f"hits-{number}.jsonl", folder / f"ca-{number}.pem"
    warc = shared / "data" / "kremlin-2020" / f"visit-{number}.warc.gz"
    command = [sys.executable, str(shared / "replay" / "replay.py"), str(warc)]
    command += ["--port", "0", "--ca", str(ca), "--log", str(hits)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        proxy = json.loads(process.stdout.readline())["proxy"]
        try:
            yield RecordedWeb({"HTTP_PROXY": proxy, "HTTPS_PROXY": proxy, "SSL_CERT_FILE": str(ca)}, hits)
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def folder(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder whose archive crawled visit 1, then visit 2 twice."""
    folder = tmp_path_factory.mktemp("visits")
    counts = []
    for number in (1, 2):
        with visit(shared, number, folder) as web:
            run(None, *CRAWL, cwd=folder, **web.environment)
            counts.append(ask(folder, "select count(*) from documents")[0][0])
            if number == 2:
                before = len(web.asked())
                run(None, *CRAWL, cwd=folder, **web.environment)
                (folder / "third.json").write_text(json.dumps(web.asked()[before:]))
    (folder / "counts.json").write_text(json.dumps(counts))
    return folder


def ask(folder: Path, query: str) -> list[tuple[Any, ...]]:
    db = sqlite3.connect(folder / "archive.db")
    try:
        return db.execute(query).fetchall()
    finally:
        db.close()


def test_319_articles_after_the_first_visit_and_321_after_the_second(folder: Path) -> None:
    assert json.loads((folder / "counts.json").read_text()) == [319, 321]


def test_the_new_ones_are_the_first_row_and_the_late_insertion(folder: Path) -> None:
    second = "(select began_at from runs where id = 2)"
    new = ask(folder, f"select number from documents where first_seen > {second}")

    assert {number for (number,) in new} == {"63953", "63442"}


def test_no_article_is_kept_or_fetched_whole_twice(folder: Path) -> None:
    whole = "select asked from captures where kind = 'document' and status = 200"

    assert ask(folder, f"select count(*), count(distinct asked) from ({whole})") == [(321, 321)]
    assert ask(folder, "select count(*), count(distinct number) from documents") == [(321, 321)]


def test_only_what_changed_has_a_second_revision(folder: Path) -> None:
    revised = ask(folder, "select document_id from revisions group by 1 having count(*) > 1")

    assert ask(folder, f"select id from documents where key = '{GREW}'") == revised


def test_the_growth_that_only_the_feed_shows_is_recorded_as_seen_in_the_feed(folder: Path) -> None:
    seen = ask(
        folder,
        "select c.run_id, g.view, r.ordinal, r.view, r.text like '%To be continued.' from readings g"
        " join revisions r on r.id = g.revision_id join documents d on d.id = g.document_id"
        f" join captures c on c.id = g.capture_id where d.key = '{GREW}' and c.kind = 'feed'"
        " and c.run_id < 3 order by c.id",
    )

    assert seen == [(1, "feed", 1, "feed", 1), (2, "feed", 2, "page", 0)]


def test_every_document_has_the_text_of_its_page(folder: Path) -> None:
    assert ask(folder, "select count(*) from revisions where view = 'page'") == [(321,)]
    assert ask(folder, "select count(*) from revisions where text like '%Publication status%'") == [(0,)]
    assert ask(folder, "select count(*) from documents where state <> 'present'") == [(0,)]


def test_a_third_run_asks_for_listings_and_feed_alone_and_hears_304(folder: Path) -> None:
    third = json.loads((folder / "third.json").read_text())
    address = "http://en.kremlin.ru/events/president/news"
    answered = {hit["url"]: hit["status"] for hit in third}

    assert answered.pop("http://en.kremlin.ru/robots.txt") == "200"
    assert answered.pop(f"{address}/page/17") == "404", "the recording ends there"
    assert set(answered) == {address, f"{address}/feed", *(f"{address}/page/{n}" for n in range(2, 17))}
    assert set(answered.values()) == {"304"}


def test_every_planned_address_has_an_outcome(folder: Path) -> None:
    assert ask(folder, "select distinct state from frontier") == [("done",)]


def test_the_one_real_edit_is_told_as_a_transcript_that_was_completed(folder: Path) -> None:
    (row,) = json.loads(run(None, "changes", "--json", cwd=folder).stdout)

    assert (row["key"], row["kinds"], row["old"], row["new"]) == (GREW, ["completed"], 1, 2)
    assert row["before"] == "To be continued."
