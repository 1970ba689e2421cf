"""The widget without a browser: set a trait, read a trait."""

import pytest

from peerlib.widgets import Lab


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
