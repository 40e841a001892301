"""Knows Datasette: how it opens an archive, with our pages before its own. The one door to it.

Datasette's plugin hooks and templates do all of it. Plugins that happen to be installed beside it take no
part, and neither do its own that print errors with all variables: those hold archived text.
"""

import logging
import sqlite3
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote

import datasette as _datasette  # type: ignore[import-untyped]
from datasette.app import Datasette  # type: ignore[import-untyped]
from datasette.database import Database as _Database  # type: ignore[import-untyped]
from datasette.plugins import DEFAULT_PLUGINS, pm  # type: ignore[import-untyped]
from datasette.utils import sqlite_timelimit  # type: ignore[import-untyped]
from datasette.utils.asgi import NotFound  # type: ignore[import-untyped]
from jinja2 import Environment
from sqlite_utils import Database

from archive.connection import open_archive
from archive.filters import install
from archive.visible import visible
from archive.web.answers import Answer, File, Handler, Moved, Page, failure
from archive.web.asked import Asked, asked_of
from archive.web.foreign import FAULT, labelled, refused
from archive.web.guard import Guard
from archive.web.language import COOKIE, LANGUAGES
from archive.web.routes import ROUTES
from archive.web.safety import FILTERS, SHEET, STYLE

__all__ = ["NAME", "open_pages"]

NAME = "archive"
"""What the database is called in Datasette's own addresses: /archive, /archive/documents."""

_HERE = Path(__file__).parent
_PAGE_MS = 10_000
_YEAR = 365 * 24 * 3600
_LONGEST_VALUE = 64 << 20
"""Bytes of a text or blob that SQL may make; the largest body is 16 MiB."""

_SETTINGS = {
    "default_page_size": 50,
    "max_returned_rows": 1000,
    "sql_time_limit_ms": 2000,
    "facet_time_limit_ms": 500,
    "num_sql_threads": 3,
    "suggest_facets": False,
    "allow_download": False,
    "allow_csv_stream": False,
    "truncate_cells_html": 1000,
    "default_cache_ttl": 0,
}
_UNWANTED = ("datasette.handle_exception", "datasette.forbidden")

F = TypeVar("F", bound=Callable[..., Any])
_Response = _datasette.Response


def _hook(function: F) -> F:
    """Mark a hook; the library's own decorator has no types."""
    marked: F = _datasette.hookimpl(function)
    return marked


class _Archive(_Database):  # type: ignore[misc]
    """Datasette's view of an archive: read only, and opened as Readout opens it.

    mode=ro, not immutable, because a crawl may write at the same time.
    """

    def connect(self, *, write: bool = False) -> sqlite3.Connection:
        """Return a connection that can read."""
        if write:
            raise sqlite3.OperationalError("the archive is only read here")
        connection = open_archive(Path(self.path), read_only=True).conn
        connection.execute("pragma query_only = on")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        self._all_file_connections.append(connection)
        return connection


def open_pages(path: Path, *, names: frozenset[str] = frozenset()) -> Datasette:
    """Return Datasette on an archive; ``names`` are the hosts that it may be called by, none meaning any.

    Raises what `archive.connection.open_archive` raises.
    """
    open_archive(path, read_only=True).close()
    for plugin in pm.get_plugins():
        name = pm.get_name(plugin)
        if name in _UNWANTED or (name not in DEFAULT_PLUGINS and name != __name__):
            pm.unregister(plugin)
    if not pm.has_plugin(__name__):
        pm.register(sys.modules[__name__], __name__)
    pages = Datasette(
        files=[],
        settings=_SETTINGS,
        template_dir=str(_HERE / "templates"),
        static_mounts=[("static", str(_HERE / "static"))],
        metadata={"title": "Readout", "plugins": {"readout": {"names": sorted(names)}}},
    )
    pages.remove_database("_memory")
    pages.add_database(_Archive(pages, path=str(path)), name=NAME)
    return pages


@_hook
def asgi_wrapper(datasette: Any) -> Callable[..., Guard]:
    """Put the guard before everything."""
    return partial(Guard, names=frozenset(datasette.plugin_config("readout")["names"]))


