"""One writer at a time: who holds the lock, how long another waits, and where a lock would not hold."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from archive import lock
from archive.errors import ArchiveLocked, ArchiveReadOnly
from archive.lock import holder_of, network_of, writing
from archive.store import Archive
from demo.replay import Replay
from tests.small_web import ARTICLE, a_site, run

CHECKOUT = Path(__file__).resolve().parents[1]
HOLD = "import sys; from pathlib import Path; from archive.lock import writing\n"
HOLD += "with writing(Path('archive.db')): print('held', flush=True); sys.stdin.read()"
FETCH = ("fetch", f"http://{ARTICLE}80001", "--delay", "0")
NETWORK = ("nfs4", "nfs", "cifs", "smb3", "fuse.sshfs", "ceph")
LOCAL = ("ext4", "btrfs", "tmpfs", "overlay", "fuse.ntfs-3g", "fuseblk")
# proc(5): id, parent, major:minor, root, mount point, options, optional fields, -, type, source, options
MOUNT = "36 35 {device} / /srv rw,noatime shared:1 - {kind} server:/export rw"


@contextmanager
def holder(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Hold the lock in another process, until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, "crawl", "kremlin"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_the_lock_says_who_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    assert holder_of(path) == ("", False)
    with holder(tmp_path) as process:
        said, held = holder_of(path)
        assert held
        assert said.startswith(f"pid {process.pid} since 20")
        assert f" on {os.uname().nodename}: -c crawl kremlin" in said
        with (
            pytest.raises(ArchiveLocked, match=f"pid {process.pid} since .*: -c crawl kremlin"),
            writing(path),
        ):
            pass
    assert holder_of(path) == (said, False)


def test_a_holder_that_is_killed_leaves_no_lock_behind(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        with writing(tmp_path / "archive.db"):
            assert f"pid {os.getpid()} " in holder_of(tmp_path / "archive.db")[0]


def test_who_only_looks_at_the_lock_makes_no_run_leave(tmp_path: Path) -> None:
    path, ended = tmp_path / "archive.db", threading.Event()

    def look() -> None:
        while not ended.is_set():
            holder_of(path)

    with writing(path):
        pass
    lookers = [threading.Thread(target=look) for _ in range(2)]
    for looker in lookers:
        looker.start()
    try:
        for _ in range(50):
            with writing(path, wait=5):
                pass
    finally:
        ended.set()
        for looker in lookers:
            looker.join()


def test_a_line_of_the_lock_is_one_line_whatever_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["/usr/bin/readout", "fetch", "a\nb\udcff" + "x" * 5000])
    with writing(tmp_path / "archive.db"):
        text = (tmp_path / "archive.db.lock").read_bytes()

    assert text.endswith(b"x\n")
    assert (text.count(b"\n"), len(text)) == (1, 1000)
    assert b": readout fetch a b\xffxxx" in text


@pytest.fixture
def replay() -> Iterator[Replay]:
    with Replay(a_site(1)) as replay:
        yield replay


def test_a_run_leaves_at_once_unless_it_is_told_to_wait(replay: Replay, tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        for wait, least, most in (((), 0.0, 60.0), (("--wait", "2"), 2.0, 60.0)):
            began = time.monotonic()
            done = run(replay, *FETCH, *wait, cwd=tmp_path)
            assert done.returncode == 11, done.stderr
            assert least <= time.monotonic() - began < most
            assert f"pid {process.pid}" in done.stderr
            assert len(done.stderr.splitlines()) == 1
    assert not replay.log


def test_a_run_that_waits_goes_on_when_the_other_ends(replay: Replay, tmp_path: Path) -> None:
    for command in (
        FETCH,
        ("reparse",),
        ("crawl", "kremlin", "--lang", "en", "--limit", "1", "--delay", "0"),
    ):
        with holder(tmp_path) as process:
            ending = threading.Timer(2.0, process.kill)
            ending.start()
            done = run(replay, *command, "--wait", "60", cwd=tmp_path)
            ending.join()
        assert done.returncode in (0, 3), (command, done.stderr)
        assert "another run" not in done.stderr


def test_a_wait_can_be_interrupted(tmp_path: Path) -> None:
    with holder(tmp_path):
        waiting = subprocess.Popen(
            [sys.executable, "-m", "crawler.cli", *FETCH, "--wait", "600"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
            stderr=subprocess.PIPE,
            text=True,
        )
        with waiting:
            time.sleep(4)
            assert waiting.poll() is None
            waiting.send_signal(signal.SIGINT)
            ending = threading.Timer(30, waiting.kill)  # a lost signal fails the test, and soon
            ending.start()
            _, said = waiting.communicate()
            ending.cancel()
    assert (waiting.returncode, said) == (130, "readout: interrupted\n")


def test_two_runs_that_wait_take_turns(replay: Replay, tmp_path: Path) -> None:
    environment = {**os.environ, **replay.environment, "PYTHONPATH": str(CHECKOUT)}
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "crawler.cli", *FETCH, "--wait", "60"],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        for _ in range(3)
    ]
    assert [one.wait(timeout=90) for one in runs] == [0, 0, 0]
    db = sqlite3.connect(tmp_path / "archive.db")
    assert db.execute("select outcome, count(*) from runs group by 1").fetchall() == [("finished", 3)]
    db.close()


@pytest.mark.parametrize("moment", ["before", "during"])
def test_another_program_that_writes_is_waited_for_once(moment: str, replay: Replay, tmp_path: Path) -> None:
    """SQLite's own lock: the busy time is 12 s here, and twice that would be a second wait."""
    run(replay, *FETCH, cwd=tmp_path)
    other = sqlite3.connect(tmp_path / "archive.db", isolation_level=None, check_same_thread=False)
    pages = a_site(3)

    def locked(_: object) -> object:
        other.execute("begin immediate")
        return pages[f"{ARTICLE}80002"]

    replay.show({**pages, f"{ARTICLE}80002": locked} if moment == "during" else pages)
    if moment == "before":
        other.execute("begin immediate")
    code = "import archive.opening as c; c.BUSY_TIMEOUT_MS = 12000; from crawler.cli import main; main()"
    arguments = ("crawl", "kremlin", "--lang", "en", "--section", "news", "--delay", "0")
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=tmp_path,
        env={**os.environ, **replay.environment, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        check=False,
    )
    took = time.monotonic() - began
    other.execute("rollback")
    other.close()

    assert done.returncode == 11, done.stderr
    assert "another program is writing the archive" in done.stderr
    replay.show(pages)
    began = time.monotonic()
    run(replay, *arguments, cwd=tmp_path)
    assert (
        12 <= took < 24 + (time.monotonic() - began)
    )  # the same run without a wait: the machine may be busy
    db = sqlite3.connect(tmp_path / "archive.db")
    assert db.execute("select count(*) from documents").fetchone() == (3,)
    assert db.execute("select count(*) from frontier where state = 'in_flight'").fetchone() == (0,)
    db.close()


