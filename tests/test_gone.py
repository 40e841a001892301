"""Documents over time, through the real recorder: gone is a finding, and the captures alone give it again."""

import json
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import AbsentPage, BlockedPage, UnreadablePage
from archive.models import Block, BlockKind, Exchange, Outcome, Reading
from archive.recording import Ended, Visit
from archive.rederive import Rederivation
from archive.store import Archive
from archive.tasks import Scope, Task
from demo.answers import Reply
from demo.replay import Replay
from tests.makers import NOON, a_document, a_link, a_reading, an_exchange
from tests.small_web import ARTICLE, a_site, run

NUMBERS = ("70001", "70002", "70003")
EXTRACTOR = "kremlin/1"
CRAWL = ("crawl", "kremlin", "--lang", "en", "--section", "news", "--delay", "0")


def read(exchange: Exchange) -> Reading:
    """Read a made answer: its body says what it is."""
    number = exchange.asked.rsplit("/", 1)[-1]
    said = (exchange.body or b"").decode()
    refusals = {"not there": AbsentPage, "a wall": BlockedPage, "odd": UnreadablePage}
    if said.split(":")[0] in refusals:
        raise refusals[said.split(":")[0]](f"{exchange.asked}: {said}")
    return a_reading(a_document(number, blocks=(Block(BlockKind.PARAGRAPH, said.split("/")[0]),)))


class History:
    """An archive, and looks at its documents at stated hours; each run's time is its exchanges'."""

    def __init__(self, path: Path) -> None:
        """Open an archive; no run is begun."""
        self.archive = Archive(path)
        self.run_id = 0
        self.count = 0

    def begin(self) -> None:
        self.run_id = self.archive.begin_run("crawl", source="kremlin", options={})

    def end(self) -> None:
        self.archive.end_run(self.run_id, outcome="finished", counts={})

    def look(self, number: str, what: str, *, hours: float) -> Ended:
        """Ask for a document, which answers in one of the ways of `ANSWERS`."""
        link = a_link(number)
        self.archive.plan([link], run_id=self.run_id)
        self.archive.db.conn.execute(
            "update frontier set state = 'in_flight', outcome = null where key = ?", (link.key,)
        )
        task = Task(
            key=link.key, address=link.address, host="en.kremlin.ru", source="kremlin", language="en",
            kind=link.kind, past=0, hops=0, attempts=9, conditional=False,
        )  # fmt: skip
        self.count += 1
        stated = ANSWERS[what]
        if "body" in stated and stated["body"] is not None:
            stated = {**stated, "body": stated["body"] + f"/{self.count}".encode()}
        return self.archive.record(
            Visit(
                task=task,
                exchange=an_exchange(number, hours=hours, **stated),
                run_id=self.run_id,
                read=read,
                choose=lambda reading: reading.links,
                extractor=EXTRACTOR,
            )
        )

    def one_run(self, hours: float, **looks: str) -> None:
        """Make a run of looks: ``_70001="absent"``."""
        self.begin()
        for name, what in looks.items():
            self.look(name.strip("_"), what, hours=hours)
        self.end()

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        return self.archive.db.conn.execute(query, values).fetchall()

    def state(self, number: str = "70001") -> str:
        return str(self.rows("select state from documents where number = ?", number)[0][0])

    def kinds(self) -> list[str]:
        return [row[0] for row in self.rows("select kind from findings order by capture_id, id")]

    def derived(self) -> dict[str, list[tuple[Any, ...]]]:
        tables = ("documents", "findings", "revisions", "readings", "aliases")
        return {table: self.rows(f"select * from {table} order by 1, 2, 3") for table in tables[:-1]}

    def reparse(self) -> None:
        """Derive everything again from the captures."""
        work = Rederivation(archive=self.archive, source="kremlin", extractor=EXTRACTOR)
        with self.archive.transaction():
            work.begin()
            for capture in work.captures():
                work.apply(capture, self._read(capture))
            work.finish()

    def _read(self, capture: int) -> Reading | Outcome | str | None:
        exchange = self.archive.captures.get(capture)
        if exchange.outcome is not Outcome.STORED:
            return None
        try:
            return read(exchange)
        except AbsentPage:
            return Outcome.ABSENT
        except UnreadablePage as error:
            return f"{error.reason}: {error}"


