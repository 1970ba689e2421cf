"""What each column of the tables is: its meaning, its unit and what it can be."""

SCORE = "about 10 to 90; 50 is usual, 10 points are about one standard deviation"
PERSON = ("person", "who it is", "", "P00001 and so on")
SITE = ("site", "where the person lives", "", "S01 and so on")
GROUP = ("group", "whether the person got the programme", "", "programme or comparison")
WORKER = ("worker", "the peer specialist; missing in the comparison group", "", "S01-W1 and so on")
NEED = ("need_rating", "need for support on the first day, by a worker", "points", "0 to 10")
COLUMNS = {
    "people": (
        PERSON,
        SITE,
        GROUP,
        WORKER,
        (
            "need_rating",
            "need for support on the first day, rated by a worker",
            "points",
            "0 to 10",
        ),
        (
            "left_month",
            "month in which the person stopped filling in questionnaires; missing if never",
            "month",
            "1 to the last",
        ),
    ),
    "contacts": (
        PERSON,
        ("worker", "the peer specialist", "", "S01-W1 and so on"),
        ("day", "day of the session, counted from the first", "day", "1 to the last"),
        ("minutes", "how long it took", "minutes", "60"),
    ),
    "outcomes": (
        PERSON,
        ("month", "when the questionnaire was due", "month", "0, half-way, the last"),
        ("recovery", "recovery score; higher is better", "points", SCORE),
        ("hope", "hope; higher is better", "points", "0 to 100"),
        ("self_efficacy", "self-efficacy; higher is better", "points", "0 to 100"),
        ("belonging", "belonging; higher is better", "points", "0 to 100"),
    ),
    "admissions": (
        PERSON,
        ("day", "day of the admission, counted from the first", "day", "1 to the last"),
        ("days", "days in hospital, whole days begun", "days", "1 to 365"),
    ),
    "costs": (
        PERSON,
        ("sessions", "cost of the sessions with a peer specialist", "pounds", "0 or more"),
        ("hospital", "cost of the days in hospital", "pounds", "0 or more"),
        ("other_care", "cost of all other care", "pounds", "0 or more"),
        ("total", "all of these together", "pounds", "0 or more"),
    ),
    "workers": (
        ("worker", "the peer specialist", "", "S01-W1 and so on"),
        ("site", "where they work", "", "S01 and so on"),
        ("caseload", "people of the programme that they support", "people", "0 or more"),
        ("role_fidelity", "how far their work was peer support, over the months", "", "0 to 1"),
    ),
    "sites": (
        ("site", "which site", "", "S01 and so on"),
        ("supervision", "supervision model of the team", "", "its name"),
        ("role_fidelity", "of the team, over the months", "", "0 to 1"),
        ("risk_oversight", "of the team, over the months", "", "0 to 1"),
    ),
    "study": (
        PERSON,
        SITE,
        WORKER,
        GROUP,
        (
            "need_rating",
            "need for support on the first day, rated by a worker",
            "points",
            "0 to 10",
        ),
        ("recovery_first", "recovery score on the first day", "points", SCORE),
        ("recovery", "recovery score at the end; missing if not filled in", "points", SCORE),
        ("hope", "hope at the end; missing if not filled in", "points", "0 to 100"),
        ("self_efficacy", "self-efficacy at the end; missing likewise", "points", "0 to 100"),
        ("belonging", "belonging at the end; missing likewise", "points", "0 to 100"),
        ("sessions", "sessions with a peer specialist", "sessions", "0 or more"),
        ("admissions", "admissions to hospital, from the records", "admissions", "0 or more"),
        ("bed_days", "days in hospital, from the records", "days", "0 or more"),
        ("cost", "cost of all services together", "pounds", "0 or more"),
    ),
}
EXTRA = (
    "one of the further scores, which the programme does not change; missing likewise",
    "points",
    SCORE,
)


def extra_names(count: int) -> list[str]:
    """Return the names of the further scores."""
    return [f"extra_{i + 1:02d}" for i in range(count)]


def codebook(extra_outcomes: int = 0):
    """Return what each column of each table is.

    Parameters
    ----------
    extra_outcomes : int
        How many further scores the study has.

    Returns
    -------
    pandas.DataFrame
        Columns ``table``, ``column``, ``meaning``, ``unit`` and ``range``.

    Examples
    --------
    >>> book = codebook()
    >>> book[book.table == "admissions"].column.tolist()
    ['person', 'day', 'days']
    """
    import pandas as pd

    rows = [(table, *column) for table, columns in COLUMNS.items() for column in columns]
    rows += [("study", name, *EXTRA) for name in extra_names(extra_outcomes)]
    return pd.DataFrame(rows, columns=["table", "column", "meaning", "unit", "range"])
