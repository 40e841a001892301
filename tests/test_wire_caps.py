"""A server that sends too much, too slowly or no HTTP costs one address a named outcome, and no memory."""

import asyncio
import sqlite3
from asyncio import StreamWriter
from pathlib import Path

import pytest

from tests.raw_web import RawWeb, page
from tests.watched import watched

HERE = "127.9.0.1"
GOOD = page(
    b"<html><head><title>A good page</title></head><body><article><h1>A good page</h1>"
    + b"".join(b"<p>Paragraph %d of a text that is long enough to be an article.</p>" % n for n in range(20))
    + b"</article></body></html>"
)
OK = b"HTTP/1.1 200 OK\r\n"


async def endless(writer: StreamWriter, piece: bytes, *, pause: float = 0.0) -> None:
    while not writer.is_closing():
        writer.write(piece)
        await writer.drain()
        await asyncio.sleep(pause)


STREAMS = {
    # path: what is sent first, what without end, the pause between, the outcome, what the note says
    "/headers": (OK, b"X-More: yes\r\n" * 500, 0.0, "too_big", "over 262144 bytes"),
    "/header": (OK + b"X-Long: ", b"x" * 60000, 0.0, "too_big", "over 65536 bytes"),
    "/folded": (OK + b"X-Folded: a\r\n", b" and more\r\n" * 500, 0.0, "too_big", "over 262144 bytes"),
    "/status": (b"HTTP/1.1 200 ", b"O" * 60000, 0.0, "too_big", "over 65536 bytes"),
    "/wait": (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100, 0.0, "too_big", "over 262144 bytes"),
    "/body": (OK + b"\r\n", b"x" * 60000, 0.0, "too_big", "size limit"),
    "/chunks": (
        OK + b"Transfer-Encoding: chunked\r\n\r\n",
        b"ea60\r\n%s\r\n" % (b"x" * 60000),
        0.0,
        "too_big",
        "size",
    ),
    "/trailers": (
        OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n",
        b"X-More: yes\r\n" * 500,
        0.0,
        "damaged",
        "the answer was cut",
    ),
    "/loris": (OK, b"X", 0.1, "timed_out", "no answer in time"),
    "/drip": (OK + b"\r\n", b"x", 0.1, "timed_out", "no answer in time"),
    "/hang": (b"", b"", 0.1, "timed_out", "no answer in time"),
}
WHOLE = {
    "/long-line": (OK + b"X-Long: " + b"x" * 100_000 + b"\r\n\r\n", "too_big", "over 65536 bytes"),
    "/long-head": (OK + (b"X-L: " + b"x" * 30_000 + b"\r\n") * 10 + b"\r\n", "too_big", "over 262144 bytes"),
    "/declared": (OK + b"Content-Length: 99999999999\r\n\r\n", "too_big", "size limit"),
    "/0.9": (b"<html>No head at all.</html>\n", "unreachable", "not HTTP/1.1"),
    "/icy": (b"ICY 200 OK\r\n\r\n", "unreachable", "not HTTP/1.1"),
    "/smtp": (b"220 mail.example ESMTP\r\n", "unreachable", "not HTTP/1.1"),
    "/tls": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", "unreachable", "not HTTP/1.1"),
    "/999": (b"HTTP/1.1 999 Denied\r\nContent-Length: 2\r\n\r\nno", "http_error", "status 999"),
    "/0": (b"HTTP/1.1 0 Nothing\r\nContent-Length: 2\r\n\r\nno", "http_error", "status 0"),
    "/status-word": (b"HTTP/1.1 OK\r\n\r\n", "unreachable", "not HTTP/1.1"),
    "/negative": (OK + b"Content-Length: -5\r\n\r\nhello", "unreachable", "not HTTP/1.1"),
    "/two-lengths": (
        OK + b"Content-Length: 5\r\nContent-Length: 9\r\n\r\nhello",
        "unreachable",
        "not HTTP/1.1",
    ),
    "/coding": (OK + b"Transfer-Encoding: gold\r\n\r\nhello", "unreachable", "not HTTP/1.1"),
    "/bad-chunk": (OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhello", "damaged", ""),
    "/closed": (b"", "unreachable", "ended before the answer"),
    "/half-head": (OK + b"Content-Ty", "unreachable", "ended before the answer"),
    "/cut": (OK + b"Content-Length: 50\r\n\r\nhello", "damaged", "the answer was cut"),
}
KEPT = {
    "/good": GOOD,
    "/nul": GOOD.replace(b"\r\n", b"\r\nX-Nul: a\x00b\r\n", 1),
    "/latin": GOOD.replace(b"\r\n", b"\r\nX-Latin: caf\xe9\r\n", 1),
    "/colonless": GOOD.replace(b"\r\n", b"\r\nno colon here\r\n", 1),
    "/60k": GOOD.replace(b"\r\n", b"\r\nX-Long: " + b"x" * 60_000 + b"\r\n", 1),
}
# aiohttp is stricter, and counts lines instead of bytes; what differs is bounded all the same.
FAST = {
    "/header": ("too_big", "a header is over"),
    "/headers": ("too_big", "too many headers"),
    "/folded": ("too_big", "a header is over"),
    "/trailers": ("too_big", "too many headers"),
    "/wait": ("timed_out", "no answer in time"),
    "/long-head": ("stored", ""),
    "/0": ("unreachable", "not HTTP/1.1"),
    "/bad-chunk": ("unreachable", "not HTTP/1.1"),
    "/coding": ("stored", ""),
    "/colonless": ("unreachable", "not HTTP/1.1"),
    "/latin": ("unreachable", ""),
    "/nul": ("unreachable", "not HTTP/1.1"),
    "/half-head": ("unreachable", ""),
}


async def misbehave(writer: StreamWriter, path: str) -> None:
    if path in STREAMS:
        first, more, pause, *_ = STREAMS[path]
        writer.write(first)
        await endless(writer, more, pause=pause)
    elif path in WHOLE:
        writer.write(WHOLE[path][0])
        await writer.drain()
        writer.close()
    else:
        writer.write(KEPT.get(path, page(kind="text/plain")))


@pytest.mark.parametrize("fast", ["", "1"])
def test_each_ends_in_a_named_outcome_within_bounds(tmp_path: Path, fast: str) -> None:
    expected = {path: (outcome, note) for path, (*_, outcome, note) in {**STREAMS, **WHOLE}.items()}
    expected |= dict.fromkeys(KEPT, ("stored", ""))
    expected |= FAST if fast else {}
    with RawWeb(misbehave) as web:
        seen = watched(
            "many",
            addresses=[f"http://{HERE}:{web.port}{path}" for path in expected],
            cwd=tmp_path,
            settings={"DOWNLOAD_TIMEOUT": 2, "DOWNLOAD_MAXSIZE": 1 << 20},
            READOUT_PRIVATE=f"{HERE}/32",
            READOUT_FAST=fast,
        )
    db = sqlite3.connect(tmp_path / "archive.db")
    found = {
        "/" + asked.rpartition("/")[2]: (outcome, note)
        for asked, outcome, note in db.execute(
            "select asked, outcome, note from captures where kind != 'robots'"
        )
    }
    db.close()

    assert {path: outcome for path, (outcome, _) in found.items()} == {
        path: outcome for path, (outcome, _) in expected.items()
    }
    for path, (_, note) in found.items():
        assert expected[path][1] in note, (path, note)
        assert "\n" not in note
        assert "Traceback" not in note
    assert "Traceback" not in seen.said
    assert seen.memory < 250, seen.memory
