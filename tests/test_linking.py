"""Reports are linked to what they go back to: when, on what grounds, and what a person's word does to it."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.linkage import work
from archive.linkage.edges import chain_of, reported_by, reports
from archive.linkage.passages import side_by_side
from archive.verify import Depth, verify
from bench_links import scale
from crawler.cli import main
from tests.reports import CALL, CALL_EN, REPORT, REPOST_FR, Shelf, neighbours

DAY = date(2021, 7, 2)
TITLE = "Телефонный разговор с Президентом Франции Этьеном Вальмоном"
INTERFAX, REPOST = "interfax/ru/775001", "web/https://depeches.example/phares"
LINKED = [
    (INTERFAX, "readout", "reports", "kremlin/ru/66055"),
    (REPOST, "agency", "via", INTERFAX),
    (REPOST, "readout", "via", "kremlin/ru/66055"),
]


def put_readout(shelf: Shelf, number: int = 66055) -> None:
    shelf.put(f"kremlin/ru/{number}", TITLE, CALL, "2021-07-02T12:00")
    title = "Telephone conversation with President of France Etienne Valmont"
    shelf.put(f"kremlin/en/{number}", title, CALL_EN, "2021-07-02T12:20")


def put_report(shelf: Shelf) -> None:
    title = "Северин и Вальмон обсудили по телефону маяки и хранилище семян"
    shelf.put(INTERFAX, title, REPORT, "2021-07-02T12:50")


def put_repost(shelf: Shelf, at: str | None = "2021-07-02T15:00") -> None:
    shelf.put(REPOST, "Deux présidents ont parlé des phares", REPOST_FR, at, language="fr")


@pytest.fixture
def shelf(tmp_path: Path):
    with Shelf(tmp_path / "archive.db") as made:
        neighbours(made, DAY)
        yield made


@pytest.fixture
def whole(shelf: Shelf) -> Shelf:
    put_readout(shelf)
    put_report(shelf)
    put_repost(shelf)
    shelf.link()
    return shelf


def ask(shelf: Shelf, *arguments: str) -> Result:
    """Run a command on the archive of a shelf, which is closed."""
    return CliRunner().invoke(main, [*arguments, "--archive", str(shelf.path)])


def test_a_repost_goes_back_to_the_agency_and_to_the_readout(whole: Shelf) -> None:
    assert whole.links() == LINKED


def test_order_of_arrival_does_not_matter(shelf: Shelf) -> None:
    put_repost(shelf)
    shelf.link()
    assert shelf.links() == [(REPOST, "agency", "via", None), (REPOST, "readout", "via", None)]
    put_report(shelf)
    shelf.link()
    put_readout(shelf)
    shelf.link()
    assert shelf.links() == LINKED


def test_linking_again_when_nothing_is_new_looks_at_nothing(whole: Shelf) -> None:
    for number in (5, 6):
        cited = (f"Москва. INTERFAX.RU - Кремль подтвердил визит номер {number}, сообщил ТАСС.",)
        whole.put(f"interfax/ru/{number}", f"Визит {number}", cited, "2021-07-02T13:00")
        whole.link()
    assert (f"interfax/ru/{number}", "agency", "via", None) in whole.links()
    assert whole.link() == work.Told(0, 0, 0)


def test_a_changed_report_is_linked_anew(whole: Shelf) -> None:
    other = ("Москва. 2 июля. INTERFAX.RU - В Кеми открыли мост.",)
    whole.put(INTERFAX, "В Кеми открыли мост", other, "2021-07-02T12:50")
    whole.link()
    assert [row for row in whole.links() if row[0] == INTERFAX] == []


def test_an_undated_report_yields_candidates_only(shelf: Shelf) -> None:
    put_readout(shelf)
    put_repost(shelf, None)
    shelf.link()
    assert (REPOST, "readout", "candidate", "kremlin/ru/66055") in shelf.links()
    (edge,) = reported_by(
        shelf.archive.db, shelf.rows("select id from documents where key like '%ru/66055'")[0][0]
    )
    assert (edge.type, edge.certain) == ("none", False)


def test_a_report_outside_the_window_is_not_linked_to_the_readout(shelf: Shelf) -> None:
    put_readout(shelf)
    put_repost(shelf, "2021-07-09T10:00")
    shelf.link()
    assert shelf.links() == [(REPOST, "agency", "via", None), (REPOST, "readout", "via", None)]


def test_both_languages_of_a_number_are_one_node(whole: Shelf) -> None:
    ids = [row[0] for row in whole.rows("select id from documents where number = '66055'")]
    found = [[edge.report.key for edge in reported_by(whole.archive.db, one)] for one in ids]
    assert found == [[INTERFAX, REPOST], [INTERFAX, REPOST]]


def test_a_link_says_why_and_what_was_used(whole: Shelf) -> None:
    (number,) = (row[0] for row in whole.rows(f"select id from documents where key = '{INTERFAX}'"))
    (edge,) = reports(whole.archive.db, number)
    assert {"Вайгач", "FR"} <= {key.value for key in edge.shared}
    assert "Kremlin press service" in {one.name for one in edge.evidence}
    assert edge.seconds == 50 * 60
    told = side_by_side(whole.archive.db, edge)
    assert told is not None
    assert told.passages[2].used
    assert not told.passages[3].used
    assert "Маяк служит каждому кораблю" in told.passages[2].passage
    (quotation,) = told.quotations
    assert quotation.changed
    assert {"построил", "покрасил"} <= {one.text for one in quotation.pieces if one.change != "same"}


def test_updates_are_a_chain_also_in_a_circle(shelf: Shelf) -> None:
    host = "https://www.interfax.ru/russia/"
    for number, newer in ((1, 2), (2, 3), (3, 1)):
        shelf.put(
            f"interfax/ru/{number}", f"Паром {number}", ("Паром стоит.",), f"2021-07-02T0{number}:00",
            updates=(f"{host}{newer}",),
        )  # fmt: skip
    shelf.put("interfax/ru/9", "Паром 9", ("Паром идёт.",), "2021-07-02T09:00", updates=(f"{host}404",))
    shelf.link()
    ids = dict(shelf.rows("select key, id from documents where source = 'interfax'"))
    chain = [one.key for one in chain_of(shelf.archive.db, ids["interfax/ru/2"])]
    assert sorted(chain) == ["interfax/ru/1", "interfax/ru/2", "interfax/ru/3"]
    assert chain_of(shelf.archive.db, ids["interfax/ru/9"]) == ()


def test_verify_finds_nothing_wrong_with_links_and_sees_a_forged_one(whole: Shelf) -> None:
    whole.archive.close()
    assert verify(whole.path, depth=Depth.DATA).faults == []
    with closing(sqlite3.connect(whole.path)) as db, db:
        db.execute("update links set score = 99 where role = 'readout'")
        db.execute("insert into verdicts values (1, 'a', 'b', 'confirm', '2021', 'nobody', '')")
    assert {fault.where for fault in verify(whole.path).faults} == {"links", "verdicts"}


def test_a_rejected_link_is_gone_and_stays_so(whole: Shelf) -> None:
    whole.archive.close()
    done = ask(whole, "link", REPOST, "kremlin/en/66055", "--reject", "--note", "another call", "--by", "me")
    assert done.exit_code == 0, done.stderr
    for command in (("relink",), ("links",)):
        assert ask(whole, *command).exit_code == 0
    listed = json.loads(ask(whole, "links", "--json").stdout)
    targets = {(one["report"]["key"], one["role"], (one["target"] or {}).get("key")) for one in listed}
    assert (REPOST, "readout", None) in targets
    assert (INTERFAX, "readout", "kremlin/ru/66055") in targets


def test_a_confirmed_link_outranks_the_method_and_survives_backup_and_restore(
    whole: Shelf, tmp_path: Path
) -> None:
    whole.archive.close()
    ask(whole, "link", REPOST, "kremlin/ru/60003", "--confirm", "--note", "told so", "--by", "editor")
    assert ask(whole, "backup", str(tmp_path / "kept.db")).exit_code == 0
    again = tmp_path / "again.db"
    done = CliRunner().invoke(main, ["restore", str(tmp_path / "kept.db"), "--archive", str(again)])
    assert done.exit_code == 0, done.stderr
    with closing(sqlite3.connect(again)) as db, db:
        db.execute("pragma foreign_keys = off")
    for _ in range(2):
        told = json.loads(CliRunner().invoke(main, ["links", "--json", "--archive", str(again)]).stdout)
        (edge,) = (one for one in told if one["report"]["key"] == REPOST and one["role"] == "readout")
        assert (edge["target"]["key"], edge["type"], edge["certain"]) == ("kremlin/ru/60003", "via", True)
        assert (edge["verdict"]["by"], edge["verdict"]["note"]) == ("editor", "told so")
        assert CliRunner().invoke(main, ["relink", "--archive", str(again)]).exit_code == 0
    assert verify(again).faults == []


def test_a_confirmed_agency_report_is_the_way_it_came(whole: Shelf) -> None:
    whole.put("interfax/ru/775002", "Иное", ("Москва. 2 июля. INTERFAX.RU - Иное.",), "2021-07-02T12:55")
    whole.link()
    whole.archive.close()
    assert ask(whole, "link", REPOST, "interfax/ru/775002", "--confirm").exit_code == 0
    told = json.loads(ask(whole, "links", "--json").stdout)
    (edge,) = (one for one in told if one["report"]["key"] == REPOST and one["role"] == "agency")
    assert edge["target"]["key"] == "interfax/ru/775002"


def test_a_withdrawn_verdict_leaves_the_method_to_speak(whole: Shelf) -> None:
    whole.archive.close()
    for ruling in ("--reject", "--withdraw"):
        assert ask(whole, "link", REPOST, "kremlin/ru/66055", ruling).exit_code == 0
    told = json.loads(ask(whole, "links", "--json", "--type", "via").stdout)
    assert {(one["target"] or {}).get("key") for one in told} == {"kremlin/ru/66055", INTERFAX}
    with closing(sqlite3.connect(whole.path)) as db:
        assert [row[0] for row in db.execute("select verdict from verdicts")] == ["reject", "withdraw"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((REPOST, "kremlin/ru/66055"), "--confirm, --reject or --withdraw"),
        ((REPOST, REPOST, "--confirm"), "does not go back to itself"),
        (("kremlin/ru/66055", REPOST, "--confirm"), "name the report first"),
        ((REPOST, "kremlin/ru/66055", "--confirm", "--note", "x" * 3000), "at most 2000"),
    ],
)
def test_a_verdict_that_can_not_be_is_refused(whole: Shelf, arguments: tuple[str, ...], said: str) -> None:
    whole.archive.close()
    done = ask(whole, "link", *arguments)
    assert (done.exit_code, said in done.stderr) == (2, True), done.stderr
    with closing(sqlite3.connect(whole.path)) as db:
        assert db.execute("select count(*) from verdicts").fetchone() == (0,)


def test_orphans_lack_one_of_their_ends(whole: Shelf) -> None:
    lost = ("INTERFAX.RU – Severin et Valmont se sont parlé, a rapporté le service de presse du Kremlin.",)
    whole.put("web/https://depeches.example/perdu", "Un appel", lost, "2019-01-05T10:00", language="fr")
    whole.link()
    with whole.archive.transaction():
        whole.archive.db.conn.execute("update documents set state = 'gone' where key = 'kremlin/ru/66055'")
    whole.archive.close()
    told = json.loads(ask(whole, "links", "--orphans", "--json").stdout)
    found = {(one["why"], one["document"]["key"]) for one in told}
    assert ("not held", "web/https://depeches.example/perdu") in found
    assert ("gone", REPOST) in found
    assert ("unreported", "kremlin/ru/60000") in found
    assert ("unreported", "kremlin/ru/66055") not in found
    assert ("unreported", "kremlin/en/66055") not in found


def test_filters_choose_the_reports(whole: Shelf) -> None:
    whole.archive.close()
    by_language = json.loads(ask(whole, "links", "--json", "--lang", "fr").stdout)
    assert {one["report"]["key"] for one in by_language} == {REPOST}
    assert ask(whole, "links", "--json", "--since", "2021-07-03").stdout.strip() == "[]"
    rows = ask(whole, "links", "--csv", "--source", "interfax").stdout.splitlines()
    assert len(rows) == 2
    assert "kremlin/ru/66055" in rows[1]


def test_a_sheet_holds_no_formula(shelf: Shelf) -> None:
    put_readout(shelf)
    shelf.put("web/https://evil.example/x", "=HYPERLINK(1)", REPOST_FR, "2021-07-02T15:00", language="fr")
    shelf.link()
    shelf.archive.close()
    told = ask(shelf, "links", "--sheet").stdout
    assert "'=HYPERLINK(1)" in told
    assert ",=HYPERLINK" not in told


def test_relink_says_what_changed_and_two_processes_say_the_same(
    whole: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    with whole.archive.transaction():
        whole.archive.db.conn.execute("delete from links where role = 'agency'")
    whole.archive.close()
    monkeypatch.setattr("crawler.relinking.WORTH_A_POOL", 1)
    done = ask(whole, "relink", "--workers", "2")
    assert done.exit_code == 0, done.stderr
    assert "1 as before, 0 new, 1 changed, 0 lost" in done.stdout
    assert f"{REPOST}: readout: via kremlin/ru/66055 → agency: via {INTERFAX}; readout:" in done.stdout
    assert "2 as before" in ask(whole, "relink", "--workers", "1").stdout
    assert verify(whole.path).faults == []


def test_relink_of_a_source_or_of_days_leaves_the_rest_alone(whole: Shelf) -> None:
    whole.archive.close()
    assert "1 reports linked again" in ask(whole, "relink", "--source", "interfax").stdout
    assert "0 reports linked again" in ask(whole, "relink", "--since", "2021-07-03").stdout
    assert "2 reports linked again" in ask(whole, "relink", "--since", "2021-07-02").stdout


KILLED = """
import os, sys
from archive.linkage import again
from bench_links import scale
from crawler.cli import main
real = again.Again.take
def take(self, made):
    real(self, made)
    if any(not one.is_readout for one, _, _ in made):
        os.kill(os.getpid(), 9)
