"""Knows what has to be mended of Datasette's own pages: fields without a name, errors that are markup."""

from markupsafe import Markup

from archive.web.answers import Page

__all__ = ["FAULT", "labelled", "refused"]

FAULT = 500
_NOT_FOUND = 404
_TOO_LONG = 503
_NAMELESS = (
    ('id="sql-editor"', "SQL"),
    ('name="_filter_column', "Column"),
    ('name="_filter_op', "Comparison"),
    ('name="_filter_value', "Value"),
    ('name="_sort"', "Sort by"),
)
"""Fields of Datasette's forms without a label, by an attribute, and what they are for."""


def labelled(page: Markup) -> Markup:
    """Name the fields that Datasette leaves nameless; what is archived stands escaped in a page already."""
    text = str(page)
    for field, label in _NAMELESS:
        text = text.replace(f" {field}", f' aria-label="{label}" {field}')
    return Markup(text)  # noqa: S704 - it was one before


def refused(error: Exception) -> Page:
    """Return the page for an error of Datasette's; its markup, and what a fault says, stay out of it."""
    status = getattr(error, "status", FAULT)
    if getattr(error, "title", None) == "SQL Interrupted":
        status = _TOO_LONG
    plain = status not in (FAULT, _NOT_FOUND) and not getattr(error, "message_is_html", False)
    message = str(getattr(error, "message", "") or error) if plain else ""
    return Page(template="error", values={"status": status, "message": message}, status=status)
