"""A class goes through nbgrader: submissions in; gradebook, comments and feedback pages out."""

import json
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins.zipcollect import FileNameCollectorPlugin
from traitlets.config import Config, PyFileConfigLoader

from peerlib.__main__ import main
from peerlib.autograde import install
from peerlib.autograde.sample_class import MARKER, find_course, prepare, run_sample_class, table
from peerlib.checking.items import wrong_values
from peerlib.exercises import data_seen_by, load, seed_for

ROOT = Path(__file__).parent.parent
NAME = "trial-effects"
EXERCISE = load(NAME)
ITEMS = [item.name for item in EXERCISE.ITEMS]


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("sample") / "class"


@pytest.fixture(scope="session")
def results(folder):
    """The whole sample class, made and marked once."""
    lines = []
    found = run_sample_class(folder, ROOT, say=lines.append)
    assert lines
    return {result.sample.learner: result for result in found}


@pytest.fixture(scope="session")
def pages(folder, results):
    """Feedback pages by learner."""
    return {
        learner: (folder / "feedback" / learner / NAME / (NAME + ".html")).read_text()
        for learner, result in results.items()
        if result.points is not None
    }


class Page(HTMLParser):
    """The elements and the visible text of a feedback page."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.parts, self.hidden = [], [], 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self.hidden += tag in ("script", "style")

    def handle_endtag(self, tag):
        self.hidden -= tag in ("script", "style")

    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(data)

    @property
    def text(self):
        return " ".join("".join(self.parts).split())


def test_every_sample_has_its_expected_mark_tags_and_comments(results):
    assert [learner for learner, result in results.items() if not result.as_expected] == []


def test_the_samples_take_every_wrong_turn_that_the_exercise_knows(results):
    data = EXERCISE.data_for(1)
    known = {
        (item.name, wrong.tag) for item in EXERCISE.ITEMS for wrong in wrong_values(item, data)
    }
    taken = {pair for result in results.values() for pair in result.tags.items()}
    assert known <= taken


@pytest.mark.parametrize(
    ("learner", "points"),
    [
        ("right", 9),
        ("blank", 0),
        ("follow-through", 8),
        ("exception", 7),
        ("exit", 7),
        ("endless-loop", 7),
        ("memory", 7),
        ("tampering", 0),
        ("forging", 0),
        ("equals-everything", 0),
        ("deleted-cells", 7),
        ("copied-cells", 9),
        ("not-json", None),
    ],
)
def test_marks_worked_out_by_hand(results, learner, points):
    # 9 points in all: risk 1, difference 2, two ends 1 + 1, two ratios 1 + 1, number needed 2.
    assert results[learner].points == points


def test_the_table_marks_what_differs(results):
    lines = table(results.values()).splitlines()
    assert len(lines) == len(results) + 2
    assert "differs" not in table(results.values())
    right, percent = results["right"], results["scale-percent"]
    assert right.comment.startswith("risk_programme: Yes")
    assert percent.comment.startswith("risk_programme: We read")
    wrong = type(right)(right.sample, 9, 3, "bubblewrap", right.tags, right.comments)
    assert not wrong.as_expected
    assert "differs" in table([wrong])


def test_submissions_are_shut_in_by_bubblewrap(results):
    assert {result.sandbox for result in results.values()} == {"bubblewrap", ""}


def test_each_comment_of_the_gradebook_is_in_the_feedback_page(results, pages):
    for learner, page in pages.items():
        text = Page(page).text
        for name, comment in results[learner].comments.items():
            shown = " ".join(re.sub(r"\\([<>\[\]`*])", r"\1", comment).split())
            same = list(results[learner].comments.values()).count(comment)
            assert text.count("Comments: " + shown) == text.count(shown) == same, (learner, name)


def test_the_mark_is_in_the_feedback_page(results, pages):
    for learner, page in pages.items():
        text = Page(page).text
        assert "Score: %s / 9.0" % round(results[learner].points, 2) in text
        assert "Out[" not in text


def test_the_list_on_top_gives_each_question_its_name_and_points(results, pages):
    for learner in ("right", "follow-through"):
        text, credits = Page(pages[learner]).text, results[learner].sample.credits
        for item in EXERCISE.ITEMS:
            earned = credits[item.name] * item.points
            assert "%s: %s / %s" % (item.label, earned, float(item.points)) in text
        assert "Test cell" not in text and "Grade cell" not in text
    assert "About the name" in Page(pages["no-name"]).text


def test_a_feedback_page_asks_no_other_computer_for_anything(pages):
    for page in pages.values():
        for tag, attributes in Page(page).elements:
            assert "src" not in attributes, tag
            assert tag == "a" or "href" not in attributes, tag
        assert "@import" not in page
        assert not re.findall(r"url\(\s*['\"]?(?:https?:)?//", page)


def test_the_trial_that_was_marked_is_in_the_feedback_page(pages):
    names = {
        "right": "right",
        "nickname": "Robin from Tuesday",
        "second-hand": "second-hand",
        "no-name": "",
        "markup": "markup",
    }
    for learner, name in names.items():
        data, text = data_seen_by(name, EXERCISE), Page(pages[learner]).text
        assert text.count("Your mark is for these numbers.") == 1
        for number in ("people_programme", "readmitted_comparison", "standard_error"):
            assert "trial.%s is %.6g" % (number, data[number]) in text, learner


def test_nothing_a_learner_wrote_runs_in_the_feedback_page(pages):
    hostile, plain = Page(pages["markup"]), Page(pages["right"])
    assert "document.title = 'taken'" in hostile.text
    for kind in ("script", "img", "iframe", "link", "b"):
        ours = [tag for tag, _ in plain.elements if tag == kind]
        assert [tag for tag, _ in hostile.elements if tag == kind] == ours, kind
    for tag, attributes in hostile.elements:
        assert not [name for name in attributes if name.startswith("on")], tag
        assert "javascript:" not in (attributes.get("href") or ""), tag


def test_what_cannot_be_read_is_named_and_left_unmarked(folder, results):
    log = (folder / "nbgrader.log").read_text()
    for learner, reason in [
        ("not-json", "not JSON"),
        ("empty-file", "it is empty"),
        ("not-a-notebook", "JSON but not a notebook"),
    ]:
        line = next(line for line in log.splitlines() if "Not marked" in line and learner in line)
        assert reason in line
        assert not (folder / "autograded" / learner / NAME).exists()
    count = len(results)
    assert "Marked %d. Not marked: 3." % (count - 3) in log
    assert "Traceback" not in log


def test_mended_notebooks_are_named_in_the_log(folder, results):
    log = (folder / "nbgrader.log").read_text()
    assert "copied-cells, trial-effects: The cell 'answer-risk_programme' is there more" in log
    assert "deleted-cells, trial-effects: The cell 'check-risk_programme' was missing" in log


def test_an_unusual_name_is_noted_for_instructor_and_learner(folder, results, pages):
    notebook = folder / "autograded" / "nickname" / NAME / (NAME + ".ipynb")
    record = json.loads(notebook.read_text())["metadata"]["peerlib"]
    assert record["data_of"] == "Robin from Tuesday"
    assert "'Robin from Tuesday'" in record["note"]
    assert "not the one this notebook was handed in with" in Page(pages["nickname"]).text
    assert "has another name than yours" in Page(pages["second-hand"]).text
    assert "has no course name" in Page(pages["no-name"]).text


def test_real_submissions_are_never_touched(tmp_path):
    (tmp_path / "gradebook.db").write_text("precious")
    with pytest.raises(ValueError, match="left alone"):
        prepare(tmp_path)
    assert (tmp_path / "gradebook.db").read_text() == "precious"
    with pytest.raises(ValueError, match="not a folder"):
        prepare(tmp_path / "gradebook.db")


def test_an_earlier_sample_class_is_replaced(tmp_path):
    made = prepare(tmp_path / "new" / "class")
    (made / "submitted" / "old").mkdir(parents=True)
    (made / "gradebook.db").write_text("old")
    prepare(made)
    assert [entry.name for entry in made.iterdir()] == [MARKER]


def test_outside_a_course_the_command_says_where_to_go(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["sample-class"]) == 2
    assert "Go to the course's folder first" in capsys.readouterr().err
    assert find_course(ROOT / "solutions") == ROOT


def test_the_command_explains_itself():
    command = [sys.executable, "-m", "peerlib", "sample-class", "--help"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Real submissions are not touched" in " ".join(shown.split())


class SmallClass:
    """A class of a few, marked by the call that formgrader's button makes."""

    def __init__(self, folder, isolation=""):
        self.folder = folder
        config = Config()
        install(config)
        config.SubmissionExporter.isolation = isolation
        config.CourseDirectory.root = str(folder)
        config.CourseDirectory.source_directory = str(ROOT / "solutions")
        config.CourseDirectory.db_url = "sqlite:///%s/gradebook.db" % folder
        self.db_url = config.CourseDirectory.db_url
        self.api = NbGraderAPI(CourseDirectory(config=config), config=config)
        self.released = folder / "release" / NAME / (NAME + ".ipynb")

    def hand_in(self, student, name=NAME + ".ipynb"):
        place = self.folder / "submitted" / student / NAME
        place.mkdir(parents=True)
        text = self.released.read_text().replace('learner = \\"\\"', 'learner = \\"%s\\"' % student)
        risk = EXERCISE.ITEMS[0]
        data = EXERCISE.data_for(seed_for(student, NAME, EXERCISE.VERSION))
        text = text.replace("risk_programme = None", "risk_programme = %r" % risk.truth(data), 1)
        (place / name).write_text(text)
        return place / name

    def mark(self, student="*"):
        return self.api.autograde(NAME, student)

    def score(self, student):
        with Gradebook(self.db_url) as gradebook:
            return gradebook.find_submission(NAME, student).score


