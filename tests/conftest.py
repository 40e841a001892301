"""Knows what several test files share: where the measured real pages lie."""

import os
import signal
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]

# Under nohup, in the background of a script and in some CI a process starts with SIGHUP or SIGINT ignored,
# and what it starts inherits that.
signal.signal(signal.SIGHUP, signal.SIG_DFL)
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real pages beside the checkout, or skip the test."""
    folder = Path(os.environ.get("READOUT_SHARED", CHECKOUT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the shared folder of real pages is not here")
    return folder
