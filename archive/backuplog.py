"""Knows which backups were made of an archive: a line each, in a file beside it."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archive.clock import now, stamp

__all__ = ["LOG", "LastBackup", "last_backup", "note"]

LOG = ".backups"


@dataclass(frozen=True, kw_only=True, slots=True)
class LastBackup:
    """The last backup that was written of an archive: when, where to, and how many captures it holds."""

    at: datetime
    path: str
    captures: int
    head: str


def last_backup(archive: Path) -> LastBackup | None:
    """Return the last backup that was made of an archive, None where none is known of."""
    try:
        lines = _log(archive).read_text("utf-8").splitlines()
        told = json.loads(lines[-1])
        return LastBackup(
            at=datetime.fromisoformat(told["at"]),
            path=told["path"],
            captures=int(told["captures"]),
            head=told["head"],
        )
    except (OSError, ValueError, LookupError, TypeError):
        return None


def note(archive: Path, *, path: Path, captures: int, head: str) -> None:
    """Write down that a backup was made, for `readout doctor`; raises OSError where none can be written."""
    line = {"at": stamp(now()), "path": str(path.resolve()), "captures": captures, "head": head}
    with _log(archive).open("a", encoding="utf-8", errors="backslashreplace") as log:
        log.write(json.dumps(line) + "\n")


def _log(archive: Path) -> Path:
    real = archive.resolve()
    return real.with_name(real.name + LOG)
