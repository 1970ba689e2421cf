"""The capstone: a service of one's own, from what it hopes for to one page for somebody who pays.

The texts are about the learner's own service and are read by a person, with a rubric. The sums
are about the first year of an invented service, and are checked like those of other exercises.

PORTABLE: runs under CPython and MicroPython.
"""

from ..checking.choices import Choice, Option
from ..checking.items import FollowThrough, Item, Misconception, drawn_apart
from ..checking.texts import Criterion, ShortText
from ..models.random_numbers import Pcg32

NAME = "capstone"
VERSION = 1
TITLE = "Your own service, on one page"
LEAD = (
    "Work out what an invented service found in its first year, and say it fairly. "
    "You may type the calculation itself, such as 12/34."
)
Z_95 = 1.96
# What holds for every year that can be.
DOMAIN = (
    (
        "more people could have come than were asked, and more were asked than came",
        lambda d: d["could_come"] > d["asked"] > d["came"] > 0,
    ),
    (
        "both groups change, and the group with peer support changes more",
        lambda d: change(d) > 1.0 and d["after_waiting"] > d["before_waiting"],
    ),
    (
        "more people are lost from one group than from the other, and most are not lost",
        lambda d: 0.03 < lost_gap(d) < 0.3,
    ),
    (
        "the interval of the difference begins above zero or not far below it",
        lambda d: -2.0 < d["low"] < d["high"],
    ),
)


def data_for(seed):
    """Return the first year of a learner's own invented service.

    Parameters
    ----------
    seed : int
        A whole number from 0 to 2**64 - 1.

    Returns
    -------
    dict
        ``could_come``, ``asked``, ``came`` (people); ``before_programme``, ``after_programme``,
        ``before_waiting``, ``after_waiting`` (mean scores for hope, from 0 to 60); ``low`` and
        ``high``, the ends of the 95 % interval of the difference between the changes;
        ``began_programme``, ``lost_programme``, ``began_waiting``, ``lost_waiting`` (people);
        ``cost``, in pounds, of the year.

    Raises
    ------
    RuntimeError
        If no suitable year turns up in many tries.

    Examples
    --------
    >>> data_for(0) == data_for(0)
    True
    """
    random = Pcg32(seed)
    computed = [item for item in ITEMS if not item.by_hand]
    return drawn_apart(lambda: _drawn(random), computed, lambda data: 0.04 < lost_gap(data) < 0.29)


def _drawn(random):
    could_come = random.integer(300, 700)
    asked = int(could_come * (0.5 + 0.3 * random.uniform()))
    came = int(asked * (0.4 + 0.35 * random.uniform()))
    before = 26 + 8 * random.uniform()
    waiting = before - 1.0 + 2.0 * random.uniform()
    by_itself = 1.5 + 2.0 * random.uniform()
    effect = 2.0 + 3.0 * random.uniform()
    began_waiting = random.integer(60, 140)
    data = {
        "could_come": could_come,
        "asked": asked,
        "came": came,
        "before_programme": round(before, 1),
        "after_programme": round(before + by_itself + effect, 1),
        "before_waiting": round(waiting, 1),
        "after_waiting": round(waiting + by_itself, 1),
        "began_programme": came,
        "lost_programme": int(came * (0.25 + 0.15 * random.uniform())),
        "began_waiting": began_waiting,
        "lost_waiting": int(began_waiting * (0.08 + 0.10 * random.uniform())),
        "cost": 1000 * random.integer(40, 120),
    }
    error = 0.8 + 0.6 * random.uniform()
    data["low"] = round(change(data) - Z_95 * error, 1)
    data["high"] = round(change(data) + Z_95 * error, 1)
    return data


def story(data):
    """Return the year in words."""
    return (
        "An invented service. In its first year %(could_come)d people could have come. "
        "%(asked)d of them were asked, and %(came)d came. Hope was asked about on a scale "
        "from 0 to 60, at the start and after six months. Those who came are compared with "
        "%(began_waiting)d people on a waiting list. Chance did not decide who waited. The "
        "difference between the two changes has a 95 %% interval from %(low).1f to "
        "%(high).1f. The year cost %(cost)d pounds." % data
    )


