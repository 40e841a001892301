"""Knows how a readout and a report stand side by side: what was used, left out, changed in quotations."""

from dataclasses import dataclass

from sqlite_utils import Database

from archive.linkage.edges import Edge, Side
from archive.linkage.stored import Stored, stored_one
from archive.worddiff import Piece

__all__ = ["Passage", "Quotation", "SideBySide", "laid_out", "side_by_side"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of the readout, and the report's passage that tells it; empty where it was left out."""

    index: int
    paragraph: str
    used: bool
    score: float
    passage: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation of the report; in ``pieces`` the readout's words are removed, the report's added."""

    text: str
    found: bool
    ratio: float
    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Tell whether words inside the marks are not the readout's, whatever their case."""
        old, new = (
            "".join(piece.text for piece in self.pieces if piece.change != without)
            for without in ("added", "removed")
        )
        return self.found and _plain(old) != _plain(new)


@dataclass(frozen=True, kw_only=True, slots=True)
class SideBySide:
    """A readout with what a report used of it; "keys" is across languages, and weaker than "verbatim"."""

    method: str
    readout: Side
    report: Side
    passages: tuple[Passage, ...]
    quotations: tuple[Quotation, ...]
    readout_share: float | None
    report_share: float | None


def side_by_side(db: Database, edge: Edge) -> SideBySide | None:
    """Return what a stored link says of the passages; None where no target is held, or a text is not whole.

    A text that has changed since it was linked gives None too: link it again.
    """
    if edge.target is None or not edge.usage:
        return None
    readout, report = stored_one(db, edge.target.document_id), stored_one(db, edge.report.document_id)
    return laid_out(edge, readout, report) if readout and report else None


def laid_out(edge: Edge, readout: Stored, report: Stored) -> SideBySide | None:
    """Return the same of texts that are at hand."""
    usage, whole = edge.usage, report.text.whole
    if edge.target is None or len(usage["passages"]) != len(readout.text.paragraphs):
        return None
    return SideBySide(
        method=usage["method"],
        readout=edge.target,
        report=edge.report,
        passages=tuple(
            Passage(
                index, readout.text.paragraphs[index], bool(used), score, whole[start:end] if used else ""
            )
            for index, used, score, start, end in usage["passages"]
        ),
        quotations=tuple(
            Quotation(
                one["text"], one["found"], one["ratio"], tuple(Piece(*piece) for piece in one["pieces"])
            )
            for one in usage["quotations"]
        ),
        readout_share=usage["readout_share"],
        report_share=usage["report_share"],
    )


def _plain(text: str) -> list[str]:
    letters = (one if one.isalnum() else " " for one in text.casefold().replace("ё", "е"))
    return "".join(letters).split()
