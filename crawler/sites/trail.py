"""Knows how what a reader kept and dropped is found again on the page that it read, line by line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from archive.models import Block, Document, Moment, Reading, Step, TracedReading, Trail, Verdict
from crawler.sites.charset import settle, settle_any
from crawler.sites.page import Page
from crawler.sites.printed_lines import Run, letters, lines_of, runs_of

__all__ = ["trace", "trail_of"]

_LOOK_AHEAD = 80
"""Runs that may stand inside a paragraph without being its text: a tooltip has ten."""
_SHORTEST_DATE_LINE, _LONGEST_DATE_LINE = 4, 60


def trace(page: Page, reading: Reading) -> TracedReading:
    """Return a reading with the trail of each of its documents."""
    trails = tuple(
        Trail(document.identity.key, document.part, trail_of(page, document))
        for document in reading.documents
    )
    return TracedReading(
        kind=reading.kind,
        documents=reading.documents,
        links=reading.links,
        note=reading.note,
        trails=trails,
    )


def trail_of(page: Page, document: Document) -> tuple[Step, ...]:
    """Return what became of each line of a document's page, in reading order.

    The readers are not asked: the blocks and the dropped texts of a document are looked up on the page by
    their letters and figures. What is not found there, such as a text that only JSON-LD states, comes
    after what stands before it. A line that was dropped once is shown as dropped wherever it stands again.
    """
    found = _Found(runs_of(_settled(page, document), document))
    _find_kept(found, document)
    _find_dropped(found, document)
    _name_rest(found, document)
    return found.steps()


def _settled(page: Page, document: Document) -> Page:
    """Return the page in the encoding that its reader settles on."""
    if document.identity.source == "kremlin":
        return page
    return (settle_any if document.identity.source == "web" else settle)(page).page


@dataclass(slots=True)
class _Found:
    """The runs of a page, which of them are claimed, and the steps by the run that each begins at."""

    runs: list[Run]
    claimed: set[int] = field(default_factory=set)
    placed: list[tuple[float, Step]] = field(default_factory=list)

    def claim(self, runs: Iterable[int], verdict: Verdict, rule: str, text: str) -> None:
        own = list(runs)
        self.claimed.update(own)
        where = next((self.runs[one].where for one in own), "")
        self.placed.append((own[0], Step(verdict, rule, text, where)))

    def after(self, place: float, step: Step) -> None:
        """Place a step that the page does not print, after what stands before it."""
        self.placed.append((place + 0.5, step))

    def match(self, wanted: str, start: int, *, gaps: bool) -> list[int]:
        """Return the unclaimed runs, from one on, that together are the wanted letters; else none.

        Between two of them others may stand where ``gaps`` allows it: what was dropped inside a paragraph.
        """
        own, at, place, most = list[int](), 0, start, 0
        while at < len(wanted) and place < len(self.runs) and most <= _LOOK_AHEAD:
            has = self.runs[place].letters
            if place not in self.claimed and wanted.startswith(has, at):
                at, most = at + len(has), 0
                own.append(place)
            elif not own or not gaps:
                return []
            else:
                most += 1
            place += 1
        return own if own and at == len(wanted) else []

    def search(self, wanted: str, places: Iterable[int], *, gaps: bool) -> list[int]:
        starts = (one for one in places if self.runs[one].letters)
        return next((own for one in starts if (own := self.match(wanted, one, gaps=gaps))), [])

    def steps(self) -> tuple[Step, ...]:
        return tuple(step for _, step in sorted(self.placed, key=lambda pair: pair[0]))


def _find_kept(found: _Found, document: Document) -> None:
    """Find the blocks from the longest outwards, so that a menu with the words of one is not taken for it."""
    blocks = [block for block in document.blocks if block.text]
    end, size = 0, len(found.runs)
    longest = max(range(len(blocks)), key=lambda one: len(blocks[one].text), default=0)
    places: dict[int, list[int]] = {}
    for number in range(longest, len(blocks)):
        own = _block(found, blocks[number], range(end, size))
        places[number] = own
        end = own[-1] + 1 if own else end
    first = min((own[0] for own in places.values() if own), default=size)
    for number in range(longest - 1, -1, -1):
        own = _block(found, blocks[number], range(first - 1, -1, -1))
        places[number] = own
        first = own[0] if own else first
    heads = (("lead", document.lead), ("subtitle", document.subtitle), ("title", document.title))
    for name, text in heads:
        wanted = letters(text)
        own = found.search(wanted, (*range(first - 1, -1, -1), *range(first, size)), gaps=True)
        if own:
            found.claim(own, Verdict.KEPT, f"{document.layout}: {name}", text)
        elif wanted:
            found.after(-2.0 + (name != "title"), Step(Verdict.KEPT, f"{document.layout}: {name}", text))
    last = -1.0
    for number, block in enumerate(blocks):
        last = float(places[number][-1]) if places[number] else last
        _keep(found, document, block, places[number], last)


def _block(found: _Found, block: Block, places: Iterable[int]) -> list[int]:
    own = found.search(letters(block.text), places, gaps=True)
    found.claimed.update(own)
    return own


def _keep(found: _Found, document: Document, block: Block, own: list[int], last: float) -> None:
    rule = f"{document.layout}: {block.kind.value}"
    if own:
        found.claim(own, Verdict.KEPT, rule, block.text)
    else:
        found.after(last, Step(Verdict.KEPT, rule, block.text))


def _find_dropped(found: _Found, document: Document) -> None:
    size = len(found.runs)
    last = -1.0
    for rule, text in dict.fromkeys(document.dropped):
        wanted, again = letters(text), 0
        while wanted and (own := found.search(wanted, range(again, size), gaps=False)):
            found.claim(own, Verdict.DROPPED, rule, text)
            again = own[-1] + 1
        if not again and text:
            found.after(max(last, size), Step(Verdict.DROPPED, rule, text))


def _name_rest(found: _Found, document: Document) -> None:
    """File what neither the text has nor a rule dropped: fields that hold it, and what stands around."""
    fields = dict(_fields(document))
    kept = [place for place, step in found.placed if step.verdict is Verdict.KEPT and step.where]
    low, high = min(kept, default=0), max(kept, default=0)
    rest = [number for number in range(len(found.runs)) if number not in found.claimed]
    at = 0
    for many, line in lines_of(found.runs[number] for number in rest):
        place = rest[at]
        at += many
        if not line.letters:
            continue
        name = fields.get(line.letters) or _moment_of(document, line.letters)
        verdict = Verdict.STATED if name else Verdict.OUTSIDE
        between = "not taken into the text" if low < place < high else "outside the text"
        found.placed.append((place, Step(verdict, name or between, line.text, line.where)))


def _fields(document: Document) -> Iterator[tuple[str, str]]:
    """Yield what the fields of a document hold, by its letters."""
    for name in ("place", "author", "agency", "credit", "site_name"):
        if text := getattr(document, name):
            yield letters(text), name
    yield from ((letters(one.name), "sections") for one in document.sections)
    yield from ((letters(one.name), f"tags: {one.kind}") for one in document.tags)
    yield from ((letters(one.title), f"references: {one.kind}") for one in document.references if one.title)


def _moment_of(document: Document, line: str) -> str:
    """Return which moment a line prints, whole or a part of it: a day and its hour may stand in two lines."""
    for name in ("published", "modified", "event_day"):
        moment: Moment | None = getattr(document, name)
        printed = letters(moment.printed) if moment else ""
        part = printed.startswith(line) or printed.endswith(line)
        if printed and (printed in line if len(line) > len(printed) else part):
            long = len(line) > _LONGEST_DATE_LINE
            return "" if long or len(line) < _SHORTEST_DATE_LINE else name
    return ""
