"""Knows the mark-up that stands around all pages: as heavy as the site's own, its labels invented."""

# ruff: noqa: E501 - mark-up stays in the lines that it is read by

__all__ = ["HOST", "SECTION", "opening", "page_end"]

HOST = "http://en.kremlin.ru"
SECTION = "/events/president/news"
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


def page_end() -> str:
    """Return all from the end of the material to ``</html>``."""
    return (
        '</div> <div class="wrapsite__outside hidden-print"><div class="wrapsite__overlay"></div></div>'
        + _SIDEBAR
    )
