"""What the pages on running a trial again and on being fooled say is what the labs give."""

import re
from pathlib import Path

import pytest

from peerlib import simulate
from peerlib.checking import questions
from peerlib.labs import _fooled_study as study
from peerlib.labs import _trial_again_trials as trials
from peerlib.labs import fooled, trial_again
from peerlib.models import programme as model
from peerlib.models.change import mean_beyond, return_to_the_mean
from peerlib.models.sample_size import per_group_means

BOOK = Path(__file__).parent.parent / "book"
AGAIN = (BOOK / "run-the-trial-again.md").read_text(encoding="utf-8")
FOOLED = (BOOK / "how-to-be-fooled.md").read_text(encoding="utf-8")


def part(text, start, end="\n:::\n"):
    """Return the piece of a page from one marker to the next."""
    begin = text.index(start)
    return text[begin : text.index(end, begin)]


def asked(name, question):
    """Return all words of one question of a set."""
    found = next(q for q in questions.read(name)["questions"] if q["name"] == question)
    return " ".join([found["ask"], found["why"], *[o["text"] for o in found["options"]]])


def counted(**settings):
    """Return the run of fifty trials: how many hold the truth, how many leave out zero, range."""
    table = simulate("trial_again", **settings).table()
    held, found = (int((table[name] == "yes").sum()) for name in ("holds_truth", "leaves_out_zero"))
    return table, held, found


def test_page_tells_the_fifty_trials_that_the_lab_shows():
    said = part(AGAIN, "## What to see in it", "\n## ")
    table, held, found = counted()
    assert f"from {table.estimate.min():.1f} to +{table.estimate.max():.1f}" in said
    assert f"{held} of 50 hold the truth" in said and f"{found} of the 50 leave out zero" in said
    power = trials.power(trial_again.describe()["default"])
    assert f"{100 * power:.0f} of 100" in said and f"it is {power:.2f}" in said
    finds = table[table.leaves_out_zero == "yes"].estimate
    assert f"finds {finds.min():.1f} points, and on average they find {finds.mean():.1f}" in said
    missed = table[table.holds_truth == "no"].trial.tolist()
    assert f"trial {missed[0]} or trial {missed[1]}" in said and len(missed) == 2
    assert counted(preset="nothing")[2] == 2 and "Two of the fifty" in said
    assert f"{50 - found} of them found" in AGAIN


def test_page_tells_the_power_of_the_lab():
    default = trial_again.describe()["default"]
    rows = re.findall(r"^\| (\d+) \| ([\d.]+) \| ([\d.]+) \|$", AGAIN, re.M)
    assert len(rows) == 6
    for people, *shares in rows:
        for effect, share in zip((2.0, 3.5), shares, strict=True):
            state = {**default, "people": int(people), "effect": effect}
            assert f"{trials.power(state):.2f}" == share


def test_own_sum_on_the_published_effect_is_right():
    assert "about 700 people" in AGAIN
    assert round(per_group_means(0.15, 1.959964, 0.841621), -2) == 700


def test_answers_to_try_this_on_trials_are_the_labs_own():
    surer = part(AGAIN, "What you see in 1, and why")
    _, held, found = counted(level="99")
    assert held == 50 and f"only {found} leave out zero" in surer
    _, held, found = counted(level="80")
    assert f"{found} leave out zero, and {50 - held} miss" in surer
    more = part(AGAIN, "What you see in 2, and why")
    table, held, found = counted(people=200)
    assert f"{found} of 50" in more and held == 49
    assert f"+{table.estimate.min():.1f} to +{table.estimate.max():.1f}" in more


def test_maths_box_on_trials_has_the_numbers_of_the_model():
    assert f"s = {trials.SPREAD:.1f}$" in AGAIN
    assert f"{trials.error_of(50):.1f} points with $n = 50$" in AGAIN


def test_questions_on_trials_have_the_numbers_of_the_lab():
    one = simulate("trial_again", view="one").sentence
    first = asked("trial-again", "holds_zero")
    for number in ("2.8", "-1.1", "6.7"):
        assert number in one and number in first
    assert "about 37 of 100" in first
    assert "-1.1 to 6.7 points, as in trial 1" in AGAIN
    wide = asked("trial-again", "half_as_wide")
    for people, reach in ((50, "4.2"), (200, "2.1")):
        run = simulate("trial_again", view="size", people=people)
        assert f"about {reach} points" in run.sentence and reach in wide
    assert "about 90 of 100" in run.sentence and "about 90 of 100" in wide


