"""Where the course is, for the formgrader. It goes into ~/.jupyter/ of the teacher."""

from pathlib import Path

# The course's own file says how marks are made. Without it, students' code is not shut in.
load_subconfig(str(Path.home() / "peer-support" / "nbgrader_config.py"))  # noqa: F821