def table(data):
    """Return the year as a table: caption, columns, rows."""
    return {
        "caption": "The first year of an invented service.",
        "columns": [
            "Group",
            "Began",
            "Lost after six months",
            "Mean hope before",
            "Mean hope after",
        ],
        "rows": [
            [
                "Peer support",
                data["began_programme"],
                data["lost_programme"],
                "%.1f" % data["before_programme"],
                "%.1f" % data["after_programme"],
            ],
            [
                "Waiting list",
                data["began_waiting"],
                data["lost_waiting"],
                "%.1f" % data["before_waiting"],
                "%.1f" % data["after_waiting"],
            ],
        ],
    }


# The quantities.


def reach(d):
    """Return came / could come."""
    return d["came"] / d["could_come"]


def change_programme(d):
    """Return how far mean hope rose in the group with peer support."""
    return d["after_programme"] - d["before_programme"]


def change_waiting(d):
    """Return how far mean hope rose among those who waited."""
    return d["after_waiting"] - d["before_waiting"]


def change(d):
    """Return the difference between the two changes, in points."""
    return change_programme(d) - change_waiting(d)


def lost_gap(d):
    """Return the share lost with peer support minus the share lost on the waiting list."""
    return d["lost_programme"] / d["began_programme"] - d["lost_waiting"] / d["began_waiting"]


def cost_each(d):
    """Return what the year cost for each person who came, in pounds."""
    return d["cost"] / d["came"]


def cost_of_a_point(d):
    """Return the cost for each person who came, for each point of hope, in pounds."""
    return cost_each(d) / change(d)


LOGIC = ShortText(
    "logic_model",
    "From what you do to what you hope for",
    "Your own service. What goes in, what is done, what comes out of it, and what is to change "
    "for people? And what has to be true for one of these steps to lead to the next?",
    (
        Criterion("Names what goes in and what is done.", 1),
        Criterion("Keeps apart what is delivered and what changes for a person.", 1),
        Criterion("Says what has to be true for one step to lead to the next.", 1),
        Criterion("The change is one that people using the service would care about.", 1),
    ),
    longest=2000,
    hints=(
        "Think of a chain: what goes in, what is done, what is delivered, what changes for a "
        "person.",
        "Meetings held are delivered. When somebody dares to go out, that is a change.",
        "A step holds only if something is true. For example: people come if the room can be "
        "reached by bus.",
        "An example from elsewhere: two peer workers and a room (in); a weekly walk (done); 40 "
        "walks with 8 people (delivered); people know somebody to ring on a bad day (changed). It "
        "holds if the same people come again.",
    ),
)

INDICATOR = ShortText(
    "indicator",
    "One number to watch",
    "Choose one number that would show whether your service does what it hopes to. Who is counted, "
    "out of whom, in which time, from which source? Which way is good, and how far do you want to "
    "get?",
    (
        Criterion("Says who is counted and out of whom.", 1),
        Criterion("Says in which time and from which source.", 1),
        Criterion("Says which way is good and how far.", 1),
        Criterion("Says how the number could look good while nothing gets better.", 1),
    ),
    longest=1500,
    hints=(
        "A number needs a top and a bottom: how many, out of how many.",
        "Add the time, the source, the direction, and how far you want to get.",
        "Then ask: how could this number rise although nobody is better off?",
        "An example from elsewhere: people who came to three meetings or more, out of all who "
        "were offered peer support, in six months, from the diary; up, to 60 in 100. It could "
        "rise if it is offered only to those who are sure to come.",
    ),
)

COMPARISON = ShortText(
    "comparison",
    "Compared with what?",
    "With whom or what would you compare? Name one thing that could fool you in that comparison, "
    "and what you would do about it.",
    (
        Criterion("Says with whom or what it is compared.", 1),
        Criterion("Names something that could fool the comparison, and how.", 1),
        Criterion("Says what would be done about it, or what would be said openly.", 1),
    ),
    longest=1500,
    hints=(
        "A change on its own has nothing to be compared with.",
        "You could compare it with people who wait, with another place, or with the time before.",
        "Ask about each of them: are they the same kind of people? Would they have changed anyway?",
        "An example from elsewhere: compared with people on the waiting list. They may be less "
        "unwell. So both groups are shown as they were at the start.",
    ),
)

