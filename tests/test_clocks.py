"""The clocks of a document stand side by side, and what they say against each other is a finding."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.chronology import clocks_of
from archive.clocks import Rows, ahead, doubtful_hour, moved, server_clock, skew
from archive.models import Moment, Precision
from archive.store import Archive
from crawler.sites.dates import parse_printed
from crawler.sites.kremlin_times import printed_time
from demo.replay import Replay
from tests.makers import NOON, a_document, a_reading, an_exchange
from tests.small_web import ARTICLE, LISTING, a_site, article, listing, run
from tests.test_store import Diary


def moscow(printed: str) -> Moment:
    moment = parse_printed(printed, zone="Europe/Moscow", language="en")
    assert moment is not None
    return moment


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    diary = Diary(tmp_path / "archive.db")
    yield diary
    diary.archive.close()


def findings(diary: Diary, kind: str) -> list[dict[str, Any]]:
    return [json.loads(row[0]) for row in diary.rows("select detail from findings where kind = ?", kind)]


@pytest.mark.parametrize(
    ("printed", "utc"),
    [
        ("July 1, 2010, 12:00", "2010-07-01T08:00"),
        ("January 1, 2012, 12:00", "2012-01-01T08:00"),
        ("July 1, 2014, 12:00", "2014-07-01T08:00"),
        ("October 27, 2014, 12:00", "2014-10-27T09:00"),
        ("July 1, 2024, 12:00", "2024-07-01T09:00"),
    ],
)
def test_moscows_offset_is_that_of_the_day(printed: str, utc: str) -> None:
    assert f"{moscow(printed).utc:%Y-%m-%dT%H:%M}" == utc


@pytest.mark.parametrize(
    ("printed", "doubt"),
    [
        ("March 27, 2011, 02:30", "does not exist"),
        ("March 27, 2011, 01:30", None),
        ("March 27, 2011, 03:30", None),
        ("October 26, 2014, 01:30", "comes twice"),
        ("October 26, 2014, 02:30", None),
        ("October 26, 2014", None),
    ],
)
def test_hours_that_do_not_exist_or_come_twice_are_named(printed: str, doubt: str | None) -> None:
    assert doubtful_hour(moscow(printed)) == doubt


def test_midnight_of_old_items_is_an_unknown_time_and_of_new_ones_a_time() -> None:
    old, new = printed_time("March 5, 2003, 00:00", "en"), printed_time("March 5, 2013, 00:00", "en")

    assert old is not None
    assert new is not None
    assert (old.precision, new.precision) == (Precision.DAY, Precision.MINUTE)


def test_a_time_counts_as_ahead_past_five_minutes_and_a_day_past_its_end() -> None:
    stated = Moment(utc=NOON, precision=Precision.MINUTE, printed="x")
    assert ahead(stated, NOON - timedelta(minutes=5)) is None
    assert ahead(stated, NOON - timedelta(minutes=6)) == timedelta(minutes=6)

    day = moscow("March 2, 2026")
    assert ahead(day, datetime(2026, 3, 1, 21, 30, tzinfo=UTC)) is None, "it is March 2 in Moscow"
    assert ahead(day, datetime(2026, 3, 1, 20, 30, tzinfo=UTC)) == timedelta(days=1)


def test_the_same_time_printed_less_exactly_has_not_moved() -> None:
    exact, day = moscow("March 2, 2026, 10:00"), moscow("March 2, 2026")

    assert not moved(exact, day)
    assert moved(exact, moscow("March 2, 2026, 10:05"))
    assert moved(day, None)


def test_a_servers_clock_is_compared_with_the_whole_span_of_the_answer() -> None:
    headers = (("Date", "Sun, 01 Mar 2026 12:10:00 GMT"),)
    assert skew(headers, began=NOON, ended=NOON) == timedelta(minutes=10)
    assert skew(headers, began=NOON, ended=NOON + timedelta(minutes=30)) is None
    assert server_clock((*headers, ("Age", "60"))) == NOON + timedelta(minutes=11)
    assert server_clock((("Date", "yesterday"),)) is None


def test_a_page_dated_after_we_saw_it_is_pre_dated(diary: Diary) -> None:
    ahead_of_us = replace(moscow("March 2, 2026, 18:00"))
    diary.visit(an_exchange(), a_reading(a_document(published=ahead_of_us)))
    diary.visit(an_exchange(hours=1), a_reading(a_document(published=ahead_of_us, title="Edited")))

    (told,) = findings(diary, "pre_dated")
    assert told["stated"] == "March 2, 2026, 18:00"


def test_the_day_an_announcement_is_about_is_no_pre_dating(diary: Diary) -> None:
    diary.visit(an_exchange(), a_reading(a_document(event_day=moscow("March 9, 2026"))))

    assert diary.rows("select count(*) from findings") == [(0,)]


@pytest.mark.parametrize(("modified", "silently"), [(0, True), (1, False), (None, None)])
def test_another_stated_time_is_redated_and_silent_where_last_updated_stayed(
    diary: Diary,
    modified: int | None,
    silently: bool | None,  # noqa: FBT001 - what is expected
) -> None:
    stamp = moscow("March 1, 2026, 10:00")
    later = None if modified is None else replace(stamp, utc=stamp.utc + timedelta(hours=modified))
    first = a_document(modified=None if modified is None else stamp)
    diary.visit(an_exchange(), a_reading(first))
    other = a_document(published=moscow("February 20, 2026, 10:00"), modified=later)
    diary.visit(an_exchange(hours=1), a_reading(other))

    (told,) = findings(diary, "redated")
    assert (told["to"], told["silently"]) == ("February 20, 2026, 10:00", silently)


def test_a_listing_proves_only_what_its_rows_or_days_enclose() -> None:
    days: dict[str, date | None] = {"a": date(2026, 1, 9), "b": date(2026, 1, 5), "c": None}
    rows = Rows(capture=1, until=datetime(2026, 1, 20, tzinfo=UTC), days=days)

    assert rows.hides("x", {"x": date(2026, 1, 7)})
    assert not rows.hides("a", {"a": date(2026, 1, 7)})
    assert not any(rows.hides("x", {"x": date(2026, 1, day)}) for day in (1, 5, 9))
    same_day = date(2026, 1, 5)
    assert rows.hides("x", {"a": date(2026, 1, 9), "x": same_day, "b": same_day})
    assert not rows.hides("x", {"a": date(2026, 1, 9), "b": same_day, "x": same_day})
    assert not replace(rows, until=datetime(2026, 1, 8, tzinfo=UTC)).hides("x", {"x": date(2026, 1, 7)})


def test_a_document_put_into_a_listing_among_older_ones_is_back_dated(tmp_path: Path) -> None:
    crawl = ("crawl", "kremlin", "--lang", "en", "--section", "news", "--delay", "0")
    with Replay(a_site()) as replay:
        run(replay, *crawl, cwd=tmp_path)
        pages = a_site()
        days = {80007: 7, 80006: 6, 80099: 5, 80005: 5, 80004: 4}
        rows = [(number, f"2026-03-0{day}", f"2026-03-0{day}") for number, day in days.items()]
        pages[LISTING] = listing(rows, pages=2)
        for number in (80007, 80099):
            pages[f"{ARTICLE}{number}"] = article(number, "Words.", day=f"2026-03-0{days[number]}")
        replay.show(pages)
        run(replay, *crawl, cwd=tmp_path)
    found = "select d.number, json_extract(f.detail, '$.stated'), f.kind from findings f, documents d"
    found += " where d.id = f.document_id"
    db = sqlite3.connect(tmp_path / "archive.db")
    before = db.execute(found).fetchall()
    done = run(None, "reparse", cwd=tmp_path)

    assert before == [("80099", "2026-03-05", "back_dated")], "the newest row is merely new"
    assert db.execute(found).fetchall() == before, done.stderr
    db.close()


def test_cards_and_counters_change_the_bytes_alone_and_show_says_so(tmp_path: Path) -> None:
    with Replay(a_site()) as replay:
        run(replay, "fetch", f"http://{ARTICLE}80001", "--delay", "0", cwd=tmp_path)
        pages = a_site()
        whole = pages[f"{ARTICLE}80001"]
        pages[f"{ARTICLE}80001"] = replace(
            whole, body=whole.body.replace(b"</body>", b"<p>7 views</p></body>")
        )
        replay.show(pages)
        run(replay, "fetch", f"http://{ARTICLE}80001", "--delay", "0", cwd=tmp_path)
        pages[f"{ARTICLE}80001"] = article(80001, "Other words.", day="2026-03-01")
        replay.show(pages)
        run(replay, "fetch", f"http://{ARTICLE}80001", "--delay", "0", cwd=tmp_path)
    shown = run(None, "show", "kremlin/en/80001", cwd=tmp_path).stdout.splitlines()
    rows = [line.split("\t") for line in shown[shown.index("Captures") + 2 :]]

    assert [row[-1] for row in rows] == ["", "bytes only", "content"]


def test_the_clocks_of_a_document_stand_side_by_side(diary: Diary) -> None:
    headers = (("Date", "Sun, 01 Mar 2026 13:00:00 GMT"),)
    document = a_document(modified=moscow("March 1, 2026, 10:00"))
    diary.visit(an_exchange(headers=headers), a_reading(document))
    told = {row.clock: (row.at[:16], row.note) for row in clocks_of(diary.archive.db, 1)}

    assert told["stated"] == ("2026-02-28T21:30", "March 1, 2026, 00:30; to the minute")
    assert told["page's last update"] == ("2026-03-01T07:00", "")
    assert told["our clock, first seen"] == ("2026-03-01T12:00", "")
    assert told["server's clock, first seen"] == ("2026-03-01T13:00", "+3600 s against our clock")


def test_a_run_counts_answers_of_a_skewed_server_and_notes_our_clock_going_back(tmp_path: Path) -> None:
    with Archive(tmp_path / "archive.db") as archive:
        run = archive.begin_run("crawl", source="kremlin", options={})
        later = datetime.now(UTC) + timedelta(hours=2)
        exchange = an_exchange(
            began_at=later, ended_at=later, headers=(("Date", "Sun, 01 Mar 2026 13:00:00 GMT"),)
        )
        archive.note(exchange, run_id=run, source="kremlin", kind="robots")
        archive.end_run(run, outcome="finished", counts={})
        archive.begin_run("crawl", source="kremlin", options={})
        rows = archive.db.conn.execute("select counts, options from runs order by id").fetchall()

    assert json.loads(rows[0][0]) == {"clock_skewed": 1}
    assert 7000 < json.loads(rows[1][1])["clock_back_seconds"] <= 7200
