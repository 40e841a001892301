"""Knows the embedded replay site and the story that the demonstration tells with it."""
