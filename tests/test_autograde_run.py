"""`peerlib grade` marks a class as nbgrader does, once, whatever happens on the way."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from unittest import mock

import nbformat
import pytest
from nbgrader.api import Assignment, Gradebook
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import compute_checksum, parse_utc
from sqlalchemy.exc import OperationalError
from traitlets.config import Config

from peerlib.__main__ import main
from peerlib.autograde import install, worker
from peerlib.autograde.grade import grade
from peerlib.autograde.grade_command import add_what_lies_elsewhere, closing
from peerlib.autograde.gradebook_rows import Entry, NoSuchExercise, NotWritten, Rows
from peerlib.autograde.intake import Refused
from peerlib.autograde.places import places_of, read_places
from peerlib.autograde.pool import Died, Pool
from peerlib.autograde.progress import Progress
from peerlib.autograde.records import all_records, place_of, read, replay
from peerlib.autograde.sample_class import find_course, hand_in, run_simulated_class
from peerlib.autograde.sample_submissions import samples
from peerlib.autograde.simulated_class import simulated
from peerlib.autograde.times import time_of
from peerlib.exercises import load

ROOT = Path(__file__).parent.parent
NAME = "trial-effects"
EXERCISE = load(NAME)
FAST = "c.MarkOutside.cell_seconds = 2\nc.MarkOutside.memory_mb = 1024\n"


def config_of(folder, more=""):
    text = (
        "c = get_config()\nfrom peerlib.autograde import install\ninstall(c)\n"
        "c.CourseDirectory.source_directory = %r\n" % str(ROOT / "solutions")
    )
    (folder / "nbgrader_config.py").write_text(text + FAST + more)


@pytest.fixture(scope="module")
def empty_course(tmp_path_factory):
    """The exercise released and in an empty gradebook; made once, copied for each class."""
    folder = tmp_path_factory.mktemp("course") / "course"
    folder.mkdir()
    config_of(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"])
        assert nbgrader(folder).generate_assignment(NAME)["success"]
    return folder


def nbgrader(folder):
    config = Config()
    install(config)
    config.CourseDirectory.root = str(folder)
    config.CourseDirectory.source_directory = str(ROOT / "solutions")
    config.CourseDirectory.db_url = "sqlite:///%s/gradebook.db" % folder
    config.MarkOutside.cell_seconds = 2.0
    config.MarkOutside.memory_mb = 1024
    return NbGraderAPI(CourseDirectory(config=config), config=config)


@pytest.fixture(scope="module")
def released(empty_course):
    return json.loads((empty_course / "release" / NAME / (NAME + ".ipynb")).read_text())


@pytest.fixture(scope="module")
def foreseen(released):
    return {sample.learner: sample for sample in samples(EXERCISE, released)}


@pytest.fixture
def course(tmp_path, empty_course):
    return Path(shutil.copytree(empty_course, tmp_path / "course"))


@pytest.fixture
def few(course, released):
    """A course with six simulated learners."""
    for sample in simulated(EXERCISE, released, 6, seed=3):
        hand_in(course, NAME, sample)
    return course


def run(folder, **more):
    lines = []
    outcome = grade(NAME, read_places(folder), say=lines.append, **{"jobs": 2, **more})
    return outcome


def gradebook(folder, times=False):
    """Everything that nbgrader's gradebook has of the exercise, without its random ids."""
    found = {}
    with Gradebook("sqlite:///%s/gradebook.db" % folder) as book:
        assignment = book.db.query(Assignment).filter_by(name=NAME).one()
        for submission in assignment.submissions:
            (work,) = submission.notebooks
            found[submission.student.id] = {
                "score": submission.score,
                "max": submission.max_score,
                "late": work.late_submission_penalty,
                "needs": work.needs_manual_grade,
                "flagged": work.flagged,
                "time": submission.timestamp,
                "grades": sorted(
                    (g.name, g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade)
                    for g in work.grades
                ),
                "comments": sorted(
                    (c.name, c.auto_comment, c.manual_comment) for c in work.comments
                ),
            }
    return found


