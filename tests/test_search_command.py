"""`readout search`: what a person reads, what a program reads, and what goes to which output."""

import csv
import io
import json
import os
import pty
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.searched import put, put_revision, searchable
from tests.small_web import run

CHECKOUT = Path(__file__).resolve().parents[1]
FIRST, SECOND = "2026-03-01T10:00:00.000000+00:00", "2026-04-01T10:00:00.000000+00:00"
HOSTILE = "Fox \x1b[31m\u202e<script>alert(1)</script>"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("searched")
    db = searchable()
    put(db, "kremlin/ru/1", "Вчера Путина\tвидели\nв Твери.", title="Встреча", day="2026-03-02")
    one = put(db, "kremlin/en/2", "Elections and a fox.", title="One", first_seen=FIRST, last_seen=FIRST)
    put_revision(db, one, 2, "A fox.", title="One", first_seen=SECOND, last_seen=SECOND)
    put(db, "web/en/3", HOSTILE, title="=1+1 fox", state="gone", gone_since=SECOND)
    for number in range(4, 30):
        put(db, f"interfax/ru/{number}", "Медведь и медведи.", title=f"Новость {number}")
    db.conn.execute("pragma application_id = 0x52444F54")
    db.conn.execute("pragma user_version = 5")
    db.conn.commit()
    db.conn.execute("vacuum into ?", (str(folder / "archive.db"),))
    db.conn.close()
    return folder


def lines(folder: Path, *arguments: str) -> list[list[str]]:
    done = run(None, "search", *arguments, cwd=folder)
    assert done.returncode == 0, done.stderr
    return [line.split("\t") for line in done.stdout.splitlines()]


def test_into_a_pipe_go_a_head_and_a_line_a_hit_with_marks(folder: Path) -> None:
    head, row = lines(folder, "putin")
    assert head == ["day", "source", "id", "key", "title", "text", "address", "note"]
    address = "http://ru.kremlin.example/news/1"
    text = "Вчера [*Путина*] видели в Твери."
    assert row == ["2026-03-02", "kremlin", "1", "kremlin/ru/1", "Встреча", text, address, ""]


def test_how_many_there_are_goes_to_standard_error(folder: Path) -> None:
    done = run(None, "search", "медведь", "--limit", "10", "--page", "2", cwd=folder)
    assert done.stderr == "26 documents; shown are 11 to 20 (--page 3 shows the next)\n"
    assert len(done.stdout.splitlines()) == 11
    done = run(None, "search", "путин", cwd=folder)
    assert done.stderr == "1 document\n"
    done = run(None, "search", "путин", "--page", "7", cwd=folder)
    assert (done.stdout, done.stderr) == ("", "1 document; there is no page 7\n")


def test_what_was_removed_and_what_is_gone_is_noted(folder: Path) -> None:
    _, row = lines(folder, "elections")
    assert row[-1] == "removed later (last seen 2026-03-01T10:00, since 2026-04-01T10:00)"
    notes = {row[3]: row[-1] for row in lines(folder, "fox")[1:]}
    assert notes["kremlin/en/2"] == ""
    assert notes["web/en/3"].startswith("gone (last seen")


def test_as_of_a_day_means_its_end(folder: Path) -> None:
    assert len(lines(folder, "elections", "--as-of", "2026-03-01")) == 2
    assert lines(folder, "elections", "--as-of", "2026-02-28") == []
    assert lines(folder, "elections", "--as-of", "2026-04-01T10:00") == []
    assert len(lines(folder, "elections", "--as-of", "2026-04-01T09:59+00:00")) == 2


def test_no_archived_text_acts_on_a_terminal(folder: Path) -> None:
    _, row = lines(folder, "script")
    assert "\\x1b[31m\\u202e" in row[5]