@pytest.fixture(scope="session")
def course_folder(tmp_path_factory):
    """The exercise released and in an empty gradebook; made once, copied for each class."""
    folder = tmp_path_factory.mktemp("course")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"])
        assert SmallClass(folder).api.generate_assignment(NAME)["success"]
    return folder


@pytest.fixture
def small_class(tmp_path, course_folder):
    return SmallClass(shutil.copytree(course_folder, tmp_path / "course"))


def test_formgraders_button_marks_one_student(small_class):
    small_class.hand_in("ana")
    small_class.hand_in("ben")
    result = small_class.mark("ana")
    assert result["success"], result
    assert "Marked ana, trial-effects: 1 of 9 (bubblewrap)" in result["log"]
    assert small_class.score("ana") == 1
    assert not (small_class.folder / "autograded" / "ben").exists()


def test_a_mark_given_by_hand_survives_marking_again(small_class):
    small_class.hand_in("ana")
    small_class.mark()
    with Gradebook(small_class.db_url) as gradebook:
        gradebook.find_grade("check-risk_difference", NAME, NAME, "ana").manual_score = 2
        comment = gradebook.find_comment("answer-risk_difference", NAME, NAME, "ana")
        comment.manual_comment = "Told in class."
        gradebook.db.commit()
    log = small_class.mark()["log"]
    assert "ana, trial-effects: 1 mark set by hand was kept: risk_difference." in log
    assert "ana, trial-effects: 1 comment set by hand was kept: risk_difference." in log
    assert small_class.score("ana") == 3
    done = small_class.api.generate_feedback(NAME, force=False)
    assert done["success"] and "Pages written: 1." in done["log"]
    again = small_class.api.generate_feedback(NAME, force=False)["log"]
    assert "Pages left as they were, even if marks have changed since: 1. To write" in again
    page = small_class.folder / "feedback" / "ana" / NAME / (NAME + ".html")
    text = Page(page.read_text()).text
    assert "Points Score: 2.0 / 2.0" in text and "Risk difference: 2.0 / 2.0" in text
    assert "Comments: Told in class." in text
    assert "Score: 3.0 / 9.0" in text
    with Gradebook(small_class.db_url) as gradebook:
        comment = gradebook.find_comment("answer-risk_difference", NAME, NAME, "ana")
        assert comment.comment == "Told in class."


