"""Several at once: readers beside a crawl, four writers in turns, orphans, and stops at any moment."""

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.store import Archive
from archive.verify import Depth, verify
from demo.replay import Replay
from tests.small_web import a_site, run

CHECKOUT = Path(__file__).resolve().parents[1]
CRAWL = ("crawl", "kremlin", "--lang", "en", "--section", "news", "--delay", "0")
READERS = (
    ("status", "--json"),
    ("export", "out.csv"),
    ("export",),
    ("verify",),
    ("backup", "copy.db", "--force"),
)
STOPS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def started(replay: Replay, folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return python(folder, "-m", "crawler.cli", *arguments, **replay.environment)


def python(folder: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    clean = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=folder,
        env={**clean, **environment, "PYTHONPATH": str(CHECKOUT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.fixture
def slow() -> Iterator[Replay]:
    """Serve a site whose crawl takes some seconds."""
    with Replay({key: reply.slowed(0.4) for key, reply in a_site(31, per_page=31).items()}) as replay:
        yield replay


def wait_for(path: Path, captures: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(path)) as db:
            if db.execute("select count(*) from captures").fetchone()[0] >= captures:
                return
        time.sleep(0.05)
    raise AssertionError("the crawl does not come on")


def test_who_only_reads_works_beside_a_crawl_and_a_second_crawl_leaves(slow: Replay, tmp_path: Path) -> None:
    crawl = started(slow, tmp_path, *CRAWL)
    wait_for(tmp_path / "archive.db", 4)
    crawl.send_signal(signal.SIGSTOP)  # on a busy machine it would else end before the second begins
    second = run(slow, *CRAWL, cwd=tmp_path)
    crawl.send_signal(signal.SIGCONT)
    codes = {}
    for command in READERS:
        codes[command] = run(None, *command, cwd=tmp_path).returncode
    out, err = crawl.communicate(timeout=120)

    assert (second.returncode, len(second.stderr.splitlines())) == (11, 1), second.stderr
    assert set(codes.values()) == {0}, codes
    assert "31 new" in out, err
    assert "locked" not in err
    assert verify(tmp_path / "archive.db", depth=Depth.DATA).faults == []
    assert verify(tmp_path / "copy.db", depth=Depth.DATA).faults == []


WRITER = """
import sys
from pathlib import Path
from archive.store import Archive
from tests.makers import an_exchange
name, path = sys.argv[1], Path(sys.argv[2])
for turn in range(20):
    with Archive(path, wait=60) as archive:
        run_id = archive.begin_run("crawl", source="kremlin", options={})
        number = f"{name}{turn:03d}"
        archive.note(an_exchange(number), run_id=run_id, source="kremlin", kind="document")
        archive.end_run(run_id, outcome="finished", counts={})
"""
DIRECT = """
import sqlite3, sys
from pathlib import Path
from archive.connection import open_archive, transaction
name, db = sys.argv[1], open_archive(Path(sys.argv[2]))
for turn in range(100):
    with transaction(db):
        db.conn.execute("select count(*) from runs").fetchone()
        db.conn.execute("insert into runs (command, options, software, began_at, ended_at)"
                        " values (?, '{}', 'test', '2026', '2026')", (f"{name} {turn}",))
"""


@pytest.mark.parametrize(("writer", "table", "each"), [(WRITER, "captures", 20), (DIRECT, "runs", 100)])
def test_four_writers_take_turns_and_nothing_is_locked(
    writer: str, table: str, each: int, tmp_path: Path
) -> None:
    path = tmp_path / "archive.db"
    Archive(path).close()
    writers = [python(tmp_path, "-c", writer, str(number), str(path)) for number in (1, 2, 3, 4)]
    ends = [(writer.communicate(timeout=120)[1], writer.returncode) for writer in writers]

    assert ends == [("", 0)] * 4
    with contextlib.closing(sqlite3.connect(path)) as db:
        assert db.execute(f"select count(*) from {table}").fetchone() == (4 * each,)
    assert verify(path, depth=Depth.DATA).faults == []


REPARSE = """
import sys
from pathlib import Path
import crawler.reparse
from archive.store import Archive
if __name__ == "__main__":
    crawler.reparse.WORTH_A_POOL = 1
    crawler.reparse._CHUNK = 1
    with Archive(Path("archive.db")) as archive:
        def progress(done, of):
            print(done, flush=True)
            sys.stdin.readline()
        crawler.reparse.reparse(archive, "kremlin", workers=2, progress=progress)
"""


def session(leader: int) -> list[int]:
    """Return the processes of a session that are alive."""
    alive = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, _, of = stat.read_text().rpartition(")")[2].split()[:4]
            alive += [int(stat.parent.name)] if int(of) == leader and state != "Z" else []
    return alive


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are counted in /proc")
def test_the_readers_of_a_killed_reparse_end_and_hold_no_lock(tmp_path: Path) -> None:
    with Replay(a_site(12, per_page=12)) as replay:
        run(replay, *CRAWL, cwd=tmp_path)
    script = tmp_path / "again.py"
    script.write_text(REPARSE)
    line = [sys.executable, str(script)]
    with subprocess.Popen(
        line, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(CHECKOUT)}, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == "1\n"
        assert len(session(process.pid)) >= 3
        process.kill()
        process.wait()
        with Archive(tmp_path / "archive.db", wait=5) as archive:
            assert archive.db.conn.execute("select count(*) from documents").fetchone() == (12,)
        until = time.monotonic() + 10
        while session(process.pid) and time.monotonic() < until:
            time.sleep(0.05)
        assert session(process.pid) == []
    assert verify(tmp_path / "archive.db", depth=Depth.DATA).faults == []


def test_a_stop_at_any_moment_ends_with_130_and_the_next_run_finishes(tmp_path: Path) -> None:
    chance = random.Random(3)
    pages = {key: reply.slowed(0.05) for key, reply in a_site(24, per_page=8).items()}
    with Replay(pages) as replay:
        for stop in STOPS:
            folder = tmp_path / stop.name
            folder.mkdir()
            crawl = started(replay, folder, *CRAWL)
            wait_for(folder / "archive.db", 1)
            time.sleep(chance.uniform(0, 0.3))
            crawl.send_signal(stop)
            _, err = crawl.communicate(timeout=60)
            assert (crawl.returncode, "Traceback" in err) == (130, False), err
            assert verify(folder / "archive.db", depth=Depth.DATA).faults == []
            run(replay, *CRAWL, cwd=folder)
            with contextlib.closing(sqlite3.connect(folder / "archive.db")) as db:
                assert db.execute("select count(*) from documents").fetchone() == (24,)
                twice = (
                    "select asked from captures where kind = 'document' group by asked having count(*) > 1"
                )
                assert db.execute(twice).fetchall() == []
