"""The `peerlib` command."""

import argparse
import sys

from .autograde import grade_command
from .reports.commands import add_commands


def main(arguments=None):
    """Run the command line; return the exit code.

    Parameters
    ----------
    arguments : list of str, optional
        In place of those given in the shell.
    """
    parser = argparse.ArgumentParser(
        prog="peerlib", description="Tools for those who teach the course on peer support."
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    sample_class = commands.add_parser(
        "sample-class",
        help="make a class of foreseen submissions, mark it, and compare the marks",
        description="Make a small class that answers rightly, wrongly and badly in every way we "
        "could think of, mark it with nbgrader, and show each mark beside the expected one. "
        "Real submissions are not touched. Takes about a minute.",
    )
    sample_class.add_argument(
        "--folder",
        metavar="DIR",
        help="an empty folder for the sample class (default: class/sample in the course)",
    )
    sample_class.add_argument(
        "--exercise",
        metavar="NAME",
        default="trial-effects",
        help="which exercise (default: trial-effects)",
    )
    sample_class.add_argument(
        "--isolation",
        choices=["bubblewrap", "limits only"],
        default="",
        help="how submissions are shut in (default: the safest way that works here)",
    )
    sample_class.add_argument(
        "--learners",
        metavar="N",
        type=int,
        help="in place of the foreseen submissions, N simulated learners whose mistakes are "
        "known, marked with `peerlib grade`",
    )
    sample_class.set_defaults(run=_sample_class)
    conversations = commands.add_parser(
        "conversations",
        help="check the conversations and list what is in them",
        description="Check every conversation, or those named, and say in plain words what is "
        "amiss. The exit code is 1 if anything is.",
    )
    conversations.add_argument(
        "names",
        metavar="NAME",
        nargs="*",
        help="name of a conversation in the course, or path of a TOML file (default: all)",
    )
    conversations.set_defaults(run=_conversations)
    check_exercise = commands.add_parser(
        "check-exercise",
        help="try an exercise on a thousand learners before anybody sees it",
        description="Try an exercise, or all of them, on many learners: are the data possible, "
        "can the right answer and all wrong turns be told apart, does each earn its own "
        "feedback? Where its notebook is there, is anything left to fill in, and does it earn "
        "all its points? What is amiss is said in plain words. The exit code is 1 if anything is.",
    )
    check_exercise.add_argument(
        "names", metavar="NAME", nargs="*", help="name of an exercise (default: all)"
    )
    check_exercise.add_argument(
        "--learners", metavar="N", type=int, default=1000, help="how many (default: 1000)"
    )
    check_exercise.set_defaults(run=_check_exercise)
    add_commands(commands)
    grade_command.add_to(commands)
    chosen = parser.parse_args(arguments)
    try:
        return chosen.run(chosen)
    except (ValueError, RuntimeError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


def _sample_class(chosen):
    try:
        import nbgrader  # noqa: F401
    except ImportError:
        raise ValueError("This needs nbgrader: pip install 'peerlib[grading]'.") from None
    from .autograde.sample_class import (
        find_course,
        run_sample_class,
        run_simulated_class,
        table,
    )

    def say(line):
        print(line, flush=True)

    course = find_course()
    folder = chosen.folder or course / "class" / "sample"
    if chosen.learners is None:
        results = run_sample_class(folder, course, chosen.exercise, say, chosen.isolation)
    else:
        results = run_simulated_class(
            folder, course, chosen.exercise, chosen.learners, say, chosen.isolation
        )
    good = sum(result.as_expected for result in results)
    print("\n" + table(results))
    print("\n%d of %d as expected." % (good, len(results)))
    print("Gradebook: %s/gradebook.db" % folder)
    if chosen.learners is None:
        print("Feedback pages: %s/feedback/LEARNER/%s/" % (folder, chosen.exercise))
    return 0 if good == len(results) else 1


def _check_exercise(chosen):
    from .exercise_check import report
    from .exercises import available

    amiss = 0
    for name in chosen.names or available():
        faults, sound = report(name, chosen.learners)
        amiss += bool(faults)
        if faults:
            print("%s: %d thing%s amiss:" % (name, len(faults), "s" * (len(faults) > 1)))
        else:
            print(sound)
        for fault in faults:
            print("  " + fault)
    return 1 if amiss else 0


def _conversations(chosen):
    from .conversation_check import report
    from .models import conversation

    amiss = 0
    for name in chosen.names or conversation.names():
        lines = report(name)
        amiss += len(lines) > 1
        print("\n".join(lines))
    return 1 if amiss else 0


if __name__ == "__main__":
    sys.exit(main())
