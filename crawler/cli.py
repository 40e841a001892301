"""Knows the command `readout`: what a user types becomes one call."""

from pathlib import Path
from typing import Any

import click

from crawler.cli_changes import changes, diff, feed, history, pair
from crawler.cli_completion import completion
from crawler.cli_coverage import coverage
from crawler.cli_export import export
from crawler.cli_options import archive_option, wait_option
from crawler.cli_search import reindex, search
from crawler.cli_tracing import link, links, relink, trace
from crawler.cli_web import serve
from crawler.endings import OneLine

__all__ = ["main"]

EPILOG = """\b
Exit codes:
  0   nothing wrong
  1   a fault of the program's own
  2   bad usage: an option, a day, or a text that is no address
  3   some addresses could not be had or read
  4   the address is outside what Readout may fetch
  5   the site refuses or limits us, or its robots.txt forbids
  10  no archive there, not an archive, or one of another schema
  11  another run is writing the archive
  12  the disk is full, failing, or under its reserve
  13  the archive or its folder cannot be written
  20  the archive is damaged
  130 interrupted by SIGINT, SIGTERM or SIGHUP; the next run goes on from there
"""


@click.group(cls=OneLine, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="readout", prog_name="readout")
def main() -> None:
    """Keep what the Kremlin and Interfax publish: fetch, read, show, export."""


@main.command()
@click.argument("source")
@click.option("--lang", help="Languages, comma-separated, such as en,ru. Default: all of the source.")
@click.option("--since", help="First day: 2020-08-01, or 30d for thirty days ago. Default: the source's own.")
@click.option("--until", help="Last day. Default: today.")
@click.option("--limit", type=int, help="Ask for at most this many documents.")
@click.option("--section", multiple=True, help="Walk only this section; may be given again.")
@click.option("--delay", type=click.FloatRange(min=0), help="Seconds between requests; 0 for a replay.")
@click.option(
    "--revisit",
    type=click.Choice(["due", "all", "none"]),
    default="due",
    show_default=True,
    help="Which kept documents to ask for again.",
)
@click.option("--verbose", is_flag=True, help="Show Scrapy's log.")
@wait_option
@archive_option
def crawl(**options: Any) -> None:
    """Crawl SOURCE (kremlin, interfax, interfax-com, interfax-russia) into the archive.

    Example: readout crawl kremlin --lang en,ru --since 30d
    """
    from crawler import commands  # noqa: PLC0415 - Scrapy loads only for commands that crawl

    commands.crawl(**options)


@main.command()
@click.argument("url")
@click.option("--delay", type=click.FloatRange(min=0), help="Seconds between requests; 0 for a replay.")
@click.option("--verbose", is_flag=True, help="Show Scrapy's log.")
@wait_option
@archive_option
def fetch(**options: Any) -> None:
    """Fetch one page now: Kremlin, Interfax, or any page that reposts them.

    Example: readout fetch http://kremlin.ru/events/president/news/66055
    """
    from crawler import commands  # noqa: PLC0415 - as above

    commands.fetch(**options)


@main.command()
@click.option("--source", "sources", multiple=True, help="Read only this source again; may be given again.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes that read. Default: one a core.")
@click.option("--json", "as_json", is_flag=True, help="Print the comparison as JSON.")
@wait_option
@archive_option
def reparse(**options: Any) -> None:
    """Derive every revision again from the stored bytes with today's code, offline.

    Example: readout reparse --source kremlin
    """
    from crawler import rereading  # noqa: PLC0415 - the readers load only where they read

    rereading.run(**options)


@main.command()
@click.argument("what", metavar="URL-OR-ID")
@click.option("--json", "as_json_text", is_flag=True, help="Print everything that is kept as JSON.")
@archive_option
def show(**options: Any) -> None:
    """Show what is kept of a document, named by an address, a key or an id.

    Example: readout show kremlin/en/66055
    """
    from crawler import inspection  # noqa: PLC0415 - rich loads only where it prints

    inspection.show(**options)


@main.command()
@click.argument("what", metavar="URL")
@click.option("--capture", type=int, help="Read this capture of it, not the last; readout show lists them.")
@click.option("--dropped", "dropped_only", is_flag=True, help="Show only what rules dropped.")
@click.option("--all", "everything", is_flag=True, help="Show also each line around the text.")
@click.option("--json", "as_json_text", is_flag=True, help="Print all lines as JSON.")
@archive_option
def why(**options: Any) -> None:
    """Show which rule kept or dropped each line of a stored page, in reading order. Asks no network.

    URL may be a document's id or key too. Example: readout why http://kremlin.ru/d/66055
    """
    from crawler import why as told  # noqa: PLC0415 - the readers load only where they are needed

    told.run(**options)


