"""Going through the book in Firefox: what can be tried without it."""

import json

import other_browsers
import pytest
from progress import Problem


def test_without_firefox_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(other_browsers.shutil, "which", lambda name: None)
    with pytest.raises(Problem, match="apt install firefox-esr"):
        other_browsers.main()


class NotFirefox(other_browsers.Firefox):
    """Answers from a list, as Firefox would."""

    def __init__(self, *answers):
        self.complaints = []
        self._numbers = iter(range(100))
        self._page = "a page"
        self._line = self
        self._answers = list(answers)

    def send(self, text):
        self.asked = json.loads(text)

    def recv(self):
        told = self._answers.pop(0)
        return json.dumps({"type": "success", "id": self.asked["id"], **told})


def event(**params):
    return {"id": None, "type": "event", "params": params}


def value(thing):
    return {"result": {"result": {"value": json.dumps(thing)}}}


def test_what_is_amiss_with_a_page_is_said_in_words():
    done = {"result": {}}
    firefox = NotFirefox(
        done,
        event(level="error", text="x is not defined"),
        event(level="info", text="all is well"),
        event(response={"status": 404, "url": "http://127.0.0.1/picture.png"}),
        event(response={"status": 200, "url": "http://127.0.0.1/"}),
        done,
        value(["not alive: supervision"]),
        *[done, value(0), done, value(-12), done, value(7)],
    )
    assert other_browsers.faults(firefox, "http://127.0.0.1/") == [
        "not alive: supervision",
        "320 pixels wide, it needs sideways scrolling by 7",
        "x is not defined",
        "404: http://127.0.0.1/picture.png",
    ]


def test_what_firefox_cannot_do_is_told():
    firefox = NotFirefox({"type": "error", "message": "no such page"})
    with pytest.raises(Problem, match="no such page"):
        firefox.open("http://127.0.0.1/")
