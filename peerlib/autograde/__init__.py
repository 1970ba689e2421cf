"""Marking outside the learner's process: sandbox, marks, nbgrader plug-in, sample class.

The pieces, from the learner's code to the gradebook:

- `learner_process` runs a submission's cells and sends plain values back; it knows no mark;
- `isolation`, `sandbox` and `messages` start that process, bound it, and read what it sends;
- `warm` and `warm_server` start it as a fork, in namespaces of its own, of one that has loaded;
- `marking` turns values into marks, in a process that no learner's code runs in;
- `intake`, `submissions`, `course_cells`, `neutral` and `plugin` tie this to nbgrader;
- `submission` goes from a notebook to its marks, `shown` to what is shown of them; `records` and
  `rules` keep what is needed for marking it again;
- `grade` marks what is new or changed of a class (`class_run`): `worker` and `pool` on all cores,
  `cluster` on other computers, `gradebook_rows` and `autograded_folder` where nbgrader looks;
- `comment_bank` and `comment_file` hold what the instructor says in their own words;
- `regrade`, with `regrade_gradebook` and `regrade_words`, marks again what was recorded;
- `closing` says at the end who has no mark and why; `feedback` writes the pages to give back;
- `sample_class`, `sample_submissions` and `hostile` make a class of foreseen submissions,
  `simulated_class` one of learners whose mistakes are drawn by chance.
"""

import warnings


def install(config):
    """Set nbgrader's configuration so that marks are made outside the learner's process.

    Parameters
    ----------
    config : traitlets.config.Config
        In `nbgrader_config.py`: `get_config()`. Loads nothing by itself.
    """
    # nbgrader 0.9.6 sets off three harmless warnings of its database library for each submission.
    warnings.filterwarnings("ignore", message="Object of type <Submitted")
    ours = "peerlib.autograde.plugin."
    stock = "nbgrader.preprocessors."
    config.Autograde.exporter_class = "peerlib.autograde.submissions.SubmissionExporter"
    config.Autograde.sanitize_preprocessors = [
        ours + "RestoreCells",
        stock + "OverwriteKernelspec",
        stock + "CheckCellMetadata",
    ]
    config.Autograde.autograde_preprocessors = [
        ours + "MarkOutside",
        stock + "SaveAutoGrades",
        ours + "SaveComments",
        stock + "AssignLatePenalties",
        ours + "ShowOnce",
        ours + "ShowAsText",
        stock + "CheckCellMetadata",
    ]
    config.GenerateFeedback.exporter_class = "peerlib.autograde.feedback.FeedbackExporter"
