"""Knows the one way to turn a row into a hash: names and typed values, those that are not stated left out."""

from collections.abc import Sequence
from hashlib import sha256

__all__ = ["GENESIS", "Value", "linked", "row_digest"]

Value = str | int | float | bytes | None

GENESIS = bytes(32)
"""What the first link of the chain leans on."""


def row_digest(names: Sequence[str], values: Sequence[Value]) -> bytes:
    """Return the sha256 of a row, 32 bytes; a column added later changes no row that does not state it."""
    digest = sha256()
    for name, value in zip(names, values, strict=True):
        if value is None:
            continue
        kind, data = _typed(value)
        digest.update(f"{name} {kind} {len(data)} ".encode() + data)
    return digest.digest()


def linked(before: bytes, relation: str, row: str, digest: bytes) -> bytes:
    """Return the head of the chain after one more row: the sha256 of the head before it and of the row."""
    return sha256(before + f"{relation} {row} ".encode("utf-8", "surrogatepass") + digest).digest()


def _typed(value: str | float | bytes) -> tuple[str, bytes]:
    if isinstance(value, bytes):
        return "blob", value
    if isinstance(value, str):
        return "text", value.encode("utf-8", "surrogatepass")
    return ("integer" if isinstance(value, int) else "real"), repr(value).encode()
