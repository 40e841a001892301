"""Days that were named, days that are silent, days at which nobody looked: counted, traced, drawn."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import click
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.connection import open_archive
from archive.coverage import Asked, Coverage, Day, Looked, Standing, coverage, entries_on, weeks
from archive.coverage.spans import Looks, Span
from archive.errors import BadUsage
from archive.plotting import calendar_svg, draw_calendar
from crawler.calendar_lines import lines
from demo.answers import Reply
from demo.replay import Replay
from tests.rows import capture, document, empty_archive, insert, revision
from tests.small_web import ARTICLE, LISTING, a_site, run

AFTER = "2026-11-23T10:00:00.000000+00:00"
PERIOD = ("--since", "2026-02-25", "--until", "2026-03-10")
CRAWL = ("crawl", "kremlin", "--section", "news", "--lang", "en", "--delay", "0")


def crawled(folder: Path, pages: dict[str, Reply], *more: str) -> dict[date, Day]:
    """Crawl a small site's news and return what is known of each day since February."""
    with Replay(pages) as web:
        run(web, *CRAWL, *more, cwd=folder)
    db = open_archive(folder / "archive.db", read_only=True)
    try:
        told = coverage(db, Asked(sources=("kremlin",), since=date(2026, 2, 1), until=date(2026, 3, 15)))
    finally:
        db.close()
    return {one.day: one for one in told.days}


def march(day: int) -> date:
    return date(2026, 3, day)


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> dict[date, Day]:
    """Return the days of a site that has nothing of 3 March, and no page for what it lists of 4 March."""
    pages = a_site(6, per_page=4)
    pages[f"{ARTICLE}80004"] = Reply.failure(404)
    listed = pages[LISTING].body.replace(b"2026-03-03", b"2026-03-02")
    pages[LISTING] = Reply(body=listed)
    return crawled(tmp_path_factory.mktemp("coverage"), pages, *PERIOD)


def test_a_day_that_was_looked_at_and_has_nothing_is_silent(days: dict[date, Day]) -> None:
    assert (days[march(3)].looked, days[march(3)].standing) == (Looked.WHOLE, Standing.SILENT)
    assert days[march(2)].seen == 2


def test_a_day_before_the_asked_period_was_not_looked_at(days: dict[date, Day]) -> None:
    assert (days[date(2026, 2, 24)].looked, days[date(2026, 2, 24)].standing) == (Looked.NO, Standing.UNKNOWN)
    assert days[date(2026, 2, 25)].standing is Standing.SILENT
    assert days[march(10)].standing is Standing.SILENT
    assert days[march(11)].looked is Looked.NO


def test_what_was_named_and_could_not_be_had_is_missing(days: dict[date, Day]) -> None:
    told = days[march(4)]
    assert (told.expected, told.seen, told.asked, told.stored) == (1, 1, 1, 0)
    assert dict(told.failed) == {"absent": 1}
    assert told.standing is Standing.MISSING
    assert days[march(5)].standing is Standing.STORED


def test_a_run_that_stopped_at_its_limit_looked_only_as_far_as_it_got(tmp_path: Path) -> None:
    told = crawled(tmp_path, a_site(6, per_page=2), *PERIOD, "--limit", "1")
    oldest = min(day for day, one in told.items() if one.seen)

    assert told[oldest].looked is Looked.PART
    assert told[oldest - timedelta(days=1)].looked is Looked.NO
    assert {told[march(day)].looked for day in range(oldest.day + 1, 11)} == {Looked.WHOLE}
    assert sum(one.never for one in told.values()) > 0


def test_a_list_whose_second_page_is_not_there_was_not_read_to_its_end(tmp_path: Path) -> None:
    pages = a_site(6, per_page=3)
    del pages[f"{LISTING}/page/2"]
    told = crawled(tmp_path, pages, *PERIOD)

    assert told[march(5)].looked is Looked.WHOLE
    assert told[march(3)].looked is Looked.NO


def test_a_later_run_that_reads_the_rest_mends_it(tmp_path: Path) -> None:
    pages = a_site(6, per_page=3)
    second = pages.pop(f"{LISTING}/page/2")
    crawled(tmp_path, pages, *PERIOD)
    pages[f"{LISTING}/page/2"] = second
    told = crawled(tmp_path, pages, *PERIOD)

    assert {told[march(day)].looked for day in range(1, 11)} == {Looked.WHOLE}
    assert told[march(3)].stored == 1


