"""Knows the mark-up that stands around an article: as heavy as the site's own, its labels invented."""

# ruff: noqa: E501 - mark-up stays in the lines that it is read by

from urllib.parse import quote

__all__ = ["article_end", "head", "opening", "page_end", "share"]

HOST = "http://en.kremlin.ru"
_ITEM = 'itemscope="itemscope" itemtype="http://schema.org/SiteNavigationElement"'
_SECTIONS = (
    ("/events/president/news", "Happenings"),
    ("/structure/president", "Bodies"),
    ("/multimedia/video", "Moving and still pictures"),
    ("/acts/news", "Papers"),
    ("/contacts", "Addresses"),
    ("/search", "Find"),
)
_RESOURCES = (
    ("/acts/constitution", "The Basic Law"),
    ("http://en.flag.kremlin.ru/", "Arms and flags"),
    ("http://en.letters.kremlin.ru/", "Write to us"),
    ("http://kids.kremlin.ru/en/", "For the young"),
    ("http://20.kremlin.ru/en/", "Two decades"),
    ("http://en.putin.kremlin.ru/", "A page of his own"),
    ("http://programmes.putin.kremlin.ru/en/otter/", "Otters of the lower river"),
    ("http://programmes.putin.kremlin.ru/en/heron/", "Grey herons"),
    ("http://programmes.putin.kremlin.ru/en/lynx/", "Lynx of the hills"),
    ("http://programmes.putin.kremlin.ru/en/crane/", "White cranes"),
    ("/about/copyrights", "How the texts may be used"),
    ("/about/privacy", "What is known of visitors"),
    ("/contacts#mailto", "Report a fault of this site"),
    ("/about/mobile", "On a telephone"),
)
_SIDE = (
    ("/press/announcements", "For editors"),
    ("http://en.special.kremlin.ru/events/president/news", "A version for people who see poorly"),
    ("http://twitter.com/otters_e", "Short messages"),
    ("http://www.youtube.ru/user/otters", "The channel"),
    ("http://en.flag.kremlin.ru/", "Arms and flags"),
    ("http://en.letters.kremlin.ru/", "Write to us"),
    ("http://en.putin.kremlin.ru/", "A page of his own"),
    ("http://20.kremlin.ru/en/", "Two decades"),
)
_ICONS = "".join(
    f'<link rel="icon" type="image/png" href="/static/favicon-{n}x{n}.png" sizes="{n}x{n}"/>   '
    for n in (32, 96, 16, 192)
) + "".join(
    f'<link rel="apple-touch-icon" href="/static/apple-touch-icon-{n}x{n}.png" sizes="{n}x{n}"/>   '
    for n in (57, 60, 72, 76, 114, 120, 144, 152, 180)
)
_APPLE = "".join(
    f'<meta name="{name}" content="{value}"/> '
    for name, value in (
        ("viewport", "width=device-width,initial-scale=1,minimum-scale=0.7,ya-title=#061a44"),
        ("apple-mobile-web-app-capable", "yes"),
        ("apple-mobile-web-app-title", "President of Russia"),
        ("format-detection", "telephone=yes"),
        ("apple-mobile-web-app-status-bar-style", "default"),
        ("msapplication-TileColor", "#061a44"),
        ("msapplication-TileImage", "/static/mstile-144x144.png"),
        ("msapplication-allowDomainApiCalls", "true"),
        ("msapplication-starturl", "/"),
        ("theme-color", "#061a44"),
        ("application-name", "President of Russia"),
    )
)
_OLD_BROWSERS = (
    '<!--[if lt IE 9]> <link rel="stylesheet" href="/static/css/ie8.css"/> '
    + "".join(
        f'<script type="text/javascript" src="/static/js/vendor/{name}.js"></script> '
        for name in ("html5shiv", "respond.src", "Konsole")
    )
    + '<![endif]--> <!--[if lte IE 9]> <link rel="stylesheet" href="/static/css/ie9.css"/> '
    '<script type="text/javascript" src="/static/js/vendor/ierange-m2.js"></script> <![endif]--> '
)
_DOCTYPE = (
    "<!doctype html> "
    + " ".join(
        f'<!--[if {when} ]> <html class="ie{n}" lang="en"> <![endif]-->'
        for n, when in ((6, "lt IE 7"), (7, "IE 7"), (8, "IE 8"), (9, "IE 9"))
    )
    + ' <!--[if gt IE 8]><!--> <html lang="en" class="no-js" itemscope="itemscope" '
    'xmlns="http://www.w3.org/1999/xhtml" itemtype="http://schema.org/ItemPage" '
    'prefix="og: http://ogp.me/ns# video: http://ogp.me/ns/video# '
    'ya: http://webmaster.yandex.ru/vocabularies/"> <!--<![endif]--> '
)
_CONFIG = (
    "<script type=\"text/javascript\">\nwindow.config = {staticUrl: '/static/',mediaUrl: "
    "'http://static.kremlin.ru/media/',internalDomains: 'kremlin.ru|uznai-prezidenta.ru|"
    "openkremlin.ru|xn--d1abbgf6aiiy.xn--p1ai'};\n</script></head> "
)


