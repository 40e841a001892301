"""Knows the boxes of readers' comments and of the form for them.

After WordPress core's wp-includes/comment-template.php (comment_form, wp_list_comments) and its comment
blocks, the themes' comments.php, wpDiscuz, Disqus, Facebook comments, Akismet's privacy notice.
"""

from crawler.sites.furniture_marks.part import Part, beginnings, tokens

__all__ = ["COMMENTS"]

COMMENTS = (
    Part(
        name="comments and their form",
        most=0.9,
        words=tokens(
            "comments respond comments-area comment-respond comment-form commentform comment-list "
            "commentlist comments-link reply-title comment-reply-title comment-notes disqus_thread "
            "fb-comments comments-title logged-in-as must-log-in no-comments nocomments "
            "comment-navigation comment-form-comment comment-form-author comment-form-email "
            "comment-form-url comment-form-cookies-consent form-submit "
            "akismet_comment_form_privacy_notice comments-wrapper comments-section comments-container "
            "comment-section post-comments entry-comments article-comments reader-comments commentarea "
            "wp-block-comments wp-block-post-comments wp-block-post-comments-form wp-block-comments-title "
            "wp-block-comment-template wpdiscuz wpd-threads wpdcom wpdiscuz_top_clearing "
            "comment-respond-wrap td-comments-title-wrap jeg_comments comment-reply-link "
            "elementor-widget-post-comments ast-comment-list genesis-comments hcb_wrapper comments-number "
            "comment-subscription-form subscribe-to-comments subscribe-to-doi-comments cackle "
            "mc-container hypercomments_widget vk_comments graphcomment remark42 cusdis_thread "
            "isso-thread utterances giscus"
        ),
        starts=beginnings("wpdiscuz- wpd- disqus_ hypercomments"),
    ),
)
