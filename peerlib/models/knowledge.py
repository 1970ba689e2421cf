"""Being believed: what doubt and a missing word do to a report.

Three small models, all about one made-up side effect of a medicine, akathisia.

*Testimony.* A listener takes a share delta of the reports for mere noise, which would come
up at a rate r whatever is the case (after Bovens and Hartmann). One report then changes
the odds by the likelihood ratio

    LR = [(1 - delta) Se + delta r] / [(1 - delta) Fa + delta r]

Se: how often it is reported when it is there. Fa: when it is not there.

*Words.* A person has akathisia, is anxious, or has neither, and says so. Where there is no
word for akathisia it is reported as "anxious". What a report tells is the mutual
information between the state and the report, in bits.

*Signals.* A listener draws a line across what can be seen and heard. With signs of
clearness d' and the line at c from the middle,

    hits = Phi(d'/2 - c),    false alarms = Phi(-d'/2 - c)

This model is an illustration, not evidence (`peerlib/data/knowledge.toml`).

PORTABLE: runs under CPython and MicroPython.
"""

from math import erf, log, sqrt

from .. import data

TABLE = data.read("knowledge")
LEVERS = ("doubt", "acting", "prior", "hit", "false_alarm", "clarity", "criterion")
PRESETS = ("all_ears", "half_an_ear", "hardly_hears", "believes_everything")
NOISE, ANXIETY, HALF_SAID = [
    TABLE["constants"][name]["value"] for name in ("noise", "anxiety", "half_said")
]
STATES = ("akathisia", "anxious", "neither")


def defaults():
    """Return every lever at the value the course uses."""
    return {name: TABLE["levers"][name]["value"] for name in LEVERS}


def preset(name):
    """Return the settings of one of the made-up listeners.

    Parameters
    ----------
    name : {"all_ears", "half_an_ear", "hardly_hears", "believes_everything"}

    Returns
    -------
    dict
        ``doubt``, ``acting`` and ``criterion``.

    Raises
    ------
    ValueError
        If there is no such listener; the message lists those there are.
    """
    if name not in PRESETS:
        raise ValueError("Unknown listener %r. Available: %s." % (name, ", ".join(PRESETS)))
    return {lever: TABLE["presets"][name][lever] for lever in ("doubt", "acting", "criterion")}


def check_share(name, value):
    """Raise an error unless `value` is a number from 0 to 1.

    Raises
    ------
    ValueError
        The message says what was given and what is allowed.
    """
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not number or not 0 <= value <= 1:  # a NaN fails the comparison too
        raise ValueError(
            "%s must be a number from 0 to 1, got %r. For 20 %% write 0.2." % (name, value)
        )


def likelihood_ratio(doubt, hit, false_alarm, noise=NOISE):
    """Return by how much one report raises the odds.

    Parameters
    ----------
    doubt : float
        delta, the share of reports that the listener takes for noise, 0 to 1.
    hit, false_alarm : float
        Se and Fa: how often it is reported when it is there, and when it is not.
    noise : float, optional
        r, how often a report comes up if it is mere noise.

    Raises
    ------
    ValueError
        If a value does not lie from 0 to 1, or if there could be no report at all.

    Examples
    --------
    >>> round(likelihood_ratio(0, 0.8, 0.15), 2), round(likelihood_ratio(0.9, 0.8, 0.15), 2)
    (5.33, 1.23)
    """
    for name, value in (("doubt", doubt), ("hit", hit), ("false_alarm", false_alarm)):
        check_share(name, value)
    check_share("noise", noise)
    below = (1 - doubt) * false_alarm + doubt * noise
    if below <= 0:
        raise ValueError("With false_alarm 0 and doubt 0 one report proves it; raise either.")
    return ((1 - doubt) * hit + doubt * noise) / below


def belief(prior, ratio, reports):
    """Return how likely it looks after so many reports.

    Parameters
    ----------
    prior : float
        How likely it looked before, above 0 and below 1.
    ratio : float
        From `likelihood_ratio`.
    reports : int
        0 or more.

    Examples
    --------
    >>> round(belief(0.2, 16 / 3, 1), 2)
    0.57
    """
    odds = prior / (1 - prior) * ratio**reports
    return odds / (1 + odds)


def reports_needed(prior, ratio, acting):
    """Return after how many reports the listener acts, or None if that never comes.

    Parameters
    ----------
    prior : float
        How likely it looked before, above 0 and below 1.
    ratio : float
        From `likelihood_ratio`.
    acting : float
        How likely it must look before the listener acts, above 0 and below 1.

    Returns
    -------
    int or None
        0 if the listener acts without any report.

    Examples
    --------
    >>> [reports_needed(0.2, likelihood_ratio(d, 0.8, 0.15), 0.4) for d in (0, 0.5, 0.75, 0.9)]
    [1, 2, 3, 5]
    """
    gap = acting / (1 - acting) / (prior / (1 - prior))
    if gap <= 1 + 1e-9:
        return 0
    if ratio <= 1 + 1e-9:
        return None
    exact = log(gap) / log(ratio)
    return int(exact - 1e-9) + 1  # a whole number of reports must not be rounded up by a hair


