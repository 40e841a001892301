"""Knows the boxes that WordPress and its plug-ins put around a text, by class and id."""

import re
from dataclasses import dataclass

from crawler.sites.page import Element, select, words

__all__ = ["PARTS", "Part", "prune"]

_SPLIT = re.compile(r"\s+")
_CREDIT = "xyzscripts.com"
_CREDIT_LENGTH = 120


@dataclass(frozen=True, kw_only=True)
class Part:
    """A rule: the class or id words, whole or by their beginning, that mark a box as furniture.

    ``most`` is the largest share of the page's text that such a box may hold.
    """

    name: str
    most: float = 0.3
    words: frozenset[str] = frozenset()
    starts: tuple[str, ...] = ()

    def marks(self, token: str) -> bool:
        """Tell whether one class or id is of this furniture."""
        return token in self.words or (bool(self.starts) and token.startswith(self.starts))


def _of(text: str) -> frozenset[str]:
    return frozenset(text.split())


PARTS = (
    Part(name="Sassy Social Share", words=_of("heateorSssClear"), starts=("heateor_sss_", "the_champ_")),
    Part(name="Jetpack sharing and likes", words=_of("sharedaddy sd-block sd-sharing jetpack-likes-widget")),
    Part(name="AddToAny", words=_of("a2a_kit"), starts=("addtoany_",)),
    Part(name="Ultimate Social Media", starts=("sfsi_", "sfsiaftrpstwpr")),
    Part(
        name="share buttons",
        words=_of(
            "shariff ya-share2 social-share share-buttons post-share td-post-sharing swp_social_panel "
            "essb_links mashsb-container post-sharing pluso uptolike-buttons likely post-share-b"
        ),
        starts=("td-post-sharing", "ssba", "simplesocialbuttons"),
    ),
    Part(
        name="related posts",
        words=_of(
            "jp-relatedposts yarpp crp_related related-posts related-articles relatedposts "
            "rp4wp-related-posts td_block_related_posts inline-related-post related-post"
        ),
        starts=("yarpp-", "td_block_related"),
    ),
    Part(
        name="comments and their form",
        most=0.9,
        words=_of(
            "respond comments comments-area comment-respond comment-form commentform comment-list "
            "comments-link reply-title comment-notes disqus_thread fb-comments comments-title"
        ),
    ),
    Part(
        name="table of contents",
        words=_of("lwptoc toc_container ez-toc-container"),
        starts=("ez-toc-", "lwptoc_"),
    ),
    Part(
        name="author box",
        words=_of("saboxplugin-wrap author-box author-bio author-info about-author abh_box"),
        starts=("saboxplugin-",),
    ),
    Part(
        name="counters",
        words=_of(
            "post-views rt-reading-time span-reading-time reading-time kk-star-ratings post-ratings wpulike"
        ),
        starts=("kksr-", "post-views"),
    ),
    Part(
        name="newsletter",
        words=_of("mc4wp-form tnp tnp-subscription newsletter-signup newsletter"),
        starts=("mc4wp-",),
    ),
    Part(
        name="advertisement",
        words=_of("ad-wrapper adsbygoogle ad-container advads code-block"),
        starts=("advads-",),
    ),
    Part(
        name="tags and post data",
        words=_of(
            "entry-meta post-meta entry-footer cat-links tags-links post-tags tagcloud entry-tags tag-links "
            "td-post-source-tags post-tags-list byline posted-on"
        ),
    ),
    Part(
        name="navigation",
        most=0.7,
        words=_of("post-navigation nav-links screen-reader-text widget-area breadcrumbs breadcrumb sidebar"),
    ),
    Part(name="cookie notice", starts=("cookie-notice", "cookie-law", "cmplz-")),
    Part(name="spelling report", starts=("mistape",)),
)


def prune(root: Element) -> list[tuple[str, str]]:
    """Take furniture out of a tree, in place, and return what was taken: (rule, text).

    A box with more than its share of the text stays: then the class is the site's own and means something
    else; readers' comments and a side column may be longer than the article.
    Source: extraction.md section 5, "What prints the lines".
    """
    whole = max(len(words(root)), 1)
    taken = []
    for element in select(root, ".//*[@class or @id]"):
        part = _part(element)
        if part is None or all(above is not root for above in element.iterancestors()):
            continue
        text = words(element)
        if len(text) <= part.most * whole:
            taken.append((part.name, text))
            element.drop_tree()
    return [found for found in taken + _credits(root) if found[1]]


def _part(element: Element) -> Part | None:
    tokens = _SPLIT.split(f"{element.get('class') or ''} {element.get('id') or ''}".strip())
    return next((part for token in tokens for part in PARTS if part.marks(token)), None)


def _credits(root: Element) -> list[tuple[str, str]]:
    """Take out the credit that XYZScripts plug-ins print in a box without a class."""
    taken = []
    for element in select(
        root, f".//*[self::div or self::p or self::center][.//a[contains(@href, '{_CREDIT}')]]"
    ):
        text = words(element)
        if (
            len(text) <= _CREDIT_LENGTH
            and any(above is root for above in element.iterancestors())
            and "powered by" in text.lower()
        ):
            taken.append(("XYZScripts credit", text))
            element.drop_tree()
    return taken
