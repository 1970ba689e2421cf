"""The instructor's own words are shown, filled in once, escaped, and never run."""

import tomllib
from types import SimpleNamespace

import pytest
from recorded_class import RecordedClass

from peerlib.__main__ import main
from peerlib.autograde.comment_bank import BadComments, CommentBank, read_bank, shown_answer
from peerlib.autograde.comment_file import known_comments, write_first_file
from peerlib.autograde.marking import marks
from peerlib.autograde.neutral import comment_markdown
from peerlib.exercises import data_seen_by, load

EXERCISE = load("trial-effects")
RISK = EXERCISE.ITEMS[0]


def bank_with(path, text, tag="not-a-number", item="risk_programme"):
    path.write_text('["trial-effects".%s]\n"%s" = %s\n' % (item, tag, text), encoding="utf-8")
    return read_bank(path)


def said(bank, given, stopped=()):
    answers = {RISK.name: given}
    result = marks(EXERCISE, answers, "ana", "ana")
    return bank.comments(EXERCISE, result, answers, stopped)[RISK.name]


def test_own_words_take_the_place_of_ours_for_their_tag_only(tmp_path):
    bank = bank_with(tmp_path / "comments.toml", '"You gave {given}. Hm."')
    assert said(bank, "a half") == "You gave a half. Hm."
    assert said(bank, None).startswith("There is no answer here yet.")


def test_own_words_may_stand_around_ours(tmp_path):
    bank = bank_with(tmp_path / "comments.toml", '"First. {ours} Last."', "blank")
    ours = marks(EXERCISE, {}, "ana", "ana").items[0].comment
    assert said(bank, None) == "First. %s Last." % ours


def test_what_a_learner_wrote_is_not_looked_at_for_places_to_fill(tmp_path):
    bank = bank_with(tmp_path / "comments.toml", '"You gave {given}."')
    for given in ("{ours}", "{given}", "{given.__class__}", "%(x)s", "\\1", "${x}"):
        assert said(bank, given) == "You gave %s." % given


def test_hostile_answers_and_words_are_escaped_where_they_are_shown(tmp_path):
    bank = bank_with(tmp_path / "comments.toml", '"<b onclick=x>{given}</b> $x$"')
    shown = comment_markdown(said(bank, "<script>alert(1)</script>"))
    assert "\\<script\\>" in shown and "\\<b onclick" in shown
    assert "$" not in shown


def test_a_cell_that_stopped_keeps_the_comment_that_says_so(tmp_path):
    bank = bank_with(tmp_path / "comments.toml", '"Nothing here."', "blank")
    result = marks(EXERCISE, {}, "ana", "ana", (), {RISK.name: "time"})
    told = bank.comments(EXERCISE, result, {}, {RISK.name: "time"})
    assert "still running" in told[RISK.name]
    assert said(bank, None) == "Nothing here."


def test_without_a_file_every_comment_is_ours(tmp_path):
    bank = read_bank(tmp_path / "none.toml")
    result = marks(EXERCISE, {}, "ana", "ana")
    assert bank.comments(EXERCISE, result, {}) == {item.name: item.comment for item in result.items}
    assert bank.count("trial-effects") == 0


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"not toml", "cannot be read"),
        (b'a = "x\n', "cannot be read"),
        (b"\xff\xfe", "UTF-8"),
        (b"#" + b"x" * 2**20, "larger than 1 MB"),
        (b'["nothing".x]\n"blank" = "a"', "no exercise called 'nothing'"),
        (b'["trial-effects".odds]\n"blank" = "a"', "odds_ratio"),
        (b'trial-effects = "a"', "questions or tags belong"),
        (b'["trial-effects"]\nodds_ratio = "a"', "questions or tags belong"),
        (b'["trial-effects".odds_ratio]\nblank = 7', "trial-effects, odds_ratio, blank"),
        (b'["trial-effects".odds_ratio]\nblank = ""', "not empty"),
        (b'["trial-effects".odds_ratio]\nblank = {text = "a"}', "is a text"),
        (b'["trial-effects".odds_ratio]\nblank = "{answer}"', "{answer} is not known"),
        (b'["trial-effects".odds_ratio]\nblank = "' + b"x" * 2001 + b'"', "room for 2000"),
    ],
)
def test_a_file_that_cannot_be_used_is_answered_with_the_place_and_the_way_out(
    tmp_path, content, named
):
    path = tmp_path / "comments.toml"
    path.write_bytes(content)
    with pytest.raises(BadComments) as raised:
        read_bank(path)
    assert named in str(raised.value)
    assert "comments.toml" in str(raised.value)
    assert "Traceback" not in str(raised.value) and len(str(raised.value)) < 600


