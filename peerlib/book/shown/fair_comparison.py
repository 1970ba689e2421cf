"""Like with like: compared part by part."""

from ...data import read
from ...evaluation.stratified import risks
from ...evaluation.stratified_rates import rates

# Invented: who came back, and all people, with peer support and without; high and lower need.
NEED = ((40, 80, 12, 20), (2, 20, 16, 80))


def need():
    """Return an invented service in which need turns the plain difference round."""
    return risks(NEED, names=["high need", "lower need"], programme="peer support")


def tolbutamide():
    """Return the textbook's table of a diabetes trial, by age."""
    table = read("stratified")["tolbutamide"]
    return risks(table["counts"], names=table["parts"], programme="tolbutamide")


def smoking():
    """Return the textbook's table of deaths and smoking, by age."""
    table = read("stratified")["smoking"]
    return rates(table["counts"], names=table["parts"], programme="smoking")
