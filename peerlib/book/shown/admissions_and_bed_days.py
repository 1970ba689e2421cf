"""Admissions and days in hospital in a published trial, with the spread and without."""

from ...data import read
from ...evaluation.rates import compare_means


def admissions():
    """Return the admissions of the trial with peer mentors."""
    return _compared("admissions")


def days():
    """Return the days in hospital of the same trial."""
    return _compared("days")


def _compared(name):
    table = read("admissions")
    return compare_means(
        *table[name]["programme"],
        table["n_programme"],
        *table[name]["comparison"],
        table["n_comparison"],
        per="for each person",
        event=name,
    )