def test_json_tells_all_that_is_known(folder: Path) -> None:
    done = run(None, "search", "elections", "--json", cwd=folder)
    told = json.loads(done.stdout)
    assert (told["total"], told["over"], told["ranked"]) == (1, False, "all")
    (hit,) = told["hits"]
    assert (hit["key"], hit["revision"], hit["current"]) == ("kremlin/en/2", 1, False)
    assert hit["snippet"] == "Elections and a fox."
    assert hit["snippet_marked"] == "[*Elections*] and a fox."
    assert hit["marks"] == [{"kind": "removed_later", "since": SECOND, "last": FIRST}]


def test_csv_has_a_row_a_hit(folder: Path) -> None:
    done = run(None, "search", "fox", "--csv", "--by-date", cwd=folder)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {row["key"] for row in rows} == {"kremlin/en/2", "web/en/3"}
    assert rows[0]["revision"] in ("1", "2")


def test_nothing_found_is_no_failure_and_says_what_to_try(folder: Path) -> None:
    done = run(None, "search", "zebra", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("nothing found; try")
    done = run(None, "search", "zebra", "--json", cwd=folder)
    assert json.loads(done.stdout)["hits"] == []


def test_a_word_that_must_not_stand_begins_with_a_hyphen(folder: Path) -> None:
    assert len(lines(folder, "fox", "-elections")) == 3
    assert len(lines(folder, "fox", "-hunt", "-a")) == 2
    assert len(lines(folder, "fox -script")) == 2


def test_filters_and_fts_syntax_are_taken(folder: Path) -> None:
    assert len(lines(folder, "fox", "--source", "kremlin", "--lang", "en", "--since", "2026-01-01")) == 2
    assert len(lines(folder, "--fts", "body:fox NOT script", "--state", "present")) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("…",), "nothing to look for"),
        (("-fox",), "only what is not to stand"),
        (("fox", "--limt", "5"), "no such option: --limt"),
        (("fox", "--limit", "0"), "a page has 1 to 1000 hits"),
        (("fox", "--page", "0"), "pages count from 1"),
        (("fox", "--as-of", "yesterday"), "is not a day"),
        (("fox", "--since", "yesterday"), "is not a day"),
        (("fox", "--source", "nosuch"), "there is no site"),
        (("fox", "--state", "nosuch"), "unknown state"),
        (("--fts", "fox AND"), "FTS5 does not take this"),
        ((), "Missing argument"),
    ],
)
def test_bad_usage_is_one_line(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run(None, "search", *arguments, cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_there_is_nothing_to_search_where_there_is_no_archive(tmp_path: Path) -> None:
    assert run(None, "search", "fox", cwd=tmp_path).returncode == 10


def on_a_terminal(folder: Path, *arguments: str) -> str:
    """Return what a command prints where its output is a terminal."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "TERM": "xterm-256color", "COLUMNS": "100"}
    environment.pop("NO_COLOR", None)
    command = [sys.executable, "-c", "from crawler.cli import main; main()", *arguments]
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=theirs, stderr=subprocess.DEVNULL
    ) as done:
        os.close(theirs)
        said = b""
        with closing(os.fdopen(ours, "rb", buffering=0)) as stream:
            while True:
                try:
                    part = stream.read(65536)
                except OSError:  # the other end is closed
                    break
                if not part:
                    break
                said += part
        assert done.wait() == 0
    return said.decode()


def test_on_a_terminal_the_hit_is_bold_and_the_text_does_not_act(folder: Path) -> None:
    said = on_a_terminal(folder, "search", "путин")
    assert "\x1b[1;33mПутина\x1b[0m" in said
    assert "kremlin/ru/1" in said
    said = on_a_terminal(folder, "search", "script")
    assert "\\x1b[31m" in said
    assert "\x1b[31m" not in said.replace("\x1b[31m gone", "")


def test_a_search_starts_without_what_it_does_not_need() -> None:
    code = (
        "import sys, crawler.searching, crawler.cli;"
        "heavy = {'scrapy', 'twisted', 'lxml', 'trafilatura', 'rich', 'sqlite_utils', 'crawler.sites'};"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
