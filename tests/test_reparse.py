"""Reading again: offline, all or nothing, and never mistaken for an edit of the page."""

import json
import sqlite3
from pathlib import Path

import pytest

from archive.models import Exchange, Reading
from archive.rederive import Rederivation
from archive.store import Archive
from crawler.reparse import reparse, unseen
from demo.replay import Replay
from tests.makers import a_document, a_reading
from tests.small_web import ARTICLE, a_site, article, run

CRAWL = ("crawl", "kremlin", "--lang", "en", "--section", "news", "--delay", "0")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder whose archive saw six articles twice, one of them edited and one gone between."""
    with Replay(a_site()) as replay:
        run(replay, *CRAWL, cwd=tmp_path)
        pages = a_site()
        pages[f"{ARTICLE}80002"] = article(80002, "Text of 80002, edited.")
        del pages[f"{ARTICLE}80003"]
        replay.show(pages)
        run(replay, *CRAWL, "--revisit", "all", cwd=tmp_path)
    return tmp_path


def derived(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    db = sqlite3.connect(folder / "archive.db")
    queries = {
        "documents": "select * from documents order by id",
        "revisions": "select * from revisions order by id",
        "readings": "select * from readings order by capture_id, document_id, part",
        "findings": "select * from findings order by id",
        "captures": "select * from captures order by id",
    }
    found = {name: db.execute(query).fetchall() for name, query in queries.items()}
    db.close()
    return found


def test_the_same_reader_derives_every_row_again_as_it_was(folder: Path) -> None:
    before = derived(folder)
    done = run(None, "reparse", cwd=folder)

    assert "6 documents the same, 0 otherwise" in done.stdout, done.stderr
    assert derived(folder) == before


def test_two_processes_derive_what_one_does(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = derived(folder)
    monkeypatch.setattr("crawler.reparse.WORTH_A_POOL", 1)
    with Archive(folder / "archive.db") as archive:
        told = reparse(archive, "kremlin", workers=2, progress=unseen)

    assert dict(told.counts) == {"same": 6}
    assert derived(folder) == before


def test_another_extractor_is_reported_and_makes_no_edit(folder: Path) -> None:
    before = derived(folder)
    with Archive(folder / "archive.db") as archive:
        work = Rederivation(archive=archive, source="kremlin", extractor="kremlin/next")
        with archive.transaction():
            work.begin()
            for capture in work.captures():
                work.apply(capture, _other_words(archive.captures.get(capture)))
            told = work.finish()

    assert told.counts["text"] == 6
    assert told.former != ("kremlin/next",)
    after = derived(folder)
    assert [row[0] for row in after["revisions"]] == [row[0] for row in before["revisions"]]
    assert {row[1]: row[2] for row in after["documents"]} == {row[1]: row[2] for row in before["documents"]}
    assert after["captures"] == before["captures"]


def _other_words(exchange: Exchange) -> Reading | str | None:
    number = exchange.asked.rsplit("/", 1)[-1]
    if exchange.body is None or not number.startswith("8000"):
        return None
    edited = " edited" if b"edited" in exchange.body else ""
    return a_reading(a_document(number, title=f"READ OTHERWISE{edited}"))


def test_a_crawl_with_a_newer_reader_sees_no_edit_where_there_is_none(folder: Path) -> None:
    db = sqlite3.connect(folder / "archive.db")
    db.execute("update revisions set extractor = 'kremlin/old', content_sha256 = 'x', text_sha256 = 'y'")
    db.execute("update readings set extractor = 'kremlin/old'")
    db.commit()
    db.close()
    with Replay(a_site()) as replay:
        done = run(replay, "fetch", f"http://{ARTICLE}80001", "--delay", "0", cwd=folder)

    assert "document" in done.stdout
    db = sqlite3.connect(folder / "archive.db")
    assert db.execute("select count(*) from revisions where title = 'Item 80001'").fetchone() == (1,)
    db.close()


def test_the_comparison_is_printed_as_json(folder: Path) -> None:
    (told,) = json.loads(run(None, "reparse", "--json", "--source", "kremlin", cwd=folder).stdout)

    assert told["counts"] == {"same": 6}
    assert told["source"] == "kremlin"


def test_an_unknown_source_is_named(folder: Path) -> None:
    done = run(None, "reparse", "--source", "pravda", cwd=folder)

    assert (done.returncode, "there is no site 'pravda'" in done.stderr) == (2, True)
