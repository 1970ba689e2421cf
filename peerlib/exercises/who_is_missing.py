"""Who is missing? Loss over all and in each group, the worst case, and filled-in tables.

Each learner has an invented trial in which some people could not be reached at the end.

PORTABLE: runs under CPython and MicroPython.
"""

from math import sqrt

from ..checking.choices import Choice
from ..checking.items import FollowThrough, Item, Misconception, drawn_apart
from ..checking.options import Option
from ..models import missing as model
from ..models.random_numbers import Pcg32

NAME = "who-is-missing"
VERSION = 1
TITLE = "Who is missing?"
LEAD = (
    "Look at who could not be reached in an invented trial, and at what that may hide. "
    "You may type the calculation itself, such as 12/34. Where there are options, type a "
    "letter."
)
FILLED = 5
BARE = 1.0 / FILLED
# What holds for every trial that can be.
DOMAIN = (
    (
        "some people of each group could not be reached, and most could",
        lambda d: (
            0 < d["missing_programme"] < d["reached_programme"]
            and 0 < d["missing_comparison"] < d["reached_comparison"]
        ),
    ),
    (
        "of those who were reached, fewer were readmitted with peer support",
        lambda d: known_difference(d) < -0.05,
    ),
    ("the worst case is not on the line", lambda d: abs(worst_case(d)) > 0.012),
)


def data_for(seed):
    """Return a learner's own invented trial.

    Parameters
    ----------
    seed : int
        A whole number from 0 to 2**64 - 1.

    Returns
    -------
    dict
        For ``programme`` and ``comparison``: people who ``began``, were ``reached``, were
        ``missing`` and, of those reached, were ``readmitted``. For the filled-in tables:
        ``tables``, ``estimates``, ``standard_errors``, and ready made ``within`` (mean of the
        squared standard errors) and ``between`` (variance of the estimates).

    Raises
    ------
    RuntimeError
        If no suitable trial turns up in many tries.

    Examples
    --------
    >>> data_for(1)["tables"]
    5
    """
    random = Pcg32(seed)
    turned = random.integer(0, 1) == 1  # whether the worst case turns the result round
    return drawn_apart(lambda: _drawn(random, turned), ITEMS, lambda data: _tells(data, turned))


def _tells(data, turned):
    if known_difference(data) > -0.06 or abs(worst_case(data)) < 0.015:
        return False
    return (worst_case(data) > 0) == turned


def _drawn(random, turned):
    """Return one trial at random; few are missing where the result is to hold."""
    data = {}
    began = random.integer(90, 200)
    other = began + random.integer(15, 60) * (1 if random.integer(0, 1) else -1)
    least = 0.14 if turned else 0.03
    for arm, people, lost, risk in (
        ("programme", began, least + 0.05 * random.uniform(), 0.15 + 0.10 * random.uniform()),
        (
            "comparison",
            max(80, other),
            2 * least + 0.10 * random.uniform(),
            0.36 + 0.10 * random.uniform(),
        ),
    ):
        missing = int(people * lost + 0.5)
        data["began_" + arm] = people
        data["missing_" + arm] = missing
        data["reached_" + arm] = people - missing
        data["readmitted_" + arm] = int((people - missing) * risk + 0.5)
    data.update(_filled_in(random))
    return data


def _filled_in(random):
    """Return five results of filled-in tables: gain in hope, in points, with standard errors."""
    middle = 2.0 + 1.5 * random.uniform()
    shape = [-1.2, -0.6, 0.0, 0.5, 1.3]
    spread = 0.42 + 0.15 * random.uniform()
    estimates, errors = [], []
    while shape:
        step = shape.pop(random.integer(0, len(shape) - 1))
        estimates.append(round(middle + spread * step, 1))
        errors.append(round(0.78 + 0.20 * random.uniform(), 2))
    return {
        "tables": FILLED,
        "estimates": estimates,
        "standard_errors": errors,
        "within": round(model.within(errors), 4),
        "between": round(model.between(estimates), 4),
    }


def story(data):
    """Return the trial in words."""
    return (
        "An invented trial. Chance decided: %(began_programme)d people were offered peer support "
        "and %(began_comparison)d had care as usual. A year later some could not be reached: "
        "nobody knows whether they were readmitted. People were asked about hope, too. The gaps "
        "there were filled in five times over, each time a little differently. Each of the five "
        "tables gives its own gain in hope: %(gains)s points, with standard errors %(errors)s. The "
        "mean of the squared standard errors is %(within).4f (within), and the variance of the "
        "five gains is %(between).4f (between)."
        % {
            "began_programme": data["began_programme"],
            "began_comparison": data["began_comparison"],
            "gains": ", ".join(["%.1f" % one for one in data["estimates"]]),
            "errors": ", ".join(["%.2f" % one for one in data["standard_errors"]]),
            "within": data["within"],
            "between": data["between"],
        }
    )


