"""What the book claims about the world: each claim once, with its source and how it was checked.

A claim is a table in ``data/claims/<part>.toml``:

    [core-readmission]
    source = "Johnson2018"
    checked = "summary"
    claim = "Back in acute care within a year: {events_programme} of {n_programme} people with..."
    events_programme = 64

A page takes a number from it by name, ``{fact}`core-readmission.events_programme` ``, and
never types it. What follows from the numbers is worked out here: a claim with the counts of
two groups has ``per_hundred_programme`` and so on, and a field may be a sum of others:
``lost = {sum = "100 * ({n} - {followed}) / {n}", digits = 0}``.
"""

import re
from functools import cache
from pathlib import Path

from .. import data
from ..checking.arithmetic import work_out
from ..evaluation.effects import two_by_two

# How a claim was checked, from the closest look to the most distant.
CHECKED = {
    "full text": "seen in the paper itself, its tables, a registry or its data",
    "summary": "seen in the paper's summary, or in its publisher's or authors' own",
    "mention": "seen only as another document tells it",
    "computed": "worked out by us from published numbers",
    "general": "a public document that we know of; its wording was not read again",
}
COUNTS = ("events_programme", "n_programme", "events_comparison", "n_comparison")
# Fields that are written without a comma.
YEARS = ("year", "until")
NEEDED = ("source", "checked", "claim")
ABOUT = (*NEEDED, "note")


class UnknownFact(ValueError):
    """A page asks for a fact that is not there."""


@cache
def all_claims() -> dict:
    """Return every claim by its key, each with the part of the book it is filed under.

    Raises
    ------
    ValueError
        If two claims have one key, or one lacks what every claim has.
    """
    found = {}
    for file in sorted((Path(data.__file__).parent / "claims").glob("*.toml")):
        for key, claim in data.read(f"claims/{file.stem}").items():
            _look_at(key, claim, file.stem)
            if key in found:
                raise ValueError(f"Two claims are called {key}: {found[key]['part']}, {file.stem}.")
            found[key] = {**claim, "part": file.stem}
    return found


def _look_at(key: str, claim: object, part: str) -> None:
    """Refuse what is no whole claim, and say in which file it stands."""
    where = f"peerlib/data/claims/{part}.toml"
    if not isinstance(claim, dict):
        raise ValueError(f"{where}: {key} stands above the first line such as [name-of-a-claim].")
    missing = [name for name in NEEDED if name not in claim]
    if missing:
        raise ValueError(f"{where}: the claim {key} needs {' and '.join(missing)}, too.")


def fact(name: str) -> str:
    """Return one number of a claim, as a page shows it.

    Parameters
    ----------
    name : str
        Key of the claim and name of the field: ``"core-readmission.n_programme"``.

    Raises
    ------
    UnknownFact
        If there is none of that name; the message lists what the claim has.
    """
    key, _, field = name.strip().partition(".")
    if key not in all_claims():
        raise UnknownFact(f"There is no claim {key!r}. They stand in peerlib/data/claims/.")
    fields = shown_fields(all_claims()[key])
    if field not in fields:
        raise UnknownFact(f"The claim {key} has no {field!r}. It has: {', '.join(sorted(fields))}.")
    return fields[field]


def claim_text(claim: dict) -> str:
    """Return the claim as a sentence, with its numbers."""
    return _filled(claim["claim"], shown_fields(claim))


def _filled(text: str, fields: dict[str, str]) -> str:
    """Put fields in the place of their names in curly brackets."""
    try:
        return text.format(**fields)
    except (KeyError, IndexError, ValueError, AttributeError):
        raise UnknownFact(
            f"{text!r} names in curly brackets what this claim does not have. "
            f"It has: {', '.join(sorted(fields)) or 'no numbers'}."
        ) from None


def shown_fields(claim: dict) -> dict[str, str]:
    """Return every number of a claim, and what follows from them, as text."""
    given = {name: value for name, value in claim.items() if name not in (*ABOUT, "part")}
    fields = {
        name: _shown(name, value) for name, value in given.items() if not isinstance(value, dict)
    }
    if all(name in given for name in COUNTS):
        fields = {**_effects(*[given[name] for name in COUNTS]), **fields}
    for name, rule in given.items():
        if isinstance(rule, dict):
            fields[name] = _worked_out(rule, fields)
    return fields


def _worked_out(rule: dict, fields: dict[str, str]) -> str:
    plain = {name: value.replace(",", "").replace("\u2212", "-") for name, value in fields.items()}
    value = work_out(_filled(rule["sum"], plain))
    return _minus(f"{value:,.{rule.get('digits', 0)}f}")


def _effects(*counts) -> dict[str, str]:
    """Return the effects of a trial with a yes-or-no outcome, as a page says them."""
    effects = two_by_two(*counts)
    difference, ratio = effects.risk_difference, effects.relative_risk
    return {
        "per_hundred_programme": f"{100 * effects.risk_programme:.0f}",
        "per_hundred_comparison": f"{100 * effects.risk_comparison:.0f}",
        "apart_per_hundred": f"{abs(100 * difference.value):.0f}",
        "risk_difference": _estimate(difference, 2),
        "relative_risk": _estimate(ratio, 2),
        "odds_ratio": _estimate(effects.odds_ratio, 2),
        "number_needed": f"{effects.number_needed_to_treat.value:.0f}",
    }


def _estimate(estimate, digits: int) -> str:
    if estimate.value is None:
        return "without a value"
    value = _minus(f"{estimate.value:.{digits}f}")
    if estimate.low is None:
        return value
    low, high = (_minus(f"{end:.{digits}f}") for end in (estimate.low, estimate.high))
    return f"{value} ({low} to {high})"


def _shown(name: str, value) -> str:
    if isinstance(value, bool):
        raise ValueError(f"A fact is a number or a text; {name} is {value}.")
    if isinstance(value, int) and name not in YEARS:
        return _minus(f"{value:,}")
    return _minus(str(value))


def _minus(text: str) -> str:
    """Return a number with a true minus sign."""
    return re.sub(r"(?<![\w\u2013-])-(?=\d)", "\u2212", text)