def test_what_lies_in_a_wrong_place_is_named_at_the_end(small_class):
    notebook = small_class.hand_in("ana")
    submitted = small_class.folder / "submitted"
    for place in ("gil", "hal/trial-effects", "ida", "jon/trial-effects", "kim/Trial 1"):
        (submitted / place).mkdir(parents=True)
    shutil.copy(notebook, submitted / "gil")
    (submitted / "hal" / NAME / "notes.txt").write_text("later")
    shutil.copy(notebook, submitted / "lee.ipynb")
    (submitted / "mia").symlink_to(small_class.folder)
    (submitted / ".DS_Store").write_text("")
    log = small_class.mark()["log"]
    end = log[log.index("Marked 1. Not marked: 7.") :]
    assert [line.split("Not marked: ")[1] for line in end.splitlines()[1:8]] == [
        "gil: trial-effects.ipynb lies one folder too high. Move it to gil/trial-effects/.",
        "hal: there is no notebook in hal/trial-effects. It holds notes.txt.",
        "ida: there is no folder trial-effects in it. It is empty.",
        "jon: there is no notebook in jon/trial-effects. It is empty.",
        "kim: there is no folder trial-effects in it. It holds Trial 1.",
        "lee.ipynb: it is a file, and not in a folder of a student. "
        "Move it to STUDENT/trial-effects/.",
        "mia: it is a link to another place. Put the files themselves there.",
    ]
    assert "Marked 1. Not marked: 0." in small_class.mark("ana")["log"]


