"""Knows what the third schema adds: speaker turns; never edited."""

__all__ = ["TURNS"]

TURNS = """
create table turns (
    revision_id integer not null references revisions (id) on delete cascade,
    number integer not null,            -- from 1, in reading order
    speaker text not null,              -- the label as printed
    surname text not null,              -- of the speaker, folded: archive.names; '' where nobody is named
    initial text not null,              -- of the first name, folded; '' where none is printed
    name text,                          -- in full, as the site prints it elsewhere on the page
    person text,                        -- the site's own id
    role text,
    interpreted integer not null,
    kind text not null,                 -- speech, question, remark
    text text not null,                 -- the words alone, a line a block
    segments text not null,             -- JSON list of {kind, text, block}
    first_block integer not null,       -- from 0, of the revision's blocks
    primary key (revision_id, number)
) strict, without rowid;
create index turns_by_speaker on turns (surname, initial, revision_id);
create index turns_by_person on turns (person, revision_id) where person is not null;
create index documents_by_day on documents (published_day, id);

-- 1: its turns are written down; null: it was read before there were any
alter table revisions add column turns_read integer;
"""
