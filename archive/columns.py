"""Knows an export's columns: the SQL each needs (d: the document, r: its revision), and what it becomes."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

__all__ = ["COLUMNS", "DEFAULT_COLUMNS", "HASH_COLUMNS", "METADATA", "QUOTE_COLUMNS", "WORDS_OF_THE_PAGE"]
__all__ += ["Column"]

Metadata = Mapping[str, Any]

METADATA = "r.metadata"
_SOURCE = "d.source"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it needs of SQLite, and what is made of that; None takes the one value as it stands.

    Of `METADATA` ``make`` is given what its JSON says, once for all columns of a row. ``asks`` says that it
    is made by what only the export knows: archive.export_rows.
    """

    needs: tuple[str, ...]
    make: Callable[..., Any] | None = None
    asks: str = ""


def _stated(*path: str) -> Column:
    def read(metadata: Metadata) -> Any:
        value: Any = metadata
        for name in path:
            value = (value or {}).get(name)
        return value

    return Column((METADATA,), read)


def _names(part: str, field: str, kind: str | None = None) -> Column:
    def read(metadata: Metadata) -> list[Any]:
        listed = metadata.get(part) or ()
        return [one.get(field) for one in listed if kind is None or one.get("kind") == kind]

    return Column((METADATA,), read)


def _plain(*columns: str) -> dict[str, Column]:
    return {column.rpartition(".")[2]: Column((column,)) for column in columns}


_HEAD = _plain(
    "d.id", "d.key", "d.source", "d.language", "d.number", "d.address", "d.kind", "d.state",
    "r.title", "r.subtitle", "r.lead", "r.text",
    "r.published_at", "r.published_precision", "r.published_printed", "d.published_day", "r.modified_at",
) | {
    "event_day": _stated("event_day", "printed"),
    "event_day_at": _stated("event_day", "utc"),
    "place": _stated("place"),
}  # fmt: skip
_LISTS = {
    "sections": _names("sections", "name"),
    "topics": _names("tags", "name", "topic"),
    "persons": _names("tags", "name", "person"),
    "countries": _names("tags", "name", "country"),
    "regions": _names("tags", "name", "region"),
    "tags": _names("tags", "name", "tag"),
}
_CREDITS = {
    "author": _stated("author"),
    "partial": _stated("partial"),
    "site_name": _stated("site_name"),
    "agency": _stated("agency"),
    "dateline_city": _stated("dateline", "city"),
    "dateline_day": _stated("dateline", "day"),
    "dateline_brand": _stated("dateline", "brand"),
    "credit": _stated("credit"),
}
_REFERENCES = {
    "translation": _names("references", "address", "translation"),
    "attachments": _names("references", "address", "attachment"),
    "see_also": _names("references", "address", "see_also"),
    "copied_from": _names("references", "address", "source"),
    "updates": _names("references", "address", "update"),
}
_PROVENANCE = _plain("d.gone_since", "d.looked_at", "d.first_seen", "d.last_seen") | {
    "revision": Column(("r.ordinal",)),
    "revisions": Column(("(select count(*) from revisions n where n.document_id = d.id)",)),
    "revision_first_seen": Column(("r.first_seen",)),
    "revision_last_seen": Column(("r.last_seen",)),
    "view": Column(("r.view",)),
    "capture_id": Column(("r.capture_id",)),
    "sha256": Column(("(select c.body_sha256 from captures c where c.id = r.capture_id)",)),
    "content_sha256": Column(("r.content_sha256",)),
    "extractor": Column(("r.extractor",)),
    "layout": Column(("r.layout",)),
    "text_sha256": Column(("r.text_sha256",)),
    "text_bytes": Column(("length(cast(r.text as blob))",)),
    "page_bytes": Column(("(select c.body_length from captures c where c.id = r.capture_id)",)),
}
_FLAGS_OF = """(select json_group_array(kind) from
    (select distinct kind from findings f where f.document_id = d.id order by kind))"""
_FLAGS = {"flags": Column((_FLAGS_OF,), json.loads)}
_STRUCTURE = {
    "aliases": Column(
        ("(select json_group_array(address) from aliases a where a.document_id = d.id)",), json.loads
    ),
    "blocks": Column(("r.blocks",)),
    "metadata": Column((METADATA,)),
}
_USE = {
    "rights": Column((_SOURCE,), asks="rights"),
    "excerpt": Column(("r.lead", "r.text"), asks="excerpt"),
}

COLUMNS: Mapping[str, Column] = MappingProxyType(
    _HEAD | _LISTS | _CREDITS | _REFERENCES | _PROVENANCE | _FLAGS | _STRUCTURE | _USE
)

DEFAULT_COLUMNS = (
    "key", "address", "language", "kind", "state", "published_day", "published_at", "published_precision",
    "published_printed", "title", "lead", "text", "place", "sections", "tags", "author", "agency",
    "first_seen", "last_seen", "revision", "revisions", "sha256", "content_sha256", "rights",
)  # fmt: skip
QUOTE_COLUMNS = (
    "key", "source", "language", "address", "title", "excerpt", "published_day", "published_at",
    "published_printed", "author", "agency", "first_seen", "last_seen", "sha256", "content_sha256", "rights",
)  # fmt: skip
HASH_COLUMNS = (
    "key", "source", "language", "address", "published_day", "published_at", "first_seen", "last_seen",
    "revision", "revisions", "state", "capture_id", "page_bytes", "text_bytes", "sha256", "content_sha256",
    "text_sha256", "rights",
)  # fmt: skip
WORDS_OF_THE_PAGE = frozenset(
    {"title", "subtitle", "lead", "text", "blocks", "metadata", "excerpt", "credit"}
)
"""Columns that hold sentences of a page: what a reserved right is about."""