def records(folder):
    found = {}
    for record in all_records(folder / "records", NAME):
        content = json.loads(place_of(folder / "records", NAME, record.student).read_text())
        for name in ("marked_at", "seconds"):
            content.pop(name)
        found[record.student] = content
    return found


def shown(folder, student):
    path = folder / "autograded" / student / NAME / (NAME + ".ipynb")
    notebook = json.loads(path.read_text())
    notebook["metadata"]["peerlib"].pop("sandbox")
    # nbgrader's second pass leaves these out; with them JupyterLab knows how to open it
    notebook["metadata"].pop("kernelspec", None)
    notebook["metadata"].pop("language_info", None)
    for number, cell in enumerate(notebook["cells"]):  # it numbers them anew
        cell["id"] = "cell-%d" % number
    return notebook


ODD = (
    "right",
    "right-as-text",
    "blank",
    "no-name",
    "nickname",
    "second-hand",
    "follow-through",
    "deleted-cells",
    "copied-cells",
    "old-format",
    "markup",
    "exception",
    "exit",
    "tampering",
    "endless-loop",
    "not-json",
    "empty-file",
)


def test_gradebook_and_shown_notebook_are_what_nbgrader_makes(course, foreseen, tmp_path):
    for name in ODD:
        hand_in(course, NAME, foreseen[name])
    (course / "submitted" / "right" / NAME / "timestamp.txt").write_text("2027-01-02 10:00:00 UTC")
    (course / "submitted" / "right" / NAME / "notes.csv").write_text("1,2")
    other = Path(shutil.copytree(course, tmp_path / "other"))
    outcome = run(course)
    assert outcome.marked == len(ODD) - 2
    assert set(outcome.sandboxes) == {"warm bubblewrap"}
    nbgrader(other).autograde(NAME, "*")
    assert gradebook(course) == gradebook(other)
    one, two = records(course), records(other)
    for found in (one, two):
        for record in found.values():
            record.pop("sandbox")
    assert one == two
    assert run(other).unchanged == len(ODD) - 2  # what nbgrader marked is not marked again
    for name in ODD[:-2]:
        assert shown(course, name) == shown(other, name), name
        nbformat.validate(nbformat.from_dict(shown(course, name)))
    for place in (course, other):
        folder = place / "autograded" / "right" / NAME
        assert sorted(os.listdir(folder)) == ["notes.csv", "timestamp.txt", NAME + ".ipynb"]
        assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o444}
    assert sorted(outcome.not_marked) == ["empty-file", "not-json"]
    assert "it is empty" in outcome.not_marked["empty-file"]
    # formgrader's list, and the pages to give back, know no difference
    api = nbgrader(course)
    assert api.get_autograded_students(NAME) == set(ODD[:-2])
    assert api.generate_feedback(NAME, "right")["success"]
    page = (course / "feedback" / "right" / NAME / (NAME + ".html")).read_text()
    assert "Score: 9.0 / 9.0" in page
    # and nbgrader's button marks the same again
    before = gradebook(course)
    assert api.autograde(NAME, "follow-through", force=True)["success"]
    assert gradebook(course) == before


def test_each_record_has_what_a_replay_needs(few):
    run(few)
    found = list(all_records(few / "records", NAME))
    assert len(found) == 6
    for record in found:
        assert replay(record, EXERCISE).items == record.items
        assert record.points == gradebook(few)[record.student]["score"]


def test_only_what_changed_is_marked_again(few, released):
    assert (run(few).marked, run(few).unchanged) == (6, 6)
    before = gradebook(few)
    path = few / "submitted" / "learner-2" / NAME / (NAME + ".ipynb")
    path.write_text(json.dumps(released))
    outcome = run(few)
    assert (outcome.marked, outcome.unchanged) == (1, 5)
    points = before["learner-2"]["score"]
    assert outcome.other_marks == {"learner-2": (points, 0)}
    assert gradebook(few)["learner-2"]["score"] == 0
    assert run(few, again=True).marked == 6


