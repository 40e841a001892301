"""Knows how archived text is shown so that it never acts: controls and escapes are written out."""

import unicodedata

__all__ = ["visible"]

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_HARMLESS = frozenset("\n\u00ad\u200c\u200d")
"""Line ends, soft hyphens and joiners are part of honest text."""


def visible(text: str) -> str:
    r"""Return the text with controls, escapes and direction marks written out (``\x1b``, ``\u202e``)."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character in _HARMLESS or unicodedata.category(character) not in _HIDDEN:
        return character
    return character.encode("unicode_escape").decode("ascii")
