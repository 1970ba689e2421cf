"""Every lab in one call from Python: sentence, values, table, pictures with their text."""

import html.parser
import io
import subprocess
import sys

import numpy as np
import pytest

from peerlib import labs, simulate
from peerlib.exercises.notebook import _notebook
from peerlib.experiments import plots
from peerlib.labs import _drawing as drawing
from peerlib.models import supervision as model

LABS = labs.names()
BAD_VALUES = [None, "", "much", float("nan"), float("inf"), -float("inf"), 1e300, 10**5000, [], {}]
BAD_VALUES += [True, object(), np.array([1.0, 2.0])]


class Images(html.parser.HTMLParser):
    """Collects the alternative text of each picture."""

    def __init__(self, text):
        super().__init__()
        self.texts = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag == "img":
            self.texts.append(dict(attributes)["alt"])


@pytest.mark.parametrize("name", LABS)
def test_every_lab_answers_as_it_does_in_a_page(name):
    run = simulate(name)
    lab = labs.load(name)
    assert run.settings == lab.describe()["default"]
    assert run.messages == ()
    assert str(run) == repr(run) == run.sentence
    table = run.table()
    assert list(table.columns) == run.run["columns"] == list(table.attrs["labels"])
    assert len(table) == len(run.run["rows"])
    assert table.attrs["notes"] and table.attrs["caption"]
    if len(table):
        assert run.values == dict(zip(table.columns, run.run["rows"][-1], strict=True))
        assert table.iloc[-1].tolist() == list(run.values.values())


@pytest.mark.parametrize("name", LABS)
def test_every_control_of_every_lab_can_be_set_and_every_preset_taken(name):
    description = labs.load(name).describe()
    for control in description["controls"]:
        ends = [option[0] for option in control.get("options", [])] or control.get("examples")
        for value in ends or [control["minimum"], control["maximum"]]:
            assert simulate(name, **{control["name"]: value}).settings[control["name"]] == value
    for preset in description.get("presets", ()):
        run = simulate(name, preset=preset["name"])
        assert run.settings == {**description["default"], **preset["values"]}


@pytest.mark.parametrize("name", LABS)
def test_every_picture_is_drawn_and_has_its_text(name):
    run = simulate(name)
    shown = run.draw()
    more = () if run.draws is None else (run.draws,)  # as many as were worked out
    pictures = labs.load(name).pictures(run.settings, *more)
    assert [figure.peerlib_text for figure in shown.figures] == [p["text"] for p in pictures]
    texts = Images(shown._repr_html_()).texts
    assert len(texts) == len(pictures)
    for text, picture in zip(texts, pictures, strict=True):
        assert text == f"{picture['title']}. {picture['text']}"
    assert repr(shown) == shown.text


def test_values_are_those_of_the_model():
    run = simulate("supervision", start="hybrid", preset="hybrid", months=6)
    # a team that starts where it settles stays there: the numbers printed in the article
    assert run.values["month"] == 6
    assert run.values["role_fidelity"] == pytest.approx(0.85, abs=1e-6)
    assert run.values["risk_oversight"] == pytest.approx(0.85, abs=1e-6)
    busy = simulate("supervision", caseload=35, start="hybrid")
    levels, _ = model.average_team(
        {**model.preset("clinical_only"), "caseload": 35}, model.start_state("hybrid"), 36
    )
    assert busy.values["burnout"] == pytest.approx(levels[-1][5], abs=1e-6)
    assert "role fidelity" in busy.sentence


def test_preset_is_where_settings_begin_and_what_is_set_goes_on_top():
    run = simulate("supervision", preset="hybrid", caseload=np.int64(35), training=np.float64(0.5))
    assert run.settings["senior_peer_share"] == 0.8
    assert (run.settings["caseload"], run.settings["training"]) == (35, 0.5)
    assert type(run.settings["caseload"]) is int


def test_long_work_is_done_to_its_end():
    for name in LABS:
        lab = labs.load(name)
        for control in lab.describe()["controls"]:
            for option in control.get("options", ()):
                state = {**lab.describe()["default"], control["name"]: option[0]}
                if "unfinished" not in lab.respond({"state": state}):
                    continue
                run = simulate(name, **{control["name"]: option[0]})
                whole = lab.respond({"state": state, "draws": run.draws})
                assert "unfinished" not in whole
                assert run.sentence == whole["sentence"]
                assert run.draw().figures[0].peerlib_text == whole["figures"][0]["text"]


@pytest.mark.parametrize("name", LABS)
@pytest.mark.parametrize("value", BAD_VALUES, ids=lambda value: type(value).__name__)
def test_value_that_cannot_be_used_is_refused_in_words(name, value):
    for control in labs.load(name).describe()["controls"]:
        if control["kind"] == "path":
            continue
        with pytest.raises(ValueError, match=control["name"]) as caught:
            simulate(name, **{control["name"]: value})
        assert len(str(caught.value)) < 400


def test_path_that_leads_nowhere_is_mended_and_said():
    run = simulate("conversation", path="9.9.9")
    assert run.messages and str(run).startswith(run.messages[0])


