"""The exercise on effects of a trial: data, wrong turns, practice page, notebook."""

import hashlib
import hmac
import json
import math

import pytest

from peerlib import exercises
from peerlib.checking import hint, mark, mark_all
from peerlib.checking.items import collision, wrong_values
from peerlib.evaluation.effects import two_by_two
from peerlib.exercises import notebook, practice, trial_effects
from peerlib.exercises._errors import explain
from peerlib.exercises.trial_effects import ITEMS, data_for

BY_NAME = {item.name: item for item in ITEMS}
SEEDS = range(1000)


@pytest.fixture(scope="module")
def trials():
    return [data_for(seed) for seed in SEEDS]


def truths(data):
    return {item.name: item.truth(data) for item in ITEMS}


def test_truth_and_wrong_turns_never_collide_in_a_thousand_trials(trials):
    assert [collision(ITEMS, data) for data in trials] == [None] * len(trials)


def test_every_truth_agrees_with_statsmodels(trials):
    for data in trials:
        effects = two_by_two(
            data["readmitted_programme"],
            data["people_programme"],
            data["readmitted_comparison"],
            data["people_comparison"],
        )
        expected = {
            "risk_programme": effects.risk_programme,
            "risk_difference": effects.risk_difference.value,
            "risk_difference_low": effects.risk_difference.low,
            "risk_difference_high": effects.risk_difference.high,
            "relative_risk": effects.relative_risk.value,
            "odds_ratio": effects.odds_ratio.value,
            "number_needed_to_treat": effects.number_needed_to_treat.value,
        }
        # The exercise teaches 1.96; statsmodels uses more digits.
        assert truths(data) == pytest.approx(expected, abs=1e-5)


def test_every_wrong_turn_earns_exactly_its_own_tag_and_credit(trials):
    for data in trials:
        for item in ITEMS:
            for wrong in wrong_values(item, data):
                outcome = mark(item, wrong.value, data)
                assert (outcome.tag, outcome.credit) == (wrong.tag, wrong.credit)
                assert outcome.also == ()


def test_every_main_question_knows_several_wrong_turns():
    for item in ITEMS:
        tags = {one.tag for one in item.misconceptions if one.tag.startswith("misconception:")}
        assert len(tags) >= 2, item.name
        assert all(0.0 <= one.credit < 1.0 for one in item.misconceptions if one.tag in tags)


def test_trials_are_plausible_and_differ(trials):
    for data in trials:
        for arm in ("programme", "comparison"):
            events, people = data["readmitted_" + arm], data["people_" + arm]
            assert 10 <= events < people <= 240
        assert 1 < 1 / abs(trial_effects.risk_difference(data)) < 25
    assert len({tuple(sorted(data.items())) for data in trials}) > 900


def test_same_seed_same_trial_and_largest_seed_too():
    assert data_for(0) == data_for(0) != data_for(1)
    assert data_for(2**64 - 1)["people_programme"] > 0


def test_no_feedback_and_no_hint_gives_the_right_number_away(trials):
    for data in trials[:100]:
        for item in ITEMS:
            truth = item.truth(data)
            # The last hint works on other numbers, which may look alike by chance.
            words = [hint(item, data, n) for n in range(1, len(item.hints))]
            words += [wrong.idea + wrong.next_step for wrong in wrong_values(item, data)]
            words += [mark(item, given, data).text for given in (None, "x", 7.77, math.inf)]
            for text in words:
                for digits in ("%.3f" % abs(truth), "%.4f" % abs(truth), repr(abs(truth))):
                    assert digits not in text, (item.name, text)


def test_all_right_answers_earn_full_credit_as_numbers_and_as_rounded_text():
    data = data_for(5)
    exact = truths(data)
    rounded = {name: "%.3f" % value for name, value in exact.items()}
    for answers in (exact, rounded):
        assert {one.tag for one in mark_all(ITEMS, answers, data).values()} == {"right"}


