"""Knows the boxes that ask for something: newsletters, donations, advertisement, consent to cookies.

Named after what these plug-ins print, as their authors' markup is known to us; not each was seen on a page:
mailchimp-for-wp, mailpoet, newsletter (tnp), give, advanced-ads, ad-inserter, cookie-notice,
complianz-gdpr, cookie-law-info (CookieYes), gdpr-cookie-compliance (moove).
"""

from crawler.sites.furniture_marks.part import Part, beginnings, tokens

__all__ = ["APPEALS"]

APPEALS = (
    Part(
        name="newsletter",
        most=0.9,
        words=tokens(
            "tnp mc4wp-form mc_embed_signup tnp-subscription tnp-widget "
            "mailpoet_form wp-block-mailpoet-subscription-form-render wp-block-jetpack-subscriptions "
            "jetpack_subscription_widget optin-monster convertkit-form formkit-form sib_signup_form "
            "sumome-form thrive-leads-shortcode bloom_inline_form wp-block-mailchimp-mailchimp "
            "es_shortcode_form ml-form-embed ml-embedded hustle-ui jp-relatedposts-subscribe "
            "wp-block-newspack-newsletters-subscribe newspack-newsletters-subscribe substack-post-embed"
        ),
        starts=beginnings("mc4wp- mailpoet_ tnp- et_bloom sib-form optinmonster om-holder hustle- ml-form"),
    ),
    Part(
        name="newsletter and donations",
        words=tokens(
            "newsletter newsletter-signup newsletter-form newsletter-box newsletter-widget "
            "newsletter-subscribe subscribe-box subscribe-form subscribe-widget signup-form email-signup "
            "subscription-box donate donate-box donation donation-box donation-form donate-block "
            "support-us support-box telegram-subscribe tg-subscribe telegram-box telegram-block "
            "google-news google-news-box wp-block-jetpack-donations give-form-wrap give-goal-progress "
            "patreon-campaign-banner patreon-widget ko-fi-button kofi-button wp-block-buymeacoffee"
        ),
        starts=beginnings("give-form- wp-block-give- kofi- bmc-btn"),
    ),
    Part(
        name="advertisement",
        most=0.1,
        words=tokens(
            "advertisement ad-wrapper adsbygoogle ad-container advads ad-label ads-label adv-label advert "
            "ad-box ad-block ad-unit ad-slot ad-banner ad-placement banner-ad ads-wrapper google-ads "
            "dfp-ad quads-location td-a-rec a-wrap-base jeg_ad advertisment ai-viewport-1 ai-insert "
            "code-block-1 code-block-2 code-block-3 code-block-4 code-block-5 code-block-6 code-block-7 "
            "code-block-8 code-block-9 code-block-10 code-block-11 code-block-12 code-block-13 "
            "code-block-14 code-block-15 code-block-16"
        ),
        starts=beginnings("advads- quads-ad td-a-rec td-adspot jeg_ad_ adsninja wp-block-newspack-ads"),
    ),
    Part(
        name="cookie notice",
        most=0.9,
        words=tokens(
            "cmplz-cookiebanner cmplz-cookiebanner-container cmplz-manage-consent cmplz-soft-cookiewall "
            "cky-consent-container cky-consent-bar cky-modal cky-overlay cky-btn-revisit-wrapper "
            "moove_gdpr_cookie_info_bar moove_gdpr_cookie_modal CybotCookiebotDialog onetrust-consent-sdk "
            "onetrust-banner-sdk BorlabsCookieBox BorlabsCookieBoxWrap catapult-cookie-bar "
            "wpgdprc-consent-bar gdpr-cookie-notice wt-cli-cookie-bar-container cc-window cc-banner "
            "eu-cookie-law eu_cookie_law widget_eu_cookie_law_widget wp-gdpr-cookie-notice-wrap "
            "ctcc-cookie iubenda-cs-banner didomi-host qc-cmp2-container cookie-banner cookie-bar "
            "cookiebar cookie-consent cookieconsent cookie-popup cookies-banner gdpr-banner "
            "tarteaucitronRoot klaro usercentrics-root sp_message_container"
        ),
        starts=beginnings(
            "cookie-notice cookie-law cli-bar- cli-modal cli-settings cli-plugin- cky- moove_gdpr "
            "moove-gdpr BorlabsCookie cn-notice onetrust- wpgdprc-"
        ),
    ),
)
