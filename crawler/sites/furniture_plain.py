"""Knows the form in which lines and the phrases of furniture are compared."""

import re
import unicodedata

__all__ = ["plain"]

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("’‘´`ʼ′", "'"),
        **dict.fromkeys("“”«»„‟″", '"'),
        **dict.fromkeys("—–−‒―‑‐", "-"),
        "ё": "е",
        "ş": "ș",
        "ţ": "ț",
        "…": "...",
        "\u0307": "",  # what Turkish İ leaves behind as a small letter
    }
)
_EDGES = re.compile(r"^[^\w\"(©<+]+|[^\w)\"+]+$")
_SPACED_SIGN = re.compile(r"\s+(?=[:!?.,])")


def plain(text: str) -> str:
    """Return a line in the form that phrases are compared in: small letters, one kind of quotes, no edges.

    Signs and pictures at both ends go; "Share this :" and "SHARE THIS" are one.
    """
    alike = unicodedata.normalize("NFC", text.casefold()).translate(_ALIKE)
    return _EDGES.sub("", _SPACED_SIGN.sub("", " ".join(alike.split())))
