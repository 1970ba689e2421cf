"""The commands for instructors, as a part of `peerlib`. Loads nothing heavy before one is run."""

import sys


def add_commands(commands):
    """Add the commands to a parser's subcommands."""
    regrade = commands.add_parser(
        "regrade",
        help="mark a class again by the rules as they are now, from what is stored",
        description="Work out every mark anew from the stored answers, by the rules as they are "
        "now, and show what would change. No learner code runs. Nothing is written without "
        "--accept. Marks given by hand stay.",
    )
    _exercise(regrade)
    regrade.add_argument("--accept", action="store_true", help="write the new marks and comments")
    regrade.add_argument(
        "--allow-lower",
        action="store_true",
        help="let marks become lower, too (without it, such an answer keeps its old mark)",
    )
    regrade.set_defaults(run=_regrade)
    report = commands.add_parser(
        "report",
        help="write a report on a class: marks, questions, wrong turns, what waits for you",
        description="Write what the records and the gradebook tell about a class as one page. It "
        "needs no program but a browser, and loads nothing from elsewhere. It names learners.",
    )
    _exercise(report)
    report.add_argument(
        "--to", metavar="FILE", help="where to (default: class/reports/EXERCISE.html)"
    )
    report.set_defaults(run=_report)
    export = commands.add_parser(
        "export",
        help="write the marks as a table for Canvas, Moodle, Blackboard or a spreadsheet",
        description="Write the gradebook's marks of one exercise, with those given by hand and "
        "with nbgrader's penalties for lateness. A student without a mark gets an empty cell. "
        "The layouts follow what the makers of the platforms describe. None was tried on a "
        "running Canvas, Moodle or Blackboard: import the row of one student first.",
    )
    _exercise(export)
    export.add_argument(
        "--to",
        choices=["canvas", "moodle", "blackboard", "csv"],
        default="csv",
        help="for which platform (default: csv, with each question's points)",
    )
    export.add_argument(
        "--column",
        metavar="NAME",
        default="",
        help="header of the column with the marks, as the platform wrote it when you downloaded "
        "its gradebook, with its number (default: the exercise's title, which makes a new column)",
    )
    export.add_argument(
        "--file", metavar="FILE", help="where to (default: class/exports/EXERCISE-PLATFORM.csv)"
    )
    export.set_defaults(run=_export)
    comments = commands.add_parser(
        "comments",
        help="write a file in which to put the feedback in your own words",
        description="Write class/comments.toml with every comment that an exercise can give, or "
        "add the exercise to it. If it is there already, look whether it can be used.",
    )
    _exercise(comments)
    comments.set_defaults(run=_comments)


def _exercise(parser):
    parser.add_argument("exercise", metavar="EXERCISE", help="name of an exercise")


def needs_nbgrader():
    """Say what to install if nbgrader is not there.

    Raises
    ------
    ValueError
    """
    try:
        import nbgrader  # noqa: F401
    except ImportError:
        raise ValueError("This needs nbgrader: pip install 'peerlib[grading]'.") from None


def _places():
    needs_nbgrader()
    from ..autograde.places import read_places

    return read_places()


def _complain(line):
    print(line, file=sys.stderr)


def _regrade(chosen):
    places = _places()
    from ..autograde.regrade import plan, regrade
    from ..autograde.regrade_words import lines

    work = regrade if chosen.accept else plan
    planned = work(places, chosen.exercise, chosen.allow_lower, _complain)
    print("\n".join(lines(planned, chosen.accept)))
    return 0


def _report(chosen):
    places = _places()
    from .files import write_whole
    from .gathered import gather
    from .page import report

    gathered = gather(places, chosen.exercise)
    place = chosen.to or places.class_folder / "reports" / (chosen.exercise + ".html")
    written = write_whole(report(gathered), place)
    print("%d with a mark, %d without." % (len(gathered.learners), len(gathered.not_marked)))
    print("Wrote %s" % written)
    return 0


def _export(chosen):
    places = _places()
    from .export import guarded_students, sheet_of, table_text
    from .files import write_whole
    from .gathered import gather

    sheet = sheet_of(places, chosen.exercise)
    name = "%s-%s.csv" % (chosen.exercise, chosen.to)
    place = chosen.file or places.class_folder / "exports" / name
    written = write_whole(table_text(sheet, chosen.to, chosen.column), place)
    marked = sum(row.score is not None for row in sheet.rows)
    print("%d with a mark, %d with an empty cell." % (marked, len(sheet.rows) - marked))
    waiting = sum(row.waiting > 0 for row in sheet.rows if row.score is not None)
    if waiting:
        print("%d of these marks lack answers that wait for a person." % waiting)
    for student in guarded_students(sheet):
        print(
            "A ' was put before what a spreadsheet would run as a formula, or signs without a "
            "shape were left out: %r" % student
        )
    in_table = {row.student for row in sheet.rows}
    handed_in = [name for name, _ in gather(places, chosen.exercise).not_marked]
    left_out = sum(name not in in_table for name in handed_in)
    if left_out:
        print(
            "Handed in, not marked, and so not in the table: %d. This names them: "
            "peerlib report %s" % (left_out, chosen.exercise)
        )
    print("Wrote %s" % written)
    return 0


def _comments(chosen):
    places = _places()
    from ..autograde.comment_bank import read_bank
    from ..autograde.comment_file import known_comments, write_first_file
    from ..exercises import load

    exercise = load(chosen.exercise)
    bank = read_bank(places.comments)
    if exercise.NAME not in bank.texts:
        write_first_file(places.comments, exercise)
        print(
            "Wrote what %s can say to %s. Each line does nothing until you take its # away."
            % (exercise.NAME, places.comments)
        )
        return 0
    known = {(item, tag) for item, tag, _ in known_comments(exercise)}
    print(
        "%s is as it was. It can be used, and has %d of your own comments on %s."
        % (places.comments, bank.count(exercise.NAME), exercise.NAME)
    )
    for item, texts in sorted(bank.texts[exercise.NAME].items()):
        for tag in sorted(texts):
            if (item, tag) not in known:
                print(
                    "  %s: no answer that we tried gets the tag %r. A slip of the keys?"
                    % (item, tag[:60])
                )
    return 0