def test_rounding_early_or_up_is_told_apart():
    data = data_for(5)
    risk, needed = BY_NAME["risk_programme"], BY_NAME["number_needed_to_treat"]
    assert mark(risk, "%.2f" % risk.truth(data), data).tag == "rounded"
    up = mark(needed, math.ceil(needed.truth(data)), data)
    assert (up.tag, up.credit) == ("rounded-up", 1.0)
    assert mark(needed, math.floor(needed.truth(data)), data).tag == "rounded-down"


def test_one_early_slip_is_paid_for_once():
    data = data_for(9)
    relative = trial_effects.relative_risk(data) - 1
    answers = dict(
        truths(data),
        risk_difference=relative,
        number_needed_to_treat=-1 / relative,
        risk_difference_low=relative - 1.96 * data["standard_error"],
        risk_difference_high=relative + 1.96 * data["standard_error"],
    )
    outcomes = mark_all(ITEMS, answers, data)
    assert outcomes["risk_difference"].tag == "misconception:relative-for-absolute"
    for name in ("risk_difference_low", "risk_difference_high", "number_needed_to_treat"):
        assert (outcomes[name].tag, outcomes[name].credit) == ("follow-through", 1.0)


def test_turning_the_difference_round_does_not_spoil_the_number_needed():
    data = data_for(9)
    answers = dict(truths(data), risk_difference=-trial_effects.risk_difference(data))
    outcomes = mark_all(ITEMS, answers, data)
    assert outcomes["risk_difference"].tag == "scale:sign"
    assert outcomes["number_needed_to_treat"].tag == "right"


@pytest.mark.parametrize(
    "name, slip, decimals",
    [
        ("risk_programme", 100.0, 1),
        ("risk_programme", 100.0, 0),
        ("risk_difference", 100.0, 1),
        ("risk_difference", -100.0, 1),
        ("relative_risk", 100.0, 0),
    ],
)
def test_a_rounded_slip_of_scale_is_seen(trials, name, slip, decimals):
    item, seen = BY_NAME[name], 0
    for data in trials:
        answer = round(slip * item.truth(data), decimals)
        outcome = mark(item, answer, data)
        assert outcome.tag in ("scale:percent", "scale:sign-and-percent", "unrecognised")
        seen += outcome.tag != "unrecognised"
    # What more than one thing rounds to is left open.
    assert seen > 0.95 * len(trials)


def test_a_right_answer_rounded_too_far_is_never_called_a_slip_of_scale(trials):
    for data in trials:
        for item in ITEMS:
            tag = mark(item, float("%.2g" % item.truth(data)), data).tag
            assert not tag.startswith("scale:"), (item.name, tag)


def test_ratio_for_difference_and_missing_brackets_are_known():
    data = data_for(5)
    counts = "%(readmitted_programme)d/%(people_programme)d/" % data
    counts += "%(readmitted_comparison)d/%(people_comparison)d" % data
    assert mark(BY_NAME["relative_risk"], counts, data).tag == "misconception:missing-brackets"
    ratio = trial_effects.relative_risk(data)
    outcome = mark(BY_NAME["risk_difference"], "%.3f" % ratio, data)
    assert outcome.tag == "misconception:ratio-for-difference"


def test_two_standard_errors_are_near_in_every_trial(trials):
    for data in trials:
        for name, multiple in (("risk_difference_low", -2), ("risk_difference_high", 2)):
            outcome = mark(BY_NAME[name], trial_effects.limit(data, multiple), data)
            assert (outcome.tag, outcome.credit) == ("near", 0.5)
            assert "1.96" in outcome.next_step


def test_what_follows_from_an_impossible_answer_is_sent_back_to_it_without_credit():
    data = data_for(5)
    answers = {"risk_programme": 5, "risk_difference": 5 - trial_effects.risk_comparison(data)}
    outcome = mark_all(ITEMS, answers, data)["risk_difference"]
    assert (outcome.tag, outcome.credit) == ("unrecognised", 0.0)
    assert "Look at your answer to risk programme first" in outcome.text


def test_a_kept_minus_has_words_of_its_own():
    data = data_for(5)
    outcome = mark(BY_NAME["number_needed_to_treat"], 1 / trial_effects.risk_difference(data), data)
    assert (outcome.tag, outcome.credit) == ("scale:sign", 0.5)
    assert "minus" in outcome.next_step and "Which group" not in outcome.text


