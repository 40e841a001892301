"""Knows how the pages of an archive are served: where to listen, to whom, and what is said about it.

The one door to uvicorn.
"""

import errno
import ipaddress
import socket
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import uvicorn

from archive.connection import storage_errors
from archive.errors import BadUsage
from archive.web.guard import LOOPBACK_NAMES
from archive.web.plugin import open_pages

__all__ = ["run"]

_BACKLOG = 128
_WITHOUT_RIGHTS = frozenset({errno.EACCES, errno.EPERM})


def run(*, host: str, port: int, open_browser: bool, archive: Path) -> None:
    """Serve the pages of an archive until interrupted; raises `BadUsage` where it cannot listen."""
    with storage_errors(archive):
        listener = _listening(host, port)
        here = _is_loopback(listener.getsockname()[0])
        with listener:
            pages = open_pages(archive, names=LOOPBACK_NAMES | {_shown(host)} if here else frozenset())
            address = f"http://{_shown(host)}:{listener.getsockname()[1]}/"
            if not here:
                click.echo(_warning(host), err=True)

            def ready() -> None:
                click.echo(f"{address}  {archive}, read only; Ctrl-C ends it")
                if open_browser:
                    webbrowser.open(address)

            _Server(_config(pages.app()), ready).run(sockets=[listener])


class _Server(uvicorn.Server):
    """A server that says so when it serves: from then on it is interrupted in order."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self._ready()


def _config(app: Any) -> uvicorn.Config:
    return uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, lifespan="on", ws="none"
    )


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens already, so that a port that is taken is one clear line."""
    try:
        (family, _, _, _, place), *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return socket.create_server(place[:2], family=family, backlog=_BACKLOG)
    except socket.gaierror as error:
        raise BadUsage(f"--host {host}: no address of this machine ({error.strerror})") from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            told = "the port is taken; choose another with --port, or --port 0"
        elif error.errno in _WITHOUT_RIGHTS:
            told = "this port needs rights; choose one above 1023 with --port"
        else:
            told = f"cannot listen there: {error.strerror}"
        raise BadUsage(f"{_shown(host)}:{port}: {told}") from error


def _is_loopback(address: str) -> bool:
    return ipaddress.ip_address(address.partition("%")[0]).is_loopback


def _shown(host: str) -> str:
    """Return a host as it stands in an address: IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host


def _warning(host: str) -> str:
    return (
        f"readout: --host {host}: whoever reaches this machine can read the whole archive; there is no"
        " password, and Interfax reserves all rights in its texts"
    )
