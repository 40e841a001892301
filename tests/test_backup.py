"""Copies of an archive: whole, checked, taken during a crawl, and a way back when the archive is lost."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive import backup as copies
from archive.backuplog import last_backup
from archive.disk import Reserve
from archive.errors import ArchiveDamaged, ArchiveFull, ArchiveLocked, ArchiveReadOnly, BadUsage
from archive.lock import writing
from archive.schema import SCHEMA_VERSION
from archive.store import Archive
from archive.verify import Depth, verify
from demo.replay import Replay
from tests.small_web import a_site, run

CRAWL = ("crawl", "kremlin", "--lang", "en", "--section", "news", "--delay", "0")
NONE = Reserve("0")
TABLES = ("captures", "bodies", "documents", "revisions", "readings", "frontier", "runs", "chain")


def unseen(_done: int, _of: int) -> None:
    """Show no progress."""


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        return {table: db.execute(f"select * from {table} order by 1, 2").fetchall() for table in TABLES}


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an archive of six articles, to be copied by each test."""
    folder = tmp_path_factory.mktemp("crawled")
    with Replay(a_site()) as replay:
        run(replay, *CRAWL, cwd=folder)
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        db.execute("pragma wal_checkpoint(truncate)")
    return folder


@pytest.fixture
def folder(crawled: Path, tmp_path: Path) -> Path:
    (tmp_path / "archive.db").write_bytes((crawled / "archive.db").read_bytes())
    return tmp_path


def test_a_backup_holds_every_row_and_says_what_it_holds(folder: Path) -> None:
    done = run(None, "backup", "kept.db", cwd=folder)

    assert done.returncode == 0, done.stderr
    head = verify(folder / "archive.db").head
    assert "6 documents, 10 captures" in done.stdout
    assert f"head {head}" in done.stdout
    assert rows(folder / "kept.db") == rows(folder / "archive.db")
    assert (folder / "kept.db").stat().st_mode & 0o777 == 0o644


def test_a_backup_is_one_file_that_opens_where_nothing_can_be_written(folder: Path) -> None:
    copies.backup(folder / "archive.db", folder / "kept.db", force=False, reserve=NONE, progress=unseen)

    assert (folder / "kept.db").read_bytes()[18:20] == b"\x01\x01", "not a write-ahead log"
    assert not {name for name in names(folder) if name.startswith((".kept", "kept.db-"))}


@pytest.fixture
def read_only(folder: Path) -> Iterator[Path]:
    """Return a folder that cannot be written, with a backup and a live archive; as root a read-only mount."""
    run(None, "backup", "kept.db", cwd=folder)
    medium = folder / "medium"
    medium.mkdir()
    (folder / "kept.db").rename(medium / "kept.db")
    (medium / "live.db").write_bytes((folder / "archive.db").read_bytes())
    if os.geteuid() != 0:
        medium.chmod(0o555)
        yield medium
        medium.chmod(0o755)
        return
    for mount in (["mount", "--bind", medium, medium], ["mount", "-o", "remount,ro,bind", medium]):
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            subprocess.run(["umount", "-l", medium], capture_output=True, check=False)
            pytest.skip("nothing may be mounted read only here")
    yield medium
    subprocess.run(["umount", "-l", medium], check=True)


@pytest.mark.parametrize("name", ["kept.db", "live.db"])
def test_all_that_reads_works_on_a_medium_that_is_read_only(
    name: str, read_only: Path, tmp_path: Path
) -> None:
    with pytest.raises(OSError, match=r"Read-only|Permission"):
        (read_only / "probe").touch()
    there, before = read_only / name, (read_only / name).read_bytes()
    for command in (
        ("show", "kremlin/en/80001"),
        ("status", "--json"),
        ("export",),
        ("verify", "--read-data"),
        ("backup", "again.db"),
    ):
        done = run(None, *command, "--archive", str(there), cwd=tmp_path)
        assert done.returncode == 0, (command, done.stderr)
    assert run(None, "restore", str(there), "--archive", "back.db", cwd=tmp_path).returncode == 0
    for command in (CRAWL, ("fetch", "http://kremlin.ru/d/1"), ("reparse",)):
        done = run(None, *command, "--archive", str(there), cwd=tmp_path)
        assert (done.returncode, len(done.stderr.splitlines())) == (13, 1), done.stderr
    assert there.read_bytes() == before
    assert names(read_only) == {"kept.db", "live.db"}


