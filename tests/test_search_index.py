"""The index of words: written with its revision, never behind it, made again after a stop, seen by verify."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from archive.models import Document, View
from archive.opening import open_to_read
from archive.search import Asked, search, standing
from archive.search import index as writer
from archive.search.index import passage_of, write_entry
from archive.search.reindex import BATCH, reindex
from archive.search.words import ANALYSER
from archive.store import Archive
from archive.verify import Depth, verify
from demo.replay import Replay
from tests.makers import NOON, a_document
from tests.searched import put, searchable
from tests.small_web import ARTICLE, a_site, article, run
from tests.tampering import a_small_archive

CRAWL = ("crawl", "kremlin", "--lang", "en", "--section", "news", "--delay", "0")


def unseen(_done: int, _of: int) -> None:
    """Show no progress."""


def found(path: Path, words: str) -> list[tuple[str, int]]:
    with closing(open_to_read(path)) as connection:
        return [(hit.key, hit.revision) for hit in search(connection, Asked(words=words)).hits]


def entries(path: Path) -> list[tuple[int, int]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute("select entry, revision_id from _search_entries order by 1").fetchall()


def observe(archive: Archive, document: Document, *, hours: float = 0) -> None:
    """Keep a document as a capture shows it, in a transaction."""
    with archive.transaction():
        archive.revisions.observe(
            document, capture_id=1, at=NOON.replace(hour=12 + int(hours)), extractor="x/1"
        )


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(a_small_archive(tmp_path / "archive.db", documents=3)) as opened:
        yield opened


def test_a_revision_is_found_as_soon_as_it_is_kept(archive: Archive) -> None:
    observe(archive, a_document("1", title="Foxes of Tver"))
    assert found(archive.path, "fox") == [("kremlin/en/1", 1)]
    observe(archive, a_document("1", title="Wolves of Tver"), hours=1)
    assert found(archive.path, "tver") == [("kremlin/en/1", 2)]
    assert found(archive.path, "fox") == [("kremlin/en/1", 1)]


def test_what_is_rolled_back_is_not_found(archive: Archive) -> None:

    def broken() -> None:
        with archive.transaction():
            archive.revisions.observe(a_document("1", title="Foxes"), capture_id=1, at=NOON, extractor="x/1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    assert found(archive.path, "fox") == []
    observe(archive, a_document("2", title="Foxes"))
    assert found(archive.path, "fox") == [("kremlin/en/2", 1)]


def test_a_revision_that_a_page_fills_is_found_by_what_the_page_states(archive: Archive) -> None:
    observe(archive, a_document("1", place=None, view=View.FEED))
    observe(archive, a_document("1", place="Kirovsk"), hours=1)
    (row,) = archive.db.conn.execute("select count(*) from _search_facets where value = 'Kirovsk'")
    assert row == (1,)
    assert verify(archive.path).sound


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder whose archive saw six articles, one of them edited."""
    with Replay(a_site()) as replay:
        run(replay, *CRAWL, cwd=tmp_path)
        pages = a_site()
        pages[f"{ARTICLE}80002"] = article(80002, "Text of 80002, edited.", day="2026-03-02")
        replay.show(pages)
        run(replay, *CRAWL, "--revisit", "all", cwd=tmp_path)
    return tmp_path


def test_reading_again_leaves_the_entries_that_are_right_and_no_other(folder: Path) -> None:
    path = folder / "archive.db"
    before = entries(path)
    assert len(before) == 7
    done = run(None, "reparse", cwd=folder)
    assert "6 documents the same" in done.stdout, done.stderr
    assert entries(path) == before
    with closing(sqlite3.connect(path)) as db:
        db.execute("insert into _search_entries values (999, 999, 1, null, 1, x'00')")
        db.commit()
    assert not verify(path).sound
    run(None, "reparse", cwd=folder)
    assert entries(path) == before
    assert verify(path, depth=Depth.DATA).sound


def test_a_backup_can_be_searched(folder: Path) -> None:
    run(None, "backup", "copy.db", cwd=folder)
    assert found(folder / "copy.db", "edited") == [("kremlin/en/80002", 2)]


def test_an_archive_of_an_older_schema_is_indexed_when_it_is_next_written(tmp_path: Path) -> None:
    old = tmp_path / "archive.db"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript((Path(__file__).parent / "schema_1.sql").read_text(encoding="utf-8"))
    done = run(None, "search", "fox", cwd=tmp_path)
    assert (done.returncode, "written by an older Readout" in done.stderr) == (10, True)
    with Archive(old) as archive:
        assert standing(archive.db.conn).current
    assert len(entries(old)) == 2
    assert verify(old).sound


@contextmanager
def unindexed(path: Path, count: int) -> Iterator[sqlite3.Connection]:
    """Yield the connection of an archive that has revisions and an empty index."""
    db = searchable()
    for number in range(count):
        put(db, f"web/en/{number}", f"Fox {number}.")
    db.conn.execute("insert into _search (_search) values ('delete-all')")
    for table in ("_search_entries", "_search_facets"):
        db.conn.execute(f"delete from {table}")
    db.conn.execute("update _search_state set complete = 0")
    db.conn.execute("pragma user_version = 5")
    db.conn.commit()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        db.conn.backup(connection)
        yield connection