@main.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--speaker", help="Only this name: in any script, case or order of words; initials will do.")
@click.option("--person", help="Only the person of this id, such as kremlin/5.")
@click.option("--source", "sources", multiple=True, help="Only this source; may be given again.")
@click.option("--lang", "languages", help="Only these languages, comma-separated.")
@click.option("--since", help="First publication day: 2020-08-01, or 30d.")
@click.option("--until", help="Last publication day.")
@click.option("--kind", "kinds", multiple=True, help="Only speech, question or remark; may be given again.")
@click.option("--json", "form", flag_value="json", help="JSON Lines, with each piece of a turn.")
@click.option("--csv", "form", flag_value="csv", help="CSV (RFC 4180, UTF-8), exact.")
@click.option("--sheet", "form", flag_value="sheet", help="CSV for spreadsheets: no cell is a formula.")
@click.option("--tei", "form", flag_value="tei", help="One TEI document, near ParlaMint's.")
@archive_option
def turns(**options: Any) -> None:
    """List who said what in the current transcripts, or write it to FILE.

    Example: readout turns --speaker Путин --since 2020-08-01 --csv
    """
    from crawler import speaking  # noqa: PLC0415 - as above

    speaking.run(**options)


@main.command()
@click.option("--kind", "kinds", multiple=True, help="Only this kind, such as person; may be given again.")
@click.option("--source", "sources", multiple=True, help="Only this source; may be given again.")
@click.option("--name", help="Only those that have this in a name.")
@click.option("--json", "form", flag_value="json", help="Print them as JSON.")
@click.option("--csv", "form", flag_value="csv", help="Print them as CSV.")
@archive_option
def entities(**options: Any) -> None:
    """List the topics, persons, countries, regions and tags that the sites themselves mark, with their ids.

    Example: readout entities --kind person --source kremlin
    """
    from crawler import naming  # noqa: PLC0415 - as above

    naming.run(**options)


@main.command()
@click.option("--json", "as_json_text", is_flag=True, help="Print it as JSON.")
@archive_option
def status(**options: Any) -> None:
    """Show what is in the archive, per source and language, and how the last crawls ended.

    Example: readout status --archive archive.db
    """
    from crawler import inspection  # noqa: PLC0415 - as above

    inspection.status(**options)


@main.command()
@click.option("--quick", is_flag=True, help="Only SQLite's pages, references and the chain's length.")
@click.option("--read-data", is_flag=True, help="Unpack every body too, and prove it by its hash.")
@click.option("--rederive", is_flag=True, help="Also derive everything again, in a copy, and compare.")
@click.option("--against", multiple=True, help="A head that was kept elsewhere, or a file of heads.")
@click.option("--json", "as_json_text", is_flag=True, help="Print all that was found as JSON.")
@archive_option
def verify(**options: Any) -> None:
    """Check that the archive is what was written: each row, each reference, the chain. Changes nothing.

    Example: readout verify --against heads.txt
    """
    from crawler import checking  # noqa: PLC0415 - as above

    checking.run(**options)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Overwrite FILE where it is there already.")
@archive_option
def backup(**options: Any) -> None:
    """Copy the archive to FILE, also during a crawl; the copy is checked before it gets its name.

    Example: readout backup /backups/archive-monday.db
    """
    from crawler import keeping  # noqa: PLC0415 - as above

    keeping.backup(**options)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@archive_option
def restore(**options: Any) -> None:
    """Make an archive of the backup FILE, where there is none; the backup is checked first.

    Example: readout restore /backups/archive-monday.db --archive archive.db
    """
    from crawler import keeping  # noqa: PLC0415 - as above

    keeping.restore(**options)


@main.command()
@click.option("--json", "as_json_text", is_flag=True, help="Print the findings as JSON.")
@archive_option
def doctor(**options: Any) -> None:
    """Look at this machine, the archive and the hosts, and say what to do about each finding.

    Example: readout doctor --archive archive.db
    """
    from crawler import checkup  # noqa: PLC0415 - as above

    checkup.run(**options)


_READING = (search, history, diff, changes, feed, pair, coverage, export, serve)
_LINKING = (trace, links, link, relink)
for _command in (*_READING, *_LINKING, reindex, completion):
    main.add_command(_command)

if __name__ == "__main__":
    main()
