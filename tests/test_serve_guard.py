"""What every answer of the pages carries, and what is refused before anything is read."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from datasette.plugins import pm

from archive.web.guard import LOOPBACK_NAMES
from tests.web_archive import HOSTILE, PAYLOADS, TRANSCRIPT, web_archive
from tests.web_client import Pages, tags_of

ROUTES = (
    "/", "/search", "/search?q=word", "/changes", "/feed.atom", "/coverage",
    "/coverage/2021-07-14", "/coverage.svg",
    f"/document/{TRANSCRIPT}", f"/document/{TRANSCRIPT}/revisions/1",
    f"/document/{TRANSCRIPT}/revisions/1..2", "/capture/1/body", "/static/readout.css", "/static/icon.svg",
    "/static/none.css", "/static/", "/favicon.ico", "/archive", "/archive/documents", "/archive/documents/1",
    "/archive/documents.json", "/archive/documents.csv", "/archive?sql=select+1", "/archive?sql=selec",
    "/archive/bodies.json", "/-/static/app.css", "/-/static/table.js", "/-/databases.json", "/_internal",
    "/nothing", "/nothing/", "/nothing%20here", "/document/none", "//outside.example/",
)  # fmt: skip
POLICY = {
    "default-src 'none'", "style-src 'self'", "img-src 'self'", "form-action 'self'", "base-uri 'none'",
    "frame-ancestors 'none'",
}  # fmt: skip
HARMLESS = {"href", "action", "src"}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return web_archive(tmp_path_factory.mktemp("guard") / "archive.db")


@pytest.fixture(scope="module")
def pages(path: Path) -> Iterator[Pages]:
    with Pages(path) as pages:
        yield pages


def walled(headers: dict[str, str]) -> bool:
    policy = {part.strip() for part in headers.get("content-security-policy", "").split(";")}
    return (
        policy == POLICY
        and headers.get("x-content-type-options") == "nosniff"
        and headers.get("referrer-policy") == "no-referrer"
        and headers.get("x-frame-options") == "DENY"
    )


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
def test_every_answer_has_the_same_wall(pages: Pages, method: str) -> None:
    for route in ROUTES:
        status, headers, body = pages.raw(
            route.encode().partition(b"?")[0], route.encode().partition(b"?")[2], method=method
        )
        assert walled(headers), (method, route, status)
        assert method in ("GET", "HEAD") or status == 405, route
        assert method != "HEAD" or body == b"", route
        assert not headers.get("location", "/").startswith("//"), route


def test_head_answers_as_get_does(pages: Pages) -> None:
    for route in ROUTES:
        address = route.encode().partition(b"?")
        asked, told = (pages.raw(address[0], address[2], method=method) for method in ("GET", "HEAD"))
        assert asked[0] == told[0], route
        assert asked[1]["content-type"] == told[1]["content-type"]


def test_a_fault_of_our_own_has_the_wall_and_tells_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_db: object, _asked: object) -> None:
        raise RuntimeError("secret\x1b[31m <b>words</b>")

    monkeypatch.setattr("archive.web.plugin.ROUTES", ((r"^/broken$", broken),))
    with Pages(path) as pages:
        answer = pages.ask("/broken")
    assert answer.status_code == 500
    assert walled(dict(answer.headers))
    assert "secret" not in answer.text
    assert "secret\\x1b[31m" in caplog.text


@pytest.mark.parametrize(
    "raw",
    [
        b"/static/../plugin.py", b"/static/../../errors.py", b"/static/%2e%2e/plugin.py",
        b"/static/..%2fplugin.py", b"/static//etc/passwd", b"/static/....//plugin.py",
        b"/static/..\\plugin.py", b"/static/readout.css%00.html", b"/-/static/../app.py",
        b"/-/static/%2e%2e/app.py", b"/../archive.db", b"/archive.db", b"/document/../../etc/passwd",
        b"/templates/readout/base.html", b"/static/\xff\xfe",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_the_static_folder(pages: Pages, raw: bytes) -> None:
    status, headers, body = pages.raw(raw)
    assert status in (302, 400, 403, 404)
    assert walled(headers)
    assert b"import " not in body
    assert b"root:" not in body
    assert not body.startswith(b"SQLite format 3")


@pytest.mark.parametrize("raw", [b"//outside.example/x", b"/\\outside.example/x", b"///outside.example"])
def test_no_address_makes_our_own_links_lead_elsewhere(pages: Pages, raw: bytes) -> None:
    status, headers, body = pages.raw(raw)
    assert status == 404
    assert not headers.get("location")
    links = [attrs.get("href") or "" for _, attrs in tags_of(body.decode()).tags if "href" in attrs]
    assert links
    assert all(link.startswith(("/", "#")) and not link.startswith(("//", "/\\")) for link in links)


def test_a_long_address_and_a_query_without_end_are_no_trouble(pages: Pages) -> None:
    assert pages.raw(b"/search", b"q=" + b"x" * 9000)[0] == 414
    assert pages.raw(b"/search", b"&".join(b"source=%d" % n for n in range(500)))[0] == 200
    assert pages.raw(b"/search", b"q=%FF%FE&source=%00&lang=xx&&&=&;")[0] in (200, 400)
    assert pages.raw(b"/search", "q=путин".encode())[0] == 200


def test_on_loopback_a_strangers_name_is_refused(path: Path) -> None:
    with Pages(path, names=LOOPBACK_NAMES) as pages:
        for host in ("localhost", "127.0.0.1:8001", "[::1]:8001", "LOCALHOST:1"):
            assert pages.ask("/", host=host).status_code == 200, host
        for host in ("rebound.example", "rebound.example:8001", "127.0.0.1.rebound.example", ""):
            answer = pages.ask("/", host=host)
            assert answer.status_code == 421, host
            assert walled(dict(answer.headers))


def test_no_strangers_plugin_takes_part(path: Path) -> None:
    class Stranger:
        __name__ = "stranger"

        def extra_body_script(self) -> str:
            return "alert(1)"

    pm.register(Stranger(), "stranger")
    with Pages(path) as pages:
        assert "alert(1)" not in pages.ask("/archive").text
    assert not pm.has_plugin("stranger")


def test_hostile_texts_make_no_tag_no_script_and_no_strange_link(pages: Pages) -> None:
    """Read by another parser: whatever a text says, the page has the same tags as for a harmless one."""
    for number, payload in enumerate(PAYLOADS, 900_000):
        key = HOSTILE.format(number)
        shown = [f"/document/{key}", f"/search?section={number}", f"/archive/documents?key={key}"]
        if number % 10 == 0:
            shown += [f"/document/{key}/revisions/1..2", f"/document/{key}/revisions/1..2?view=side"]
        for address in shown:
            answer = pages.ask(address)
            assert answer.status_code == 200, (payload[:60], address)
            _harmless(answer.text, payload)


def _harmless(page: str, payload: str) -> None:
    read = tags_of(page)
    for tag, attributes in read.tags:
        assert tag not in ("script", "style", "iframe", "object", "embed", "base", "img", "video", "audio"), (
            payload[:60]
        )
        for name, value in attributes.items():
            assert not name.startswith("on"), payload[:60]
            assert (
                name != "style"
                or "height" in (value or "")
                or "border" in (value or "")
                or "color" in (value or "")
            )
            if name in HARMLESS:
                assert (value or "").startswith(("/", "http://", "https://", "#", "?")), (payload[:60], value)
    assert "\x00" not in page
    assert "1337" not in "".join(read.words)  # 7 * 191
    for mark in ("\u202e", "\u2066", "\x1b", "\x9b"):
        assert mark not in "".join(read.words), payload[:60]


def test_a_strangers_marks_are_shown_as_text(pages: Pages) -> None:
    told = "".join(tags_of(pages.ask(f"/document/{HOSTILE.format(900_000)}").text).words)
    assert f"{PAYLOADS[0]}" in told
    turned = next(number for number, payload in enumerate(PAYLOADS, 900_000) if "gnp.exe" in payload)
    bidi = "".join(tags_of(pages.ask(f"/document/{HOSTILE.format(turned)}").text).words)
    assert "\\u202egnp.exe" in bidi


def test_no_template_marks_anything_as_safe() -> None:
    folder = Path(__file__).resolve().parents[1] / "archive" / "web"
    for template in folder.rglob("*.html"):
        text = template.read_text("utf-8")
        assert "|safe" not in text.replace(" ", ""), template
        assert "autoescape" not in text, template
        assert "<script" not in text, template
        assert " style=" not in text, template
    for module in folder.glob("*.py"):
        assert "Markup(" not in module.read_text("utf-8") or module.name == "foreign.py", module


def test_the_archive_cannot_be_written_through_datasette(pages: Pages) -> None:
    database = pages.datasette.get_database("archive")
    connection = database.connect()
    with pytest.raises(sqlite3.OperationalError):
        connection.execute("delete from documents")
    connection.close()
    with pytest.raises(sqlite3.OperationalError):
        database.connect(write=True)
