"""`readout trace` tells where a text comes from: in a tree, as JSON and as a graph; of a file too."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.linkage.dot import quoted
from archive.linkage.trace import trace_text
from archive.verify import verify
from crawler import reading
from crawler.cli import main
from crawler.texts import text_in
from demo.replay import Replay
from demo.site import FIRST_DAY, LAST_DAY, REPOST, load_visit
from tests.reports import CALL, CALL_EN, REPORT, REPOST_FR, Shelf, neighbours
from tests.small_web import run

TITLE = "Телефонный разговор с Президентом Франции Этьеном Вальмоном"
# An edge or a node of DOT, as the language's grammar has it; within quotes no bare quote and no line's end.
STRING = r'"(?:[^"\\\n]|\\.)*"'
ATTRIBUTES = rf"\[\w+={STRING}(?:, \w+={STRING})*\]"
STATEMENT = re.compile(rf"  (?:\w+={STRING}|node {ATTRIBUTES}|n\d+ {ATTRIBUTES}|n\d+ -> n\d+ {ATTRIBUTES});")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("trace") / "archive.db"
    with Shelf(path) as shelf:
        neighbours(shelf, date(2021, 7, 2))
        shelf.put("kremlin/ru/66055", TITLE, CALL, "2021-07-02T12:00")
        shelf.put("kremlin/en/66055", "Telephone conversation", CALL_EN, "2021-07-02T12:20")
        shelf.put("interfax/ru/775001", "Северин и Вальмон", REPORT, "2021-07-02T12:50")
        shelf.put(
            "web/https://depeches.example/a", "Deux présidents", REPOST_FR, "2021-07-02T15:00", language="fr"
        )
        shelf.link()
    yield path
    reading.close()


def trace(archive: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["trace", *arguments, "--archive", str(archive)])


def lines(told: Result) -> str:
    assert told.exit_code == 0, told.output
    return told.stdout


def test_the_tree_leads_from_the_repost_over_the_agency_to_the_readout(archive: Path) -> None:
    told = lines(trace(archive, "https://depeches.example/a"))
    at = 0
    for words in (
        "Deux présidents\n",
        "via Interfax: Северин и Вальмон",
        "copied from Interfax: “INTERFAX.RU – Les présidents",
        "interfax/ru/775001 reports " + TITLE,
        "50 min after it",
        "cites Kremlin",
        "left out:",
        "changed inside quotation marks: 1",
        "reports, through an agency, " + TITLE,
        "kremlin/ru/66055",
        "kremlin/en/66055",
        "3 h 0 min after it",
        "cites Kremlin",
        "used:",
        "reports of it, by time: 2",
        "(50 min after the readout, first)",
        "2 h 10 min after the first) ← this one",
    ):
        at = told.index(words, at)


def test_a_readout_lists_who_reports_it_in_either_language(archive: Path) -> None:
    for key in ("kremlin/ru/66055", "kremlin/en/66055"):
        told = lines(trace(archive, key))
        assert "reports of it, by time: 2" in told
        assert told.index("interfax/ru/775001") < told.index("depeches.example/a")
    assert "no report of it is held" in lines(trace(archive, "kremlin/ru/60001"))


def test_an_agency_report_lists_who_reposted_it(archive: Path) -> None:
    assert "reposted by: 1" in lines(trace(archive, "interfax/ru/775001"))


def test_json_holds_all_that_the_tree_tells(archive: Path) -> None:
    told = json.loads(lines(trace(archive, "https://depeches.example/a", "--json")))
    assert told["agency"]["target"]["key"] == "interfax/ru/775001"
    assert told["behind"]["node"] == told["readout"]["node"] == "K66055"
    assert [one["key"] for one in told["pair"]] == ["kremlin/ru/66055", "kremlin/en/66055"]
    assert next(one["report"]["key"] for one in told["others"]) == "interfax/ru/775001"
    assert len(told["usage"]["passages"]) == len(CALL)


def test_a_text_file_is_traced_and_not_stored(archive: Path, tmp_path: Path) -> None:
    before = archive.read_bytes()
    file = tmp_path / "repost.txt"
    file.write_text("Spread the love\n\n" + "\n\n".join(REPOST_FR) + "\n\nLeave A Reply\n", "utf-8")
    told = lines(trace(archive, str(file)))
    assert "candidates only; --day" in told
    assert f"candidate: {TITLE}" in told
    assert "via Interfax (named, not held)" in told
    dated = lines(trace(archive, str(file), "--day", "2021-07-02"))
    assert "via Interfax: Северин и Вальмон" in dated
    assert f"reports, through an agency, {TITLE}" in dated
    other = lines(trace(archive, str(file), "--day", "2021-01-02"))
    assert "names Kremlin press service (no readout of it is held)" in other
    assert archive.read_bytes() == before


def test_a_page_that_was_saved_is_read_by_the_web_reader_with_its_own_day(
    archive: Path, tmp_path: Path
) -> None:
    file = tmp_path / "page.html"
    body = "".join(f"<p>{text}</p>" for text in REPOST_FR)
    file.write_text(
        "<!DOCTYPE html><html lang='fr'><head><meta charset='utf-8'><title>Deux présidents</title>"
        '<meta property="article:published_time" content="2021-07-02T15:00:00+00:00"></head><body>'
        f"<nav><a href='/'>Accueil</a></nav><article><h1>Deux présidents</h1>{body}</article></body></html>",
        "utf-8",
    )
    told = json.loads(lines(trace(archive, str(file), "--json")))
    assert told["report"]["published_day"] == "2021-07-02"
    assert told["readout"]["certain"] is True
    assert "Accueil" not in json.dumps(told, ensure_ascii=False)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"\x89PNG\r\n\0\0\0" * 40, "neither text nor HTML"),
        (b"<html><body></body></html>", "no text can be read off this page"),
        (b"x" * 5_000_001, "larger than 5 MB"),
    ],
)
def test_a_file_without_a_text_is_one_line(archive: Path, tmp_path: Path, data: bytes, said: str) -> None:
    file = tmp_path / "bad"
    file.write_bytes(data)
    told = trace(archive, str(file))
    assert (told.exit_code, len(told.stderr.splitlines())) == (2, 1), told.output
    assert said in told.stderr


def test_what_is_not_there_is_one_line(archive: Path) -> None:
    for what, code in (("nowhere.txt", 3), ("https://no.example/", 3), ("x" * 5000, 3), ("\0", 3)):
        told = trace(archive, what)
        assert (told.exit_code, len(told.stderr.splitlines())) == (code, 1), told.output
    assert trace(archive, "1", "--day", "2021-07-02").exit_code == 2
    assert trace(archive, "pyproject.toml", "--day", "tomorrow").exit_code == 2


def test_russian_windows_text_and_utf16_are_read(archive: Path, tmp_path: Path) -> None:
    for encoding in ("cp1251", "utf-16", "utf-8-sig"):
        file = tmp_path / encoding
        file.write_bytes("\n".join(REPORT).encode(encoding))
        told = json.loads(lines(trace(archive, str(file), "--day", "2021-07-02", "--json")))
        assert told["report"]["language"] == "ru"
        assert told["readout"]["target"]["key"] == "kremlin/ru/66055"


HOSTILE = (
    (
        'Quote " and \\ and \\" and \\n\nINTERFAX.RU – “]; x -> y [label="z"]; /* <b> */ // #\x1b[31m'
        "\u202e\x07 Severin et Valmont, a rapporté le service de presse du Kremlin\x00."
    ),
    '"]; } digraph evil { a -> b; } {{7*7}} <script>alert(1)</script>' + "\\" * 31,
)


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    path = tmp_path / "hostile.db"
    with Shelf(path) as shelf:
        shelf.put("kremlin/ru/1", 'Северин "];\\ \x1b]0;x\x07', (*CALL, HOSTILE[1]), "2021-07-02T12:00")
        shelf.put(
            'web/https://evil.example/"];x',
            '\u202e"\\',
            (*HOSTILE, *REPOST_FR),
            "2021-07-02T15:00",
            language="fr",
        )
        shelf.link()
    return path


def test_hostile_text_acts_in_no_terminal(hostile: Path) -> None:
    told = lines(trace(hostile, "2"))
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202e]", told)
    assert "\\x1b" in told


def test_hostile_text_stays_a_label_of_the_graph(hostile: Path) -> None:
    for number in ("1", "2"):
        told = lines(trace(hostile, number, "--dot"))
        head, *statements, end, empty = told.split("\n")
        assert (head, end, empty) == ("digraph trace {", "}", "")
        assert [line for line in statements if not STATEMENT.fullmatch(line)] == []
    if shutil.which("dot"):
        done = subprocess.run(["dot", "-Tsvg"], input=told, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("text", ['"', "\\", '\\"', "a\nb", "\r\t\x00\x1b", "\u2028", "\ud800", "a\\", "\\n"])
def test_any_text_is_one_string_of_dot(text: str) -> None:
    assert re.fullmatch(STRING, quoted(text))


def test_hostile_text_is_json(hostile: Path) -> None:
    for number in ("1", "2"):
        assert json.loads(lines(trace(hostile, number, "--json")))["held"] is True


def test_an_archive_that_was_never_linked_says_so(tmp_path: Path) -> None:
    with Shelf(tmp_path / "archive.db") as shelf:
        shelf.put("kremlin/ru/66055", TITLE, CALL, "2021-07-02T12:00")
        shelf.put("interfax/ru/775001", "Северин и Вальмон", REPORT, "2021-07-02T12:50")
    told = lines(trace(tmp_path / "archive.db", "interfax/ru/775001"))
    assert "not linked yet" in told
    assert "1 readouts that are held are not compared yet: readout relink" in told


def test_links_of_an_older_method_are_told_as_such(archive: Path, tmp_path: Path) -> None:
    shutil.copy(archive, tmp_path / "archive.db")
    with closing(sqlite3.connect(tmp_path / "archive.db")) as db, db:
        db.execute("update links set method = 'another'")
    assert "linked by an older method" in lines(trace(tmp_path / "archive.db", "interfax/ru/775001"))


# From here on the whole path: the demonstration's web is crawled, and nothing else is done.


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crawled")
    period = ("--since", FIRST_DAY, "--until", LAST_DAY, "--delay", "0")
    with Replay(load_visit(1)) as replay:
        for command in (
            ("crawl", "kremlin", "--lang", "en,ru", *period),
            ("crawl", "interfax", *period),
            ("fetch", REPOST, "--delay", "0"),
        ):
            done = run(replay, *command, cwd=folder)
            assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        db.execute("pragma wal_checkpoint(truncate)")
    return folder


def test_the_demonstrations_repost_is_traced_as_soon_as_it_is_fetched(crawled: Path) -> None:
    told = run(None, "trace", REPOST, cwd=crawled).stdout
    assert "via Interfax: Северин и Вальмон обсудили по телефону маяки и хранилище семян" in told
    assert "interfax/ru/778201 reports Телефонный разговор с Президентом Франции Этьеном Вальмоном" in told
    assert "reports, through an agency, Телефонный разговор с Президентом Франции Этьеном Вальмоном" in told
    assert "not linked yet" not in told
    assert "(47 min after the readout, first)" in told
    # What Interfax used of the readout, word for word: the call, the keepers, the lighthouse.
    part = told[told.index("used: 3 of 5 paragraphs (by its words)") :]
    assert re.findall(r"^[│ ]+(\d) ", part, re.MULTILINE)[:5] == ["1", "3", "4", "2", "5"]


def test_links_survive_reparse_and_nothing_is_wrong_then(crawled: Path, tmp_path: Path) -> None:
    shutil.copy(crawled / "archive.db", tmp_path / "archive.db")
    before = run(None, "links", "--csv", cwd=tmp_path).stdout
    assert run(None, "link", REPOST, "kremlin/ru/66301", "--reject", cwd=tmp_path).returncode == 0
    done = run(None, "reparse", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert verify(tmp_path / "archive.db").faults == []
    assert run(None, "verify", "--rederive", cwd=tmp_path).returncode == 0
    told = run(None, "trace", REPOST, cwd=tmp_path).stdout
    assert "names Kremlin" in told
    assert run(None, "link", REPOST, "kremlin/ru/66301", "--withdraw", cwd=tmp_path).returncode == 0
    assert run(None, "links", "--csv", cwd=tmp_path).stdout == before


def test_a_failure_to_link_is_one_line_and_costs_no_page(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys; sys.modules['archive.linkage.work'] = None\n")
    folders = f"{tmp_path}:{Path(__file__).resolve().parents[1]}"
    with Replay(load_visit(1)) as replay:
        code = "from crawler.cli import main; main()"
        done = subprocess.run(
            [sys.executable, "-c", code, "fetch", REPOST, "--delay", "0"],
            cwd=tmp_path,
            env={**os.environ, **replay.environment, "PYTHONPATH": folders},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert "new; document 1" in done.stdout
    (line,) = [one for one in done.stderr.splitlines() if "not linked" in one]
    assert "readout relink tries again" in line
    assert run(None, "trace", REPOST, cwd=tmp_path).returncode == 0


def test_the_seed_goes_back_to_interfax_and_to_66055(shared: Path, tmp_path: Path) -> None:
    """The text with which the project began, against the real readout and its real neighbours."""
    folder = shared / "data" / "links"
    if not folder.is_dir():
        pytest.skip("the labelled links are not here")
    told = json.loads((folder / "macron-2021-07-02.json").read_text("utf-8"))["macron-2021-07-02"]
    others = json.loads((folder / "distractors-kremlin-ru-2025.json").read_text("utf-8"))
    others = next(iter(others.values())) if isinstance(others, dict) else others
    with Shelf(tmp_path / "archive.db") as shelf:
        for one in told:
            if one["role"] == "primary":
                number = one["quotes"] or "K66055"
                shelf.put(
                    f"kremlin/{one['lang']}/{number[1:]}",
                    one["title"],
                    [text for text in one["text"].splitlines() if text.strip()],
                    f"{one['date']}T15:00",
                )
        for place, one in enumerate(others[:150]):
            texts = [text for text in one["text"].splitlines() if text.strip()]
            shelf.put(f"kremlin/ru/{70000 + place}", one["title"], texts, f"{one['date'][:10]}T12:00")
        shelf.link()
        for day, words in ((None, "candidate"), ("2021-07-02", "via")):
            traced = trace_text(
                shelf.archive.db, text_in(shared / "data" / "seed" / "repost-fr-2021-07-02.txt", day=day)
            )
            assert traced.agency is not None
            assert (traced.agency.named, traced.agency.target) == ("Interfax", None)
            assert traced.readout is not None
            assert traced.readout.node == "K66055"
            assert ("candidate" if not traced.readout.certain else traced.readout.type) == words
            assert traced.usage is not None
            assert any(one.used for one in traced.usage.passages)
    reading.close()