def mounted(folder: Path, kind: str, *, elsewhere: bool = False) -> str:
    number = folder.stat().st_dev
    device = f"{os.major(number)}:{os.minor(number) + elsewhere}"
    return "garbage\n25 30 0:23 / /sys rw - sysfs sysfs rw\n" + MOUNT.format(device=device, kind=kind) + "\n"


@pytest.mark.parametrize("kind", [*NETWORK, *LOCAL])
def test_a_network_file_system_is_known_by_the_kernels_list(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "MOUNTS", tmp_path / "mountinfo")
    assert network_of(tmp_path) == ""
    (tmp_path / "mountinfo").write_text(mounted(tmp_path, kind, elsewhere=True))
    assert network_of(tmp_path) == ""
    (tmp_path / "mountinfo").write_text(mounted(tmp_path, kind))
    assert network_of(tmp_path) == (kind if kind in NETWORK else "")


def test_no_run_writes_on_a_network_file_system_unless_it_is_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mountinfo").write_text(mounted(tmp_path, "nfs4"))
    monkeypatch.setattr(lock, "MOUNTS", tmp_path / "mountinfo")

    with pytest.raises(ArchiveReadOnly, match=r"network file system \(nfs4\).*READOUT_NETWORK_FS=1"):
        Archive(tmp_path / "archive.db")
    assert [path.name for path in tmp_path.iterdir()] == ["mountinfo"]
    Archive(tmp_path / "archive.db", network=True).close()


def test_this_machines_disk_is_no_network_file_system() -> None:
    assert network_of(CHECKOUT / "archive") == ""
