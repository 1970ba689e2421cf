"""Say what marking again would change: one line for each answer, student by student."""

import textwrap

from .neutral import visible

LONGEST_WHY = 110


def lines(planned, accepted=False):
    """Write a plan as lines of text.

    Parameters
    ----------
    planned : peerlib.autograde.regrade.Plan
    accepted : bool
        Whether it was carried out.

    Returns
    -------
    list of str
    """
    found = [
        "%s: %d marked again from what is stored. No learner code ran."
        % (planned.exercise, planned.students)
    ]
    for student, changes in _by_student(planned.changes):
        before = sum(change.points[0] for change in changes)
        after = sum(change.points[0 if change.kept else 1] for change in changes)
        found.append("%s: %s" % (visible(student), _difference(before, after)))
        found += ["  " + _line(change) for change in changes]
    found += ["Left as they are:"] * bool(planned.left_out)
    found += ["  %s: %s" % (visible(student), reason) for student, reason in planned.left_out]
    return found + _end(planned, accepted)


def _by_student(changes):
    students = {}
    for change in changes:
        students.setdefault(change.student, []).append(change)
    return students.items()


def _difference(before, after):
    difference = after - before
    if abs(difference) < 1e-9:
        return "the same points"
    return "%+g point%s" % (round(difference, 6), "" if abs(difference) == 1 else "s")


def _line(change):
    line = "%s: %g -> %g (%s -> %s)" % (
        change.item,
        round(change.points[0], 6),
        round(change.points[1], 6),
        change.old.tag,
        change.new.tag,
    )
    if change.kept:
        line += ". It would be lower, so the old mark stays (--allow-lower to change it)"
    if change.by_hand is not None:
        line += ". The %g given by hand count, and stay" % change.by_hand
    why = textwrap.shorten(visible(change.new.comment), LONGEST_WHY, placeholder=" ...")
    return "%s. Why: %s" % (line, why)


def _end(planned, accepted):
    changed = sum(not change.kept for change in planned.changes)
    kept = len(planned.changes) - changed
    words = sum(len(names) for names in planned.reworded.values())
    end = [
        "%d answer%s judged in another way%s, %d comment%s to be written anew."
        % (
            changed,
            "" if changed == 1 else "s",
            ", %d kept so that nobody loses" % kept if kept else "",
            words,
            "" if words == 1 else "s",
        )
    ]
    untouched = len(planned.records) - len({change.student for change in planned.changes})
    if untouched > 0 and not accepted:
        end.append(
            "%d record%s noted as marked by the present rules; nothing else changes in %s."
            % (
                untouched,
                " is" if untouched == 1 else "s are",
                "it" if untouched == 1 else "them",
            )
        )
    if accepted:
        end.append(
            "Gradebook and records are up to date. Write the feedback pages anew: "
            "nbgrader generate_feedback %s --force" % planned.exercise
        )
    elif planned.writes:
        end.append("Nothing was written. To accept this, add --accept.")
    else:
        end.append("Gradebook and records are up to date already.")
    return end
