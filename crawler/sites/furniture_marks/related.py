"""Knows the boxes of related cards and of authors.

Named after what these plug-ins print, as their authors' markup is known to us; not each was seen on a page:
jetpack modules/related-posts, yarpp, contextual-related-posts, inline-related-posts, tagDiv Newspaper,
simple-author-box, molongui-authorship, publishpress-authors.
"""

from crawler.sites.furniture_marks.part import Part, beginnings, tokens

__all__ = ["RELATED"]

RELATED = (
    Part(
        name="related posts",
        most=0.9,
        words=tokens(
            "yarpp inline-related-posts jp-relatedposts crp_related td_block_related_posts wp_rp_wrap "
            "wp_rp_content rp4wp-related-posts zem_rp_wrap irp-post IRPP_ruby IRPP_minimalist IRPP_kangoo "
            "related-posts-by-taxonomy wp-block-jetpack-related-posts wp-block-yarpp-yarpp rpwe-block "
            "srpw-block tptn_posts wpp-list popular-posts-sr linkwithin_outer "
            "jeg_inner_related jnews_related_post_container jnews_inline_related_post tie-related-posts "
            "bdaia-related-content penci-post-related td-related-row td-related-title mvp-related-posts "
            "relpost-thumb-wrapper relpost_content arpw-random-post wp-related-posts upprev_box"
        ),
        starts=beginnings(
            "jp-relatedposts yarpp- crp- irp- IRPP_ td_block_related wp_rp_ zem_rp rp4wp- "
            "jnews_inline_related relpost"
        ),
    ),
    Part(
        name="related cards",
        words=tokens(
            "related-posts related-articles relatedposts related_posts related-post inline-related-post "
            "related-content related-news related-stories related-links related-entries relatedArticles "
            "related_articles article-related more-stories read-also readalso read_also lire-aussi "
            "see-also also-read alsoread read-more-box more-posts more-articles recommended-posts "
            "recommended-articles popular-posts most-popular most-read trending-posts trending "
            "recent-posts latest-posts latest-news you-may-also-like also-like similar-posts post-related "
            "entry-related related-wrap single-related taboola OUTBRAIN trc_related_container "
            "zergnet-widget mgbox rc-widget wp-block-latest-posts"
        ),
        starts=beginnings("taboola- outbrain"),
    ),
    Part(
        name="author box",
        most=0.9,
        words=tokens(
            "m-a-box saboxplugin-wrap saboxplugin-authorname saboxplugin-desc molongui-author-box abh_box "
            "pp-multiple-authors-boxes-wrapper pp-author-boxes-name ppma-author-boxes "
            "wp-biographia-container-top wp-biographia-container-bottom fancy-author-box ts-fab-wrapper "
            "ts-fab-box elementor-author-box elementor-widget-author-box guest-author-post-box "
            "wp-block-post-author wp-block-post-author-biography wp-block-post-author-name "
            "wp-post-author-wrap wp-block-molongui-authorship-box td-author-description "
            "td-author-box-wrap td_block_author_box jeg_authorbox jnews_author_box_container "
            "penci-post-author starbox abh_tabs wpa-author-box"
        ),
        starts=beginnings("saboxplugin- pp-multiple-authors m-a-box ts-fab- abh_"),
    ),
    Part(
        name="about the author",
        words=tokens(
            "author-box author-bio author-info about-author about-the-author author-description "
            "author_bio authorbox author-card author-profile post-author-box post-author-bio "
            "entry-author-bio author_box article-author-bio single-author-box author-about byline-bio"
        ),
    ),
)