def head(title: str, *, path: str, photo: str = "", lead: str = "", day: str = "", links: str = "") -> str:
    """Return all up to ``</head>``; ``photo`` is an address, ``links`` more elements of the head."""
    address = HOST + path
    pictures = (
        f'<meta property="og:image" content="{photo}"/> <meta name="twitter:image:src" content="{photo}"/> '
        '<meta name="twitter:image:width" content="680"/> <meta name="twitter:image:height" content="420"/>'
        f' <link rel="image_src" href="{photo}" />'
        if photo
        else ""
    )
    return (
        f'{_DOCTYPE}<head> <meta charset="utf-8"/> <title itemprop="name">{title} \u2022 President of Russia'
        f'</title> <meta name="description" content="{lead}"/> <meta name="keywords" content="News ,President"/>'
        f' <meta itemprop="inLanguage" content="en"/>  {_APPLE}  <meta property="og:site_name" '
        'content="President of Russia"/>  <meta name="twitter:site" content="@otters_e"/>   <meta '
        f'property="og:type" content="article"/>  <meta property="og:title" content="{title}"/> <meta '
        f'property="og:description" content="{lead}"/> <meta property="og:url" content="{address}"/> '
        f'{pictures} <meta property="ya:ovs:adult" content="false"/>  <meta property="ya:ovs:upload_date" '
        f'content="{day}"/>      <meta name="twitter:card" content="summary"/>   <meta '
        f'name="twitter:description" content="{lead}"/> <meta name="twitter:title" content="{title}"/>    '
        f'{_ICONS}<link rel="manifest" href="/static/en/manifest.json"/>   <link rel="stylesheet" '
        'type="text/css" media="all" href="/static/css/screen.css?d9293862f7"/> <link rel="stylesheet" '
        f'href="/static/css/print.css" media="print"/>  {_OLD_BROWSERS}<link rel="alternate" '
        f'type="text/html" hreflang="ru" href="http://kremlin.ru{path}"/>   <link rel="author" '
        'href="/about"/> <link rel="home" href="/"/> <link rel="search" href="/opensearch.xml" '
        'title="President of Russia" type="application/opensearchdescription+xml"/> '
        f'{links}<link rel="canonical" href="{address}" /> {_CONFIG}'
    )


def _named(href: str, name: str, *, css: str) -> str:
    return (
        f'<li class="{css}" {_ITEM}> <a href="{href}" itemprop="url" tabindex="0"> '
        f'<span itemprop="name">{name}</span> </a> </li> '
    )


def _listed(pairs: tuple[tuple[str, str], ...], *, css: str) -> str:
    return "".join(_named(href, name, css=css) for href, name in pairs)


