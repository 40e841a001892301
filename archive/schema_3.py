"""Knows what the third schema adds: speaker turns; never edited."""

__all__ = ["TURNS"]

TURNS = """
create table turns (
    revision_id integer not null references revisions (id) on delete cascade,
    number integer not null,            -- from 1, in reading order
    speaker text not null,              -- the label as printed
    name text,                          -- in full, as the site prints it elsewhere on the page
    names text not null,                -- the words of both as they are looked for: archive.names
    person text,                        -- the site's own id: kremlin/5
    role text,
    interpreted integer not null,
    kind text not null,                 -- speech, question, remark
    text text not null,                 -- the words alone, a line a block
    segments text not null,             -- JSON list of {kind, text, block}
    primary key (revision_id, number)
) strict;
create index turns_by_person on turns (person, revision_id) where person is not null;
create index documents_by_day on documents (published_day, id);
"""
