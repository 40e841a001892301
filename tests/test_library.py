"""Facts about finding what the archive holds."""

import json

import pytest

from archive.errors import UnknownDocument
from archive.library import as_json, captures_of, find, history
from archive.overview import status
from tests.rows import small_archive


@pytest.mark.parametrize(
    "what",
    [
        "1",
        " kremlin/en/1 ",
        "http://en.kremlin.example/news/1",
        "https://en.kremlin.example/news/1/#top",
        "en.kremlin.example/news/1",
        "http://kremlin.example/d/1",
    ],
)
def test_a_document_is_found_by_any_of_its_names(what):
    assert find(small_archive(), what).key == "kremlin/en/1"


@pytest.mark.parametrize("what", ["99", "9" * 40, "²", "kremlin/en/99", "http://a.example/", ""])
def test_an_unknown_document_is_one_line_that_says_what_to_do(what):
    with pytest.raises(UnknownDocument, match=r"fetch it") as caught:
        find(small_archive(), what)
    assert "\n" not in str(caught.value)


def test_history_and_captures_are_oldest_first():
    db = small_archive()
    assert [row.ordinal for row in history(db, 1)] == [1, 2]
    assert history(db, 1)[1].dropped == [["share bar", "Share this"]]
    assert [(row.id, row.revision_id) for row in captures_of(db, 1)] == [(1, 1), (4, 2)]


def test_status_counts_each_source_and_what_is_pending():
    told = status(small_archive())
    assert [(r.source, r.language, r.documents, r.revisions, r.captures) for r in told.sources] == [
        ("interfax", "ru", 1, 1, 1),
        ("kremlin", "en", 1, 2, 2),
        ("kremlin", "ru", 1, 1, 1),
    ]
    assert [row.states for row in told.sources] == [{"present": 1}] * 3
    assert told.sources[0].last_crawl is None
    assert told.sources[1].last_crawl["counts"] == {"stored": 3}
    assert [(row.state, row.outcome, row.addresses) for row in told.frontier] == [
        ("done", "absent", 1),
        ("done", "stored", 1),
        ("planned", "", 1),
    ]


def test_status_tells_the_states_of_the_documents_and_what_is_due():
    db = small_archive()
    db.conn.execute("update documents set state = 'gone' where source = 'interfax'")
    before = status(db).due
    db.conn.execute("update frontier set due_at = '2020-01-01T00:00:00.000000+00:00' where state = 'done'")
    told = status(db)
    assert [row.states for row in told.sources] == [{"gone": 1}, {"present": 1}, {"present": 1}]
    assert (before, told.due) == (0, 2)


def test_rows_become_json():
    assert json.loads(as_json(status(small_archive())))["sources"][1]["documents"] == 1