ANSWERS: dict[str, dict[str, Any]] = {
    "here": {"body": b"Words."},
    "edited": {"body": b"Other words."},
    "same": {"status": 304, "body": None, "outcome": Outcome.UNCHANGED},
    "absent": {"status": 404, "body": b"404", "outcome": Outcome.ABSENT},
    "soft": {"body": b"not there:"},
    "wall": {"body": b"a wall:"},
    "odd": {"body": b"odd:"},
    "refused": {"status": 403, "body": b"403", "outcome": Outcome.REFUSED},
    "forbidden": {"status": None, "body": None, "outcome": Outcome.DISALLOWED},
    "down": {"status": 503, "body": b"503", "outcome": Outcome.SERVER_ERROR},
    "late": {"status": None, "body": None, "outcome": Outcome.TIMED_OUT},
    "away": {"status": 302, "body": None, "outcome": Outcome.REDIRECTED, "note": "to http://en.kremlin.ru/"},
}


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    history = History(tmp_path / "archive.db")
    history.one_run(0, _70001="here", _70002="here", _70003="here")
    yield history
    history.archive.close()


def test_four_absences_with_canaries_make_a_document_gone(history: History) -> None:
    for hours in (1, 2, 25, 73):
        history.one_run(hours, _70001="absent", _70002="same")
        if hours < 73:
            assert history.state() == "suspect"

    assert history.state() == "gone"
    assert history.kinds() == ["missing", "gone"]
    ((seen, missing, detail),) = history.rows(
        "select last_seen, first_missing, detail from findings where kind = 'gone'"
    )
    assert (seen[:13], missing[:13]) == ("2026-03-01T12", "2026-03-01T13")
    assert len(json.loads(detail)["absences"]) == len(json.loads(detail)["canaries"]) == 4
    assert history.rows("select gone_since from documents where state = 'gone'")[0][0].startswith(
        "2026-03-04T13"
    )


def test_the_captures_alone_give_the_same_states_and_findings(history: History) -> None:
    for hours, what in (
        (1, "absent"),
        (2, "soft"),
        (25, "refused"),
        (26, "absent"),
        (74, "absent"),
        (99, "here"),
    ):
        history.one_run(hours, _70001=what, _70002="same")
    before = history.derived()
    history.reparse()

    assert history.kinds() == ["missing", "gone", "returned"]
    assert history.state() == "returned"
    assert history.derived() == before


def test_absences_without_a_canary_leave_it_suspect_and_say_so(history: History) -> None:
    for hours in (1, 2, 25, 73, 200):
        history.one_run(hours, _70001="absent")

    assert history.state() == "suspect"
    ((detail,),) = history.rows("select detail from findings where kind = 'missing'")
    assert {one["why"] for one in json.loads(detail)["absences"]} == {"no canary answered"}


def test_a_canary_that_answered_before_the_absence_does_not_stand_for_it(history: History) -> None:
    for hours in (1, 2, 25, 73, 200):
        history.one_run(hours, _70002="same", _70001="absent")

    assert history.state() == "suspect"


def test_a_site_that_says_404_to_everything_has_nothing_gone(history: History) -> None:
    for hours in (1, 2, 25, 73, 200):
        history.one_run(hours, _70001="absent", _70002="absent", _70003="absent")

    assert [history.state(number) for number in NUMBERS] == ["suspect"] * 3


@pytest.mark.parametrize(
    ("what", "state"),
    [
        ("wall", "blocked"), ("refused", "blocked"), ("forbidden", "blocked"),
        ("odd", "error"), ("down", "error"), ("late", "error"), ("away", "error"),
    ],
)  # fmt: skip
def test_a_failed_look_marks_nothing_and_the_next_answer_ends_it(
    history: History, what: str, state: str
) -> None:
    for hours in (1, 2, 25, 73):
        history.one_run(hours, _70001=what, _70002="same")
    assert (history.state(), history.kinds()) == (state, [])
    assert history.rows("select missing_since from documents where number = '70001'") == [(None,)]

    history.one_run(74, _70001="here")
    assert (history.state(), history.kinds()) == ("present", [])


