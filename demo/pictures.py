"""Knows how the two pictures of the README are made: the demonstration's archive in a real browser.

python -m demo.pictures        after python -m demo; writes docs/search.png and docs/diff.png
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from demo.__main__ import ARCHIVE, LOST_WORD

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs"
PICTURES = {
    "search.png": ("/search?q=%D1%80%D0%B5%D1%87%D0%BD%D0%BE%D0%B9&lang=ru", 1100, 820),
    "diff.png": (f"/document/{LOST_WORD}/revisions/1..2?view=side&lang=en", 1100, 720),
}
"""File name -> the page, and the width and height of the window in pixels."""

COLOURS = 96
MOST_BYTES = 150_000
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
)


def main() -> int:
    """Write the pictures; return 0 when both are there and small enough."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None or not ARCHIVE.exists():
        wanted = "Chromium (apt-get install chromium)" if chromium is None else f"{ARCHIVE} (make demo)"
        print(f"the pictures need {wanted}", file=sys.stderr)  # noqa: T201 - a command line
        return 1
    FOLDER.mkdir(exist_ok=True)
    with _serving() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        for name, (address, width, height) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
            page.goto(base + address)
            size = _write(FOLDER / name, page.screenshot())
            print(f"docs/{name}: {size:,} bytes")  # noqa: T201 - as above
            if size > MOST_BYTES:
                return 1
        browser.close()
    return 0


@contextmanager
def _serving() -> Iterator[str]:
    """Serve the demonstration's archive and yield its address."""
    command = [sys.executable, "-m", "crawler.cli", "serve", "--port", "0", "--archive", str(ARCHIVE)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 - ours
        try:
            found = re.match(r"(http://\S+)/ ", server.stdout.readline() if server.stdout else "")
            if found is None:
                raise SystemExit(f"readout serve {ARCHIVE} did not start")
            yield found[1]
        finally:
            server.terminate()


def _write(file: Path, picture: bytes) -> int:
    """Write a picture with few colours, which pages of text need no more of, and return its size in bytes."""
    with Image.open(BytesIO(picture)) as image:
        image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    return file.stat().st_size


if __name__ == "__main__":
    sys.exit(main())
