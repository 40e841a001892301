"""The pages tell where a text comes from: what it goes back to, who reports it, both side by side."""

import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from archive.connection import open_archive
from archive.library import find
from archive.linkage.edges import reports
from archive.linkage.rulings import rule
from archive.store import Archive
from archive.web.reporting import delay
from archive.web.words import Words
from tests.reports import CALL, CALL_EN, REPORT, REPOST_FR, Shelf, neighbours
from tests.test_serve_guard import walled
from tests.web_archive import PAYLOADS
from tests.web_client import Pages, serving, tags_of

TITLE = "Телефонный разговор с Президентом Франции Этьеном Вальмоном"
READOUT = "/document/kremlin/ru/66055"
STORY = "/document/interfax/ru/775001"
USED = f"{STORY}/trace/kremlin/ru/66055"
WHALE = ("MOSCOW, July 2. /TASS/. A whale was seen near Murmansk, the mayor said.",)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def fill(path: Path) -> dict[str, int]:
    """Keep a readout in two languages, a story and its update, reposts dated and undated, a dispatch."""
    ids = {}
    with Shelf(path) as shelf:
        neighbours(shelf, date(2021, 7, 2))
        shelf.put("kremlin/ru/66055", TITLE, CALL, "2021-07-02T12:00")
        shelf.put("kremlin/en/66055", "Telephone conversation", CALL_EN, "2021-07-02T12:20")
        newer = ("https://www.interfax.ru/russia/775002",)
        shelf.put("interfax/ru/775001", "Северин и Вальмон", REPORT, "2021-07-02T12:50", updates=newer)
        shelf.put("interfax/ru/775002", "Северин и Вальмон (2)", REPORT[:1], "2021-07-02T13:50")
        for name, texts, at, language in (
            ("repost", REPOST_FR, "2021-07-02T15:00", "fr"),
            ("undated", REPOST_FR, None, "fr"),
            ("dispatch", WHALE, "2021-07-02T15:00", "en"),
        ):
            key = f"web/https://depeches.example/{name}"
            ids[name] = shelf.put(key, f"Page: {name}", texts, at, language=language)
        shelf.link()
    return ids


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    path = tmp_path_factory.mktemp("serve_trace") / "archive.db"
    return path, fill(path)


@pytest.fixture(scope="module")
def pages(held: tuple[Path, dict[str, int]]) -> Iterator[Pages]:
    with Pages(held[0]) as pages:
        yield pages


def section(page: str, name: str) -> str:
    """Return a section of a page by the id of its heading, empty where it has none."""
    found = re.search(rf'<section [^>]*aria-labelledby="{name}">.*?</section>', page, re.DOTALL)
    return found[0] if found else ""


def words(markup: str) -> str:
    return " ".join(" ".join(tags_of(markup).words).split())


def links(markup: str) -> list[str]:
    return [attrs.get("href") or "" for tag, attrs in tags_of(markup).tags if tag == "a"]


def test_a_story_goes_back_to_the_readout_with_the_sentence_that_says_so(pages: Pages) -> None:
    part = section(pages.ask(f"{STORY}?lang=en").text, "goes-back")
    assert links(part) == [READOUT, USED]
    told = words(part)
    for phrase in (
        "reports Kremlin press service",
        TITLE,
        "This text came 50 min later.",
        "cites Kremlin press service :",
        "сообщила пресс-служба Кремля.",
        "paragraphs used: 1 of 4",
    ):
        assert phrase in told
    assert "candidate" not in told


def test_a_repost_goes_back_to_the_agency_first_and_then_to_the_readout(
    pages: Pages, held: tuple[Path, dict[str, int]]
) -> None:
    number = held[1]["repost"]
    part = section(pages.ask(f"/document/{number}?lang=en").text, "goes-back")
    assert links(part) == [
        STORY,
        f"/document/{number}/trace/interfax/ru/775001",
        READOUT,
        f"/document/{number}/trace/kremlin/ru/66055",
    ]
    told = words(part)
    assert told.index("through an agency Interfax") < told.index("reports, through an agency Kremlin")
    assert "copied from Interfax :" in told


def test_what_is_named_and_not_held_has_no_link(pages: Pages, held: tuple[Path, dict[str, int]]) -> None:
    part = section(pages.ask(f"/document/{held[1]['dispatch']}?lang=en").text, "goes-back")
    assert "named, not held TASS" in words(part)
    assert "A whale was seen" in words(part)
    assert links(part) == []


def test_an_undated_report_yields_a_candidate_and_is_called_no_more(
    pages: Pages, held: tuple[Path, dict[str, int]]
) -> None:
    number = held[1]["undated"]
    part = words(section(pages.ask(f"/document/{number}?lang=en").text, "goes-back"))
    assert "only a candidate" in part
    assert "This report has no day" in part
    assert "through an agency" not in part
    assert "This report has no day" in words(pages.ask(f"/document/{number}/trace/kremlin/ru/66055").text)