def table(data):
    """Return the trial as a table: caption, columns, rows."""
    return {
        "caption": "An invented trial: who was reached after a year.",
        "columns": ["Group", "Began", "Missing", "Reached", "Readmitted, of those reached"],
        "rows": [
            [name]
            + [data[part + arm] for part in ("began_", "missing_", "reached_", "readmitted_")]
            for name, arm in (("Peer support", "programme"), ("Care as usual", "comparison"))
        ],
    }


# The quantities.


def _missing(d):
    return d["missing_programme"] + d["missing_comparison"]


def _began(d):
    return d["began_programme"] + d["began_comparison"]


def lost_programme(d):
    """Return the share of the programme group that is missing."""
    return model.lost(d["began_programme"], d["reached_programme"])


def lost_comparison(d):
    """Return the share of the comparison group that is missing."""
    return model.lost(d["began_comparison"], d["reached_comparison"])


def loss_overall(d):
    """Return the share of all people that is missing."""
    return model.lost(_began(d), _began(d) - _missing(d))


def loss_difference(d):
    """Return the share missing with peer support minus that with care as usual."""
    return lost_programme(d) - lost_comparison(d)


def known_difference(d):
    """Return the risk difference among those who were reached."""
    return (
        d["readmitted_programme"] / d["reached_programme"]
        - d["readmitted_comparison"] / d["reached_comparison"]
    )


def _cases(d):
    """Return best and worst case for the programme."""
    return model.bounds(
        d["readmitted_programme"],
        d["reached_programme"],
        d["began_programme"],
        d["readmitted_comparison"],
        d["reached_comparison"],
        d["began_comparison"],
    )


def worst_case(d):
    """Return the risk difference if all who are missing spoke against the programme."""
    return _cases(d)[1]


def _risks(d, programme, comparison):
    """Return the risk difference if these shares of those missing had been readmitted."""
    return (d["readmitted_programme"] + programme * d["missing_programme"]) / d[
        "began_programme"
    ] - (d["readmitted_comparison"] + comparison * d["missing_comparison"]) / d["began_comparison"]


def pooled_error(d):
    """Return the standard error by Rubin's rules, from `within` and `between`."""
    return sqrt(_total(d, 1.0 + BARE))


def _total(d, times):
    return d["within"] + times * d["between"]


OVERALL = Item(
    "loss_overall",
    "Lost overall",
    "What share of all the people who began is missing? Give it as a number between 0 and 1.",
    loss_overall,
    absolute=0.0011,
    points=1,
    low=0.0,
    high=1.0,
    placeholder="for example 0.15 or 15 %",
    right="Now the question is: missing from which group?",
    slips=("percent",),
    misconceptions=(
        Misconception(
            "misconception:share-reached",
            lambda d: 1.0 - loss_overall(d),
            "This is the share of people who were reached.",
            "Which column has the people the question is about?",
            0.5,
        ),
        Misconception(
            "misconception:mean-of-shares",
            lambda d: (lost_programme(d) + lost_comparison(d)) / 2.0,
            "This is half-way between the shares of the two groups, as if the groups were "
            "equally large.",
            "How many people are missing in all, and how many began in all?",
            0.5,
        ),
        Misconception(
            "misconception:out-of-reached",
            lambda d: _missing(d) / (_began(d) - _missing(d)),
            "You seem to have divided by the people who were reached.",
            "Which people could have gone missing?",
            0.25,
        ),
        Misconception(
            "misconception:one-group-only",
            lost_programme,
            "This is the share of the peer support group alone.",
            "The question is about everybody. Who else is missing?",
            0.5,
        ),
        Misconception(
            "misconception:other-group-only",
            lost_comparison,
            "This is the share of the group with care as usual alone.",
            "The question is about everybody. Who else is missing?",
            0.5,
        ),
        Misconception(
            "misconception:people-for-share",
            _missing,
            "This is the number of people who are missing.",
            "Out of how many people is that?",
            0.25,
        ),
    ),
    hints=(
        "We are looking for one number between 0 and 1: how much of the whole is missing.",
        "You need all people who are missing, and all who began, of both groups.",
        "Share missing = (missing in one group + missing in the other) / (began + began). "
        "Put brackets around each sum.",
        "On other numbers: 20 of 100 and 30 of 150 are missing. (20 + 30) / (100 + 150) = 0.20.",
    ),
)

