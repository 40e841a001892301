"""How an exchange enters the archive, and what later exchanges make of it."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.errors import UnreadablePage
from archive.models import Block, BlockKind, Document, Exchange, LinkKind, Outcome, Reading, View
from archive.recording import Ended, Visit
from archive.revisions import Change
from archive.store import Archive
from archive.tasks import Scope
from tests.makers import NOON, a_document, a_link, a_reading, an_exchange

SCOPE = Scope(source="kremlin")


class Diary:
    """An archive, and the one run that writes it."""

    def __init__(self, path: Path) -> None:
        """Open an archive and a run."""
        self.archive = Archive(path)
        self.run_id = self.archive.begin_run("crawl", source="kremlin", options={})

    def visit(self, exchange: Exchange, reading: Reading | Exception | None = None, **changed: Any) -> Ended:
        """Plan and take an address, and record the exchange as its answer."""
        number = exchange.asked.rsplit("/", 1)[-1].replace("page-", "")
        link = changed.pop("link", None) or a_link(number)
        run_id = self.archive.begin_run("crawl", source="kremlin", options={})
        self.archive.plan([link], run_id=run_id)
        self.archive.db.conn.execute(
            "update frontier set state = 'planned', outcome = null where key = ?", (link.key,)
        )
        tasks = self.archive.take(SCOPE, busy=(), count=99)
        task = next(task for task in tasks if task.key == link.key)

        def read(_: Exchange) -> Reading:
            if isinstance(reading, Exception):
                raise reading
            assert reading is not None, "nothing was to be read"
            return reading

        return self.archive.record(
            Visit(
                task=task,
                exchange=exchange,
                run_id=run_id,
                read=read,
                choose=lambda found: found.links,
                extractor=changed.pop("extractor", "kremlin/1"),
                **changed,
            )
        )

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Ask the database."""
        return self.archive.db.conn.execute(query, values).fetchall()


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    diary = Diary(tmp_path / "archive.db")
    yield diary
    diary.archive.close()


def test_first_capture_makes_a_document_and_its_first_revision(diary: Diary) -> None:
    ended = diary.visit(an_exchange(), a_reading(a_document()))

    assert ended.outcome is Outcome.STORED
    assert ended.observed[0].change is Change.NEW
    assert diary.rows("select key, state, published_day, language from documents") == [
        ("kremlin/en/70001", "present", "2026-03-01", "en")
    ]
    assert diary.rows("select ordinal, text, capture_id, extractor from revisions") == [
        (1, "First.\nSecond.", ended.capture_id, "kremlin/1")
    ]


def test_other_bytes_with_the_same_content_are_no_revision(diary: Diary) -> None:
    diary.visit(an_exchange(), a_reading(a_document()))
    ended = diary.visit(an_exchange(hours=2), a_reading(a_document()))

    assert ended.outcome is Outcome.UNCHANGED
    assert diary.rows("select count(*) from bodies") == [(2,)]
    ((first, last),) = diary.rows("select first_seen, last_seen from revisions")
    assert first < last


def test_the_same_bytes_are_kept_once(diary: Diary) -> None:
    body = b"<p>the same</p>"
    diary.visit(an_exchange(body=body), a_reading(a_document()))
    diary.visit(an_exchange(hours=1, body=body), a_reading(a_document()))

    assert diary.rows("select count(*) from captures") == [(2,)]
    assert diary.rows("select count(*) from bodies") == [(1,)]


def test_one_word_makes_a_second_revision_and_keeps_the_first(diary: Diary) -> None:
    diary.visit(an_exchange(), a_reading(a_document()))
    changed = a_document(blocks=(Block(BlockKind.PARAGRAPH, "First, changed."),))
    ended = diary.visit(an_exchange(hours=1), a_reading(changed))

    assert ended.observed[0].change is Change.REVISED
    assert diary.rows("select ordinal, text from revisions order by ordinal") == [
        (1, "First.\nSecond."),
        (2, "First, changed."),
    ]
    assert diary.rows("select r.ordinal from documents d join revisions r on r.id = d.revision_id") == [(2,)]


