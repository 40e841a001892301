"""Knows how a document that a site splits over several pages becomes one again."""

from dataclasses import replace

from archive.models import BlockKind, Document

__all__ = ["assemble"]


def assemble(parts: list[Document]) -> Document:
    """Return the whole document of its parts, in order: the frame of the first, the blocks of all.

    The last block of a part and the first of the next are one where both are of a kind that pages
    cut in mid-word (preformatted acts; kremlin.md section 10).
    """
    whole = parts[0]
    blocks = list(whole.blocks)
    for part in parts[1:]:
        rest = list(part.blocks)
        if blocks and rest and blocks[-1].kind == rest[0].kind == BlockKind.PREFORMATTED:
            blocks[-1] = replace(blocks[-1], text=blocks[-1].text + rest[0].text)
            rest = rest[1:]
        blocks += rest
    return replace(whole, blocks=tuple(blocks), part=1, last_part=True)
