"""The sections of a report about marks and questions."""

from .pictures import discrimination_picture, facility_picture, marks_picture
from .statistics import discrimination, facility, histogram, summary
from .tags import sizes_of_thirds, tag_rows
from .words import count, figure, number, paragraph, points, section, table

FEWEST_FOR_THIRDS = 6
HOW_TO_READ_ITEMS = (
    "Facility is the mean points over the points possible: 1 means that everybody has them all. "
    "Discrimination is the correlation of a question's points with the rest of the marks, this "
    "question left out. Near 0, or below it, those who do well elsewhere do no better here: is the "
    "wording clear? The interval says how far chance alone may have moved it. Below 10 learners "
    "there is no number, since it would say next to nothing."
)


def who_has_a_mark(gathered):
    """Say how many were handed in, and who has no mark, and why."""
    marked, without = len(gathered.learners), len(gathered.not_marked)
    parts = [
        paragraph(
            "%s: %d with a mark, %d without."
            % (count(marked + without, "submission"), marked, without)
        )
    ]
    if not gathered.in_gradebook:
        parts.append(
            paragraph(
                "The gradebook does not know this exercise. The marks are those of the records; "
                "what a person marked is not in them."
            )
        )
    if without:
        parts.append(paragraph("No mark is not zero: this work has not been read yet."))
        parts.append(table("Without a mark", ["Name", "Why"], gathered.not_marked))
    if gathered.handed_in_again:
        parts.append(
            table(
                "Handed in again since it was marked",
                ["Name"],
                [[name] for name in gathered.handed_in_again],
            )
        )
    if gathered.unreadable:
        parts.append(
            table("Records that cannot be read", ["What"], [[line] for line in gathered.unreadable])
        )
    return section("Who has a mark", *parts)


def the_marks(gathered):
    """Show how the marks are spread."""
    totals = [one.total for one in gathered.learners]
    found, most = summary(totals), gathered.max_points
    if found is None or most <= 0:
        return section("Marks", paragraph("There are no marks yet."))
    rows = [
        ["Learners", str(found.n)],
        ["Mean", points(round(found.mean, 2))],
        ["Median", points(found.median)],
        ["Lowest", points(found.lowest)],
        ["Highest", points(found.highest)],
        ["Possible", points(most)],
    ]
    late = sum(one.penalty > 0 for one in gathered.learners)
    notes = (
        [
            paragraph(
                "%s a penalty for lateness. It is not taken off here, since it says nothing about "
                "the answers." % ("1 learner has" if late == 1 else "%d learners have" % late)
            )
        ]
        if late
        else []
    )
    waiting = sum(bool(one.waiting) for one in gathered.learners)
    if waiting:
        notes.append(
            paragraph(
                "%s still to be read by a person; what that adds is not in here yet."
                % count(waiting, "submission")
            )
        )
    return section(
        "Marks",
        figure("How many have which part of the points", marks_picture(histogram(totals, most))),
        table("Marks in points", ["What", "Points"], rows, (1,)),
        *notes,
    )


def the_questions(gathered):
    """Show facility and discrimination of each question."""
    items, learners = gathered.exercise.ITEMS, gathered.learners
    if not learners:
        return ""
    # An answer that waits for a person would make the rest of some marks smaller than of others.
    everywhere = [
        item.name
        for item in items
        if all(one.answers[item.name].points is not None for one in learners)
    ]
    rows, easy, sharp = [], [], []
    for item in items:
        marked = [one.answers for one in learners if one.answers[item.name].points is not None]
        earned = [answers[item.name].points for answers in marked]
        rest = [
            sum(answers[name].points for name in everywhere if name != item.name)
            for answers in marked
        ]
        most = marked[0][item.name].max_points if marked else float(item.points)
        share, found = facility(earned, most), discrimination(earned, rest)
        if share is not None:
            easy.append((item.label, share))
        if found.low is not None:
            sharp.append((item.label, found))
        rows.append(
            [
                item.label,
                str(len(marked)),
                points(most),
                "" if share is None else number(share),
                found.why_not if found.r is None else number(found.r),
                found.why_not
                if found.low is None
                else "%s to %s" % (number(found.low), number(found.high)),
            ]
        )
    pictures = [figure("Facility", facility_picture(easy))] if easy else []
    if sharp:
        pictures.append(figure("Discrimination: 95 % intervals", discrimination_picture(sharp)))
    return section(
        "Questions",
        paragraph(HOW_TO_READ_ITEMS),
        '<div class="pictures">%s</div>' % "".join(pictures),
        table(
            "Each question",
            ["Question", "Marked", "Points", "Facility", "Discrimination", "95 % interval"],
            rows,
            (1, 2, 3, 4, 5),
        ),
    )


def the_wrong_turns(gathered):
    """Show which tags came up, by third of the class."""
    rows = tag_rows(gathered.exercise, gathered.learners)
    if not rows:
        return section("Wrong turns", paragraph("No answer with a record is other than right."))
    sizes = sizes_of_thirds(gathered.learners)
    by_third = sum(sizes) >= FEWEST_FOR_THIRDS
    columns = ["Wrong turn and its tag", "All"]
    if by_third:
        names = zip(("Low", "Mid", "High"), sizes, strict=True)
        columns += ["%s (%d)" % pair for pair in names]
    tables = [
        table(item.label, columns, _lines_of(item, rows, by_third), (1, 2, 3, 4))
        for item in gathered.exercise.ITEMS
        if any(row.item == item.name for row in rows)
    ]
    told = "How often each wrong turn came up."
    if by_third:
        told += (
            " Low, mid and high are the thirds of the class by the whole mark, with their size. "
            "Equal marks stay together, so the sizes may differ. A wrong turn that is at home in "
            "all three is worth a word in class."
        )
    return section("Wrong turns", paragraph(told), *tables)


def _lines_of(item, rows, by_third):
    return [
        [(row.idea, row.tag), str(row.count), *(map(str, row.thirds) if by_third else ())]
        for row in rows
        if row.item == item.name
    ]
