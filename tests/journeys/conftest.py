"""A real browser and the real site, for journeys.

A journey asks for `page` and opens `/an-address`; it is run on a phone's width unless it names others:
`@pytest.mark.parametrize("width", [360, 1440])`. A message in the browser's console fails it. A journey that stores
something is marked `django_db(transaction=True)`, because the site answers from a thread of its own.
"""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize, expect, sync_playwright

from tests.journeys.chromium import find

HERE = Path(__file__).parent
LOOPBACK = ["127.0.0.1"]
# As long as Playwright waits for everything else: a busy machine is no fault of the page. In milliseconds.
expect.set_options(timeout=30_000)
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    # The browser is outside the reach of pytest-socket, so it is given no names to call but this machine's.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the journeys, and nothing else, call this machine."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.allow_hosts(LOOPBACK))


class QuietHandler(WSGIRequestHandler):
    """Answers without writing a line for each request."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the base class
        """Say nothing: a failing journey says what it met."""


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """Serve the real site, pages rendered when asked for and static files from their source; return its address."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler)
    server.set_app(StaticFilesHandler(get_wsgi_application()))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the Chromium of this machine, once for all journeys of a worker."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, which Django would take for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=find(), args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def width() -> int:
    """Return the width of a phone in CSS pixels."""
    return 360


@pytest.fixture
def console() -> list[str]:
    """Return what the browser says in its console, as it says it; a journey that expects a message clears it."""
    return []


@pytest.fixture
def page(browser: Browser, site: str, width: int, console: list[str]) -> Iterator[Page]:
    """Open a fresh visitor's page; afterwards fail if the browser had anything to say."""
    screen: ViewportSize = {"width": width, "height": 800}
    # Without motion: a smooth scroll that another one meets stops half way now and then.
    context = browser.new_context(base_url=site, viewport=screen, locale="en-GB", reduced_motion="reduce")
    page = context.new_page()
    page.on("console", lambda message: console.append(_text(message)))
    page.on("pageerror", lambda error: console.append(str(error)))
    yield page
    context.close()
    assert console == []


def _text(message: ConsoleMessage) -> str:
    return f"{message.type}: {message.text} ({message.location['url']})"
