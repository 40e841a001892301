"""How answers and failures become outcomes, and how strictly a coded body is undone."""

import gzip
import zlib

import brotli
import pytest
from scrapy import exceptions
from scrapy.http import HtmlResponse, Request, Response
from twisted.internet.error import ConnectionRefusedError as Refused
from twisted.internet.error import TimeoutError as TimedOut
from twisted.python.failure import Failure
from zstandard import ZstdCompressor

from archive.models import Outcome
from crawler.coding import CodingError, decoded
from crawler.exchanges import from_failure, from_response, retry_after

URL = "http://en.kremlin.ru/events/president/news/1"
TEXT = b"<p>" + b"text " * 2000 + b"</p>"


def answer(status: int = 200, **changed: object) -> Response:
    stated = {"url": URL, "status": status, "request": Request(URL), "body": TEXT}
    return HtmlResponse(**{**stated, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Outcome.STORED),
        (203, Outcome.STORED),
        (206, Outcome.HTTP_ERROR),
        (301, Outcome.REDIRECTED),
        (304, Outcome.UNCHANGED),
        (307, Outcome.REDIRECTED),
        (400, Outcome.HTTP_ERROR),
        (401, Outcome.REFUSED),
        (403, Outcome.REFUSED),
        (404, Outcome.ABSENT),
        (410, Outcome.ABSENT),
        (418, Outcome.HTTP_ERROR),
        (429, Outcome.REFUSED),
        (451, Outcome.REFUSED),
        (500, Outcome.SERVER_ERROR),
        (503, Outcome.SERVER_ERROR),
        (999, Outcome.HTTP_ERROR),
    ],
)
def test_a_status_has_one_outcome_and_its_body_is_kept(status: int, outcome: Outcome) -> None:
    exchange = from_response(answer(status), asked=URL)

    assert exchange.outcome is outcome
    assert exchange.body == TEXT


@pytest.mark.parametrize(
    ("error", "outcome", "said"),
    [
        (exceptions.IgnoreRequest("Forbidden by robots.txt"), Outcome.DISALLOWED, "robots.txt"),
        (exceptions.DownloadTimeoutError("60 s"), Outcome.TIMED_OUT, "no answer in time"),
        (TimedOut(), Outcome.TIMED_OUT, ""),
        (exceptions.DownloadCancelledError("too large"), Outcome.TOO_BIG, "size limit"),
        (exceptions.ResponseDataLossError("x"), Outcome.DAMAGED, "the answer was cut"),
        (exceptions.UnsupportedURLSchemeError("x"), Outcome.OUT_OF_POLICY, ""),
        (exceptions.CannotResolveHostError("x"), Outcome.UNREACHABLE, "does not resolve"),
        (Refused(), Outcome.UNREACHABLE, "refused"),
        (RuntimeError("something\nnew"), Outcome.UNREACHABLE, "something new"),
    ],
)
def test_a_failure_has_one_outcome_and_one_line(error: Exception, outcome: Outcome, said: str) -> None:
    exchange = from_failure(Failure(error), asked=URL, request=Request(URL))

    assert exchange.outcome is outcome
    assert said in exchange.note
    assert "\n" not in exchange.note
    assert (exchange.status, exchange.body) == (None, None)


def test_a_partial_answer_is_damaged_however_good_its_status() -> None:
    exchange = from_response(answer(flags=["partial"]), asked=URL)

    assert exchange.outcome is Outcome.DAMAGED
    assert exchange.truncated


WHOLE = {
    "gzip": gzip.compress(TEXT),
    "x-gzip": gzip.compress(TEXT),
    "deflate": zlib.compress(TEXT),
    "br": brotli.compress(TEXT),
    "zstd": ZstdCompressor(write_checksum=True).compress(TEXT),
    "gzip, br": brotli.compress(gzip.compress(TEXT)),
}


@pytest.mark.parametrize("coding", WHOLE)
def test_a_whole_stream_gives_its_bytes(coding: str) -> None:
    assert decoded(WHOLE[coding], coding.upper()) == TEXT


@pytest.mark.parametrize("coding", WHOLE)
@pytest.mark.parametrize("harm", ["cut", "tail", "flip", "plain"])
def test_a_harmed_stream_is_damaged_never_a_page(coding: str, harm: str) -> None:
    whole = WHOLE[coding]
    body = {
        "cut": whole[:-20],
        "tail": whole + b"more",
        "flip": whole[:-6] + bytes([whole[-6] ^ 1]) + whole[-5:],
        "plain": TEXT,
    }[harm]

    with pytest.raises(CodingError):
        decoded(body, coding)
    exchange = from_response(answer(body=body, headers={"Content-Encoding": coding}), asked=URL)
    assert exchange.outcome is Outcome.DAMAGED
    assert exchange.body == body


def test_an_unknown_coding_is_damaged() -> None:
    with pytest.raises(CodingError, match="'compress'"):
        decoded(TEXT, "compress")


def test_a_bomb_is_damaged_before_it_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.coding.MAX_DECODED", 1000)

    with pytest.raises(CodingError, match="grows over"):
        decoded(gzip.compress(bytes(10**7)), "gzip")


BOMBS = {
    "gzip": gzip.compress(bytes(10**8)),
    "deflate": zlib.compress(bytes(10**8)),
    "br": brotli.compress(bytes(10**8), quality=1),
    "zstd": ZstdCompressor().compress(bytes(10**8)),
    "gzip, gzip": gzip.compress(gzip.compress(bytes(10**8))),
}


@pytest.mark.parametrize("coding", BOMBS)
def test_a_bomb_is_too_big_and_kept_as_received(coding: str) -> None:
    body = BOMBS[coding]
    exchange = from_response(answer(body=body, headers={"Content-Encoding": coding}), asked=URL)

    assert exchange.outcome is Outcome.TOO_BIG
    assert exchange.body == body


def test_two_headers_of_codings_are_one_list() -> None:
    headers = {"Content-Encoding": ["gzip", "br"]}
    whole = from_response(answer(body=WHOLE["gzip, br"], headers=headers), asked=URL)
    cut = from_response(answer(body=WHOLE["gzip, br"][:-3], headers=headers), asked=URL)

    assert (whole.outcome, cut.outcome) == (Outcome.STORED, Outcome.DAMAGED)


def test_whole_members_in_a_row_are_one_body_and_a_thousand_are_not_read() -> None:
    assert decoded(gzip.compress(b"a") + gzip.compress(b"b"), "gzip") == b"ab"
    with pytest.raises(CodingError, match="over 1000 members"):
        decoded(gzip.compress(b"") * 1_001, "gzip")


def test_deflate_without_its_envelope_is_taken_as_browsers_take_it() -> None:
    packer = zlib.compressobj(wbits=-15)
    assert decoded(packer.compress(TEXT) + packer.flush(), "deflate") == TEXT


@pytest.mark.parametrize(
    ("stated", "seconds"), [("5", 5.0), ("Mon, 01 Jan 2001 00:00:00 GMT", 0.0), ("soon", None), ("", None)]
)
def test_retry_after_is_read_in_both_forms(stated: str, seconds: float | None) -> None:
    assert retry_after(answer(503, headers={"Retry-After": stated})) == seconds
