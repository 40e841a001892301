"""Nobody is connected to whom the policy does not allow, whatever leads there: canaries count connections."""

import sqlite3
from asyncio import StreamWriter
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from w3lib.url import safe_url_string

from archive.errors import NotAnAddress
from crawler.sites import site_for
from demo.answers import Reply, Visit
from demo.replay import Replay
from tests.addresses import CANARY_HOSTS, refused
from tests.raw_web import RawWeb, page, redirect
from tests.small_web import ARTICLE, HOST, LISTING, a_site, article
from tests.watched import Watched, watched

OURS = "127.9.0.0/16"
# Where networks of our own may be asked, local names are resolved; so they lead to the canaries.
LOCAL = {
    name: ["127.0.0.1"]
    for name in (
        *("localhost", "a.localhost", "kremlin.ru.localhost", "localhost.localdomain", "ip6-localhost"),
        *("intranet", "router", "wpad", "metadata", "printer.local", "metadata.google.internal"),
        *("db.internal", "nas.home.arpa", "router.lan", "git.corp", "server.home", "wiki.intranet"),
        "pc.localdomain",
    )
}


def rows(folder: Path, query: str) -> list[tuple[str, ...]]:
    db = sqlite3.connect(folder / "archive.db")
    try:
        return db.execute(query).fetchall()
    finally:
        db.close()


def outcomes(folder: Path) -> dict[str, str]:
    """Return how each address ended; one row each, or this fails."""
    found = rows(folder, "select asked, outcome from captures where kind != 'robots'")
    assert len(found) == len(dict(found))
    return dict(found)


@pytest.fixture
def canary() -> Iterator[RawWeb]:
    async def sing(writer: StreamWriter, path: str) -> None:
        writer.write(page(b"<p>You should not have come to %s.</p>" % path.encode()))

    with RawWeb(sing, hosts=CANARY_HOSTS) as canary:
        yield canary


def nobody_was_bothered(canary: RawWeb, seen: Watched, *allowed: str) -> None:
    assert canary.connects == 0
    assert {host for host, _ in seen.connects} <= set(allowed)


def leading_away(port: int) -> list[str]:
    """Return the addresses to be refused that stay what they are in a redirect.

    The others are paths of the same host there; and after a backslash kremlin.ru is left, as in a browser.
    """
    here = "http://127.9.0.1:1"
    return [
        address
        for address in refused(port)
        if not any(one.startswith(f"{here}/") for one in _joined(f"{here}/page", address))
        and "ru\\@" not in address
    ]


def _joined(base: str, address: str) -> tuple[str, ...]:
    try:
        return urljoin(base, address), urljoin(base, safe_url_string(address))
    except ValueError:
        return ()


def askable(address: str) -> bool:
    try:
        site_for(address)
    except NotAnAddress:
        return False
    return True


def test_the_canary_hears_who_connects(canary: RawWeb, tmp_path: Path) -> None:
    address = f"http://127.0.0.1:{canary.port}/song"
    seen = watched("fetch", address, "--delay", "0", cwd=tmp_path, READOUT_PRIVATE="127.0.0.1/32")

    assert canary.connects > 0
    assert ("127.0.0.1", canary.port) in seen.connects


@pytest.mark.parametrize("fast", ["", "1"])
def test_no_start_address_gets_through(canary: RawWeb, tmp_path: Path, fast: str) -> None:
    wanted = [address for address in refused(canary.port) if askable(address)]
    seen = watched("many", addresses=wanted, cwd=tmp_path, READOUT_FAST=fast)

    nobody_was_bothered(canary, seen)
    assert seen.resolved == []
    assert len(wanted) > 200
    assert outcomes(tmp_path) == dict.fromkeys(wanted, "out_of_policy")
    assert rows(tmp_path, "select count(*) from captures where sent != '[]' and peer is not null") == [(0,)]


