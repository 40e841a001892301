"""Knows the options that many commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

__all__ = ["archive_option", "wait_option"]

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


def wait_option(command: F) -> F:
    """Give a command that writes the option --wait."""
    return click.option(
        "--wait",
        type=click.FloatRange(min=0),
        default=0.0,
        show_default=True,
        help="Seconds to wait for another run that is writing the archive.",
    )(command)
