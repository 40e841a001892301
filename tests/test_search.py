"""Searches: what is asked, what is found in which revision, in what order, and what is said beside it."""

from datetime import UTC, date, datetime

import pytest
from sqlite_utils import Database

from archive.errors import BadUsage, OlderSchema
from archive.filters import Filters
from archive.search import Asked, Order, search
from tests.rows import empty_archive
from tests.searched import asked, keys, put, put_revision, searchable

FIRST, SECOND, THIRD = (f"2026-0{month}-01T10:00:00.000000+00:00" for month in (3, 4, 5))


@pytest.fixture
def foxes() -> Database:
    return searchable(
        {
            "web/en/1": "The red fox met a grey wolf by the old river.",
            "web/en/2": "A red river ran past the fox.",
            "web/en/3": "A wolf and foxes and foxgloves.",
            "web/en/4": "Nothing of the kind.",
        }
    )


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("fox", {"1", "2", "3"}),
        ("fox wolf", {"1", "3"}),
        ("fox -wolf", {"2"}),
        ("fox −wolf", {"2"}),
        ('"red fox"', {"1"}),
        ("“red fox”", {"1"}),
        ("«red fox»", {"1"}),
        ("„red fox“", {"1"}),
        ('fox -"red fox"', {"2", "3"}),
        ("foxg*", {"3"}),
        ("fox*", {"1", "2", "3"}),
        ('"red riv"*', {"2"}),
        ("kind OR grey", {"1", "4"}),
        ("kind ИЛИ grey", {"1", "4"}),
        ("kind | grey", {"1", "4"}),
        ("fox kind OR grey", {"1"}),
        ("red ~3 wolf", set()),
        ("red ~4 wolf", {"1"}),
        ("wolf ~4 red", {"1"}),
        ("fox ~ river", {"1", "2"}),
        ("red-fox", {"1"}),
        ("(fox AND", {"3"}),
        ("fox, wolf; river!", {"1"}),
        ("title:fox", set()),
        ("'fox'", {"1", "2", "3"}),
        ('"red fox', {"1"}),
        ("~ fox ~", {"1", "2", "3"}),
        ("OR fox OR", {"1", "2", "3"}),
        ("or", set()),
        ("fox - wolf", {"1", "3"}),
    ],
)
def test_people_ask_so(foxes: Database, words: str, found: set[str]) -> None:
    assert {key.rpartition("/")[2] for key in keys(foxes, words)} == found


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "nothing to look for"),
        ("… ! «» ()", "nothing to look for"),
        ("-fox", "only what is not to stand"),
        ("fo*", "needs 3 letters"),
        ("a" * 100_001, "look for a few words"),
        ("fox " * 65, "more than 64 words"),
        (f'"{"fox " * 300}"', "a phrase of more than"),
    ],
)
def test_what_asks_for_nothing_is_refused_in_words(foxes: Database, words: str, said: str) -> None:
    with pytest.raises(BadUsage, match=said.replace("*", r"\*")):
        asked(foxes, words)


def test_title_and_lead_are_asked_for_by_themselves() -> None:
    db = searchable()
    put(db, "web/en/1", "Nothing.", title="A fox in Tver")
    put(db, "web/en/2", "Nothing.", lead="A fox was seen.")
    put(db, "web/ru/3", "Ничего.", title="Путин в Твери")
    assert keys(db, "title:fox") == ["web/en/1"]
    assert keys(db, "заголовок:fox") == ["web/en/1"]
    assert keys(db, "lead:fox") == ["web/en/2"]
    assert keys(db, "title:Putin") == ["web/ru/3"]


def test_a_hit_in_the_title_comes_before_one_in_the_text() -> None:
    db = searchable()
    put(db, "web/en/1", "The fox and the fox and the fox.", day="2026-03-03")
    put(db, "web/en/2", "Nothing at all.", title="The fox", day="2026-03-02")
    put(db, "web/en/3", "Nothing at all of it.", title="No beast")
    assert keys(db, "fox") == ["web/en/2", "web/en/1"]
    assert keys(db, "fox", order=Order.DATE) == ["web/en/1", "web/en/2"]
    assert asked(db, "fox").ranked == "all"