@pytest.mark.parametrize("fast", ["", "1"])
def test_no_redirect_gets_through(canary: RawWeb, tmp_path: Path, fast: str) -> None:
    targets = leading_away(canary.port)

    async def lead_astray(writer: StreamWriter, path: str) -> None:
        number = path.removeprefix("/to/")
        writer.write(redirect(targets[int(number)]) if number.isdigit() else page(kind="text/plain"))

    with RawWeb(lead_astray) as web:
        starts = [f"http://127.9.0.1:{web.port}/to/{number}" for number in range(len(targets))]
        seen = watched(
            "many", addresses=starts, cwd=tmp_path, READOUT_PRIVATE=OURS, READOUT_FAST=fast, names=LOCAL
        )

    nobody_was_bothered(canary, seen, "127.9.0.1")
    ended = outcomes(tmp_path)
    onward = [address for address, outcome in ended.items() if outcome == "redirected"]
    assert len(ended) == len(targets) + len(onward) > 230
    assert len(onward) <= len(LOCAL)
    assert set(ended.values()) == {"out_of_policy", "redirected", "http_error"}
    nonsense = rows(tmp_path, "select note from captures where outcome = 'http_error'")
    assert all(note.startswith("redirects to no address") for (note,) in nonsense)


@pytest.mark.parametrize("fast", ["", "1"])
def test_no_robots_txt_leads_anywhere_else(canary: RawWeb, tmp_path: Path, fast: str) -> None:
    targets = leading_away(canary.port)
    hosts = [f"127.9.{1 + number // 250}.{1 + number % 250}" for number in range(len(targets))]

    async def lead_astray(writer: StreamWriter, path: str) -> None:
        host = writer.get_extra_info("sockname")[0]
        writer.write(redirect(targets[hosts.index(host)]) if path == "/robots.txt" else page(b"<p>open</p>"))

    with RawWeb(lead_astray, hosts=hosts) as web:
        starts = [f"http://{host}:{web.port}/page" for host in hosts]
        seen = watched(
            "many", addresses=starts, cwd=tmp_path, READOUT_PRIVATE=OURS, READOUT_FAST=fast, names=LOCAL
        )
        assert {path for _, path in web.asked} == {"/robots.txt"}

    nobody_was_bothered(canary, seen, *hosts)
    ended = set(rows(tmp_path, "select outcome from captures where kind != 'robots'"))
    assert ended <= {("out_of_policy",), ("unreachable",)}


KREMLIN = ("crawl", "kremlin", "--lang", "en", "--section", "news", "--delay", "0")
INTERFAX = ("crawl", "interfax", "--since", "2026-03-01", "--until", "2026-03-01", "--delay", "0")
ROW = (
    '<div class="hentry h-entry hentry_event" data-id="{0}"><h3 class="hentry__title">'
    '<a href="{1}" rel="bookmark"><span class="entry-title p-name">Item</span></a></h3></div>'
)
ENTRY = (
    "<entry><id>{0}</id><title>Item</title><link href='{1}'/>\n"
    "<updated>2026-03-01T00:00:00+03:00</updated></entry>"
)
ITEM = "<item><title>Item</title><link>{1}</link><guid>{1}</guid></item>"
PLACE = "<url><loc>{1}</loc><lastmod>2026-03-01T00:00:00+03:00</lastmod></url>"
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>{0}</feed>'
RSS = '<rss version="2.0"><channel><title>News</title>{0}</channel></rss>'
SITEMAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{0}</urlset>'


def each(template: str, links: list[str]) -> str:
    kept = ("".join(mark for mark in link if mark >= " ") for link in links)
    return "".join(template.format(number, escape(link, quote=True)) for number, link in enumerate(kept))


def xml(text: str) -> Reply:
    return Reply(headers=(("Content-Type", "application/xml"),), body=text.encode())


def direct(links: list[str]) -> str:
    """Return a NO_PROXY by which a connection to any of the links would pass the proxy by."""
    hosts = {link.split("/")[2].rpartition(":")[0] or link.split("/")[2] for link in links if "://" in link}
    return ",".join(sorted(host for host in hosts if host.isascii() and "kremlin" not in host))


def kremlin(links: list[str]) -> Visit:
    """Return a Kremlin site whose listing, feed and article name all the links beside its own."""
    pages = a_site(3)
    own = pages[LISTING].body.decode()
    pages[LISTING] = Reply(body=own.replace("</div></body>", each(ROW, links) + "</div></body>").encode())
    pages[f"{LISTING}/feed"] = xml(ATOM.format(each(ENTRY, links)))
    hrefs = each('<a href="{1}">{0}</a><img src="{1}"/><link rel="next" href="{1}"/>', links)
    pages[f"{ARTICLE}80003"] = Reply(
        body=article(80003, "Words.").body.replace(b"</body>", hrefs.encode() + b"</body>")
    )
    return pages


