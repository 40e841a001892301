"""Knows pages that are made to kill their reader: floods of everything, put into pages of each site."""

from pathlib import Path

from tests.small_web import article

__all__ = ["ADDRESSES", "FLOODS", "PLACES", "address_of", "hostile"]

PAGES = Path(__file__).parent / "pages"
NUMBER = 90001
ADDRESSES = {
    "kremlin": f"http://en.kremlin.ru/events/president/news/{NUMBER}",
    "interfax": "https://www.interfax.ru/world/9000001",
    "web": "https://gazette-du-littoral.example/2021/07/les-ministres/",
}
MARK = "FLOOD"

# What is repeated to the asked size; a pattern that tries every beginning is quadratic in each of these.
FLOODS = {
    "breaks": "<br>",
    "rules": "<hr>",
    "paragraphs": "<p>Text.</p>",
    "open paragraphs": "<p>Text. ",
    "open bold": "<b>a ",
    "open fonts and paragraphs": "<font><p>a",
    "links": '<a href="/events/president/news/1">Link</a> ',
    "linked paragraphs": '<p><a href="/events/president/news/1">Link to a page</a></p>',
    "rows": "<table><tr><td>a</td><td>b</td></tr></table>",
    "tables in tables": "<table><tr><td>",
    "lists in lists": "<ul><li>",
    "pictures": '<img src="a.jpg" alt="A">',
    "headings": "<h2>A</h2>",
    "quotations": "<blockquote>a</blockquote>",
    "times": '<time datetime="2026-03-01T12:00:00+0300">March 1, 2026, 12:30</time>',
    "metas": '<meta name="a" content="b">',
    "scripts": "<script>var a = 1;</script>",
    "comments": "<!-- a -->",
    "open comments": "<!--",
    "entities": "&amp;&nbsp;&#1234;",
    "unknown entities": "&nosuch;",
    "less thans": "<",
    "classes": '<div class="a b c d e">a</div>',
    "long attribute": None,
    "attributes": None,
    "json in json": None,
    "blanks": " ",
    "lines": "\n",
    "no-break spaces": "\u00a0",
    "zero widths": "\u200b",
    "letters": "a",
    "capitals": "А",
    "digits": "1",
    "dashes": " - ",
    "dots": ".",
    "brackets": "(",
    "quotes": '"',
    "datelines": "Москва. 6 июня. ",
    "agencies": "INTERFAX.RU - ",
    "dates": "1 марта 2026 года, 12:30 ",
    "colons": "Vladimir Putin: ",
    "nul": "\x00a",
    "replacement": "\ufffd",
}
_WRAPPED = {
    "long attribute": lambda size: f'<p class="{"a " * (size // 2)}">a</p>',
    "attributes": lambda size: "<p " + "".join(f"a{one}=b " for one in range(size // 10)) + ">a</p>",
    "json in json": lambda size: f'<script type="application/ld+json">{"[" * size}</script>',
}
PLACES = ("body", "title", "head")


def _flooded(name: str, size: int) -> str:
    """Return about so many bytes of one flood."""
    unit = FLOODS[name]
    if unit is None:
        return _WRAPPED[name](size)
    return unit * (size // len(unit.encode()))


def hostile(site: str, name: str, place: str, size: int) -> bytes:
    """Return a whole page of a site that is otherwise as it should be."""
    return _page(site, place).replace(MARK, _flooded(name, size)).encode()


def _page(site: str, place: str) -> str:
    if site == "kremlin":
        page = article(NUMBER, "First.", MARK if place == "body" else "Second.").body.decode()
        title = "Item 90001"
    elif site == "interfax":
        page = (PAGES / "interfax" / "plain.html").read_bytes().decode("cp1251")
        page = page.replace("windows-1251", "utf-8")
        title = page.partition("<h1")[2].partition(">")[2].partition("</h1>")[0]
        page = page.replace("</h1>", f"</h1>{MARK}") if place == "body" else page
    else:
        page = (PAGES / "web" / "repost-fr.html").read_text(encoding="utf-8")
        title = page.partition("<title>")[2].partition("</title>")[0]
        page = page.replace("</h1>", f"</h1>{MARK}") if place == "body" else page
    if place == "title":
        page = page.replace(title, title + MARK)
    if place == "head":
        page = page.replace("</head>", MARK + "</head>")
    return page


def address_of(site: str, number: int) -> str:
    """Return one of the many addresses of a site."""
    if site == "web":
        return f"{ADDRESSES[site]}{number}/"
    return (
        f"{ADDRESSES[site].rpartition('/')[0]}/{NUMBER + number if site == 'kremlin' else 9000001 + number}"
    )