def test_a_broken_file_after_a_marked_one_leaves_the_earlier_mark_and_says_so(small_class):
    small_class.hand_in("ana").write_text("{")
    small_class.hand_in("ben")
    log = small_class.mark()["log"]
    assert "Not marked: ana: the file is not a notebook" in log
    assert "Kept" not in log
    with Gradebook(small_class.db_url) as gradebook:
        assert [student.id for student in gradebook.students] == ["ben"]
    (small_class.folder / "submitted" / "ben" / NAME / (NAME + ".ipynb")).write_text("{")
    log = small_class.mark("ben")["log"]
    assert "handed in again. Kept the earlier mark: 1 of 9." in log
    assert small_class.score("ben") == 1
    assert (small_class.folder / "autograded" / "ben" / NAME / (NAME + ".ipynb")).is_file()


def test_an_exercise_that_the_gradebook_does_not_know_gets_one_line_with_the_way_out(tmp_path):
    unknown = SmallClass(tmp_path / "course")
    for student in ("ana", "ben"):
        place = tmp_path / "course" / "submitted" / student / NAME
        place.mkdir(parents=True)
        (place / (NAME + ".ipynb")).write_text("{}")
    result = unknown.mark()
    assert not result["success"]
    assert result["log"].count("No assignment with ID 'trial-effects' exists") == 1
    assert "nbgrader generate_assignment trial-effects --force" in result["log"]
    assert "Traceback" not in result["log"]


def test_the_table_of_marks_stays_with_the_class(tmp_path):
    config = (ROOT / "nbgrader_config.py").read_text()
    (tmp_path / "nbgrader_config.py").write_text(config)
    command = [sys.executable, "-m", "nbgrader", "export"]
    path = os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"]
    subprocess.run(command, cwd=tmp_path, check=True, env={**os.environ, "PATH": path})
    assert not (tmp_path / "grades.csv").exists()
    assert (tmp_path / "class" / "grades.csv").read_text().startswith("assignment,")
    subprocess.run(
        [*command, "--to", "mine.csv"], cwd=tmp_path, check=True, env={**os.environ, "PATH": path}
    )
    assert (tmp_path / "mine.csv").exists()


