"""Knows what the fifth schema adds: links of reports to readouts, and verdicts on them; never edited."""

__all__ = ["LINKS"]

LINKS = """
create table verdicts (
    id integer primary key,
    report text not null,               -- keys: they outlive every other name of a document
    target text not null,
    verdict text not null check (verdict in ('confirm', 'reject', 'withdraw')),  -- the last one holds
    given_at text not null,
    given_by text not null,
    note text not null default ''
) strict;
create index verdicts_by_report on verdicts (report, id);

create table features (
    document_id integer primary key references documents (id) on delete cascade,
    revision_id integer not null,       -- what was read; with `content` it tells whether that still stands
    content text not null,              -- the first 16 digits of the revision's content_sha256
    source text not null,
    language text not null,
    host text not null,                 -- of the document's address
    node text not null,                 -- what ru and en of one Kremlin number share; else the key
    day text,                           -- the document's own; null: undated
    linked_run integer,                 -- the run that linked it, 0 for none; null: not yet
    data blob                           -- archive.tracing.features, packed; null: no link will ask for it
) strict;
create index features_by_day on features (day, source, language);
create index features_by_node on features (node);
create index features_to_link on features (document_id, revision_id, linked_run);

create table links (
    report_id integer not null references documents (id) on delete cascade,
    role text not null check (role in ('readout', 'agency', 'update')),  -- what the target is to the report
    place integer not null,             -- 0, or of several newer versions which
    type text not null check (type in ('reports', 'via', 'same-event', 'counterpart', 'none', 'update')),
    target_id integer references documents (id) on delete cascade,  -- null: named, and not held
    node text not null,                 -- the target's; '' where none is held
    named text not null,                -- the source as it is called; of an update its address; '' for none
    certain integer not null,           -- 0: the report has no day, so this is a candidate only
    score real,
    probability real,
    days integer,                       -- the target's day less the report's
    method text not null,
    report_day text,
    explanation text not null,          -- JSON: the keys that both have
    evidence text not null,             -- JSON: the sentences that name a source, with their places
    candidates text not null,           -- JSON: the best five
    usage text not null,                -- JSON: which paragraphs were used, what is changed in quotations
    verdict integer references verdicts (id),  -- a person's word that this row follows
    primary key (report_id, role, place)
) strict, without rowid;
create index links_by_node on links (node, role);
create index links_by_target on links (target_id);
create index links_by_day on links (report_day, report_id);
create index links_by_name on links (named) where role = 'update';
"""