def test_whoever_is_given_other_numbers_is_marked_again_on_them(few):
    run(few)
    (few / "numbers.toml").write_text('["%s"]\nlearner-2 = "learner-3"\n' % NAME)
    outcome = run(few)
    assert (outcome.marked, outcome.unchanged) == (1, 5)
    record = read(few / "records", NAME, "learner-2")
    assert (record.data_of, record.given) == ("learner-3", "learner-3")
    assert [item.points for item in replay(record, EXERCISE).items] == [
        item.points for item in record.items
    ]
    (few / "numbers.toml").unlink()
    assert run(few).marked == 1
    assert read(few / "records", NAME, "learner-2").data_of == "learner-2"


def test_a_pattern_of_students_leaves_the_others_alone(few):
    assert run(few, students="learner-[12]").marked == 2
    assert sorted(gradebook(few)) == ["learner-1", "learner-2"]


@pytest.mark.parametrize(
    ("spoil", "again"),
    [
        (lambda f: shutil.rmtree(f / "autograded" / "learner-3"), 1),
        (
            lambda f: (f / "submitted" / "learner-3" / NAME / "timestamp.txt").write_text(
                "2027-01-02 10:00:00 UTC"
            ),
            1,
        ),
        (lambda f: (f / "gradebook.db").write_bytes((f / "gradebook.old").read_bytes()), 6),
        (
            lambda f: (f / "comments.toml").write_text(
                '["%s".risk_programme]\nright = "Well done."\n' % NAME
            ),
            None,
        ),
    ],
    ids=["notebook", "time", "gradebook", "own words"],
)
def test_what_is_missing_is_made_of_the_record_without_running_anything(
    few, monkeypatch, spoil, again
):
    (few / "gradebook.old").write_bytes((few / "gradebook.db").read_bytes())
    run(few)
    first, notes = gradebook(few), {name: shown(few, name) for name in gradebook(few)}
    spoil(few)

    def never(*arguments, **options):
        raise AssertionError("learner code was run")

    monkeypatch.setattr(worker, "run", never)
    outcome = run(few)
    assert outcome.not_marked == {}
    right = [
        n
        for n, e in first.items()
        if ("answer-risk_programme" in dict((c[0], c) for c in e["comments"]))
        and ("check-risk_programme", 1.0) in [g[:2] for g in e["grades"]]
    ]
    assert outcome.marked == (len(right) if again is None else again)
    now = gradebook(few)
    assert {n: e["grades"] for n, e in now.items()} == {n: e["grades"] for n, e in first.items()}
    assert {name: shown(few, name) for name in now} == notes
    if again is None:
        told = {c for entry in now.values() for _, c, _ in entry["comments"]}
        assert "Well done." in told
    assert run(few).marked == 0


def test_marks_comments_and_credit_of_a_person_stay(few):
    run(few)
    with Gradebook("sqlite:///%s/gradebook.db" % few) as book:
        grade_ = book.find_grade("check-odds_ratio", NAME, NAME, "learner-1")
        grade_.manual_score, grade_.extra_credit = 0.5, 0.25
        comment = book.find_comment("answer-odds_ratio", NAME, NAME, "learner-1")
        comment.manual_comment = "Told in class."
        book.find_submission_notebook(NAME, NAME, "learner-1").flagged = True
        book.db.commit()
    outcome = run(few, again=True)
    assert "kept: answer-odds_ratio, check-odds_ratio" in " ".join(outcome.noted["learner-1"])
    found = gradebook(few)["learner-1"]
    assert found["flagged"] and found["needs"]
    assert [g[2:] for g in found["grades"] if g[0] == "check-odds_ratio"] == [(0.5, 0.25, True)]
    assert "Told in class." in [c[2] for c in found["comments"]]


