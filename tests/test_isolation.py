"""Work in a process of its own: it ends in time and within memory, and the next piece of work is done."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.lock import writing
from archive.models import Block, BlockKind
from crawler.isolation import Apart, Limits, Stopped

CHECKOUT = Path(__file__).resolve().parents[1]
LIMITS = Limits(seconds=1.0, megabytes=200, answer=1_000_000)


def work(question: tuple[str, Any]) -> Any:
    """Do one of the things that a reader may be made to do."""
    what, value = question
    if what == "spin":
        while True:
            pass
    if what == "backtrack":
        return re.match(r"(a+)+$", "a" * 40 + "b") is None
    if what == "hoard":
        return len(b"x" * value)
    if what == "die":
        os.kill(os.getpid(), value)
    if what == "leave":
        os._exit(value)
    if what == "files":
        open_now = list(Path("/proc/self/fd").iterdir())
        return {int(one.name): str(one.readlink()) for one in open_now if one.is_symlink()}
    return value


@pytest.fixture
def apart() -> Iterator[Apart]:
    made = Apart(work, limits=lambda: LIMITS, preload=("tests.test_isolation",))
    yield made
    made.close()


def gone(pid: int, *, within: float = 5.0) -> bool:
    until = time.monotonic() + within
    while time.monotonic() < until:
        stat = Path(f"/proc/{pid}/stat")
        if not stat.exists() or stat.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return True
        time.sleep(0.02)
    return False


def test_values_of_ours_come_back_as_they_were(apart: Apart) -> None:
    blocks = (Block(BlockKind.PARAGRAPH, "text \x00 \ud800 \u202e"), Block(BlockKind.SEPARATOR, ""))
    assert apart.ask(("say", blocks)) == blocks


@pytest.mark.parametrize(
    ("what", "value", "why"),
    [
        ("spin", None, "over 1 s"),
        ("backtrack", None, "over 1 s"),
        ("hoard", 10**9, "over 200 MB"),
        ("die", signal.SIGSEGV, "SIGSEGV"),
        ("die", signal.SIGKILL, "SIGKILL"),
        ("die", signal.SIGSTOP, "over 1 s"),
        ("leave", 3, r"died \(3\)"),
        ("say", "x" * 2_000_000, "over 1000000 bytes"),
        ("say", Path("/"), "a pathlib.PosixPath"),
        ("say", os.system, "a posix.system"),
    ],
)
def test_work_that_will_not_end_well_is_ended_and_the_next_is_done(
    apart: Apart, what: str, value: Any, why: str
) -> None:
    apart.ask(("say", 1))
    before, began = apart.pid, time.monotonic()
    with pytest.raises(Stopped, match=why):
        apart.ask((what, value))

    assert time.monotonic() - began < 30
    assert before is not None
    assert gone(before)
    assert apart.ask(("say", "next")) == "next"


def test_a_worker_that_was_killed_between_two_questions_costs_neither(apart: Apart) -> None:
    apart.ask(("say", 1))
    assert apart.pid is not None
    os.kill(apart.pid, signal.SIGKILL)
    assert gone(apart.pid)

    assert apart.ask(("say", 2)) == 2


def test_a_key_press_on_the_terminal_leaves_the_worker_at_work(apart: Apart) -> None:
    apart.ask(("say", 1))
    before = apart.pid
    assert before is not None
    os.kill(before, signal.SIGINT)
    os.kill(before, signal.SIGHUP)

    assert apart.ask(("say", 2)) == 2
    assert apart.pid == before


def test_a_worker_holds_no_file_of_its_parent_and_none_of_its_streams(apart: Apart, tmp_path: Path) -> None:
    with writing(tmp_path / "archive.db"), (tmp_path / "archive.db").open("wb"):
        files = apart.ask(("files", None))

    assert {files[stream] for stream in (0, 1, 2)} == {os.devnull}
    assert not [name for name in files.values() if str(tmp_path) in name]


KILLED = """
import sys
from pathlib import Path
from archive.store import Archive
from tests.test_isolation import work
from crawler.isolation import Apart, Limits

if __name__ == "__main__":
    archive = Archive(Path(sys.argv[1]))
    apart = Apart(work, limits=lambda: Limits(seconds=60, megabytes=200), preload=())
    apart.ask(("say", 1))
    print(apart.pid, flush=True)
    apart.ask((sys.argv[2], None))
"""


@pytest.mark.parametrize("what", ["spin", "say"])
def test_a_killed_parent_frees_the_lock_at_once_and_takes_its_worker_along(tmp_path: Path, what: str) -> None:
    script = tmp_path / "killed.py"
    script.write_text(KILLED + ("    sys.stdin.read()\n" if what == "say" else ""))
    with subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "archive.db"), what],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        text=True,
    ) as process:
        assert process.stdout is not None
        worker = int(process.stdout.readline())
        time.sleep(0.1)
        process.kill()
        process.wait()
        with writing(tmp_path / "archive.db"):
            pass
        assert gone(worker)