@pytest.mark.parametrize(
    ("page", "looked"),
    [
        ({"state": "planned", "outcome": None, "planned_run": 1}, Looked.NO),
        ({"state": "planned", "outcome": None, "planned_run": 3}, Looked.WHOLE),
        ({"outcome": "disallowed", "ended_run": 2}, Looked.NO),
        ({"outcome": "disallowed", "ended_run": 3}, Looked.WHOLE),
        (None, Looked.WHOLE),
    ],
)
def test_a_next_page_that_a_run_left_unread_ends_what_it_looked_at(page: dict | None, looked: Looked) -> None:
    db = empty_archive()
    for number in (1, 2, 3):
        insert(db, "runs", id=number, command="crawl", source="kremlin", options={"since": "2026-11-01"},
               software="x", began_at=AFTER, ended_at=AFTER, outcome="finished" if number == 2 else "died",
               counts={"listed": 1})  # fmt: skip
    site = "http://en.kremlin.ru/events/president/news"
    capture(db, 1, site, kind="listing", run_id=2)
    english = {"source": "kremlin", "language": "en"}
    planned(db, 1, site, **english)
    planned(db, 1, f"{site}/9", kind="document", stated="2026-11-20", first_planned="2026-11-22", **english)
    if page is not None:
        planned(db, 0, f"{site}/page/2", **{**english, "capture_id": None, **page})
    told = {one.day.day: one for one in coverage(db, Asked(since=date(2026, 11, 1))).days}

    assert told[10].looked is looked


def planned(db, number: int, address: str, **more: object) -> None:
    row = {
        "key": address.partition("://")[2], "address": address, "host": "x", "source": "interfax",
        "language": "ru", "kind": "listing", "rank": 2, "state": "done", "outcome": "listed",
        "first_planned": AFTER, "planned_at": AFTER, "ended_at": AFTER, "capture_id": number,
    }  # fmt: skip
    insert(db, "frontier", **{**row, **more})


def with_day_lists():
    """Return an archive of a source that has a list for each day."""
    db = empty_archive()
    insert(db, "runs", id=1, command="crawl", source="interfax", options={}, software="x", began_at=AFTER)
    site = "https://www.interfax.ru"
    lists = (
        (1, "news/2026/11/20", "2026-11-20", {}),
        (2, "news/2026/11/21", "2026-11-21", {}),
        (3, "news/2026/11/21/all/page_2", "2026-11-21", {"outcome": "server_error"}),
        (4, "news/2026/11/23", "2026-11-23", {}),
    )
    for number, path, day, more in lists:
        capture(db, number, f"{site}/{path}", source="interfax", kind="listing")
        planned(db, number, f"{site}/{path}", stated=day, **more)
    planned(db, 5, f"{site}/russia/900", key="interfax/ru/900", kind="document", stated="2026-11-21",
            outcome=None, state="planned", capture_id=None, ended_at=None)  # fmt: skip
    db.conn.commit()
    return db


def test_a_days_own_list_tells_of_that_day_only_and_only_when_it_was_over() -> None:
    told = {one.day.day: one for one in coverage(with_day_lists()).days}

    assert {day: one.looked.value for day, one in told.items()} == {
        20: "whole",
        21: "part",
        22: "no",
        23: "part",
    }
    assert {day: one.standing.value for day, one in told.items()} == {
        20: "silent", 21: "missing", 22: "unknown", 23: "unknown",
    }  # fmt: skip
    assert told[21].never == 1


def test_the_lists_last_good_answer_counts_when_a_later_one_failed() -> None:
    db = with_day_lists()
    capture(db, 9, "https://www.interfax.ru/news/2026/11/20", source="interfax", kind="listing",
            outcome="server_error", status=500)  # fmt: skip
    db.conn.execute(
        "update frontier set outcome = 'server_error', capture_id = 9 where stated = '2026-11-20'"
    )

    assert coverage(db).days[0].looked is Looked.WHOLE


def test_days_after_today_are_left_out() -> None:
    at = datetime(2026, 11, 24, 12, tzinfo=UTC)
    told = coverage(with_day_lists(), Asked(until=date(2027, 1, 1)), at=at)

    assert told.days[-1].day == date(2026, 11, 24)