def test_penalties_for_lateness_are_nbgraders(few):
    config_of(few, "c.LateSubmissionPlugin.penalty_method = 'zero'\n")
    with Gradebook("sqlite:///%s/gradebook.db" % few) as book:
        book.update_or_create_assignment(NAME, duedate="2027-01-01 12:00:00 UTC")
    for name, day in (("learner-1", 1), ("learner-2", 3)):
        place = few / "submitted" / name / NAME / "timestamp.txt"
        place.write_text("2027-01-0%d 10:00:00 UTC" % day)
    run(few)
    found = gradebook(few)
    assert found["learner-1"]["late"] is None
    assert found["learner-2"]["late"] == found["learner-2"]["score"] > 0


def test_a_broken_submission_never_stops_the_rest(few, monkeypatch, foreseen):
    submitted = few / "submitted"
    (submitted / "learner-1" / NAME / (NAME + ".ipynb")).write_text("{")
    shutil.rmtree(submitted / "learner-2" / NAME)
    (submitted / "learner-2" / NAME).symlink_to(submitted / "learner-3" / NAME)
    (submitted / "learner-4" / NAME / "timestamp.txt").write_text("soon")
    (submitted / "stray.ipynb").write_text("")
    (submitted / "abe").mkdir()
    (submitted / "esc" / NAME).mkdir(parents=True)
    (submitted / "esc" / NAME / "\x1b[2J\nMarked 9.ipynb").write_text("")
    real = worker.mark_submission

    def mark(content, student, setup, run):
        if student == "learner-5":
            os._exit(1)
        if student == "learner-6":
            raise KeyError("a slip of ours")
        return real(content, student, setup, run)

    monkeypatch.setattr(worker, "mark_submission", mark)
    outcome = run(few)
    add_what_lies_elsewhere(outcome, read_places(few), NAME)
    assert sorted(gradebook(few)) == ["learner-3"]
    for name, words in {
        "learner-1": "not JSON",
        "learner-2": "link to another place",
        "learner-4": "'soon'",
        "learner-5": "ended twice",
        "learner-6": "a slip of ours",
        "abe": "no folder trial-eff",
        "esc": "Rename it",
        "stray.ipynb": "not in a folder of a student",
    }.items():
        assert words in outcome.not_marked[name]
    assert len(outcome.not_marked) == 8
    lines = list(closing(outcome, 1.0))
    assert "only \ufffd[2J\ufffdMarked 9.ipynb" in "".join(lines)
    assert not set("\x1b\n") & set("".join(lines))
    assert lines[0].startswith("Marked 1 in 1.0 s.") and len(lines) >= 8


def test_a_broken_file_after_a_marked_one_leaves_the_earlier_mark(few):
    run(few)
    before = gradebook(few)
    (few / "submitted" / "learner-1" / NAME / (NAME + ".ipynb")).write_text("{")
    outcome = run(few)
    assert outcome.not_marked["learner-1"].endswith("The earlier mark stays.")
    assert gradebook(few) == before
    assert read(few / "records", NAME, "learner-1").points == before["learner-1"]["score"]


def test_a_corrupt_record_is_named_and_its_submission_marked_anew(few):
    run(few)
    place_of(few / "records", NAME, "learner-1").write_text("{")
    outcome = run(few)
    assert outcome.marked == 1 and "learner-1.json cannot be read" in outcome.unreadable[0]
    assert run(few).marked == 0


COMMAND = [sys.executable, "-m", "peerlib", "grade", NAME, "--jobs", "2"]


@pytest.fixture(scope="module")
def frozen(tmp_path_factory):
    """A copy of the program: whoever edits it during the tests changes the rules of marking."""
    folder = tmp_path_factory.mktemp("frozen")
    ignored = shutil.ignore_patterns("__pycache__", "widgets", "book")
    shutil.copytree(ROOT / "peerlib", folder / "peerlib", ignore=ignored)
    return folder


def started(folder, program):
    return subprocess.Popen(
        COMMAND,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(program)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        # who starts the tests in the background hands down that Ctrl-C is to be ignored
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )


