"""Knows what the rest of Readout may ask of the index: one question, one answer."""

from archive.search.asked import Asked, Found, Hit, Mark, Order, Piece
from archive.search.results import search
from archive.search.standing import Standing, standing

__all__ = ["Asked", "Found", "Hit", "Mark", "Order", "Piece", "Standing", "search", "standing"]
