"""Every command that the guide for instructors gives for after the marking does what it says."""

import os
import re
import subprocess
import sys
import tomllib

import pytest
from recorded_class import EXERCISE, NAME, ROOT, RecordedClass

from peerlib.autograde.comment_bank import read_bank

TEXT = (ROOT / "book" / "teach.md").read_text(encoding="utf-8")
SECTIONS = [
    "After marking: look at the class",
    "Say it in your own words",
    "When the rules change: mark again",
    "Take the marks elsewhere",
]


def blocks(section, kind=""):
    """Return the code blocks of a section."""
    part = TEXT.split("\n## %s\n" % section)[1].split("\n## ")[0]
    return re.findall(r"^```%s\n(.*?)^```" % kind, part, re.M | re.S)


def commands():
    """Return every command of the sections, in their order."""
    return [line for name in SECTIONS for block in blocks(name) for line in block.splitlines()]


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """The folder of a class, and what came of each command there, typed one after another."""
    made = RecordedClass(tmp_path_factory.mktemp("guide"))
    made.add("ana")
    made.add("ben", {EXERCISE.ITEMS[0].name: 0.123456})
    path = os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"]
    done = {
        command: subprocess.run(
            [sys.executable, "-m", *command.split()],
            cwd=made.folder,
            env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
        )
        for command in commands()
    }
    return made.folder / "class", done


def test_there_are_commands_for_all_that_the_sections_are_about():
    assert {line.split()[0] for line in commands()} == {"peerlib"}
    words = {line.split()[1] for line in commands()}
    assert words == {"report", "comments", "regrade", "export"}
    assert len(commands()) == 9


@pytest.mark.parametrize("command", commands())
def test_each_command_runs_in_the_folder_of_the_course(ran, command):
    done = ran[1][command]
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_the_files_stand_where_the_guide_says(ran):
    made, _ = ran
    assert (made / "reports" / "trial-effects.html").is_file()
    assert (made / "comments.toml").is_file()
    names = sorted(file.name for file in (made / "exports").iterdir())
    assert names == [
        "trial-effects-%s.csv" % to for to in ("blackboard", "canvas", "csv", "moodle")
    ]


def test_the_words_of_the_example_can_be_used(tmp_path):
    (example,) = blocks("Say it in your own words", "toml")
    (tmp_path / "comments.toml").write_text(example, encoding="utf-8")
    assert read_bank(tmp_path / "comments.toml").count(NAME) == len(
        tomllib.loads(example)[NAME]["odds_ratio"]
    )