REACH = Item(
    "reach",
    "Reach",
    "An invented service. What share of the people who could have come did come? Give it as a "
    "number between 0 and 1.",
    reach,
    absolute=0.0011,
    points=1,
    low=0.0,
    high=1.0,
    placeholder="for example 0.25 or 25 %",
    right="This is out of all who could have come. Who they are is the hard question.",
    slips=("percent", "reciprocal"),
    misconceptions=(
        Misconception(
            "misconception:of-those-asked",
            lambda d: d["came"] / d["asked"],
            "This is the share of those who were asked.",
            "The question is about all who could have come. How many is that?",
            0.25,
        ),
        Misconception(
            "misconception:asked-for-came",
            lambda d: d["asked"] / d["could_come"],
            "This is the share that was asked.",
            "Being asked is not the same as coming. How many came?",
            0.25,
        ),
    ),
    hints=(
        "We are looking for one number between 0 and 1: how much of the whole was reached.",
        "You need the people who came, and all who could have come.",
        "Reach = came / could have come.",
        "On other numbers: 90 of 450 came. 90 / 450 = 0.20.",
    ),
)

CHANGE = Item(
    "change",
    "Change against change",
    "By how many points did mean hope change more with peer support than on the waiting list?",
    change,
    absolute=0.0501,
    points=2,
    low=-60.0,
    high=60.0,
    placeholder="for example 2.5",
    right="It takes away what would have changed while waiting.",
    slips=("sign",),
    misconceptions=(
        Misconception(
            "misconception:programme-alone",
            change_programme,
            "This is how far the group with peer support changed.",
            "The others changed, too. By how much, and what is left if you take it away?",
            0.25,
        ),
        Misconception(
            "misconception:after-only",
            lambda d: d["after_programme"] - d["after_waiting"],
            "This is how far apart the groups are at the end.",
            "Did they begin at the same place?",
            0.25,
        ),
        Misconception(
            "misconception:changes-added",
            lambda d: change_programme(d) + change_waiting(d),
            "It looks as if the two changes were added.",
            "How much more did one group change than the other?",
            0.25,
        ),
        Misconception(
            "misconception:waiting-alone",
            change_waiting,
            "This is how far those who waited changed.",
            "And how far did the others change?",
            0.25,
        ),
    ),
    hints=(
        "Both groups changed. We are looking for how much more one of them did.",
        "You need four means: before and after, in each group.",
        "(after - before) with peer support, minus (after - before) on the waiting list.",
        "On other numbers: from 20 to 26 and from 21 to 23. (26 - 20) - (23 - 21) = 4.",
    ),
)

LOST = Item(
    "lost_gap",
    "Who was lost",
    "How much larger is the share of people lost with peer support than on the waiting list? Give "
    "it as a number: one share minus the other.",
    lost_gap,
    absolute=0.0021,
    points=1,
    low=-1.0,
    high=1.0,
    placeholder="for example 0.05 or 5 %",
    right="A gap like this can bend a result. Those who left may have been those who gained least.",
    slips=("sign", "percent"),
    misconceptions=(
        Misconception(
            "misconception:lost-overall",
            lambda d: (
                (d["lost_programme"] + d["lost_waiting"])
                / (d["began_programme"] + d["began_waiting"])
            ),
            "This is the share lost in both groups together.",
            "How different are the two groups in this?",
            0.25,
        ),
        Misconception(
            "misconception:programme-alone",
            lambda d: d["lost_programme"] / d["began_programme"],
            "This is the share lost with peer support.",
            "And on the waiting list?",
            0.5,
        ),
        Misconception(
            "misconception:counts-over-all",
            lambda d: (
                (d["lost_programme"] - d["lost_waiting"])
                / (d["began_programme"] + d["began_waiting"])
            ),
            "It looks as if both counts were divided by all people together.",
            "Each group has its own size. Which size belongs to which count?",
            0.25,
        ),
        Misconception(
            "misconception:counts-for-shares",
            lambda d: 1.0 * (d["lost_programme"] - d["lost_waiting"]),
            "This is a difference between two counts of people.",
            "The groups are not equally large. How can the counts be made comparable?",
            0.25,
        ),
    ),
    hints=(
        "We are looking for how far apart two shares are.",
        "You need, in each group, how many began and how many were lost.",
        "lost / began with peer support, minus lost / began on the waiting list.",
        "On other numbers: 20 of 80 and 9 of 90. 20 / 80 - 9 / 90 = 0.25 - 0.10 = 0.15.",
    ),
)

