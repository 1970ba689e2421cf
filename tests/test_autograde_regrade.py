"""Marking again changes what the rules change, keeps what people gave, and lowers nobody."""

import datetime

import pytest
from recorded_class import EXERCISE, NAME, RecordedClass, truths

from peerlib.__main__ import main
from peerlib.autograde import regrade
from peerlib.autograde.one_run import OneRun
from peerlib.autograde.records import all_records, place_of
from peerlib.autograde.regrade import accept, plan
from peerlib.autograde.regrade_words import lines
from peerlib.exercises import data_seen_by

RISK, DIFFERENCE = EXERCISE.ITEMS[0], EXERCISE.ITEMS[1]
ODDS = next(one for one in RISK.misconceptions if one.tag == "misconception:odds-for-risk")


@pytest.fixture
def a_class(tmp_path):
    made = RecordedClass(tmp_path)
    for student in ("ana", "ben"):
        made.add(student, {RISK.name: ODDS.formula(data_seen_by(student, EXERCISE))})
    made.add("cyd")
    return made


@pytest.fixture
def more_generous(monkeypatch):
    monkeypatch.setattr(ODDS, "credit", 0.5)
    monkeypatch.setattr(ODDS, "idea", "This is the odds, in other words.")


def records(a_class):
    return {record.student: record for record in all_records(a_class.places.records)}


def test_the_sample_mark_is_worked_out_by_hand(a_class):
    # The wrong turn earns 0.25 of 1 point; all else is right.
    assert ODDS.credit == 0.25
    assert a_class.scores("ana")[RISK.name] == 0.25
    assert sum(a_class.scores("cyd").values()) == 9


def test_under_the_same_rules_nothing_changes(a_class):
    planned = plan(a_class.places, NAME)
    assert (planned.students, planned.changes, planned.writes) == (3, (), False)
    assert lines(planned)[-1] == "Gradebook and records are up to date already."


def test_a_plan_says_who_gains_what_and_why_and_writes_nothing(a_class, more_generous):
    before = records(a_class)
    planned = plan(a_class.places, NAME)
    told = lines(planned)
    assert "ana: +0.25 points" in told
    line = next(line for line in told if RISK.name in line)
    assert "0.25 -> 0.5 (misconception:odds-for-risk -> misconception:odds-for-risk)" in line
    assert "in other words" in line
    assert told[-1] == "Nothing was written. To accept this, add --accept."
    assert not any("cyd" in line for line in told)
    assert records(a_class) == before
    assert a_class.scores("ana")[RISK.name] == 0.25


def test_accepted_both_gradebook_and_records_have_it(a_class, more_generous):
    assert accept(a_class.places, plan(a_class.places, NAME)) == 2
    for student in ("ana", "ben"):
        assert a_class.scores(student)[RISK.name] == 0.5
        assert "in other words" in a_class.comment(student, RISK.name)
        assert records(a_class)[student].points == 8.5
    assert not plan(a_class.places, NAME).writes


def test_records_of_older_rules_are_noted_as_marked_by_the_present_ones(a_class):
    old = a_class.add("dan", rules="1-0000")
    planned = plan(a_class.places, NAME)
    assert "1 record is noted as marked by the present rules" in "\n".join(lines(planned))
    accept(a_class.places, planned)
    dan = records(a_class)["dan"]
    assert dan.rules != old.rules and dan.items == old.items


def test_nobody_loses_unless_it_is_asked_for(a_class, monkeypatch):
    monkeypatch.setattr(ODDS, "credit", 0.0)
    planned = plan(a_class.places, NAME)
    assert [change.kept for change in planned.changes] == [True, True]
    assert "would be lower, so the old mark stays" in "\n".join(lines(planned))
    accept(a_class.places, planned)
    assert a_class.scores("ana")[RISK.name] == 0.25
    assert records(a_class)["ana"].points == 8.25
    lower = plan(a_class.places, NAME, allow_lower=True)
    assert "ana: -0.25 points" in lines(lower)
    accept(a_class.places, lower)
    assert a_class.scores("ana")[RISK.name] == 0
    assert records(a_class)["ana"].points == 8


def test_a_mark_given_by_hand_counts_before_and_after(a_class, more_generous):
    a_class.by_hand("ana", RISK.name, 0.75)
    planned = plan(a_class.places, NAME)
    assert "The 0.75 given by hand count, and stay" in "\n".join(lines(planned))
    accept(a_class.places, planned)
    assert a_class.scores("ana")[RISK.name] == 0.75
    with a_class.gradebook() as gradebook:
        grade = gradebook.find_grade("check-" + RISK.name, NAME, NAME, "ana")
        assert (grade.auto_score, grade.needs_manual_grade) == (0.5, True)


def test_stopped_before_the_gradebook_is_done_nothing_has_changed(
    a_class, more_generous, monkeypatch
):
    planned = plan(a_class.places, NAME)
    seen = []

    def stop(self, comments, names):
        seen.append(names)
        if len(seen) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr("peerlib.autograde.regrade_gradebook.Entries.say", stop)
    with pytest.raises(KeyboardInterrupt):
        accept(a_class.places, planned)
    assert len(seen) == 2
    assert a_class.scores("ana")[RISK.name] == 0.25
    assert records(a_class)["ana"].points == 8.25


def test_stopped_after_the_gradebook_the_same_command_writes_the_rest(
    a_class, more_generous, monkeypatch
):
    planned, real = plan(a_class.places, NAME), regrade.write
    written = []

    def stop(folder, record):
        if written:
            raise KeyboardInterrupt
        written.append(record.student)
        real(folder, record)

    monkeypatch.setattr(regrade, "write", stop)
    with pytest.raises(KeyboardInterrupt):
        accept(a_class.places, planned)
    monkeypatch.setattr(regrade, "write", real)
    again = plan(a_class.places, NAME)
    assert again.writes
    accept(a_class.places, again)
    assert {record.points for record in all_records(a_class.places.records)} == {8.5, 9}
    assert a_class.scores("ben")[RISK.name] == 0.5
    assert not plan(a_class.places, NAME).writes


