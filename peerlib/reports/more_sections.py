"""The sections of a report about what went on around the answers."""

from .other_data import INVENTED, alike
from .tags import next_rows
from .words import count, paragraph, section, table

HITS = {
    "time": "a cell ran out of time",
    "memory": "a cell asked for too much memory",
    "ended": "a cell ended the program",
}
INNOCENT = (
    "Each learner has numbers of their own. Here, two or more answers that do not fit a learner's "
    "own numbers are right for somebody else's. That is all this table says. There are many plain "
    "reasons: two people learned together at one screen; the other's name stood in the notebook; a "
    "notebook was passed on to get started; somebody worked along with an example; a name changed; "
    "or it is chance. How many of %d invented learners' numbers fit as many of the answers stands "
    "under By chance. None of this is evidence of anything, and it changed no mark. It may be a "
    "reason to ask how it went." % INVENTED
)


def after_feedback(gathered):
    """Show which feedback was followed by a right answer."""
    rows = next_rows(gathered.exercise, gathered.learners)
    if not rows:
        return section(
            "After the feedback",
            paragraph(
                "No notebook told of earlier attempts, so nothing can be said about what came "
                "after the feedback."
            ),
        )
    labels = {item.name: item.label for item in gathered.exercise.ITEMS}
    lines = [
        [
            labels[row.item],
            row.tag,
            str(row.followed),
            str(row.right),
            "%d %%" % round(100 * row.right / row.followed),
        ]
        for row in rows
    ]
    return section(
        "After the feedback",
        paragraph(
            "How often the next attempt after a piece of feedback was right. It rests on "
            "what the learners' notebooks tell of themselves, and nothing here was marked."
        ),
        table(
            "The next attempt",
            ["Question", "Tag", "Another attempt", "Right", "Share"],
            lines,
            (2, 3, 4),
        ),
    )


def how_it_ran(gathered):
    """Show in which sandbox the submissions ran, and which limits they met."""
    records = [one.record for one in gathered.learners if one.record]
    without = len(gathered.learners) - len(records)
    parts = []
    if without:
        parts.append(
            paragraph(
                "%s no record (marked before there were records, or by hand alone). Wrong turns, "
                "sandbox and limits leave them out."
                % ("1 submission has" if without == 1 else "%d submissions have" % without)
            )
        )
    ways = sorted({record.sandbox for record in records})
    if ways:
        rows = [[way, str(sum(record.sandbox == way for record in records))] for way in ways]
        parts.append(table("Where the code ran", ["Sandbox", "Submissions"], rows, (1,)))
    met = [
        (record.student, ", ".join(HITS.get(str(hit), str(hit)) for hit in record.limits_hit))
        for record in records
        if record.limits_hit
    ]
    if met:
        parts.append(table("Limits that were met", ["Name", "What happened"], met))
    elif records:
        parts.append(paragraph("No submission came up against a limit."))
    return section("How it ran", *parts) if parts else ""


def other_numbers(gathered):
    """Show answers that are right for somebody else's numbers."""
    rows = alike(gathered.exercise, gathered.learners)
    if not rows:
        return ""
    labels = {item.name: item.label for item in gathered.exercise.ITEMS}
    lines = [
        [
            row.student,
            row.other or "the numbers for practice",
            ", ".join(labels[name] for name in row.items),
            "%d of %d" % (row.by_chance, INVENTED),
            "yes" if row.named else "no",
        ]
        for row in rows
    ]
    return section(
        "Answers that fit other numbers",
        paragraph(INNOCENT),
        table(
            "Whose numbers the answers fit",
            [
                "Handed in by",
                "The numbers of",
                "Answers that fit",
                "By chance",
                "That name in the notebook",
            ],
            lines,
        ),
    )


def to_look_at(gathered):
    """Show what was not usual about a submission, and was mended or decided by a rule."""
    rows = [
        [record.student, " ".join([*record.notes, record.name_note]).strip()]
        for record in (one.record for one in gathered.learners)
        if record and (record.notes or record.name_note)
    ]
    if not rows:
        return ""
    return section(
        "For you to look at",
        paragraph("These are marked. Look whether what was done about them is right."),
        table("Not as usual", ["Name", "What"], rows),
    )


def for_a_person(gathered):
    """Show what waits for a person."""
    labels = {item.name: item.label for item in gathered.exercise.ITEMS}
    rows = [
        [one.student, ", ".join(labels[name] for name in one.waiting)]
        for one in gathered.learners
        if one.waiting
    ]
    if not rows:
        return section("For you to mark", paragraph("Nothing waits for a person."))
    return section(
        "For you to mark",
        paragraph(
            "%s to read. In the formgrader, they stand under Manual Grading."
            % count(len(rows), "submission")
        ),
        table("Waiting for a person", ["Name", "Questions"], rows),
    )