# Names, seeds, loading


def test_seed_is_the_standard_keyed_hash():
    digest = hmac.new(b"peer-support", b"ana|trial-effects|1", hashlib.sha256).digest()
    assert exercises.seed_for("Ana", "trial-effects", 1) == int.from_bytes(digest[:8], "big")
    long_key = hmac.new(b"k" * 99, b"ana|trial-effects|1", hashlib.sha256).digest()
    seed = exercises.seed_for("Ana", "trial-effects", 1, course="k" * 99)
    assert seed == int.from_bytes(long_key[:8], "big")


@pytest.mark.parametrize(
    "one, other",
    [
        ("Ana ", "ana"),
        ("  ANA\t", "ana"),
        ("Ana  Li", "ana\u00a0li"),
        ("ÁNGEL", "ángel"),
        ("ΆΝΝΑ", "Άννα"),
        ("ЁЛКА", "ёлка"),
    ],
)
def test_spaces_and_capitals_make_no_other_learner(one, other):
    assert exercises.seed_for(one, "x", 1) == exercises.seed_for(other, "x", 1)


def test_learners_exercises_versions_and_courses_have_seeds_of_their_own():
    seeds = {
        exercises.seed_for(*each)
        for each in [
            ("ana", "x", 1),
            ("ben", "x", 1),
            ("ana", "y", 1),
            ("ana", "x", 2),
            ("ana", "x", 1, "c"),
            ("ana|x", "", 1),
            ("李雷", "x", 1),
            ("\ud800", "x", 1),
            ("a" * 10**5, "x", 1),
        ]
    }
    assert len(seeds) == 9


@pytest.mark.parametrize("name", ["", "  ", None, 5, b"ana", ["ana"]])
def test_a_missing_learner_name_is_refused(name):
    with pytest.raises(ValueError, match="name"):
        exercises.seed_for(name, "trial-effects", 1)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "nosuch",
        "practice",
        "notebook",
        "__init__",
        "_errors",
        "../evaluation/effects",
        "trial_effects",
        "trial-effects.py",
        "os",
        None,
        5,
        ["trial-effects"],
        "trial-effects\0",
    ],
)
def test_only_exercises_are_loaded(name):
    with pytest.raises(ValueError, match="Available: .*trial-effects"):
        exercises.load(name)


def test_every_exercise_keeps_the_contract():
    for name in exercises.available():
        module = exercises.load(name)
        assert (module.NAME, module.VERSION >= 1) == (name, True)
        data = module.data_for(0)
        assert data == module.data_for(0) == json.loads(json.dumps(data))
        for words in (module.story(data), module.table(data)["caption"]):
            assert "invented" in words.lower()
        for item in module.ITEMS:
            if not item.by_hand:
                assert mark(item, item.truth(data), data).tag == "right"
            assert item.points >= 1 and len(item.hints) >= 3


# The practice page


def test_practice_shows_the_trial_and_no_feedback_at_first():
    default = practice.describe("trial-effects")["default"]
    response = practice.respond("trial-effects", default)
    assert response["feedback"] == {} and response["hints"] == {} and response["messages"] == []
    assert response["progress"] == "0 of 7 right so far."
    assert [len(row) for row in response["table"]["rows"]] == [4, 4]
    assert str(data_for(1)["people_programme"]) in response["story"]


def test_practice_answers_typed_text_and_counts_what_is_right():
    data = data_for(3)
    answers = {
        "risk_programme": "%(readmitted_programme)d / %(people_programme)d" % data,
        "risk_difference": "%.2f %%" % (100 * trial_effects.risk_difference(data)),
        "odds_ratio": "%.3f" % trial_effects.relative_risk(data),
        "relative_risk": " ",
    }
    request = {"seed": 3, "answers": answers, "hints": {"odds_ratio": 2}}
    response = json.loads(json.dumps(practice.respond("trial-effects", request)))
    tags = {name: each["tag"] for name, each in response["feedback"].items()}
    assert tags == {
        "risk_programme": "right",
        "risk_difference": "right",
        "odds_ratio": "misconception:risk-for-odds",
        "relative_risk": "blank",
    }
    assert response["progress"] == "2 of 7 right so far."
    assert len(response["hints"]["odds_ratio"]) == 2


