"""Knows what the sites themselves mark in their documents: topics, persons, countries, regions, terms."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from archive.errors import BadUsage

__all__ = ["KINDS", "Entity", "entities"]

KINDS = ("topic", "person", "country", "region", "term", "chronicle", "tag", "letter", "place", "section")
"""Person, topic, country, region, term: the Kremlin's catalogue. Chronicle, tag: Interfax. A letter's kind,
a place and a section are as printed and have no id."""

_CATALOGUES = {"person": "/catalog/persons/", "term": "/catalog/glossary/"}


def _linked(kind: str, path: str) -> str:
    """Return the SQL of what links in the text name; ``note`` is the catalogue's name, title the printed."""
    rest = f"substr(address, instr(address, '{path}') + {len(path)}) || '/'"
    return f"""select document, '{kind}', substr({rest}, 1, instr({rest}, '/') - 1), nullif(note, ''), title
from (select c.id as document, json_extract(t.value, '$.address') as address,
    json_extract(t.value, '$.note') as note, json_extract(t.value, '$.title') as title
    from chosen c, json_each(c.metadata, '$.references') t
    where json_extract(t.value, '$.kind') = '{kind}_link') where instr(address, '{path}') > 0"""


_TAGS = """select c.id, json_extract(t.value, '$.kind'), json_extract(t.value, '$.id'),
json_extract(t.value, '$.name'), null from chosen c, json_each(c.metadata, '$.tags') t"""
_SECTIONS = """select c.id, 'section', null, json_extract(t.value, '$.name'), null
from chosen c, json_each(c.metadata, '$.sections') t"""
_PLACES = """select c.id, 'place', null, json_extract(c.metadata, '$.place'), null from chosen c
where json_extract(c.metadata, '$.place') <> ''"""
_ALL = " union all ".join(
    (_TAGS, _SECTIONS, _PLACES, *(_linked(kind, path) for kind, path in _CATALOGUES.items()))
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Entity:
    """What a site marks: its kind and id, and in which documents; days are as the site prints them.

    ``names`` are the catalogue's own forms, in every language of the source; ``printed`` the forms in
    the texts, where links to the catalogue stand.
    """

    source: str
    kind: str
    id: str | None
    names: tuple[str, ...]
    printed: tuple[str, ...]
    documents: int
    first: str | None
    last: str | None


def entities(
    db: Database, *, kinds: tuple[str, ...] = (), sources: tuple[str, ...] = (), name: str = ""
) -> Iterator[Entity]:
    """Yield what current revisions state, by source, kind, and the number of documents.

    ``name`` is a part of a name, whatever its case. Raises `BadUsage` for an unknown kind.
    """
    if unknown := [kind for kind in kinds if kind not in KINDS]:
        raise BadUsage(f"unknown kind: {', '.join(unknown)}; the known ones are {', '.join(KINDS)}")
    wanted = name.casefold()
    for row in db.conn.execute(_sql(kinds, sources), (*sources, *kinds)):
        source, kind, number, names, printed, *rest = row
        told = _forms(names), _forms(printed)
        if any(wanted in form.casefold() for forms in told for form in forms):
            yield Entity(
                source=source,
                kind=kind,
                id=number,
                names=told[0],
                printed=told[1],
                documents=rest[0],
                first=rest[1],
                last=rest[2],
            )


def _sql(kinds: tuple[str, ...], sources: tuple[str, ...]) -> str:
    of = f" where d.source in ({', '.join('?' for _ in sources)})" if sources else ""
    such = f" where n.kind in ({', '.join('?' for _ in kinds)})" if kinds else ""
    return f"""with chosen as (select d.id, d.source, d.published_day, r.metadata from documents d
    join revisions r on r.id = d.revision_id{of}),
named (document, kind, id, name, printed) as ({_ALL})
select d.source, n.kind, n.id, json_group_array(distinct n.name), json_group_array(distinct n.printed),
    count(distinct n.document), min(d.published_day), max(d.published_day)
from named n join documents d on d.id = n.document{such}
group by d.source, n.kind, coalesce(n.id, n.name)
order by d.source, n.kind, 6 desc, coalesce(n.id, n.name)"""


def _forms(names: str) -> tuple[str, ...]:
    return tuple(sorted(name for name in json.loads(names) if name))
