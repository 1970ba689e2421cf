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
c.ExportPlugin.to = str(here / "class" / "grades.csv")

# All submissions as Canvas or Moodle packs them: who, a number or two, the name of the file.
c.ZipCollectApp.downloaded_directory = "class/downloaded"
c.FileNameCollectorPlugin.named_regexp = (
    r".*/(?P<student_id>[^/_]+)_(?:LATE_)?\d+_(?:\d+_|assignsubmission_file_?/)"
    r"(?P<file_id>[a-z-]*[a-z])"
)

# A released answer reads `risk_difference = None  # write ...`: that line stands before the
# solution marks, and what stands between them is taken out and leaves nothing behind.
c.ClearSolutions.code_stub = {"python": ""}
c.ClearSolutions.text_stub = "Write here, in place of this line."

# Marks are made outside the learner's process. Each answer gets a comment.
from peerlib.autograde import install  # noqa: E402  (after what every command needs)

install(c)
# The gradebook is a file in this folder, which git does not keep.
(here / "class").mkdir(exist_ok=True)
# Run inside `class/`, nbgrader would find the submissions but not this file, and would run
# them unprotected. So there is one there that stops it.
(here / "class" / "nbgrader_config.py").write_text(
    'raise SystemExit("Nothing was done. Go to the course\'s folder first: cd ..")\n'
)
