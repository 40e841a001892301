"""Knows the head of a page: as many icons, cards and scripts as the site's own."""

# ruff: noqa: E501 - mark-up stays in the lines that it is read by

from bench.frame import HOST

__all__ = ["head"]

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
    return (
        f'{_DOCTYPE}<head> <meta charset="utf-8"/> <title itemprop="name">{title} \u2022 President of Russia'
        f'</title> <meta name="description" content="{lead}"/> <meta name="keywords" content="News ,President"/>'
        f' <meta itemprop="inLanguage" content="en"/>  {_APPLE}  <meta property="og:site_name" '
        'content="President of Russia"/>  <meta name="twitter:site" content="@otters_e"/>   <meta '
        f'property="og:type" content="article"/>  <meta property="og:title" content="{title}"/> <meta '
        f'property="og:description" content="{lead}"/> <meta property="og:url" content="{address}"/> '
        f'{_pictures(photo)} <meta property="ya:ovs:adult" content="false"/>  <meta property="ya:ovs:upload_date" '
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


def _pictures(photo: str) -> str:
    return (
        f'<meta property="og:image" content="{photo}"/> <meta name="twitter:image:src" content="{photo}"/> '
        '<meta name="twitter:image:width" content="680"/> <meta name="twitter:image:height" content="420"/>'
        f' <link rel="image_src" href="{photo}" />'
        if photo
        else ""
    )