def test_what_is_there_is_overwritten_only_by_force(folder: Path) -> None:
    (folder / "kept.db").write_text("precious")
    (folder / "kept.db").chmod(0o640)
    done = run(None, "backup", "kept.db", cwd=folder)
    assert (done.returncode, (folder / "kept.db").read_text()) == (2, "precious")
    assert "--force" in done.stderr

    assert run(None, "backup", "kept.db", "--force", cwd=folder).returncode == 0
    assert verify(folder / "kept.db", depth=Depth.DATA).sound
    assert (folder / "kept.db").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("name", ["archive.db", "./archive.db", "link.db", "hard.db", "archive.db-wal"])
def test_the_archive_is_never_its_own_backup(name: str, folder: Path) -> None:
    (folder / "link.db").symlink_to(folder / "archive.db")
    (folder / "hard.db").hardlink_to(folder / "archive.db")
    before = (folder / "archive.db").read_bytes()
    for force in ((), ("--force",)):
        done = run(None, "backup", name, *force, cwd=folder)
        assert (done.returncode, "that is the archive itself" in done.stderr) == (2, True), done.stderr
    assert (folder / "archive.db").read_bytes() == before


def test_a_target_that_cannot_be_is_refused_with_its_own_code(folder: Path) -> None:
    (folder / "sub").mkdir()
    os.mkfifo(folder / "pipe")
    (folder / "busy.db-wal").write_bytes(b"x")
    (folder / "file").touch()
    cases = {"sub": 2, "pipe": 2, "busy.db": 2, "no/such.db": 13, "file/x.db": 13, "n" * 255: 13}
    for name, code in cases.items():
        done = run(None, "backup", name, "--force", cwd=folder)
        assert (name, done.returncode, len(done.stderr.splitlines())) == (name, code, 1), done.stderr
    assert (folder / "pipe").is_fifo()