def archive_of(stated: dict[int, str | None]):
    """Return an archive of documents, each by its number and the day that its page states."""
    db = empty_archive()
    insert(db, "runs", id=1, command="fetch", options={}, software="x", began_at=AFTER)
    capture(db, 1, "http://a.example/")
    for at, (number, day) in enumerate(stated.items(), 1):
        address = f"http://en.kremlin.ru/events/president/{'news' if number % 2 else 'trips'}/{number}"
        document(db, at, f"kremlin/en/{number}", published_day=day, address=address)
        revision(db, at, 1)
    return db


def test_numbers_that_nobody_named_stand_on_the_day_of_the_one_below() -> None:
    told = coverage(archive_of({100: "2020-01-01", 101: "2020-01-02", 105: "2020-01-03", 98: "2020-01-01"}))

    assert [one.gaps for one in told.days] == [1, 3, 0]
    assert told.summaries[0].gaps == 4


def test_what_has_no_day_is_counted_apart() -> None:
    told = coverage(archive_of({1: None, 2: "2020-01-01"}))

    assert (told.summaries[0].seen, told.summaries[0].undated) == (1, 1)


def test_sections_are_told_apart_by_address_and_by_what_the_page_states() -> None:
    db = archive_of({1: "2020-01-01", 2: "2020-01-01"})
    stated = json.dumps(
        {"sections": [{"name": "Trips", "address": "http://en.kremlin.ru/events/president/trips"}]}
    )
    db.conn.execute("update revisions set metadata = ? where document_id = 1", (stated,))
    told = coverage(db, Asked(by_section=True)).summaries

    assert {one.section: one.seen for one in told} == {
        "events/president/news": 1,
        "events/president/trips": 2,
    }
    assert [one.seen for one in coverage(db, Asked(section="Trips")).summaries] == [2]
    assert [one.seen for one in coverage(db, Asked(section="president/news")).summaries] == [1]
    assert coverage(db, Asked(section="nowhere")).summaries == ()


def test_each_number_of_a_day_can_be_traced() -> None:
    db = archive_of({1: "2020-01-01", 2: "2020-01-01", 3: "2020-01-02"})
    entries = entries_on(db, date(2020, 1, 1))

    assert [(one.key, one.outcome) for one in entries] == [
        ("kremlin/en/1", "stored"),
        ("kremlin/en/2", "stored"),
    ]
    assert {one.section for one in entries} == {"events/president/news", "events/president/trips"}


def test_a_misread_year_costs_no_memory() -> None:
    with pytest.raises(BadUsage, match="give --since and --until"):
        coverage(archive_of({1: "0001-01-01", 2: "2020-01-01"}))


OUTCOMES = ("stored", "absent", "refused", "unreadable", None)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(OUTCOMES)), max_size=12))
def test_the_sums_are_what_was_put_in(rows: list[tuple[int, str | None]]) -> None:
    db = empty_archive()
    for number, (day, outcome) in enumerate(rows):
        planned(
            db, number + 1, f"https://www.interfax.ru/russia/{number}", key=f"interfax/ru/{number}",
            kind="document", stated=f"2026-11-0{day + 1}", outcome=outcome,
            state="done" if outcome else "planned", capture_id=number + 1 if outcome else None,
        )  # fmt: skip
    told = coverage(db)
    assert sum(one.seen for one in told.days) == len(rows)
    assert sum(one.never for one in told.days) == sum(outcome is None for _, outcome in rows)
    if rows:
        (summary,) = told.summaries
        named = [day for day, _ in rows]
        assert summary.days == max(named) - min(named) + 1
        assert summary.asked == summary.stored + sum(summary.failed.values())


def span(since: int, length: int, *ends: bool) -> Span:
    first = date(2020, 1, 1) + timedelta(days=since)
    return Span(first, first + timedelta(days=length), *ends)


SPANS = st.builds(span, st.integers(0, 25), st.integers(0, 10), st.booleans(), st.booleans())


@settings(max_examples=300, deadline=None)
@given(st.lists(SPANS, max_size=7))
def test_joined_spans_never_say_more_of_a_day_than_one_of_them_does(spans: list[Span]) -> None:
    looked = Looks()
    for one in spans:
        looked.add(("s", "l", ""), one)
    looked.settle()
    for day in (date(2020, 1, 1) + timedelta(days=n) for n in range(40)):
        said = {one_day(day, one) for one in spans} | {Looked.NO}
        best = next(one for one in (Looked.WHOLE, Looked.PART, Looked.NO) if one in said)
        assert looked.at(day, source="s", language="l", sections=("",)) is best, day


