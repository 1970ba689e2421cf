"""Draw a trial's two risks as people out of 100, and the difference with its interval."""

from html import escape

from ..data import read
from ..evaluation.effects import TrialEffects, two_by_two
from ..labs._drawing import framed

COUNTS = ("events_programme", "n_programme", "events_comparison", "n_comparison")


def effects_of(name: str) -> tuple[dict, TrialEffects]:
    """Return the published counts of a trial and what we compute from them.

    Raises
    ------
    ValueError
        If there is no such trial; the message lists those there are.
    """
    trials = read("trials")
    if name not in trials:
        raise ValueError(f"Unknown trial {name!r}. Available: {', '.join(sorted(trials))}.")
    trial = trials[name]
    return trial, two_by_two(*[trial[count] for count in COUNTS])


def figure_html(name: str) -> str:
    """Return the figure of a trial with its text, as HTML."""
    trial, effects = effects_of(name)
    groups = [
        ("With " + trial["programme"], effects.risk_programme, COUNTS[:2]),
        ("With " + trial["comparison"], effects.risk_comparison, COUNTS[2:]),
    ]
    people = "".join(
        f'<figure class="lab-figure"><figcaption>{escape(label)}</figcaption>'
        f"{_hundred_people(risk, trial['event'])}"
        f'<p class="lab-aside">{trial[counts[0]]} of {trial[counts[1]]} {escape(trial["event"])}: '
        f"{100 * risk:.1f} of 100.</p></figure>"
        for label, risk, counts in groups
    )
    return (
        f'<div class="lab-static"><div class="lab-figures">{people}</div>'
        f'<figure class="lab-figure"><figcaption>Risk difference with its '
        f"{100 * effects.level:g} % interval</figcaption>{_interval(effects)}</figure>"
        f"<p>{escape(effects.sentence)}</p></div>"
    )


def _hundred_people(risk: float, event: str) -> str:
    filled = round(100 * risk)
    dots = "".join(
        f'<circle class="{"lab-event" if i < filled else "lab-no-event"}"'
        f' cx="{10 + 20 * (i % 20)}" cy="{10 + 20 * (i // 20)}" r="{7 if i < filled else 5}"/>'
        for i in range(100)
    )
    text = f"100 small circles, one for each of 100 people. {filled} are filled: they {event}."
    return framed(400, 100, text, dots)


def _interval_text(effects: TrialEffects) -> str:
    difference = effects.risk_difference
    inside = "lies inside" if difference.low <= 0 <= difference.high else "lies outside"
    return (
        f"A line from {100 * difference.low:.1f} to {100 * difference.high:.1f} of 100 people, "
        f"with a point at {100 * difference.value:.1f}. Below zero means fewer people. "
        f"Zero {inside} the line."
    )


def _interval(effects: TrialEffects) -> str:
    difference = effects.risk_difference
    reach = 0.05 * (int(max(abs(difference.low), abs(difference.high)) / 0.05) + 1)

    def x(value: float) -> float:
        return 160 + 140 * value / reach

    ticks = "".join(
        f'<text class="lab-tick" x="{x(value):.1f}" y="58" text-anchor="middle">'
        f"{100 * value:+.0f}</text>"
        for value in (-reach, -reach / 2, reach / 2, reach)
    )
    drawn = (
        f'<line class="lab-grid" x1="10" x2="310" y1="42" y2="42"/>'
        '<line class="lab-minimum" x1="160" x2="160" y1="6" y2="46"/>'
        '<text class="lab-tick" x="160" y="58" text-anchor="middle">0</text>'
        f'{ticks}<text class="lab-tick" x="160" y="74" text-anchor="middle">'
        "fewer, or more, of 100 people</text>"
        f'<line class="lab-line" x1="{x(difference.low):.1f}" x2="{x(difference.high):.1f}"'
        ' y1="24" y2="24"/>'
        f'<circle class="lab-event" cx="{x(difference.value):.1f}" cy="24" r="5"/>'
    )
    return framed(320, 78, _interval_text(effects), drawn, " lab-strip")
