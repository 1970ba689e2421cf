"""Intervals and points: drawn where the data say, in a page and in a notebook alike."""

import json
import re
import sys
import types

import pytest

from peerlib.book import result_figure, shown
from peerlib.experiments import plots
from peerlib.labs import _drawing as drawing
from peerlib.labs._drawing_parts import log_ticks

ROWS = [
    ("average", "First trial", 0.2, -0.1, 0.5, "0.20 (−0.10 to 0.50)"),
    ("second", "A trial with a name too long for one line", -0.6, -1.4, 0.2, "−0.60 (−1.4 to 0.2)"),
    ("third", "Beyond", 0.8, 0.4, 3.0, ""),
    ("average", "Cannot be estimated", None, None, None, ""),
    ("pooled", "All together", 0.15, 0.0, 0.3, "0.15 (0.00 to 0.30)"),
    ("range", "Where a new trial may lie", None, -0.4, 0.7, ""),
]


def forest(**changes):
    settings = {"x_label": "g", "low": -1, "high": 1, "reference": 0, **changes}
    return drawing.intervals("Forest", "Six rows.", ROWS, **settings)


def cloud(**changes):
    settings = {
        "groups": [
            ("average", "trials", [0.1, 0.3], [0.1, 0.4]),
            ("second", "ours", [0.2], [0.2]),
            ("team", "draws", [0.0] * 200, [0.3] * 200),
        ],
        "x_label": "effect",
        "y_label": "standard error",
        "x_range": (-1, 1),
        "y_range": (0.5, 0),
        "lines": [("minimum", "limit", [0, 1], [0, 0.5])],
        **changes,
    }
    return drawing.points("Cloud", "Points.", **settings)


def numbers(pattern, text):
    found = [match.groups() for match in re.finditer(pattern, text)]
    return [tuple(float(part) for part in parts) for parts in found]


def test_intervals_lie_where_the_axis_puts_them():
    text = drawing.svg(forest())
    # the axis runs from 10 to 310 of 320; -1 to 1, so zero lies at 160 and 0.1 is 15 wide
    spans = numbers(r'class="lab-interval \w+" x1="([\d.]+)" x2="([\d.]+)"', text)
    assert spans == [(145.0, 235.0), (10.0, 190.0), (220.0, 310.0), (100.0, 265.0)]
    assert numbers(r'class="lab-dot average" cx="([\d.]+)"', text) == [(190.0,)]
    assert 'class="lab-diamond" points="160.0,' in text
    assert text.count("lab-minimum") == 5  # beside each interval, not over the words-only row


def test_intervals_differ_in_shape_and_say_where_they_go_on():
    text = drawing.svg(forest())
    for shape in ("lab-interval second", "lab-interval third", "lab-interval range", "lab-diamond"):
        assert shape in text
    # two intervals leave the axis; a range has a stop at each end
    assert len(re.findall(r'class="lab-stop" d="M[\d. ]+l', text)) == 2
    assert len(re.findall(r'class="lab-stop" d="M[\d. ]+v', text)) == 2
    for row in ROWS:
        assert drawing.escape(row[1]) in text and drawing.escape(row[5]) in text


@pytest.mark.parametrize("kind", ["forest", "cloud"])
def test_picture_is_read_out_by_its_text_alone(kind):
    picture = {"forest": forest, "cloud": cloud}[kind]()
    opened, drawn = drawing.svg(picture).split(">", 1)
    assert opened.endswith('role="img" aria-label="%s"' % drawing.escape(picture["text"]))
    assert re.fullmatch(r'<g aria-hidden="true">.*</g></svg>', drawn, re.S)
    assert drawn.count("<g") == 1  # nothing drawn stands beside the hidden part


def test_rows_without_words_lie_close_together():
    rows = [("average" if i % 2 else "third", "", 0.1, -0.2, 0.3, "") for i in range(40)]
    stack = drawing.intervals("Stack", "Forty rows.", rows, "g", -1, 1, 0)
    text = drawing.svg(stack)
    places = [y for (y,) in numbers(r'class="lab-interval \w+" .*? y1="([\d.]+)"', text)]
    assert len(places) == 40
    assert {round(b - a, 6) for a, b in zip(places, places[1:], strict=False)} == {8.0}
    assert text.count('r="3"') == 20
    assert plots.Drawing([stack]).figures[0].get_size_inches()[1] < 7


def test_long_note_stands_on_a_line_of_its_own():
    text = drawing.svg(forest())
    places = dict(re.findall(r'y="([\d.]+)" text-anchor="\w+">([^<]+)<', text))
    heights = {words: float(height) for height, words in places.items()}
    assert heights["−0.60 (−1.4 to 0.2)"] > heights[ROWS[1][1]]


def test_axis_of_ratios_is_spaced_by_ratios():
    rows = [("average", "A", 1.0, 0.1, 10.0, "")]
    text = drawing.svg(
        drawing.intervals("OR", "One row.", rows, "odds ratio", 0.1, 10, 1, log=True)
    )
    assert numbers(r'lab-interval average" x1="([\d.]+)" x2="([\d.]+)"', text) == [(10.0, 310.0)]
    assert 'cx="160.0"' in text
    assert log_ticks(0.1, 10) == [0.1, 1.0, 10.0]
    assert log_ticks(0.4, 3) == [0.5, 1.0, 2.0]
    assert len(log_ticks(1e-6, 1e6)) <= 13