def test_a_folder_in_place_of_the_file_is_answered(tmp_path):
    with pytest.raises(BadComments, match="cannot be opened"):
        read_bank(tmp_path)


def test_the_first_file_holds_every_wrong_turn_and_does_nothing_yet(tmp_path):
    path = tmp_path / "class" / "comments.toml"
    write_first_file(path, EXERCISE)
    assert read_bank(path).count("trial-effects") == 0
    text = path.read_text(encoding="utf-8")
    awake = tomllib.loads(
        "\n".join(
            line.removeprefix("# ") if line.startswith('# "') else line
            for line in text.splitlines()
        )
    )["trial-effects"]
    assert list(awake) == [item.name for item in EXERCISE.ITEMS]
    data = data_seen_by("", EXERCISE)
    for item in EXERCISE.ITEMS:
        known = {wrong.tag for wrong in item.wrong_values(data)} | {"right", "blank"}
        assert known <= set(awake[item.name])
    assert awake["odds_ratio"]["unrecognised"].startswith("We read {given}.")
    assert "follow-through" in awake["risk_difference"]


def test_each_line_of_the_first_file_can_be_used_as_it_stands(tmp_path):
    path = tmp_path / "comments.toml"
    write_first_file(path, EXERCISE)
    text = path.read_text(encoding="utf-8")
    path.write_text(
        "\n".join(line[2:] if line.startswith('# "') else line for line in text.splitlines()),
        encoding="utf-8",
    )
    bank = read_bank(path)
    assert bank.count("trial-effects") == len(known_comments(EXERCISE)) > 80
    ours = marks(EXERCISE, {RISK.name: 12}, "ana", "ana").items[0].comment
    assert said(bank, 12) == ours


def test_another_exercise_is_added_at_the_end_and_what_is_there_stays(tmp_path):
    path = tmp_path / "comments.toml"
    path.write_text("# mine\n", encoding="utf-8")
    write_first_file(path, EXERCISE)
    assert path.read_text(encoding="utf-8").startswith("# mine\n")
    assert list(tmp_path.iterdir()) == [path]


def test_an_answer_of_any_kind_is_shown_in_short():
    class Broken:
        name = "x"

        def read(self, given):
            raise RuntimeError

    assert shown_answer(Broken(), [1] * 10**4) == "what you gave"
    assert shown_answer(RISK, "x" * 500) == "x" * 60
    assert shown_answer(RISK, "50 %") == "0.5"


def test_a_tag_of_nobody_changes_nothing():
    bank = CommentBank({"trial-effects": {"risk_programme": {"no-such-tag": "x"}}})
    item = SimpleNamespace(name="risk_programme", tag="right", comment="ours")
    assert bank.comment("trial-effects", RISK, item, 1) == "ours"


def test_the_command_writes_the_file_once_and_then_looks_at_it(tmp_path, monkeypatch, capsys):
    made = RecordedClass(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert main(["comments", "trial-effects"]) == 0
    assert "Each line does nothing" in capsys.readouterr().out
    made.places.comments.write_text('["trial-effects".odds_ratio]\nblank = "a"\nblnk = "a"\n')
    assert main(["comments", "trial-effects"]) == 0
    told = capsys.readouterr().out
    assert "has 2 of your own comments" in told
    assert "tag 'blnk'. A slip of the keys?" in told and "'blank'" not in told
    made.places.comments.write_text("{")
    assert main(["comments", "trial-effects"]) == 2
    assert "comments.toml cannot be read" in capsys.readouterr().err
    assert main(["comments", "nothing"]) == 2
