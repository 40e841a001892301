"""The page of `readout diff --html`: whole in itself, runs nothing, says all that the terminal says."""

import base64
import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner
from playwright.sync_api import sync_playwright
from sqlite_utils import Database

from archive.changes.timeline import between
from archive.library import find
from crawler.cli import main
from crawler.difference_page import page_of
from tests.rows import capture, document, empty_archive, insert, reading, revision
from tests.stories import Story, kremlin

KEY = "kremlin/en/70001"
HOSTILE = (
    '<script>alert(1)</script><img src=x onerror="alert(2)">\'"><svg onload=alert(3)>'
    '<a href="javascript:alert(4)">x</a>\u202egnp.exe\x1b[31m</del></p></main>'
)


class Elements(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.told = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.told += data


@pytest.fixture
def hostile() -> Iterator[Database]:
    db = empty_archive()
    insert(db, "runs", id=1, command="crawl", options={}, software="x", began_at="x")
    document(db, 1, KEY)
    for number, word in enumerate(("5", "6"), 1):
        at = f"2026-03-0{number}T12:00:00.000000+00:00"
        capture(db, number, "http://a.example/", began_at=at, ended_at=at)
        made = revision(
            db, 1, number, title=HOSTILE * number, capture_id=number, first_seen=at, last_seen=at,
            blocks=[{"kind": "paragraph", "text": f"There were {word} of {HOSTILE}"}],
        )  # fmt: skip
        reading(db, number, 1, made)
    yield db
    db.close()


def test_nothing_archived_is_mark_up_and_nothing_can_load_or_run(hostile: Database):
    page = page_of(between(hostile, find(hostile, KEY)))
    read = Elements(page)

    assert {tag for tag, _ in read.elements} <= {
        "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "dl", "dt", "dd", "div", "p",
        "del", "ins", "span",
    }  # fmt: skip
    attributes = {name for _, named in read.elements for name in named}
    assert not {name for name in attributes if name.startswith("on") or name in ("href", "src", "style")}
    assert "\u202e" not in page
    assert "\x1b" not in page
    assert "\\u202egnp.exe\\x1b[31m" in read.told
    assert "<script>alert(1)</script>" in read.told


def test_the_policy_allows_the_one_style_and_nothing_else(hostile: Database):
    page = page_of(between(hostile, find(hostile, KEY)))
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    policy = next(
        named["content"] for tag, named in Elements(page).elements
        if tag == "meta" and named.get("http-equiv") == "Content-Security-Policy"
    )  # fmt: skip
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_a_browser_runs_nothing_of_it_and_its_readers_are_shut_out_of_nothing(
    hostile: Database, tmp_path: Path
):
    browser = shutil.which("chromium")
    if browser is None:
        pytest.skip("no Chromium of Debian's packages is here")
    file = tmp_path / "page.html"
    file.write_text(page_of(between(hostile, find(hostile, KEY))), "utf-8")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        said: list[str] = []
        page = chromium.new_page(viewport={"width": 360, "height": 800})
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.on("request", lambda request: said.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.goto(file.as_uri())
        assert said == [file.as_uri()]
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        # The checker is a script of its own, which the page's policy keeps out too.
        checked = chromium.new_context(bypass_csp=True).new_page()
        for scheme in ("light", "dark"):
            checked.emulate_media(color_scheme=scheme)
            checked.goto(file.as_uri())
            assert Axe().run(checked).response["violations"] == []
        chromium.close()


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "archive.db"
    texts = [f"Paragraph {number} says what it always said." for number in range(1, 9)]
    with Story(path) as story:
        story.visit(0, {KEY: kremlin(70001, *texts, "There were 5 ships.", place="Tver")})
        story.visit(1, {KEY: kremlin(70001, *texts, "There were 6 ships.", place="Kazan")})
    return path


def diff(archive: Path, *arguments: str) -> str:
    done = CliRunner().invoke(main, ["diff", KEY, *arguments, "--archive", str(archive)])
    assert done.exit_code == 0, done.stderr
    return done.stdout


def test_the_page_and_the_terminal_say_the_same(archive: Path):
    told, shown = Elements(diff(archive, "--html")).told, diff(archive)
    assert "… 7 unchanged paragraphs" in told
    assert "… 7 unchanged paragraphs" in shown
    assert "There were taken out: 5put in: 6 ships." in told
    assert "There were [-5-]{+6+} ships." in shown
    assert "place [place] [-Tver-]{+Kazan+}" in shown
    assert "revisions\t1 → 2" in shown


def test_full_shows_every_paragraph(archive: Path):
    for form in ((), ("--html",)):
        assert "Paragraph 1 says" in diff(archive, "--full", *form)
        assert "Paragraph 1 says" not in diff(archive, *form)


def test_json_has_every_piece_with_its_kinds(archive: Path):
    told = json.loads(diff(archive, "--json"))
    assert (told["old"]["revision"], told["new"]["revision"], told["kinds"]) == (1, 2, ["number", "place"])
    assert told["paragraphs"][-1]["pieces"][1] == {"change": "removed", "text": "5", "kinds": ["number"]}
    assert [one["name"] for one in told["fields"]] == ["place"]


@pytest.mark.parametrize(
    ("arguments", "code"), [(("1", "2"), 0), (("2", "1"), 0), (("2",), 0), (("1",), 2), (("1", "7"), 2)]
)
def test_revisions_are_named_by_their_ordinals(archive: Path, arguments: tuple[str, ...], code: int):
    done = CliRunner().invoke(main, ["diff", KEY, *arguments, "--archive", str(archive)])
    assert done.exit_code == code
    assert code == 0 or "it has 1 to 2" in done.stderr
