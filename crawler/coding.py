"""Knows how content codings are undone strictly: a cut or damaged stream is an error, never a page."""

import zlib
from collections.abc import Callable, Generator, Iterable, Iterator
from types import MappingProxyType

import brotli  # type: ignore[import-untyped]
from zstandard import ZstdDecompressor, ZstdError

__all__ = ["CodingError", "GrowsTooBig", "decoded", "stated_coding"]

# As much as a body may have without a coding (DOWNLOAD_MAXSIZE): packed it may not bring more.
MAX_DECODED = 16 * 1024 * 1024
# Two are seen in the wild; each layer is undone under the same bound.
MOST_CODINGS = 3
# A member costs some microseconds however little is in it; honest servers send one, or one a flush.
MOST_MEMBERS = 1_000
_PIECE = 64 * 1024
_STEP = 1024 * 1024
# zstd packs up to 128 KiB into 4 bytes and its decoder knows no bound: so many bytes give at most 8 MiB.
_ZSTD_PIECE = 256
# Source: RFC 9659, the window of the zstd content coding.
_ZSTD_WINDOW = 8 * 1024 * 1024
_GZIP, _ZLIB, _RAW = 31, 15, -15
_GZIP_MAGIC = b"\x1f\x8b"


class CodingError(ValueError):
    """The body is not what its Content-Encoding says."""


class GrowsTooBig(CodingError):
    """The body becomes larger than a page may be."""


def stated_coding(headers: Iterable[tuple[str, str]]) -> str:
    """Return all that the Content-Encoding headers of an answer say, in order: two headers are one list."""
    return ", ".join(value for name, value in headers if name.lower() == "content-encoding")


def decoded(body: bytes, coding: str) -> bytes:
    """Return the bytes behind a Content-Encoding ('' or identity: the same bytes), the last coding first.

    Raises `GrowsTooBig` over 16 MiB, CodingError for an unknown coding, for too many of them, and for a
    stream that is damaged, cut, or has bytes behind its end.
    Source: reliability.md section 2.1, seven of eleven damaged bodies pass Scrapy as clean pages.
    """
    names = [name for name in (one.strip().lower() for one in coding.split(",")) if name]
    names = [name for name in names if name != "identity"]
    if len(names) > MOST_CODINGS:
        raise CodingError(f"the body is coded {len(names)} times over")
    for name in reversed(names):
        if name not in _CODINGS:
            raise CodingError(f"the body is coded as {name!r}, which was not asked for")
        body = _bounded(_CODINGS[name](body), name)
    return body


def _bounded(pieces: Iterator[bytes], name: str) -> bytes:
    whole = bytearray()
    try:
        for piece in pieces:
            whole += piece
            if len(whole) > MAX_DECODED:
                raise GrowsTooBig(f"the {name} stream grows over {MAX_DECODED} bytes")
    except (zlib.error, brotli.error, ZstdError) as error:
        raise CodingError(f"the {name} stream is damaged ({error})") from error
    except _Unended as error:
        raise CodingError(f"the {name} stream {error}") from error
    return bytes(whole)


class _Unended(Exception):
    """The stream does not end where the body does."""


def _gzip(body: bytes) -> Iterator[bytes]:
    """Yield what stands in a gzip stream, member by member."""
    place = 0
    for _ in range(MOST_MEMBERS):
        place = yield from _inflate(body, place, _GZIP)
        if place == len(body):
            return
        if not body.startswith(_GZIP_MAGIC, place):
            raise _Unended(f"has {len(body) - place} bytes too many")
    raise _Unended(f"has over {MOST_MEMBERS} members")


def _deflate(body: bytes) -> Iterator[bytes]:
    """Yield what stands in a deflate stream, with zlib's envelope or, as browsers take it, without."""
    enveloped = len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0  # noqa: PLR2004
    place = yield from _inflate(body, 0, _ZLIB if enveloped else _RAW)
    if place != len(body):
        raise _Unended(f"has {len(body) - place} bytes too many")


def _inflate(body: bytes, place: int, window: int) -> Generator[bytes, None, int]:
    """Yield one zlib stream from a place on and return the place behind it."""
    stream = zlib.decompressobj(window)
    while not stream.eof:
        waiting = stream.unconsumed_tail
        if not waiting:
            waiting = body[place : place + _PIECE]
            place += len(waiting)
        piece = stream.decompress(waiting, _STEP)
        if not (waiting or piece or stream.eof):
            raise _Unended("is cut")
        yield piece
    return place - len(stream.unused_data)


def _brotli(body: bytes) -> Iterator[bytes]:
    """Yield what stands in a brotli stream; bytes behind its end are the decoder's own error."""
    stream = brotli.Decompressor()
    piece = stream.process(body, output_buffer_limit=_STEP)
    while piece:
        yield piece
        piece = stream.process(b"", output_buffer_limit=_STEP)
    if not stream.is_finished():
        raise _Unended("is cut")


def _zstd(body: bytes) -> Iterator[bytes]:
    """Yield what stands in a row of zstd frames; skippable ones give nothing."""
    place = 0
    for _ in range(MOST_MEMBERS):
        stream = ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()
        while not stream.eof:
            waiting = body[place : place + _ZSTD_PIECE]
            if not waiting:
                raise _Unended("is cut")
            place += len(waiting)
            yield stream.decompress(waiting)
        place -= len(stream.unused_data)
        if place == len(body):
            return
    raise _Unended(f"has over {MOST_MEMBERS} frames")


_CODINGS: MappingProxyType[str, Callable[[bytes], Iterator[bytes]]] = MappingProxyType(
    {"gzip": _gzip, "x-gzip": _gzip, "deflate": _deflate, "br": _brotli, "zstd": _zstd}
)