@pytest.mark.parametrize(
    "request_",
    [
        "nonsense",
        5,
        [],
        {"seed": -1},
        {"seed": 2**31},
        {"seed": "1"},
        {"seed": 1.5},
        {"seed": True},
        {"seed": float("nan")},
        {"answers": "x"},
        {"answers": {"nosuch": "1"}},
        {"hints": [1]},
        {"hints": {"nosuch": 1}},
    ],
)
def test_practice_meets_nonsense_with_a_message_and_a_usable_response(request_):
    response = practice.respond("trial-effects", request_)
    assert len(response["messages"]) == 1
    assert response["story"] and response["table"]["rows"]


@pytest.mark.parametrize("count", [-1, 99, "2", None, True, 1.5, [], {}])
def test_practice_gives_only_hints_that_exist(count):
    response = practice.respond("trial-effects", {"hints": {"odds_ratio": count}})
    assert len(response["hints"].get("odds_ratio", [])) == (4 if count == 99 else 0)


@pytest.mark.parametrize("answer", [None, 5, True, [], {}, "9" * 5000, "<b>", "\ud800", "nan"])
def test_practice_takes_any_answer(answer):
    response = practice.respond("trial-effects", {"answers": {"odds_ratio": answer}})
    assert response["progress"].startswith("0 of 7")
    assert response["messages"] == []


def test_practice_of_an_unknown_exercise_is_refused_with_what_there_is():
    for call in (lambda: practice.describe("x"), lambda: practice.respond("x", {})):
        with pytest.raises(ValueError, match="trial-effects"):
            call()


# The notebook, here without IPython


def test_notebook_data_are_those_that_the_grader_makes():
    exercise = notebook.start("trial-effects", " ANA ")
    data = data_for(exercises.seed_for("ana", "trial-effects", trial_effects.VERSION))
    assert {name: getattr(exercise.data, name) for name in data} == data
    for name in data:
        assert f"trial.{name} is" in repr(exercise.data)


@pytest.mark.parametrize("learner", ["", "  ", None, 5])
def test_notebook_without_a_name_gives_a_kind_word_and_a_trial_for_practice(learner, capsys):
    exercise = notebook.start("trial-effects", learner)
    assert "course name" in capsys.readouterr().out
    assert exercise.data.people_programme == data_for(exercises.PRACTICE_SEED)["people_programme"]


def test_notebook_follows_an_earlier_answer_through():
    exercise = notebook.start("trial-effects", "ana")
    assert "not yet" in repr(exercise.check("risk_difference", -0.5))
    assert "your own earlier answer" in repr(exercise.check("number_needed_to_treat", 2.0))
    assert repr(exercise.progress()).startswith("1 of 7 right so far")


def test_notebook_hints_go_one_step_further_each_time():
    exercise = notebook.start("trial-effects", "ana")
    shown = [len(exercise.hint("odds_ratio").lines) for _ in range(6)]
    # the last line says how to get the next one, or that these are all
    assert shown == [2, 3, 4, 5, 5, 5]
    assert "Run this again" in repr(notebook.start("trial-effects", "ana").hint("odds_ratio"))


def test_a_hint_line_left_in_spends_no_hint_on_a_new_answer():
    exercise = notebook.start("trial-effects", "ana")
    counts = []
    for answer in (None, None, 0.5, 0.5, 0.6, 0.7):
        exercise.check("odds_ratio", answer)
        counts.append(len(exercise.hint("odds_ratio").lines) - 1)
    assert counts == [1, 2, 2, 3, 3, 3]


def test_hints_hold_no_sign_that_python_cannot_read():
    for item in ITEMS:
        assert not set("\u2212\u2013\u00d7\u00f7") & set("".join(item.hints))


def test_start_says_whose_trial_it_is(capsys):
    notebook.start("trial-effects", "  Ana   Li ")
    assert "These numbers belong to: Ana Li" in capsys.readouterr().out


