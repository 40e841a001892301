"""Knows how hits look on a terminal."""

from archive.display import Console, print_hit
from archive.search import Found
from crawler.searching import note_of

__all__ = ["print_hits"]


def print_hits(found: Found) -> None:
    """Print each hit: its title, when and where, the text around what was looked for, its address."""
    console = Console(highlight=False)
    for hit in found.hits:
        about = f"{hit.day or 'no day'}  {hit.source}  {hit.key}  (id {hit.document_id})"
        print_hit(
            console,
            title=[(piece.text, piece.hit) for piece in hit.title],
            about=about,
            note=note_of(hit),
            text=[(piece.text, piece.hit) for piece in hit.snippet],
            address=hit.address,
        )
