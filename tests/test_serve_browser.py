"""The pages in a real Chromium: by keyboard alone, for every reader, and with texts that want to run."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.web_archive import GONE, HOSTILE, PAYLOADS, TRANSCRIPT, web_archive
from tests.web_client import serving

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")

ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
EDITED = f"/document/{TRANSCRIPT}/revisions/1..2"
PAGES = (
    "/", "/search", "/search?q=%D0%BB%D0%BE%D1%86%D0%BC%D0%B0%D0%BD%D0%B0&source=kremlin",
    "/search?q=nosuchwordatall", f"/document/{TRANSCRIPT}", f"/document/{TRANSCRIPT}/revisions/1",
    f"/document/{GONE}", EDITED, f"{EDITED}?view=side&whole=1",
    "/changes", "/coverage", "/coverage/2021-07-14", "/nothing", f"/document/{HOSTILE.format(900_044)}",
)  # fmt: skip
OURS_AND_DATASETTES = (
    *PAGES,
    "/archive",
    "/archive/documents",
    "/archive/documents/1",
    "/archive?sql=select+1",
)
WIDTHS = (360, 768, 1280)
MOST_TABS = 120


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(web_archive(tmp_path_factory.mktemp("browser") / "archive.db")) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def reader(browser: Browser, base: str) -> Iterator[Callable[..., Page]]:
    """Return a maker of pages, each of a reader of its own."""
    contexts = list[BrowserContext]()

    def made(width: int = 1280, **more: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800}, base_url=base, **more)
        contexts.append(context)
        return context.new_page()

    yield made
    for context in contexts:
        context.close()


def tab_to(page: Page, words: str) -> None:
    """Press Tab until something with these words has the focus, and see each stop marked."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        told = page.evaluate(
            "(() => { const e = document.activeElement; const s = getComputedStyle(e);"
            " return [e.innerText || e.name || '', s.outlineStyle, e.tagName] })()"
        )
        assert told[2] == "BODY" or told[1] != "none", f"no mark on the focus: {told}"
        if words in told[0]:
            return
    pytest.fail(f"no way by keyboard to {words!r}")


def test_by_keyboard_alone_from_a_search_in_cyrillic_to_the_difference_in_english(
    reader: Callable[..., Page],
) -> None:
    page = reader(locale="ru-RU")
    page.goto("/")
    assert page.locator("html").get_attribute("lang") == "ru"
    tab_to(page, "К содержанию")
    page.keyboard.press("Enter")
    tab_to(page, "q")
    page.keyboard.type("заложили катера")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    tab_to(page, "Волжские верфи")
    page.keyboard.press("Enter")
    page.wait_for_url("**/document/interfax/ru/778214")
    tab_to(page, "Что изменилось")
    page.keyboard.press("Enter")
    page.wait_for_url("**/revisions/1..2")
    assert page.locator("del").all_inner_texts() == ["500"]
    assert page.locator("ins").all_inner_texts() == ["900"]
    assert "число" in page.locator(".compared").inner_text()
    tab_to(page, "рядом")
    page.keyboard.press("Enter")
    page.wait_for_url("**view=side**")
    assert page.locator(".new ins").all_inner_texts() == ["900"]
    assert page.locator(".new del").count() == 0
    tab_to(page, "English")
    page.keyboard.press("Enter")
    page.wait_for_url("**lang=en**")
    assert page.locator("html").get_attribute("lang") == "en"
    page.goto("/changes")
    assert page.locator("h1").inner_text() == "Changes"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_serious(reader: Callable[..., Page], width: int, scheme: str) -> None:
    page = reader(width, color_scheme=scheme, locale="ru-RU" if width == 768 else "en-GB", bypass_csp=True)
    found = []
    for address in OURS_AND_DATASETTES:
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        violations = Axe().run(page).response["violations"]
        found += [
            (address, one["id"], one["nodes"][0]["html"][:120], one["nodes"][0]["failureSummary"])
            for one in violations
            if one["impact"] in ("serious", "critical")
        ]
    assert not found


@pytest.mark.parametrize("width", [320, 360, 768])
def test_no_page_is_wider_than_the_window(reader: Callable[..., Page], width: int) -> None:
    page = reader(width)
    for language in ("en", "ru"):
        for address in PAGES:
            page.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_the_pages_have_no_script_and_say_the_same_without_any(reader: Callable[..., Page]) -> None:
    with_scripts, without = reader(), reader(java_script_enabled=False)
    for address in PAGES:
        with_scripts.goto(address)
        assert with_scripts.evaluate("document.scripts.length") == 0
        assert with_scripts.evaluate("document.styleSheets.length") == 1
        without.goto(address)
        assert without.locator("h1").inner_text() == with_scripts.locator("h1").inner_text()


def test_light_and_dark_are_two_and_paper_has_no_navigation(reader: Callable[..., Page]) -> None:
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    seen = set()
    for scheme in ("light", "dark"):
        page = reader(color_scheme=scheme)
        page.goto(f"/document/{TRANSCRIPT}")
        seen.add(page.evaluate(ground))
        page.emulate_media(media="print")
        assert page.evaluate(ground) == "rgb(255, 255, 255)"
        assert not page.locator(".top nav").first.is_visible()
        assert page.locator(".text").is_visible()
        assert page.pdf().startswith(b"%PDF")
    assert len(seen) == 2


@pytest.mark.parametrize("bypass", [False, True], ids=["with the policy", "with no policy"])
def test_nothing_archived_ever_runs(reader: Callable[..., Page], base: str, *, bypass: bool) -> None:
    page = reader(bypass_csp=bypass)
    asked, told = list[str](), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: (told.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda message: told.append(f"console {message.text}"))
    page.on("pageerror", lambda error: told.append(f"error {error}"))
    page.on("popup", lambda _: told.append("popup"))
    for number, payload in enumerate(PAYLOADS, 900_000):
        key = HOSTILE.format(number)
        shown = [f"/document/{key}", f"/search?source=interfax&page={1 + number % 3}"]
        if number % 10 == 0:
            shown += [f"/document/{key}/revisions/1..2", f"/document/{key}/revisions/1..2?view=side"]
        for address in shown:
            page.goto(address)
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            page.mouse.move(400, 300)
            page.keyboard.press("Tab")
            assert page.evaluate("window.hacked") is None, payload[:80]
            assert page.title() != "hacked", payload[:80]
            assert (
                page.evaluate("document.querySelectorAll('script, iframe, object, embed, img, base').length")
                == 0
            )
    assert told == []
    assert [url for url in asked if not url.startswith(base + "/")] == []


def test_a_strangers_script_is_read_as_text_in_every_place(reader: Callable[..., Page]) -> None:
    page = reader()
    page.goto(f"/document/{HOSTILE.format(900_000)}")
    assert PAYLOADS[0] in page.locator("h1").inner_text()
    assert PAYLOADS[0] in page.locator(".text").inner_text()
    assert page.locator("a[href^=javascript], a[href^=data]").count() == 0


def test_stored_bytes_are_saved_and_never_shown(reader: Callable[..., Page]) -> None:
    page = reader(accept_downloads=True)
    page.goto(f"/document/{HOSTILE.format(900_000)}")
    with page.expect_download() as caught:
        page.locator("a[download]").first.click()
    saved = caught.value
    assert saved.suggested_filename.endswith(".bin")
    assert Path(saved.path()).read_bytes().startswith(b"<html>")
    assert "/document/" in page.url
