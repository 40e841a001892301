"""The embedded replay site: a web on loopback that a client cannot tell from the real one."""

import http.client
import socket
import ssl
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from demo.replay import Replay, Reply, Request

PAGE = Reply(body=b"<p>first</p>" * 50)
PAGES = {
    "kremlin.ru/": PAGE,
    "kremlin.ru/list?page=2": Reply(body=b"with a query"),
    "www.interfax.ru/1": Reply(body="<p>Москва</p>".encode("cp1251")),
    "www.interfax.ru/echo": lambda request: Reply(body=request.headers["user-agent"].encode()),
    "www.interfax.ru/moved": Reply.redirect("https://www.interfax.ru/1"),
    "kremlin.ru/cut": PAGE.halved(),
    "kremlin.ru/zip": PAGE.gzipped(),
    "kremlin.ru/torn": Reply.torn(),
    "kremlin.ru/busy": Reply.failure(429, retry_after=7),
    "kremlin.ru/slow": PAGE.slowed(0.2),
}


@pytest.fixture
def replay() -> Iterator[Replay]:
    with Replay(PAGES) as running:
        yield running


def ask(replay: Replay, address: str, **headers: str) -> tuple[int, Message, bytes]:
    trust = ssl.create_default_context(cafile=replay.ca)
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({"http": replay.proxy, "https": replay.proxy}),
        urllib.request.HTTPSHandler(context=trust),
    )
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 - our own addresses
    try:
        with opener.open(request, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def test_http_is_served_under_the_real_host_name(replay):
    status, headers, body = ask(replay, "http://kremlin.ru/")
    assert (status, headers["content-type"], body) == (200, "text/html", PAGE.body)


def test_the_query_is_part_of_the_address(replay):
    assert ask(replay, "http://kremlin.ru/list?page=2")[2] == b"with a query"
    assert ask(replay, "http://kremlin.ru/list")[0] == 404


def test_https_is_served_with_a_certificate_of_the_replays_authority(replay):
    assert ask(replay, "https://www.interfax.ru/1")[2].decode("cp1251") == "<p>Москва</p>"


def test_https_is_not_trusted_without_the_authority(replay):
    proxy = urlsplit(replay.proxy)
    connection = http.client.HTTPSConnection(
        proxy.hostname or "", proxy.port, context=ssl.create_default_context(), timeout=10
    )
    connection.set_tunnel("www.interfax.ru", 443)
    with pytest.raises(ssl.SSLCertVerificationError):
        connection.request("GET", "/1")
    connection.close()


def test_a_connection_is_kept_for_several_requests(replay):
    proxy = urlsplit(replay.proxy)
    connection = http.client.HTTPConnection(proxy.hostname or "", proxy.port, timeout=10)
    connection.connect()
    before = connection.sock
    for _ in range(3):
        connection.request("GET", "http://kremlin.ru/")
        assert connection.getresponse().read() == PAGE.body
    assert connection.sock is before
    connection.close()


def test_what_is_not_there_is_absent(replay):
    assert ask(replay, "http://kremlin.ru/nowhere")[0] == 404


def test_an_unchanged_page_is_answered_with_304(replay):
    tag = ask(replay, "http://kremlin.ru/")[1]["etag"]
    status, _, body = ask(replay, "http://kremlin.ru/", **{"If-None-Match": tag})
    assert (status, body) == (304, b"")


def test_a_site_without_etags_answers_in_full():
    with Replay(PAGES, etag=False) as replay:
        status, headers, _ = ask(replay, "http://kremlin.ru/", **{"If-None-Match": '"any"'})
        assert (status, headers["etag"]) == (200, None)


def test_another_visit_shows_other_pages_at_once(replay):
    tag = ask(replay, "http://kremlin.ru/")[1]["etag"]
    replay.show({"kremlin.ru/": Reply(body=b"second")})
    assert ask(replay, "http://kremlin.ru/", **{"If-None-Match": tag})[2] == b"second"
    assert ask(replay, "https://www.interfax.ru/1")[0] == 404


def test_every_request_is_logged(replay):
    ask(replay, "http://kremlin.ru/", **{"User-Agent": "readout-test"})
    ask(replay, "https://www.interfax.ru/nowhere")
    first, second = replay.log
    assert (first.method, first.url, first.status) == ("GET", "http://kremlin.ru/", 200)
    assert first.headers["user-agent"] == "readout-test"
    assert (second.url, second.status) == ("https://www.interfax.ru/nowhere", 404)
    assert replay.asked() == [first.url, second.url]


def test_a_handler_may_look_at_the_request(replay):
    assert ask(replay, "https://www.interfax.ru/echo", **{"User-Agent": "who"})[2] == b"who"


def test_a_handler_may_change_its_mind():
    answers = iter([Reply.failure(503), PAGE])

    def once_more(_: Request) -> Reply:
        return next(answers)

    with Replay({"kremlin.ru/": once_more}) as replay:
        assert [ask(replay, "http://kremlin.ru/")[0] for _ in range(2)] == [503, 200]


def test_a_redirection_is_followed_by_the_client(replay):
    assert ask(replay, "https://www.interfax.ru/moved")[2].decode("cp1251") == "<p>Москва</p>"
    assert [hit.status for hit in replay.log] == [301, 200]


def test_a_cut_body_is_shorter_than_declared(replay):
    with pytest.raises(http.client.IncompleteRead) as caught:
        ask(replay, "http://kremlin.ru/cut")
    assert len(caught.value.partial) == len(PAGE.body) // 2


def test_a_torn_connection_is_reset(replay):
    with pytest.raises((ConnectionResetError, http.client.RemoteDisconnected, urllib.error.URLError)):
        ask(replay, "http://kremlin.ru/torn")
    assert replay.log[0].status == 0


def test_a_busy_site_asks_for_a_pause(replay):
    status, headers, _ = ask(replay, "http://kremlin.ru/busy")
    assert (status, headers["retry-after"]) == (429, "7")


def test_a_compressed_page_says_so(replay):
    _, headers, body = ask(replay, "http://kremlin.ru/zip")
    assert headers["content-encoding"] == "gzip"
    assert body[:2] == b"\x1f\x8b"


def test_only_loopback_is_listened_on(replay):
    assert urlsplit(replay.proxy).hostname == "127.0.0.1"
    with socket.socket() as other:
        other.settimeout(5)
        with pytest.raises(OSError, match="refused"):
            other.connect(("127.0.0.2", urlsplit(replay.proxy).port))


def test_the_replay_ends_while_clients_are_connected():
    with Replay(PAGES) as replay:
        proxy = urlsplit(replay.proxy)
        idle = socket.create_connection((proxy.hostname, proxy.port), timeout=10)
        assert ask(replay, "http://kremlin.ru/")[0] == 200
    idle.close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((proxy.hostname, proxy.port), timeout=10)


def test_the_command_serves_a_visit_until_it_is_ended():
    command = [sys.executable, "-W", "error", "-m", "demo.replay", "--visit", "1"]
    root = Path(__file__).resolve().parents[1]
    with subprocess.Popen(
        command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as served:
        assert served.stdout is not None
        first = served.stdout.readline()
        served.terminate()
        _, trouble = served.communicate(timeout=20)
    assert '"HTTP_PROXY": "http://127.0.0.1:' in first
    assert (served.returncode, trouble) == (0, "")
