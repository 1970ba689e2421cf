"""Where nbgrader finds and puts things. `solutions/` is the source, `exercises/` the release."""

from pathlib import Path

c = get_config()  # noqa: F821  (nbgrader provides it)

here = Path(__file__).resolve().parent
c.CourseDirectory.root = str(here)
c.CourseDirectory.course_id = "peer-support"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
# Learners' work and marks are never committed: `class/` is git-ignored. It is not
# a dot folder, because formgrader's links do not open inside one.
c.CourseDirectory.submitted_directory = "class/submitted"
c.CourseDirectory.autograded_directory = "class/autograded"
c.CourseDirectory.feedback_directory = "class/feedback"
c.CourseDirectory.db_url = "sqlite:///" + str(here / "class" / "gradebook.db")

# What stands between the solution marks becomes this. The released cell reads
# `risk_difference = (`, then this line, then `)`: an answer that is still empty.
c.ClearSolutions.code_stub = {
    "python": "None  # write your calculation here, in place of None"
}
c.ClearSolutions.text_stub = "*Write your thoughts here.*"