def test_an_edit_taken_back_returns_to_the_first_revision(diary: Diary) -> None:
    diary.visit(an_exchange(), a_reading(a_document()))
    diary.visit(an_exchange(hours=1), a_reading(a_document(title="Meeting on crops")))
    ended = diary.visit(an_exchange(hours=2), a_reading(a_document()))

    assert (ended.outcome, ended.observed[0].change) == (Outcome.STORED, Change.REVERTED)
    assert diary.rows("select r.ordinal from documents d join revisions r on r.id = d.revision_id") == [(1,)]
    assert diary.rows("select count(*) from revisions") == [(2,)]
    shown = diary.rows(
        "select r.ordinal from readings g join revisions r on r.id = g.revision_id order by g.capture_id"
    )
    assert shown == [(1,), (2,), (1,)]


def test_tags_and_references_alone_are_no_edit_but_are_kept(diary: Diary) -> None:
    diary.visit(an_exchange(), a_reading(a_document()))
    ended = diary.visit(an_exchange(hours=1), a_reading(a_document(credit="Photo: X")))

    assert ended.outcome is Outcome.UNCHANGED
    ((kept,),) = diary.rows("select document from readings where capture_id = ?", ended.capture_id)
    assert "Photo: X" in kept


def test_a_304_is_a_capture_and_moves_last_seen(diary: Diary) -> None:
    diary.visit(an_exchange(), a_reading(a_document()))
    ended = diary.visit(
        an_exchange(hours=5, status=304, body=None, outcome=Outcome.UNCHANGED),
    )

    assert ended.outcome is Outcome.UNCHANGED
    assert diary.rows("select status, body_sha256 from captures where id = ?", ended.capture_id) == [
        (304, None)
    ]
    ((last,),) = diary.rows("select last_seen from documents")
    assert last == "2026-03-01T17:00:00.000000+00:00"
    assert diary.rows("select last_seen from revisions") == [(last,)]


def test_a_304_of_a_listing_is_walked_on_from_its_stored_bytes(diary: Diary) -> None:
    listing = a_link("page-1", kind=LinkKind.LISTING, key="en.kremlin.ru/list")
    rows = a_reading(kind="listing", links=(a_link("70002"),))
    diary.visit(an_exchange("page-1"), rows, link=listing)
    unchanged = an_exchange("page-1", hours=1, status=304, body=None, outcome=Outcome.UNCHANGED)
    diary.archive.db.conn.execute("delete from frontier where key = 'kremlin/en/70002'")

    diary.visit(unchanged, rows, link=listing)

    assert diary.rows("select state from frontier where key = 'kremlin/en/70002'") == [("planned",)]


def test_the_bytes_stay_when_they_cannot_be_read(diary: Diary) -> None:
    ended = diary.visit(an_exchange(body=b"<p>odd"), UnreadablePage("x: no layout fits"))

    assert ended.outcome is Outcome.UNREADABLE
    assert diary.rows("select outcome, detail from frontier") == [
        ("unreadable", "unreadable: x: no layout fits")
    ]
    assert diary.archive.captures.get(ended.capture_id).body == b"<p>odd"
    assert diary.rows("select count(*) from documents") == [(0,)]


def test_nothing_of_a_visit_stays_when_its_transaction_fails(diary: Diary) -> None:
    before = diary.rows("select count(*) from captures"), diary.rows("select count(*) from bodies")
    with pytest.raises(RuntimeError, match="pulled"):
        diary.visit(an_exchange(), RuntimeError("the plug was pulled"))

    after = diary.rows("select count(*) from captures"), diary.rows("select count(*) from bodies")
    assert before == after
    assert diary.rows("select state from frontier") == [("in_flight",)]


def test_an_answered_absence_makes_a_document_suspect_and_a_return_clears_it(diary: Diary) -> None:
    diary.visit(an_exchange(), a_reading(a_document()))
    diary.visit(an_exchange(hours=1, status=404, body=b"gone", outcome=Outcome.ABSENT))
    assert diary.rows("select state, missing_since from documents") == [
        ("suspect", "2026-03-01T13:00:00.000000+00:00")
    ]

    diary.visit(an_exchange(hours=2), a_reading(a_document()))
    assert diary.rows("select state, missing_since from documents") == [("present", None)]


def test_a_failed_or_refused_fetch_says_nothing_about_the_document(diary: Diary) -> None:
    diary.visit(an_exchange(), a_reading(a_document()))
    for outcome in (Outcome.REFUSED, Outcome.UNREACHABLE, Outcome.TIMED_OUT, Outcome.SERVER_ERROR):
        diary.visit(an_exchange(hours=1, status=None, body=None, outcome=outcome))

    assert diary.rows("select state, missing_since from documents") == [("error", None)]
    diary.visit(an_exchange(hours=2), a_reading(a_document()))
    assert diary.rows("select state from documents") == [("present",)]
    assert diary.rows("select count(*) from findings") == [(0,)]


