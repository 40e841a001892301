"""Knows the boxes of share buttons, likes and follow lines, plug-in by plug-in.

Named after what these plug-ins print, as their authors' markup is known to us; not each was seen on a page:
sassy-social-share class-sassy-social-share-public.php, jetpack modules/sharedaddy/sharing-service.php,
add-to-any.php, ultimate-social-media-icons, shariff-wrapper, social-warfare, monarch (et_social),
mashsharer, novashare, social-pug (dpsp), scriptless-social-sharing, easy-social-share-buttons (essb),
yandex share2; the class names of themes as seen on live pages.
"""

from crawler.sites.furniture_marks.part import Part, beginnings, tokens

__all__ = ["SHARING"]

SHARING = (
    Part(
        name="Sassy Social Share",
        most=0.9,
        words=tokens("heateorSssClear the_champ_sharing_container"),
        starts=beginnings("heateor_sss_ the_champ_ heateor_ss_"),
    ),
    Part(
        name="Jetpack sharing and likes",
        most=0.9,
        words=tokens(
            "sharedaddy sd-block sd-sharing sd-like jetpack-likes-widget jetpack-likes-widget-wrapper "
            "wp-block-jetpack-like wp-block-jetpack-sharing-buttons "
            "jetpack-sharing-buttons__services-list jp-likes-widget post-likes-widget-placeholder "
            "wpl-likebox"
        ),
    ),
    Part(
        name="AddToAny",
        most=0.9,
        words=tokens("a2a_kit a2a_dd a2a_menu"),
        starts=beginnings("addtoany_"),
    ),
    Part(
        name="AddThis",
        most=0.9,
        words=tokens("at-below-post at-above-post"),
        starts=beginnings("addthis_ at-share-"),
    ),
    Part(
        name="ShareThis",
        most=0.9,
        words=tokens("sharethis-inline-share-buttons sharethis-inline-reaction-buttons st_sharethis"),
        starts=beginnings("sharethis-"),
    ),
    Part(
        name="Ultimate Social Media",
        most=0.9,
        starts=beginnings("sfsi_ sfsiaftrpstwpr sfsibeforpstwpr sfsiplus"),
    ),
    Part(
        name="Social Snap",
        most=0.9,
        starts=beginnings("ss-inline-share ss-floating-share ss-social-icons ss-total-counter"),
    ),
    Part(
        name="Monarch",
        most=0.9,
        starts=beginnings(
            "et_social_inline et_social_networks et_social_sidebar et_social_popup et_social_flyin"
        ),
    ),
    Part(
        name="Novashare",
        most=0.9,
        starts=beginnings("ns-buttons novashare-"),
    ),
    Part(
        name="Mashshare",
        most=0.9,
        words=tokens("mashsb-container mashsb-box"),
        starts=beginnings("mashsb-"),
    ),
    Part(
        name="Social Warfare",
        most=0.9,
        words=tokens("swp_social_panel swp-content-locator"),
        starts=beginnings("swp_social_ swp-hidden-panel"),
    ),
    Part(
        name="Shariff",
        most=0.9,
        words=tokens("shariff shariff-buttons ShariffSC"),
        starts=beginnings("shariff-"),
    ),
    Part(
        name="Yandex and uLogin share buttons",
        most=0.9,
        words=tokens(
            "ya-share2 yashare-auto-init pluso uptolike-buttons likely likely-big b-share ulogin-buttons "
            "social-likes goodshare vk-share-button jssocials share42init mrc__plugin_like_button"
        ),
        starts=beginnings("ya-share2__ uptolike- pluso-"),
    ),
    Part(
        name="share plug-ins",
        most=0.9,
        words=tokens(
            "essb_links juiz_sps_links wp-share-buttons sharrre apss-social-share ssba wpusb DW_share "
            "crunchify-social rrssb-buttons socializer wpsr-buttons sumo-share nc_socialPanel "
            "tweetmeme_button fb-like fb-share-button twitter-share-button fb-send g-plusone "
            "pin-it-button linkwithin_div wp-socializer social_share_privacy_area "
            "twoclick_social_bookmarks_post shareaholic-canvas really_simple_share rss-share "
            "bdaia-post-sharing jnews_share_button jeg_share_button jeg_share_top_container "
            "jeg_share_bottom_container jeg_sharelist tie-share tie-share-top post-footer-on-bottom "
            "share-links mvp-post-soc-wrap mvp-soc-mob-wrap td-post-sharing tds-share cb-social-sharing "
            "penci-social-share-text penci-post-share-box bsf-rt-social blog-share-nav share-post-links "
            "heateor-share oss-share kksr-share wpsso-buttons"
        ),
        starts=beginnings(
            "essb_ juiz_sps ssba- ssbp- simplesocialbuttons ssb-inline dpsp- hubbub- "
            "scriptlesssocialsharing apss- wpusb- td-post-sharing td_social_sharing mashshare "
            "shareaholic- sharify- elementor-share-b elementor-widget-share-buttons jeg_share "
            "post-share-b share-buttons- wpzoom-social-sharing block-wpzoom-social-sharing "
            "sm-social-share social-share-bl kadence-social-share blocksy-share ct-share-box "
            "rank-math-share wp-block-outermost-social-sharing wp-block-ub-social-share"
        ),
    ),
    Part(
        name="share buttons",
        words=tokens(
            "sharing social-share social-sharing share-buttons post-share post-sharing "
            "share-bar sharebar share-box share-wrapper share-container share-tools share-widget "
            "share-icons share-post article-share article-sharing article__share article__social "
            "articleShare entry-share entry-sharing social-buttons social-icons social-links social-bar "
            "social-media-buttons socialShare shareButtons share-this share_this tags-share-box "
            "post-social single-share single-post-share post-share-buttons post__share post-share-items "
            "entry-social social-share-box social-follow follow-us socials social-media-share "
            "content-share news-share"
        ),
    ),
    Part(
        name="social links",
        words=tokens("wp-block-social-links elementor-social-icons-wrapper elementor-widget-social-icons"),
    ),
)
