"""Knows what the second schema adds: chain, seals, findings, more states; never edited."""

__all__ = ["CHAINED"]

CHAINED = """
create table chain (
    seq integer primary key,
    relation text not null,             -- captures, bodies or dictionaries
    row text not null,                  -- its primary key
    head blob not null                  -- sha256 of the head before it, the relation, the row and its digest
) strict;

create table seals (
    relation text not null,
    row text not null,                  -- its primary key, '/' between
    digest blob not null,               -- the first 16 bytes of its sha256
    primary key (relation, row)
) strict, without rowid;

create table findings (
    id integer primary key,
    document_id integer not null references documents (id) on delete cascade,
    kind text not null,                 -- missing, gone, returned, redated, back_dated, pre_dated...
    found_at text not null,             -- end of the capture that shows it
    capture_id integer not null references captures (id),
    last_seen text,                     -- of what is missing or gone: the interval in which it went
    first_missing text,
    detail text not null default '{}',  -- JSON: what bears witness
    unique (document_id, kind, capture_id)
) strict;
create index findings_by_time on findings (found_at, id);

-- JSON: what was verified of the server's certificate
alter table captures add column tls text;

create table documents_2 (
    id integer primary key,
    key text not null unique,           -- kremlin/en/63951
    source text not null,
    language text not null,             -- as read; 'und' where nothing says it
    number text not null,
    address text not null,              -- canonical
    kind text not null,                 -- article, announcement, act...
    state text not null check (
        state in ('present', 'partial', 'suspect', 'gone', 'returned', 'blocked', 'error')
    ),
    first_seen text not null,
    last_seen text not null,
    missing_since text,                 -- first answered absence after last_seen
    revision_id integer,                -- the current one
    published_at text,                  -- of the current revision
    published_day text,                 -- the day as the site prints it (Moscow's for both sites)
    section text,                       -- names of the current revision's sections, newline between
    gone_since text,                    -- when the absences were enough
    looked_at text                      -- the last look, whatever came of it
) strict;
insert into documents_2 select *, null, last_seen from documents;
drop table documents;
alter table documents_2 rename to documents;
create index documents_by_source on documents (source, language, published_at);
create index documents_by_number on documents (number);
create index documents_by_state on documents (state, source);
"""
