"""What a user sees of bad input: one clear line, a documented exit code, and nothing stored harmed."""

import hashlib
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.errors import ReadoutError
from archive.lock import writing
from archive.schema import SCHEMA_VERSION
from crawler.cli import EPILOG, main
from demo.answers import Reply
from demo.replay import Replay
from tests.small_web import ARTICLE, HOST, a_site, article, run

NOT_ROOT = pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere; see the lock test below")


@pytest.fixture(scope="module")
def web() -> Iterator[Replay]:
    pages = a_site(1)
    page = pages[f"{ARTICLE}80001"]
    pages[f"{ARTICLE}80404"] = Reply.failure(404)
    pages[f"{ARTICLE}80500"] = Reply.failure(500)
    pages[f"{ARTICLE}80000"] = Reply(body=b"")
    pages[f"{ARTICLE}80010"] = Reply(body=page.body[: len(page.body) // 2])
    pages[f"{ARTICLE}80011"] = page.halved()
    russian = article(80012, "Совещание о ходе уборочной кампании прошло в Кремле.", title="Совещание")
    pages[f"{ARTICLE}80012"] = Reply(body=russian.body.replace(b'lang="en"', b'lang="ru"'))
    pages[f"{ARTICLE}80013"] = Reply(body=b"<html lang='en'><body><p>Licence text only.</p></body></html>")
    with Replay(pages) as replay:
        yield replay


@pytest.fixture
def folder(web: Replay, tmp_path: Path) -> Path:
    done = run(web, "fetch", f"http://{ARTICLE}80001", "--delay", "0", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    return tmp_path


def kept(folder: Path) -> list[tuple[object, ...]]:
    db = sqlite3.connect(folder / "archive.db")
    rows = db.execute(
        "select d.key, d.state, r.text from documents d join revisions r on r.id = d.revision_id"
    )
    found = rows.fetchall()
    db.close()
    return found


GOOD = [("kremlin/en/80001", "present", "Text of 80001.")]
BAD = {
    "no URL": ("hello world", 2, "not an http or https address"),
    "file": ("file:///etc/hostname", 2, "not an http or https address"),
    "file on a known host": ("file://kremlin.ru/etc/hostname", 2, "not an http or https address"),
    "ftp": ("ftp://kremlin.ru/", 2, "not an http or https address"),
    "javascript": ("javascript:alert(1)", 2, "not an http or https address"),
    "data": ("data:text/html,x", 2, "not an http or https address"),
    "no host": ("http:///x", 2, "names no host"),
    "a port that is none": ("http://kremlin.ru:99999/", 2, "is not an address"),
    "brackets": ("http://[::1", 2, "is not an address"),
    "password": ("http://user:word@kremlin.ru/", 2, "with a name or password"),
    "404": (f"http://{ARTICLE}80404", 3, "absent (status 404)"),
    "500": (f"http://{ARTICLE}80500", 3, "server_error (status 500)"),
    "empty": (f"http://{ARTICLE}80000", 3, "empty"),
    "half a page, sent as whole": (f"http://{ARTICLE}80010", 3, "truncated"),
    "half a page, cut on the wire": (f"http://{ARTICLE}80011", 3, "damaged"),
    "another language": (f"http://{ARTICLE}80012", 3, "wrong_language"),
    "no layout": (f"http://{ARTICLE}80013", 3, "unreadable"),
    "robots": (f"http://{HOST}/search?query=x", 5, "robots.txt"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_addresses_cost_one_line_and_harm_nothing(case: str, web: Replay, folder: Path) -> None:
    address, code, said = BAD[case]

    done = run(web, "fetch", address, "--delay", "0", cwd=folder)

    assert (done.returncode, len(done.stderr.strip().splitlines())) == (code, 1), done.stderr
    assert said in done.stderr
    assert done.stderr.startswith("readout: ")
    assert kept(folder) == GOOD


def test_a_host_that_does_not_resolve_is_unreachable(folder: Path) -> None:
    done = run(None, "fetch", "http://no-such-host.invalid/page", "--delay", "0", cwd=folder)

    assert done.returncode == 3, done.stderr
    assert "unreachable" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert kept(folder) == GOOD


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("kremlinn",), "there is no site 'kremlinn'"),
        (("kremlin", "--since", "yesterday"), "'yesterday' is not a day"),
        (("kremlin", "--since", "2026-02-30"), "is not a day"),
        (("kremlin", "--since", "2026-03-02", "--until", "2026-03-01"), "lies after"),
        (("kremlin", "--lang", "fr"), "kremlin has no language 'fr'; it has"),
        (("kremlin", "--limit", "0"), "--limit must be at least 1"),
        (("kremlin", "--section", "sports"), "sports"),
    ],
)
def test_bad_orders_are_named_before_anything_is_asked(
    options: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    done = run(None, "crawl", *options, cwd=tmp_path)

    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


READING = (("show", "1"), ("status",), ("export", "x.csv"), ("export",), ("reparse",))


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_reading_commands_say_in_one_line_that_there_is_no_archive(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    done = run(None, *command, cwd=tmp_path)

    assert (done.returncode, done.stdout) == (10, "")
    assert re.fullmatch(r"readout: archive\.db: there is no archive; .*\n", done.stderr)
    assert list(tmp_path.iterdir()) == []


ALL = (*READING, ("fetch", f"http://{ARTICLE}80001"), ("crawl", "kremlin"))


@pytest.mark.parametrize("command", ALL, ids=" ".join)
@pytest.mark.parametrize("content", [b"%PDF-1.7 of somebody else", b""], ids=["another file", "empty"])
def test_a_file_that_is_no_archive_is_left_alone(
    command: tuple[str, ...], content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(content)
    if not content and command[0] in ("fetch", "crawl"):
        pytest.skip("an empty file is as good as none to a command that writes")

    done = run(None, *command, "--archive", "other.db", cwd=tmp_path)

    assert done.returncode == 10, done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert path.read_bytes() == content


@pytest.mark.parametrize("command", ALL, ids=" ".join)
def test_an_archive_of_a_newer_schema_is_left_alone(command: tuple[str, ...], folder: Path) -> None:
    path = folder / "archive.db"
    db = sqlite3.connect(path)
    db.execute(f"pragma user_version = {SCHEMA_VERSION + 1}")
    db.close()
    before = hashlib.sha256(path.read_bytes()).digest()

    done = run(None, *command, cwd=folder)

    assert done.returncode == 10, done.stderr
    assert "install the newer one" in done.stderr
    assert hashlib.sha256(path.read_bytes()).digest() == before


@NOT_ROOT
def test_a_read_only_folder_is_said_so(web: Replay, folder: Path) -> None:
    folder.chmod(0o500)
    try:
        done = run(web, "fetch", f"http://{ARTICLE}80001", cwd=folder)
    finally:
        folder.chmod(0o700)

    assert done.returncode == 13
    assert len(done.stderr.splitlines()) == 1


def test_a_folder_that_is_not_there_cannot_be_written(tmp_path: Path) -> None:
    done = run(None, "fetch", f"http://{ARTICLE}80001", "--archive", "no/archive.db", cwd=tmp_path)

    assert done.returncode == 13
    assert "does not exist" in done.stderr


def test_a_second_run_leaves_with_its_own_code(folder: Path) -> None:
    holder = "import sys; from pathlib import Path; from archive.lock import writing\n"
    holder += "with writing(Path('archive.db')): print('held', flush=True); sys.stdin.read()"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1])}
    process = subprocess.Popen(
        [sys.executable, "-c", holder],
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        done = run(None, "fetch", f"http://{ARTICLE}80001", cwd=folder)
        process.communicate("")

    assert done.returncode == 11
    assert f"pid {process.pid}" in done.stderr


def test_an_export_to_a_full_pipe_ends_quietly(folder: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1])}
    command = f"{sys.executable} -m crawler.cli export | true"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
    )

    assert b"Traceback" not in done.stderr


