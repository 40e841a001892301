"""Knows how a page of an Interfax site becomes one document."""

from zoneinfo import ZoneInfo

from archive.errors import EmptyPage, NotThisKind, TruncatedPage, UnknownLayout, WrongLanguage
from archive.models import Document, Moment, Reading, Reference, Section, Tag
from crawler.sites.base import Target, pick_layout
from crawler.sites.charset import Decoding
from crawler.sites.dates import parse_iso, parse_printed
from crawler.sites.interfax_body import Body, part_body
from crawler.sites.interfax_layouts import StoryLayout
from crawler.sites.interfax_pieces import pieces
from crawler.sites.page import Element, Page, select, squeeze, values, words
