"""Knows how the demonstration tells what happened, and which claims of it must hold."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlite_utils import Database

from archive.changes.timeline import between
from archive.display import visible
from archive.display_changes import print_difference
from archive.library import DocumentRow, RevisionRow, find, history
from archive.linkage.edges import reports
from archive.search import Asked, Hit, search
from archive.search import Piece as Found
from archive.worddiff import Piece

__all__ = ["Story", "words"]

SHOWN_OF_DROPPED = 66
SHOWN_OF_HIT = 130


@dataclass(kw_only=True)
class Story:
    """What is printed; ``wrong`` collects the claims that did not come true."""

    console: Console
    db: Database
    wrong: list[str] = field(default_factory=list)

    def head(self, title: str) -> None:
        """Begin a chapter."""
        self.console.print(Text(f"\n{title}", style="bold"), soft_wrap=True)

    def say(self, text: str, style: str = "") -> None:
        """Print a line in which archived text may stand."""
        self.console.print(Text(visible(text), style=style), soft_wrap=True)

    def claim(self, true: bool, what: str) -> None:  # noqa: FBT001 - reads as a sentence
        """Note a claim that did not come true."""
        if not true:
            self.wrong.append(what)

    def documents(self) -> list[str]:
        """Return the keys of all documents."""
        return [str(row["key"]) for row in self.db.query("select key from documents order by key")]

    def fetched(self) -> None:
        """Print how much was fetched, a line for each source and language."""
        table = Table("source", "language", "documents", "from", "to", box=None, header_style="dim")
        counts = (
            "select source, language, count(*) as n, min(published_day) as a, max(published_day) as z"
            " from documents group by source, language order by source, language"
        )
        for row in self.db.query(counts):
            table.add_row(*(str(row[name]) for name in ("source", "language", "n", "a", "z")))
        self.console.print(table)

    def kept_and_stripped(self, address: str) -> RevisionRow:
        """Print the text that is kept of a page and what was stripped off it."""
        current = history(self.db, find(self.db, address).id)[-1]
        self.say(f"“{current.title}”")
        for block in current.blocks:
            self.say(f"  kept      {block['text'][:150]}…", "green")
        for rule, text in current.dropped:
            tail = "…" if len(text) > SHOWN_OF_DROPPED else ""
            self.say(f"  stripped  {text[:SHOWN_OF_DROPPED]}{tail}  ({rule})", "red")
        return current

    def changed(self, key: str) -> list[Piece]:
        """Print the words that differ between the first and the newest revision, and return them."""
        document = find(self.db, key)
        revisions = history(self.db, document.id)
        self.claim(len(revisions) > 1, f"{key} has another revision")
        told = between(self.db, document, revisions[0].ordinal, revisions[-1].ordinal).difference
        paragraphs = [one.pieces for one in told.paragraphs if one.change != "same"]
        self.say(
            f"{key}  {document.address}  revision {revisions[0].ordinal} → {revisions[-1].ordinal}", "dim"
        )
        print_difference(self.console, paragraphs)
        return [piece for pieces in paragraphs for piece in pieces if piece.change != "same"]

    def revised(self) -> list[str]:
        """Return the keys of the documents that have more than one revision."""
        several = (
            "select key from documents d"
            " where (select count(*) from revisions r where r.document_id = d.id) > 1"
        )
        return sorted(str(row["key"]) for row in self.db.query(several))

    def gone(self) -> list[DocumentRow]:
        """Return the documents that the sites no longer have."""
        missing = "select id from documents where missing_since is not null order by key"
        return [find(self.db, str(row["id"])) for row in self.db.query(missing)]

    def searched(self, words: str) -> set[str]:
        """Print the best hit of each language for some words, and return the languages."""
        best = dict[str, Hit]()
        for hit in search(self.db, Asked(words=words)).hits:
            best.setdefault(hit.language, hit)
        for language, hit in sorted(best.items()):
            title, said = ("".join(map(_marked, pieces)) for pieces in (hit.title, hit.snippet))
            self.say(f"{language}  {title}: {said[:SHOWN_OF_HIT]}…")
        return set(best)

    def origins(self, address: str) -> list[tuple[str, str]]:
        """Print what a document goes back to, and return the type and the key of each step."""
        found = reports(self.db, find(self.db, address).id)
        for edge in found:
            there = f"{edge.target.key}  {edge.target.title}" if edge.target else f"{edge.named} (not held)"
            self.say(f"{edge.type}  {there}")
            for one in edge.evidence[:1]:
                self.say(f"  it says: {one.sentence[:SHOWN_OF_HIT]}…", "dim")
        return [(edge.type, edge.target.key if edge.target else "") for edge in found]

    def captured_bodies(self, key: str) -> int:
        """Return how many different pages (bytes) are kept of a document's own address."""
        address = find(self.db, key).address
        query = "select count(distinct body_sha256) as n from captures where asked = ?"
        return int(next(iter(self.db.query(query, [address])))["n"])


def words(pieces: Sequence[Piece], change: str) -> str:
    """Return the removed or the added words."""
    return " ".join(piece.text.strip() for piece in pieces if piece.change == change)


def _marked(piece: Found) -> str:
    return f"[*{piece.text}*]" if piece.hit else piece.text
