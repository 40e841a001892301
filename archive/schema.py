"""Knows the tables of an archive and how an older file grows into them: append a migration, never edit one.

Evidence (``captures``, ``bodies``, ``dictionaries``) only grows: triggers refuse UPDATE and DELETE, and
``chain`` has a link for each of its rows. All other tables but ``verdicts``, which a person gave, are derived
or are plans, and can be made again from the evidence; ``seals`` has a hash of each row (see archive.chain).
``_search`` and what begins so is an index: it holds nothing of its own and is not sealed.
Times are ISO 8601 UTC texts (``2026-11-23T20:41:00.000000+00:00``); days are ``YYYY-MM-DD``.
"""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from archive.identity import APPLICATION_ID, SCHEMA_VERSION
from archive.schema_1 import TABLES
from archive.schema_2 import CHAINED
from archive.schema_3 import TURNS
from archive.schema_4 import SEARCHED
from archive.schema_5 import LINKS

__all__ = ["APPLICATION_ID", "EVIDENCE", "SCHEMA_VERSION", "SEALED", "migrations"]

EVIDENCE = ("captures", "bodies", "dictionaries")
SEALED = (
    "runs",
    "documents",
    "aliases",
    "revisions",
    "turns",
    "readings",
    "findings",
    "frontier",
    "features",
    "links",
    "verdicts",
    "_sqlite_migrations",
)

migrations = Migrations("readout")

# INSERT OR REPLACE deletes without firing a delete trigger, so a row that is there already is refused too.
_REFUSE_REPLACE = """
create trigger {table}_no_replace before insert on {table}
when exists (select 1 from {table} where {key} = new.{key}) begin
    select raise(abort, '{table} is evidence: it only grows');
end;
"""
_REFUSE = """
create trigger {table}_no_{verb} before {verb} on {table} begin
    select raise(abort, '{table} is evidence: it only grows');
end;
"""


@migrations()
def tables_of_2026_11(db: Database) -> None:
    """Create the first schema."""
    for statement in TABLES.split(";\n"):
        if statement.strip():
            db.execute(statement)
    for table, key in (("captures", "id"), ("bodies", "sha256"), ("dictionaries", "id")):
        _refuse_change(db, table, key)


def _refuse_change(db: Database, table: str, key: str) -> None:
    for verb in ("update", "delete"):
        db.execute(_REFUSE.format(table=table, verb=verb).strip())
    db.execute(_REFUSE_REPLACE.format(table=table, key=key).strip())


@migrations()
def chain_of_2026_11(db: Database) -> None:
    """Chain the evidence, seal the rest, and let a document be gone; foreign keys are off meanwhile."""
    for statement in CHAINED.split(";\n"):
        if statement.strip():
            db.execute(statement)
    _refuse_change(db, "chain", "seq")


@migrations()
def turns_of_2026_11(db: Database) -> None:
    """Make room for speaker turns; those of older revisions come with the next reading of the evidence."""
    for statement in TURNS.split(";\n"):
        if statement.strip():
            db.execute(statement)


@migrations()
def search_of_2026_11(db: Database) -> None:
    """Make room for the index of words; what is there already is indexed by `readout reindex`."""
    for statement in SEARCHED.split(";\n"):
        if statement.strip():
            db.execute(statement)


@migrations()
def links_of_2026_11(db: Database) -> None:
    """Make room for links; `readout relink` makes those of documents that stand already."""
    for statement in LINKS.split(";\n"):
        if statement.strip():
            db.execute(statement)