def test_killed_at_any_moment_and_started_again_it_ends_as_if_never_killed(
    course, released, tmp_path, frozen
):
    for sample in simulated(EXERCISE, released, 24, seed=5):
        hand_in(course, NAME, sample)
    whole = Path(shutil.copytree(course, tmp_path / "whole"))
    assert started(whole, frozen).wait() == 0
    rng = random.Random(8)
    folder = course / "records" / NAME
    for kind in [signal.SIGKILL] * 5 + [signal.SIGINT]:
        process = started(course, frozen)
        enough = len(list(folder.glob("*.json"))) + rng.choice((1, 2, 3))
        while len(list(folder.glob("*.json"))) < enough and process.poll() is None:
            time.sleep(0.002)
        time.sleep(rng.uniform(0, 0.04))
        process.send_signal(kind)
        process.wait(timeout=60)
        gradebook(course)  # is whole, and can be read
    assert len(records(course)) >= 6
    last = started(course, frozen)
    told, _ = last.communicate(timeout=120)
    assert last.returncode == 0, told
    assert gradebook(course) == gradebook(whole)
    assert records(course) == records(whole)
    for student in gradebook(whole):
        assert shown(course, student) == shown(whole, student)
        assert os.listdir(course / "autograded" / student) == [NAME]
    assert not [name for name in os.listdir(course / "records" / NAME) if name[0] == "."]


def test_ctrl_c_says_what_to_do_and_keeps_what_is_done(course, released, frozen):
    for sample in simulated(EXERCISE, released, 60, seed=6):
        hand_in(course, NAME, sample)
    process = started(course, frozen)
    for line in process.stdout:
        if " of 60 done" in line:
            break
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Stopped. What is marked is kept." in rest and "Traceback" not in rest
    assert 0 < len(gradebook(course)) < 60


def test_two_runs_at_once_do_not_meet(few):
    import fcntl

    (few / "records").mkdir()
    with open(few / "records" / ".grade.lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(ValueError, match="being marked already"):
            run(few)
    assert run(few).marked == 6


def test_without_warm_sandboxes_marks_are_the_same_and_the_record_says_so(few, monkeypatch):
    run(few)
    marks = gradebook(few)
    monkeypatch.setattr("peerlib.autograde.warm.WarmSandbox.works", lambda self: False)
    lines = []
    outcome = grade(NAME, read_places(few), jobs=2, again=True, say=lines.append)
    assert outcome.sandboxes == {"bubblewrap": 6}
    assert "It is slower" in lines[0]
    assert gradebook(few) == marks
    outcome = run(few, again=True, isolation="limits only")
    assert outcome.sandboxes == {"limits only": 6}
    assert {record.sandbox for record in all_records(few / "records")} == {"limits only"}
    assert gradebook(few) == marks


def test_an_exercise_that_is_not_in_the_gradebook_is_said_with_the_way_out(tmp_path):
    config_of(tmp_path)
    with pytest.raises(ValueError, match="nbgrader generate_assignment trial-effects --force"):
        run(tmp_path)
    with pytest.raises(ValueError, match="There is no exercise 'trail-effects'"):
        grade("trail-effects", read_places(tmp_path))


def test_the_command_refuses_nonsense_and_explains_itself(few, monkeypatch, capsys):
    monkeypatch.chdir(few)
    assert main(["grade", NAME, "--jobs", "0"]) == 2
    assert "--jobs must be from 1 to 1000, got 0" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["grade", "--help"])
    assert "start it again: it goes on where it was" in " ".join(capsys.readouterr().out.split())
    assert main(["grade", NAME]) == 0
    assert "Marked 6 in" in capsys.readouterr().out


@pytest.mark.parametrize("structure", [None, "{nbgrader_step}/{assignment_id}/{student_id}"])
def test_places_are_nbgraders(tmp_path, structure):
    config = Config()
    config.CourseDirectory.root = str(tmp_path)
    config.CourseDirectory.submitted_directory = "class/submitted"
    config.CourseDirectory.student_id_exclude = "eve"
    if structure:
        config.CourseDirectory.directory_structure = structure
    theirs, ours = CourseDirectory(config=config), places_of(config, "/")
    for step in ("source", "submitted", "autograded", "release"):
        name = getattr(theirs, step + "_directory")
        assert getattr(ours, step) == name
        assert ours.folder(name, "ana", NAME) == theirs.format_path(name, "ana", NAME)
    assert (ours.db_url, list(ours.ignored)) == (theirs.db_url, theirs.ignore)
    for student in ("ana", "b+(c", "eve"):
        Path(ours.folder(ours.submitted, student, NAME)).mkdir(parents=True)
    assert ours.students(NAME) == ["ana", "b+(c"]