def test_equals_come_the_newest_first_and_without_a_day_last() -> None:
    db = searchable()
    for number, day in enumerate(("2026-03-02", None, "2026-03-04", "2025-01-01")):
        put(db, f"web/en/{number}", "The fox.", day=day)
    order = ["web/en/2", "web/en/0", "web/en/3", "web/en/1"]
    assert keys(db, "fox") == order
    assert keys(db, "fox", order=Order.DATE) == order


def test_a_title_and_a_text_are_marked_where_the_words_stand() -> None:
    db = searchable()
    text = "Начало. " * 60 + "Вчера Владимира Путина видели в Твери, а Putin’s team нет. " + "Конец. " * 60
    put(db, "web/ru/1", text, title="«Путин» и Тверь")
    (hit,) = asked(db, "Putin тверь").hits
    assert [piece.text for piece in hit.title if piece.hit] == ["Путин", "Тверь"]
    assert [piece.text for piece in hit.snippet if piece.hit] == ["Путина", "Твери", "Putin’s"]
    shown = "".join(piece.text for piece in hit.snippet)
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) < 300
    assert hit.plain_title == "«Путин» и Тверь"


def test_a_phrase_is_marked_as_a_whole_and_its_words_alone_are_not(foxes: Database) -> None:
    (hit,) = asked(foxes, '"red fox"').hits
    assert [piece.text for piece in hit.snippet if piece.hit] == ["red fox"]


def test_a_hit_in_the_title_alone_shows_the_beginning_of_the_text() -> None:
    db = searchable()
    put(db, "web/en/1", "Nothing at all.", title="The fox")
    (hit,) = asked(db, "fox").hits
    assert "".join(piece.text for piece in hit.snippet) == "Nothing at all."


@pytest.fixture
def edited() -> Database:
    """Return an archive in which elections were taken out of one text, and into another."""
    db = searchable()
    one = put(db, "kremlin/en/1", "Elections will be held.", first_seen=FIRST, last_seen=FIRST)
    put_revision(db, one, 2, "Talks will be held.", first_seen=SECOND, last_seen=THIRD)
    two = put(db, "kremlin/en/2", "The elections are held.", first_seen=FIRST, last_seen=FIRST)
    put_revision(db, two, 2, "Elections and more elections.", first_seen=THIRD, last_seen=THIRD)
    put(
        db,
        "kremlin/en/3",
        "Lost elections.",
        state="gone",
        gone_since=THIRD,
        last_seen=SECOND,
        first_seen=SECOND,
    )
    return db


def test_what_was_removed_later_is_found_and_marked_with_its_dates(edited: Database) -> None:
    hits = {hit.key: hit for hit in asked(edited, "elections").hits}
    assert set(hits) == {"kremlin/en/1", "kremlin/en/2", "kremlin/en/3"}
    removed = hits["kremlin/en/1"]
    assert (removed.revision, removed.current) == (1, False)
    assert [(mark.kind, mark.last, mark.since) for mark in removed.marks] == [
        ("removed_later", FIRST, SECOND)
    ]


def test_a_document_is_found_once_in_its_current_revision_where_that_has_the_words(edited: Database) -> None:
    found = asked(edited, "elections")
    (hit,) = (hit for hit in found.hits if hit.key == "kremlin/en/2")
    assert (hit.revision, hit.current, hit.marks) == (2, True, ())
    assert found.total == 3


def test_a_document_that_is_gone_is_found_and_marked(edited: Database) -> None:
    (hit,) = asked(edited, "lost").hits
    assert [(mark.kind, mark.since) for mark in hit.marks] == [("gone", THIRD)]


@pytest.mark.parametrize(
    ("moment", "found"),
    [
        (datetime(2026, 2, 1, tzinfo=UTC), {}),
        (datetime(2026, 3, 15, tzinfo=UTC), {"kremlin/en/1": 1, "kremlin/en/2": 1}),
        (datetime(2026, 4, 15, tzinfo=UTC), {"kremlin/en/2": 1, "kremlin/en/3": 1}),
        (datetime(2026, 5, 15, tzinfo=UTC), {"kremlin/en/2": 2, "kremlin/en/3": 1}),
    ],
)
def test_as_of_a_moment_only_what_was_current_then_is_found(
    edited: Database, moment: datetime, found: dict[str, int]
) -> None:
    hits = asked(edited, "elections", as_of=moment).hits
    assert {hit.key: hit.revision for hit in hits} == found


