"""Knows what the plug-ins print, in their own mark-up; a name in braces is a line of the page's language."""

from dataclasses import dataclass

__all__ = ["CREDIT", "HEAD", "OUTSIDE", "TAIL", "Plugin"]

CREDIT = "WP Twitter Auto Publish Powered By : XYZScripts.com"
# Printed at the end of the page and not at the end of the post.
OUTSIDE = frozenset({"Cookie Notice", "theme", "XYZScripts"})


@dataclass(frozen=True)
class Plugin:
    """A plug-in: which of the words it prints, and its own mark-up around them."""

    name: str
    prints: tuple[str, ...]
    markup: str


HEAD = (
    Plugin(
        "Sassy Social Share",
        ("share",),
        (
            "<div class='heateorSssClear'></div><div class='heateor_sss_sharing_container "
            "heateor_sss_horizontal_sharing' data-heateor-sss-href='/p'>"
            "<div class='heateor_sss_sharing_title'"
            ' style="font-weight:bold" >{share}</div><div class="heateor_sss_sharing_ul"></div></div>'
        ),
    ),
    Plugin(
        "Reading Time WP",
        ("minutes",),
        "<span class='span-reading-time rt-reading-time'>{minutes}</span>",
    ),
    Plugin(
        "Post Views Counter",
        ("views",),
        "<div class='post-views content-post post-12 entry-meta'><span>{views}</span></div>",
    ),
    Plugin("Advanced Ads", ("ad",), "<div class='advads-above' id='advads-12'>{ad}</div>"),
    Plugin(
        "Easy Table of Contents",
        ("toc",),
        (
            "<div id='ez-toc-container' class='ez-toc-v2_0_80 counter-hierarchy'><p class='ez-toc-title'>"
            "{toc}</p><nav><ul class='ez-toc-list'><li><a class='ez-toc-link' href='#a'>1</a></li></ul>"
            "</nav></div>"
        ),
    ),
)
TAIL = (
    Plugin(
        "Jetpack sharing",
        ("share_this", "click"),
        (
            "<div class='sharedaddy sd-sharing-enabled'><div class='robots-nocontent sd-block sd-social "
            "sd-sharing'><h3 class='sd-title'>{share_this}</h3><div class='sd-content'><ul><li class="
            "'share-x'><a href='?share=x'><span class='sharing-screen-reader-text'>{click}</span></a></li>"
            "</ul></div></div></div>"
        ),
    ),
    Plugin(
        "Jetpack likes",
        ("like", "loading"),
        (
            "<div class='sharedaddy sd-block sd-like jetpack-likes-widget-wrapper'><h3 class='sd-title'>"
            "{like}</h3><div class='likes-widget-placeholder'><span class='loading'>{loading}</span>"
            "</div></div>"
        ),
    ),
    Plugin(
        "Inline Related Posts",
        ("read_also", "first"),
        (
            "<div class='irp-post'><a href='/n' class='IRPP_minimalist'><span class='ctaText'>"
            "{read_also}</span> <span class='postTitle'>{first}</span></a></div>"
        ),
    ),
    Plugin("kk Star Ratings", ("rate",), "<div class='kk-star-ratings'>{rate}</div>"),
    Plugin(
        "Mailchimp for WP",
        ("newsletter",),
        "<form class='mc4wp-form mc4wp-form-3'><p>{newsletter}</p><input type='email'></form>",
    ),
    Plugin("channel", ("telegram",), "<p><a href='https://t.me/amber'>{telegram}</a></p>"),
    Plugin("donations", ("donate",), "<div class='donation-box'><p>{donate}</p></div>"),
    Plugin(
        "Simple Author Box",
        ("about", "bio"),
        (
            "<div class='saboxplugin-wrap'><div class='saboxplugin-tab'><div class='saboxplugin-authorname'>"
            "{about}</div><div class='saboxplugin-desc'><div itemprop='description'>{bio}</div></div>"
            "</div></div>"
        ),
    ),
    Plugin("Mistape", ("spelling",), "<div class='mistape_caption'><p>{spelling}</p></div>"),
    Plugin("tags", ("tags",), "<footer class='entry-footer'><span>{tags}</span></footer>"),
    Plugin(
        "print",
        ("print",),
        "<div class='printfriendly pf-alignleft'><a href='#'>{print}</a></div>",
    ),
    Plugin(
        "Yoast",
        ("appeared",),
        "<p class='rss-after'>{appeared}</p>",
    ),
    Plugin(
        "Jetpack related",
        ("related", "first", "second"),
        (
            "<div id='jp-relatedposts' class='jp-relatedposts'><h3 class='jp-relatedposts-headline'><em>"
            "{related}</em></h3><p><a href='/n'>{first}</a></p><p><a href='/b'>{second}</a></p></div>"
        ),
    ),
    Plugin(
        "tagDiv related",
        ("more_author", "second"),
        (
            "<div class='td_block_wrap td_block_related_posts'><h4 class='td-related-title'><a href='#'>"
            "{more_author}</a></h4><h3 class='entry-title'><a href='/b'>{second}</a></h3></div>"
        ),
    ),
    Plugin(
        "comments",
        ("thoughts", "comment"),
        (
            "<div id='comments' class='comments-area'><h2 class='comments-title'>{thoughts}</h2><ol "
            "class='comment-list'><li><p>{comment}</p></li></ol></div>"
        ),
    ),
    Plugin(
        "comment form",
        ("reply", "cancel", "email_note", "save_name"),
        (
            "<div id='respond' class='comment-respond'><h3 id='reply-title' class='comment-reply-title'>"
            "{reply} <small><a rel='nofollow' id='cancel-comment-reply-link' href='#'>{cancel}</a>"
            "</small></h3><form action='/wp-comments-post.php'><p class='comment-notes'>{email_note}</p>"
            "<p class='comment-form-cookies-consent'><label>{save_name}</label></p></form></div>"
        ),
    ),
    Plugin(
        "comment form, closed",
        ("reply", "login", "akismet"),
        (
            "<div id='respond' class='comment-respond'><h3 id='reply-title'>{reply}</h3><p class="
            "'must-log-in'>{login}</p></div><p class='akismet_comment_form_privacy_notice'>{akismet}</p>"
        ),
    ),
    Plugin(
        "XYZScripts",
        ("credit",),
        (
            "<div style='clear:both;width:100%;text-align:center; font-size:11px; '><a target='_blank' href="
            "'https://xyzscripts.com/wordpress-plugins/twitter-auto-publish/compare'>"
            "WP Twitter Auto Publish</a>"
            " Powered By : <a target='_blank' href='http://www.xyzscripts.com'>XYZScripts.com</a></div>"
        ),
    ),
    Plugin(
        "Cookie Notice",
        ("cookies",),
        "<div id='cookie-notice' role='dialog'><span id='cn-notice-text'>{cookies}</span></div>",
    ),
    Plugin("theme", ("rights",), "<footer class='site-footer'>{rights}</footer>"),
)
