"""Knows how the trials are run: python -m tests.faults [--short] [--only NAME], a table at the end.

The process is started anew with the shim before it; each trial is a fork of it.
"""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

from tests.faults import shim

# Of the deaths at random instants some come too late: the work has ended.
SHORT = {"death": 225, "cut": 200, "failure": 200}
LONG = {"death": 1680, "cut": 1400, "failure": 1000}
SKIPPED = 77
"""The exit code of a run that could not be made here, as automake has it."""


def main() -> None:
    """Start anew with the shim, or run."""
    asked = _asked()
    if reason := shim.why_not():
        print(f"not run: {reason}", file=sys.stderr)  # noqa: T201 - its output
        sys.exit(SKIPPED)
    if not shim.loaded():
        folder = tempfile.mkdtemp(prefix="faults-")
        loaded = {
            "LD_PRELOAD": str(shim.build(Path(folder))),
            "READOUT_FAULTS": folder,
            "PYTHONHASHSEED": "0",
        }
        os.execve(sys.executable, [sys.executable, "-m", "tests.faults", *sys.argv[1:]], os.environ | loaded)  # noqa: S606
    folder = os.environ.pop("READOUT_FAULTS")
    try:
        sys.exit(_run(asked, Path(folder)))
    finally:
        if not asked.keep:
            shutil.rmtree(folder, ignore_errors=True)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--short", action="store_true", help="the form of make test: 200 of each")
    parser.add_argument("--only", metavar="NAME", help="run this trial alone")
    parser.add_argument("--family", choices=sorted(LONG), help="only these trials")
    parser.add_argument("--count", type=int, help="so many trials of each family")
    parser.add_argument("--seed", type=int, default=1, help="another seed chooses other trials")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="trials at a time")
    parser.add_argument("--json", action="store_true", help="print the counts as JSON")
    parser.add_argument("--keep", action="store_true", help="leave the trials' folder and say where it is")
    return parser.parse_args()


def _run(asked: argparse.Namespace, folder: Path) -> int:
    os.environ.pop("LD_PRELOAD", None)
    from tests.faults import running  # noqa: PLC0415 - only with the shim, and warm for the forks

    sizes = SHORT if asked.short else LONG
    counts = {family: asked.count or size for family, size in sizes.items() if asked.family in (None, family)}
    return running.run(asked, folder, counts)


main()
