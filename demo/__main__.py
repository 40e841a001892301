"""Knows the demonstration: two visits to a small web on this machine, and what an archive makes of them."""

import csv
import sys
from pathlib import Path

from rich.console import Console

from archive.connection import open_archive
from archive.errors import ReadoutError
from demo.replay import Replay
from demo.site import ACT, REPOST, load_visit
from demo.steps import Failed, Steps
from demo.story import Story, words

HERE = Path(__file__).parent
ARCHIVE = HERE / "archive.db"
TABLE = HERE / "archive.csv"
FIRST, SECOND = 29, 32
LOST_WORD = "kremlin/en/66290"
GROWN = "kremlin/en/66308"
COUNTED = "interfax/ru/778214"
REVISED = [COUNTED, LOST_WORD, GROWN, "kremlin/ru/66290", "kremlin/ru/66308"]
GONE = ["kremlin/en/66292", "kremlin/ru/66292"]
ADDED = ["interfax/ru/778260", "kremlin/en/66315", "kremlin/en/66316"]
REPORT, READOUT = "interfax/ru/778201", "kremlin/ru/66301"
NAMED = "Severin"
TOOLTIP, POINTER = "kremlin/en/66296", "interfax/ru/778190"
FOOTERS = ("Spread the love", "Leave A Reply", "Social Media Auto Publish Powered By : XYZScripts.com")
SHOWN_ROWS = 3
ACT_PAGES = 3


def main() -> int:
    """Run the demonstration; return 0 when the story came out as it should."""
    console = Console(highlight=False)
    for leftover in (*HERE.glob(f"{ARCHIVE.name}*"), TABLE):
        leftover.unlink(missing_ok=True)
    console.print(
        "Readout visits a small invented web on this machine (no network): kremlin.ru, en.kremlin.ru,"
    )
    console.print("interfax.ru and a French repost, all under their real host names.")
    try:
        with Replay(load_visit(1)) as replay:
            steps = Steps(replay=replay, archive=ARCHIVE, table=TABLE)
            steps.visit()
            wrong = _first(console, len(replay.log))
            replay.show(load_visit(2))
            asked = len(replay.log)
            steps.visit("--revisit", "all")
            again = [hit.status for hit in replay.log[asked:]]
            steps.export()
        wrong += _second(console, again)
    except (Failed, ReadoutError) as failed:
        print(failed, file=sys.stderr)  # noqa: T201 - a command line
        return 1
    for claim in wrong:
        console.print(f"NOT as it should be: {claim}", style="bold red", markup=False)
    return 1 if wrong else 0


def _first(console: Console, requests: int) -> list[str]:
    story = Story(console=console, db=open_archive(ARCHIVE, read_only=True))
    try:
        story.head(f"1. First visit: {requests} requests")
        story.fetched()
        story.claim(len(story.documents()) == FIRST, f"the first visit stores {FIRST} documents")
        act = story.db.query("select count(*) as n from captures where asked like ?", [f"{ACT}%"])
        parts = int(next(iter(act))["n"])
        story.say(f"An act of {parts} pages was put together: {ACT}")
        story.claim(parts == ACT_PAGES, f"the act was read over {ACT_PAGES} pages")
        story.head("2. What is kept of the French repost, and what is stripped")
        kept = story.kept_and_stripped(REPOST)
        stripped = " ".join(text for _, text in kept.dropped)
        for footer in FOOTERS:
            story.claim(footer not in kept.text, f"{footer!r} is not in the text")
            story.claim(footer in stripped, f"{footer!r} is among what was stripped")
        story.claim(kept.text.startswith("INTERFAX.RU"), "the text begins with its dateline")
    finally:
        story.db.close()
    return story.wrong


def _second(console: Console, statuses: list[int]) -> list[str]:
    story = Story(console=console, db=open_archive(ARCHIVE, read_only=True))
    try:
        unchanged = statuses.count(304)
        story.head(f"3. Second visit: {len(statuses)} requests, {unchanged} answered “not modified”")
        story.claim(unchanged > 0, "unchanged pages are answered with 304")
        keys = story.documents()
        story.say("new: " + ", ".join(ADDED))
        story.claim(len(keys) == SECOND and set(ADDED) <= set(keys), f"{SECOND} documents with the new ones")
        _edits(story)
        _absences(story)
        _origins(story)
        _table(story)
    finally:
        story.db.close()
    return story.wrong


def _edits(story: Story) -> None:
    story.head("4. What was changed without a word")
    lost = story.changed(LOST_WORD)
    story.claim((words(lost, "removed"), words(lost, "added")) == ("we", ""), "the word “we” was lost")
    counted = story.changed(COUNTED)
    story.claim((words(counted, "removed"), words(counted, "added")) == ("500", "900"), "500 became 900")
    grown = story.changed(GROWN)
    story.claim("To be continued" in words(grown, "removed"), "the transcript is no longer “to be continued”")
    story.claim(story.revised() == REVISED, "no other document has another revision")
    story.say(f"also, in Russian: {', '.join(key for key in REVISED if '/ru/66' in key)}", "dim")


def _absences(story: Story) -> None:
    story.head("5. What disappeared; the archive keeps it")
    gone = story.gone()
    for document in gone:
        story.say(f"{document.key}  {document.address}  last seen {document.last_seen[:16]} UTC")
    story.claim(
        [document.key for document in gone] == GONE, "the decree's notice disappeared in both languages"
    )
    story.head("6. What is no edit, though the bytes of the page differ")
    for key, why in ((TOOLTIP, "a tooltip's job title of today"), (POINTER, "a pointer to a newer story")):
        pages = story.captured_bodies(key)
        story.say(f"{key}  {pages} pages kept, 1 revision: {why}")
        story.claim(pages > 1 and key not in story.revised(), f"{key} has changed bytes and one revision")


def _origins(story: Story) -> None:
    story.head(f"7. Who is found by “{NAMED}”, in whatever letters")
    found = story.searched(NAMED)
    story.claim({"en", "fr", "ru"} <= found, f"{NAMED} is found in three languages")
    story.head("8. Where the repost comes from")
    steps = story.origins(REPOST)
    story.claim(
        steps == [("via", REPORT), ("via", READOUT)], "the repost goes back to the readout, via Interfax"
    )


def _table(story: Story) -> None:
    with TABLE.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    story.head(f"9. The table: {TABLE}, {len(rows)} rows")
    story.claim(len(rows) == SECOND, f"the table has {SECOND} rows")
    for row in rows[:SHOWN_ROWS]:
        story.say(f"  {row['key']} | {row['published_day']} | {row['title'][:60]}")
    story.say(f"  …\nThe archive itself: {ARCHIVE} (readout show {LOST_WORD} --archive {ARCHIVE})")


if __name__ == "__main__":
    sys.exit(main())
