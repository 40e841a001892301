"""Room on the disk: what a reserve means, and that no run starts or goes on below it."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.disk import Reserve, Room, room_of, sized
from archive.errors import ArchiveFull, BadUsage
from demo.replay import Replay
from tests.small_web import a_site, run

CRAWL = ("crawl", "kremlin", "--lang", "en", "--section", "news", "--delay", "0")
SIZES = {
    "0": 0,
    "1": 1,
    "12345": 12345,
    "500MB": 500_000_000,
    "1GB": 10**9,
    "1 gb": 10**9,
    "1.5GiB": 3 * 2**29,
    "64k": 64_000,
    "2T": 2 * 10**12,
    "1KiB": 1024,
    "7 B": 7,
}


@pytest.mark.parametrize("text", SIZES)
def test_a_size_is_read_as_people_write_it(text: str) -> None:
    assert Reserve.parse(text).of(Room(free=0, total=10**12)) == SIZES[text]


def test_a_share_is_of_the_whole_disk() -> None:
    assert Reserve.parse("5%").of(Room(free=1, total=2000)) == 100
    assert Reserve.parse("0%").of(Room(free=1, total=2000)) == 0


@pytest.mark.parametrize(
    "text",
    ["", "much", "-1GB", "1PB", "1e9", "nan", "inf", "100%", "1GB free", "٣MB", "1..5GB", "GB", "0x10"],
)
def test_what_is_no_size_is_bad_usage_that_names_the_setting(text: str) -> None:
    with pytest.raises(BadUsage, match="READOUT_RESERVE"):
        Reserve.parse(text)


@given(st.text(max_size=12))
def test_any_text_is_a_size_or_bad_usage(text: str) -> None:
    try:
        kept = Reserve.parse(text).of(Room(free=0, total=10**12))
    except BadUsage:
        return
    assert kept >= 0


def test_room_is_what_this_user_may_still_write(tmp_path: Path) -> None:
    found = os.statvfs(tmp_path)
    room = room_of(tmp_path / "not" / "there" / "yet.db")

    assert room.total == found.f_blocks * found.f_frsize
    assert 0 < room.free <= room.total


def test_a_copy_needs_its_own_size_beside_the_reserve(tmp_path: Path) -> None:
    room = room_of(tmp_path)
    Reserve("half", size=room.free // 2).require(tmp_path)
    with pytest.raises(ArchiveFull, match="for the copy"):
        Reserve("half", size=room.free // 2).require(tmp_path, copy=room.free)


@pytest.mark.parametrize(
    ("count", "said"),
    [(999, "999 bytes"), (1000, "1.0 kB"), (1_500_000, "1.5 MB"), (3 * 10**15, "3000.0 TB")],
)
def test_sizes_are_said_in_a_unit_of_their_own(count: int, said: str) -> None:
    assert sized(count) == said


@pytest.fixture
def replay() -> Iterator[Replay]:
    with Replay(a_site()) as replay:
        yield replay


def asked(folder: Path, query: str) -> list[tuple[object, ...]]:
    db = sqlite3.connect(folder / "archive.db")
    try:
        return db.execute(query).fetchall()
    finally:
        db.close()


def test_nothing_starts_below_the_reserve_and_one_line_says_why(replay: Replay, tmp_path: Path) -> None:
    commands = (CRAWL, ("fetch", "http://en.kremlin.ru/events/president/news/80001", "--delay", "0"))
    for command in commands:
        done = run(replay, *command, cwd=tmp_path, READOUT_RESERVE="900TB")
        assert done.returncode == 12, done.stderr
        assert len(done.stderr.splitlines()) == 1
        for told in ("bytes)", "needed (", "READOUT_RESERVE=900TB"):
            assert told in done.stderr
    assert list(tmp_path.iterdir()) == []
    assert not replay.log


def test_commands_that_write_beside_a_crawl_keep_the_reserve_too(replay: Replay, tmp_path: Path) -> None:
    assert run(replay, *CRAWL, cwd=tmp_path).returncode in (0, 3)
    run(None, "backup", "kept.db", cwd=tmp_path)
    before = sorted(path.name for path in tmp_path.iterdir())

    for command in (
        ("reparse",),
        ("export", "table.csv"),
        ("backup", "other.db"),
        ("restore", "kept.db", "--archive", "new.db"),
    ):
        done = run(None, *command, cwd=tmp_path, READOUT_RESERVE="900TB")
        assert (command, done.returncode) == (command, 12), done.stderr
        assert "READOUT_RESERVE=900TB" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    for command in (("status",), ("show", "1"), ("export",)):
        assert run(None, *command, cwd=tmp_path, READOUT_RESERVE="900TB").returncode == 0


def test_a_bad_reserve_is_bad_usage(replay: Replay, tmp_path: Path) -> None:
    done = run(replay, *CRAWL, cwd=tmp_path, READOUT_RESERVE="plenty")

    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])
    assert "'plenty' is not a size" in done.stderr


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a file system of its own, of 24 MB; skip where none can be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no file system may be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_crawl_stops_when_the_disk_runs_low_and_the_rest_stays_on_the_plan(small_disk: Path) -> None:
    pages = a_site(24, per_page=24)
    filled = small_disk / "filled"

    def fill(_: object) -> object:
        """Take up the disk while the third article is asked for."""
        filled.write_bytes(bytes(14_000_000))
        return pages["en.kremlin.ru/events/president/news/80022"]

    web: dict[str, Any] = {address: page.slowed(0.05) for address, page in pages.items()}
    web["en.kremlin.ru/events/president/news/80022"] = fill
    with Replay(web) as replay:
        done = run(replay, *CRAWL, cwd=small_disk, READOUT_RESERVE="12MB")
        assert done.returncode == 12, done.stdout + done.stderr
        assert "READOUT_RESERVE=12MB" in done.stderr.splitlines()[-1]
        assert "addresses stay on the plan for the next run" in done.stdout
        assert asked(small_disk, "select outcome from runs") == [("disk_low",)]
        assert asked(small_disk, "select count(*) from frontier where state = 'in_flight'") == [(0,)]
        ((kept,),) = asked(small_disk, "select count(*) from documents")
        assert 0 < kept < 24
        articles = [hit.url for hit in replay.log if "/news/8" in hit.url]
        captured = asked(small_disk, "select count(*) from captures where kind = 'document'")
        assert captured == [(len(articles),)], "what was in flight is kept"

        filled.unlink()
        replay.show(pages)
        done = run(replay, *CRAWL, cwd=small_disk, READOUT_RESERVE="1MB")

    assert asked(small_disk, "select count(*) from documents") == [(24,)]
    assert asked(small_disk, "select outcome from runs order by id") == [("disk_low",), ("finished",)]


def test_a_full_disk_under_a_crawl_harms_nothing(small_disk: Path) -> None:
    with Replay(a_site(10)) as replay:
        assert run(replay, *CRAWL, "--limit", "3", cwd=small_disk, READOUT_RESERVE="0").returncode in (0, 3)
        kept = asked(small_disk, "select count(*) from captures")
        with pytest.raises(OSError, match="No space"):
            (small_disk / "filled").write_bytes(bytes(32_000_000))
        done = run(replay, *CRAWL, cwd=small_disk, READOUT_RESERVE="0")
        assert done.returncode == 12, done.stderr
        assert len(done.stderr.splitlines()) == 1

        (small_disk / "filled").unlink()
        assert asked(small_disk, "pragma integrity_check") == [("ok",)]
        assert asked(small_disk, "select count(*) from captures")[0] >= kept[0]
        run(replay, *CRAWL, cwd=small_disk, READOUT_RESERVE="0")
    assert asked(small_disk, "select count(*) from documents") == [(10,)]
