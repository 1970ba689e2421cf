"""The pages on fidelity, reach and agreement: their published numbers, printed and ours."""

import re
from pathlib import Path

import pytest

from peerlib.book.shown import agreement, fidelity, reach
from peerlib.data import read
from peerlib.evaluation.agreement import from_table
from peerlib.evaluation.intraclass import FORMS, icc
from peerlib.evaluation.reach import share

ROOT = Path(__file__).parent.parent
NAMES = ("service-fidelity", "who-was-reached", "rater-agreement")
PAGES = {name: (ROOT / "book" / f"{name}.md").read_text(encoding="utf-8") for name in NAMES}
NOTEBOOKS = {
    name: (ROOT / "solutions" / name / f"{name}.ipynb").read_text(encoding="utf-8")
    for name in NAMES
}


def stands_in(text, number):
    """Tell whether a count stands in a text, with or without a comma for thousands."""
    return re.search(rf"(?<![\d,.]){number}(?!\d)|(?<![\d,.]){number:,}(?!\d)", text)


@pytest.mark.parametrize("name", ["pair_a", "pair_b", "radiographs"])
def test_tables_of_two_raters_come_out_as_printed(name):
    table = read("agreement")[name]
    found = from_table(table["counts"])
    ours = {"observed": found.observed, "chance": found.chance, "kappa": found.kappa.value}
    for key, printed in table["printed"].items():
        digits = len(str(printed).split(".")[1])
        assert ours[key] == pytest.approx(printed, abs=0.51 * 10**-digits), key


def test_the_judges_come_out_as_printed_and_as_the_page_says():
    judges = read("agreement")["judges"]
    forms = icc(judges["ratings"]).forms
    assert [round(forms[form].value, 3) for form in FORMS] == judges["printed"]["icc"]
    means = [sum(column) / 6 for column in zip(*judges["ratings"], strict=True)]
    assert "%.2f, %.2f, %.2f and %.2f" % tuple(means) in PAGES["rater-agreement"]


def test_counts_on_the_page_and_in_the_notebook_are_those_of_the_data():
    for name in ("pair_a", "pair_b"):
        for count in sum(read("agreement")[name]["counts"], []):
            assert stands_in(PAGES["rater-agreement"], count)
            assert stands_in(NOTEBOOKS["rater-agreement"], count)
    for count in sum(read("agreement")["radiographs"]["counts"], []):
        assert stands_in(NOTEBOOKS["rater-agreement"], count)
    for one in read("reach").values():
        counts = (
            [one["count"], one["of"]]
            if "count" in one
            else [
                *one["standard"]["all"],
                one["standard"]["new"],
                *one["facilitated"]["all"],
                one["facilitated"]["new"],
            ]
        )
        for count in counts:
            assert stands_in(PAGES["who-was-reached"], count), count
            assert stands_in(NOTEBOOKS["who-was-reached"], count), count
        assert f"{{cite}}`{one['source']}`" in PAGES["who-was-reached"]
    for count in [*read("fidelity")["ips25"]["fair"], 125]:
        assert stands_in(PAGES["service-fidelity"], count)
        assert stands_in(NOTEBOOKS["service-fidelity"], count)


def test_printed_percentages_come_out():
    for one in read("reach").values():
        if "printed" in one:
            assert round(100 * share(one["count"], one["of"]).estimate.value) == one["printed"]


def test_the_totals_of_the_veterans_turn_round_at_new_sites():
    table = read("reach")["veterans"]
    standard, facilitated = table["standard"], table["facilitated"]
    assert standard["all"][0] > facilitated["all"][0] and standard["new"] < facilitated["new"]


@pytest.mark.parametrize("page", NAMES)
def test_every_figure_of_the_page_can_be_drawn(page):
    topics = {"fidelity": fidelity, "reach": reach, "agreement": agreement}
    named = re.findall(r"```{result} (\w+)\.(\w+)", PAGES[page])
    assert named
    for topic, function in named:
        result = getattr(topics[topic], function)()
        for picture in result if isinstance(result, list) else result.pictures():
            assert picture["text"]
