"""Every view of the supervision lab gives the same under MicroPython, long work included."""

import json

import pytest
from test_both_pythons import assert_same, everything, micropython  # noqa: F401

from peerlib import live
from peerlib.labs import supervision as lab
from peerlib.models import supervision as model

DEFAULT = lab.describe()["default"]
VIEWS = [name for name, _ in lab.describe()["controls"][0]["options"]]
# other settings than the default's, wherever a view has some
OTHER = {
    "months": 6,
    "caseload": 35,
    "switch_to": "peer_led",
    "switch_month": 3,
    "spread": "50",
    "score": "burnout",
    "moves": "step",
    "workers": 7,
}


def requests_for(view):
    for preset in model.PRESETS:
        for other, pinned, draws in (({}, None, None), (OTHER, DEFAULT, 40)):
            state = {**DEFAULT, **model.preset(preset), **other, "view": view}
            yield {"state": state, "pinned": pinned, "draws": draws, "want_run": True}


@pytest.mark.parametrize("view", VIEWS)
def test_view_gives_the_same_answers(micropython, view):  # noqa: F811
    requests = list(requests_for(view))
    here = json.loads(json.dumps([live.answer("supervision", request) for request in requests]))
    program = (
        f"import json\nfrom peerlib import live\nrequests = json.loads({json.dumps(requests)!r})\n"
        "result = json.dumps([live.answer('supervision', request) for request in requests])"
    )
    assert_same(here, micropython(program))