def test_points_lie_where_the_axes_put_them_also_upside_down():
    text = drawing.svg(cloud())
    # x: 40 to 310 for -1 to 1; y: 24 at the top for 0, 202 at the bottom for 0.5
    assert numbers(r'class="lab-dot average" cx="([\d.]+)" cy="([\d.]+)"', text) == [
        (188.5, 59.6),
        (215.5, 166.4),
    ]
    assert text.count("h0") == 200 and text.count("<path") == 1  # a cloud is one element
    upright = drawing.svg(cloud(y_range=(0, 0.5)))
    assert numbers(r'class="lab-dot second" cx="[\d.]+" cy="([\d.]+)"', upright) == [(130.8,)]
    assert 'class="lab-minimum" fill="none" points="175.0,24.0 310.0,202.0"' in text


@pytest.mark.parametrize("picture", [forest(), cloud()], ids=["intervals", "points"])
def test_picture_is_plain_json_and_carries_its_text(picture):
    assert json.loads(json.dumps(picture)) == picture
    assert f'aria-label="{picture["text"]}"' in drawing.svg(picture)
    assert plots.Drawing([picture]).text == picture["text"]


def test_matplotlib_draws_the_same_intervals():
    axes = plots.draw(forest())
    spans = [tuple(line.get_xdata()) for line in axes.get_lines() if len(line.get_xdata()) == 2]
    for span in [(-0.1, 0.5), (-1, 0.2), (0.4, 1), (-0.4, 0.7)]:
        assert span in spans
    diamond = axes.patches[0].get_xy()
    assert diamond[:, 0].min() == 0.0 and diamond[:, 0].max() == 0.3
    assert [tick.get_text() for tick in axes.get_yticklabels()] == [row[1] for row in ROWS]
    assert {text.get_text() for text in axes.texts} == {row[5] for row in ROWS}
    ratios = drawing.intervals(
        "OR", "One.", [("average", "A", 1, 0.5, 2, "")], "OR", 0.1, 10, 1, True
    )
    assert plots.draw(ratios).get_xscale() == "log"


def test_matplotlib_draws_the_same_points():
    axes = plots.draw(cloud())
    sizes = [len(dots.get_offsets()) for dots in axes.collections]
    assert sizes == [2, 1, 200]
    assert axes.get_ylim() == (0.5, 0) and axes.get_xlabel() == "effect"
    labels = axes.get_legend_handles_labels()[1]
    assert set(labels) == {"trials", "ours", "draws", "limit"}


# A result in a page


@pytest.fixture
def topic(monkeypatch):
    """Return a module of results that only this test has."""
    module = types.ModuleType(f"{shown.__name__}.invented")
    exec(
        "class R:\n"
        "    sentence = 'It rose & fell <once>.'\n"
        "    def __init__(self, pictures): self.made = pictures\n"
        "    def pictures(self): return self.made\n"
        "def result(): return R(PICTURES)\n"
        "def plain(): return PICTURES\n"
        "def number(): return 3\n"
        "def _hidden(): return PICTURES\n",
        module.__dict__,
    )
    module.PICTURES = [forest(), cloud()]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    names = [types.SimpleNamespace(name="invented")]
    monkeypatch.setattr(result_figure.pkgutil, "iter_modules", lambda path: names)
    return module


def test_result_comes_with_sentence_pictures_keys_and_text(topic):
    html = result_figure.result_html("invented.result")
    assert "It rose &amp; fell &lt;once&gt;." in html
    assert html.count('<svg class="lab-chart"') == html.count("<figure") == 2
    assert "<p>Six rows.</p>" in html and "<p>Points.</p>" in html
    assert "limit" in html and "draws" in html  # the key to the points
    assert "lab-sentence" not in result_figure.result_html("invented.plain")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("invent.result", "Unknown topic 'invent'.*Available: invented"),
        ("invented.nothing", "no function 'nothing'.*invented.plain, invented.result"),
        ("invented", "no function ''"),
        ("invented._hidden", "no function '_hidden'"),
        ("invented.number", "returns int. It must return"),
    ],
)
def test_unknown_result_is_answered_with_what_there_is(topic, name, message):
    with pytest.raises(ValueError, match=message):
        result_figure.result_html(name)


def test_every_kind_of_picture_has_a_key_where_it_needs_one():
    lines = drawing.lines(
        "L",
        "t",
        [0, 1],
        "x",
        [("team", "one", [0, 1]), ("second", "", [0, 1])],
        bands=[("average", "most", [0, 0], [1, 1])],
        minimum=0.5,
    )
    assert result_figure.key_entries(lines) == [
        ("team", "one"),
        ("band", "most"),
        ("minimum", "the minimum"),
    ]
    icons = drawing.icons("I", "t", [("average", "stayed", 3), ("third", "left", 2)])
    assert result_figure.key_entries(icons) == [
        ("dot average", "stayed (3)"),
        ("dot third", "left (2)"),
    ]
    assert result_figure.key_entries(forest()) == []
    assert drawing.key([("dot team", "draws")]).count("h0") == 3


def test_every_result_that_a_page_can_show_is_shown_without_error():
    for module in result_figure.pkgutil.iter_modules(shown.__path__):
        found = __import__(f"{shown.__name__}.{module.name}", fromlist=["x"])
        for name, function in vars(found).items():
            if name.startswith("_") or not isinstance(function, types.FunctionType):
                continue
            if function.__module__ == found.__name__:
                html = result_figure.result_html(f"{module.name}.{name}")
                assert "<svg" in html or "lab-sentence" in html, (
                    f"{module.name}.{name} returns neither pictures nor a result with a sentence"
                )
