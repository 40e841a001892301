"""Knows what Readout costs beside other ways to do the same work: `python -m bench`."""
