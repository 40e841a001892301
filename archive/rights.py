"""Knows what a publisher says of the use of its texts."""

from dataclasses import dataclass

from archive.exchange import require

__all__ = ["UNKNOWN", "Rights"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Rights:
    """A source's rights: in one word, whose, and where they are stated.

    ``licence`` is an SPDX identifier, "all rights reserved", or "unknown"; ``open`` says that the full text
    may be passed on; ``statement`` is one sentence for whoever does.
    """

    licence: str
    statement: str
    title: str = ""
    address: str = ""
    open: bool = False

    def __post_init__(self) -> None:
        """Refuse rights without a word or a sentence."""
        require(bool(self.licence and self.statement), "rights need a licence and a statement")


UNKNOWN = Rights(
    licence="unknown",
    statement="nobody has looked at what this publisher allows; ask before you publish its text",
)
