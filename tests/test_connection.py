"""What an archive file must be to be opened, and what is said of one that is not."""

import os
import sqlite3
from pathlib import Path

import pytest

from archive.connection import open_archive
from archive.errors import ArchiveLocked, ArchiveMissing, ArchiveReadOnly, NewerSchema, NotAnArchive
from archive.schema import APPLICATION_ID, SCHEMA_VERSION
from archive.store import Archive


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    open_archive(path, create=True).conn.close()
    return path


def test_a_new_archive_says_what_it_is_and_flushes_every_commit(path: Path) -> None:
    db = open_archive(path)

    for name, value in (
        ("application_id", APPLICATION_ID),
        ("user_version", SCHEMA_VERSION),
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
    ):
        assert db.conn.execute(f"pragma {name}").fetchone() == (value,), name
    assert {
        row[0]
        for row in db.conn.execute(
            "select strict from pragma_table_list where schema = 'main'"
            " and type = 'table' and name not like 'sqlite%'"
            " and name not like '_sqlite%'"
        )
    } == {1}
    db.close()


def test_a_missing_archive_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing, match=r"gone\.db: there is no archive; 'readout crawl'"):
        open_archive(tmp_path / "gone.db")


@pytest.mark.parametrize("content", [b"<html>", b"SQLite format 2", bytes(1000)])
def test_another_file_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(content)

    with pytest.raises(NotAnArchive):
        Archive(path)
    assert path.read_bytes() == content
    assert not path.with_name("other.db-wal").exists()


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("create table t (a)")
    other.close()
    before = path.read_bytes()

    with pytest.raises(NotAnArchive, match="not an archive of Readout"):
        Archive(path)
    assert path.read_bytes() == before


def test_an_archive_of_a_newer_readout_is_left_alone(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute(f"pragma user_version = {SCHEMA_VERSION + 1}")
    db.close()
    before = path.read_bytes()

    with pytest.raises(NewerSchema, match="install the newer one"):
        Archive(path)
    assert path.read_bytes() == before


def test_a_missing_folder_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ArchiveReadOnly, match="does not exist"):
        Archive(tmp_path / "no" / "archive.db")


def test_a_second_writer_is_told_who_writes(path: Path) -> None:
    with Archive(path), pytest.raises(ArchiveLocked, match=f"pid {os.getpid()}"):
        Archive(path)


def test_readers_work_while_a_run_writes(path: Path) -> None:
    with Archive(path) as writer:
        writer.begin_run("crawl", source="kremlin", options={})
        reader = open_archive(path, read_only=True)
        assert reader.conn.execute("select count(*) from runs").fetchone() == (1,)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.conn.execute("delete from runs")
        reader.close()
