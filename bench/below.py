"""Knows what stands under an article's text: its status, the tabs, the share and mail forms."""

# ruff: noqa: E501 - mark-up stays in the lines that it is read by

from urllib.parse import quote

from bench.frame import HOST, SECTION

__all__ = ["article_end", "share"]


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


def share(number: int, title: str, lead: str, updated: str, iso: str) -> str:
    """Return the tabs under an article: text, photo, the share and mail forms, the last update."""
    path = f"{SECTION}/{number}"
    return (
        f"{_tabs(path)}{_where(path, _services(path, title, lead))}{_mail(path, title)}  </div> </div> "
        f'</div>  </div> </div>   <div class="read__updated">Last updated at <time datetime="{iso}">{updated}'
        "</time> </div> "
    )


def _tabs(path: str) -> str:
    return (
        '<div class="read__tabs False" role="tablist"> <div class="gradient-shadow"></div> <div '
        f'class="width_limiter">  <a href="{path}" class="tabs_article is-active medium with_small_tooltip" '
        'title="Text" aria-label="Text" role="tab"><i aria-hidden="true"></i> <div class="small_tooltip" '
        'aria-hidden="true"><span class="small_tooltip_text">Text</span></div> </a>  <i '
        f'class="read__sep"></i> <a href="{path}/photos" class="tabs_photo with_small_tooltip" title="Photo" '
        'aria-label="Photo" role="tab"><i aria-hidden="true"><sup class="tabs__count">3</sup></i> <div '
        'class="small_tooltip" aria-hidden="true"><span class="small_tooltip_text">Photo</span></div> </a>   '
        '<i class="read__sep"></i> <a class="tabs_video disabled" title="Video" aria-hidden="true" role="tab">'
        "<i></i> </a>      "
    )


def _where(path: str, services: str) -> str:
    """Return the box that the tab "Share" opens, up to its mail form."""
    return (
        '<div class="right_tabs">  <p class="over_tabs"></p> <div class="tabs_share '
        'read__share with_small_tooltip" title="Share" role="tab" tabindex="0" aria-expanded="false" '
        'onclick="" aria-label="Share"><i aria-hidden="true"></i> <div class="small_tooltip" '
        'aria-hidden="true"><span class="small_tooltip_text">Share</span></div> <div class="share_material">'
        '   <div class="width_limiter"> <div class="share_where" id="share-permalink">Direct link</div> <div '
        'class="share_link share_link_p" tabindex="0" role="textbox" aria-labelledby="share-permalink"> '
        f'<span class="material_link" id="material_link">{HOST}{path}</span> </div> <div class="share_where">'
        f'Share</div> <div class="krln-share_list"> <ul class="share_sites">            {services}</ul> <ul '
        'class="share_sites"> <li><a href="#share-mail" class="share_send_email">Send by email</a></li> </ul> '
        f'<ul class="share_sites"> <li class="share_print"> <a href="{path}/print" class="share_print_label '
        'share_print_link no-warning"> <i class="share_print_icon"></i>Print</a> </li> </ul> </div> </div>  '
    )


def _mail(path: str, title: str) -> str:
    return (
        '<div class="share_mail" id="share-mail"> <div class="width_limiter"> <form method="POST" '
        f'action="{path}/email" class="emailform form"> <div class="share_where">Send by email</div> <label '
        'class="share_where_small">What will be sent</label> <div class="share_message"> <p '
        f'class="message_info">From the website of the Office:</p> <p class="message_info">{title}</p> <p '
        f'class="message_link">{HOST}{path}</p> </div> <div class="form__email"> <label for="email" '
        'class="share_where_small">To whom</label> <input type="email" name="mailto" required="required" '
        'id="email" autocomplete="on" title="An address is needed"/> </div> <div class="emailform__act"> '
        '<button type="submit" class="submit">Send</button> </div> </form> </div> </div>'
    )


def _services(path: str, title: str, lead: str) -> str:
    """Return a link to each service: each takes the address or the title, the last one a whole card."""
    said, told = quote(title), quote(f"<p>{lead}</p>")
    site = quote(HOST + path, safe="/")
    return "".join(
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
            ("delta", f"http://www.delta.example/update.bml?subject={said}&amp;event={_card(title)}{told}"),
        )
    )


def _card(title: str) -> str:
    """Return the start of the card that one service is sent whole, styles and all."""
    return quote(
        '<div style="border:1px solid #e0e0e0; padding: 20px;-webkit-user-modify:read-only;'
        '-moz-user-modify:read-only;user-select:none;"> <a href="' + HOST + '/" style="display:block;'
        "overflow:hidden;margin-bottom:21px;font-size:20px;text-decoration: none; color: #000; position: "
        'relative;padding-left: 70px">   \u0414\u0432\u0430 \u0441\u043b\u043e\u0432\u0430<span '
        'style="font-size: 12px;display:block;">the website of the Office</span></a><h1 style="font-size:'
        '26px;line-height:30px;font-weight:normal;margin-bottom: 12px;">' + title + "</h1>",
        safe="/",
    )
