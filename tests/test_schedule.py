"""When a page is asked for again: by its age, spread over the day, and rarely once it is gone."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import BadUsage
from archive.schedule import Schedule
from crawler.settings import READOUT_ABSENCES, READOUT_REVISITS
from tests.makers import NOON
from tests.small_web import run

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.mark.parametrize(("age", "wait"), [(0, 1), (2, 2), (5, 19), (25, 47), (24 * 400, 24 * 365)])
def test_revisits_grow_rarer_with_age(age: int, wait: int) -> None:
    assert Schedule().next_visit(first_seen=NOON - age * HOUR, at=NOON) - NOON == wait * HOUR


def test_the_default_is_what_the_settings_say() -> None:
    assert Schedule.parse(revisits=READOUT_REVISITS, absences=READOUT_ABSENCES) == Schedule()
    assert Schedule.spans(Schedule().absences_text) == Schedule().absences


def test_a_page_first_seen_today_but_published_years_ago_comes_back_within_a_month_then_rarely() -> None:
    old, plan = NOON - 4000 * DAY, Schedule()

    assert plan.next_visit(first_seen=NOON, at=NOON, stated=old) - NOON == 30 * DAY
    later = NOON + 30 * DAY
    assert plan.next_visit(first_seen=NOON, at=later, stated=old) - later == 365 * DAY


def test_a_page_published_hours_before_it_was_seen_is_young() -> None:
    stated = NOON - 10 * HOUR

    assert Schedule().next_visit(first_seen=NOON, at=NOON, stated=stated) - NOON == HOUR


def test_a_page_dated_ahead_of_us_is_young() -> None:
    assert Schedule().next_visit(first_seen=NOON, at=NOON, stated=NOON + 9 * DAY) - NOON == HOUR


@given(st.text(min_size=1))
def test_the_spread_is_a_tenth_at_most_and_the_same_each_time(key: str) -> None:
    first, second = (Schedule().next_visit(first_seen=NOON, at=NOON, key=key) - NOON for _ in range(2))

    assert first == second
    assert 0.9 * HOUR <= first <= 1.1 * HOUR


def test_the_documents_of_a_day_do_not_fall_due_in_one_minute() -> None:
    plan = Schedule(revisits=(DAY,))
    due = [plan.next_visit(first_seen=NOON, at=NOON, key=f"kremlin/en/{number}") for number in range(400)]
    busiest = max(sum(one <= other < one + timedelta(minutes=1) for other in due) for one in due)

    assert max(due) - min(due) > 4 * HOUR
    assert busiest <= 10


def test_what_is_gone_is_asked_for_rarely() -> None:
    plan = Schedule()

    assert plan.next_return(gone_since=NOON, at=NOON) == NOON + 30 * DAY
    assert plan.next_return(gone_since=NOON - 40 * DAY, at=NOON) == NOON + 90 * DAY
    assert plan.next_return(gone_since=NOON - 4000 * DAY, at=NOON) == NOON + 365 * DAY


@pytest.mark.parametrize(
    ("revisits", "absences"),
    [
        ("1x", "1h"),
        ("", "1h"),
        ("4h 1h", "1h"),
        ("0h 1h", "1h"),
        ("1h", ""),
        ("1h", "3d 1d"),
        ("9" * 9 + "w", "1h"),
    ],
)
def test_a_schedule_that_makes_no_sense_is_refused(revisits: str, absences: str) -> None:
    with pytest.raises(BadUsage, match="READOUT_"):
        Schedule.parse(revisits=revisits, absences=absences)


def test_a_bad_setting_ends_the_command_with_its_code_before_anything_is_asked(tmp_path: Path) -> None:
    done = run(None, "crawl", "kremlin", cwd=tmp_path, READOUT_ABSENCES="soon")

    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
    assert "READOUT_ABSENCES" in done.stderr
