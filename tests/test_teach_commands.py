"""Every command of the guide for instructors is typed, one after another, in a course of its own.

What it says about labs, marks and people is not typed; every block of the kind `sh` is.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from peerlib.autograde.comment_bank import read_bank
from peerlib.autograde.given_numbers import read_numbers
from peerlib.autograde.records import all_records
from peerlib.autograde.sample_class import hand_in
from peerlib.autograde.simulated_class import simulated
from peerlib.exercises import load

ROOT = Path(__file__).parent.parent
NAME = "trial-effects"
TEXT = (ROOT / "book" / "teach.md").read_text(encoding="utf-8")
STUDENTS = ("fetch_assignment", "submit")
# By student: what a learning platform calls the file. Canvas joins the name and may say that it
# is late, or the second one; Moodle makes a folder. Browsers number what they have twice.
PLATFORMS = {
    "lopezana": f"lopezana_1234_56789_{NAME}.ipynb",
    "leeben": f"leeben_LATE_1235_56790_{NAME}-1.ipynb",
    "Cleo Ito": f"Cleo Ito_98765_assignsubmission_file/{NAME} (1).ipynb",
}


def blocks(kind):
    """Return the code blocks of the guide that are of a kind."""
    found = re.findall(r"^```(\S*)[^\n]*\n(.*?)^```$", TEXT, re.M | re.S)
    return [block for each, block in found if each == kind]


COMMANDS = [line for block in blocks("sh") for line in block.splitlines()]


class Course:
    """The folder of a course, a student's own folder, and what came of each command."""

    def __init__(self, folder):
        self.root, self.student = folder / "course", folder / "student"
        self.root.mkdir()
        self.student.mkdir()
        exchange = folder / "exchange"
        exchange.mkdir()
        exchange.chmod(0o777)
        told = 'c.Exchange.root = "%s"\n' % exchange
        config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
        (self.root / "nbgrader_config.py").write_text(config + told)
        (self.student / "nbgrader_config.py").write_text("c = get_config()\n" + told)
        shutil.copytree(ROOT / "solutions" / NAME, self.root / "solutions" / NAME)
        (self.root / ".venv").symlink_to(sys.prefix)
        self.environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PATH": os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"],
        }
        self.done = []

    def type_all(self):
        """Type every command; between them, do what the text in between says."""
        for command in COMMANDS:
            at = self.student if command.split()[1] in STUDENTS else self.root
            done = subprocess.run(
                ["bash", "-c", command],
                cwd=at,
                env=self.environment,
                capture_output=True,
                text=True,
                stdin=subprocess.DEVNULL,
            )
            self.done.append((command, done))
            self._after(command)

    def _after(self, command):
        if command == "nbgrader generate_assignment %s --force" % NAME:
            path = self.root / "exercises" / NAME / (NAME + ".ipynb")
            released = json.loads(path.read_text())
            for sample in simulated(load(NAME), released, 3):
                hand_in(self.root / "class", NAME, sample)
            (self.root / "class" / "submitted" / "learner-1").rename(
                self.root / "class" / "submitted" / "ana"
            )
            self._download(path.read_text())
        if command.startswith("nbgrader fetch_assignment"):
            path = self.student / NAME / (NAME + ".ipynb")
            path.write_text(
                path.read_text().replace("risk_programme = None", "risk_programme = 0.25", 1)
            )

    def _download(self, notebook):
        """Lay down a zip file with names as Canvas and Moodle give them."""
        folder = self.root / "class" / "downloaded" / NAME / "archive"
        folder.mkdir(parents=True)
        with zipfile.ZipFile(folder / "submissions.zip", "w") as downloaded:
            for name in PLATFORMS.values():
                downloaded.writestr(name, notebook)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    made = Course(tmp_path_factory.mktemp("guide"))
    made.type_all()
    return made


def test_the_guide_goes_from_the_setting_up_to_the_export():
    words = [" ".join(command.split()[:2]) for command in COMMANDS]
    first = [word for i, word in enumerate(words) if word not in words[:i]]
    assert first == [
        ". .venv/bin/activate",
        "peerlib sample-class",
        "nbgrader generate_assignment",
        "nbgrader autograde",
        "nbgrader generate_feedback",
        "nbgrader export",
        "nbgrader zip_collect",
        "nbgrader release_assignment",
        "nbgrader fetch_assignment",
        "nbgrader submit",
        "nbgrader collect",
        "peerlib grade",
        "peerlib report",
        "peerlib comments",
        "peerlib regrade",
        "peerlib export",
    ]


def test_what_looks_like_a_command_is_marked_as_one():
    for kind in ("", "text", "python", "toml"):
        for line in [line for block in blocks(kind) for line in block.splitlines()]:
            assert not re.match(r"(nbgrader|peerlib|make|python|jupyter) ", line), line


def test_each_command_does_its_work(course):
    assert [command for command, _ in course.done] == COMMANDS
    for command, done in course.done:
        assert done.returncode == 0, (command, done.stdout[-3000:], done.stderr[-3000:])
        assert "Traceback" not in done.stdout + done.stderr, command


def test_the_sample_classes_get_what_is_expected(course):
    shown = [done.stdout for command, done in course.done if "sample-class" in command]
    assert len(shown) == 2
    for text in shown:
        count = re.search(r"(\d+) of (\d+) as expected", text)
        assert count[1] == count[2] and int(count[1]) > 30


def test_what_came_by_hand_by_zip_file_and_by_the_exchange_is_marked(course):
    found = {record.student: record for record in all_records(course.root / "class" / "records")}
    assert set(PLATFORMS) < set(found)
    (account,) = set(found) - {"ana", "learner-2", "learner-3", *PLATFORMS}
    assert found[account].answers["risk_programme"] == 0.25
    submitted = course.root / "class" / "submitted" / account / NAME
    assert (submitted / "timestamp.txt").is_file()


def test_the_files_stand_where_the_guide_says(course):
    made = course.root / "class"
    for name in (
        "grades.csv",
        "reports/trial-effects.html",
        "comments.toml",
        "feedback/ana/%s/%s.html" % (NAME, NAME),
        "sample/gradebook.db",
    ):
        assert (made / name).is_file(), name
    exports = sorted(file.name for file in (made / "exports").iterdir())
    assert exports == [NAME + "-%s.csv" % to for to in ("blackboard", "canvas", "csv", "moodle")]


def test_the_words_of_the_example_can_be_used(tmp_path):
    example, numbers = blocks("toml")
    (tmp_path / "numbers.toml").write_text(numbers, encoding="utf-8")
    assert list(read_numbers(tmp_path / "numbers.toml")[NAME]) == ["ana"]
    (tmp_path / "comments.toml").write_text(example, encoding="utf-8")
    assert read_bank(tmp_path / "comments.toml").count(NAME) == len(
        tomllib.loads(example)[NAME]["odds_ratio"]
    )


def test_without_walls_is_asked_for_in_so_many_words():
    (asked,) = [command for command in COMMANDS if "--isolation" in command]
    assert shlex.split(asked)[-1] == "limits only"
