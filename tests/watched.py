"""Knows how to run Readout in a process whose connections are written down and whose names are a table.

    python -m tests.watched fetch http://…       the command line
    python -m tests.watched many < addresses     one real run that is planned all these addresses

WATCHED_LOG is the file that each connection and each question to the name service goes to; WATCHED_NAMES is
JSON: name -> the addresses it has, or several such lists, one for each time that it is asked for. A
connection to anything but loopback is written down and refused before a packet leaves.
"""

import atexit
import errno
import ipaddress
import json
import os
import resource
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Watched", "watched"]

CHECKOUT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Watched:
    """What a watched process did: its connections, the names it asked for, the most MB that it held."""

    code: int
    said: str
    connects: list[tuple[str, int]]
    resolved: list[str]
    memory: int


def watched(
    *arguments: str,
    cwd: Path,
    names: dict[str, list[Any]] | None = None,
    addresses: Sequence[str] = (),
    settings: dict[str, Any] | None = None,
    **environment: str,
) -> Watched:
    """Run `readout` in a folder, or one run of many addresses, and tell what it did."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.lower().endswith("_proxy") and not name.startswith("READOUT_")
    }
    log = cwd / "watched.log"
    log.write_text("")
    environment |= {
        "WATCHED_LOG": str(log),
        "WATCHED_NAMES": json.dumps(names or {}),
        "WATCHED_SETTINGS": json.dumps(settings or {}),
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.watched", *arguments],
        cwd=cwd,
        env={**clean, "PYTHONPATH": str(CHECKOUT), **environment},
        input=json.dumps(list(addresses)),
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    seen = [json.loads(line) for line in log.read_text().splitlines()]
    return Watched(
        code=done.returncode,
        said=done.stdout + done.stderr,
        connects=[(what[0], what[1]) for kind, what in seen if kind == "connect"],
        resolved=[what for kind, what in seen if kind == "resolve"],
        memory=next(what for kind, what in seen if kind == "memory") // 1024,
    )


class Table:
    """A name service that knows the names it is given; no question leaves this machine."""

    def __init__(self, names: dict[str, list[Any]], told: Callable[[str, object], None]) -> None:
        """Take the names and who is to hear of each question."""
        self._names = {"localhost": ["127.0.0.1"], **names}
        self._told = told
        self._real = socket.getaddrinfo

    def __call__(self, host: Any, port: Any, *rest: int, **more: int) -> Any:
        """Answer as socket.getaddrinfo does."""
        name = host.decode() if isinstance(host, bytes) else host
        self._told("resolve", name)
        family, kind, protocol, flags = (
            more.get(word, rest[place] if len(rest) > place else 0)
            for place, word in enumerate(("family", "type", "proto", "flags"))
        )
        answers = self._names.get(name.lower().removesuffix("."))
        if answers is None:
            return self._real(host, port, family, kind, protocol, flags | socket.AI_NUMERICHOST)
        if isinstance(answers[0], list):
            answers = answers.pop(0) if len(answers) > 1 else answers[0]
        found: list[Any] = []
        for one in answers:
            with suppress(socket.gaierror):  # it may be of the other family
                found += self._real(one, port, family, kind, protocol, socket.AI_NUMERICHOST)
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, "no address of that family")
        return found


def watch() -> None:
    """Write down connections and take names from the table, before anything else is imported."""
    log = os.open(os.environ["WATCHED_LOG"], os.O_WRONLY | os.O_APPEND)

    def told(kind: str, what: object) -> None:
        os.write(log, json.dumps((kind, what)).encode() + b"\n")

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "socket.connect" and isinstance(arguments[1], tuple):
            told("connect", arguments[1][:2])
            if not ipaddress.ip_address(arguments[1][0].partition("%")[0]).is_loopback:
                raise PermissionError(errno.EPERM, "a test may connect to loopback only")

    socket.getaddrinfo = Table(json.loads(os.environ["WATCHED_NAMES"]), told)  # type: ignore[assignment]
    sys.addaudithook(hook)
    atexit.register(lambda: told("memory", _peak()))


def _peak() -> int:
    """Return the peak memory in kB; getrusage's own figure begins with that of the process that forked us."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))


def many() -> None:
    """Put all addresses of standard input on the plan of one run and carry it out."""
    from archive.models import Link, LinkKind  # noqa: PLC0415 - `watch` must come first
    from archive.tasks import Revisit  # noqa: PLC0415
    from crawler.orders import fetch_order  # noqa: PLC0415
    from crawler.run import carry_out, settings_for  # noqa: PLC0415
    from crawler.session import Session  # noqa: PLC0415

    archive = Path("archive.db")
    addresses = json.load(sys.stdin)
    order = fetch_order(addresses[0])
    settings = settings_for(order, archive=archive, delay=0)
    settings.setdict({"READOUT_REFUSALS": 10**6, **json.loads(os.environ["WATCHED_SETTINGS"])}, "cmdline")
    session = Session.open(archive, order, settings)
    links = tuple(
        Link(address=address, kind=LinkKind.PAGE, key=f"trial-{number}", source="web")
        for number, address in enumerate(addresses[1:])
    )
    session.archive.plan(links, run_id=session.run_id, revisit=Revisit.ALL)
    carry_out(order, session, settings)
    if session.failure:
        sys.exit(str(session.failure))


if __name__ == "__main__":
    watch()
    if sys.argv[1] == "many":
        many()
    else:
        from crawler.cli import main

        main()
