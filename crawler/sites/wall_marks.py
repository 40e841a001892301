"""Knows the mark-up of walls: boxes that deny the rest of a text, and boxes that may."""

import re
from types import MappingProxyType

from crawler.sites.page import Element
from crawler.sites.page_looks import looks_of

__all__ = ["boxes_in", "denials_in", "marked_on"]

# What each vendor's code prints only where it denies a text: classes, ids and test ids alike.
_VENDORS = {
    "Leaky Paywall": "leaky_paywall_message leaky_paywall_message_wrap",
    "Paid Memberships Pro": "pmpro_content_message pmpro-no-access",
    "MemberPress": "mepr-unauthorized-message mepr-unauthorized-excerpt",
    "Restrict Content": "rcp_restricted rcp-restricted-content-message",
    "WooCommerce Memberships": "wc-memberships-restriction-message",
    "Memberful": "memberful-restricted memberful-marketing-content",
    "Newspack": "newspack-memberships__gate newspack-content-gate__gate",
    "Ghost": "gh-post-upgrade-cta",
    "Substack": "paywall-jump",
    "Patreon": "patreon-locked-content-message",
    "Steady": "steady_paywall steady-paywall",
    "Poool": "poool-widget poool-paywall",
    "WP Paywall": "wp-paywall wppaywall wp-block-paywall",
    "Jetpack": "wp-block-jetpack-paywall jetpack-subscribe-paywall",
    "Piano": "tp-container-inner piano-paywall tp-modal-paywall",
}
_NAMED = MappingProxyType({name: vendor for vendor, names in _VENDORS.items() for name in names.split()})
# These may also stand beside a whole text: what they say has to tell.
_CALLED = ("paywall", "regwall", "subscription-wall", "content-gate", "premium-wall")
_BOX = re.compile("|".join(_CALLED), re.IGNORECASE)
_BOX_TAGS = frozenset({"div", "section", "aside", "p", "article"})


def marked_on(root: Element) -> list[Element]:
    """Return the elements of a body of which a class or id may name a wall; few pages have any."""
    looks = looks_of(root)
    stated = (*looks.classes, *looks.ids)
    joined = "\n".join(stated)
    small = joined.lower()
    if not any(name in small for name in _CALLED) and _NAMED.keys().isdisjoint(joined.split()):
        return []
    marks = frozenset(one for one in stated if _BOX.search(one) or not _NAMED.keys().isdisjoint(one.split()))
    inside = (one for body in root.iter("body") for one in body.iterdescendants())
    return [one for one in inside if one.get("class") in marks or one.get("id") in marks]


def denials_in(marked: list[Element]) -> list[tuple[str, Element]]:
    """Return the boxes that are a vendor's denial, each with the vendor's name."""
    named = ((one, _names(one).split()) for one in marked)
    return [(_NAMED[name], one) for one, names in named for name in names if name in _NAMED]


def boxes_in(marked: list[Element]) -> list[Element]:
    """Return the boxes that are called a wall, and may stand beside a whole text."""
    return [one for one in marked if one.tag in _BOX_TAGS and _BOX.search(_names(one))]


def _names(element: Element) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}"