COST = Item(
    "cost_of_a_point",
    "Cost of a point",
    "What did one point of hope cost, for each person who came? Divide the cost for each person "
    "by your change against change. In pounds.",
    cost_of_a_point,
    absolute=0.5,
    relative=0.006,
    points=1,
    low=0.0,
    high=1e6,
    placeholder="for example 120",
    right="No number can say whether that is a lot. Somebody has to say what a point is worth.",
    slips=("sign",),
    misconceptions=(
        Misconception(
            "misconception:whole-cost",
            lambda d: d["cost"] / change(d),
            "It looks as if the cost of the whole year was divided.",
            "For how many people was that? What is it for each?",
            0.25,
        ),
        Misconception(
            "misconception:programme-change-alone",
            lambda d: cost_each(d) / change_programme(d),
            "It looks as if you divided by the change of the group with peer support.",
            "How much of that would have come anyway, while people waited?",
            0.5,
        ),
        Misconception(
            "misconception:of-those-asked",
            lambda d: d["cost"] / d["asked"] / change(d),
            "It looks as if the cost was shared out over all who were asked.",
            "The question is about those who came. How many were they?",
            0.5,
        ),
        Misconception(
            "misconception:cost-each",
            cost_each,
            "This is the cost for each person who came.",
            "How many points did that buy?",
            0.5,
        ),
        Misconception(
            "misconception:turned-round",
            lambda d: change(d) / cost_each(d),
            "This is how many points one pound bought.",
            "The question is the other way round. What is divided by what?",
            0.25,
        ),
    ),
    follows=(FollowThrough("change", lambda d, own: cost_each(d) / own, 0.05, 60.0),),
    hints=(
        "We are looking for the pounds that one point cost, for one person.",
        "You need the cost of the year, the people who came, and your change against change.",
        "(cost / came) / change against change.",
        "On other numbers: 60000 pounds, 200 people, 3 points. 60000 / 200 = 300. 300 / 3 = 100.",
    ),
)

CLAIM = Choice(
    "claim",
    "What may be said",
    "Which sentence may go into the report?",
    lambda d: "range",
    (
        Option(
            "proof",
            "It is proven that the service raises hope.",
            "The numbers point that way.",
            "Chance did not decide who waited, and more people were lost from one group. What "
            "does that do to a proof?",
        ),
        Option(
            "alone",
            "People who came gained hope, by the full change of their group.",
            "They did gain.",
            "Those who waited gained, too. How much of it would have come anyway?",
        ),
        Option(
            "range",
            "Hope rose more than on the waiting list, within the interval; more people were "
            "lost, and chance did not decide who waited.",
        ),
        Option(
            "nothing",
            "Nothing can be said.",
            "There are reasons to be careful.",
            "Was something seen all the same, even if it could be bent? How would you put it?",
        ),
    ),
    points=1,
    right="It says what was seen, how sure it is, and what could be behind it.",
    hints=(
        "Look for the sentence that says neither more nor less than was found.",
        "Look at three things: the interval, who was lost, and how the groups came about.",
        "A fair sentence says what was seen, how sure it is, and what else could be behind it.",
        'An example from elsewhere: "Fewer fell ill than in the other town, by 2 to 9 in 100; the '
        'towns differ in age."',
    ),
)

REPORT = ShortText(
    "report",
    "One page for somebody who pays",
    "Write the report on the invented service: one page, for a reader who has five minutes and "
    "decides about money.",
    (
        Criterion("Says in the first two sentences what the service is and what was found.", 1),
        Criterion(
            "Gives the difference with its interval, in words that a neighbour would understand.", 2
        ),
        Criterion("Says who was reached, out of whom.", 1),
        Criterion("Says who was lost, and what that could do to the result.", 1),
        Criterion("Says what else could be behind it.", 1),
        Criterion(
            "Gives the cost together with what it brought, without saying that it pays for itself.",
            1,
        ),
        Criterion("Asks for one thing, and says what would be learned from it.", 1),
    ),
    longest=4000,
    hints=(
        "Think of the reader: five minutes, and a decision.",
        "You have all the numbers: reach, the change with its interval, who was lost, the cost.",
        "One paragraph each: what it is and what was found; how sure; for whom; what it cost; what "
        "you ask for.",
        'A first sentence from elsewhere: "Last year 90 people came to our walks, of 450 who '
        'could have; they slept better than those who waited, by 0.3 to 1.1 hours."',
    ),
)

ITEMS = (LOGIC, INDICATOR, COMPARISON, REACH, CHANGE, LOST, COST, CLAIM, REPORT)
