"""Knows an export's description as a Data Package (specs.frictionlessdata.io): fields, licences, sources."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from archive.dictionary import DICTIONARY, Type
from archive.export_rows import Absence
from archive.rights import Rights

__all__ = ["described", "field_of", "media_type"]

_TYPES: Mapping[Type, tuple[str, str]] = MappingProxyType(
    {
        "string": ("string", "default"),
        "integer": ("integer", "default"),
        "datetime": ("datetime", "any"),
        "date": ("date", "default"),
        "list": ("array", "default"),
        "json": ("string", "default"),
    }
)
_MEDIA = MappingProxyType(
    {
        "csv": ("csv", "text/csv"),
        "sheet": ("csv", "text/csv"),
        "jsonl": ("jsonl", "application/jsonl"),
        "parquet": ("parquet", "application/vnd.apache.parquet"),
        "sqlite": ("sqlite", "application/vnd.sqlite3"),
    }
)
_OBJECTS = ("blocks", "metadata")
_REQUIRED = frozenset({"id", "key", "source", "language", "address", "title", "state", "content_sha256"})
_DIALECT = MappingProxyType(
    {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True}
)
_LICENCE_NAME = re.compile(r"[-A-Za-z0-9._]+")
_NOT_A_NAME = re.compile(r"[^a-z0-9._-]+")


def media_type(form: str) -> str:
    """Return the media type of a format."""
    return _MEDIA[form][1]


def field_of(name: str, *, form: str, absence: Absence | None = None) -> dict[str, Any]:
    """Return a column as a field of a Table Schema; what the rows do not say goes beside it."""
    column = DICTIONARY[name]
    kind, written = _TYPES[column.type]
    if name in _OBJECTS and form == "jsonl":
        kind = "array" if name == "blocks" else "object"
    field: dict[str, Any] = {
        "name": name,
        "type": kind,
        "format": written,
        "description": column.meaning,
        "example": column.example,
        "origin": column.origin,
    }
    if name in _REQUIRED:
        field["constraints"] = {"required": True}
    if absence is not None:
        field["notStated"], field["empty"] = absence.not_stated, absence.empty
        field["missingShare"] = round(absence.share, 6)
    return field


def described(
    columns: Sequence[str],
    *,
    form: str,
    rights: Mapping[str, Rights],
    file: Path | None = None,
    absences: Iterable[Absence] = (),
    digest: str = "",
    rows: int | None = None,
    revisions: bool = False,
) -> str:
    """Return the description of a file, or of what a file would be, as JSON text.

    ``rights`` are those of the sources in it, ``digest`` is the file's SHA-256.
    """
    missing = {one.column: one for one in absences}
    fields = [field_of(name, form=form, absence=missing.get(name)) for name in columns]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    key = ["key", "revision"] if revisions else ["key"]
    if set(key) <= set(columns):
        schema["primaryKey"] = key
    resource = {**_resource(form, file, digest), "schema": schema}
    if rows is not None:
        resource["rowCount"] = rows
    package = {
        "name": resource["name"],
        "profile": "data-package",
        "description": "An export of an archive of Readout; times are UTC, days those of the sites.",
        "licenses": [_licence(source, known) for source, known in rights.items()],
        "sources": [{"title": source} for source in rights],
        "resources": [resource],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(form: str, file: Path | None, digest: str) -> dict[str, Any]:
    name = _NOT_A_NAME.sub("-", file.stem.lower()).strip("-.") if file else ""
    resource: dict[str, Any] = {
        "name": name or "documents",
        "profile": "tabular-data-resource" if form in ("csv", "sheet") else "data-resource",
        "path": file.name if file else f"documents.{_MEDIA[form][0]}",
        "format": _MEDIA[form][0],
        "mediatype": media_type(form),
    }
    if form in ("csv", "sheet", "jsonl"):
        resource["encoding"] = "utf-8"
    if form in ("csv", "sheet"):
        resource["dialect"] = dict(_DIALECT)
    if file is not None and digest:
        resource |= {"bytes": file.stat().st_size, "hash": f"sha256:{digest}"}
    return resource


def _licence(source: str, known: Rights) -> dict[str, str]:
    name = known.licence if _LICENCE_NAME.fullmatch(known.licence) else ""
    told = {"name": name, "title": f"{source}: {known.licence}; {known.statement}", "path": known.address}
    return {name: value for name, value in told.items() if value}
