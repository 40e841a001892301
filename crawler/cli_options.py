"""Knows the options that many commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

__all__ = ["archive_option", "filter_options", "seen_options", "wait_option"]

F = TypeVar("F", bound=Callable[..., Any])


def archive_option(command: F) -> F:
    """Give a command the option --archive."""
    return click.option(
        "--archive",
        type=click.Path(path_type=Path),
        envvar="READOUT_ARCHIVE",
        default=Path("archive.db"),
        show_default=True,
        help="The archive's file; READOUT_ARCHIVE sets it too.",
    )(command)


def filter_options(command: F) -> F:
    """Give a command that lists documents the options that choose them; crawler.filtering reads them."""
    for option in reversed(_FILTERS):
        command = option(command)
    return command


def seen_options(command: F) -> F:
    """Give a command the same choice, but for --since and --until, which mean when it was seen here.

    crawler.filtering reads them.
    """
    for option in reversed((*_SEEN, *_CHOICE)):
        command = option(command)
    return command


_CHOICE = (
    click.option("--source", "sources", multiple=True, help="Only this source; may be given again."),
    click.option("--lang", "languages", help="Only these languages, comma-separated."),
    click.option("--section", help="Only what stands in this section: its name or a part of its address."),
    click.option("--person", help="Only what names this person: the site's id, or a name in any script."),
    click.option("--place", help="Only what is dated from this place: a part of its name."),
    click.option(
        "--state", "states", multiple=True, help="Only this state, such as gone; may be given again."
    ),
)
_FILTERS = (
    *_CHOICE[:2],
    click.option("--since", help="First publication day: 2020-08-01, or 30d."),
    click.option("--until", help="Last publication day."),
    *_CHOICE[2:],
)
_SEEN = (
    click.option("--since", help="First day, in UTC, on which it was seen here: 2020-08-01, or 7d."),
    click.option("--until", help="Last day on which it was seen here."),
    click.option("--published-since", help="First publication day of the document."),
    click.option("--published-until", help="Last publication day of the document."),
)


def wait_option(command: F) -> F:
    """Give a command that writes the option --wait."""
    return click.option(
        "--wait",
        type=click.FloatRange(min=0),
        default=0.0,
        show_default=True,
        help="Seconds to wait for another run that is writing the archive.",
    )(command)
