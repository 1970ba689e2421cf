"""What a book on paper needs and a screen does not: where a link leads, and whole tables.

A link cannot be followed on paper. So it says its page, or the address that it leads to.
"""

import re

from bs4 import BeautifulSoup

# filled in once the pages are there
NUMBER = '<span class="number">000</span>'
# Hundreds of links lead to these, and they are looked up by name: no page stands beside each.
LOOKED_UP = ("glossary", "references", "claims")
WORDS = re.compile("[A-Za-z]{2}")
CELLS = ["td", "th"]


def say_where_links_lead(document):
    """Write the page, or the address, behind each link that leads out of its chapter."""
    for chapter in document.select("section.chapter"):
        for link in chapter.select("a[href]"):
            said = _said(link, chapter["id"])
            if said:
                whole = f'<span class="on-paper"> ({said})</span>'
                link.append(BeautifulSoup(whole, "html.parser"))


def _said(link, chapter):
    href = link["href"]
    if href.startswith("#"):
        other, _, place = href[1:].partition("--")
        looked_up = other in LOOKED_UP and place
        back = link.find_parent(class_="answer") and link.get_text().rstrip(".").isdigit()
        return None if other == chapter or looked_up or back else f"page {NUMBER}"
    address = re.sub("^https?://|/$", "", href)
    words = link.get_text(" ", strip=True)
    if not href.startswith("http") or words.startswith("doi:") or address in words:
        return None
    return address.replace("&", "&amp;")


def set_tables(chapter):
    """Say that an empty cell is meant, and set a column of words from the left."""
    for cell in chapter.select("tbody td"):
        if not cell.get_text(strip=True):
            cell.string = "–"
    for table in chapter.select(".lab-table table"):
        for column in zip(*(row.find_all(CELLS) for row in table.find_all("tr")), strict=True):
            if any(WORDS.search(cell.get_text()) for cell in column[1:]):
                for cell in column:
                    cell["class"] = "words"
