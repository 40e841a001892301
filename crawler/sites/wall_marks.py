"""Knows the mark-up of walls: boxes that deny the rest of a text, and boxes that may."""

import re
from types import MappingProxyType

from crawler.sites.page import Element, select, stated

__all__ = ["boxes_on", "denials_on", "may_be_walled"]

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
_MARKED = "//body//*[@class or @id]"
# These may also stand beside a whole text: what they say has to tell.
_BOX = re.compile(r"paywall|regwall|subscription-wall|content-gate|premium-wall", re.IGNORECASE)
_BOX_TAGS = frozenset({"div", "section", "aside", "p", "article"})


def may_be_walled(root: Element) -> bool:
    """Tell whether any class or id on a page names a wall.

    Few do, and to look at each element costs as much as to parse the page.
    """
    marks = stated(root, "//body//@class") | stated(root, "//body//@id")
    return any(map(_BOX.search, marks)) or any(not _NAMED.keys().isdisjoint(one.split()) for one in marks)


def denials_on(root: Element) -> list[tuple[str, Element]]:
    """Return the boxes of a page that are a vendor's denial, each with the vendor's name."""
    named = ((one, _names(one).split()) for one in select(root, _MARKED))
    return [(_NAMED[name], one) for one, names in named for name in names if name in _NAMED]


def boxes_on(root: Element) -> list[Element]:
    """Return the boxes of a page that are called a wall, and may stand beside a whole text."""
    return [one for one in select(root, _MARKED) if one.tag in _BOX_TAGS and _BOX.search(_names(one))]


def _names(element: Element) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}"
