"""A question with a figure as its answer, judged by its data and its labels.

A figure arrives as a plain description, made on the learner's side::

    {"kind": "figure", "axes": [{
        "title": "...", "x_label": "...", "y_label": "...", "value_low": 0.0,
        "bars": [{"name": "...", "height": 0.3}, ...],
        "lines": [{"label": "...", "x": [...], "y": [...]}, ...],
        "points": [{"label": "...", "x": [...], "y": [...]}, ...]}]}

The first axes that hold a drawing are looked at. Colours and sizes make no difference.

PORTABLE: runs under CPython and MicroPython.
"""

from .outcome import Outcome, listed
from .question import Question
from .reading import Reading, read
from .values import Tolerance, gap, key_text, kind_of, plain
from .wrong_turns import Wrong

PLACES = (
    ("title", "the title"),
    ("x_label", "the label of the x axis"),
    ("y_label", "the label of the y axis"),
)
HOW = "Give the figure or its axes, as matplotlib makes them."


class Says:
    """What a text of the figure has to say.

    Parameters
    ----------
    place : str
        ``"title"``, ``"x_label"`` or ``"y_label"``.
    words : str
        One of these has to occur in it, in capitals or not; without any, some text is enough.
    """

    def __init__(self, place, *words):
        self.place = place
        self.words = [key_text(word) for word in words]

    def said(self, text):
        """Tell whether a text says it."""
        text = key_text(text)
        return bool(text) and (not self.words or bool([w for w in self.words if w in text]))


class Plot(Question):
    """One question with a figure as its answer.

    Credit: ``data_share`` for the data, of which each bar, line or set of points has a part; the
    rest for the labels. An axis of bars that does not begin at zero counts as one label that
    is amiss.

    Parameters
    ----------
    absolute, relative : float
        A number x is right if ``abs(x - t) <= max(absolute, relative * abs(t))``.
    says : tuple of Says
    data_share : float
        From 0 to 1.
    common
        All else as in `Question`. ``truth(data)`` and the misconceptions return what is drawn:
        a dictionary with ``"bars"``: list of (name, height), ``"lines"`` or ``"points"``: list
        of (list of x, list of y).
    """

    kind = "plot"

    def __init__(
        self, name, label, prompt, truth, absolute, relative=0.0, says=(), data_share=0.6, **common
    ):
        Question.__init__(self, name, label, prompt, truth, **common)
        self.tolerance = Tolerance(absolute, relative)
        self.says = says
        self.data_share = data_share

    def read(self, given):
        """Return what is drawn and what is written in a figure."""
        given = plain(given)
        if given is None or isinstance(given, str) and read(given).tag == "blank":
            return read(None)
        if isinstance(given, list) and given:
            given = given[0]
        axes = given.get("axes") if kind_of(given) == "figure" else None
        if not isinstance(axes, list):
            return Reading(None, "wrong-type", "We found no figure here.", HOW)
        for each in axes:
            drawn = _drawn(each) if isinstance(each, dict) else {}
            if drawn:
                return Reading(_answer(each, drawn))
        return Reading(
            None,
            "empty-figure",
            "The figure is still empty.",
            "Is the drawing in the same cell as its answer?",
        )

    def shown(self, answer):
        """Return what is drawn, counted."""
        drawn = answer.get("drawn", answer)
        words = [(len(drawn.get(what, ())), what) for what in ("bars", "lines", "points")]
        return listed(
            ["%d %s" % (count, what if count > 1 else what[:-1]) for count, what in words if count]
        )

    def seen(self, answer):
        """Return what we saw, as a sentence."""
        return "We see a figure with %s." % self.shown(answer)

    def known(self, tag, value, idea="", next_step="", credit=0.0, exact=False, deeper=""):
        """Return what is drawn as a `Wrong`."""
        drawn = {}
        for what in value:
            items = value[what]
            drawn[what] = (
                [(key_text(name), height) for name, height in items]
                if what == "bars"
                else [_in_order(x, y) for x, y in items]
            )
        return Wrong(tag, drawn, 0.0, idea, next_step, credit, exact, deeper)

    def written(self, value):
        """Return the description of a figure that shows the data, with labels."""
        axes = {
            "value_low": 0.0,
            "bars": [{"name": name, "height": height} for name, height in value.get("bars", ())],
        }
        for what in ("lines", "points"):
            axes[what] = [
                {"x": [p[0] for p in pairs], "y": [p[1] for p in pairs]}
                for pairs in value.get(what, ())
            ]
        for says in self.says:
            axes[says.place] = says.words[0] if says.words else "a text"
        return {"kind": "figure", "axes": [axes]}

    def fits(self, answer, wrong):
        """Tell whether the data are drawn; for the right one, whether the labels are there, too."""
        right, asked, _ = self._matched(answer["drawn"], wrong.value)
        return right == asked and not (wrong.tag == "right" and self._amiss(answer))

    def distance(self, one, other):
        """Return 0 for data that count as the same, else infinity."""
        for this, that in ((one, other), (other, one)):
            right, asked, _ = self._matched(this.value, that.value, self.tolerance.of_both, 2.0)
            if right < asked:
                return float("inf")
        return 0.0

    def _matched(self, drawn, wanted, allowed=None, most=1.0):
        """Return how many things of `wanted` are drawn, of how many, and what is off."""
        allowed = allowed or self.tolerance.to_second
        right, asked, off = 0, 0, []
        for what in sorted(wanted):
            left = list(drawn.get(what, ()))
            for thing in wanted[what]:
                asked += 1
                same = [each for each in left if gap(each, thing, allowed) <= most]
                if same:
                    left.remove(same[0])
                    right += 1
                else:
                    off.append((what, thing))
            if what == "bars":  # a bar too many is off; a line more may be a mark
                asked += len(
                    [each for each in left if each[0] not in [thing[0] for thing in wanted[what]]]
                )
        return right, asked, off

    def _amiss(self, answer):
        """Return in words what is amiss beside the data."""
        names = dict(PLACES)
        amiss = [
            names[says.place] for says in self.says if not says.said(answer["texts"][says.place])
        ]
        if answer["cut"]:
            amiss.append("the start of the axis")
        return amiss

    def parts(self, answer, truth, known, data):
        """Say what of the data and of the labels is right."""
        right, asked, off = self._matched(answer["drawn"], truth.value)
        amiss = self._amiss(answer)
        # an axis is only held against bars, so without bars it is no part of the labels
        labels = len(self.says) + (1 if truth.value.get("bars") else 0)
        share = self.data_share if labels else 1.0
        data_credit = float(right) / asked
        label_credit = float(labels - len(amiss)) / labels if labels and right else 0.0
        words = [
            "All of the data are drawn."
            if right == asked
            else "Of %d things that we look for, %d can be seen." % (asked, right)
        ]
        names = [thing[0] for what, thing in off if what == "bars"]
        if names:
            words.append("Look again at the bar%s for %s." % ("s"[: len(names) - 1], listed(names)))
        if amiss:
            words.append("Look again at %s." % listed(amiss))
        tag = "plot:labels" if right == asked else "plot:some-data" if right else "plot:other-data"
        credit = share * data_credit + (1.0 - share) * label_credit
        return Outcome(
            min(1.0, max(0.0, credit)),
            tag,
            self.seen(answer),
            " ".join(words),
            _question(right == asked, answer["cut"]),
        )