def test_a_fault_of_our_own_is_one_line_too(folder: Path) -> None:
    db = sqlite3.connect(folder / "archive.db")
    db.execute("alter table documents rename column language to tongue")
    db.close()

    done = run(None, "status", cwd=folder)

    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert done.returncode != 0


def _codes(error: type[ReadoutError]) -> set[int]:
    return {error.exit_code}.union(*(_codes(child) for child in error.__subclasses__()))


def test_every_exit_code_stands_in_the_help() -> None:
    stated = {int(code) for code in re.findall(r"^  (\d+) ", EPILOG, re.MULTILINE)}

    assert _codes(ReadoutError) | {0, 130} == stated
    assert "Exit codes:" in CliRunner().invoke(main, ["--help"]).output


def test_every_command_has_help_with_an_example() -> None:
    for name, command in main.commands.items():
        assert command.help, name
        assert "Example:" in command.help or name == "status", name


@pytest.mark.parametrize("suffix", ["", "-wal", ".lock", ".backups"])
def test_an_export_never_overwrites_the_archive(suffix: str, folder: Path) -> None:
    target = folder / f"archive.db{suffix}"
    target.touch()
    (folder / "link.csv").symlink_to(target)
    before = target.read_bytes()

    for name in (target.name, "link.csv"):
        done = run(None, "export", name, cwd=folder)
        assert (done.returncode, "that is the archive itself" in done.stderr) == (2, True), done.stderr
    assert target.read_bytes() == before


def test_an_export_goes_to_regular_files_only(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    done = run(None, "export", "pipe", cwd=folder)

    assert (done.returncode, (folder / "pipe").is_fifo()) == (2, True)


def test_a_full_disk_under_an_export_has_its_own_code(folder: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1])}
    command = ["bash", "-c", f"{sys.executable} -m crawler.cli export > /dev/full"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 12, done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments", [("crawl",), ("show",), ("status", "--nonsense"), ("nonsense",)], ids=" ".join
)
def test_usage_errors_are_one_line(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = run(None, *arguments, cwd=tmp_path)

    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr


def test_a_second_run_through_a_symbolic_link_finds_the_lock(folder: Path) -> None:
    (folder / "other.db").symlink_to(folder / "archive.db")
    with writing(folder / "archive.db"):
        done = run(None, "fetch", f"http://{ARTICLE}80001", "--archive", "other.db", cwd=folder)

    assert done.returncode == 11
