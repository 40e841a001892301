"""Knows how requests and answers look on the wire: HTTP/1.1, with a declared length."""

import socket
import struct
from asyncio import StreamReader, StreamWriter

from demo.answers import Reply

__all__ = ["read_question", "tear", "written"]

NO_BODY = frozenset({204, 304})
LINGER_NOT = struct.pack("ii", 1, 0)


async def read_question(reader: StreamReader) -> tuple[str, str, dict[str, str]]:
    """Read one request: method, target and headers by lower-case name; its body is thrown away."""
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    pairs = (line.partition(":") for line in lines if line)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    if length := int(headers.get("content-length", "0")):
        await reader.readexactly(length)
    return method, target, headers


def written(reply: Reply, *, bodiless: bool) -> bytes:
    """Return an answer's bytes, cut where it is to be cut; ``bodiless`` answers a HEAD."""
    lines = [
        f"HTTP/1.1 {reply.status} {reply.reason}",
        *(f"{name}: {value}" for name, value in reply.headers),
    ]
    if reply.status not in NO_BODY:
        lines.append(f"Content-Length: {len(reply.body)}")
    head = "\r\n".join([*lines, "", ""]).encode()
    return head if bodiless or reply.status in NO_BODY else head + reply.body[: reply.cut_at]


def tear(writer: StreamWriter) -> None:
    """Reset the connection under a client."""
    raw = writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)
    writer.transport.abort()
