"""How the plan takes links in, hands addresses out and lets them come back."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from archive.connection import open_archive
from archive.frontier import MAX_ATTEMPTS, Frontier
from archive.models import LinkKind, Outcome
from archive.tasks import Revisit, Scope
from tests.makers import NOON, a_link

SCOPE = Scope(source="kremlin")


@pytest.fixture
def frontier(tmp_path: Path) -> Iterator[Frontier]:
    db = open_archive(tmp_path / "archive.db", create=True)
    for number in (1, 2, 3):
        db.conn.execute(
            "insert into runs (id, command, options, software, began_at)"
            " values (?, 'crawl', '{}', 'test', '')",
            (number,),
        )
    yield Frontier(db)
    db.close()


def finish(
    frontier: Frontier, key: str, outcome: Outcome = Outcome.STORED, *, run: int = 1, hours: float = 0
) -> None:
    frontier.end(
        key, outcome, detail="", capture_id=None, run_id=run, at=NOON + timedelta(hours=hours), retry_at=None
    )


def keys(
    frontier: Frontier, scope: Scope = SCOPE, *, busy: tuple[str, ...] = (), hours: float = 0
) -> list[str]:
    tasks = frontier.take(scope, at=NOON + timedelta(hours=hours), busy=busy, count=9)
    return [task.key.rsplit("/", 1)[-1] for task in tasks]


def test_an_address_is_handed_out_once(frontier: Frontier) -> None:
    frontier.plan([a_link(), a_link()], run_id=1, at=NOON)

    assert keys(frontier) == ["70001"]
    assert keys(frontier) == []


def test_feeds_come_first_then_documents_newest_first_then_listings(frontier: Frontier) -> None:
    frontier.plan(
        [
            a_link("list", kind=LinkKind.LISTING, key="list"),
            a_link("1", stated=date(2026, 1, 1)),
            a_link("2", stated=date(2026, 2, 1)),
            a_link("feed", kind=LinkKind.FEED, key="feed"),
        ],
        run_id=1,
        at=NOON,
    )

    assert keys(frontier) == ["feed", "2", "1", "list"]


def test_a_busy_host_is_left_out(frontier: Frontier) -> None:
    frontier.plan(
        [a_link("1"), a_link("2", address="http://kremlin.ru/events/president/news/2")], run_id=1, at=NOON
    )

    assert keys(frontier, busy=("en.kremlin.ru",)) == ["2"]


def test_a_scope_leaves_other_languages_and_days_on_the_plan(frontier: Frontier) -> None:
    frontier.plan(
        [
            a_link("1", stated=date(2026, 1, 1)),
            a_link("2", stated=date(2026, 2, 1)),
            a_link("3", language="ru"),
        ],
        run_id=1,
        at=NOON,
    )
    scope = Scope(source="kremlin", languages=("en",), since=date(2026, 1, 15))

    assert keys(frontier, scope) == ["2"]
    assert frontier.pending(SCOPE) == 2


def test_what_ended_in_this_run_is_not_planned_again(frontier: Frontier) -> None:
    frontier.plan([a_link()], run_id=1, at=NOON)
    keys(frontier)
    finish(frontier, "kremlin/en/70001")
    frontier.plan([a_link(updated="2027-01-01")], run_id=1, at=NOON)

    assert keys(frontier) == []


def test_a_kept_document_is_asked_again_when_its_listing_says_it_changed(frontier: Frontier) -> None:
    frontier.plan([a_link(updated="2026-02-27")], run_id=1, at=NOON)
    keys(frontier)
    finish(frontier, "kremlin/en/70001")

    assert frontier.plan([a_link(updated="2026-02-27")], run_id=2, at=NOON, revisit=Revisit.DUE).known == 1
    assert frontier.plan([a_link(updated="2026-02-28")], run_id=2, at=NOON, revisit=Revisit.DUE).again == 1
    (task,) = frontier.take(SCOPE, at=NOON, busy=(), count=9)
    assert task.conditional


def test_the_feeds_second_does_not_contradict_the_listings_day(frontier: Frontier) -> None:
    frontier.plan([a_link(updated="2026-02-27")], run_id=1, at=NOON)
    keys(frontier)
    finish(frontier, "kremlin/en/70001")

    assert frontier.plan([a_link(updated="2026-02-27T18:36:20")], run_id=2, at=NOON).known == 1
    assert frontier.plan([a_link(updated="2026-02-27T19:00:00")], run_id=3, at=NOON).again == 1


def test_a_failed_address_is_asked_unconditionally_in_the_next_run(frontier: Frontier) -> None:
    frontier.plan([a_link()], run_id=1, at=NOON)
    keys(frontier)
    finish(frontier, "kremlin/en/70001", Outcome.UNREADABLE)

    frontier.plan([a_link()], run_id=2, at=NOON)
    (task,) = frontier.take(SCOPE, at=NOON, busy=(), count=9)
    assert not task.conditional


def test_due_documents_are_planned_without_a_listing(frontier: Frontier) -> None:
    frontier.plan([a_link()], run_id=1, at=NOON)
    keys(frontier)
    finish(frontier, "kremlin/en/70001")

    assert frontier.returns.plan(SCOPE, run_id=2, at=NOON, revisit=Revisit.DUE) == 0
    assert frontier.returns.plan(SCOPE, run_id=2, at=NOON, revisit=Revisit.NONE) == 0
    assert frontier.returns.plan(SCOPE, run_id=2, at=NOON + timedelta(hours=1.1), revisit=Revisit.DUE) == 1


def test_a_failure_is_tried_so_often_and_no_more(frontier: Frontier) -> None:
    frontier.plan([a_link()], run_id=1, at=NOON)
    tries = []
    for hour in range(MAX_ATTEMPTS):
        assert keys(frontier, hours=hour) == ["70001"]
        at = NOON + timedelta(hours=hour)
        tries.append(
            frontier.end(
                "kremlin/en/70001",
                Outcome.TIMED_OUT,
                detail="",
                capture_id=None,
                run_id=1,
                at=at,
                retry_at=at + timedelta(minutes=5),
            )
        )

    assert tries == [True] * (MAX_ATTEMPTS - 1) + [False]
    assert keys(frontier, hours=99) == []


def test_an_absence_is_not_tried_again_in_the_same_run(frontier: Frontier) -> None:
    frontier.plan([a_link()], run_id=1, at=NOON)
    keys(frontier)

    assert not frontier.end(
        "kremlin/en/70001", Outcome.ABSENT, detail="", capture_id=None, run_id=1, at=NOON, retry_at=NOON
    )
