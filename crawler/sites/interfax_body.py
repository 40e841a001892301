"""Knows how to part an Interfax story's text from what stands between its paragraphs."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from archive.models import Block, Dateline, Reference
from crawler.sites.dateline import split_dateline
from crawler.sites.interfax_addresses import absolute, plain_target
from crawler.sites.interfax_layouts import StoryLayout
from crawler.sites.interfax_pieces import Piece
from crawler.sites.interfax_shapes import credit_of, furniture, read_cards, read_pointer

__all__ = ["Body", "part_body"]

_CARD_PIECES = 4
_SILENT = frozenset({"headline", "subtitle"})


@dataclass(slots=True)
class Body:
    """What came of an article element: the story's own pieces, and all that was taken out."""

    kept: list[Piece] = field(default_factory=list)
    dropped: list[tuple[str, str]] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    credit: str | None = None

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Return the story's blocks; a single line break inside a paragraph is a blank."""
        return tuple(Block(piece.kind, _flat(piece)) for piece in self.kept)

    @property
    def dateline(self) -> Dateline | None:
        """Return the dateline of the first or, after a lead, of the second block."""
        found = (split_dateline(block.text)[0] for block in self.blocks[:2])
        return next((dateline for dateline in found if dateline), None)


def part_body(pieces: Iterable[Piece], layout: StoryLayout, address: str) -> Body:
    """Return the body; ``address`` is the page's own, for relative links.

    First goes what the mark-up names, then what the shape of the text names. A card that is glued into a
    paragraph is not guessed at. Source: interfax.md section 8.
    """
    body = Body()
    waiting = _until_neighbours(list(pieces), layout, body)
    while waiting:
        piece = waiting.pop(0)
        if piece.rule:
            _drop_named(piece, body)
        elif (pointer := read_pointer(piece.text)) and not pointer.title and waiting and waiting[0].is_link:
            _point(_joined([piece, waiting.pop(0)]), body, address)
        elif not body.kept and _is_chronicle(piece, layout):
            body.dropped.append(("chronicle", _flat(piece)))
        else:
            _judge(piece, body, address)
    _drop_initials(body)
    for piece in body.kept:
        body.references += [Reference("see_also", link, text) for link, text in _web_links(piece, address)]
    return body


def _judge(piece: Piece, body: Body, address: str) -> None:
    """Keep a piece or drop it by its shape, with the pieces before it where a card is in several blocks."""
    rule = furniture(piece.tag, piece.text)
    if rule == "update":
        _point(piece, body, address)
    elif rule == "credit":
        body.dropped.append(("credit", _flat(piece)))
        body.credit = body.credit or credit_of(piece.tag, piece.text)
    else:
        body.kept.append(piece)
        _drop_card(body, address)


def _drop_card(body: Body, address: str) -> None:
    """Take the last one to four pieces out of the story when together they are a related card."""
    for count in range(1, min(_CARD_PIECES, len(body.kept)) + 1):
        together = _joined(body.kept[-count:])
        if furniture(together.tag, together.text) != "card":
            continue
        del body.kept[-count:]
        body.dropped.append(("card", _flat(together)))
        links = dict.fromkeys(link for link, _ in _web_links(together, address))
        for card, link in zip(read_cards(together.text), links, strict=False):
            body.references.append(Reference("related", link, card.title, f"{card.rubric}, {card.day}"))
        return


def _point(piece: Piece, body: Body, address: str) -> None:
    """File a pointer to a newer story as the link it is."""
    body.dropped.append(("update", _flat(piece)))
    pointer = read_pointer(piece.text)
    link = next((link for link, _ in _web_links(piece, address)), None)
    if pointer and link:
        body.references.append(Reference("update", link, pointer.title, pointer.clock))


def _drop_named(piece: Piece, body: Body) -> None:
    """Drop what the mark-up names; a figure still states whose the photo is."""
    if piece.rule in _SILENT:
        return
    body.dropped.append((piece.rule, _flat(piece)))
    if piece.rule == "figure" and body.credit is None:
        place = max(piece.text.rfind("Фото:"), 0)
        body.credit = credit_of("figcaption", piece.text[place:]) or None


def _drop_initials(body: Body) -> None:
    """Drop the editors' initials at the end of a story that has other text."""
    if len(body.kept) > 1 and furniture(body.kept[-1].tag, body.kept[-1].text, last=True) == "initials":
        body.dropped.append(("initials", _flat(body.kept.pop())))


def _until_neighbours(pieces: list[Piece], layout: StoryLayout, body: Body) -> list[Piece]:
    """Cut where an AMP page goes over to other stories, at its bare heading «Новости»."""
    for place, piece in enumerate(pieces):
        if layout.neighbours and piece.text == layout.neighbours:
            body.dropped += [("neighbours", _flat(other)) for other in pieces[place:]]
            return pieces[:place]
    return pieces


def _is_chronicle(piece: Piece, layout: StoryLayout) -> bool:
    """Tell whether an AMP page's first line is the glued name of a chronicle, «ХроникаВыборы»."""
    name = piece.text.removeprefix(layout.chronicle).strip()
    begins = bool(layout.chronicle) and piece.text.startswith(layout.chronicle)
    return begins and (not name or (not name[0].islower() and name[-1] not in ".!?…"))


def _joined(pieces: list[Piece]) -> Piece:
    first = pieces[0]
    return Piece(
        kind=first.kind,
        tag=first.tag,
        text="\n".join(piece.text for piece in pieces),
        links=tuple(link for piece in pieces for link in piece.links),
    )


def _flat(piece: Piece) -> str:
    return piece.text if piece.tag in {"table", "pre"} else piece.text.replace("\n", " ")


def _web_links(piece: Piece, base: str) -> list[tuple[str, str]]:
    """Return the absolute links of a piece with their texts; a story's in its plain form."""
    found = [(absolute(base, href), text) for href, text in piece.links]
    named = [(link, plain_target(link), text) for link, text in found if link]
    return [(target.address if target else link, text) for link, target, text in named]