def interfax(links: list[str]) -> Visit:
    """Return an Interfax whose feed and sitemap name all the links."""
    host = "www.interfax.ru"
    return {
        f"{host}/robots.txt": Reply(headers=(("Content-Type", "text/plain"),), body=b""),
        f"{host}/rss.asp": xml(RSS.format(each(ITEM, links))),
        f"{host}/SEO_SiteMapLastChanges.xml": xml(SITEMAP.format(each(PLACE, links))),
    }


@pytest.mark.parametrize(("command", "site"), [(KREMLIN, kremlin), (INTERFAX, interfax)])
def test_no_link_of_listing_feed_sitemap_or_article_gets_through(
    canary: RawWeb, tmp_path: Path, command: tuple[str, ...], site: Callable[[list[str]], Visit]
) -> None:
    links = refused(canary.port)
    with Replay(site(links)) as replay:
        web = replay.environment | {"NO_PROXY": direct(links), "no_proxy": direct(links)}
        seen = watched(*command, cwd=tmp_path, names=LOCAL, **web)
        asked = {urlsplit(address).netloc for address in replay.asked()}

    nobody_was_bothered(canary, seen, "127.0.0.1")
    assert {port for _, port in seen.connects} == {urlsplit(replay.proxy).port}
    assert asked <= {HOST, "www.interfax.ru"}
    assert len(replay.asked()) > 2
    assert not [key for (key,) in rows(tmp_path, "select address from frontier") if key in links]


def test_no_canonical_address_is_asked(canary: RawWeb, tmp_path: Path) -> None:
    links = refused(canary.port)
    template = (
        "<html><head><title>A page</title><link rel=canonical href='{1}'><base href='{1}'>"
        "<meta property='og:url' content='{1}'><meta http-equiv=refresh content='0;url={1}'></head>"
        "<body><article><h1>A page</h1>"
        + "<p>Words of a page that has some.</p>" * 9
        + "</article></body></html>"
    )
    pages = {
        f"c{number}.example/page": Reply(body=each(template, [link]).encode())
        for number, link in enumerate(links)
    }
    with Replay(pages) as replay:
        web = replay.environment | {"NO_PROXY": direct(links), "no_proxy": direct(links)}
        starts = [f"http://{page}" for page in pages]
        seen = watched("many", addresses=starts, cwd=tmp_path, names=LOCAL, **web)
        asked = {address for address in replay.asked() if not address.endswith("/robots.txt")}

    nobody_was_bothered(canary, seen, "127.0.0.1")
    assert {port for _, port in seen.connects} == {urlsplit(replay.proxy).port}
    assert asked == set(starts)


def test_a_proxy_is_asked_for_no_private_address(canary: RawWeb, tmp_path: Path) -> None:
    wanted = [address for address in refused(canary.port) if askable(address)]
    with Replay({}) as replay:
        seen = watched("many", addresses=wanted, cwd=tmp_path, **replay.environment)
        assert replay.asked() == []

    nobody_was_bothered(canary, seen)
    assert set(outcomes(tmp_path).values()) == {"out_of_policy"}


# Public names whose addresses are not: what a hostile or a broken name service may answer.
TURNED = {
    f"n{number}.example": [address]
    for number, address in enumerate(
        (
            *("127.0.0.1", "127.0.0.2", "127.1.2.3", "10.0.0.1", "172.16.0.1", "192.168.0.1"),
            *("169.254.169.254", "100.64.0.1", "192.0.2.1", "198.51.100.1", "203.0.113.1", "198.18.0.1"),
            *("224.0.0.1", "240.0.0.1", "255.255.255.255", "0.1.2.3", "::1", "::", "fe80::1", "fec0::1"),
            *("fd00::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1"),
            *("64:ff9b::7f00:1", "2002:7f00:1::", "2001::1", "100::1"),
        )
    )
} | {"mixed.example": ["93.184.215.14", "127.0.0.1"], "mixed6.example": ["2606:4700::1111", "::1"]}


