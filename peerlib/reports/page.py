"""A report on one exercise as one HTML file: no script, nothing from elsewhere, light and dark."""

from html import escape

from .more_sections import (
    after_feedback,
    for_a_person,
    how_it_ran,
    other_numbers,
    to_look_at,
)
from .sections import the_marks, the_questions, the_wrong_turns, who_has_a_mark

# Nothing may be loaded or run, even if something in here were not as it should be.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = """
:root { color-scheme: light dark; --lab-ink: #1b1f24; --lab-soft: #4b5563; --lab-edge: #7b8494;
  --lab-ground: #ffffff; --lab-raised: #f3f5f8; --lab-first: #0b57a4; --lab-focus: #b45309; }
@media (prefers-color-scheme: dark) { :root { --lab-ink: #e8eaed; --lab-soft: #b6bcc6;
  --lab-edge: #8a919e; --lab-ground: #14181e; --lab-raised: #212832; --lab-first: #8ab8f5;
  --lab-focus: #ffd479; } }
body { color: var(--lab-ink); background: var(--lab-ground); margin: 0; line-height: 1.5;
  font-family: system-ui, sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
p { max-width: 42rem; overflow-wrap: anywhere; } .soft { color: var(--lab-soft); }
figure { margin: 1rem 0; max-width: 34rem; } figcaption { font-weight: 600; }
.pictures { display: grid; gap: 0 2rem; align-items: start;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); }
.wide { overflow-x: auto; margin: 1rem 0; }
.wide:focus-visible { outline: 3px solid var(--lab-focus); outline-offset: 2px; }
table { border-collapse: collapse; font-size: .9rem; }
caption { text-align: left; font-weight: 600; padding: .2rem 0; }
th, td { border: 1px solid var(--lab-edge); padding: .25rem .5rem; text-align: left;
  vertical-align: top; overflow-wrap: break-word; max-width: 22rem; }
th { background: var(--lab-raised); }
th[scope="row"] { font-weight: normal; min-width: 7rem; max-width: 26rem;
  overflow-wrap: anywhere; }
code { color: var(--lab-soft); font-size: .8rem; overflow-wrap: anywhere; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
td.number { white-space: nowrap; }
.lab-chart { width: 100%; height: auto; display: block; }
.lab-grid { stroke: var(--lab-edge); stroke-width: .6; opacity: .6; }
.lab-tick { fill: var(--lab-soft); font-size: 11px; font-family: inherit; }
.lab-bar { fill: var(--lab-first); }
.lab-minimum { stroke: var(--lab-ink); stroke-width: 1.5; stroke-dasharray: 4 3; }
@media (forced-colors: active) { .lab-bar, .lab-tick { fill: CanvasText; }
  .lab-grid, .lab-minimum { stroke: CanvasText; } }
@media print { main { max-width: none; } .wide { overflow: visible; } }
"""


def report(gathered):
    """Write a report.

    Parameters
    ----------
    gathered : peerlib.reports.gathered.Gathered

    Returns
    -------
    str
        One HTML page. Whatever came from learners is escaped in it.
    """
    exercise = gathered.exercise
    sections = (
        who_has_a_mark,
        the_marks,
        the_questions,
        the_wrong_turns,
        after_feedback,
        for_a_person,
        to_look_at,
        how_it_ran,
        other_numbers,
    )
    return PAGE % {
        "policy": POLICY,
        "style": STYLE,
        "title": escape("Report on a class: %s" % exercise.TITLE),
        "exercise": escape(exercise.NAME),
        "sections": "\n".join(one(gathered) for one in sections),
    }


PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="%(policy)s">
<title>%(title)s</title>
<style>%(style)s</style>
</head>
<body>
<main>
<h1>%(title)s</h1>
<p class="soft">Exercise %(exercise)s. This page names learners: keep it where only those can read
it who may. It says what was answered, and not who somebody is.</p>
%(sections)s
</main>
</body>
</html>
"""
