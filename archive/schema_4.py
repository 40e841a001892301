"""Knows what the fourth schema adds: the index that searches ask; never edited.

``_search`` keeps tokens alone (archive.search.words makes them), no text. Its rowid is an entry, which is
never used again: an entry that no row of ``_search_entries`` speaks of is dead, and no search finds it.
SQLite before 3.43 cannot delete from such a table without the tokens that are to go.
"""

__all__ = ["SEARCHED"]

SEARCHED = """
create virtual table _search using fts5 (
    title, lead, body, title_names, names, facets,
    content='', tokenize="ascii tokenchars '_-'"
);
create table _search_entries (
    entry integer primary key autoincrement,
    revision_id integer not null unique,
    document_id integer not null,
    day text,                           -- as the revision prints it
    analyser integer not null,          -- of archive.search.words
    digest blob not null                -- of what the entry was made of
) strict;
create index _search_entries_by_document on _search_entries (document_id, revision_id);
create table _search_facets (
    id integer primary key,
    kind text not null,                 -- source, language, section, person, place; year, month, day; seen
    value text not null,
    folded text not null,               -- of persons and places: archive.names
    unique (kind, value)
) strict;
create table _search_state (
    id integer primary key check (id = 1),
    analyser integer not null,
    complete integer not null           -- 1: every revision has its entry
) strict;
insert into _search_state select 1, 1, not exists (select 1 from revisions);
create index revisions_as_of on revisions (document_id, ordinal, first_seen);
"""
