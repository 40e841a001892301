"""The live check, on the demo's web: it asks every site, and says which fields a page left empty."""

import os
import subprocess
import sys
from pathlib import Path

from crawler.livecheck import CRAWLS
from demo.replay import Replay
from demo.site import load_visit

CHECKOUT = Path(__file__).resolve().parents[1]


def test_every_site_is_asked_and_empty_fields_are_named(tmp_path: Path) -> None:
    with Replay(load_visit(2)) as replay:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "crawler.livecheck",
                "--delay",
                "0",
                "--archive",
                str(tmp_path / "live.db"),
            ],
            cwd=CHECKOUT,
            env={**os.environ, **replay.environment},
            capture_output=True,
            text=True,
            check=True,
        )

    lines = done.stdout.splitlines()
    for crawl in CRAWLS:
        assert any(line.startswith(f"{' '.join(crawl)}: exit code") for line in lines), crawl
    pages = [line for line in lines if ": empty: " in line]
    assert any(line.startswith("kremlin/en/") for line in pages)
    assert "Traceback" not in done.stdout + done.stderr