def test_work_on_other_numbers_or_handed_in_again_is_left_as_it_is(a_class, more_generous):
    a_class.add("dan", {RISK.name: 0.123456}, version=EXERCISE.VERSION + 1)
    a_class.add("eve", {RISK.name: 0.123456}, file_sha256="0" * 64)
    planned = plan(a_class.places, NAME)
    reasons = dict(planned.left_out)
    assert "version 2 of the exercise" in reasons["dan"]
    assert "handed in since" in reasons["eve"]
    accept(a_class.places, planned)
    assert records(a_class)["dan"].version == 2


def test_a_record_without_a_mark_and_a_corrupt_one_do_not_stop_the_others(a_class, more_generous):
    place_of(a_class.places.records, NAME, "ben").write_text("{")
    with a_class.gradebook() as gradebook:
        gradebook.remove_submission(NAME, "cyd")
    said = []
    planned = plan(a_class.places, NAME, say=said.append)
    assert [change.student for change in planned.changes] == ["ana"]
    assert "ben.json cannot be read" in said[0]
    assert "no mark in the gradebook" in dict(planned.left_out)["cyd"]
    accept(a_class.places, planned)
    assert a_class.scores("ben")[RISK.name] == 0.25


def test_own_words_reach_the_gradebook_without_touching_a_mark(a_class):
    a_class.places.comments.write_text(
        '["trial-effects".risk_programme]\n"misconception:odds-for-risk" = "See page 3, {given}."'
    )
    planned = plan(a_class.places, NAME)
    assert (planned.changes, planned.writes) == ((), True)
    accept(a_class.places, planned)
    assert a_class.comment("ana", RISK.name).startswith("See page 3, 0.")
    assert a_class.scores("ana")[RISK.name] == 0.25
    assert not plan(a_class.places, NAME).writes


def test_a_student_marked_on_another_name_is_marked_so_again(a_class, monkeypatch):
    wrong = ODDS.formula(data_seen_by("Robin", EXERCISE))
    answers = {**truths("Robin"), RISK.name: wrong}
    a_class.add("fay", answers, declared="Robin")
    assert a_class.scores("fay")[RISK.name] == 0.25
    monkeypatch.setattr(ODDS, "credit", 0.5)
    accept(a_class.places, plan(a_class.places, NAME))
    assert records(a_class)["fay"].data_of == "Robin"
    assert a_class.scores("fay")[RISK.name] == 0.5


def test_a_penalty_for_lateness_follows_the_new_mark(a_class, more_generous):
    a_class.places.config.LateSubmissionPlugin.penalty_method = "zero"
    with a_class.gradebook() as gradebook:
        due = datetime.datetime(2027, 1, 1)
        gradebook.find_assignment(NAME).duedate = due
        submission = gradebook.find_submission(NAME, "ana")
        submission.timestamp = due + datetime.timedelta(days=1)
        gradebook.find_submission_notebook(NAME, NAME, "ana").late_submission_penalty = 8.25
        gradebook.db.commit()
    accept(a_class.places, plan(a_class.places, NAME))
    with a_class.gradebook() as gradebook:
        assert gradebook.find_submission(NAME, "ana").late_submission_penalty == 8.5
        assert gradebook.find_submission(NAME, "ben").late_submission_penalty == 0


def test_an_empty_class_and_a_class_without_a_gradebook_are_answered(tmp_path):
    empty = RecordedClass(tmp_path / "empty")
    assert plan(empty.places, NAME).students == 0
    (tmp_path / "empty" / "class" / "gradebook.db").unlink()
    with pytest.raises(ValueError, match="nbgrader generate_assignment trial-effects"):
        plan(empty.places, NAME)
    assert not (tmp_path / "empty" / "class" / "gradebook.db").exists()
    with pytest.raises(ValueError, match="no exercise 'nothing'"):
        plan(empty.places, "nothing")


def test_what_learners_wrote_cannot_steer_the_terminal(a_class, monkeypatch):
    a_class.add("gil\x1b[31m", {RISK.name: ODDS.formula(data_seen_by("gil\x1b[31m", EXERCISE))})
    monkeypatch.setattr(ODDS, "credit", 0.5)
    told = "\n".join(lines(plan(a_class.places, NAME)))
    assert "gil\ufffd[31m" in told and "\x1b" not in told


def test_the_command_shows_first_and_writes_when_told(a_class, more_generous, monkeypatch, capsys):
    monkeypatch.chdir(a_class.folder)
    assert main(["regrade", NAME]) == 0
    assert "add --accept" in capsys.readouterr().out
    assert a_class.scores("ana")[RISK.name] == 0.25
    assert main(["regrade", NAME, "--accept"]) == 0
    assert "generate_feedback trial-effects --force" in capsys.readouterr().out
    assert a_class.scores("ana")[RISK.name] == 0.5
    assert main(["regrade", "nothing"]) == 2


def test_while_the_class_is_being_marked_nothing_is_accepted(
    a_class, more_generous, monkeypatch, capsys
):
    monkeypatch.chdir(a_class.folder)
    with OneRun(a_class.places.records):
        assert main(["regrade", NAME]) == 0
        assert main(["regrade", NAME, "--accept"]) == 2
    assert "is being marked already" in capsys.readouterr().err
    assert a_class.scores("ana")[RISK.name] == 0.25