_HEADER = (
    '<div class="header" itemscope="itemscope" itemtype="http://schema.org/WPHeader" role="banner"> '
    '<div class="topline topline__menu"> <a class="topline__toggleaside" accesskey="=" '
    'aria-label="Portal Menu" role="button" href="#sidebar" title="Portal Menu"><i></i></a> '
    '<div class="topline__in"> <a href="/" class="topline__head" rel="home" accesskey="1" '
    'data-title="President of Russia"> <i class="topline__logo"></i>President of Russia</a> '
    '<div class="topline__togglemore" data-url="/mobile-menu"> <i class="topline__togglemore_button"></i> '
    '</div> <div class="topline__more"> <nav aria-label="Main menu"> <ul class="nav">'
    + _listed(_SECTIONS, css="nav__item")
    + '</ul> </nav> </div> </div> </div>  <div class="search"> <ul class="search__filter"> <li '
    'class="search__filter__item is-active"> <a class="search_without_filter">Search this website</a> '
    '</li>   </ul> <div class="search__in">   <form name="search" class="form search__form simple_search" '
    'method="GET" action="/search" tabindex="0" role="search" aria-labelledby="search-simple-search-button">'
    ' <fieldset> <legend> <a href="/" title="Find among the texts of this website" rel="home">President of '
    'Russia</a> </legend>  <span class="form__field input_wrapper"> <input type="text" name="query" '
    'class="search__query" id="simple-search-query" lang="en" accesskey="4" required="required" size="74" '
    'title="What should be found" autocomplete="off" data-autocomplete-words-url="/_autocomplete/words" '
    'data-autocomplete-url="/_autocomplete"/> <i class="search_icon"></i> <span '
    'class="text_overflow__limiter"></span> </span> <span class="form__field button__wrapper">  <button '
    'id="search-simple-search-button" class="submit search__form__button">Search</button> </span> '
    '</fieldset> </form>   </div> </div>  <div class="topline_nav_mobile"></div> </div> '
)
_FOOTER = (
    '<div class="footer" id="footer" itemscope="itemscope" itemtype="http://schema.org/WPFooter"> '
    '<div class="footer__in"> <div role="complementary" aria-label="Portal Menu"> <div '
    'class="footer__mobile"> <a href="/"> <i class="footer__logo_mob"></i> <div class="mobile_title">'
    'President of Russia</div> <div class="mobile_caption">Small screens</div> </a> </div> <div '
    'class="footer__col col_mob"> <h2 class="footer_title">Parts of this<br/>website</h2> <ul '
    'class="footer_list nav_mob">'
    + _listed(_SECTIONS, css="footer_list_item")
    + '</ul> </div> <div class="footer__col"> <h2 class="footer_title">Other<br/>websites</h2> <ul '
    'class="footer_list">'
    + _listed(_RESOURCES, css="footer_list_item")
    + '</ul> </div> <div class="footer__col"> <h2 class="footer_title">Reference</h2> <ul class="footer_list">'
    + _listed((*_SECTIONS[:5], *_SIDE), css="footer_list_item hidden_mob")
    + '</ul> </div> </div> <div role="contentinfo"> <div class="footer__license"> <p>Texts of this site may '
    'be used under</p> <p><a href="http://creativecommons.org/licenses/by/4.0/deed.en" hreflang="en" '
    'class="underline" rel="license" target="_blank">a licence that asks for the source</a></p> </div> <div '
    'class="footer__copy"><span class="flag_white">The </span><span class="flag_blue">Office</span><span '
    'class="flag_red">2026</span> </div> </div> <div class="footer__logo"></div> </div> </div> '
)
_SIDEBAR = (
    '<div class="sidebar" tabindex="-1" itemscope="itemscope" itemtype="http://schema.org/WPSideBar"> '
    '<div class="sidebar__content">    <div class="sidebar_lang">  <div class="sidebar_title_wrapper '
    'is-visible"> <h2 class="sidebar_title">Websites of the Office</h2> <h3 class="sidebar_title '
    'sidebar_title_caption">All of them</h3> </div> <span class="sidebar_lang_item"> <a tabindex="-1" '
    'rel="alternate" hreflang="ru" itemprop="url"> <span>Other language</span> </a> </span> </div> <ul '
    'class="sidebar_list">'
    + _listed(_SIDE, css="sidebar__special no-warning last-in-focus")
    + '</ul> </div> <p class="sidebar__signature">The Office<br/>2026</p> </div>'
    '<script type="text/javascript" src="/static/js/app.js?d260006831"></script></body> </html>'
)


def opening(*, reading: bool, content: str = "") -> str:
    """Return ``<body>`` up to the end of the footer, which comes before an article on this site."""
    css = " is-reading" if reading else ""
    return (
        f'<body class="{css}"> {_HEADER}<div class="main-wrapper"> <div class="subnav-view" '
        'role="complementary" aria-label="Additional menu"></div> <div class="wrapsite"> <div '
        f'class="content-view" role="main">{content}</div> {_FOOTER}</div> </div> <div class="gallery__wrap"> <div '
        'class="gallery__overlay"></div> <div class="gallery" role="complementary" aria-label="Fullscreen '
        'gallery"></div> </div> '
    )


