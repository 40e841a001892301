"""Knows the tables of the first schema, of November 2026; never edited."""

__all__ = ["TABLES"]

TABLES = """
create table runs (
    id integer primary key,
    command text not null,              -- crawl, fetch, reparse
    source text,
    options text not null,              -- JSON
    software text not null,
    began_at text not null,
    ended_at text,
    outcome text,                       -- finished, limit, interrupted, archive_failed, died; null: it runs
    counts text                         -- JSON: outcome -> number
) strict;

create table dictionaries (
    id integer primary key,
    family text not null,               -- site, language and kind of page that it serves
    kind text not null check (kind = 'raw'),
    pages integer not null,             -- number of bodies of the family when it was made
    made_at text not null,
    data blob not null                  -- zstd frame of the sha256s, in binary, of the bodies it is made of
) strict;
create index dictionaries_by_family on dictionaries (family, id);

create table bodies (
    sha256 text primary key,            -- of the bytes as received
    length integer not null,
    family text not null,
    dictionary_id integer references dictionaries (id),
    data blob not null                  -- zstd frame
) strict, without rowid;
create index bodies_by_family on bodies (family);

create table captures (
    id integer primary key,
    run_id integer not null references runs (id),
    asked text not null,
    answered text not null,
    method text not null,
    began_at text not null,
    ended_at text not null,
    status integer,                     -- null: no answer came
    headers text not null,              -- JSON list of [name, value], as received (Scrapy normalises case)
    sent text not null,                 -- JSON list of [name, value] that we sent
    body_sha256 text references bodies (sha256),
    body_length integer,
    outcome text not null,              -- of the exchange, see archive.models.Outcome
    note text not null default '',
    peer text,
    truncated integer not null default 0,
    source text not null,
    kind text not null                  -- what it was asked as: listing, feed, document, robots…
) strict;
create index captures_by_address on captures (asked, id);
create index captures_by_body on captures (body_sha256);
create index captures_by_run on captures (run_id);

create table documents (
    id integer primary key,
    key text not null unique,           -- kremlin/en/63951
    source text not null,
    language text not null,             -- as read; 'und' where nothing says it
    number text not null,
    address text not null,              -- canonical
    kind text not null,                 -- article, announcement, act...
    state text not null check (state in ('present', 'partial', 'suspect')),
    first_seen text not null,
    last_seen text not null,
    missing_since text,                 -- first answered absence after last_seen
    revision_id integer,                -- the current one
    published_at text,                  -- of the current revision
    published_day text,                 -- the day as the site prints it (Moscow's for both sites)
    section text                        -- names of the current revision's sections, newline between
) strict;
create index documents_by_source on documents (source, language, published_at);
create index documents_by_number on documents (number);

create table aliases (
    address text primary key,           -- without scheme
    document_id integer not null references documents (id) on delete cascade
) strict, without rowid;
create index aliases_by_document on aliases (document_id);

create table revisions (
    id integer primary key,
    document_id integer not null references documents (id) on delete cascade,
    ordinal integer not null,           -- 1 for the first content seen
    content_sha256 text not null,
    text_sha256 text not null,
    title text not null,
    subtitle text not null default '',
    lead text not null,
    text text not null,                 -- body, a line a block
    blocks text not null,               -- JSON list of {kind, text}
    metadata text not null,             -- JSON, see Document.metadata
    dropped text not null default '[]', -- JSON list of [rule, text]: what was stripped
    published_at text,
    published_precision text,
    published_printed text,
    modified_at text,                   -- the page's own "last updated" when first seen so
    view text not null,                 -- page, feed, amp, print, special: where this content was seen
    capture_id integer not null references captures (id),  -- the first capture that shows it
    extractor text not null,
    layout text not null,
    first_seen text not null,
    last_seen text not null,
    unique (document_id, ordinal)
) strict;
create index revisions_by_document on revisions (document_id, id);
create index revisions_by_text on revisions (document_id, text_sha256);

create table readings (
    capture_id integer not null references captures (id),
    document_id integer not null references documents (id) on delete cascade,
    part integer not null,
    last_part integer not null,
    view text not null,
    revision_id integer references revisions (id) on delete set null,  -- null: parts are missing
    text_sha256 text not null,
    extractor text not null,
    modified_at text,
    document text,                      -- JSON: a part whole; else the metadata, where it differs
    primary key (capture_id, document_id, part)
) strict, without rowid;
create index readings_by_document on readings (document_id, capture_id);
create index readings_by_revision on readings (revision_id);

create table frontier (
    id integer primary key,
    key text not null unique,
    address text not null,
    host text not null,
    source text not null,
    language text not null,
    kind text not null,
    stated text,                        -- day, as a listing prints it
    updated text,                       -- the listing's own mark of the last change
    title text not null default '',
    past integer not null default 0,
    hops integer not null default 0,
    rank integer not null,              -- feeds, then documents, then listings
    state text not null check (state in ('planned', 'in_flight', 'done')),
    outcome text,
    detail text not null default '',
    attempts integer not null default 0,
    conditional integer not null default 0,  -- 1: the last answer was kept and read, so a 304 is welcome
    not_before text,
    due_at text,
    first_planned text not null,
    planned_at text not null,
    planned_run integer references runs (id),
    ended_at text,
    ended_run integer references runs (id),
    capture_id integer references captures (id),
    check ((state = 'done') = (outcome is not null))
) strict;
create index frontier_to_do on frontier (state, source, rank, stated desc, id);
create index frontier_due on frontier (source, kind, due_at);
"""
