"""Knows the usual way to build this card: Scrapy's defaults, trafilatura with metadata, a row at a time."""
