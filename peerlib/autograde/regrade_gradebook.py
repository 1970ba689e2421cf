"""The gradebook's side of marking again: what it has for a student, and one change of it all."""

from nbgrader.preprocessors import AssignLatePenalties

from .neutral import comment_markdown

ANSWER, CHECK = "answer-", "check-"


class Entries:
    """What the gradebook has for one student's exercise.

    Raises
    ------
    nbgrader.api.MissingEntry
        If it has no submission of theirs.
    """

    def __init__(self, gradebook, exercise, student):
        self.submission = gradebook.find_submission(exercise, student)
        self.notebook = gradebook.find_submission_notebook(exercise, exercise, student)
        self.grades = {grade.name: grade for grade in self.notebook.grades}
        self.words = {comment.name: comment for comment in self.notebook.comments}

    def max_points(self, mark):
        """Give what an answer is worth here."""
        grade = self.grades.get(CHECK + mark.name)
        return mark.max_points if grade is None else grade.max_score

    def points(self, mark):
        """Give what the course's marking has earned here so far, whatever a person gave."""
        grade = self.grades.get(CHECK + mark.name)
        if grade is None or grade.auto_score is None:
            return mark.credit * self.max_points(mark)
        return grade.auto_score

    def by_hand(self, name):
        """Give the mark that a person gave, or None."""
        grade = self.grades.get(CHECK + name)
        return None if grade is None else grade.manual_score

    def other_words(self, comments):
        """List the answers whose comment here is not the given one."""
        return [
            name
            for name, comment in comments.items()
            if ANSWER + name in self.words
            and (self.words[ANSWER + name].auto_comment or "") != comment_markdown(comment)
        ]

    def change(self, change):
        """Set one mark; what a person gave stays, and is held up for another look."""
        grade = self.grades.get(CHECK + change.item)
        if grade is None or change.new.by_hand:
            return
        grade.auto_score = float(change.points[1])
        if grade.manual_score is not None:
            grade.needs_manual_grade = True

    def say(self, comments, names):
        """Set the comments of some answers; what a person wrote is kept apart and stays."""
        for name in names:
            self.words[ANSWER + name].auto_comment = comment_markdown(comments[name])


def save(places, gradebook, planned):
    """Write a plan's marks and comments into the gradebook, all or nothing.

    Returns
    -------
    int
        How many students it changed anything for.
    """
    students = {change.student for change in planned.changes if not change.kept}
    students |= set(planned.reworded)
    try:
        for student in sorted(students):
            entries = Entries(gradebook, planned.exercise, student)
            for change in planned.changes:
                if change.student == student and not change.kept:
                    entries.change(change)
            entries.say(planned.comments[student], planned.reworded.get(student, ()))
            _late(places, gradebook, student, entries)
        gradebook.db.commit()
    except BaseException:
        gradebook.db.rollback()
        raise
    return len(students)


def _late(places, gradebook, student, entries):
    """Work out the penalty for lateness again: nbgrader's may depend on the mark."""
    late = entries.submission.total_seconds_late
    if not late > 0:
        return
    gradebook.db.flush()
    gradebook.db.expire(entries.notebook)
    assigner = AssignLatePenalties(config=places.config)
    assigner.init_plugin()
    penalty = assigner.plugin_inst.late_submission_penalty(student, entries.notebook.score, late)
    if penalty is not None:
        penalty = assigner._check_late_penalty(entries.notebook, penalty)
    entries.notebook.late_submission_penalty = penalty
