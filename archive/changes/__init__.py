"""Knows what changed between the revisions of a document, and how much each edit may mean."""