@_hook
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Give SQL the functions of our own queries."""
    install(conn)


@_hook
def prepare_jinja2_environment(env: Environment) -> None:
    """Give the templates our filters."""
    env.filters.update(FILTERS)
    env.filters["labelled"] = labelled
    env.trim_blocks = env.lstrip_blocks = True


@_hook
def extra_template_vars(request: Any) -> dict[str, Any]:
    """Tell every template, Datasette's too, in which language it speaks."""
    asked = _asked(request)
    return {"asked": asked, "w": asked.words, "LANGUAGES": LANGUAGES, "style": STYLE, "sheet": SHEET}


@_hook
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
    """Put our pages before Datasette's, and shut its pages about itself: they tell of files and threads."""
    return [*((pattern, _view(handler)) for pattern, handler in ROUTES), (r"/-/(?!static/)", _shut)]


@_hook
def render_cell(value: Any) -> str | None:
    """Write out control and direction marks in the cells of Datasette's own tables too."""
    if not isinstance(value, str):
        return None
    text = visible(value)
    return None if text == value else text[: _SETTINGS["truncate_cells_html"]]


@_hook
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Callable[[], Awaitable[Any]]:
    """Answer a failure with a page of ours, and write a line about a fault of our own."""

    async def answered() -> Any:
        page = failure(exception) or refused(exception)
        if page.status == FAULT:
            line = visible(f"{type(exception).__name__}: {exception}")
            logging.getLogger("readout.web").error("%s: %s", request.path, line)
        if request.path.endswith(".json"):
            told = {"ok": False, "status": page.status, "error": page.values["message"]}
            return _Response.json(told, status=page.status)
        return await _filled(datasette, request, page)

    return answered


@_hook
def forbidden(datasette: Any, request: Any, message: str) -> Callable[[], Awaitable[Any]]:
    """Answer what may not be seen with a page of ours."""
    page = Page(template="error", values={"status": 403, "message": message}, status=403)
    return partial(_filled, datasette, request, page)


def _view(handler: Handler) -> Callable[..., Awaitable[Any]]:
    """Return a view of Datasette's that asks a page of ours, in a thread that may read the archive."""

    async def view(request: Any, datasette: Any) -> Any:
        try:
            answer = await datasette.get_database(NAME).execute_fn(partial(_read, handler, _asked(request)))
        except Exception as error:
            page = failure(error)
            if page is None:
                raise
            answer = page
        if isinstance(answer, Page):
            return await _filled(datasette, request, answer)
        return _sent(answer)

    return view


def _read(handler: Handler, asked: Asked, connection: sqlite3.Connection) -> Answer:
    """Ask a page in one snapshot of the archive, and for no longer than a reader waits."""
    connection.execute("begin")
    try:
        with sqlite_timelimit(connection, _PAGE_MS):
            return handler(Database(connection, recursive_triggers=False), asked)
    finally:
        connection.execute("rollback")


async def _filled(datasette: Any, request: Any, page: Page) -> Any:
    asked = _asked(request)
    text = await datasette.render_template(
        f"readout/{page.template}.html", dict(page.values), request=request
    )
    headers = {
        "Vary": "Accept-Language",
        "Content-Language": asked.words.language,
        "Cache-Control": "no-cache",
    }
    response = _Response.html(text, status=page.status, headers=headers)
    if asked.chosen:
        response.set_cookie(COOKIE, asked.chosen, max_age=_YEAR, httponly=True)
    return response


def _sent(answer: File | Moved) -> Any:
    if isinstance(answer, Moved):
        return _Response.redirect(answer.address)
    headers = {"Content-Disposition": f'attachment; filename="{answer.name}"'} if answer.name else {}
    return _Response(answer.body, headers=headers, content_type=answer.kind)


async def _shut() -> None:
    raise NotFound("")


def _asked(request: Any) -> Asked:
    if request is None:
        return asked_of(path="/", parts={}, query="", cookie="", accepted="")
    parts = {name: unquote(part) for name, part in request.url_vars.items() if part is not None}
    return asked_of(
        path=request.path,
        parts=parts,
        query=(request.scope.get("query_string") or b"").decode("utf-8", "replace"),
        cookie=request.cookies.get(COOKIE, ""),
        accepted=request.headers.get("accept-language", ""),
    )
