"""What several tests share: the built book on a local address, and a browser.

A missing Chromium, a book that does not build and a skipped test are failures: green means
that everything was tried.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import book_site
import browser as chromium
import pytest
from hypothesis import settings
from playwright.sync_api import sync_playwright
from progress import Problem

from peerlib.book.live_files import npm_package

ROOT = Path(__file__).parent.parent
AXE_VERSION = "4.14.1"

# What tests type and try is kept nowhere, unless a test asks for it.
os.environ["PEERLIB_PROGRESS"] = "off"

# No test is timed: a busy machine would fail it.
settings.register_profile("course", deadline=None)
settings.load_profile("course")


@pytest.fixture(scope="session")
def book_url():
    """Give the address of the book, built from the sources as they are now."""
    try:
        pages = book_site.build(then="make test")
    except Problem as problem:
        pytest.fail(str(problem), pytrace=False)
    with book_site.BookServer(pages) as server:
        yield server.address


@pytest.fixture(scope="session")
def browser():
    """Give one Chromium, driven by Playwright, for the whole run."""
    path = chromium.find_chromium()
    if path is None:
        pytest.fail(chromium.what_to_type(["chromium"]), pytrace=False)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=path, args=list(chromium.CHROMIUM_FLAGS)
        )
        yield opened
        opened.close()


class Visit:
    """One visit with everything that went wrong on it."""

    def __init__(self, browser, **options):
        self.context = browser.new_context(**options)
        if options.get("service_workers") != "allow":
            # only who asks for it keeps the whole book on each visit
            self.context.add_init_script("delete Navigator.prototype.serviceWorker")
        self.page = self.context.new_page()
        self.outside, self.complaints = [], []
        self.page.on("request", self._note_request)
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note_request(self, request):
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws") and address.hostname != "127.0.0.1":
            self.outside.append(request.url)

    def _note_console(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)


@pytest.fixture
def visit(browser):
    visits = []

    def start(**options):
        visits.append(Visit(browser, **options))
        return visits[-1]

    yield start
    for one in visits:
        one.context.close()


@pytest.fixture(scope="session")
def axe():
    """Return the source of axe-core, the accessibility checker."""
    folder = npm_package("axe-core", AXE_VERSION, ROOT / "_build" / "npm")
    return (folder / "axe.min.js").read_text(encoding="utf-8")


def pytest_sessionfinish(session):
    """Refuse a run in which something was skipped."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and reporter.stats.keys() & {"skipped", "xfailed"} and not session.exitstatus:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line("\nA test was skipped or expected to fail: that counts as a failure.")