def test_a_readout_lists_its_reports_by_time_with_the_delay(pages: Pages) -> None:
    part = section(pages.ask(f"{READOUT}?lang=en").text, "reported-by")
    told = words(part)
    at = 0
    for phrase in (
        "Reported by 4",
        "Северин и Вальмон",
        "50 min later",
        "Северин и Вальмон (2)",
        "1 h 50 min later",
        "Page: repost",
        "reports, through an agency 3 h 0 min later",
        "Page: undated",
        "no day stated only a candidate",
    ):
        at = told.index(phrase, at)
    assert USED in links(part)


def test_the_english_page_of_a_number_has_the_same_reports_and_says_what_was_compared(pages: Pages) -> None:
    part = section(pages.ask("/document/kremlin/en/66055?lang=en").text, "reported-by")
    assert USED in links(part)
    assert "Compared with the page in another language: Russian." in words(part)


def test_a_story_shows_its_versions_and_marks_the_one_that_is_read(pages: Pages) -> None:
    for read, other in ((1, 2), (2, 1)):
        part = section(pages.ask(f"/document/interfax/ru/77500{read}?lang=en").text, "versions")
        assert links(part) == [f"/document/interfax/ru/77500{other}"]
        assert part.count('aria-current="page"') == 1
        assert words(part).index("12:50") < words(part).index("13:50")


def test_side_by_side_shows_what_was_used_left_out_and_changed(pages: Pages) -> None:
    page = pages.ask(f"{USED}?lang=en").text
    rows = re.findall(r'<div class="row (used|unused)">(.*?)</div>\s*<div>(.*?)</div>', page, re.DOTALL)
    assert [kind for kind, _, _ in rows] == ["unused", "unused", "used", "unused"]
    for paragraph, (kind, source, report) in zip(CALL, rows, strict=True):
        assert paragraph in words(source)
        assert ("left out" in words(report)) is (kind == "unused")
    assert "кто бы его ни покрасил" in words(rows[2][2])
    quoted = section(page, "quotations")
    assert "<del>построил</del><ins>покрасил</ins>" in quoted
    assert "different languages" not in words(page)


def test_across_languages_it_says_that_the_match_is_weaker(
    pages: Pages, held: tuple[Path, dict[str, int]]
) -> None:
    address = f"/document/{held[1]['repost']}/trace/kremlin/ru/66055"
    assert "weaker than a match of words" in words(pages.ask(f"{address}?lang=en").text)
    assert "слабее совпадения слов" in words(pages.ask(f"{address}?lang=ru").text)
    page = pages.ask(address).text
    assert '<bdi dir="auto" lang="ru">' in page
    assert '<bdi dir="auto" lang="fr">' in page


def test_the_russian_pages_say_it_in_russian(pages: Pages) -> None:
    told = words(pages.ask(f"{STORY}?lang=ru").text)
    for phrase in ("К чему восходит", "Этот текст вышел 50 мин спустя.", "Кто сообщил", "Версии этого"):
        assert phrase in told
    assert "не использовано" in words(pages.ask(f"{USED}?lang=ru").text)


@pytest.mark.parametrize(
    ("seconds", "days", "english", "russian"),
    [
        (None, None, "", ""),
        (None, 0, "on the same day", "в тот же день"),
        (None, -1, "1 day later", "1 день спустя"),
        (None, -3, "3 days later", "3 дня спустя"),
        (None, 5, "5 days earlier", "на 5 дней раньше"),
        (0, 0, "in the same minute", "в ту же минуту"),
        (2820, 0, "47 min later", "47 мин спустя"),
        (-5340, 0, "1 h 29 min earlier", "на 1 ч 29 мин раньше"),
        (183_600, -2, "2 d 3 h later", "2 дн. 3 ч спустя"),
    ],
)
def test_a_delay_is_told_to_the_minute_where_both_times_are_and_else_in_days(
    held: tuple[Path, dict[str, int]], seconds: int | None, days: int | None, english: str, russian: str
) -> None:
    with closing(open_archive(held[0], read_only=True)) as db:
        edge = replace(reports(db, held[1]["repost"])[0], seconds=seconds, days=days)
    told = [delay(edge, Words(language)).replace("\u00a0", " ") for language in ("en", "ru")]
    assert told == [english, russian]


@pytest.mark.parametrize(
    "address",
    [
        f"{STORY}/trace/kremlin/ru/60001",
        f"{READOUT}/trace/interfax/ru/775001",
        f"{STORY}/trace/kremlin/ru/1",
        f"{STORY}/trace/999999",
        f"{STORY}/trace/x",
        "/document/nothing/trace/kremlin/ru/66055",
    ],
)
def test_a_link_that_is_not_held_is_not_found(pages: Pages, address: str) -> None:
    answer = pages.ask(address)
    assert answer.status_code == 404
    assert 'class="brand"' in answer.text


