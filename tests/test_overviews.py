"""Routes take the hours they say, and each list leads to pages that exist."""

import re
from pathlib import Path

import pytest

from peerlib import exercises
from peerlib.book.overview import PointsDirective, hours, minutes_to_read, time_to_do, title_of
from peerlib.data import read

BOOK = Path(__file__).parent.parent / "book"
ROUTES = read("routes")["routes"]
FRAMEWORKS = read("competencies")["frameworks"]
WORDS = {"Six": 6, "Twelve": 12, "Forty": 40}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route["name"])
def test_route_takes_the_hours_it_is_named_for(route):
    assert hours(route) == WORDS[route["name"].split()[0]], (
        "in peerlib/data/routes.toml, add or take away a step, or give the route another name"
    )


def test_routes_and_lists_lead_to_pages_of_the_book():
    contents = re.findall(r"book/(\S+)", (BOOK.parent / "_toc.yml").read_text())
    pages = [step["page"] for route in ROUTES for step in route["steps"] if "page" in step]
    pages += [page for each in FRAMEWORKS for entry in each["entries"] for page in entry["pages"]]
    for page in pages:
        told = f"data/routes.toml or data/competencies.toml leads to {page}, which is not in"
        assert page in set(contents), f"{told} _toc.yml: correct its name, or take it out there"
        assert title_of(BOOK, page), f"book/{page}.md needs a first line such as # Title"


def test_each_principle_and_application_stands_in_a_list():
    listed = {page for each in FRAMEWORKS for entry in each["entries"] for page in entry["pages"]}
    contents = (BOOK.parent / "_toc.yml").read_text()
    part = contents[contents.index("Principles") : contents.index("Hands-on practice")]
    for page in re.findall(r"book/(\S+)", part):
        assert page in listed, f"add {page} to the pages of an entry in data/competencies.toml"


def test_no_list_is_there_whose_titles_we_do_not_know():
    # the nine domains of England's framework, and the lists of Canada's, were never seen
    assert {each["source"] for each in FRAMEWORKS}.isdisjoint({"HEE2020", "Sunderland2013"})


PARTS = read("practice")["parts"]
STEPS = [step for part in PARTS for step in part["steps"]]


def test_the_list_of_exercises_is_the_part_on_practice_in_its_order():
    contents = (BOOK.parent / "_toc.yml").read_text()
    part = contents[contents.index("Hands-on practice") : contents.index("For instructors")]
    listed = [step["page"] for step in STEPS]
    wanted = re.findall(r"book/(\S+)", part)[1:]
    assert listed == wanted, (
        "peerlib/data/practice.toml has an entry for each page under Hands-on practice in "
        f"_toc.yml, in the same order. Missing: {sorted(set(wanted) - set(listed)) or 'none'}; "
        f"too many: {sorted(set(listed) - set(wanted)) or 'none'}"
    )


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step["page"])
def test_what_helps_beforehand_comes_before_and_both_times_are_said(step):
    order = [each["page"] for each in STEPS]
    before = order[: order.index(step["page"])]
    late = [page for page in step["after"] if page not in before]
    assert not late, f"data/practice.toml: {step['page']} is done after {late}, which come later"
    assert minutes_to_read(BOOK, step["page"]).endswith(" minutes")
    assert bool(time_to_do(BOOK, step["page"])) == (step["page"] in exercises.available()), (
        f"solutions/{step['page']} says in its first cell: **Time:** about ... minutes"
    )


def test_the_points_of_every_exercise_are_told_to_instructors():
    rows = PointsDirective.lines(PointsDirective.__new__(PointsDirective), BOOK)[2:]
    found = {row.split("`")[1]: row.split("|")[2:-1] for row in rows}
    assert sorted(found) == exercises.available()
    assert [cell.strip() for cell in found["trial-effects"]] == ["7", "9", "0"]
    assert [cell.strip() for cell in found["capstone"]] == ["9", "25", "19"]
    assert "```{points}" in (BOOK / "teach.md").read_text()