def test_a_feed_entry_with_the_pages_words_is_the_pages_revision(diary: Diary) -> None:
    diary.visit(an_exchange(), a_reading(a_document()))
    entry = a_document(view=View.FEED, place=None, published=None)
    feed = a_link("feed", kind=LinkKind.FEED, key="en.kremlin.ru/feed")
    ended = diary.visit(an_exchange("feed"), a_reading(entry, kind="feed"), link=feed)

    assert ended.outcome is Outcome.LISTED
    assert diary.rows("select view from revisions") == [("page",)]
    assert diary.rows("select count(*) from readings") == [(2,)]


def test_a_page_takes_over_the_revision_that_only_the_feed_had_shown(diary: Diary) -> None:
    entry = a_document(view=View.FEED, place=None)
    feed = a_link("feed", kind=LinkKind.FEED, key="en.kremlin.ru/feed")
    diary.visit(an_exchange("feed"), a_reading(entry, kind="feed"), link=feed)
    diary.visit(an_exchange(hours=1), a_reading(a_document()))

    assert diary.rows("select ordinal, view from revisions") == [(1, "page")]
    assert diary.rows("select json_extract(metadata, '$.place') from revisions") == [("Tver",)]


def test_a_text_that_only_the_feed_showed_is_a_revision_seen_in_the_feed(diary: Diary) -> None:
    half = a_document(view=View.FEED, blocks=(Block(BlockKind.PARAGRAPH, "First."),))
    feed = a_link("feed", kind=LinkKind.FEED, key="en.kremlin.ru/feed")
    diary.visit(an_exchange("feed"), a_reading(half, kind="feed"), link=feed)
    diary.visit(an_exchange(hours=1), a_reading(a_document()))

    assert diary.rows("select ordinal, view from revisions order by ordinal") == [(1, "feed"), (2, "page")]
    assert diary.rows("select r.view from documents d join revisions r on r.id = d.revision_id") == [
        ("page",)
    ]


def _part(number: int, text: str, *, last: bool) -> Document:
    return a_document(blocks=(Block(BlockKind.PREFORMATTED, text),), part=number, last_part=last)


def test_a_document_of_several_captures_is_whole_when_its_last_part_came(diary: Diary) -> None:
    first = diary.visit(an_exchange(), a_reading(_part(1, "Article 1. The Gov", last=False)))
    assert first.observed[0].change is Change.PARTIAL
    assert diary.rows("select state from documents") == [("partial",)]

    second = a_link("70001/page/2", key="kremlin/en/70001#2")
    diary.visit(an_exchange("70001/page/2"), a_reading(_part(2, "ernment", last=True)), link=second)

    assert diary.rows("select state from documents") == [("present",)]
    assert diary.rows("select text from revisions") == [("Article 1. The Government",)]


def test_a_changed_act_is_no_mixture_of_old_and_new_parts(diary: Diary) -> None:
    second = a_link("70001/page/2", key="kremlin/en/70001#2", part_of="kremlin/en/70001")
    diary.visit(an_exchange(), a_reading(_part(1, "Old one. ", last=False)))
    diary.visit(an_exchange("70001/page/2"), a_reading(_part(2, "Old two.", last=True)), link=second)

    halfway = diary.visit(an_exchange(hours=1), a_reading(_part(1, "New one. ", last=False)))
    assert halfway.observed[0].change is Change.PARTIAL
    assert diary.rows("select text from revisions") == [("Old one. Old two.",)]

    diary.visit(an_exchange("70001/page/2", hours=1), a_reading(_part(2, "New two.", last=True)), link=second)
    assert diary.rows("select ordinal, text from revisions order by 1") == [
        (1, "Old one. Old two."),
        (2, "New one. New two."),
    ]


