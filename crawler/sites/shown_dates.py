"""Knows where a page shows when it was published: near its title, or where it marks dates as such."""

from archive.models import Moment
from crawler.sites.date_lines import PrintedDate, Role, dates_in, role_in
from crawler.sites.date_stamps import first_stamp
from crawler.sites.head import Head
from crawler.sites.near_title import NearTitle
from crawler.sites.page import Element, select, values, words

__all__ = ["ELSEWHERE", "agreed", "printed"]

ELSEWHERE = (
    "[not(ancestor::*[not(self::body)][@id='comments' or contains(@class, 'comment')"
    " or contains(@class, 'related') or self::aside or self::footer or self::nav])]"
)
"""The part of an XPath that leaves out what stands among comments, other articles and the page's frame."""
_OUTSIDE = (
    "[not(ancestor::*[@id='comments' or contains(@class, 'comment') or self::nav or self::a or self::li])]"
    "[not(ancestor::*[self::footer or self::aside]) or ancestor::article or ancestor::main]"
)
_MARKED = (
    "//@class[contains(concat(' ', ., ' '), ' entry-date ') or contains(concat(' ', ., ' '), ' post-date ')"
    f" or contains(concat(' ', ., ' '), ' posted-on ')]/parent::*{ELSEWHERE}"
)
_DATED = (
    f"//time{_OUTSIDE} | "
    f"//*[self::p or self::span or self::div][contains(@class, 'date')][not(*//*)]{_OUTSIDE}"
)
_TIMES = "descendant-or-self::time/@datetime"
_LONGEST, _SAYING, _MOST_MARKED = 200, 30, 20
_REST, _MARKED_REST = 45, 90


def printed(head: Head, near: NearTitle, *, language: str) -> Moment | None:
    """Return the date that is printed where dates of publication stand: marked as such, or near the title."""
    properties, marked = head.properties("datePublished"), select(head.root, _MARKED)
    for element in (*properties[:_MOST_MARKED], *marked[:_MOST_MARKED]):
        found = dates_in(words(element)[:_LONGEST], language=language)
        if moment := _best(found, rest=_MARKED_REST):
            return moment
    said = Role.PLAIN
    for line in near.lines:
        times = values(line.element, _TIMES) if line.element is not None else []
        found = dates_in(line.text, language=language) if len(line.text) <= _LONGEST else []
        role = said if (found or times) and said is not Role.PLAIN else None
        said = role_in(line.text) if not found and len(line.text) <= _SAYING else Role.PLAIN
        if role in (Role.MODIFIED, Role.OTHER):
            continue
        if not _changed(found) and (
            moment := first_stamp(times, language=language) or _best(found, rest=_REST)
        ):
            return moment
    return None


def agreed(root: Element, *, language: str) -> Moment | None:
    """Return the one day that all that is marked as a date on the page says; None where they differ."""
    marked = select(root, _DATED)
    if len(marked) > _MOST_MARKED:
        return None
    moments = list[Moment]()
    for element in marked:
        found = dates_in(words(element)[:_LONGEST], language=language)
        stamped = first_stamp(values(element, _TIMES), language=language)
        moment = None if _changed(found) else stamped or _best(found, rest=_MARKED_REST)
        moments += [moment] if moment else []
    return moments[0] if len({one.day for one in moments}) == 1 else None


def _best(found: list[PrintedDate], *, rest: int) -> Moment | None:
    """Return the date that is said to be the publication's, else one of which nothing is said."""
    near = [one for one in found if one.rest <= rest]
    named = (one.moment for role in (Role.PUBLISHED, Role.PLAIN) for one in near if one.role is role)
    return next(named, None)


def _changed(found: list[PrintedDate]) -> bool:
    return bool(found) and all(one.role in (Role.MODIFIED, Role.OTHER) for one in found)
