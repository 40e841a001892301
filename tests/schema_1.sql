-- An archive of schema 1 with two documents, as Readout of November 2026 wrote it (made by hand for tests).
pragma application_id = 1380208468;
pragma user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'readout','tables_of_2026_11','2026-11-24 00:11:18.582538+00:00');
CREATE TABLE aliases (
    address text primary key,           -- without scheme
    document_id integer not null references documents (id) on delete cascade
) strict, without rowid;
INSERT INTO "aliases" VALUES('en.kremlin.ru/events/president/news/60001',1);
INSERT INTO "aliases" VALUES('en.kremlin.ru/events/president/news/60002',2);
CREATE TABLE bodies (
    sha256 text primary key,            -- of the bytes as received
    length integer not null,
    family text not null,
    dictionary_id integer references dictionaries (id),
    data blob not null                  -- zstd frame
) strict, without rowid;
INSERT INTO "bodies" VALUES('09cb593057fda80a4e7011f3ab7eaeac110a48445a5ca68259a40c0877b89c36',20,'kremlin/en/document',NULL,X'28B52FFD2014A100003C703E4F6C6420706167652074776F2E3C2F703E');
INSERT INTO "bodies" VALUES('b4daad787a81ee2eff0a807db680e5d571882e1654d95944b476654bdcf9e822',20,'kremlin/en/document',NULL,X'28B52FFD2014A100003C703E4F6C642070616765206F6E652E3C2F703E');
CREATE TABLE captures (
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
INSERT INTO "captures" VALUES(1,1,'http://en.kremlin.ru/events/president/news/60001','http://en.kremlin.ru/events/president/news/60001','GET','2026-10-01T10:00:00.000000+00:00','2026-10-01T10:00:00.000000+00:00',200,'[]','[]','b4daad787a81ee2eff0a807db680e5d571882e1654d95944b476654bdcf9e822',20,'stored','',NULL,0,'kremlin','document');
INSERT INTO "captures" VALUES(2,1,'http://en.kremlin.ru/events/president/news/60002','http://en.kremlin.ru/events/president/news/60002','GET','2026-10-01T10:00:00.000000+00:00','2026-10-01T10:00:00.000000+00:00',200,'[]','[]','09cb593057fda80a4e7011f3ab7eaeac110a48445a5ca68259a40c0877b89c36',20,'stored','',NULL,0,'kremlin','document');
CREATE TABLE dictionaries (
    id integer primary key,
    family text not null,               -- site, language and kind of page that it serves
    kind text not null check (kind = 'raw'),
    pages integer not null,             -- number of bodies of the family when it was made
    made_at text not null,
    data blob not null                  -- zstd frame of the sha256s, in binary, of the bodies it is made of
) strict;
CREATE TABLE documents (
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
INSERT INTO "documents" VALUES(1,'kremlin/en/60001','kremlin','en','60001','http://en.kremlin.ru/events/president/news/60001','article','present','2026-10-01T10:00:00.000000+00:00','2026-10-01T10:00:00.000000+00:00',NULL,1,NULL,NULL,NULL);
INSERT INTO "documents" VALUES(2,'kremlin/en/60002','kremlin','en','60002','http://en.kremlin.ru/events/president/news/60002','article','present','2026-10-01T10:00:00.000000+00:00','2026-10-01T10:00:00.000000+00:00',NULL,2,NULL,NULL,NULL);
CREATE TABLE frontier (
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
INSERT INTO "frontier" VALUES(1,'kremlin/en/60001','http://en.kremlin.ru/events/president/news/60001','en.kremlin.ru','kremlin','en','document',NULL,NULL,'',0,0,1,'done','stored','',0,0,NULL,NULL,'2026-10-01T10:00:00.000000+00:00','2026-10-01T10:00:00.000000+00:00',1,'2026-10-01T10:00:00.000000+00:00',1,1);
INSERT INTO "frontier" VALUES(2,'kremlin/en/60002','http://en.kremlin.ru/events/president/news/60002','en.kremlin.ru','kremlin','en','document',NULL,NULL,'',0,0,1,'done','stored','',0,0,NULL,NULL,'2026-10-01T10:00:00.000000+00:00','2026-10-01T10:00:00.000000+00:00',1,'2026-10-01T10:00:00.000000+00:00',1,2);
CREATE TABLE readings (
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
INSERT INTO "readings" VALUES(1,1,1,1,'page',1,'1111111111111111111111111111111111111111111111111111111111111111','kremlin/1',NULL,NULL);
INSERT INTO "readings" VALUES(2,2,1,1,'page',2,'1111111111111111111111111111111111111111111111111111111111111111','kremlin/1',NULL,NULL);
CREATE TABLE revisions (
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
INSERT INTO "revisions" VALUES(1,1,1,'0000000000000000000000000000000000000000000000000000000000000000','1111111111111111111111111111111111111111111111111111111111111111','Old page 1','','','Old page.','[]','{}','[]',NULL,NULL,NULL,NULL,'page',1,'kremlin/1','2015','2026-10-01T10:00:00.000000+00:00','2026-10-01T10:00:00.000000+00:00');
INSERT INTO "revisions" VALUES(2,2,1,'0000000000000000000000000000000000000000000000000000000000000000','1111111111111111111111111111111111111111111111111111111111111111','Old page 2','','','Old page.','[]','{}','[]',NULL,NULL,NULL,NULL,'page',2,'kremlin/1','2015','2026-10-01T10:00:00.000000+00:00','2026-10-01T10:00:00.000000+00:00');
CREATE TABLE runs (
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
INSERT INTO "runs" VALUES(1,'crawl','kremlin','{}','readout 0.1.0','2026-10-01T10:00:00.000000+00:00','2026-10-01T10:00:00.000000+00:00','finished','{}');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX dictionaries_by_family on dictionaries (family, id);
CREATE INDEX bodies_by_family on bodies (family);
CREATE INDEX captures_by_address on captures (asked, id);
CREATE INDEX captures_by_body on captures (body_sha256);
CREATE INDEX captures_by_run on captures (run_id);
CREATE INDEX documents_by_source on documents (source, language, published_at);
CREATE INDEX documents_by_number on documents (number);
CREATE INDEX aliases_by_document on aliases (document_id);
CREATE INDEX revisions_by_document on revisions (document_id, id);
CREATE INDEX revisions_by_text on revisions (document_id, text_sha256);
CREATE INDEX readings_by_document on readings (document_id, capture_id);
CREATE INDEX readings_by_revision on readings (revision_id);
CREATE INDEX frontier_to_do on frontier (state, source, rank, stated desc, id);
CREATE INDEX frontier_due on frontier (source, kind, due_at);
CREATE TRIGGER captures_no_update before update on captures begin
    select raise(abort, 'captures is evidence: it only grows');
end;
CREATE TRIGGER captures_no_delete before delete on captures begin
    select raise(abort, 'captures is evidence: it only grows');
end;
CREATE TRIGGER captures_no_replace before insert on captures
when exists (select 1 from captures where id = new.id) begin
    select raise(abort, 'captures is evidence: it only grows');
end;
CREATE TRIGGER bodies_no_update before update on bodies begin
    select raise(abort, 'bodies is evidence: it only grows');
end;
CREATE TRIGGER bodies_no_delete before delete on bodies begin
    select raise(abort, 'bodies is evidence: it only grows');
end;
CREATE TRIGGER bodies_no_replace before insert on bodies
when exists (select 1 from bodies where sha256 = new.sha256) begin
    select raise(abort, 'bodies is evidence: it only grows');
end;
CREATE TRIGGER dictionaries_no_update before update on dictionaries begin
    select raise(abort, 'dictionaries is evidence: it only grows');
end;
CREATE TRIGGER dictionaries_no_delete before delete on dictionaries begin
    select raise(abort, 'dictionaries is evidence: it only grows');
end;
CREATE TRIGGER dictionaries_no_replace before insert on dictionaries
when exists (select 1 from dictionaries where id = new.id) begin
    select raise(abort, 'dictionaries is evidence: it only grows');
end;
COMMIT;
