"""Knows what the settings say to the commands that run without Scrapy."""

from archive.disk import Reserve
from crawler import settings

__all__ = ["network_allowed", "reserve"]


def reserve() -> Reserve:
    """Return how much of a disk must stay free; raises BadUsage for a setting that is no size."""
    return Reserve.parse(settings.READOUT_RESERVE)


def network_allowed(stated: str = settings.READOUT_NETWORK_FS) -> bool:
    """Tell whether the user has said that the archive may lie on a network file system."""
    return stated not in ("", "0")