@contextmanager
def batch(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("begin immediate")
    try:
        yield
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")


def test_a_reindex_that_is_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    with unindexed(tmp_path / "archive.db", BATCH + 50) as connection:

        def stop(done: int, _of: int) -> None:
            if done:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            reindex(connection, transaction=lambda: batch(connection), progress=stop)
        assert not standing(connection).complete
        told = search(connection, Asked(words="fox 1"))
        assert "readout reindex" in "".join(told.notes)
        assert told.total == 1
        rest = reindex(connection, transaction=lambda: batch(connection), progress=unseen)
        assert (rest.indexed, rest.anew) == (50, False)
        assert standing(connection).current
        assert search(connection, Asked(words=f"fox {BATCH + 49}")).total == 1


def test_other_rules_for_words_ask_for_an_index_made_anew(tmp_path: Path) -> None:
    with unindexed(tmp_path / "archive.db", 20) as connection:
        reindex(connection, transaction=lambda: batch(connection), progress=unseen)
        connection.execute("update _search_state set analyser = ?", (ANALYSER - 1,))
        assert "another Readout's rules" in search(connection, Asked(words="fox")).notes[0]
        told = reindex(connection, transaction=lambda: batch(connection), progress=unseen)
        assert (told.indexed, told.anew) == (20, True)
        assert search(connection, Asked(words="fox")).notes == ()


def test_an_index_that_is_mostly_dead_is_made_anew(tmp_path: Path) -> None:
    with unindexed(tmp_path / "archive.db", 500) as connection:
        reindex(connection, transaction=lambda: batch(connection), progress=unseen)
        for turn in range(2):
            connection.execute("update revisions set title = title || ?", (f" {turn}",))
            with batch(connection):
                for number in range(1, 501):
                    assert write_entry(connection, passage_of(connection, number))
        held = "select count(*) from _search_docsize"
        assert connection.execute(held).fetchone() == (1500,)
        told = reindex(connection, transaction=lambda: batch(connection), progress=unseen)
        assert told.anew
        assert connection.execute(held).fetchone() == (500,)


def test_an_entry_of_the_same_words_is_not_written_again(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = archive.db.conn
    assert not write_entry(connection, passage_of(connection, 1))
    monkeypatch.setattr(writer, "ANALYSER", ANALYSER + 1)
    with archive.transaction():
        assert write_entry(connection, passage_of(connection, 1))
    assert len(entries(archive.path)) == connection.execute("select count(*) from revisions").fetchone()[0]


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        ("delete from _search_entries where revision_id = 2", "no search finds this revision"),
        ("insert into _search_entries values (999, 999, 1, null, 1, x'00')", "it is not there"),
        ("delete from _search_docsize where id = 1", "the index has no words of this revision"),
        ("update _search_entries set document_id = 3 where revision_id = 2", "no search finds this revision"),
    ],
)
def test_an_index_that_does_not_fit_the_revisions_is_a_fault(tmp_path: Path, edit: str, said: str) -> None:
    path = a_small_archive(tmp_path / "archive.db", documents=4)
    with closing(sqlite3.connect(path)) as db:
        db.execute(edit)
        db.commit()
    faults = verify(path).faults
    assert {fault.where for fault in faults} == {"index of words"}
    assert said in " ".join(fault.what for fault in faults)
    done = run(None, "verify", cwd=tmp_path)
    assert done.returncode == 20
    assert "readout reindex makes the index anew" in done.stderr
    assert run(None, "reindex", "--all", cwd=tmp_path).returncode == 0
    assert run(None, "verify", "--read-data", cwd=tmp_path).returncode == 0


def test_words_that_were_taken_out_of_the_index_are_found_missing_when_it_is_read(tmp_path: Path) -> None:
    path = a_small_archive(tmp_path / "archive.db", documents=4)
    with closing(sqlite3.connect(path)) as db:
        size = "update _search_docsize set sz = (select sz from _search_docsize where id = 2) where id = 1"
        db.execute("update _search_docsize set sz = x'7f' where id = 1")
        db.commit()
    assert verify(path).sound, size
    (fault,) = verify(path, depth=Depth.DATA).faults
    assert "words are held" in fault.what


def test_an_index_that_is_not_whole_yet_is_no_fault(tmp_path: Path) -> None:
    path = a_small_archive(tmp_path / "archive.db", documents=4)
    with closing(sqlite3.connect(path)) as db:
        db.execute("delete from _search_entries")
        db.execute("update _search_state set complete = 0")
        db.commit()
    assert verify(path).sound
    shutil.copy(path, tmp_path / "copy.db")
    told = run(None, "doctor", cwd=tmp_path)
    assert "readout reindex" in told.stdout


def test_reindex_says_what_it_did_and_makes_no_archive(tmp_path: Path) -> None:
    assert run(None, "reindex", cwd=tmp_path).returncode == 10
    assert list(tmp_path.iterdir()) == []
    path = a_small_archive(tmp_path / "archive.db", documents=4)
    told = run(None, "reindex", cwd=tmp_path)
    assert told.stdout == "archive.db: the index is whole; completed: 0 revisions indexed\n", told.stderr
    told = run(None, "reindex", "--all", cwd=tmp_path)
    assert told.stdout == f"{path.name}: the index is whole; made anew: 5 revisions indexed\n"