def test_a_part_that_answers_304_completes_a_changed_act(diary: Diary) -> None:
    second = a_link("70001/page/2", key="kremlin/en/70001#2", part_of="kremlin/en/70001")
    diary.visit(an_exchange(), a_reading(_part(1, "Old one. ", last=False)))
    diary.visit(an_exchange("70001/page/2"), a_reading(_part(2, "Two.", last=True)), link=second)
    diary.visit(an_exchange(hours=1), a_reading(_part(1, "New one. ", last=False)))
    unchanged = an_exchange("70001/page/2", hours=1, status=304, body=None, outcome=Outcome.UNCHANGED)

    ended = diary.visit(unchanged, link=second)

    assert ended.observed[0].change is Change.REVISED
    assert diary.rows("select text from revisions where ordinal = 2") == [("New one. Two.",)]


def test_a_later_part_that_is_absent_does_not_make_the_act_suspect(diary: Diary) -> None:
    second = a_link("70001/page/2", key="kremlin/en/70001#2", part_of="kremlin/en/70001")
    diary.visit(an_exchange(), a_reading(_part(1, "One. ", last=False)))
    diary.visit(an_exchange("70001/page/2"), a_reading(_part(2, "Two.", last=True)), link=second)
    absent = an_exchange("70001/page/2", hours=1, status=404, body=b"", outcome=Outcome.ABSENT)
    diary.visit(absent, link=second)

    assert diary.rows("select state from documents") == [("present",)]


@pytest.mark.parametrize("number", ["70001", "70002"])
def test_text_that_cannot_be_written_costs_the_document_never_the_capture(diary: Diary, number: str) -> None:
    title = "Bad \ud800" if number == "70001" else "Bad"
    document = a_document(number, title=title, place=None if number == "70001" else "\udfff")
    ended = diary.visit(an_exchange(number), a_reading(document))

    assert ended.outcome is Outcome.UNREADABLE
    assert "UnicodeEncodeError" in ended.detail
    assert diary.rows("select count(*) from captures") == [(1,)]
    assert diary.rows("select count(*) from documents") == [(0,)]


def test_an_address_names_what_it_answered_last(diary: Diary) -> None:
    diary.visit(an_exchange(), a_reading(a_document()))
    moved_in = a_document("70002", aliases=())
    diary.visit(an_exchange(hours=1), a_reading(moved_in))

    query = (
        "select d.key from aliases a join documents d on d.id = a.document_id where a.address like '%70001'"
    )
    assert diary.rows(query) == [("kremlin/en/70002",)]


def test_replacing_evidence_is_refused_too(diary: Diary) -> None:
    diary.visit(an_exchange(), a_reading(a_document()))
    columns = "id, run_id, asked, answered, method, began_at, ended_at, headers, sent, outcome, source, kind"

    with pytest.raises(sqlite3.IntegrityError, match="evidence"):
        diary.archive.db.conn.execute(
            f"insert or replace into captures ({columns}) select {columns} from captures where id = 1"
        )


@pytest.mark.parametrize("table", ["captures", "bodies"])
@pytest.mark.parametrize("change", ["update {} set rowid = rowid", "delete from {}"])
def test_evidence_only_grows(diary: Diary, table: str, change: str) -> None:
    diary.visit(an_exchange(), a_reading(a_document()))
    statement = change.format(table).replace(
        "rowid = rowid", "sha256 = sha256" if table == "bodies" else "asked = asked"
    )

    with pytest.raises(sqlite3.IntegrityError, match="evidence"):
        diary.archive.db.conn.execute(statement)


def test_an_exchange_comes_back_as_it_was_stored(diary: Diary) -> None:
    exchange = an_exchange(headers=(("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")), body=bytes(range(256)))
    ended = diary.visit(exchange, a_reading(a_document()))

    assert diary.archive.captures.get(ended.capture_id) == exchange


def test_a_run_that_died_gives_back_what_it_had_in_flight(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    first = Archive(path)
    run_id = first.begin_run("crawl", source="kremlin", options={})
    first.plan([a_link()], run_id=run_id)
    first.take(SCOPE, busy=(), count=5)
    first.close()

    with Archive(path) as second:
        assert second.recovered == 1
        assert second.db.conn.execute("select outcome from runs").fetchone() == ("died",)
        assert second.frontier.pending(SCOPE) == 1


def test_a_failure_that_may_pass_is_tried_again_later(diary: Diary) -> None:
    failed = an_exchange(status=None, body=None, outcome=Outcome.TIMED_OUT)
    later = NOON + timedelta(seconds=40)
    ended = diary.visit(failed, retry_at=later)

    assert ended.again
    assert diary.rows("select state, attempts, not_before from frontier") == [
        ("planned", 1, "2026-03-01T12:00:40.000000+00:00")
    ]