@pytest.mark.parametrize(
    "text",
    [
        "2027-01-02 10:00:00 UTC",
        "2027-01-02 10:00:00.123456 Europe/Vienna",
        "2027-01-02",
        "2027-01-02T10:00:00+02:00",
        "2027-01-02 10:00:00 3600",
    ],
)
def test_times_are_read_as_nbgrader_reads_them(tmp_path, text):
    assert time_of(tmp_path) is None
    (tmp_path / "timestamp.txt").write_text(text + "\n")
    assert time_of(tmp_path) == parse_utc(text)


def test_what_is_no_time_is_refused(tmp_path):
    (tmp_path / "timestamp.txt").write_text("\0 soon")
    with pytest.raises(Refused, match="cannot be read as a time"):
        time_of(tmp_path)


def test_the_gradebook_is_written_whole_or_not_at_all(few, monkeypatch):
    rows = Rows("sqlite:///%s/gradebook.db" % few, NAME)
    entries = [Entry(name, None, {}, {}) for name in ("ana", "ben")]

    def fails(*arguments):
        raise OSError("no space left")

    monkeypatch.setattr("peerlib.autograde.gradebook_writing._comments", fails)
    with pytest.raises(OSError):
        rows.write(entries)
    assert gradebook(few) == {}
    monkeypatch.undo()
    with monkeypatch.context() as full, pytest.raises(NotWritten, match="full.*Nothing is lost"):
        trouble = OperationalError("INSERT", {}, Exception("database or disk is full"))
        full.setattr(
            "peerlib.autograde.gradebook_writing._comments", mock.Mock(side_effect=trouble)
        )
        rows.write(entries)
    assert gradebook(few) == {}
    assert rows.write(entries + entries) == {}
    assert sorted(gradebook(few)) == ["ana", "ben"]
    rows.close()
    with pytest.raises(NoSuchExercise):
        Rows("sqlite:///%s/gradebook.db" % few, "other")


def test_checksums_are_nbgraders(released):
    from peerlib.autograde.course_cells import CourseCell
    from peerlib.autograde.shown import _unchanged

    notebook = nbformat.reads(json.dumps(released), as_version=4)
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader")
        if about:
            course_cell = CourseCell(
                about["grade_id"],
                cell.cell_type,
                cell.source,
                compute_checksum(cell),
                about["locked"],
                about["grade"],
                about["solution"],
                about["task"],
                about.get("points"),
            )
            assert _unchanged(course_cell, {about["grade_id"]: cell.source})
            assert not _unchanged(course_cell, {about["grade_id"]: cell.source + " "})


def test_two_hundred_learners_get_the_marks_their_mistakes_must_get(tmp_path):
    results = run_simulated_class(
        tmp_path / "class", find_course(ROOT), learners=200, say=lambda line: None
    )
    assert len(results) == 200
    assert [result.sample.learner for result in results if not result.as_expected] == []
    assert {result.sandbox for result in results} == {"warm bubblewrap"}
    tags = {tag for result in results for tag in result.tags.values()}
    assert {"right", "blank", "unrecognised", "follow-through"} < tags and len(tags) > 12
    assert len({result.points for result in results}) > 6


def test_the_same_seed_simulates_the_same_class(released):
    first, again = (list(simulated(EXERCISE, released, 5, seed=0)) for _ in range(2))
    assert first == again
    assert first != list(simulated(EXERCISE, released, 5, seed=1))


