"""Knows how to kill, starve and cut the power of an archive, and how to judge what is left of it."""
