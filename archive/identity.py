"""Knows by what a file is recognised as an archive, and which schema this Readout writes."""

__all__ = ["APPLICATION_ID", "SCHEMA_VERSION"]

APPLICATION_ID = 0x52444F54  # "RDOT"
SCHEMA_VERSION = 5
"""The number of migrations of archive.schema."""