def test_as_of_a_moment_a_later_revision_is_told_of(edited: Database) -> None:
    hits = asked(edited, "elections", as_of=datetime(2026, 3, 15, tzinfo=UTC)).hits
    assert {(mark.kind, mark.since) for hit in hits for mark in hit.marks} == {
        ("earlier", SECOND),
        ("earlier", THIRD),
    }


PERSON = {"tags": [{"kind": "person", "name": "Колчин Павел", "id": "8120"}]}
LINKED = {
    "references": [
        {
            "kind": "person_link",
            "address": "http://kremlin.ru/catalog/persons/9071/",
            "title": "",
            "note": "Вальмон",
        }
    ]
}
SECTION = {"sections": [{"name": "News", "address": "http://en.kremlin.example/events/news"}]}


@pytest.fixture
def stated() -> Database:
    db = searchable()
    put(db, "kremlin/ru/1", "Лиса.", stated=PERSON | {"place": "Сочи, Бочаров Ручей"}, day="2026-01-31")
    put(db, "kremlin/en/2", "Лиса.", stated=LINKED | SECTION, day="2026-02-01")
    put(db, "interfax/ru/3", "Лиса.", day="2025-12-31", state="suspect", missing_since=SECOND)
    put(db, "web/fr/4", "Лиса.", day=None)
    return db


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"sources": ("kremlin",)}, {"1", "2"}),
        ({"sources": ("interfax", "web")}, {"3", "4"}),
        ({"languages": ("ru",)}, {"1", "3"}),
        ({"languages": ("de",)}, set()),
        ({"since": date(2026, 1, 1)}, {"1", "2"}),
        ({"until": date(2026, 1, 31)}, {"1", "3"}),
        ({"since": date(2026, 2, 1), "until": date(2026, 2, 1)}, {"2"}),
        ({"since": date(2025, 12, 31), "until": date(2026, 1, 31)}, {"1", "3"}),
        ({"since": date(2027, 1, 1)}, set()),
        ({"section": "News"}, {"2"}),
        ({"section": "events/news"}, {"2"}),
        ({"section": "New"}, set()),
        ({"person": "8120"}, {"1"}),
        ({"person": "Pavel Kolchin"}, {"1"}),
        ({"person": "Вальмона"}, {"2"}),
        ({"person": "9071"}, {"2"}),
        ({"person": "Ivan"}, set()),
        ({"place": "Sochi"}, {"1"}),
        ({"place": "ручей"}, {"1"}),
        ({"states": ("suspect",)}, {"3"}),
        ({"states": ("gone",)}, set()),
        ({"sources": ("kremlin",), "languages": ("en",), "person": "Valmont"}, set()),
        ({"sources": ("kremlin",), "languages": ("en",), "person": "Valmon"}, {"2"}),
    ],
)
def test_filters_narrow_a_search(stated: Database, chosen: dict[str, object], found: set[str]) -> None:
    hits = keys(stated, "лиса", filters=Filters(**chosen))  # type: ignore[arg-type]
    assert {key.rpartition("/")[2] for key in hits} == found


def test_raw_syntax_goes_to_fts5_as_it_stands(foxes: Database) -> None:
    assert keys(foxes, 'body:"red fox" OR kind', raw=True, order=Order.DATE) == ["web/en/4", "web/en/1"]
    with pytest.raises(BadUsage, match="FTS5 does not take this"):
        asked(foxes, '"fox', raw=True)


@pytest.mark.parametrize("words", ["fox AND", "fox) OR (fox", "nosuch:fox", 'fox"', "fox\0", "\ud800 fox"])
def test_raw_syntax_that_is_none_is_refused_in_one_line(foxes: Database, words: str) -> None:
    with pytest.raises(BadUsage) as refused:
        asked(foxes, words, raw=True)
    assert "\n" not in str(refused.value)