def channel(word, hit=0.8, false_alarm=0.15):
    """Return what people say, given how they are.

    Parameters
    ----------
    word : bool
        Is there a word for akathisia?
    hit : float, optional
        How often a person with akathisia names it, if there is a word.
    false_alarm : float, optional
        How often a person with neither says "anxious".

    Returns
    -------
    list of 3 lists of 3 float
        One row for each of `STATES`; chances to say "akathisia", "anxious", nothing.

    Examples
    --------
    >>> [[round(share, 2) for share in row] for row in channel(False)]
    [[0.0, 0.95, 0.05], [0.0, 1.0, 0.0], [0.0, 0.15, 0.85]]
    """
    half_said = (1 - hit) * HALF_SAID
    named, as_anxious = (hit, half_said) if word else (0.0, hit + half_said)
    return [
        [named, as_anxious, 1 - hit - half_said],
        [0.0, 1.0, 0.0],
        [0.0, false_alarm, 1 - false_alarm],
    ]


def shares(prior):
    """Return how common each of `STATES` is when a share `prior` has akathisia.

    Examples
    --------
    >>> [round(share, 2) for share in shares(0.2)]
    [0.2, 0.3, 0.5]
    """
    return [prior, ANXIETY, 1 - prior - ANXIETY]


def _entropy(chances):
    return -sum([p * log(p) for p in chances if p > 0]) / log(2)


def information(states, says):
    """Return what one report tells about the state, in bits (mutual information).

    Parameters
    ----------
    states : list of float
        How common each state is; they sum to 1.
    says : list of lists of float
        From `channel`.

    Notes
    -----
    I = H(report) - sum over states of p(state) H(report given state), with
    H = - sum p log2 p. One bit is what a fair yes-or-no question tells.

    Examples
    --------
    >>> [round(information(shares(0.2), channel(word)), 2) for word in (True, False)]
    [0.99, 0.63]
    """
    heard = [sum([p * row[i] for p, row in zip(states, says)]) for i in range(len(says[0]))]
    return _entropy(heard) - sum([p * _entropy(row) for p, row in zip(states, says)])


def one_talk(word, doubt, levers):
    """Return what becomes of one report.

    Parameters
    ----------
    word : bool
        Is there a word for akathisia?
    doubt : float
        delta of the listener.
    levers : dict
        ``prior``, ``hit``, ``false_alarm`` and ``acting``.

    Returns
    -------
    dict
        ``acted``: chance that akathisia is acted on, for a person who has it.
        ``in_vain``: chance that it is acted on, for a person who does not.
        ``belief``: how likely akathisia looks after what a person with akathisia most
        likely says.

    Notes
    -----
    The listener knows all shares, and takes a share delta of what is said for noise, in
    which each report comes up at the rate r. So not even a listener who reckons perfectly
    can hear what was not said.

    Examples
    --------
    >>> [round(one_talk(word, 0.0, defaults())["acted"], 2) for word in (True, False)]
    [0.8, 0.0]
    """
    states = shares(levers["prior"])
    says = channel(word, levers["hit"], levers["false_alarm"])
    acted, in_vain, likely = 0.0, 0.0, 0.0
    for report in range(2):  # saying nothing is never acted on
        heard = [p * ((1 - doubt) * row[report] + doubt * NOISE) for p, row in zip(states, says)]
        looks = heard[0] / sum(heard) if sum(heard) > 0 else 0.0
        if report == (0 if word else 1):
            likely = looks
        if looks >= levers["acting"] - 1e-12:
            acted += says[0][report]
            in_vain += (states[1] * says[1][report] + states[2] * says[2][report]) / (1 - states[0])
    return {"acted": acted, "in_vain": in_vain, "belief": likely}


def hits_and_false_alarms(clarity, criterion):
    """Return how often a listener believes people who have it, and people who do not.

    Parameters
    ----------
    clarity : float
        d', how far apart the two kinds of signs lie, in standard deviations.
    criterion : float
        c, how far above the middle between them the line is drawn.

    Examples
    --------
    >>> [round(share, 2) for share in hits_and_false_alarms(1.88, 0)]
    [0.83, 0.17]
    >>> [round(share, 2) for share in hits_and_false_alarms(1.88, 1)]
    [0.48, 0.03]
    """
    return _below(clarity / 2 - criterion), _below(-clarity / 2 - criterion)


def _below(z):
    """Return the share of a standard normal distribution that lies below `z`."""
    return (1 + erf(z / sqrt(2))) / 2


def hundred_people(prior, clarity, criterion):
    """Return how a hundred people fare, as whole numbers that sum to 100.

    Returns
    -------
    dict
        ``heard`` and ``missed`` of those who have akathisia; ``in_vain`` (acted on
        without need) and ``left_alone`` of those who do not.

    Examples
    --------
    >>> sorted(hundred_people(0.2, 1.88, 0).items())
    [('heard', 17), ('in_vain', 14), ('left_alone', 66), ('missed', 3)]
    """
    hit, false_alarm = hits_and_false_alarms(clarity, criterion)
    have = int(100 * prior + 0.5)
    heard, in_vain = int(have * hit + 0.5), int((100 - have) * false_alarm + 0.5)
    return {
        "heard": heard,
        "missed": have - heard,
        "in_vain": in_vain,
        "left_alone": 100 - have - in_vain,
    }