def share(number: int, title: str, lead: str, updated: str, iso: str) -> str:
    """Return the tabs under an article: text, photo, the share and mail forms, the last update."""
    path = f"/events/president/news/{number}"
    said, told = quote(title), quote(f"<p>{lead}</p>")
    site = quote(HOST + path, safe="/")
    style = quote(
        '<div style="border:1px solid #e0e0e0; padding: 20px;-webkit-user-modify:read-only;'
        '-moz-user-modify:read-only;user-select:none;"> <a href="' + HOST + '/" style="display:block;'
        "overflow:hidden;margin-bottom:21px;font-size:20px;text-decoration: none; color: #000; position: "
        'relative;padding-left: 70px">   \u0414\u0432\u0430 \u0441\u043b\u043e\u0432\u0430<span '
        'style="font-size: 12px;display:block;">the website of the Office</span></a><h1 style="font-size:'
        '26px;line-height:30px;font-weight:normal;margin-bottom: 12px;">' + title + "</h1>",
        safe="/",
    )
    others = "".join(
        f'<li><a target="_blank" class="share_to_site no-warning" href="{href}" data-service="{name}" '
        f'rel="nofollow">{name}</a></li> '
        for name, href in (
            (
                "alpha",
                f"https://www.alpha.example/share.php?url={site}&amp;title={said}&amp;description={told}",
            ),
            ("beta", f"http://beta.example/sharer.php?u={site}"),
            (
                "gamma",
                f"https://www.gamma.example/share?url={site}&amp;counturl={site}&amp;text={said}&amp;lang=en",
            ),
            ("delta", f"http://www.delta.example/update.bml?subject={said}&amp;event={style}{told}"),
        )
    )
    return (
        '<div class="read__tabs False" role="tablist"> <div class="gradient-shadow"></div> <div '
        f'class="width_limiter">  <a href="{path}" class="tabs_article is-active medium with_small_tooltip" '
        'title="Text" aria-label="Text" role="tab"><i aria-hidden="true"></i> <div class="small_tooltip" '
        'aria-hidden="true"><span class="small_tooltip_text">Text</span></div> </a>  <i '
        f'class="read__sep"></i> <a href="{path}/photos" class="tabs_photo with_small_tooltip" title="Photo" '
        'aria-label="Photo" role="tab"><i aria-hidden="true"><sup class="tabs__count">3</sup></i> <div '
        'class="small_tooltip" aria-hidden="true"><span class="small_tooltip_text">Photo</span></div> </a>   '
        '<i class="read__sep"></i> <a class="tabs_video disabled" title="Video" aria-hidden="true" role="tab">'
        '<i></i> </a>      <div class="right_tabs">  <p class="over_tabs"></p> <div class="tabs_share '
        'read__share with_small_tooltip" title="Share" role="tab" tabindex="0" aria-expanded="false" '
        'onclick="" aria-label="Share"><i aria-hidden="true"></i> <div class="small_tooltip" '
        'aria-hidden="true"><span class="small_tooltip_text">Share</span></div> <div class="share_material">'
        '   <div class="width_limiter"> <div class="share_where" id="share-permalink">Direct link</div> <div '
        'class="share_link share_link_p" tabindex="0" role="textbox" aria-labelledby="share-permalink"> '
        f'<span class="material_link" id="material_link">{HOST}{path}</span> </div> <div class="share_where">'
        f'Share</div> <div class="krln-share_list"> <ul class="share_sites">            {others}</ul> <ul '
        'class="share_sites"> <li><a href="#share-mail" class="share_send_email">Send by email</a></li> </ul> '
        f'<ul class="share_sites"> <li class="share_print"> <a href="{path}/print" class="share_print_label '
        'share_print_link no-warning"> <i class="share_print_icon"></i>Print</a> </li> </ul> </div> </div>  '
        '<div class="share_mail" id="share-mail"> <div class="width_limiter"> <form method="POST" '
        f'action="{path}/email" class="emailform form"> <div class="share_where">Send by email</div> <label '
        'class="share_where_small">What will be sent</label> <div class="share_message"> <p '
        f'class="message_info">From the website of the Office:</p> <p class="message_info">{title}</p> <p '
        f'class="message_link">{HOST}{path}</p> </div> <div class="form__email"> <label for="email" '
        'class="share_where_small">To whom</label> <input type="email" name="mailto" required="required" '
        'id="email" autocomplete="on" title="An address is needed"/> </div> <div class="emailform__act"> '
        '<button type="submit" class="submit">Send</button> </div> </form> </div> </div>  </div> </div> '
        f'</div>  </div> </div>   <div class="read__updated">Last updated at <time datetime="{iso}">{updated}'
        "</time> </div> "
    )


def article_end(number: int, printed: str, iso: str, tags: str) -> str:
    """Return what stands under the last paragraph, inside the body's own element: tags and status."""
    return (
        '<div class="read__bottommeta hidden-copy"> <div class="width_limiter">   '
        f'{tags}                <div class="read__status masha-ignore"> <div class="width_limiter"> '
        '<h3>Publication status</h3> <p>Published in section: <a href="/events/president/news">News</a>'
        f'<br/> </p><p> Publication date:    <time datetime="{iso}">{printed}</time> </p><p '
        f'class="print_link_wrap"> Direct link: <a class="print_link" href="{HOST}/d/{number}">'
        f'en.kremlin.ru/d/{number}</a> </p>  <p> <a class="text_version_link" '
        f'href="/events/president/news/copy/{number}" rel="nofollow" target="_blank">Text version</a> </p>  '
        "</div> </div>  </div> </div> </div> </div> </article> </div>    "
    )


def page_end() -> str:
    """Return all from the end of the material to ``</html>``."""
    return (
        '</div> <div class="wrapsite__outside hidden-print"><div class="wrapsite__overlay"></div></div>'
        + _SIDEBAR
    )
