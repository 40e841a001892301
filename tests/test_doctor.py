"""What the doctor sees: each trouble is a finding that says what to do, and the exit code is the worst."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.health import HostFacts
from archive.lock import writing
from archive.schema import SCHEMA_VERSION
from crawler import surroundings
from crawler.hostlook import hosts
from crawler.symptoms import State, Symptom, bad, look, ok, worst
from demo.answers import Reply
from demo.replay import Replay
from tests.small_web import HOST, ROBOTS, a_site, run

CHECKOUT = Path(__file__).resolve().parents[1]
CRAWL = ("crawl", "kremlin", "--lang", "en", "--section", "news", "--delay", "0")
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
Found = dict[str, list[dict[str, str]]]


def examined(folder: Path, *options: str, **environment: str) -> tuple[int, Found]:
    done = run(None, "doctor", "--json", *options, cwd=folder, **environment)
    assert done.stderr == ""
    told = json.loads(done.stdout)
    assert told["code"] == done.returncode
    found: Found = {}
    for one in told["findings"]:
        assert one["state"] == "ok" or one["advice"], one
        assert (one["code"] > 0) == (one["state"] == "bad"), one
        found.setdefault(one["about"], []).append(one)
    return done.returncode, found


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crawled")
    with Replay(a_site(3)) as replay:
        run(replay, *CRAWL, cwd=folder)
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        db.execute("pragma wal_checkpoint(truncate)")
    return folder


@pytest.fixture
def folder(crawled: Path, tmp_path: Path) -> Path:
    (tmp_path / "archive.db").write_bytes((crawled / "archive.db").read_bytes())
    return tmp_path


def change(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "archive.db")) as db, db:
        db.execute(statement)


def test_a_healthy_archive_has_nothing_bad_and_each_thing_is_looked_at(folder: Path) -> None:
    run(None, "backup", "kept.db", cwd=folder)
    code, found = examined(folder)

    assert code == 0
    assert {one["state"] for about in found.values() for one in about} == {"ok"}
    for about in ("versions", "clock", "proxies", "disk", "folder", "lock", "archive", "backup", "plan"):
        assert about in found
    assert "runs of kremlin" in found
    assert "robots.txt answered 200" in found[HOST][0]["said"]
    assert "http only" in found[HOST][1]["said"]
    assert "scrapy 2.19" in found["versions"][-1]["said"]


def test_the_table_is_printed_and_nothing_is_written(folder: Path) -> None:
    before = (folder / "archive.db").read_bytes()
    done = run(None, "doctor", cwd=folder)

    assert done.stdout.startswith("state\tabout\tfinding\twhat to do\n")
    assert "look\tbackup\tnone is known of\treadout backup FILE" in done.stdout
    assert (folder / "archive.db").read_bytes() == before
    assert {path.name for path in folder.iterdir()} <= {"archive.db", "archive.db-wal", "archive.db-shm"}


def test_no_archive_is_a_finding_and_the_machine_is_examined_all_the_same(tmp_path: Path) -> None:
    code, found = examined(tmp_path)

    assert code == 10
    assert "there is no archive" in found["archive"][0]["said"]
    assert found["disk"][0]["state"] == "ok"
    assert list(tmp_path.iterdir()) == []


def test_an_archive_of_another_schema_is_told_apart(folder: Path) -> None:
    change(folder, f"pragma user_version = {SCHEMA_VERSION + 1}")
    assert examined(folder)[0] == 10
    change(folder, f"pragma user_version = {SCHEMA_VERSION - 1}")
    code, found = examined(folder)
    assert (code, found["archive"][0]["state"]) == (0, "look")


def test_damage_is_the_worst(folder: Path) -> None:
    change(folder, "drop index captures_by_body")
    code, found = examined(folder, READOUT_RESERVE="900TB")

    assert code == 20
    assert "captures_by_body" in found["archive"][0]["said"]
    assert found["disk"][0]["code"] == 12


def test_a_disk_below_the_reserve_is_bad(folder: Path) -> None:
    code, found = examined(folder, READOUT_RESERVE="900TB")
    assert (code, found["disk"][0]["state"]) == (12, "bad")


def test_a_run_that_holds_the_lock_is_no_fault(folder: Path) -> None:
    with writing(folder / "archive.db"):
        code, found = examined(folder)
    assert code == 0
    assert f"held by pid {os.getpid()} since" in found["lock"][0]["said"]


def test_a_run_that_died_is_seen(folder: Path) -> None:
    change(folder, "update runs set ended_at = null, outcome = null")
    _, found = examined(folder)
    assert found["runs of kremlin"][0]["state"] == "look"
    assert "died" in found["runs of kremlin"][0]["said"]


def test_runs_that_get_nothing_are_bad_and_runs_that_are_not_made_a_look(folder: Path) -> None:
    week = (datetime.now(UTC) - timedelta(days=7)).isoformat()
    change(folder, f"update runs set began_at = '{week}', ended_at = '{week}'")
    code, found = examined(folder)
    assert (code, found["runs of kremlin"][0]["state"]) == (0, "look")
    assert "cron" in found["runs of kremlin"][0]["advice"]

    change(
        folder,
        "insert into runs (command, source, options, software, began_at, ended_at, outcome, counts) select"
        " command, source, options, software, strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now'),"
        " strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now'), 'finished', '{\"unreachable\": 4}' from runs",
    )
    code, found = examined(folder)
    assert (code, found["runs of kremlin"][0]["state"]) == (3, "bad")
    assert "7 days ago" in found["runs of kremlin"][0]["said"]


def test_what_waits_for_long_and_what_could_not_be_had_is_said(folder: Path) -> None:
    change(
        folder,
        "update frontier set state = 'planned', outcome = null, planned_at = '2020-01-01T00:00:00+00:00',"
        " not_before = null where key = 'kremlin/en/80001'",
    )
    change(folder, "update frontier set outcome = 'refused' where key = 'kremlin/en/80002'")
    _, found = examined(folder)

    waiting, failed = found["plan"]
    assert (waiting["state"], waiting["said"].startswith("1 addresses wait")) == ("look", True)
    assert "1 refused" in failed["said"]


def test_an_older_reader_and_a_proxy_are_a_look(folder: Path) -> None:
    change(folder, "update readings set extractor = 'kremlin/old'")
    code, found = examined(folder, HTTPS_PROXY="http://me:word@proxy.example:3128")

    assert code == 0
    assert found["readers"][0]["state"] == "look"
    assert "proxy.example:3128" in found["proxies"][0]["said"]
    assert "word" not in found["proxies"][0]["said"]


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    pages = a_site(1)
    pages[f"{HOST}/robots.txt"] = Reply.failure(503)
    with Replay(pages) as replay:
        run(replay, *CRAWL, cwd=tmp_path)
    return tmp_path


def test_a_closed_host_is_bad_with_the_code_of_a_refusal(closed: Path) -> None:
    code, found = examined(closed)

    assert code == 5
    assert "answered 503" in found[HOST][0]["said"]
    assert "closed until it answers" in found[HOST][0]["said"]


def test_a_redirected_robots_txt_is_judged_by_where_it_leads(tmp_path: Path) -> None:
    pages = a_site(1)
    pages[f"{HOST}/robots.txt"] = Reply.redirect(f"http://{HOST}/rules.txt")
    pages[f"{HOST}/rules.txt"] = ROBOTS
    with Replay(pages) as replay:
        run(replay, *CRAWL, cwd=tmp_path)

    assert "robots.txt answered 200" in examined(tmp_path)[1][HOST][0]["said"]


def test_a_certificate_is_named_with_its_issuer(tmp_path: Path) -> None:
    pages = a_site(1)
    pages["www.interfax.ru/robots.txt"] = ROBOTS
    with Replay(pages) as replay:
        run(replay, "fetch", "https://www.interfax.ru/world/1", "--delay", "0", cwd=tmp_path)
    _, found = examined(tmp_path)

    (certificate,) = (one for one in found["www.interfax.ru"] if "robots" not in one["said"])
    assert "certificate" in certificate["said"]


def a_host(**more: object) -> HostFacts:
    given = {
        "host": "a.example",
        "sources": ("kremlin",),
        "robots_at": "2026-11-24T11:00",
        "robots_status": 200,
    }
    return HostFacts(**{**given, **more})  # type: ignore[arg-type]


TLS = {"protocol": "TLSv1.3", "issuer": "CN=Root", "not_after": "2027-06-01T00:00:00+00:00"}
SOON = {**TLS, "not_after": "2026-11-30T00:00:00+00:00"}
JUDGED: dict[str, tuple[HostFacts, list[State]]] = {
    "open": (a_host(), [State.OK]),
    "no rules": (a_host(robots_status=404), [State.OK]),
    "limited": (a_host(robots_status=429), [State.BAD]),
    "broken": (a_host(robots_status=502), [State.BAD]),
    "unreached": (a_host(robots_status=None, robots_note="no answer"), [State.BAD]),
    "not asked": (a_host(robots_at=None, robots_status=None), [State.OK]),
    "led on": (a_host(robots_status=301), [State.LOOK]),
    "http": (a_host(http_at="2026-11-24T11:00"), [State.OK, State.OK]),
    "https": (a_host(https_at="2026-11-24T11:00", tls=TLS), [State.OK, State.OK]),
    "https, soon over": (a_host(https_at="2026-11-24T11:00", tls=SOON), [State.OK, State.LOOK]),
    "https, undated": (a_host(https_at="2026-11-24T11:00", tls={"issuer": "x"}), [State.OK, State.OK]),
    "https, not told": (a_host(https_at="2026-11-24T11:00"), [State.OK, State.OK]),
}


@pytest.mark.parametrize("case", JUDGED)
def test_a_host_is_judged_by_its_robots_txt_and_its_certificate(case: str) -> None:
    host, states = JUDGED[case]
    assert [one.state for one in hosts([host], NOW)] == states


def test_of_the_web_at_large_only_hosts_with_a_finding_are_named() -> None:
    web = [a_host(host=f"{n}.example", sources=("web",)) for n in range(40)]
    shut = a_host(host="shut.example", sources=("web",), robots_status=500)
    assert [one.about for one in hosts([*web, shut], NOW)] == ["shut.example", "hosts of the web"]


def states(symptoms: Iterator[Symptom]) -> list[str]:
    return [one.state.value for one in symptoms]


def test_a_clock_that_is_off_is_seen() -> None:
    assert states(surroundings.clock(NOW)) == ["ok"]
    assert states(surroundings.clock(datetime(1970, 1, 2, tzinfo=UTC))) == ["bad"]
    assert states(surroundings.clocks(NOW, NOW, timedelta(minutes=2))) == []
    assert states(surroundings.clocks(NOW, NOW, timedelta(minutes=-20))) == ["look"]
    assert states(surroundings.clocks(NOW, NOW + timedelta(hours=1), None)) == ["look"]


def test_the_worst_code_wins() -> None:
    assert worst([ok("a", "b"), look("a", "b", "c")]) == 0
    assert worst([bad("a", "b", "c", code=12), bad("a", "b", "c", code=20), bad("a", "b", "c", code=3)]) == 20


def test_a_missing_library_is_named_with_what_to_install(folder: Path) -> None:
    """Hide one library's record from the doctor, as an environment without it would."""
    code = (
        "import sys, importlib.metadata as m\nreal = m.version\n"
        "def version(name):\n"
        "    if name == 'lxml_html_clean': raise m.PackageNotFoundError(name)\n"
        "    return '1.0' if name == 'scrapy' else real(name)\n"
        "m.version = version\nfrom crawler.cli import main\nmain()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "doctor"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "lxml_html_clean is not installed; trafilatura cannot be imported without it" in done.stdout
    assert "pip install 'lxml_html_clean" in done.stdout
    assert "scrapy 1.0 is not" in done.stdout


def test_the_doctor_starts_without_scrapy(folder: Path) -> None:
    code = "import sys; sys.modules['scrapy'] = sys.modules['twisted'] = sys.modules['trafilatura'] = None\n"
    done = subprocess.run(
        [sys.executable, "-c", code + "from crawler.cli import main; main()", "doctor"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "ok\tdisk" in done.stdout


def test_status_as_json_is_enough_to_watch_an_archive_by(folder: Path) -> None:
    run(None, "reparse", cwd=folder)
    told = json.loads(run(None, "status", "--json", cwd=folder).stdout)

    assert told["schema"] == SCHEMA_VERSION
    assert told["size"] == (folder / "archive.db").stat().st_size
    assert told["documents"] == 3
    assert told["captures"] > 3
    assert (told["pending"], told["failed"]) == (0, {})
    assert [(one["command"], one["source"], one["outcome"]) for one in told["runs"]] == [
        ("crawl", "kremlin", "finished"),
        ("reparse", "kremlin", "finished"),
    ]
    assert told["runs"][0]["counts"]["stored"] == 3
    assert told["sources"][0]["documents"] == 3
