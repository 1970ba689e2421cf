"""The gradebook's marks as tables for other systems: whole, honest, and harmless to open."""

import csv
import datetime
import io
import os
import subprocess
import sys

import pytest
from recorded_class import EXERCISE, NAME, RecordedClass, truths

from peerlib.__main__ import main
from peerlib.reports.export import sheet_of, table_text
from peerlib.reports.layouts import LAYOUTS, guarded

RISK = EXERCISE.ITEMS[0]
HOSTILE = '=HYPERLINK("http://x","y")'


@pytest.fixture
def a_class(tmp_path):
    made = RecordedClass(tmp_path)
    made.add("ana")
    made.add("ben", {RISK.name: 0.123456})
    with made.gradebook() as gradebook:
        gradebook.update_or_create_student(
            "ana", first_name="Ana", last_name="O’Ñeil, B.", email="ana@x.org", lms_user_id="77"
        )
        gradebook.update_or_create_student("zoe", first_name="Zoë")
    return made


def rows(a_class, layout, column=""):
    text = table_text(sheet_of(a_class.places, NAME), layout, column)
    return list(csv.reader(io.StringIO(text, newline="")))


def test_canvas_gets_its_columns_and_the_row_of_points(a_class):
    assert rows(a_class, "canvas", "Trial (123)") == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Trial (123)"],
        ["    Points Possible", "", "", "", "", "9"],
        ["O’Ñeil, B., Ana", "77", "", "ana", "", "9"],
        ["ben", "", "", "ben", "", "8"],
        ["Zoë", "", "", "zoe", "", ""],
    ]


def test_moodle_gets_columns_that_can_be_mapped(a_class):
    assert rows(a_class, "moodle")[:2] == [
        ["Username", "ID number", "Email address", "First name", "Last name", EXERCISE.TITLE],
        ["ana", "77", "ana@x.org", "Ana", "O’Ñeil, B.", "9"],
    ]


def test_blackboard_gets_quotes_around_every_cell(a_class):
    text = table_text(sheet_of(a_class.places, NAME), "blackboard", "Trial |123")
    assert text == '"Username","Trial |123"\r\n"ana","9"\r\n"ben","8"\r\n"zoe",""\r\n'


def test_the_plain_table_has_every_question(a_class):
    head, ana, ben, zoe = rows(a_class, "csv")
    assert head[4:11] == [item.name for item in EXERCISE.ITEMS]
    by_name = dict(zip(head, ben, strict=True))
    assert (by_name[RISK.name], by_name["raw_score"], by_name["score"]) == ("0", "8", "8")
    assert dict(zip(head, zoe, strict=True))["score"] == ""
    assert ana[-2:] == ["9", "0"]


def test_marks_by_hand_and_penalties_are_those_of_nbgraders_own_export(a_class):
    a_class.by_hand("ben", RISK.name, 0.5)
    with a_class.gradebook() as gradebook:
        due = datetime.datetime(2027, 1, 1)
        gradebook.find_assignment(NAME).duedate = due
        submission = gradebook.find_submission(NAME, "ben")
        submission.timestamp = due + datetime.timedelta(days=1)
        gradebook.find_submission_notebook(NAME, NAME, "ben").late_submission_penalty = 2
        gradebook.find_submission_notebook(NAME, NAME, "ana").late_submission_penalty = 20
        gradebook.db.commit()
    path = os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"]
    subprocess.run([sys.executable, "-m", "nbgrader", "export"], cwd=a_class.folder, check=True,
                   env={**os.environ, "PATH": path}, capture_output=True)  # fmt: skip
    theirs = csv.DictReader((a_class.folder / "class" / "grades.csv").open(encoding="utf-8"))
    # A comma in a name breaks nbgrader's row, so its own student is looked at alone.
    (ben,) = [row for row in theirs if row["student_id"] == "ben"]
    assert (ben["raw_score"], ben["late_submission_penalty"], ben["score"]) == ("8.5", "2.0", "6.5")
    head, ana, ours, _ = rows(a_class, "csv")
    ours = dict(zip(head, ours, strict=True))
    for name in ("raw_score", "late_submission_penalty", "score", "max_score"):
        assert float(ours[name]) == float(ben[name])
    assert dict(zip(head, ana, strict=True))["score"] == "0"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", " =", "\n@", "\u00a0+"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_cell_from_a_name_is_taken_for_a_formula(tmp_path, sign, layout):
    made = RecordedClass(tmp_path)
    with made.gradebook() as gradebook:
        gradebook.update_or_create_student(
            sign + "id", first_name=sign + "1", last_name=sign + "2", email=sign + "3",
            lms_user_id=sign + "4")  # fmt: skip
    for row in rows(made, layout, sign + "SUM(A1)"):
        for cell in row:
            assert cell.strip()[:1] not in ("=", "+", "-", "@")
            assert cell[:1] not in ("\t", "\r", "\n")
            assert cell.isprintable()


