"""`scrapy crawl` with arguments that make no sense says so in one line, and opens no archive."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from archive.lock import writing

CHECKOUT = Path(__file__).resolve().parents[1]
BAD = {
    ("kremlin", "-a", "lang=xx"): "kremlin has no language 'xx'",
    ("kremlin", "-a", "section=none"): "no section 'none'",
    ("kremlin", "-a", "since=yesterday"): "'yesterday' is not a day",
    ("kremlin", "-a", "limit=0"): "at least 1",
    ("page",): "name the page",
    ("page", "-a", "url=ftp://gazette.example/"): "not an http or https address",
    ("nosuch",): "there is no spider 'nosuch'; known: interfax,",
}


def scrapy_crawl(*arguments: str, archive: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scrapy", "crawl", *arguments],
        cwd=CHECKOUT,
        env={**os.environ, "READOUT_ARCHIVE": str(archive)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("arguments", BAD, ids=" ".join)
def test_bad_arguments_are_one_line_and_code_2(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = scrapy_crawl(*arguments, archive=tmp_path / "archive.db")

    assert done.returncode == 2, done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert done.stderr.startswith("readout: ")
    assert BAD[arguments] in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_archive_that_cannot_be_written_is_one_line_too(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    archive.write_bytes(b"%PDF-1.7 of somebody else")
    foreign = scrapy_crawl("kremlin", archive=archive)
    assert (foreign.returncode, len(foreign.stderr.strip().splitlines())) == (10, 1), foreign.stderr
    archive.unlink()
    with writing(archive):
        locked = scrapy_crawl("kremlin", archive=archive)
    assert (locked.returncode, len(locked.stderr.strip().splitlines())) == (11, 1), locked.stderr