@pytest.mark.parametrize("fast", ["", "1"])
@pytest.mark.parametrize("past_proxy", [False, True])
def test_no_name_gets_through_by_what_it_resolves_to(tmp_path: Path, fast: str, *, past_proxy: bool) -> None:
    starts = [f"http://{name}/page" for name in TURNED]
    web = {"HTTP_PROXY": "http://127.0.0.1:9", "http_proxy": "http://127.0.0.1:9"} if past_proxy else {}
    web |= {"NO_PROXY": ".example", "no_proxy": ".example", "READOUT_FAST": fast}
    seen = watched("many", addresses=starts, names=TURNED, cwd=tmp_path, **web)

    assert seen.connects == []
    assert set(seen.resolved) == set(TURNED)
    found = rows(tmp_path, "select asked, outcome, note from captures")
    assert {outcome for _, outcome, *_ in found} == {"out_of_policy"}
    assert len(found) == len(TURNED)
    assert all(f"{urlsplit(asked).hostname} is " in note for asked, _, note in found)


@pytest.mark.parametrize("fast", ["", "1"])
def test_a_name_that_turns_is_connected_to_where_it_was_judged(
    canary: RawWeb, tmp_path: Path, fast: str
) -> None:
    address = f"http://turn.example:{canary.port}/page"
    names = {"turn.example": [["93.184.215.14"], ["127.0.0.1"]]}
    seen = watched("fetch", address, "--delay", "0", cwd=tmp_path, names=names, READOUT_FAST=fast)

    assert canary.connects == 0
    assert {host for host, _ in seen.connects} == {"93.184.215.14"}
    assert seen.code == 3 if seen.resolved == ["turn.example"] else seen.code in (3, 4)


def test_the_proxy_itself_is_no_site(canary: RawWeb, tmp_path: Path) -> None:
    proxy = f"http://proxy.example:{canary.port}"
    web = {"HTTP_PROXY": proxy, "http_proxy": proxy, "NO_PROXY": "proxy.example", "no_proxy": "proxy.example"}
    names = {"proxy.example": ["127.0.0.1"]}
    seen = watched("fetch", f"{proxy}/page", cwd=tmp_path, names=names, **web)

    nobody_was_bothered(canary, seen)
    assert seen.code == 4
    assert "is the proxy, not a site" in seen.said


@pytest.mark.parametrize(
    ("address", "code", "said"),
    [
        ("http://127.0.0.1/", 4, "127.0.0.1 is loopback"),
        ("http://127.1/", 4, "some programs read it as 127.0.0.1"),
        ("http://[::1].ru/", 4, "it names no host"),
        ("http://kremlin.ru.localhost/", 4, "is a name of the local network"),
        ("http://169.254.169.254/latest/meta-data/", 4, "169.254.169.254 is link-local"),
        ("file:///etc/hostname", 2, "is not an http or https address"),
        ("http://user:pw@kremlin.ru/", 2, "a name or password"),
    ],
)
def test_a_refused_fetch_says_why_in_one_line(tmp_path: Path, address: str, code: int, said: str) -> None:
    seen = watched("fetch", address, cwd=tmp_path)

    assert seen.code == code
    assert said in seen.said.splitlines()[-1]
    assert seen.connects == seen.resolved == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("READOUT_PRIVATE", "127.0.0.0/33"),
        ("READOUT_PRIVATE", "10.0.0.1/8"),
        ("READOUT_PRIVATE", "localhost"),
        ("READOUT_CA_FILES", "kremlin.ru"),
        ("READOUT_CA_FILES", "kremlin.ru=/there/is/no/such.pem"),
        ("READOUT_CA_FILES", "kremlin.ru=watched.log"),
        ("READOUT_CA_FILES", "127.1=watched.log"),
    ],
)
def test_a_bad_setting_is_bad_usage_before_anything_is_asked(tmp_path: Path, name: str, value: str) -> None:
    seen = watched("crawl", "kremlin", cwd=tmp_path, **{name: value})

    assert seen.code == 2
    assert name in seen.said
    assert seen.connects == seen.resolved == []
    assert not (tmp_path / "archive.db").exists()
