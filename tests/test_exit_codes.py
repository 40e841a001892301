"""The table of exit codes, walked: for each code a real way to get it, and none that is not in the table."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.lock import writing
from crawler.cli import EPILOG
from demo.answers import Reply
from demo.replay import Replay
from tests.small_web import ARTICLE, HOST, a_site, run

CHECKOUT = Path(__file__).resolve().parents[1]
FETCH = ("fetch", f"http://{ARTICLE}80001", "--delay", "0")
Ended = tuple[int, str]
Way = Callable[[Replay, Path], Ended]


@pytest.fixture
def web() -> Iterator[Replay]:
    pages = a_site(2)
    pages[f"{ARTICLE}80404"] = Reply.failure(404)
    pages["moved.example/"] = Reply.redirect("ftp://moved.example/else")
    pages[f"{ARTICLE}80002"] = pages[f"{ARTICLE}80002"].slowed(60)
    with Replay(pages) as replay:
        yield replay


def said(web: Replay | None, folder: Path, *arguments: str, **environment: str) -> Ended:
    done = run(web, *arguments, cwd=folder, **environment)
    return done.returncode, done.stderr


def nothing_wrong(web: Replay, folder: Path) -> Ended:
    return said(web, folder, *FETCH)


def a_fault_of_our_own(web: Replay, folder: Path) -> Ended:
    nothing_wrong(web, folder)
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        db.execute("alter table documents rename column language to tongue")
    return said(None, folder, "status")


def bad_usage(_: Replay, folder: Path) -> Ended:
    return said(None, folder, "fetch", "no address")


def not_to_be_had(web: Replay, folder: Path) -> Ended:
    return said(web, folder, "fetch", f"http://{ARTICLE}80404", "--delay", "0")


def out_of_policy(web: Replay, folder: Path) -> Ended:
    return said(web, folder, "fetch", "http://moved.example/", "--delay", "0")


def refused(web: Replay, folder: Path) -> Ended:
    return said(web, folder, "fetch", f"http://{HOST}/search?query=x", "--delay", "0")


def no_archive(_: Replay, folder: Path) -> Ended:
    return said(None, folder, "status")


def locked(web: Replay, folder: Path) -> Ended:
    with writing(folder / "archive.db"):
        return said(web, folder, *FETCH)


def low_disk(web: Replay, folder: Path) -> Ended:
    return said(web, folder, *FETCH, READOUT_RESERVE="900TB")


def unwritable(web: Replay, folder: Path) -> Ended:
    # Not even root can make a file there.
    there = Path("/proc/self") if Path("/proc/self").is_dir() else folder / "no"
    return said(web, folder, *FETCH, "--archive", str(there / "archive.db"))


def damaged(web: Replay, folder: Path) -> Ended:
    nothing_wrong(web, folder)
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        db.execute("pragma wal_checkpoint(truncate)")
    with (folder / "archive.db").open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 4000)
    return said(None, folder, "status")


def interrupted(web: Replay, folder: Path) -> Ended:
    process = subprocess.Popen(
        [sys.executable, "-m", "crawler.cli", "fetch", f"http://{ARTICLE}80002", "--delay", "0"],
        cwd=folder,
        env={**os.environ, **web.environment, "PYTHONPATH": str(CHECKOUT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and not (folder / "archive.db").exists():
            time.sleep(0.1)
        time.sleep(2)
        process.send_signal(signal.SIGTERM)
        for _ in range(20):  # the first waits for the answer, which never comes; one may come at the very end
            time.sleep(0.1)
            process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=60)
    return process.returncode, told


WAYS: dict[int, Way] = {
    0: nothing_wrong,
    1: a_fault_of_our_own,
    2: bad_usage,
    3: not_to_be_had,
    4: out_of_policy,
    5: refused,
    10: no_archive,
    11: locked,
    12: low_disk,
    13: unwritable,
    20: damaged,
    130: interrupted,
}


@pytest.mark.parametrize("code", WAYS)
def test_the_code_is_got_and_an_error_is_one_line(code: int, web: Replay, tmp_path: Path) -> None:
    ended, told = WAYS[code](web, tmp_path)

    assert ended == code, told
    assert "Traceback" not in told
    lines = [line for line in told.splitlines() if not line.endswith(": a new archive")]
    if code == 0:
        assert lines == []
    else:
        assert lines[-1].startswith("readout: ")
        assert len(lines) == 1, told


def test_every_code_of_the_table_is_walked() -> None:
    assert {int(code) for code in re.findall(r"^  (\d+) ", EPILOG, re.MULTILINE)} == set(WAYS)


ODD_NAMES = {
    "blanks": b"my archive.db",
    "marks of an address": b"what?is#this%20.db",
    "quotes": b'it\'s "so".db',
    "Cyrillic": "архив.db".encode(),
    "no UTF-8": b"caf\xe9.db",
    "an escape": b"a\x1b[31mb.db",
}


def carried_out(web: Replay, *arguments: str, cwd: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "crawler.cli", *arguments],
        cwd=cwd,
        env={**os.environ, **web.environment, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, (arguments, done.stderr)
    assert b"\x1b" not in done.stdout + done.stderr


@pytest.mark.parametrize("case", ODD_NAMES)
def test_an_archive_may_have_any_name(case: str, web: Replay, tmp_path: Path) -> None:
    name = os.fsdecode(ODD_NAMES[case])
    for command in (
        FETCH,
        ("status", "--json"),
        ("show", "1"),
        ("export", f"{name}.csv"),
        ("verify",),
        ("backup", f"{name}.kept"),
        ("reparse",),
    ):
        carried_out(web, *command, "--archive", name, cwd=tmp_path)
    carried_out(web, "restore", f"{name}.kept", "--archive", f"{name}.back", cwd=tmp_path)
    carried_out(web, "doctor", "--archive", name, cwd=tmp_path)
    made = {os.fsencode(path.name).removeprefix(ODD_NAMES[case]) for path in tmp_path.iterdir()}
    assert made - {b"-wal", b"-shm"} == {
        b"",
        b".lock",
        b".csv",
        b".kept",
        b".backups",
        b".back",
        b".back.lock",
    }