@pytest.mark.parametrize(
    ("name", "settings", "message"),
    [
        ("supervison", {}, "Unknown lab 'supervison'. Did you mean 'supervision'?"),
        (None, {}, "The name of a lab is a text in quotes. Available: .*supervision"),
        (["supervision"], {}, "The name of a lab is a text in quotes"),
        ("../supervision", {}, "Unknown lab"),
        ("nothing like it", {}, "Unknown lab 'nothing like it'. Available: .*supervision"),
        ("supervision", {"case_load": 35}, "no setting 'case_load'. Did you mean 'caseload'?"),
        ("supervision", {"zzz": 1}, "no setting 'zzz'. Available: .*caseload"),
        ("supervision", {"preset": "hybird"}, "no preset 'hybird'. Did you mean 'hybrid'?"),
        ("supervision", {"preset": 3}, "no preset 3. Available: clinical_only"),
        ("supervision", {"preset": ["x"] * 999}, "no preset"),
        ("supervision", {"caseload": 200}, r"caseload \(caseload\) must be a number from 5 to 60"),
        ("supervision", {"caseload": 20.5}, "caseload must be a whole number from 5 to 60"),
        ("supervision", {"start": "hybird"}, "start must be one of 'new_team'"),
    ],
)
def test_what_does_not_exist_is_answered_with_what_there_is(name, settings, message):
    with pytest.raises(ValueError, match=message):
        simulate(name, **settings)


def test_slip_in_a_notebook_is_shown_in_plain_words(monkeypatch):
    shown = []
    monkeypatch.setattr("peerlib.exercises.notebook._show", shown.append)
    monkeypatch.setattr(_notebook, "error", None)  # and put back as it was

    class Shell:
        user_ns = {}

    try:
        simulate("supervision", case_load=35)
    except ValueError as error:
        _notebook.explain(Shell(), type(error), error, error.__traceback__)
    assert "Did you mean 'caseload'?" in str(shown[0])
    assert "Traceback" not in str(shown[0])


def test_importing_the_package_and_simulating_load_the_standard_library_alone():
    program = (
        "import sys; from peerlib import simulate; simulate('supervision').sentence;"
        "print([n for n in ('numpy', 'pandas', 'matplotlib', 'scipy') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


# Pictures


def line_picture(**changes):
    settings = {
        "lines": [("average", "all teams", [0.2, 0.4, 0.6]), ("pinned", "before", [0.1, 0.2])],
        "bands": [("average", "most teams", [0.1, 0.3, 0.5], [0.3, 0.5, 0.7])],
        "minimum": 0.5,
        "marks": [(1, "it changes here")],
        **changes,
    }
    return drawing.lines("Title", "It rises.", [0, 1, 2], "months", **settings)


def test_lines_are_drawn_where_the_data_say_and_none_is_told_by_colour_alone():
    axes = plots.draw(line_picture())
    drawn = {line.get_label(): line for line in axes.get_lines()}
    assert drawn["all teams"].get_ydata().tolist() == [0.2, 0.4, 0.6]
    assert drawn["before"].get_xdata().tolist() == [0, 1]  # a shorter line ends early
    assert drawn["the minimum"].get_ydata() == [0.5, 0.5]
    assert axes.get_ylim() == (0, 1) and axes.get_xlabel() == "months"
    assert "it changes here" in [text.get_text() for text in axes.texts]
    looks = {(style.get("dashes"), style["linewidth"]) for style in plots.LINES.values()}
    assert len(looks) >= len(plots.LINES) - 1
    assert plots.LINES["average"].get("dashes") != plots.LINES["second"].get("dashes")


def test_bars_and_dots_are_drawn_where_the_data_say():
    bars = [("average", "first", 0.2, 0.6, "0.2 to 0.6"), ("second", "second", 0.9, 0.4, "")]
    axes = plots.draw(drawing.bars("Bars", "Two bars.", bars, 0.0, 1.0, reference=0.5))
    boxes = [(patch.get_x(), round(patch.get_x() + patch.get_width(), 9)) for patch in axes.patches]
    assert boxes == [(0.2, 0.6), (0.4, 0.9)]
    assert [tick.get_text() for tick in axes.get_yticklabels()] == ["first", "second"]
    parts = [("average", "seen", 23), ("second", "missed", 0), ("third", "lost", 5)]
    axes = plots.draw(drawing.icons("Dots", "28 dots.", parts))
    assert [len(dots.get_offsets()) for dots in axes.collections] == [23, 0, 5]
    assert (
        len({style["marker"] + str(style.get("facecolor")) for style in plots.DOTS.values()}) == 3
    )


def test_pictures_are_saved_each_into_a_file(tmp_path):
    shown = plots.Drawing([line_picture(), line_picture()])
    shown.save(tmp_path / "run.png")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["run-2.png", "run.png"]
    file = io.BytesIO()
    shown.figures[0].savefig(file, format="svg")
    assert b"<svg" in file.getvalue()


def test_text_of_a_picture_cannot_break_out_of_the_page():
    hostile = drawing.lines('"><script>', 'a "quoted" <b>', [0, 1], "x", [("team", "", [0, 1])])
    text = plots.Drawing([hostile])._repr_html_()
    assert "<script" not in text and "<b>" not in text
    assert Images(text).texts == ['"><script>. a "quoted" <b>']


def test_unknown_kind_of_picture_is_refused_in_words():
    with pytest.raises(ValueError, match="Unknown kind of picture 'pie'. Available: lines"):
        plots.draw({"kind": "pie"})
