"""What the pages of an archive show, asked without a browser."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from archive.store import Archive
from archive.web.language import preferred
from tests.web_archive import GONE, TRANSCRIPT, fill, web_archive
from tests.web_client import Pages, tags_of

EDITED = f"/document/{TRANSCRIPT}/revisions/1..2"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return web_archive(tmp_path_factory.mktemp("pages") / "archive.db")


@pytest.fixture(scope="module")
def pages(path: Path) -> Iterator[Pages]:
    with Pages(path) as pages:
        yield pages


def words(page: str) -> str:
    return " ".join(" ".join(tags_of(page).words).split())


def test_the_front_page_tells_what_is_held_and_what_changed(pages: Pages) -> None:
    told = words(pages.ask("/?lang=en").text)
    for phrase in (
        "Recent changes",
        "What is here",
        "Coverage at a glance",
        "Kremlin",
        "Interfax",
        "Head of the evidence",
    ):
        assert phrase in told
    assert "будет занято 500 900 человек" in " ".join(told.split())


def test_facets_count_the_documents_that_their_links_lead_to(pages: Pages) -> None:
    page = pages.ask("/search?source=kremlin&lang=en").text
    assert "4 documents" in words(page).replace("\u00a0", " ")
    read = tags_of(page)
    links = [dict(attrs).get("href") or "" for tag, attrs in read.tags if tag == "a"]
    assert "/search?source=kremlin&language=en" in links
    assert "1 document" in words(pages.ask("/search?source=kremlin&language=en&lang=en").text).replace(
        "\u00a0", " "
    )
    assert "3 documents" in words(pages.ask("/search?source=kremlin&language=ru&lang=en").text).replace(
        "\u00a0", " "
    )


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("q=провел", "kremlin/ru/70003"),
        ("q=Путина", None),
        ("q=речного+лоцмана", GONE),
        ("q=Kolchin&person=8120", None),
        ("person=8120&language=en", TRANSCRIPT),
        ("section=Transcripts", TRANSCRIPT),
        ("place=Yaroslavl", TRANSCRIPT),
        ("state=suspect", GONE),
        ("year=2021&source=kremlin&language=en", TRANSCRIPT),
    ],
)
def test_a_search_finds(pages: Pages, query: str, key: str | None) -> None:
    answer = pages.ask(f"/search?{quote(query, safe='=&+')}")
    assert answer.status_code == 200
    if key:
        assert f'href="/document/{key}"' in answer.text


def test_a_hit_is_marked_and_what_is_gone_says_so(pages: Pages) -> None:
    page = pages.ask("/search?q=" + quote("лоцмана") + "&lang=ru").text
    assert "<mark>" in page
    assert "пропал" in words(page)


def test_an_address_or_a_key_leads_to_its_document(pages: Pages) -> None:
    for asked in ("http://kremlin.ru/events/president/news/70002", GONE):
        answer = pages.ask("/search?q=" + quote(asked, safe=""))
        assert answer.status_code == 302
        assert answer.headers["location"] == f"/document/{GONE}"


def test_a_document_shows_its_text_in_order_with_its_speakers(pages: Pages) -> None:
    page = pages.ask(f"/document/{TRANSCRIPT}?lang=en").text
    told = words(page)
    order = [
        "The President visited",
        "Andrei Severin",
        "I believe that decided",
        "(Laughter.)",
        "The rivers",
        "The Oka",
    ]
    assert sorted(order, key=told.index) == order
    assert [tag for tag, attrs in tags_of(page).tags if tag in ("blockquote", "pre", "td", "li")]
    assert "Spread the love" in told
    assert "share bar" in told


def test_a_document_is_found_by_key_id_and_address(pages: Pages) -> None:
    web = "https://monde-depeches.example/2021/07/phares/?a=1"
    by_address = pages.ask("/document/" + quote(web, safe=""))
    assert by_address.status_code == 200
    assert "Deux présidents" in by_address.text
    assert pages.ask("/document/1").status_code == 200


def test_what_has_disappeared_says_since_when(pages: Pages) -> None:
    told = words(pages.ask(f"/document/{GONE}?lang=en").text)
    assert "The site answered that this page is not there" in told
    assert "Missing since" in told


def test_a_citation_names_the_bytes(pages: Pages) -> None:
    page = pages.ask(f"/document/{GONE}?lang=en").text
    (link,) = {attrs["href"] for tag, attrs in tags_of(page).tags if tag == "a" and "download" in attrs} - {
        None
    }
    assert link is not None
    answer = pages.ask(link)
    digest = hashlib.sha256(answer.content).hexdigest()
    assert digest in words(page)
    assert answer.headers["content-disposition"] == f'attachment; filename="{digest}.bin"'
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_capture_without_bytes_or_none_at_all_is_not_found(pages: Pages) -> None:
    assert pages.ask("/capture/99999999/body").status_code == 404


def test_the_lost_word_is_struck_out_and_its_kind_is_named(pages: Pages) -> None:
    page = pages.ask(f"{EDITED}?lang=en").text
    assert "<del>we </del>" in page
    assert "pronoun" in words(page)


def test_side_by_side_each_side_has_its_own_words(pages: Pages) -> None:
    page = pages.ask(f"{EDITED}?view=side&lang=en").text
    old, new = page.split('<div class="new"', 1)
    assert "<del>we </del>" in old
    assert "<del>" not in new


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (f"/document/{TRANSCRIPT}/revisions/1..9", 400),
        (f"/document/{TRANSCRIPT}/revisions/9", 404),
        (f"{EDITED}?view=upside", 400),
        ("/document/kremlin/en/1", 404),
        ("/document/%00", 404),
        ("/document/" + "x" * 3000, 404),
        ("/search?page=0", 400),
        ("/search?page=501", 400),
        ("/search?since=yesterday", 400),
        ("/search?year=99999", 400),
        ("/search?state=odd", 400),
        ("/search?q=%22", 400),
        ("/changes?kind=odd", 400),
        ("/changes?page=x", 400),
        ("/coverage/2021-02-30", 400),
        ("/coverage?year=abc", 400),
        ("/nothing", 404),
        ("/-/databases", 404),
        ("/-/threads.json", 404),
        ("/_internal", 403),
        ("/archive/nothing", 404),
        ("/archive?sql=delete+from+documents", 400),
        ("/archive?sql=selec", 400),
    ],
)
def test_what_cannot_be_asked_is_a_page_of_ours(pages: Pages, asked: str, status: int) -> None:
    answer = pages.ask(asked, accept_language="en")
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith(("text/html", "application/json"))
    if "html" in answer.headers["content-type"]:
        assert 'class="brand"' in answer.text


def test_sql_is_limited_in_time_and_rows(pages: Pages) -> None:
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"
    answer = pages.ask("/archive.json?sql=" + quote(endless))
    assert answer.status_code == 503
    many = "with recursive n(i) as (select 1 union all select i + 1 from n) select i from n limit 5000"
    rows = json.loads(pages.ask("/archive.json?_shape=objects&sql=" + quote(many)).text)
    assert len(rows["rows"]) == 1000
    assert rows["truncated"] is True
    huge = pages.ask("/archive.json?sql=" + quote("select length(zeroblob(500000000))"))
    assert huge.status_code == 400


def test_tables_are_there_for_who_wants_them(pages: Pages) -> None:
    for path in ("/archive", "/archive/documents", "/archive/documents/1", "/archive?sql=select+1"):
        answer = pages.ask(path)
        assert answer.status_code == 200
        assert not [tag for tag, _ in tags_of(answer.text).tags if tag in ("script", "style")]


def test_the_calendar_links_each_day_to_what_was_named(pages: Pages) -> None:
    page = pages.ask("/coverage?lang=en").text
    assert "/coverage/2021-07-14?source=kremlin&amp;language=en" in page
    day = pages.ask("/coverage/2021-07-14?source=kremlin&language=en&lang=en").text
    assert f'href="/document/{TRANSCRIPT}"' in day


def test_the_calendar_can_be_kept_as_a_picture(pages: Pages) -> None:
    answer = pages.ask("/coverage.svg")
    assert answer.headers["content-disposition"] == 'attachment; filename="coverage.svg"'
    assert "<svg" in answer.text


@pytest.mark.parametrize(
    ("cookie", "accepted", "language"),
    [
        ("", "", "en"),
        ("", "ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("", "en-GB,en;q=0.9,ru;q=0.8", "en"),
        ("", "uk,ru;q=0.5", "ru"),
        ("", "de,fr;q=0.5", "en"),
        ("", "ru;q=0,en", "en"),
        ("", "de;q=x,ru", "ru"),
        ("ru", "en", "ru"),
        ("xx", "ru", "ru"),
    ],
)
def test_the_language_is_the_readers(cookie: str, accepted: str, language: str) -> None:
    assert preferred(cookie, accepted) == language


def test_a_chosen_language_stays_and_every_page_links_the_other(pages: Pages) -> None:
    answer = pages.ask("/changes?kind=number&lang=ru", accept_language="en")
    assert '<html lang="ru">' in answer.text
    assert "readout_lang=ru" in answer.headers["set-cookie"]
    assert 'href="/changes?kind=number&amp;lang=en"' in answer.text
    assert '<html lang="ru">' in pages.ask("/", cookie="readout_lang=ru", accept_language="en").text
    assert "Accept-Language" in answer.headers["vary"]


def test_a_crawl_may_write_while_the_pages_are_read(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with Archive(path) as archive, Pages(path) as pages:
        assert "0 documents" in words(pages.ask("/search?lang=en").text).replace("\u00a0", " ")
        fill(archive)
        assert f'href="/document/{TRANSCRIPT}"' in pages.ask("/search?source=kremlin").text


def test_an_archive_with_nothing_in_it_has_all_its_pages(tmp_path: Path) -> None:
    Archive(tmp_path / "archive.db").close()
    with Pages(tmp_path / "archive.db") as pages:
        for path in (
            "/",
            "/search",
            "/search?q=word",
            "/changes",
            "/coverage",
            "/coverage/2021-07-14",
            "/archive",
        ):
            assert pages.ask(path).status_code == 200, path


def test_nothing_is_written_and_no_other_program_is_kept_from_writing(path: Path, pages: Pages) -> None:
    for page in ("/", "/search?q=word", "/archive/documents", "/changes"):
        pages.ask(page)
    db = sqlite3.connect(path, timeout=0.1)
    before = db.total_changes
    db.execute("begin immediate")
    db.execute("rollback")
    assert db.total_changes == before
    db.close()
    assert pages.ask("/archive.json?sql=" + quote("pragma user_version = 9")).status_code == 400
