"""Knows a tree as it is told to a person: steps with facts below them."""

from dataclasses import dataclass

__all__ = ["Branch", "Line", "Span"]

Span = tuple[str, str]
"""A piece of a line, and its style in rich's words."""
Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A step: its head, what is known of it, and what it leads to."""

    head: Line
    facts: tuple[Line, ...] = ()
    branches: tuple["Branch", ...] = ()
