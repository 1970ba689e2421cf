"""The widget without a browser: set a trait, read a trait."""

import pytest

from peerlib.widgets import Lab, saving


def test_request_is_answered_by_the_same_lab_as_in_the_page():
    from peerlib import live

    widget = Lab("supervision")
    request = {"state": widget.description["default"], "serial": 3}
    widget.request = request
    assert widget.response == live.answer("supervision", request)
    assert widget.response["serial"] == 3


def test_nonsense_request_leaves_the_widget_alive():
    widget = Lab("supervision")
    widget.request = {"state": {"caseload": "many"}, "serial": 1}
    assert "Caseload must be a number" in widget.response["messages"][0]


def test_practice_item_is_a_widget_too():
    widget = Lab("practice:trial-effects")
    widget.request = {"seed": 1, "answers": {}, "hints": {}, "serial": 1}
    assert widget.response["table"]["rows"]


def test_unknown_lab_is_refused_with_those_there_are():
    with pytest.raises(ValueError, match="Available: .*supervision"):
        Lab("supervison")


def test_where_widgets_cannot_be_shown_the_finding_is_said():
    data, _ = Lab("supervision")._repr_mimebundle_()
    assert "the clinical-only team stands at" in data["text/plain"]


def test_where_widgets_cannot_be_shown_nothing_is_said_of_settings_that_are_not_shown():
    data, _ = Lab("supervision", saved="view:teams")._repr_mimebundle_()
    assert data["text/plain"].startswith("Who supervises?\nSet who supervises")
    assert "clinical-only" not in data["text/plain"]
    data, _ = Lab("questions:supervision-check")._repr_mimebundle_()
    assert data["text/plain"] == "Check yourself"


def test_a_saved_notebook_keeps_the_words_of_a_lab_and_how_to_bring_it_back():
    data, _ = Lab("supervision")._repr_mimebundle_()
    bar = {saving.VIEW: {"model_id": "2"}, "text/plain": "FloatProgress(value=0.0)"}
    outputs = [{"output_type": "display_data", "data": data}, {"data": dict(bar)}, {"text": "3"}]
    cells = [{"cell_type": "markdown"}, {"cell_type": "code", "outputs": outputs}]
    saving.words_only(model={"type": "notebook", "content": {"cells": cells}}, path="a.ipynb")
    assert saving.VIEW not in data and "run this cell again" in data["text/html"]
    assert "Who supervises?" in data["text/html"] and "stands at" not in data["text/html"]
    assert outputs[1]["data"] == bar


@pytest.mark.parametrize(
    "model", [{"type": "file", "content": "text"}, {"type": "notebook"}, {"type": "directory"}]
)
def test_what_is_no_notebook_is_saved_as_it_is(model):
    before = dict(model)
    saving.words_only(model=model, path="", contents_manager=None)
    assert model == before