DIFFERENCE = Item(
    "loss_difference",
    "More lost in one group than in the other",
    "What is the share missing with peer support minus the share missing with care as usual?",
    loss_difference,
    absolute=0.0011,
    points=2,
    low=-1.0,
    high=1.0,
    placeholder="for example \u22120.05",
    right="Below zero means that fewer are missing with peer support. "
    "So the two groups of people who were reached may no longer be alike.",
    slips=("sign", "percent", "sign-and-percent"),
    misconceptions=(
        Misconception(
            "misconception:counts-for-shares",
            lambda d: d["missing_programme"] - d["missing_comparison"],
            "This takes one number of people from the other.",
            "The groups are not equally large. How can the numbers be made comparable?",
            0.25,
        ),
        Misconception(
            "misconception:total-as-denominator",
            lambda d: (d["missing_programme"] - d["missing_comparison"]) / _began(d),
            "You seem to have divided both numbers by the people of both groups together.",
            "Each group has its own size. Which size belongs to which number?",
            0.25,
        ),
        Misconception(
            "misconception:share-of-missing",
            lambda d: (d["missing_programme"] - d["missing_comparison"]) / _missing(d),
            "You seem to have divided by all people who are missing.",
            "In one group, how likely were people to go missing? Out of how many?",
            0.25,
        ),
        Misconception(
            "misconception:ratio-for-difference",
            lambda d: lost_programme(d) / lost_comparison(d),
            "This is one share divided by the other: a ratio.",
            "A difference takes away. What is taken away from what?",
            0.25,
        ),
        Misconception(
            "misconception:out-of-reached",
            lambda d: (
                d["missing_programme"] / d["reached_programme"]
                - d["missing_comparison"] / d["reached_comparison"]
            ),
            "You seem to have divided by the people who were reached.",
            "Which people could have gone missing?",
            0.25,
        ),
    ),
    hints=(
        "We are looking for how far apart the two groups are in what they lost. Peer support "
        "comes first.",
        "You need the share missing in each group: missing / began.",
        "Difference = missing / began with peer support - missing / began with care as usual.",
        "On other numbers: 20 of 100 and 45 of 150. 0.20 - 0.30 = -0.10.",
    ),
)

WORST = Item(
    "worst_case",
    "The worst case",
    "Now suppose the worst for peer support: everybody missing from the peer support group was "
    "readmitted, and nobody missing from the other group was. What is the risk difference then "
    "(peer support minus care as usual, out of all who began)?",
    worst_case,
    absolute=0.0011,
    points=2,
    low=-1.0,
    high=1.0,
    placeholder="for example 0.04 or \u22120.04",
    right="Nobody thinks that this is what happened. It shows how far the missing could move the "
    "result.",
    slips=("sign", "percent"),
    misconceptions=(
        Misconception(
            "misconception:known-only",
            known_difference,
            "This is the difference among the people who were reached.",
            "What becomes of those who are missing, if we suppose the worst?",
            0.25,
        ),
        Misconception(
            "misconception:best-for-worst",
            lambda d: _cases(d)[0],
            "This is the best case for peer support.",
            "In the worst case, in which group were the missing people readmitted?",
            0.5,
        ),
        Misconception(
            "misconception:missing-is-failure",
            lambda d: _risks(d, 1, 1),
            "It looks as if everybody missing was counted as readmitted, in both groups.",
            "What would have to be true of the other group for this to be the worst for peer "
            "support?",
            0.5,
        ),
        Misconception(
            "misconception:missing-is-success",
            lambda d: _risks(d, 0, 0),
            "It looks as if nobody missing was counted as readmitted, in both groups.",
            "What would have to be true of the peer support group for this to be the worst for it?",
            0.5,
        ),
        Misconception(
            "misconception:out-of-reached",
            lambda d: (
                (d["readmitted_programme"] + d["missing_programme"]) / d["reached_programme"]
                - d["readmitted_comparison"] / d["reached_comparison"]
            ),
            "The missing people are counted above the line, and not below it.",
            "Everybody counts now. Out of how many people, in each group?",
            0.5,
        ),
    ),
    hints=(
        "We are looking for the risk difference as it would be if all the gaps were filled in the "
        "way that is worst for peer support.",
        "You need, for each group, how many would then have been readmitted, and how many began.",
        "Worst case = (readmitted + missing) / began with peer support "
        "- readmitted / began with care as usual.",
        "On other numbers: 10 readmitted and 20 missing of 100; 30 readmitted of 100. "
        "(10 + 20) / 100 - 30 / 100 = 0.",
    ),
)

