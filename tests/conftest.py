"""What several tests share: the built book on a local address, and a browser.

A missing Chromium, a book that does not build and a skipped test are failures: green means
that everything was tried.
"""

import book_site
import browser as chromium
import pytest
from hypothesis import settings
from playwright.sync_api import sync_playwright
from progress import Problem

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


def pytest_sessionfinish(session):
    """Refuse a run in which something was skipped."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and reporter.stats.keys() & {"skipped", "xfailed"} and not session.exitstatus:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line("\nA test was skipped or expected to fail: that counts as a failure.")
