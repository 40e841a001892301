"""Knows what the settings say to the commands that run without Scrapy."""

from typing import TYPE_CHECKING

import click

from archive.disk import Reserve
from crawler import settings

if TYPE_CHECKING:
    from archive.linkage.encoder import Encoder

__all__ = ["encoder", "network_allowed", "reserve"]


def reserve() -> Reserve:
    """Return how much of a disk must stay free; raises BadUsage for a setting that is no size."""
    return Reserve.parse(settings.READOUT_RESERVE)


def network_allowed(stated: str = settings.READOUT_NETWORK_FS) -> bool:
    """Tell whether the user has said that the archive may lie on a network file system."""
    return stated not in ("", "0")


def encoder() -> "Encoder | None":
    """Return the encoder that the user has named; says so where what reads it is not installed."""
    from archive.linkage.encoder import encoder_in  # noqa: PLC0415 - numpy loads only where texts are compared

    made = encoder_in(settings.READOUT_ENCODER)
    if settings.READOUT_ENCODER and made is None:
        click.echo("READOUT_ENCODER is not used: pip install '.[crosslingual]' first", err=True)
    return made
