"""Take the picture of the lab that the README shows: ``python tools/readme_picture.py``."""

import book_site
import browser as chromium
from playwright.sync_api import sync_playwright

PICTURE = book_site.ROOT / "book" / "_static" / "lab.png"


def take() -> None:
    """Open the supervision page, compare the hybrid with clinical-only, keep the picture."""
    with book_site.BookServer(book_site.build()) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find_chromium(), args=list(chromium.CHROMIUM_FLAGS)
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme="light")
        page.goto(server.address + "book/supervision.html")
        page.get_by_role("button", name="Show me without a guess").click()
        page.get_by_role("button", name="Pin this run").click()
        page.get_by_role("button", name="Peer-led").click()
        page.mouse.move(0, 0)
        # the header of the page would lie across the picture
        page.add_style_tag(content=".bd-header-article, .skip-link { display: none !important }")
        page.locator(".peerlab").screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    take()
