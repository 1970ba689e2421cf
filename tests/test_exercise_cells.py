"""Which answers were left standing, where the notebook program names its cells."""

import pytest

from peerlib.exercises._cells import Cells


def run(cells, source, namespace, cell_id):
    error = None
    try:
        exec(compile(source, "cell", "exec"), namespace)
    except Exception as caught:
        error = caught
    cells.ran(source, namespace, error, cell_id)


@pytest.fixture
def notebook():
    namespace, cells = {"__name__": "__main__"}, Cells()
    cells.watch(("risk_programme", "risk_difference"), namespace)
    run(cells, "risk_programme = 0.25", namespace, "home")
    return cells, namespace


@pytest.mark.parametrize(
    "source",
    [
        "",
        "# nothing",
        "other = 5",
        "0.27",
        "(63 / 235",
        "63 / 235 =",
        "risk_programme == 0.2",
        "RiskProgramme = 0.3",
        "x = 1 / 0",
        "risk_programme = undefined",
    ],
)
def test_the_cell_of_an_answer_that_sets_it_no_more_is_noticed(notebook, source):
    cells, namespace = notebook
    run(cells, source, namespace, "home")
    assert "risk_programme" in cells.reason("risk_programme", namespace["risk_programme"])
    run(cells, "risk_programme = 0.25", namespace, "home")
    assert cells.reason("risk_programme", namespace["risk_programme"]) == ""


@pytest.mark.parametrize(
    "source",
    [
        "risk_programme == 0.2",
        "risk_program = 5",
        "(risk_programme",
        "risk_programme 5",
        "1 / 0",
    ],
)
def test_a_scratch_cell_says_nothing_about_the_answer(notebook, source):
    cells, namespace = notebook
    run(cells, source, namespace, "scratch")
    assert cells.reason("risk_programme", namespace["risk_programme"]) == ""


def test_an_answer_that_is_set_before_the_cell_stops_counts(notebook):
    cells, namespace = notebook
    run(cells, "risk_programme = 0.3\n1 / 0", namespace, "home")
    assert cells.reason("risk_programme", namespace["risk_programme"]) == ""


def test_a_value_given_straight_to_the_check_is_not_taken_for_an_earlier_answer(notebook):
    cells, namespace = notebook
    run(cells, "1 +", namespace, "home")
    assert cells.reason("risk_programme", 0.75) == ""


def test_what_stood_there_before_the_exercise_began_belongs_to_no_cell():
    cells, namespace = Cells(), {"risk_programme": 0.5}
    cells.watch(("risk_programme",), namespace)
    cells.ran("exercise = 1", namespace, None, "start")
    cells.ran("y = 2", namespace, None, "start")
    assert cells.reason("risk_programme", 0.5) == ""