# The table of traps. With so many studies a mean lies within 0.45 points of the long run


def off(count=250, **changes):
    default = {**fooled.describe()["default"], "low_point": "off", **changes}
    effect, total, held = default["effect"], 0.0, 0
    for seed in range(5000, 5000 + count):
        found = study._found(default, study.draw(default, seed, effect), seed, effect)
        total += found["estimate"] - found["truth"]
        held += found["holds"]
    return total / count, held / count


TRAPS = {
    "Let in at a low point": "low_point",
    "Everybody is getting better": "trend",
    "Those in need come": "need",
    "Those on the way up come": "drive",
    "Those who do badly are lost": "lost",
    "Ten results, the best is told": "many",
    "People share a site": "sites",
    "A rough questionnaire": "rough",
}


@pytest.mark.parametrize("label", list(TRAPS))
def test_table_of_traps_is_the_labs_own(label):
    row = next(line for line in FOOLED.splitlines() if line.startswith(f"| {label} |"))
    cells = [cell.strip().replace("*", "") for cell in row.split("|")[2:5]]
    for cell, view in zip(cells, ("before_after", "comers", "lot"), strict=True):
        bias, held = off(view=view, **{TRAPS[label]: "on"})
        assert abs(bias - float(cell.split(",")[0])) < 0.45, view
        assert ("too sure" in cell) == (TRAPS[label] == "sites")
        if TRAPS[label] == "sites":
            assert 0.14 < 1 - held < 0.27


def test_answers_to_try_this_on_being_fooled_are_the_labs_own():
    first = part(FOOLED, "What you see in 1, and why")
    for adjust, rough in (("no", "off"), ("yes", "off"), ("yes", "on")):
        bias, _ = off(view="comers", need="on", adjust=adjust, rough=rough)
        said = {("no", "off"): -4.0, ("yes", "off"): -1.5, ("yes", "on"): -2.9}[adjust, rough]
        assert abs(bias - said) < 0.45 and f"{said:.1f}" in first
    both, _ = off(view="comers", need="on", drive="on")
    assert abs(both) < 1.0
    hidden, _ = off(view="comers", need="on", effect=3.5)
    assert abs(3.5 + hidden) < 1.0
    assert abs(off(view="before_after", low_point="on", rough="on")[0] - 11) < 0.8


def test_more_people_close_in_on_the_wrong_number():
    few, many = (off(view="before_after", trend="on", people=n, count=150) for n in (50, 200))
    assert 0.28 < few[1] < 0.52 and "about 40 of 100 still did" in FOOLED
    assert many[1] < 0.05 and abs(many[0] - 3) < 0.4


def test_formula_for_regression_to_the_mean_has_the_numbers_of_the_page():
    spread = model.spread(0, 4.5)
    stable = model.CONSTANTS["score_by_need"] ** 2 + model.CONSTANTS["score_own"] ** 2
    correlation, below = stable / spread**2, (50 - 45) / spread
    change = return_to_the_mean(0, -spread * mean_beyond(below), correlation)
    assert f"$s = {spread:.1f}$, $r = {correlation:.2f}$ and $z = {below:.2f}$" in FOOLED
    assert f"which makes {change:.1f} points" in FOOLED
    assert f"$1 - 0.95^{{10}} = {1 - 0.95**10:.2f}$" in FOOLED


def test_questions_on_being_fooled_have_the_numbers_of_the_lab():
    found = simulate("fooled", preset="low_point").table().estimate[0]
    assert f"{found:.1f} points higher" in asked("fooled", "waiting_list")
    assert f"about {abs(off(view='comers', need='on')[0]):.0f} points" in asked(
        "fooled", "worse_off"
    )


@pytest.mark.parametrize("lab", [trial_again, fooled])
def test_words_of_the_labs_are_easy_to_read(lab):
    from peerlib.models.plain_words import school_grade

    description = lab.describe()
    texts = [description["lead"]] + [one["help"] for one in description["controls"] if one["help"]]
    texts += [one["about"] for one in description["presets"]]
    assert school_grade(" ".join(texts)) < 8
    for preset in description["presets"]:
        run = simulate(description["name"], preset=preset["name"])
        assert school_grade(run.sentence) < 9, run.sentence
