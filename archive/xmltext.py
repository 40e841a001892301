"""Knows which characters XML cannot hold."""

import re

__all__ = ["writable"]

_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """Return a text whose characters XML can hold; others become U+FFFD (XML 1.0, production 2)."""
    return _UNWRITABLE.sub("\ufffd", text)
