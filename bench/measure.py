"""Knows how a made site is put up beside a run, and what the run cost."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Cost", "Site", "measured", "serving"]

_LAUNCH = Path(__file__).with_name("launch.py")
_CHECKOUT = Path(__file__).resolve().parents[1]
_QUIET_SIZE = 4_000  # characters of a failed command's last words


@dataclass(frozen=True, kw_only=True)
class Site:
    """A made site that is being served on loopback, and what its bodies weigh."""

    port: int
    articles: int
    article_bytes: int
    article_gzip: int
    others: int
    other_bytes: int
    other_gzip: int

    def environment(self) -> dict[str, str]:
        """Return variables that send every request of every tool to the made site."""
        proxy = f"http://127.0.0.1:{self.port}"
        names = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")
        return dict.fromkeys(names, proxy) | {"no_proxy": "", "NO_PROXY": ""}


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one process and its children cost: seconds of CPU and of wall time, bytes of the largest one."""

    code: int
    cpu: float
    wall: float
    peak: int
    said: str


@contextmanager
def serving(articles: int, *, weigh: bool, spool: Path) -> Iterator[Site]:
    """Serve a site of so many articles while the block runs."""
    command = [sys.executable, "-m", "bench.server", "--pages", str(articles), "--spool", str(spool)]
    with subprocess.Popen(  # noqa: S603 - our own module
        command + ["--weigh"] * weigh,
        cwd=_CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None  # noqa: S101 - asked for above
        yield Site(**json.loads(server.stdout.readline()))
        # Leaving the inner block closes standard input, which ends the server.


def measured(command: list[str], *, folder: Path, environment: Mapping[str, str], seconds: int) -> Cost:
    """Run a command in a folder and return its cost; ``seconds`` is the longest that it may take."""
    report, words = folder / "cost.json", folder / "said.txt"
    launch = [sys.executable, "-I", "-S", str(_LAUNCH), str(report), str(seconds), *command]
    with words.open("wb") as said:
        subprocess.run(  # noqa: S603 - the runners' commands
            launch,
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            check=True,
        )
    last = words.read_bytes()[-_QUIET_SIZE:].decode("utf-8", "replace")
    return Cost(said=last, **json.loads(report.read_text(encoding="ascii")))