HOLDS = Choice(
    "what_holds",
    "What may be said?",
    "Among those reached, fewer were readmitted with peer support. Look at your worst case. What "
    "may be said?",
    lambda d: "holds" if worst_case(d) < 0 else "could_turn",
    (
        Option(
            "holds",
            "Fewer were readmitted with peer support, whatever became of those missing.",
            "This would fit a worst case that is still below zero.",
            "On which side of zero does your worst case lie?",
        ),
        Option(
            "could_turn",
            "Those reached did better with peer support; those missing could turn that round.",
            "This would fit a worst case above zero.",
            "On which side of zero does your worst case lie?",
        ),
        Option(
            "few",
            "Fewer than half are missing, so they cannot change anything.",
            "There is no such line. A few people can turn a small difference round.",
            "What does your worst case say about those who are missing here?",
            tag="misconception:half-is-enough",
        ),
        Option(
            "worst_is_true",
            "The worst case is what really happened.",
            "The worst case is a fence, not a finding: nobody knows what became of them.",
            "Could those missing also have done well?",
            tag="misconception:worst-is-true",
        ),
    ),
    points=1,
    right="Say it together with how many are missing, and from which group.",
    follows=(
        FollowThrough(
            "worst_case", lambda d, own: "holds" if own < 0 else "could_turn", -0.999, 0.999
        ),
    ),
    hints=(
        "We are looking for a sentence that stays true whatever became of the people who are "
        "missing.",
        "You need one number: your worst case. Zero would mean no difference.",
        "If even the worst case is below zero, the direction holds. If it is above zero, it is "
        "open.",
        "On other numbers: among those reached the difference is -0.10, in the worst case 0.03. "
        "So the result could turn round.",
    ),
)

ERROR = Item(
    "pooled_error",
    "Standard error of the pooled gain",
    "What is the standard error of the gain in hope, pooled over the five filled-in tables by "
    "Rubin\u2019s rules?",
    pooled_error,
    absolute=0.0045,
    points=2,
    low=0.0,
    high=100.0,
    placeholder="for example 0.75",
    right="It is larger than that of one filled-in table: a number that was filled in is less sure "
    "than a real answer.",
    near="Did you keep all the digits of the two variances?",
    misconceptions=(
        Misconception(
            "misconception:within-only",
            lambda d: sqrt(d["within"]),
            "This is about what one filled-in table would give, as if its filled-in numbers were "
            "real answers.",
            "The five tables do not agree. Where does that come in?",
            0.25,
        ),
        Misconception(
            "misconception:no-correction",
            lambda d: sqrt(_total(d, 1.0)),
            "Both variances are in it. Five tables are few, though, and the rule allows for that.",
            "What is the variance between the tables multiplied by?",
            0.75,
        ),
        Misconception(
            "misconception:between-only",
            lambda d: sqrt((1.0 + BARE) * d["between"]),
            "This is only how much the five tables differ.",
            "What about the uncertainty inside each table?",
            0.25,
        ),
        Misconception(
            "misconception:no-root",
            lambda d: _total(d, 1.0 + BARE),
            "This is the whole variance.",
            "How do you get from a variance to a standard error?",
            0.5,
        ),
        Misconception(
            "misconception:divided-by-tables",
            lambda d: sqrt(_total(d, 1.0 + BARE) / FILLED),
            "It looks as if the result was divided by the number of tables, as if five tables "
            "were five times as many people.",
            "Did anybody new come in when the table was filled in again?",
            0.25,
        ),
    ),
    hints=(
        "We are looking for one standard error for all five tables together.",
        "You need data.within (%(within).4f), data.between (%(between).4f) and the number of "
        "tables, 5.",
        "Total variance = within + (1 + 1/5) * between. The standard error is its square root; "
        "in Python: ( ... ) ** 0.5.",
        "On other numbers: within 0.50, between 0.20, five tables. "
        "0.50 + 1.2 * 0.20 = 0.74, and 0.74 ** 0.5 = 0.86.",
    ),
)

LIMIT = Choice(
    "what_remains",
    "What remains open",
    "The five tables agree quite well. What could still make the pooled gain wrong?",
    lambda d: "reasons",
    (
        Option(
            "nothing",
            "Nothing: if filled-in tables agree, they are right.",
            "All five are filled in from the same people and by the same rule.",
            "Could they all be wrong in the same way?",
            tag="misconception:agreement-proves",
        ),
        Option(
            "reasons",
            "People may have stayed away because they were doing badly, in a way "
            "that no column of the table shows.",
        ),
        Option(
            "sizes",
            "The two groups are not equally large.",
            "Groups of different sizes are no trouble: shares and means allow for that.",
            "Who is missing, and why?",
            tag="misconception:size-matters",
        ),
        Option(
            "more",
            "The gaps were filled in five times and not a hundred times.",
            "More tables would steady the last digits.",
            "What would even a hundred tables not know?",
            0.25,
            tag="misconception:more-tables",
        ),
    ),
    points=1,
    right="No table can show it. Only asking people can, and keeping in touch with them.",
    hints=(
        "Think of where the filled-in numbers come from.",
        "They come from people who answered and who look alike in the table.",
        "Filling in works if what is missing depends only on what the table holds.",
        "Another example: people who moved away are missing. Their address is in no column, and "
        "those who moved were doing better than the rest. What would the filled-in tables say?",
    ),
)

ITEMS = (OVERALL, DIFFERENCE, WORST, HOLDS, ERROR, LIMIT)
