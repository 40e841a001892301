"""That verify sees what is not as it was written, and nothing else."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.chain import Head, head_of
from archive.connection import open_archive
from archive.digests import GENESIS, row_digest
from archive.errors import BadUsage, OlderSchema
from archive.schema import SCHEMA_VERSION
from archive.store import Archive
from archive.verify import Depth, verify
from demo.replay import Replay
from tests.makers import an_exchange
from tests.small_web import a_site, run
from tests.tampering import EDITS, a_small_archive, edited, flips, sees

TAIL = "the end of the chain, with its evidence"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_small_archive(tmp_path_factory.mktemp("small") / "archive.db")


def head(path: Path) -> Head:
    with closing(open_archive(path, read_only=True).conn) as connection:
        return head_of(connection)


@pytest.mark.parametrize("depth", Depth)
def test_a_whole_archive_is_sound_and_no_byte_of_it_changes(small: Path, depth: Depth) -> None:
    before = small.read_bytes()
    report = verify(small, depth=depth)
    assert report.faults == []
    assert report.head == head(small)
    assert small.read_bytes() == before


def test_every_evidence_row_has_its_link(small: Path) -> None:
    report = verify(small)
    evidence = report.rows["captures"] + report.rows["bodies"] + report.rows["dictionaries"]
    assert head(small).seq == evidence > 40


def test_each_flipped_bit_that_changes_a_row_is_found(small: Path, tmp_path: Path) -> None:
    told = flips(small, trials=300, seed=20261124, folder=tmp_path)
    assert told.changed > 50
    assert told.missed == []


@pytest.mark.parametrize("edit", [name for name in EDITS if name != TAIL])
def test_an_edit_by_another_program_is_found(small: Path, tmp_path: Path, edit: str) -> None:
    assert sees(edited(small, EDITS[edit], tmp_path / "edited.db"))


def test_a_cut_end_is_found_by_a_head_that_was_kept(small: Path, tmp_path: Path) -> None:
    cut = edited(small, EDITS[TAIL], tmp_path / "cut.db")
    kept = head(small)
    assert [fault.where for fault in verify(cut, against=[kept]).faults] == ["chain"]


def test_a_forged_and_chained_row_is_found_by_a_head_that_was_kept(small: Path, tmp_path: Path) -> None:
    forged = tmp_path / "forged.db"
    shutil.copy(small, forged)
    with closing(sqlite3.connect(forged)) as connection:
        connection.executescript("drop trigger captures_no_update; drop trigger chain_no_delete;")
        connection.execute("update captures set asked = 'http://en.kremlin.ru/forged' where id = 5")
        connection.execute("delete from chain")
        connection.execute("pragma user_version = 1")
        connection.commit()
    kept = head(small)
    report = verify_after_rechaining(forged, small)
    assert report.sound, "a chain alone does not stop its owner from writing it anew"
    assert [fault.where for fault in verify(forged, against=[kept]).faults] == ["chain"]


def verify_after_rechaining(forged: Path, honest: Path):
    """Chain a forged archive anew with our own code, and put the triggers back."""
    from archive.chain import seal_all  # noqa: PLC0415 - the forger's tool

    with closing(sqlite3.connect(honest)) as connection:
        triggers = connection.execute(
            "select sql from sqlite_master where name in ('captures_no_update', 'chain_no_delete')"
        ).fetchall()
    with closing(sqlite3.connect(forged, isolation_level=None)) as connection:
        seal_all(connection)
        for (sql,) in triggers:
            connection.execute(sql)
        connection.execute(f"pragma user_version = {SCHEMA_VERSION}")
    return verify(forged)


def test_an_older_head_lies_on_the_chain_of_the_grown_archive(small: Path, tmp_path: Path) -> None:
    grown = tmp_path / "grown.db"
    shutil.copy(small, grown)
    kept = head(grown)
    with Archive(grown) as archive:
        run_id = archive.begin_run("crawl", source="kremlin", options={})
        archive.note(an_exchange("robots", hours=50), run_id=run_id, source="kremlin", kind="robots")
        archive.end_run(run_id, outcome="finished", counts={})
    assert head(grown).seq > kept.seq
    assert verify(grown, against=[kept]).sound
    with closing(sqlite3.connect(grown)) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")


def test_a_column_that_a_row_does_not_state_changes_no_digest() -> None:
    assert row_digest(("id", "note", "tls"), (1, "x", None)) == row_digest(("id", "note"), (1, "x"))


def test_values_of_other_types_have_other_digests() -> None:
    seen = {row_digest(("a",), (value,)) for value in (1, 1.0, "1", b"1", None, "", b"")}
    assert len(seen) == 7


def test_a_head_is_written_and_read(small: Path) -> None:
    assert Head.parse(str(head(small))) == head(small)
    for text in ("", "x", "5", "5:zz", "-1:" + "00" * 32, "3:" + "00" * 31):
        with pytest.raises(BadUsage):
            Head.parse(text)
    assert Head(0, GENESIS) == Head.parse("0:" + "00" * 32)


def test_an_archive_of_schema_1_is_brought_up_to_date_and_then_sound(tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript((Path(__file__).parent / "schema_1.sql").read_text(encoding="utf-8"))
    with pytest.raises(OlderSchema):
        verify(old)
    with Archive(old) as archive:
        assert archive.db.conn.execute("select count(*) from aliases").fetchone() == (2,)
    report = verify(old, depth=Depth.DATA)
    assert report.faults == []
    assert report.head is not None
    assert report.head.seq == 4


def test_an_archive_of_schema_1_is_brought_up_to_date_by_reparse_and_comes_out_again(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "archive.db")) as connection:
        connection.executescript((Path(__file__).parent / "schema_1.sql").read_text(encoding="utf-8"))
    asked = run(None, "verify", cwd=tmp_path)
    assert (asked.returncode, "the next crawl, fetch or reparse" in asked.stderr) == (10, True)
    again = run(None, "reparse", cwd=tmp_path)
    assert (again.returncode, "2 captures read again" in again.stdout) == (0, True), again.stderr
    told = run(None, "verify", "--rederive", cwd=tmp_path)
    assert (told.returncode, "nothing is wrong" in told.stdout) == (0, True), told.stdout


def test_a_migrated_archive_that_is_not_read_again_is_noted_and_no_fault(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "archive.db")) as connection:
        connection.executescript((Path(__file__).parent / "schema_1.sql").read_text(encoding="utf-8"))
    Archive(tmp_path / "archive.db").close()
    told = run(None, "verify", "--rederive", cwd=tmp_path)
    assert told.returncode == 0
    assert "kremlin: read by kremlin/1; today's reader" in told.stdout


def test_verify_says_so_in_words_and_in_json(tmp_path: Path) -> None:
    with Replay(a_site(3)) as web:
        crawled = run(
            web, "crawl", "kremlin", "--lang", "en", "--section", "news", "--delay", "0", cwd=tmp_path
        )
    assert "head " in crawled.stdout
    kept = crawled.stdout.partition("head ")[2].split()[0]
    (tmp_path / "heads.txt").write_text(f"2026-11-24 head {kept}\n", encoding="utf-8")
    told = run(None, "verify", "--rederive", "--against", "heads.txt", cwd=tmp_path)
    assert told.returncode == 0, told.stderr
    assert "nothing is wrong; 1 kept head on its chain" in told.stdout
    with closing(sqlite3.connect(tmp_path / "archive.db")) as connection:
        connection.execute("update revisions set title = 'Another' where id = 1")
        connection.commit()
    told = run(None, "verify", "--json", cwd=tmp_path)
    assert told.returncode == 20
    faults = json.loads(told.stdout)["faults"]
    assert faults == [{"where": "revisions", "row": "1", "what": "is not what Readout wrote"}]
    told = run(None, "verify", cwd=tmp_path)
    assert told.returncode == 20
    fault, verdict = told.stderr.splitlines()
    assert fault == "revisions 1: is not what Readout wrote"
    assert verdict == (
        "readout: archive.db: 1 thing is not as written; "
        "the evidence is whole, readout reparse derives the rest again"
    )
    run(None, "reparse", cwd=tmp_path)
    assert run(None, "verify", cwd=tmp_path).returncode == 0


def test_two_depths_at_once_make_no_sense(tmp_path: Path) -> None:
    assert run(None, "verify", "--quick", "--rederive", cwd=tmp_path).returncode == 2
    assert run(None, "verify", "--against", "nonsense", cwd=tmp_path).returncode == 2
