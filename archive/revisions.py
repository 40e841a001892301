"""Knows which captures of a document say the same, and when one says something not seen before."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlite_utils import Database

from archive.absences import Standings
from archive.clock import stamp
from archive.datings import Datings
from archive.documents import Documents
from archive.findings import Findings
from archive.linkage.asking import ask_again
from archive.models import Document, View
from archive.readings import Readings, is_part
from archive.rows import insert, revision_columns, update
from archive.search.index import passage_of, write_entry
from archive.turns import drop_turns, write_turns

__all__ = ["Change", "Observed", "Revisions"]


class Change(StrEnum):
    """What a capture meant for its document.

    FILLED: the page shows what only a feed had shown. REVERTED: it shows again what it showed before.
    """

    NEW = "new"
    REVISED = "revised"
    REVERTED = "reverted"
    FILLED = "filled"
    SAME = "same"
    PARTIAL = "partial"


@dataclass(frozen=True, kw_only=True)
class Observed:
    """The document and revision that a capture showed; the revision is None for a lone part."""

    document_id: int
    revision_id: int | None
    change: Change


class Revisions:
    """The documents and revisions of one open archive. All methods stand inside the caller's transaction."""

    def __init__(self, db: Database) -> None:
        """Stand on an open database; ids handed back by `forget` are used again."""
        self._db = db
        self.documents = Documents(db)
        self.readings = Readings(db)
        self.findings = Findings(db)
        self.standings = Standings(db, self.findings)
        self.datings = Datings(db, self.findings)
        self._kept_ids: dict[tuple[int, int], int] = {}
        self._fresh_id: int | None = None

    def observe(
        self, document: Document, *, capture_id: int, at: datetime, extractor: str, also: tuple[str, ...] = ()
    ) -> Observed:
        """Write down that a capture shows a document; a new revision only for content not seen before.

        ``also`` are the addresses that were asked and answered.
        """
        document_id = self.documents.id_of(document, stamp(at))
        self.documents.name(document_id, answered=also, stated=(document.address, *document.aliases))
        self.readings.add(document, document_id=document_id, capture_id=capture_id, extractor=extractor)
        if is_part(document):
            return self._settle_parts(document_id, capture_id=capture_id, at=at, extractor=extractor)
        return self._settle(document, document_id, captures=(capture_id,), at=at, extractor=extractor)

    def confirm(self, earlier: int, *, capture_id: int, at: datetime) -> tuple[Observed, ...]:
        """Write down that what an earlier capture showed still stands (a 304)."""
        confirmed = []
        for document_id, part, extractor in self.readings.repeat(earlier, capture_id):
            if part:
                confirmed.append(
                    self._settle_parts(document_id, capture_id=capture_id, at=at, extractor=extractor)
                )
                continue
            self._db.conn.execute(
                "update revisions set last_seen = ? where id = (select revision_id from readings"
                " where document_id = ? and capture_id = ?)",
                (stamp(at), document_id, capture_id),
            )
            self.standings.saw(document_id, capture_id=capture_id, at=at)
            confirmed.append(Observed(document_id=document_id, revision_id=None, change=Change.SAME))
        return tuple(confirmed)

    def leads_on(self, capture_id: int) -> bool:
        """Tell whether a capture showed a part after which another comes."""
        return self.readings.leads_on(capture_id)

    def forget(self, source: str) -> None:
        """Drop what was derived for a source, keeping documents' and revisions' ids for what comes again."""
        theirs = "document_id in (select id from documents where source = ?)"
        rows = self._db.conn.execute(
            f"select document_id, ordinal, id from revisions where {theirs}", (source,)
        )
        self._kept_ids = {(row[0], row[1]): row[2] for row in rows}
        # Ids that wait to be used again must not be given to revisions that are new.
        self._fresh_id = self._db.conn.execute("select coalesce(max(id), 0) from revisions").fetchone()[0]
        drop_turns(self._db, source)
        for table in ("readings", "revisions", "aliases"):
            self._db.conn.execute(f"delete from {table} where {theirs}", (source,))
        self._db.conn.execute("update documents set revision_id = null where source = ?", (source,))
        self.findings.forget(source)
        self.standings.forget(source)

    def _settle_parts(self, document_id: int, *, capture_id: int, at: datetime, extractor: str) -> Observed:
        first = self.documents.current(document_id).revision_id is None
        found = self.readings.whole(document_id, extractor=extractor, first=first)
        if found is None:
            self.standings.saw(document_id, capture_id=capture_id, at=at)
            return Observed(document_id=document_id, revision_id=None, change=Change.PARTIAL)
        whole, captures = found
        return self._settle(whole, document_id, captures=(*captures, capture_id), at=at, extractor=extractor)

    def _settle(
        self, document: Document, document_id: int, *, captures: tuple[int, ...], at: datetime, extractor: str
    ) -> Observed:
        former = self.documents.current(document_id)
        revision_id, change = self._revision(
            document, document_id, capture_id=captures[0], seen=stamp(at), extractor=extractor
        )
        self.readings.attach(document, revision_id, document_id=document_id, captures=captures)
        self.documents.make_current(document_id, revision_id, document)
        self.standings.saw(document_id, capture_id=captures[-1], at=at)
        both_pages = document.view is View.PAGE and former.view == View.PAGE
        if change is Change.SAME and both_pages and former.revision_id != revision_id:
            change = Change.REVERTED
        if change is not Change.SAME:
            self.datings.judge(
                document,
                document_id,
                former=former.revision_id if former.revision_id != revision_id else None,
                new=change is Change.NEW,
                capture_id=captures[-1],
                at=at,
            )
        return Observed(document_id=document_id, revision_id=revision_id, change=change)

    def _revision(
        self, document: Document, document_id: int, *, capture_id: int, seen: str, extractor: str
    ) -> tuple[int, Change]:
        known = self._known(document, document_id)
        if known is None:
            ordinal = self._next_ordinal(document_id)
            row = {
                "id": self._id(document_id, ordinal),
                "document_id": document_id,
                "ordinal": ordinal,
                **revision_columns(document),
                "capture_id": capture_id,
                "extractor": extractor,
                "first_seen": seen,
                "last_seen": seen,
            }
            revision_id = insert(self._db, "revisions", row)
            write_turns(self._db, revision_id, document.turns)
            write_entry(self._db.conn, passage_of(self._db.conn, revision_id))
            return revision_id, Change.NEW if ordinal == 1 else Change.REVISED
        revision_id, view, first_seen = known
        change = Change.SAME
        if document.view is View.PAGE and view != View.PAGE:
            filled = {**revision_columns(document), "capture_id": capture_id}
            update(self._db, "revisions", revision_id, filled)
            write_turns(self._db, revision_id, document.turns)
            ask_again(self._db, document_id)
            change = Change.FILLED
        self._db.conn.execute(
            "update revisions set last_seen = max(last_seen, ?), first_seen = min(first_seen, ?)"
            " where id = ?",
            (seen, seen, revision_id),
        )
        if change is Change.FILLED or seen < first_seen:
            write_entry(self._db.conn, passage_of(self._db.conn, revision_id))
        return revision_id, change

    def _known(self, document: Document, document_id: int) -> tuple[int, str, str] | None:
        """Find the revision that a document shows.

        A page is compared by all its content. Other views state less (a feed has no place), so they
        are compared by their words alone, and a page takes over a revision that only they had shown.
        """
        if document.view is View.PAGE:
            test = "(content_sha256 = ? or (text_sha256 = ? and view <> 'page'))"
            values = [document_id, document.content_sha256, document.text_sha256]
        else:
            test, values = "text_sha256 = ?", [document_id, document.text_sha256]
        row = self._db.conn.execute(
            f"select id, view, first_seen from revisions where document_id = ? and {test}"
            " order by view = 'page' desc, id desc limit 1",
            values,
        ).fetchone()
        return None if row is None else (int(row[0]), str(row[1]), str(row[2]))

    def _next_ordinal(self, document_id: int) -> int:
        row = self._db.conn.execute(
            "select coalesce(max(ordinal), 0) + 1 from revisions where document_id = ?", (document_id,)
        ).fetchone()
        return int(row[0])

    def _id(self, document_id: int, ordinal: int) -> int | None:
        if self._fresh_id is None:
            return None
        kept = self._kept_ids.get((document_id, ordinal))
        if kept is None:
            self._fresh_id += 1
        return kept or self._fresh_id