def one_day(day: date, one: Span) -> Looked:
    if not one.since <= day <= one.until:
        return Looked.NO
    edge = (one.open_since and day == one.since) or (one.open_until and day == one.until)
    return Looked.PART if edge else Looked.WHOLE


def some_days(first: date, count: int) -> Iterator[Day]:
    """Yield days of each kind in turn."""
    kinds = (
        {"seen": 1, "stored": 1, "looked": Looked.WHOLE},
        {"seen": 12, "stored": 12, "looked": Looked.WHOLE},
        {"seen": 2, "stored": 1, "never": 1, "looked": Looked.WHOLE},
        {"looked": Looked.WHOLE},
        {"looked": Looked.PART},
        {"looked": Looked.NO},
        {"seen": 1, "stored": 1, "looked": Looked.NO},
    )
    for n in range(count):
        more = kinds[n % len(kinds)]
        yield Day(source="s", language="l", section="", day=first + timedelta(days=n), **more)


def test_the_calendar_has_a_letter_for_each_kind_of_day() -> None:
    told = [click.unstyle(line) for line in lines(list(some_days(date(2024, 1, 1), 7)))]

    assert [line[9:] for line in told] == ["Jan", "#", "#", "!", "o", "~", "/", "+"]


@pytest.mark.parametrize("year", [2012, 2024, 2026])  # 2012 has days in 54 weeks
def test_every_day_of_a_year_stands_in_the_calendar(year: int) -> None:
    whole = list(some_days(date(year, 1, 1), (date(year + 1, 1, 1) - date(year, 1, 1)).days))
    told = [click.unstyle(line) for line in lines(whole)]

    assert len(told) == 8
    assert sum(letter in "#!o~/+" for line in told[1:] for letter in line[9:]) == len(whole)
    assert sum(day is not None for week in weeks(whole) for day in week.days) == len(whole)
    assert ET.fromstring(calendar_svg(Coverage(days=tuple(whole), summaries=()))).tag.endswith("svg")  # noqa: S314


def test_the_picture_is_the_same_each_time_and_tells_by_more_than_colour() -> None:
    found = Coverage(days=tuple(some_days(date(2024, 1, 1), 90)), summaries=())
    svg, png = calendar_svg(found), io.BytesIO()
    draw_calendar(found, png, form="png")

    assert svg == calendar_svg(found)
    assert svg.count("<pattern ") >= 2
    assert "not looked at" in svg
    assert png.getvalue().startswith(b"\x89PNG")


def test_the_command_prints_sums_days_and_one_days_addresses(tmp_path: Path) -> None:
    with Replay(a_site(3)) as web:
        run(web, *CRAWL, *PERIOD, cwd=tmp_path)
    shown = run(None, "coverage", cwd=tmp_path)
    assert "kremlin / en" in shown.stdout
    assert "not looked at" in shown.stdout
    rows = list(csv.DictReader(io.StringIO(run(None, "coverage", "--csv", cwd=tmp_path).stdout)))
    stored = [row["day"] for row in rows if row["standing"] == "stored"]
    assert stored == ["2026-03-01", "2026-03-02", "2026-03-03"]
    told = json.loads(run(None, "coverage", "--json", "--by-section", cwd=tmp_path).stdout)
    assert "events/president/news" in [one["section"] for one in told["summaries"]]
    day = run(None, "coverage", "--day", "2026-03-02", cwd=tmp_path).stdout.splitlines()
    assert day[1].split("\t")[:3] == ["stored", "listed", "kremlin/en/80002"]
    drawn = run(None, "coverage", "--plot", "a.svg", cwd=tmp_path)
    assert (drawn.returncode, (tmp_path / "a.svg").exists()) == (0, True), drawn.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--plot", "a.gif"), "must end in .svg or .png"),
        (("--since", "2026-03-02", "--until", "2026-03-01"), "lies after"),
        (("--source", "nobody"), "there is no site"),
        (("--day", "someday"), "is not a day"),
    ],
)
def test_what_makes_no_sense_is_said_before_the_archive_is_opened(
    options: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    done = run(None, "coverage", *options, cwd=tmp_path)

    assert (done.returncode, said in done.stderr) == (2, True), done.stderr
