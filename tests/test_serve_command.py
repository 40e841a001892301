"""What `readout serve` says and refuses before it serves, and how it ends."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from archive.store import Archive
from tests.web_client import CHECKOUT, serving


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("serve") / "a #1?%20.db"
    Archive(path).close()
    return path


def readout(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "crawler.cli", "serve", *arguments]
    return subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, timeout=60, check=False)


def test_it_serves_and_says_where_whatever_the_file_is_called(archive: Path) -> None:
    with serving(archive) as base:
        assert base.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(f"{base}/archive/documents.json") as answer:  # noqa: S310 - loopback
            assert answer.status == 200
            assert answer.headers["server"] is None


def test_no_archive_is_one_line_and_its_code(tmp_path: Path) -> None:
    ended = readout("--archive", str(tmp_path / "none.db"), "--port", "0")
    assert ended.returncode == 10
    assert ended.stderr.count("\n") == 1
    assert "there is no archive" in ended.stderr


def test_a_port_that_is_taken_is_one_line(archive: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ended = readout("--archive", str(archive), "--port", str(taken.getsockname()[1]))
    assert ended.returncode == 2
    assert "the port is taken; choose another with --port" in ended.stderr


def test_an_address_that_is_not_ours_is_one_line(archive: Path) -> None:
    for host in ("203.0.113.5", "no-such-host.invalid"):
        ended = readout("--archive", str(archive), "--host", host, "--port", "0")
        assert ended.returncode == 2, host
        assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize(("host", "warned", "status"), [("127.0.0.1", False, 421), ("0.0.0.0", True, 200)])  # noqa: S104
def test_another_host_is_warned_of_and_only_loopback_asks_for_its_name(
    archive: Path, host: str, status: int, *, warned: bool
) -> None:
    command = [
        sys.executable,
        "-m",
        "crawler.cli",
        "serve",
        "--archive",
        str(archive),
        "--port",
        "0",
        "--host",
        host,
    ]
    with subprocess.Popen(
        command, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        assert server.stderr is not None
        port = server.stdout.readline().split("/  ")[0].rpartition(":")[2]
        asked = urllib.request.Request(f"http://127.0.0.1:{port}/", headers={"Host": "rebound.example"})
        try:
            with urllib.request.urlopen(asked) as answer:  # noqa: S310 - loopback
                got = answer.status
        except urllib.error.HTTPError as error:
            got = error.code
            error.close()
        server.send_signal(signal.SIGTERM)
        told = server.stderr.read()
    assert got == status
    assert ("there is no password" in told) is warned


def test_ctrl_c_ends_it_with_its_code_and_no_traceback(archive: Path) -> None:
    command = [sys.executable, "-m", "crawler.cli", "serve", "--archive", str(archive), "--port", "0"]
    with subprocess.Popen(
        command, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ}
    ) as server:
        assert server.stdout is not None
        assert server.stderr is not None
        server.stdout.readline()
        server.send_signal(signal.SIGINT)
        told = server.stderr.read()
    assert server.returncode == 130
    assert told == "readout: interrupted\n"


def test_the_command_loads_datasette_only_where_it_serves() -> None:
    code = "import sys, crawler.cli; assert not {'datasette', 'uvicorn', 'jinja2'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, check=True)