again.Again.take = take
main(["relink", "--workers", "1", "--archive", sys.argv[1]])
"""


def test_a_killed_relink_goes_on_where_it_was(whole: Shelf) -> None:
    before = whole.links()
    whole.archive.close()
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1])}
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(whole.path)], env=environment, capture_output=True, check=False
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert verify(whole.path).faults == []
    done = ask(whole, "relink")
    assert "going on" in done.stderr
    assert "0 readouts, 1 reports linked again: 1 as before" in done.stdout
    with Shelf(whole.path) as again:
        assert again.links() == before
    assert "2 reports" in ask(whole, "relink").stdout


def test_of_a_great_many_the_newest_are_linked_and_the_rest_wait(shelf: Shelf) -> None:
    put_readout(shelf)
    put_report(shelf)
    put_repost(shelf)
    told = work.link_new(shelf.archive, run=shelf.run, most=1)
    assert told.left == 31
    for _ in range(40):
        told = work.link_new(shelf.archive, run=shelf.run, most=1)
    assert told.left == 0
    assert shelf.links() == LINKED


def test_a_huge_hostile_text_is_linked_in_bounded_time(shelf: Shelf) -> None:
    put_readout(shelf)
    words = "Кремль сообщил «" + "Северин Вальмон Вайгач 2 июля " * 5 + "». \u202e\x07"
    shelf.put(
        "web/https://evil.example/huge", "x" * 9000, tuple([words] * 4000), "2021-07-02T15:00", language="ru"
    )
    shelf.put("web/https://evil.example/one", "\u202eх", ("«" * 50_000,), "2021-07-02T15:00", language="ru")
    began = time.monotonic()
    shelf.link()
    assert time.monotonic() - began < 120  # a bound, not a speed
    (size,) = shelf.rows("select max(length(usage) + length(evidence)) from links")[0]
    assert size < 500_000


def test_the_measure_of_scale_runs_on_a_small_archive() -> None:
    told = CliRunner().invoke(scale.main, ["--documents", "1000", "--relink", "50"])
    assert told.exit_code == 0, told.output
    assert re.search(r"newest day: 200 new documents, \d+ looked at, [1-9]\d* links", told.output)