def test_what_is_harmless_stays_as_it_is():
    for text in ("", "Ana", "O’Ñeil, B.", "a=b", "12", "'quoted'", "Zoë 山"):
        assert guarded(text) == text


def test_quotes_commas_and_lines_in_a_name_stay_in_their_cell(tmp_path):
    made = RecordedClass(tmp_path)
    with made.gradebook() as gradebook:
        gradebook.update_or_create_student("a", first_name='x",\n"y', last_name="z;,")
    assert rows(made, "moodle")[1] == ["a", "", "", 'x", "y', "z;,", ""]


def test_without_a_mark_the_cell_is_empty_and_what_waits_is_counted(a_class):
    with a_class.gradebook() as gradebook:
        gradebook.find_grade("check-odds_ratio", NAME, NAME, "ana").auto_score = None
        for grade in gradebook.find_submission_notebook(NAME, NAME, "ben").grades:
            grade.auto_score = None
        gradebook.db.commit()
    head, ana, ben, _ = rows(a_class, "csv")
    ana = dict(zip(head, ana, strict=True))
    assert (ana["odds_ratio"], ana["score"], ana["waiting_for_a_person"]) == ("", "8", "1")
    assert dict(zip(head, ben, strict=True))["score"] == ""


def test_the_command_says_what_it_wrote_and_what_to_look_at(a_class, monkeypatch, capsys):
    a_class.add(HOSTILE.replace("/", ""), truths("ana"))
    (a_class.places.submissions / "zed").mkdir(parents=True)
    monkeypatch.chdir(a_class.folder)
    assert main(["export", NAME, "--to", "canvas"]) == 0
    told = capsys.readouterr().out
    assert "3 with a mark, 1 with an empty cell." in told
    assert "not in the table: 1. This names them: peerlib report trial-effects" in told
    assert "A ' was put before" in told and "HYPERLINK" in told
    file = a_class.folder / "class" / "exports" / "trial-effects-canvas.csv"
    assert "Zoë" in file.read_text(encoding="utf-8")
    assert file.stat().st_mode & 0o077 == 0
    mine = a_class.folder / "mine.csv"
    assert main(["export", NAME, "--file", str(mine), "--column", "Week 1"]) == 0
    assert mine.read_text(encoding="utf-8").startswith("student_id,")
    assert main(["export", NAME, "--file", "/proc/nothing/x.csv"]) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert main(["export", "nothing"]) == 2


def test_the_help_says_that_no_layout_was_tried_on_a_platform(capsys):
    with pytest.raises(SystemExit):
        main(["export", "--help"])
    told = " ".join(capsys.readouterr().out.split())
    assert "None was tried on a running Canvas, Moodle or Blackboard" in told


def test_an_empty_class_and_one_without_a_gradebook_are_answered(tmp_path):
    made = RecordedClass(tmp_path / "one")
    assert len(rows(made, "csv")) == 1
    assert len(rows(made, "canvas")) == 2
    (tmp_path / "one" / "class" / "gradebook.db").unlink()
    with pytest.raises(ValueError, match="generate_assignment"):
        sheet_of(made.places, NAME)


def test_outside_the_course_the_way_in_is_said(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for command in ("export", "report", "regrade", "comments"):
        assert main([command, NAME]) == 2
        assert "Go to the course's folder first" in capsys.readouterr().err


def test_the_class_folder_stops_whoever_types_there(tmp_path, monkeypatch, capsys):
    RecordedClass(tmp_path)
    monkeypatch.chdir(tmp_path / "class")
    with pytest.raises(SystemExit, match="cd .."):
        main(["export", NAME])
