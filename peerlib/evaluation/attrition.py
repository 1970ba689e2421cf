"""How many people were lost from each group, stage by stage.

What they could change is in `peerlib.evaluation.missing_outcomes`; filling in is in
`peerlib.evaluation.imputed`.
"""

from dataclasses import dataclass

from ..labs import _drawing
from ..models import missing as sums
from . import given
from .results import Estimate, Result

BOTH = (
    "Look at both: loss over all, and how much it differs between the groups. Groups of the "
    "same loss can still have lost different people."
)


@dataclass(frozen=True, repr=False)
class Loss(Result):
    """How many people were lost, stage by stage. Made by `loss`."""

    stages: tuple
    programme: tuple
    """People of the programme group who were there at each stage; the first is all of them."""
    comparison: tuple
    lost_programme: tuple
    """Share of all who began and were not there, at each stage after the first."""
    lost_comparison: tuple
    overall: tuple
    difference: tuple
    """`Estimate` of lost with the programme minus lost without, for each stage (Newcombe)."""
    chi_square: tuple
    """Without continuity correction; None where nobody or everybody was lost."""
    p: tuple
    level: float
    notes: tuple

    @property
    def sentence(self):
        """What was lost at the last stage, in one plain sentence."""
        last = self.difference[-1]
        return (
            f"By {self.stages[-1]}, {100 * self.overall[-1]:.1f} % of all people were lost: "
            f"{100 * self.lost_programme[-1]:.1f} % with the programme and "
            f"{100 * self.lost_comparison[-1]:.1f} % without, a difference of "
            f"{100 * last.value:.1f} points "
            f"({100 * self.level:g} % interval {100 * last.low:.1f} to {100 * last.high:.1f})."
        )

    def pictures(self):
        """Return the share still there at each stage, and the loss at the end."""
        bars = []
        for i, stage in enumerate(self.stages[1:]):
            for style, label, lost in (
                ("average", "programme", self.lost_programme[i]),
                ("second", "comparison", self.lost_comparison[i]),
            ):
                bars.append((style, f"{stage}, {label}", 0.0, 100 * lost, f"{100 * lost:.1f} %"))
        text = (
            "Bars of the share lost by each stage. "
            + "; ".join(f"{bar[1]}: {bar[4]}" for bar in bars)
            + "."
        )
        most = max(10.0, *[bar[3] for bar in bars])
        return [_drawing.bars("Lost of all who began, in percent", text, bars, 0.0, most)]


def loss(programme, comparison, *, stages=None, level=0.95):
    """Compare how many people were lost from each group.

    Parameters
    ----------
    programme, comparison : sequence of int
        People at each stage, those who began first: ``[168, 121]``. At least two stages; no
        stage has more people than began.
    stages : sequence of str, optional
        Names of the stages.
    level : float

    Returns
    -------
    Loss

    Raises
    ------
    ValueError
        If counts are impossible, a group is empty, or lists differ in length.

    Notes
    -----
    Lost at a stage is (began - there) / began, always of those who began: the share of the
    stage before hides what was lost earlier. If a later stage has more people than an
    earlier one, some came back; a note says so. The interval of the difference is Newcombe's.

    van Gestel-Timmermans et al. (2012), 121 of 168 and 99 of 165 at 24 weeks: 28.0 % and
    40.0 %, chi-square 5.37, p = .021.

    References
    ----------
    Deke, J., & Chiang, H. (2017). The WWC attrition standard. Evaluation Review.

    Examples
    --------
    >>> result = loss([168, 121], [165, 99], stages=["start", "24 weeks"])
    >>> round(result.overall[-1], 3), round(result.chi_square[-1], 2)
    (0.339, 5.37)
    """
    from scipy.stats import chi2_contingency
    from statsmodels.stats.proportion import confint_proportions_2indep

    began1, there1 = _stages("programme", programme)
    began0, there0 = _stages("comparison", comparison)
    given.same_length(programme=programme, comparison=comparison)
    level = given.level(level)
    stages = _names(stages, len(there1) + 1)
    differences, squares, chances = [], [], []
    for stay1, stay0 in zip(there1, there0, strict=True):
        gone1, gone0 = began1 - stay1, began0 - stay0
        low, high = confint_proportions_2indep(
            gone1, began1, gone0, began0, compare="diff", method="newcomb", alpha=1 - level
        )
        value = sums.lost(began1, stay1) - sums.lost(began0, stay0)
        differences.append(Estimate(value, float(low), float(high)))
        if gone1 + gone0 in (0, began1 + began0):
            squares.append(None)
            chances.append(None)
            continue
        test = chi2_contingency([[gone1, stay1], [gone0, stay0]], correction=False)
        squares.append(float(test.statistic))
        chances.append(float(test.pvalue))
    notes = [BOTH]
    if any(
        later > earlier
        for there in (there1, there0)
        for earlier, later in zip(there, there[1:], strict=False)
    ):
        notes.append("A later stage has more people than an earlier one: some came back.")
    return Loss(
        stages,
        (began1, *there1),
        (began0, *there0),
        tuple(sums.lost(began1, one) for one in there1),
        tuple(sums.lost(began0, one) for one in there0),
        tuple(
            sums.lost(began1 + began0, one + other)
            for one, other in zip(there1, there0, strict=True)
        ),
        tuple(differences),
        tuple(squares),
        tuple(chances),
        level,
        tuple(notes),
    )


def _stages(name, people):
    if isinstance(people, (str, bytes)) or not hasattr(people, "__len__") or len(people) < 2:
        raise ValueError(
            f"{name} must be a list of people at each stage, those who began first, such as "
            f"[168, 121]; got something else."
        )
    counts = [
        given.count(f"{name} at stage {i + 1}", one, least=0 if i else 1)
        for i, one in enumerate(people)
    ]
    if max(counts) > counts[0]:
        raise ValueError(
            f"{name} has {max(counts)} people at a later stage and {counts[0]} at the start. "
            "There cannot be more people than began; are the stages in order?"
        )
    return counts[0], counts[1:]


def _names(stages, n):
    if stages is None:
        stages = ["start", *[f"stage {i}" for i in range(1, n)]]
    stages = tuple(str(stage) for stage in stages)
    given.same_length(stages=stages, people=range(n))
    return stages
