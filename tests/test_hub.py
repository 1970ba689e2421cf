"""A teacher and two students go once around a JupyterHub that is set up as the guide says.

The hub, its accounts and its ports are in a small machine of their own (`hub_machine`); what the
people press is in `hub_round`. Not tried: installing, systemd, https.
"""

import html
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from peerlib.book.live_files import npm_package

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "book" / "hub.md").read_text(encoding="utf-8")
PROXY_VERSION = "5.3.0"
NO_ACCOUNTS = (
    "This test sets up a JupyterHub with accounts of its own. For that, somebody who is not root "
    "needs the program newuidmap. Debian, Ubuntu: sudo apt install uidmap. Then type: make test"
)
ALONE = ("--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc")


@pytest.fixture(scope="module")
def seen():
    """What came of the round, as `hub_machine` prints it."""
    ways_in = list(ALONE)
    if os.geteuid() != 0:
        if not shutil.which("newuidmap"):
            pytest.fail(NO_ACCOUNTS, pytrace=False)
        ways_in += ["--user", "--map-root-user", "--map-auto"]
    proxy = npm_package("configurable-http-proxy", PROXY_VERSION, ROOT / "_build" / "npm")
    accounts = Path("/etc/passwd").read_bytes()
    done = subprocess.run(
        [
            "unshare",
            *ways_in,
            sys.executable,
            ROOT / "tests" / "hub_machine.py",
            proxy.parent.parent,
        ],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr[-15000:]
    assert Path("/etc/passwd").read_bytes() == accounts
    return json.loads(done.stdout)


def words(page):
    """The visible text of a feedback page."""
    bare = re.sub(r"<(style|script).*?</\1>", " ", page, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bare)).split())


def test_what_was_right_earns_all_points_and_what_was_wrong_does_not(seen):
    assert seen["marks"] == {"ana": [9, 9], "ben": [1, 9]}


def test_one_is_marked_by_the_button_and_the_other_by_the_command(seen):
    assert "Marked ana, trial-effects: 9 of 9 (bubblewrap)" in seen["log"]
    assert "WARNING" not in seen["log"]
    assert "returncode=0" in seen["typed"]
    assert re.search(r"Marked 1 in .*Not changed since they were marked: 1\.", seen["typed"])


def test_students_get_their_own_feedback(seen):
    for student, other, score in (("ana", "ben", "9.0"), ("ben", "ana", "1.0")):
        (page,) = [words(page) for page in seen["feedback"][student]]
        assert "(Score: %s / 9.0)" % score in page
        assert 'learner = "%s"' % student in page
        assert "of " + other not in page
    assert "123" in words(seen["feedback"]["ben"][0])


def test_students_find_nothing_of_each_others_wherever_work_lies(seen):
    assert seen["looks"]["ana"]["finds"] == seen["looks"]["ben"]["finds"] == []
    assert seen["solutions"] == []
    # The search finds what there is: their own notebook, and their own feedback.
    assert os.path.join("/home", "ana", "trial-effects", "trial-effects.ipynb") in seen["own"]
    assert any("/feedback/" in path for path in seen["own"])


def test_each_server_runs_as_its_own_account(seen):
    assert len({0, *(look["account"] for look in seen["looks"].values())}) == 3
    for student, look in seen["looks"].items():
        assert look["home"] == "/home/" + student
        lists = dict(look["lists"])
        assert "trial-effects" in lists.pop(look["home"])
        assert set(lists.values()) == {"PermissionError"}
        assert any(folder.endswith("/inbound") for folder in lists)


def test_the_hub_lets_in_who_belongs_and_to_their_own_server_only(seen):
    assert seen["wrong_password"] == seen["no_student"] == 403
    doors = dict(seen["doors"])
    assert doors.pop("ana's own formgrader") == 404
    assert len(doors) == 4 and set(doors.values()) == {403}


def test_only_the_teacher_has_the_formgrader_in_the_menu(seen):
    part = "@jupyter/nbgrader:formgrader"
    assert part not in seen["left_out"]["teacher"]
    assert part in seen["left_out"]["ana"] and part in seen["left_out"]["ben"]


def test_nothing_runs_or_listens_when_the_hub_is_stopped(seen):
    assert seen["exit"] == 0
    assert seen["running"] == []
    assert seen["listening"] == 0


def test_the_guide_installs_what_is_tried_here():
    (extras,) = set(re.findall(r"'/opt/peer-support\[(.*?)\]'", GUIDE))
    known = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert set(extras.split(",")) <= set(known["optional-dependencies"])
    assert "configurable-http-proxy@%s\n" % PROXY_VERSION in GUIDE
    for name in re.findall(r"/opt/peer-support/(hub/\S+) ", GUIDE):
        assert (ROOT / name).exists(), name
