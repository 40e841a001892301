"""Knows the boxes that help to read a page or to leave it: contents, counters, tags, navigation.

Named after what these plug-ins print, as their authors' markup is known to us; not each was seen on a page:
easy-table-of-contents, luckywp-table-of-contents, table-of-contents-plus, seo-by-rank-math,
reading-time-wp, post-views-counter, kk-star-ratings, printfriendly, pdf-print, wpml, translatepress,
gtranslate, mistape; WordPress core's blocks and the class names of its own themes.
"""

from crawler.sites.furniture_marks.part import Part, beginnings, tokens

__all__ = ["READING"]

READING = (
    Part(
        name="table of contents",
        most=0.9,
        words=tokens(
            "toc_title toc_list lwptoc toc_container toc_widget ez-toc-container rank-math-toc "
            "wp-block-rank-math-toc-block wp-block-yoast-seo-table-of-contents yoast-table-of-contents "
            "wp-block-table-of-contents elementor-toc elementor-widget-table-of-contents "
            "kb-table-of-content-nav wp-block-kadence-tableofcontents simpletoc simpletoc-list "
            "wp-block-simpletoc-toc uagb-toc wp-block-uagb-table-of-contents ub_table-of-contents "
            "wp-block-ub-table-of-contents-block aioseo-toc-contents wp-block-aioseo-table-of-contents "
            "joli-toc cm-toc-table-of-contents htoc tableofcontents wpj-jtoc"
        ),
        starts=beginnings(
            "ez-toc- lwptoc_ lwptoc- toc_wrap elementor-toc uagb-toc ub_table-of-contents wpj-jtoc"
        ),
        but=tokens("ez-toc-section ez-toc-section-end toc_heading toc_level"),
    ),
    Part(
        name="counters",
        most=0.9,
        words=tokens(
            "kk-star-ratings tptn_counter post-views rt-reading-time span-reading-time reading-time "
            "bsf-rt-reading-time bsf-rt-display-label yoast-reading-time__wrapper "
            "wp-block-yoast-seo-estimated-reading-time wp-block-post-time-to-read post-ratings "
            "post-ratings-loading wpulike rmp-widgets-container gdrts-rating-block wp-postratings "
            "yasr-vv-title-container yasr-visitor-votes wpdiscuz-rating-wrap bawpvc-ajax-counter "
            "entry-views views-count post_views eael-reading-time wordpress-post-views "
            "estimated-reading-time rating-widget pd-rating cs-rating stars-rating-wrap"
        ),
        starts=beginnings("kksr- post-views bsf-rt- rt-label rt-time rt-postfix rmp- yasr- wpulike wp_ulike"),
    ),
    Part(
        name="tags and post data",
        words=tokens(
            "entry-meta post-meta entry-footer cat-links tags-links post-tags tagcloud entry-tags "
            "tag-links td-post-source-tags post-tags-list byline posted-on posted-in post-categories "
            "entry-categories article-tags article__tags post-info tags-list taglist tag-list tag-cloud "
            "wp-block-tag-cloud wp-block-post-terms wp-block-post-date elementor-widget-post-info "
            "elementor-post-info td-post-small-box jeg_post_meta jeg_post_tags meta-author post-date "
            "post__meta post-byline entry-byline entry-date mvp-post-tags td-tags tie-tags"
        ),
    ),
    Part(
        name="navigation",
        most=0.7,
        words=tokens(
            "navigation post-navigation nav-links screen-reader-text widget-area breadcrumbs breadcrumb "
            "sidebar posts-navigation nav-single nav-below post-nav nav-previous nav-next post-nav-links "
            "elementor-post-navigation elementor-widget-post-navigation wp-block-post-navigation-link "
            "wp-block-navigation td-post-next-prev jeg_prevnext_post yoast-breadcrumbs "
            "rank-math-breadcrumb aioseo-breadcrumbs td-crumb-container bbp-breadcrumb elementor-nav-menu "
            "skip-link site-footer site-header site-info entry-crumbs post-page-numbers page-links "
            "back-to-top scroll-to-top scrollup pagination widget_recent_entries widget_categories "
            "widget_archive widget_tag_cloud widget_recent_comments widget_meta widget_search "
            "widget_nav_menu off-canvas-menu mobile-menu"
        ),
    ),
    Part(
        name="print and PDF buttons",
        most=0.9,
        words=tokens(
            "printfriendly pf-button pdfprnt-buttons wp-print print-link printomatic "
            "wp-block-printfriendly print-button print_link dkpdf-button-container"
        ),
        starts=beginnings("printfriendly- pdfprnt- pf-alignment dkpdf-"),
    ),
    Part(
        name="translations",
        words=tokens(
            "wpml-ls wpml_language_switcher lang_sel lang_sel_list trp-language-switcher "
            "gtranslate_wrapper gt_switcher glink language-switcher lang-switcher "
            "wpml-ls-statics-post_translations google_translate_element polylang_langswitcher"
        ),
        starts=beginnings("wpml-ls- trp-language trp-floater gt_switcher gt_options gt-current goog-te-"),
    ),
    Part(
        name="spelling report",
        most=0.9,
        words=tokens("orphus orphus-message"),
        starts=beginnings("mistape"),
    ),
)
