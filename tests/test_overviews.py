"""Routes take the hours they say, and each list leads to pages that exist."""

import re
from pathlib import Path

import pytest

from peerlib.book.overview import hours, title_of
from peerlib.data import read

BOOK = Path(__file__).parent.parent / "book"
ROUTES = read("routes")["routes"]
FRAMEWORKS = read("competencies")["frameworks"]
WORDS = {"Six": 6, "Twelve": 12, "Forty": 40}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route["name"])
def test_route_takes_the_hours_it_is_named_for(route):
    assert hours(route) == WORDS[route["name"].split()[0]]


def test_routes_and_lists_lead_to_pages_of_the_book():
    contents = re.findall(r"book/(\S+)", (BOOK.parent / "_toc.yml").read_text())
    pages = [step["page"] for route in ROUTES for step in route["steps"] if "page" in step]
    pages += [page for each in FRAMEWORKS for entry in each["entries"] for page in entry["pages"]]
    for page in pages:
        assert page in contents
        assert title_of(BOOK, page)


def test_each_principle_and_application_stands_in_a_list():
    listed = {page for each in FRAMEWORKS for entry in each["entries"] for page in entry["pages"]}
    contents = (BOOK.parent / "_toc.yml").read_text()
    part = contents[contents.index("Principles") : contents.index("Hands-on practice")]
    for page in re.findall(r"book/(\S+)", part):
        assert page in listed


def test_no_list_is_there_whose_titles_we_do_not_know():
    # the nine domains of England's framework, and the lists of Canada's, were never seen
    assert {each["source"] for each in FRAMEWORKS}.isdisjoint({"HEE2020", "Sunderland2013"})