def test_a_linked_notebook_is_refused_and_the_others_are_marked(small_class):
    theirs = small_class.hand_in("ana")
    small_class.hand_in("ben")
    linked = small_class.folder / "submitted" / "cyd" / NAME / theirs.name
    linked.parent.mkdir(parents=True)
    linked.symlink_to(theirs)
    result = small_class.mark()
    assert "Not marked: cyd: %r is a link" % theirs.name in result["log"]
    assert small_class.score("ana") == small_class.score("ben") == 1
    assert not (small_class.folder / "autograded" / "cyd").exists()
    alone = small_class.mark("cyd")
    assert not alone["success"]
    assert "link to another place" in alone["log"]


def test_a_link_beside_the_notebook_never_reaches_nbgraders_folders(small_class):
    notebook = small_class.hand_in("ana")
    secret = small_class.folder / "secret.txt"
    secret.write_text("hush")
    (notebook.parent / "data.txt").symlink_to(secret)
    assert not small_class.mark("ana")["success"]
    copies = [path for path in small_class.folder.glob("autograded/**/*") if path.is_file()]
    assert copies == []


def test_a_renamed_notebook_is_refused_with_its_name(small_class):
    small_class.hand_in("ana", "trial-effects (1).ipynb")
    result = small_class.mark("ana")
    assert not result["success"]
    assert "only trial-effects (1).ipynb. Rename it." in result["log"]


def test_without_bubblewrap_marks_are_the_same_and_the_record_says_so(course_folder, tmp_path):
    without = SmallClass(shutil.copytree(course_folder, tmp_path / "course"), "limits only")
    without.hand_in("ana")
    result = without.mark("ana")
    assert "Marked ana, trial-effects: 1 of 9 (limits only)" in result["log"]
    assert "apt-get install bubblewrap" in result["log"]
    marked = without.folder / "autograded" / "ana" / NAME / (NAME + ".ipynb")
    assert json.loads(marked.read_text())["metadata"]["peerlib"]["sandbox"] == "limits only"


def test_where_nothing_can_be_shut_in_nothing_is_marked(small_class, monkeypatch):
    def none_works(wanted):
        raise RuntimeError("Install bubblewrap (apt-get install bubblewrap).")

    monkeypatch.setattr("peerlib.autograde.submissions.working_isolation", none_works)
    small_class.hand_in("ana")
    result = small_class.mark()
    assert not result["success"]
    assert "apt-get install bubblewrap" in result["error"]
    assert not (small_class.folder / "autograded").exists()


def test_the_sample_class_says_at_once_that_nothing_can_be_shut_in(tmp_path, monkeypatch):
    def none_works(wanted):
        raise RuntimeError("Install bubblewrap (apt-get install bubblewrap).")

    monkeypatch.setattr("peerlib.autograde.sandbox.working_isolation", none_works)
    with pytest.raises(RuntimeError, match="apt-get install bubblewrap"):
        run_sample_class(tmp_path / "class", ROOT)
    assert not (tmp_path / "class").exists()


def test_marking_does_not_change_what_was_handed_in(small_class):
    notebook = small_class.hand_in("ana")
    before = notebook.read_bytes()
    small_class.mark()
    assert notebook.read_bytes() == before


@pytest.mark.parametrize(
    ("file", "student"),
    [
        ("canvas/lopezana_123_4567_trial-effects.ipynb", "lopezana"),
        ("canvas/lopezana_LATE_123_4567_trial-effects-1.ipynb", "lopezana"),
        ("x/Ana O'Neil_4711_assignsubmission_file_/trial-effects (2).ipynb", "Ana O'Neil"),
        ("x/Zo\u00eb Lee_4711_assignsubmission_file/trial-effects.ipynb", "Zo\u00eb Lee"),
    ],
)
def test_files_of_a_learning_platform_find_their_student_and_exercise(file, student):
    config = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config()
    found = FileNameCollectorPlugin(config=config).collect("/class/downloaded/" + file)
    assert (found["student_id"], found["file_id"]) == (student, NAME)