def test_an_ordinary_user_marks_a_class(few):
    """Where root runs the tests, as `nobody`, if there is a Python that `nobody` can reach."""
    if os.geteuid() != 0:
        assert run(few).sandboxes == {"warm bubblewrap": 6}
        return
    packages = Path(nbformat.__file__).parent.parent
    command = ["/usr/bin/python3", "-m", "peerlib", "grade", NAME]
    more = {
        "user": 65534,
        "group": 65534,
        "extra_groups": [],
        "cwd": few,
        "env": {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": "%s:%s" % (ROOT, packages),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
    }
    for place, folders, files in os.walk(few):
        for name in [".", *folders, *files]:
            os.chown(os.path.join(place, name), 65534, 65534)
    for parent in few.parents:
        if str(parent).startswith(str(Path("/tmp/pytest-of-root"))):
            parent.chmod(0o755)
    try:
        subprocess.run(
            [command[0], "-c", "import sqlalchemy, nbformat, peerlib"],
            check=True,
            capture_output=True,
            **more,
        )
    except (OSError, subprocess.CalledProcessError):
        # this machine's Python is root's alone: then as root, which is better than not at all
        command, more = [sys.executable, *command[1:]], {"cwd": few, "env": more["env"]}
    done = subprocess.run(command, capture_output=True, text=True, **more)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {record.sandbox for record in all_records(few / "records")} == {"warm bubblewrap"}


def test_at_most_one_job_for_each_process_is_taken_at_a_time():
    taken, done = [], 0

    def jobs():
        for number in range(20):
            taken.append(number)
            yield number

    with Pool(lambda number: lambda job: job * 2, 2) as pool:
        for job, result in pool.results(jobs()):
            done += 1
            assert result == job * 2
            assert len(taken) <= done + 2
    assert done == 20


def test_a_process_that_dies_or_hangs_loses_its_own_job_only(tmp_path):
    def make(number):
        def work(job):
            if job == "dies":
                os._exit(1)
            if job == "dies once" and not (tmp_path / "seen").exists():
                (tmp_path / "seen").write_text("")
                os._exit(1)
            if job == "hangs":
                time.sleep(60)
            return "done"

        return work

    with Pool(make, 2, seconds=1) as pool:
        found = dict(pool.results(["a", "dies", "b", "dies once", "hangs", "c"]))
    assert found == {
        "a": "done",
        "dies": Died,
        "b": "done",
        "dies once": "done",
        "hangs": Died,
        "c": "done",
    }


def test_progress_tells_done_of_and_time_left():
    now, lines = [0.0], []
    progress = Progress(11, lines.append, clock=lambda: now[0])
    for _ in range(10):
        now[0] += 3
        progress.step(marked=True)
    now[0] += 3
    progress.step()
    progress.end()
    assert lines[0] == "  1 of 11 done, the first are being marked"
    assert lines[1] == "  2 of 11 done, about 28 s left"  # 9 times 3 s, rounded up
    assert lines[-1] == "  11 of 11 done"


def test_an_answer_for_a_person_waits_or_is_nothing_if_it_was_left_empty():
    from nbgrader.utils import determine_grade

    from peerlib.autograde.course_cells import CourseCell
    from peerlib.autograde.shown import _unchanged

    about = {
        "grade_id": "answer-text",
        "grade": True,
        "solution": True,
        "locked": False,
        "task": False,
        "points": 2,
        "schema_version": 3,
        "cell_type": "markdown",
    }
    for source in ("Write here.", "I would ask first."):
        cell = nbformat.from_dict(
            {"cell_type": "markdown", "source": source, "metadata": {"nbgrader": dict(about)}}
        )
        released_cell = nbformat.from_dict({**cell, "source": "Write here."})
        checksum = compute_checksum(released_cell)
        cell.metadata.nbgrader["checksum"] = checksum
        course_cell = CourseCell(
            "answer-text", "markdown", "Write here.", checksum, False, True, True, False, 2.0
        )
        score, _ = determine_grade(cell)
        assert (score == 0) == _unchanged(course_cell, {"answer-text": source})