def test_a_run_that_died_is_settled_by_the_next(tmp_path: Path) -> None:
    history = History(tmp_path / "archive.db")
    history.one_run(0, _70001="here", _70002="here")
    for hours in (1, 2, 25):
        history.one_run(hours, _70001="absent", _70002="same")
    history.begin()
    history.look("70001", "absent", hours=73)
    history.look("70002", "same", hours=73)
    history.archive.close()

    history.archive = Archive(tmp_path / "archive.db")
    try:
        assert history.state() == "gone"
        before = history.derived()
        history.reparse()
        assert history.derived() == before
    finally:
        history.archive.close()


def test_an_absence_is_checked_at_its_intervals_and_a_gone_page_rarely(history: History) -> None:
    def due() -> float:
        ((text,),) = history.rows("select due_at from frontier where key = 'kremlin/en/70001'")
        return (datetime.fromisoformat(text) - NOON) / timedelta(hours=1)

    waits = []
    for hours in (1, 2, 25, 73):
        history.one_run(hours, _70001="absent", _70002="same")
        waits.append(due())

    assert waits == [2, 25, 73, 73 + 30 * 24]


def test_an_absence_plans_canaries_that_are_asked_last(history: History) -> None:
    history.begin()
    history.look("70001", "absent", hours=1)
    history.archive.plan([a_link("70009")], run_id=history.run_id)
    tasks = history.archive.take(Scope(source="kremlin"), busy=(), count=9)

    assert [(task.key[-5:], task.canary) for task in tasks] == [
        ("70009", False), ("70002", True), ("70003", True),
    ]  # fmt: skip


def test_an_absent_canary_plans_no_more(history: History) -> None:
    history.begin()
    history.look("70001", "absent", hours=1)
    canary = next(
        one for one in history.archive.take(Scope(source="kremlin"), busy=(), count=1) if one.canary
    )
    planned = history.archive.frontier.returns.plan_canaries(canary, run_id=history.run_id, at=NOON)

    assert planned == 0


VISITS = st.lists(
    st.tuples(
        st.floats(0, 50),
        st.lists(st.tuples(st.sampled_from(NUMBERS), st.sampled_from(sorted(ANSWERS))), max_size=4),
        st.booleans(),
    ),
    max_size=9,
)


@settings(max_examples=40, deadline=None)
@given(VISITS)
def test_any_history_is_derived_again_as_it_was(
    visits: list[tuple[float, list[tuple[str, str]], bool]],
) -> None:
    with TemporaryDirectory() as folder:
        history = History(Path(folder) / "archive.db")
        hours = 0.0
        try:
            for after, looks, dies in visits:
                hours += after
                history.begin()
                for number, what in looks:
                    history.look(number, what, hours=hours)
                if dies:
                    history.archive.close()
                    history.archive = Archive(Path(folder) / "archive.db")
                else:
                    history.end()
            before = history.derived()
            history.reparse()
            assert history.derived() == before
        finally:
            history.archive.close()


def test_a_page_that_a_real_crawl_misses_three_times_is_gone_and_its_return_is_found(tmp_path: Path) -> None:
    with Replay(a_site()) as replay:
        run(replay, *CRAWL, cwd=tmp_path)
        pages = a_site()
        pages[f"{ARTICLE}80003"] = Reply(status=404, body=b"no")
        replay.show(pages)
        for _ in range(3):
            run(replay, *CRAWL, "--revisit", "all", cwd=tmp_path, READOUT_ABSENCES="0h 0h")
        shown = json.loads(run(None, "show", "--json", "kremlin/en/80003", cwd=tmp_path).stdout)
        assert shown["document"]["state"] == "gone"
        assert [one["kind"] for one in shown["findings"]] == ["missing", "gone"]
        told = run(None, "show", "kremlin/en/80003", cwd=tmp_path).stdout
        assert "Text of 80003." in told, "what is gone is still kept"
        assert "gone since" in told

        replay.show(a_site())
        run(replay, *CRAWL, "--revisit", "all", cwd=tmp_path)
    db = sqlite3.connect(tmp_path / "archive.db")
    query = "select d.state, f.kind from documents d join findings f on f.document_id = d.id order by f.id"
    assert db.execute(query).fetchall() == [("returned", kind) for kind in ("missing", "gone", "returned")]
    db.close()
    again = run(None, "reparse", cwd=tmp_path)
    assert "6 documents the same, 0 otherwise" in again.stdout, again.stderr
