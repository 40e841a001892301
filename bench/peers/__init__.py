"""Knows the scripts that run in the peers' own environment; nothing here imports Readout."""
