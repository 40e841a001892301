"""Knows how the peers get an environment of their own: their pins cannot live beside Readout's."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

__all__ = ["NotReady", "peers_python"]

_LOCK = Path(__file__).resolve().parents[1] / "requirements" / "bench.txt"


class NotReady(Exception):
    """A peer that cannot run here, and why."""


def peers_python(folder: Path, *, lock: Path = _LOCK) -> str:
    """Return the interpreter of the peers' environment, made in ``folder`` when the lock has changed.

    ``READOUT_PEERS`` names an interpreter that `make bench` has set up already. Raises `NotReady` where
    the peers cannot be installed.
    """
    given = os.environ.get("READOUT_PEERS")
    if given and Path(given).exists():
        return given
    stamp, python = folder / "lock.sha256", folder / "bin" / "python"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if python.exists() and stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return str(python)
    shutil.rmtree(folder, ignore_errors=True)
    for command in _commands(folder, python, lock):
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours
        if done.returncode:
            reason = (done.stderr.strip() or "no reason given").splitlines()[-1]
            raise NotReady(f"its environment could not be installed: {reason}")
    stamp.write_text(wanted, encoding="ascii")
    return str(python)


def _commands(folder: Path, python: Path, lock: Path) -> tuple[list[str], list[str]]:
    uv = shutil.which("uv")
    if uv:
        return (
            [uv, "venv", "--quiet", "--python", sys.executable, str(folder)],
            [
                *(uv, "pip", "install", "--quiet", "--compile-bytecode", "--require-hashes"),
                *("--python", str(python), "-r", str(lock)),
            ],
        )
    return (
        [sys.executable, "-m", "venv", str(folder)],
        [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(lock)],
    )
