"""A headless Chromium for tests of pages: opens them as a person would, looks for what hurts, takes pictures.

`browse(path, width, user)` opens a page of the live server; `troubles(page)` is empty when axe finds nothing,
the console is silent (a refused style or script is an error there) and nothing sticks out sideways.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, sync_playwright

WIDE, PHONE = 1280, 360
PATIENCE = 120_000  # milliseconds a page may take to do what it is asked, on a busy machine
HEIGHTS = {WIDE: 900, PHONE: 640}
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SHOTS = os.environ.get("ZACHETKA_SHOTS", "")  # a folder for pictures; empty: none are taken
Browse = Callable[..., Page]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for a module; not for the run, because Playwright's event loop stays in this thread.

    The shell of Chromium has no windows to draw: the same pages take half the work. Django would take
    tests beside the event loop for coroutines and refuse them the database, hence the variable.
    """
    path = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or shutil.which("chromium")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def browse(chromium: Browser, live_server) -> Iterator[Browse]:
    """Open a path of the live server at a width, signed in as `user` when given, with scripts or without."""
    contexts: list[BrowserContext] = []

    def open_page(path: str, width: int = WIDE, user=None, javascript: bool = True) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": HEIGHTS.get(width, 900)},
            device_scale_factor=2 if width <= PHONE else 1,
            has_touch=width <= PHONE,
            locale="ru-RU",
            java_script_enabled=javascript,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if user is not None:
            sign_in(context, live_server.url, user)
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: page.said.extend(complaint(message, page)))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        answer = page.goto(live_server.url + path if path.startswith("/") else path)
        page.status = answer.status if answer else 0
        if javascript:  # a promise is never kept in a page without scripts
            page.evaluate("document.fonts.ready.then(() => true)")
        return page

    yield open_page
    for context in contexts:
        context.close()


def complaint(message: ConsoleMessage, page: Page) -> list[str]:
    """An error of the console; the status of the page itself (a conflict page answers 409) is none."""
    own_status = message.location["url"] == page.url and "status of" in message.text
    return [message.text] if message.type == "error" and not own_status else []


def sign_in(context: BrowserContext, url: str, user) -> None:
    """Give the browser the session of a person without walking through the sign-in page."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])


def follow(link: Locator) -> None:
    """Click what leads to another page and stay until that page is here.

    A click alone returns while the old page still stands, and a busy machine then shows the old one to the test.
    """
    with link.page.expect_navigation():
        link.click()


def axe(page: Page) -> list[str]:
    """What axe-core finds, one line per rule and element."""
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {node['target']} {node['html'][:160]} {node.get('failureSummary', '')[:300]}"
        for each in found
        for node in each["nodes"]
    ]


def sideways(page: Page) -> list[str]:
    """Elements that make the page wider than its window; empty when it does not scroll sideways."""
    script = """() => {
        const width = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= width) return [];
        return Array.from(document.body.querySelectorAll("*"))
            .filter((node) => node.getBoundingClientRect().right > width + 1)
            .map((node) => node.outerHTML.slice(0, 160));
    }"""
    found = page.evaluate(script)
    return [f"sticks out: {each}" for each in found]


def resize(page: Page, width: int) -> None:
    """The same page in a window of another width."""
    page.set_viewport_size({"width": width, "height": HEIGHTS.get(width, 900)})


def troubles(page: Page) -> list[str]:
    """Everything wrong with a page at this width; a page that says "our error" looks well but is none."""
    failed = [f"status {page.status}"] if page.status >= 500 else []
    return failed + axe(page) + sideways(page) + [f"console: {each}" for each in page.said]


def shoot(page: Page, name: str) -> None:
    """A picture of the whole page as <name>-<width>.png in the folder ZACHETKA_SHOTS, if there is one."""
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}-{page.viewport_size['width']}.png", full_page=True)