def test_the_page_has_the_wall_of_all_pages(pages: Pages) -> None:
    answer = pages.ask(USED)
    assert walled(dict(answer.headers))
    assert not [tag for tag, _ in tags_of(answer.text).tags if tag in ("script", "style")]


def test_a_text_that_changed_since_it_was_linked_is_not_shown_askew(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    fill(path)
    with Shelf(path) as shelf:
        shelf.put("kremlin/ru/66055", TITLE, CALL[:2], "2021-07-02T12:00")
    with Pages(path) as pages:
        answer = pages.ask(f"{USED}?lang=en")
        assert answer.status_code == 200
        assert "readout relink" in words(answer.text)
        assert "left out" not in words(answer.text)
        assert pages.ask(f"{STORY}?lang=en").status_code == 200


def test_a_confirmed_link_names_who_confirmed_it(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    fill(path)
    with Archive(path) as archive:
        report, target = (find(archive.db, key) for key in ("interfax/ru/775001", "kremlin/ru/66055"))
        rule(archive, report, target, ruling="confirm", by="<b>Anna</b>", note="")
    with Pages(path) as pages:
        for address in (STORY, READOUT, USED):
            page = pages.ask(f"{address}?lang=en").text
            assert 'Confirmed by <bdi dir="auto">&lt;b&gt;Anna&lt;/b&gt;</bdi>' in page


def test_hostile_texts_are_read_as_texts(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    bad = f"INTERFAX.RU – {PAYLOADS[0]} \u202e{PAYLOADS[6]}\x1b[31m"
    with Shelf(path) as shelf:
        neighbours(shelf, date(2021, 7, 2))
        shelf.put("kremlin/ru/66055", PAYLOADS[1], (*CALL, PAYLOADS[0]), "2021-07-02T12:00")
        shelf.put(
            'web/https://evil.example/"><script>',
            PAYLOADS[6],
            (f"{bad}, a rapporté le service de presse du Kremlin. {REPOST_FR[0]}", *REPOST_FR),
            "2021-07-02T15:00",
            language='fr"><script>',
        )
        number = shelf.put(
            "interfax/ru/775001",
            PAYLOADS[0],
            (f"Москва. {bad} сообщила пресс-служба Кремля.", f"«{PAYLOADS[0]} маяк»", *REPORT),
            "2021-07-02T12:50",
        )
        shelf.link()
    with Pages(path) as pages:
        told = [pages.ask(address) for address in (READOUT, USED, f"/document/{number - 1}", STORY)]
    assert "&lt;script&gt;" in section(told[3].text, "goes-back")
    assert "&lt;script&gt;" in section(told[1].text, "passages")
    for answer in told:
        assert answer.status_code == 200
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202e]", answer.text)
        read = tags_of(answer.text).tags
        assert not {"script", "img", "svg", "iframe", "b"} & {tag for tag, _ in read}
        assert not [name for _, attrs in read for name in attrs if name.startswith("on")]


def test_an_archive_that_was_never_linked_shows_nothing_of_links(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with Shelf(path) as shelf:
        shelf.put("kremlin/ru/66055", TITLE, CALL, "2021-07-02T12:00")
        shelf.put("interfax/ru/775001", "Северин и Вальмон", REPORT, "2021-07-02T12:50")
    with Pages(path) as pages:
        for address in (READOUT, STORY):
            page = pages.ask(address)
            assert page.status_code == 200
            for name in ("goes-back", "reported-by", "versions"):
                assert section(page.text, name) == ""
        assert pages.ask(USED).status_code == 404


def test_a_readout_that_nobody_reported_shows_nothing_of_links(pages: Pages) -> None:
    page = pages.ask("/document/kremlin/ru/60001").text
    assert [section(page, name) for name in ("goes-back", "reported-by", "versions")] == [""] * 3


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_browser_shows_it_to_every_reader_on_a_phone_and_on_paper(
    held: tuple[Path, dict[str, int]], scheme: str
) -> None:
    path, ids = held
    found = []
    with serving(path) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        for width in (360, 1280):
            context = browser.new_context(
                viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
            )
            page = context.new_page()
            for address in (USED, f"/document/{ids['undated']}/trace/kremlin/ru/66055", STORY, READOUT):
                page.goto(f"{base}{address}?lang={'ru' if width == 360 else 'en'}")
                assert page.evaluate("document.documentElement.scrollWidth") <= width, address
                found += [
                    (address, one["id"], one["nodes"][0]["html"][:120])
                    for one in Axe().run(page).response["violations"]
                    if one["impact"] in ("serious", "critical")
                ]
            page.goto(f"{base}{USED}?lang=en")
            columns = "getComputedStyle(document.querySelector('.passages .used')).gridTemplateColumns"
            assert len(page.evaluate(columns).split()) == (1 if width == 360 else 2)
            page.emulate_media(media="print")
            assert page.locator(".kind.unused").first.is_visible()
            assert not page.locator(".top nav").first.is_visible()
        browser.close()
    assert not found
