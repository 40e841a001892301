"""Knows how the demonstration runs Readout's own commands against the replay site, as a user would."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from demo.replay import Replay
from demo.site import ACT, FIRST_DAY, LAST_DAY, REPOST

__all__ = ["Failed", "Steps"]


class Failed(Exception):
    """A command ended otherwise than a user may expect."""


@dataclass(frozen=True, kw_only=True)
class Steps:
    """The commands of the demonstration; ``archive`` and ``table`` are the files that they write."""

    replay: Replay
    archive: Path
    table: Path

    def visit(self, *more: str) -> None:
        """Crawl both sites and fetch the repost and the act."""
        period = ("--since", FIRST_DAY, "--until", LAST_DAY, "--delay", "0", *more)
        self.run("crawl", "kremlin", "--lang", "en,ru", *period)
        self.run("crawl", "interfax", *period)
        self.run("fetch", REPOST, "--delay", "0")
        self.run("fetch", ACT, "--delay", "0")

    def export(self) -> None:
        """Write the table."""
        self.run("export", str(self.table))

    def run(self, *arguments: str) -> str:
        """Run one command and return what it printed; raises `Failed` with its complaint."""
        environment = {**os.environ, **self.replay.environment, "READOUT_ARCHIVE": str(self.archive)}
        command = [sys.executable, "-m", "crawler.cli", *arguments]
        root = Path(__file__).resolve().parents[1]
        ended = subprocess.run(  # noqa: S603 - our own commands
            command, cwd=root, env=environment, capture_output=True, text=True, check=False
        )
        if ended.returncode:
            told = "\n".join(filter(None, (ended.stdout.strip(), ended.stderr.strip())))
            raise Failed(f"readout {' '.join(arguments)} ended with {ended.returncode}:\n{told}")
        return ended.stdout