def test_pages_follow_each_other_and_count_all() -> None:
    db = searchable({f"web/en/{n:02}": "The fox." for n in range(25)})
    pages = [asked(db, "fox", page=page, size=10) for page in (1, 2, 3, 4)]
    assert [len(page.hits) for page in pages] == [10, 10, 5, 0]
    assert [page.more for page in pages] == [True, True, False, False]
    assert {page.total for page in pages} == {25}
    assert len({hit.key for page in pages for hit in page.hits}) == 25


@pytest.mark.parametrize("bad", [{"page": 0}, {"size": 0}, {"size": 1001}, {"page": 1001, "size": 10}])
def test_pages_that_are_none_are_refused(bad: dict[str, int]) -> None:
    with pytest.raises(BadUsage):
        Asked(words="fox", **bad)


def test_a_moment_needs_a_zone() -> None:
    with pytest.raises(BadUsage, match="zone"):
        Asked(words="fox", as_of=datetime(2026, 1, 1))  # noqa: DTZ001 - that is the point


def test_an_archive_without_an_index_says_so() -> None:
    db = empty_archive()
    db.conn.execute("drop table _search_state")
    with pytest.raises(OlderSchema, match="readout reindex"):
        search(db, Asked(words="fox"))


@pytest.fixture(scope="module")
def many() -> Database:
    """Return 3,300 documents with one word, of as many days; some have it in the title, some are gone."""
    db = searchable()
    for number in range(3_300):
        day = date.fromordinal(date(2017, 1, 1).toordinal() + number).isoformat() if number else None
        title = "The fox" if number % 500 == 3 else "No beast"
        state = "gone" if number % 1000 == 7 else "present"
        put(db, f"web/en/{number}", "A fox was there.", day=day, title=title, state=state)
    put_revision(db, 3_300, 2, "A fox was there once more.", day="2026-01-13", first_seen=SECOND)
    put_revision(db, 3_299, 2, "It was there.", day="2026-01-12", first_seen=SECOND)
    return db


def test_of_very_many_hits_titles_come_first_then_the_newest_and_it_says_so(many: Database) -> None:
    found = asked(many, "fox", size=10)
    titled = {f"web/en/{number}" for number in range(3, 3_300, 500)}
    assert {hit.key for hit in found.hits[:7]} == titled
    assert [hit.key for hit in found.hits[7:]] == ["web/en/3299", "web/en/3298", "web/en/3297"]
    assert (found.ranked, found.over, found.more) == ("newest", True, True)
    assert any("not ranked" in note for note in found.notes)


def test_a_walk_by_date_shows_every_document_once_and_what_has_no_day_last(many: Database) -> None:
    met = list[str]()
    for page in range(1, 5):
        met += keys(many, "fox", order=Order.DATE, size=1000, page=page)
    assert met == [f"web/en/{number}" for number in reversed(range(3_300))]


def test_in_a_walk_a_document_stands_in_its_current_revision_where_that_hits(many: Database) -> None:
    newest, older, *_ = asked(many, "fox", order=Order.DATE).hits
    assert (newest.revision, newest.marks) == (2, ())
    assert (older.revision, [mark.kind for mark in older.marks]) == (1, ["removed_later"])


def test_a_walk_keeps_to_the_days_and_to_the_moment(many: Database) -> None:
    filters = Filters(since=date(2017, 1, 4), until=date(2026, 1, 10))
    found = asked(many, "fox", order=Order.DATE, filters=filters, size=1000)
    assert found.hits[0].day == "2026-01-10"
    last = asked(many, "fox", order=Order.DATE, filters=filters, size=1000, page=4)
    assert last.hits[-1].day == "2017-01-04"
    as_of = asked(many, "fox", order=Order.DATE, as_of=datetime(2026, 12, 1, tzinfo=UTC), size=3)
    assert [(hit.key, hit.revision) for hit in as_of.hits][:2] == [("web/en/3299", 2), ("web/en/3297", 1)]


def test_few_of_very_many_hits_are_found_by_their_state(many: Database) -> None:
    found = asked(many, "fox", filters=Filters(states=("gone",)))
    assert {hit.key for hit in found.hits} == {"web/en/7", "web/en/1007", "web/en/2007", "web/en/3007"}
    assert (found.total, found.over) == (4, False)