def damage(path: Path, at: int = 3) -> None:
    """Overwrite a page in the middle of a file with noise."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("pragma wal_checkpoint(truncate)")
    data = bytearray(path.read_bytes())
    middle = len(data) * at // 5
    data[middle : middle + 4096] = bytes(range(256)) * 16
    path.write_bytes(data)


def test_a_damaged_archive_gives_no_backup(folder: Path) -> None:
    damage(folder / "archive.db")
    before = names(folder)
    done = run(None, "backup", "kept.db", cwd=folder)

    assert done.returncode == 20, done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert names(folder) - before <= {"archive.db-wal", "archive.db-shm"}


def test_an_archive_whose_text_was_edited_gives_no_backup_as_if_it_were_sound(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "archive.db")) as db, db:
        db.execute("update revisions set title = 'Another' where id = 1")

    with pytest.raises(ArchiveDamaged, match="revisions 1"):
        copies.backup(folder / "archive.db", folder / "kept.db", force=False, reserve=NONE, progress=unseen)
    assert "kept.db" not in names(folder)


def test_a_backup_that_is_interrupted_leaves_what_was_there(folder: Path) -> None:
    (folder / "kept.db").write_text("the last one")

    def interrupt(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copies.backup(folder / "archive.db", folder / "kept.db", force=True, reserve=NONE, progress=interrupt)
    assert (folder / "kept.db").read_text() == "the last one"
    assert not [name for name in names(folder) if name.startswith(".kept")]


def test_what_a_killed_backup_left_is_taken_away_by_a_later_one(folder: Path) -> None:
    old, young, other = (folder / f".{name}.part" for name in ("kept.db.abc", "kept.db.def", "else.db.abc"))
    for left in (old, young, other):
        left.touch()
    for left in (old, other):
        os.utime(left, (time.time() - 90_000,) * 2)
    assert run(None, "backup", "kept.db", cwd=folder).returncode == 0

    assert (old.exists(), young.exists(), other.exists()) == (False, True, True)


def test_a_copy_that_does_not_fit_is_not_begun(folder: Path) -> None:
    enough_but_for_the_copy = Reserve("most", size=os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize)
    for copy in (
        lambda: copies.backup(
            folder / "archive.db",
            folder / "kept.db",
            force=False,
            reserve=enough_but_for_the_copy,
            progress=unseen,
        ),
        lambda: copies.restore(
            folder / "archive.db",
            folder / "back.db",
            reserve=enough_but_for_the_copy,
            network=False,
            progress=unseen,
        ),
    ):
        with pytest.raises(ArchiveFull, match="for the copy"):
            copy()
    assert names(folder) <= {"archive.db", "archive.db-wal", "archive.db-shm"}


def test_an_archive_of_an_older_schema_is_kept_as_it_is_before_it_is_brought_up_to_date(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        db.execute("drop table chain")
        db.execute(f"pragma user_version = {SCHEMA_VERSION - 1}")
    done = run(None, "backup", "kept.db", cwd=folder)

    assert done.returncode == 0, done.stderr
    assert "older" in done.stdout
    with closing(sqlite3.connect(folder / "kept.db")) as db:
        assert db.execute("pragma user_version").fetchone() == (SCHEMA_VERSION - 1,)


def restored(folder: Path, file: Path, **more: bool) -> copies.Copied:
    return copies.restore(
        file, folder / "back.db", reserve=NONE, network=more.get("network", False), progress=unseen
    )


def test_a_backup_is_restored_as_it_was(folder: Path) -> None:
    run(None, "backup", "kept.db", cwd=folder)
    done = run(None, "restore", "kept.db", "--archive", "back.db", cwd=folder)

    assert done.returncode == 0, done.stderr
    assert "6 documents, 10 captures" in done.stdout
    assert rows(folder / "back.db") == rows(folder / "archive.db")


@pytest.mark.parametrize("there", ["back.db", "back.db-wal", "back.db-journal", "back.db-shm"])
def test_nothing_is_restored_over_or_beside_what_is_there(there: str, folder: Path) -> None:
    run(None, "backup", "kept.db", cwd=folder)
    (folder / there).write_text("mine")
    done = run(None, "restore", "kept.db", "--archive", "back.db", cwd=folder)

    assert (done.returncode, (folder / there).read_text()) == (2, "mine"), done.stderr
    assert "back.db" not in names(folder) - {there}


def test_a_dangling_link_is_no_free_place(folder: Path) -> None:
    (folder / "back.db").symlink_to(folder / "nowhere.db")
    with pytest.raises(BadUsage, match="is there already"):
        restored(folder, folder / "archive.db")


def test_what_is_no_sound_backup_is_refused_and_nothing_is_left(folder: Path) -> None:
    run(None, "backup", "kept.db", cwd=folder)
    kept = (folder / "kept.db").read_bytes()
    (folder / "cut.db").write_bytes(kept[: len(kept) // 2])
    (folder / "flipped.db").write_bytes(kept)
    damage(folder / "flipped.db")
    (folder / "foreign.txt").write_text("A diary.")
    (folder / "empty.db").touch()
    with closing(sqlite3.connect(folder / "other.db")) as db:
        db.execute("create table t (a)")
    (folder / "newer.db").write_bytes(kept)
    with closing(sqlite3.connect(folder / "newer.db")) as db:
        db.execute(f"pragma user_version = {SCHEMA_VERSION + 1}")
    (folder / "edited.db").write_bytes(kept)
    with closing(sqlite3.connect(folder / "edited.db")) as db, db:
        db.execute("update documents set first_seen = '1999' where id = 1")
    before = names(folder)

    cases = {"cut.db": 20, "flipped.db": 20, "edited.db": 20, "foreign.txt": 10, "empty.db": 10}
    for name, code in {**cases, "other.db": 10, "newer.db": 10, "gone.db": 10}.items():
        done = run(None, "restore", name, "--archive", "back.db", cwd=folder)
        assert (name, done.returncode, len(done.stderr.splitlines())) == (name, code, 1), done.stderr
    assert {name for name in names(folder) - before if not name.endswith(("-wal", "-shm"))} == set()


def test_a_restore_waits_for_nobody(folder: Path) -> None:
    run(None, "backup", "kept.db", cwd=folder)
    with writing(folder / "back.db"), pytest.raises(ArchiveLocked):
        restored(folder, folder / "kept.db")
    with pytest.raises(ArchiveReadOnly, match="does not exist"):
        restored(folder / "no", folder / "kept.db")


def test_no_backup_under_a_writer_is_torn(folder: Path) -> None:
    """Take ten backups while another process writes as fast as it can; each is of one moment."""
    source = Path(__file__).resolve().parents[1]
    code = (
        "import sys\nfrom pathlib import Path\nfrom archive.store import Archive\n"
        "with Archive(Path('archive.db')) as archive:\n"
        "    print('ready', flush=True)\n"
        "    while True:\n"
        "        run = archive.begin_run('crawl', source='kremlin', options={'filler': 'x' * 9000})\n"
        "        archive.end_run(run, outcome='finished', counts={})\n"
    )
    writer = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(source)},
        stdout=subprocess.PIPE,
        text=True,
    )
    with writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        counts = []
        try:
            for number in range(10):
                target = folder / f"kept{number}.db"
                copies.backup(folder / "archive.db", target, force=False, reserve=NONE, progress=unseen)
                with closing(sqlite3.connect(target)) as db:
                    counts.append(db.execute("select count(*) from runs").fetchone()[0])
                    unended = db.execute("select count(*) from runs where ended_at is null").fetchone()
                    assert unended <= (1,)
        finally:
            writer.send_signal(signal.SIGKILL)
    assert counts == sorted(counts)
    assert counts[-1] > counts[0], "the writer was not held up"


def test_drill(tmp_path: Path) -> None:
    """Crawl, back up during a second crawl, lose the archive, restore, and let the next crawl go on."""
    with Replay(a_site(4)) as replay:
        run(replay, *CRAWL, cwd=tmp_path)
        pages = a_site(16, per_page=16)
        last = {key: page.slowed(20) for key, page in pages.items() if key.endswith(("80005", "80006"))}
        replay.show(pages | last)
        environment = {**os.environ, **replay.environment, "PYTHONPATH": str(Path(__file__).parents[1])}
        second = subprocess.Popen(
            [sys.executable, "-m", "crawler.cli", *CRAWL], cwd=tmp_path, env=environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        with second:
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline and documents(tmp_path / "archive.db") < 7:
                time.sleep(0.02)
            done = run(None, "backup", "kept.db", cwd=tmp_path)
            during = second.poll() is None
        assert done.returncode == 0, done.stderr
        assert during, "the crawl was over before the backup"
        assert second.returncode in (0, 3)
        assert verify(tmp_path / "archive.db", depth=Depth.DATA).sound
        held = documents(tmp_path / "kept.db")
        assert 7 <= held < 16

        damage(tmp_path / "archive.db", at=2)
        assert run(None, "verify", cwd=tmp_path).returncode == 20
        for path in tmp_path.glob("archive.db*"):
            path.rename(path.with_name("lost." + path.name))
        done = run(None, "restore", "kept.db", cwd=tmp_path)
        assert f"{held} documents" in done.stdout, done.stderr

        replay.show(pages)
        before = len(replay.log)
        done = run(replay, *CRAWL, cwd=tmp_path)

    assert "are taken up again" in done.stderr
    assert documents(tmp_path / "archive.db") == 16
    again = [hit.url for hit in replay.log[before:] if "/news/8" in hit.url]
    assert len(again) == len(set(again)) == 16 - held, "what the backup held is not asked for twice"
    assert verify(tmp_path / "archive.db", depth=Depth.DATA).sound


def documents(path: Path) -> int:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        count: int = db.execute("select count(*) from documents").fetchone()[0]
        return count


def test_the_doctors_line_about_the_last_backup_is_written(folder: Path) -> None:
    assert last_backup(folder / "archive.db") is None
    run(None, "backup", "kept.db", cwd=folder)
    last = last_backup(folder / "archive.db")

    assert last is not None
    assert (last.path, last.captures) == (str(folder / "kept.db"), 10)
    with Archive(folder / "archive.db") as archive:
        assert archive.recovered == 0