def test_notebook_escapes_what_it_shows():
    words = repr(notebook.Words("<b>", ["<script>"])._repr_html_())
    assert "<script>" not in words and "&lt;script&gt;" in words
    exercise = notebook.start("trial-effects", "ana")
    assert "&lt;i&gt;" in exercise.check("<i>")._repr_html_()


def test_notebook_table_has_a_caption_and_headings():
    shown = notebook.start("trial-effects", "ana").data._repr_html_()
    assert shown.count("<caption>") == 1
    assert shown.count('scope="col"') == 4 and shown.count('scope="row"') == 2


@pytest.mark.parametrize("name", ["risk_diference", "", None, 5, ["odds_ratio"]])
def test_notebook_says_which_questions_there_are(name):
    exercise = notebook.start("trial-effects", "ana")
    for words in (exercise.check(name, 1), exercise.hint(name)):
        assert "risk_difference" in repr(words) or "Did you mean odds_ratio?" in repr(words)


def test_notebook_details_without_a_slip(capsys):
    notebook.start("trial-effects", "ana").show_details()
    assert "no message" in capsys.readouterr().out


def error_of(source):
    try:
        exec(compile(source, "cell", "exec"), {"not_rated": "N/A"})
    except Exception as error:
        return error
    raise AssertionError("no error")


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@pytest.mark.parametrize(
    "source, words",
    [
        ("risk_programm", "Did you mean risk_programme?"),
        ("unknown_thing", "Run All Cells"),
        ("learner", 'learner = "..."'),
        ("None - 1", "still empty"),
        ("1 / 0", "divide by zero"),
        ("x = (1", "not closed"),
        ("x = 1)", "closing bracket too many"),
        ("x = 1 2", "missing sign"),
        ("x = 1 \u2212 2", "the key -"),
        ("x = 1 \u00f7 2", "written /"),
        ("x = 3\u00d72", "written *"),
        ("x = 27%", "divide by 100"),
        ("x = 27% * 2", "divide by 100"),
        ("x = 27 percent", "divide by 100"),
        ("x = 27 per cent", "divide by 100"),
        ("x = 63 of 235", "written /"),
        ("x = 63:235", "written /"),
        ("x = 63 x 235", "written *"),
        ("x = ", "after the ="),
        ("x =  # here", "after the ="),
        ("risk 63/235", "= missing"),
        ("x = 1 \u20ac", "keyboard"),
        ("x = about 5", "words for people"),
        ("x = 5 people", "words for people"),
        ("I don't know yet.", "behind a #"),
        ("Alex", 'learner = "Alex"'),
        ("for x in y", "missing sign"),
        ("if x: y z", "missing sign"),
        ("learner = Ana", "quotes around"),
        ("learner = Ana Li  # here", "quotes around"),
        ("x = 'a", "two quotes"),
        ("learner = \u201cAna\u201d", "straight ones"),
        ("answer = \u2018a\u2019", "straight ones"),
        ("y = 1\n  x = 1", "spaces"),
        ("'1' / 2", "quotes"),
        ("answer = b", 'in quotes: "b"'),
        ("answer = a, c  # mine", 'in quotes: "a, c"'),
        ("mean = 2 * 3 + not_rated", "such as N/A"),
        ("x = '2' * 'b'", "quotes away"),
        ("2(3)", "Write * for times"),
        ("(0, 5) - 1", "comma"),
        ("None.risk", "still empty"),
        ("''.joyn", "Did you mean join?"),
        ("raise AttributeError('odd')", "odd"),
        ("import nosuchmodule", "instructor"),
        ("sorted(3)", "not a number"),
        ("int('a')", "different in this line"),
    ],
)
def test_a_slip_in_a_cell_is_said_in_plain_words(source, words):
    lines = explain(error_of(source), 1, source, ["risk_programme"])
    assert 2 <= len(lines) <= 3
    assert words in " ".join(lines)
    assert "Traceback" not in " ".join(lines)


def test_an_error_without_words_is_still_explained():
    class Wordless(Exception):
        def __str__(self):
            raise RuntimeError

    assert explain(Wordless())[0] == "Python stopped in this cell."
