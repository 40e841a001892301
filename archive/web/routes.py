"""Knows which address is answered by which page."""

from archive.web.answers import Handler
from archive.web.calendar import calendar, day, picture
from archive.web.differing import differing
from archive.web.edits import edits, feed
from archive.web.finding import search
from archive.web.front import front
from archive.web.reading import body, document, revision
from archive.web.tracing import trace

__all__ = ["ROUTES"]

_NUMBER = "[1-9][0-9]{0,8}"
_KEY = "[a-z][a-z0-9-]*/[a-z0-9-]*/[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*"
"""Of a document whose key is no address; another stands under its id."""

ROUTES: tuple[tuple[str, Handler], ...] = (
    (r"^/$", front),
    (r"^/search$", search),
    (r"^/changes$", edits),
    (r"^/feed\.atom$", feed),
    (r"^/coverage$", calendar),
    (r"^/coverage\.svg$", picture),
    (r"^/coverage/(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})$", day),
    (rf"^/capture/(?P<capture>{_NUMBER})/body$", body),
    (rf"^/document/(?P<what>.+)/revisions/(?P<old>{_NUMBER})\.\.(?P<new>{_NUMBER})$", differing),
    (rf"^/document/(?P<what>.+)/revisions/(?P<number>{_NUMBER})$", revision),
    (rf"^/document/(?P<what>.+)/trace/(?P<target>{_NUMBER}|{_KEY})$", trace),
    (r"^/document/(?P<what>.+)$", document),
)
