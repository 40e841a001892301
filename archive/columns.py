"""Knows an export's columns, the SQL of each (d: the document, r: its revision), and how its text is made."""

import json
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

__all__ = ["COLUMNS", "DECODED", "DEFAULT_COLUMNS", "JSON_COLUMNS"]


def _twice(column: str, path: str) -> str:
    """Return the SQL of a JSON array that holds one value twice.

    Of one path json_extract makes an SQL text, which SQLite's JSON cuts at a NUL; of two it makes JSON,
    which is exact (sqlite.org/json1.html; the operator -> wants SQLite 3.38).
    """
    return f"json_extract({column}, '$.{path}', '$.{path}')"


def _names(part: str, field: str, kind: str | None = None) -> str:
    where = f" where json_extract(value, '$.kind') = '{kind}'" if kind else ""
    inner = f"json({_twice('value', field)})"
    return f"(select json_group_array({inner}) from json_each(r.metadata, '$.{part}'){where})"


def _stated(path: str) -> str:
    return _twice("r.metadata", path)


def _first(cell: str | bytes) -> Any:
    return json.loads(cell)[0]


def _firsts(cell: str | bytes) -> str:
    names = [pair[0] for pair in json.loads(cell)]
    return json.dumps(names, ensure_ascii=False, separators=(",", ":"))


_PLAIN = {
    "id": "d.id",
    "key": "d.key",
    "source": "d.source",
    "language": "d.language",
    "number": "d.number",
    "address": "d.address",
    "kind": "d.kind",
    "state": "d.state",
    "title": "r.title",
    "subtitle": "r.subtitle",
    "lead": "r.lead",
    "text": "r.text",
    "published_at": "r.published_at",
    "published_precision": "r.published_precision",
    "published_printed": "r.published_printed",
    "published_day": "d.published_day",
    "modified_at": "r.modified_at",
    "event_day": _stated("event_day.printed"),
    "event_day_at": _stated("event_day.utc"),
    "place": _stated("place"),
}
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
    "dateline_city": _stated("dateline.city"),
    "dateline_day": _stated("dateline.day"),
    "dateline_brand": _stated("dateline.brand"),
    "credit": _stated("credit"),
}
_REFERENCES = {
    "translation": _names("references", "address", "translation"),
    "attachments": _names("references", "address", "attachment"),
    "see_also": _names("references", "address", "see_also"),
    "copied_from": _names("references", "address", "source"),
    "updates": _names("references", "address", "update"),
}
_PROVENANCE = {
    "gone_since": "d.gone_since",
    "looked_at": "d.looked_at",
    "first_seen": "d.first_seen",
    "last_seen": "d.last_seen",
    "revision": "r.ordinal",
    "revisions": "(select count(*) from revisions n where n.document_id = d.id)",
    "revision_first_seen": "r.first_seen",
    "revision_last_seen": "r.last_seen",
    "view": "r.view",
    "capture_id": "r.capture_id",
    "sha256": "(select c.body_sha256 from captures c where c.id = r.capture_id)",
    "content_sha256": "r.content_sha256",
    "extractor": "r.extractor",
    "layout": "r.layout",
}
_FLAGS = {
    "flags": "(select json_group_array(kind) from (select distinct kind from findings f"
    " where f.document_id = d.id order by kind))",
}
_STRUCTURE = {
    "aliases": "(select json_group_array(address) from aliases a where a.document_id = d.id)",
    "blocks": "r.blocks",
    "metadata": "r.metadata",
}

COLUMNS = _PLAIN | _LISTS | _CREDITS | _REFERENCES | _PROVENANCE | _FLAGS | _STRUCTURE
JSON_COLUMNS = frozenset(_LISTS | _REFERENCES | _FLAGS | _STRUCTURE)
DECODED: MappingProxyType[str, Callable[[str | bytes], str | None]] = MappingProxyType(
    {
        **{name: _first for name, sql in COLUMNS.items() if sql.startswith("json_extract(r.metadata, ")},
        **dict.fromkeys(_LISTS | _REFERENCES, _firsts),
    }
)
"""How to make the text of a column of what its SQL gives, where that is not the text itself."""

DEFAULT_COLUMNS = (
    "key",
    "address",
    "language",
    "kind",
    "state",
    "published_day",
    "published_at",
    "published_precision",
    "published_printed",
    "title",
    "lead",
    "text",
    "place",
    "sections",
    "tags",
    "author",
    "agency",
    "first_seen",
    "last_seen",
    "revision",
    "revisions",
    "sha256",
    "content_sha256",
)
