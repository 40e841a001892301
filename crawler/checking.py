"""Knows what `readout verify` says: what was looked at, each row that is not as it was written, the head."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from archive.chain import Head
from archive.copying import copied
from archive.derived import DERIVED
from archive.display import Console, print_table, visible
from archive.errors import ArchiveDamaged, BadUsage
from archive.search.fit import INDEX
from archive.verify import Depth, Fault, Report, verify
from crawler.progress import counting

__all__ = ["run"]

# Of many rows so many are named; --json names them all.
NAMED = 50


def run(
    *,
    quick: bool,
    read_data: bool,
    rederive: bool,
    against: Sequence[str],
    as_json_text: bool,
    archive: Path,
) -> None:
    """Check an archive and say what is wrong; exits with 20 where anything is."""
    if quick + read_data + rederive > 1:
        raise BadUsage("--quick, --read-data and --rederive exclude each other")
    depth = Depth.QUICK if quick else Depth.DATA if read_data or rederive else Depth.ROWS
    heads = [head for text in against for head in _heads(text)]
    with counting("verify") as progress:
        report = verify(archive, depth=depth, against=heads, progress=progress)
    notes = _derived_again(archive, report) if rederive and report.sound else []
    _tell(report, notes, against=heads, as_json_text=as_json_text, archive=archive)
    if not report.sound:
        sys.exit(ArchiveDamaged.exit_code)


def _heads(text: str) -> list[Head]:
    """Return the heads of a text or of a file's lines, each the last word of its line."""
    if ":" in text and not Path(text).exists():
        return [Head.parse(text)]
    try:
        lines = Path(text).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadUsage(f"--against {text}: neither a head nor a readable file of heads ({error})") from error
    heads = [Head.parse(line.split()[-1]) for line in lines if line.strip()]
    if not heads:
        raise BadUsage(f"--against {text}: the file holds no head")
    return heads


def _derived_again(archive: Path, report: Report) -> list[str]:
    """Derive everything again in a copy and compare; a reader that has changed since is noted, no fault."""
    from crawler.rederiving import differences  # noqa: PLC0415 - the readers load only where they read

    with copied(archive) as copy, counting("deriving again") as progress:
        faults, notes = differences(copy, progress=progress)
    report.faults += faults
    return notes


def _tell(
    report: Report, notes: Sequence[str], *, against: Sequence[Head], as_json_text: bool, archive: Path
) -> None:
    if as_json_text:
        click.echo(json.dumps(_plain(report, notes), ensure_ascii=False, indent=2))
        return
    print_table(Console(), ("table", "rows"), [(name, str(count)) for name, count in report.rows.items()])
    for note in notes:
        click.echo(visible(note))
    for fault in report.faults[:NAMED]:
        click.echo(visible(str(fault)), err=True)
    if len(report.faults) > NAMED:
        click.echo(f"… and {len(report.faults) - NAMED} more (--json names them all)", err=True)
    if report.sound:
        kept = f"; {len(against)} kept head{'s' * (len(against) > 1)} on its chain" if against else ""
        click.echo(f"{archive}: nothing is wrong{kept}")
        click.echo(f"head {report.head}")
        return
    click.echo(f"readout: {archive}: {_number(report.faults)} not as written; {_advice(report)}", err=True)


def _advice(report: Report) -> str:
    """Tell what heals it: what is derived comes out of the evidence again, evidence only out of a backup."""
    if {fault.where for fault in report.faults} == {INDEX}:
        return "the record is whole, readout reindex makes the index anew"
    if {fault.where for fault in report.faults} <= {*DERIVED, INDEX}:
        return "the evidence is whole, readout reparse derives the rest again"
    return "restore a backup"


def _number(faults: Sequence[Fault]) -> str:
    return "1 thing is" if len(faults) == 1 else f"{len(faults)} things are"


def _plain(report: Report, notes: Sequence[str]) -> dict[str, object]:
    return {
        "sound": report.sound,
        "depth": report.depth.value,
        "rows": report.rows,
        "head": str(report.head) if report.head else None,
        "faults": [{"where": one.where, "row": one.row, "what": one.what} for one in report.faults],
        "notes": list(notes),
    }