def _question(data_are_right, cut):
    if not data_are_right:
        return "Which numbers did you hand to the plot, and where did they come from?"
    if cut:
        return "How long do the bars look next to each other, if the axis begins at zero?"
    return "What does somebody need to read, to know what is shown?"


def _drawn(axes):
    """Return what is drawn in the axes; what cannot be read is left aside."""
    drawn = {}
    bars = [
        (key_text(bar.get("name")), bar.get("height"))
        for bar in _dictionaries(axes, "bars")
        if isinstance(bar.get("height"), (int, float))
    ]
    if bars:
        drawn["bars"] = bars
    for what in ("lines", "points"):
        series = [
            _in_order(each.get("x"), each.get("y"))
            for each in _dictionaries(axes, what)
            if isinstance(each.get("x"), list) and isinstance(each.get("y"), list)
        ]
        series = [pairs for pairs in series if pairs]
        if series:
            drawn[what] = series
    return drawn


def _dictionaries(axes, what):
    things = axes.get(what)
    return [each for each in things if isinstance(each, dict)] if isinstance(things, list) else []


def _in_order(x, y):
    """Return pairs in the order of x: the order of the data makes no difference."""
    pairs = [[one, other] for one, other in zip(x, y)]
    numbers = [pair for pair in pairs if isinstance(pair[0], (int, float))]
    if len(numbers) == len(pairs):
        return sorted(pairs, key=lambda pair: (pair[0], repr(pair[1])))
    return sorted(pairs, key=repr)


def _answer(axes, drawn):
    texts = {}
    for place, _ in PLACES:
        text = axes.get(place)
        texts[place] = text if isinstance(text, str) else ""
    low = axes.get("value_low")
    cut = "bars" in drawn and isinstance(low, (int, float)) and low > 0.0
    return {"drawn": drawn, "texts": texts, "cut": cut}
