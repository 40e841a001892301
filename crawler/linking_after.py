"""Knows how what a run brought is linked when it has ended: in transactions of their own."""

import logging

from archive.store import Archive
from crawler import settings

__all__ = ["link_after"]

logger = logging.getLogger(__name__)


def link_after(archive: Archive, *, run: int) -> str:
    """Link new and changed documents; return a line that says what was not linked, or nothing."""
    try:
        from archive.linkage.encoder import encoder_in  # noqa: PLC0415 - as below
        from archive.linkage.work import link_new  # noqa: PLC0415 - numpy loads when all pages are safe

        told = link_new(archive, run=run, aid=encoder_in(settings.READOUT_ENCODER))
    except Exception as error:  # whatever it is, the run has ended well and its pages are kept
        logger.exception("linking failed")
        return (
            f"the new documents are not linked ({type(error).__name__}: {error}); readout relink tries again"
        )
    if told.left:
        return f"{told.left} documents are not linked yet; the next run goes on, readout relink links all"
    return ""
