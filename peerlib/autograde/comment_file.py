"""Write a first file of comments: every tag of an exercise that we know, with our own words."""

import json
import os
import tempfile
from pathlib import Path

from ..exercises import data_seen_by
from .comment_bank import GIVEN, shown_answer
from .marking import marks

HEAD = """\
# What your learners are told, in your own words.
#
# Below each question stand the tags that an answer can get, and the course's own words, each in a
# line that begins with "#" and so does nothing. To say it in your words, take the "#" away and
# write. {given} is filled in with the learner's answer, {ours} with the course's own words:
#
#     "blank" = "{ours} We did this one on Monday."
#
# A quote inside a text is written \\". Numbers in our words are those of one example.
# Your words are shown from the next marking on, and after `peerlib regrade ... --accept`.
"""


def known_comments(exercise):
    """List what an exercise may say: trying it on the data for practice.

    Returns
    -------
    list of (str, str, str)
        Item, tag and our words, with `{given}` where they quote the answer.
    """
    data, found = data_seen_by("", exercise), []
    truths = {item.name: item.truth(data) for item in exercise.ITEMS if not item.by_hand}
    for item in exercise.ITEMS:
        met = set()
        for given, others in [
            *((given, {}) for given in _tried(item, data)),
            *_follows(item, data, truths),
        ]:
            answers = {**truths, **others, item.name: given}
            mark = next(one for one in marks(exercise, answers, "").items if one.name == item.name)
            if mark.tag not in met:
                met.add(mark.tag)
                found.append((item.name, mark.tag, _with_place(mark.comment, item, given)))
    return found


def _tried(item, data):
    """Give answers of every kind that we foresee, one after another."""
    yield None
    if item.by_hand:
        yield "A sentence."
        return
    if item.is_function:  # its right answer is a program: only what came out of one is plain
        return
    yield item.written(item.truth(data))
    for wrong in item.wrong_values(data):
        yield item.written(wrong.value)
    for given, _ in item.specimens:
        yield given(data) if callable(given) else given
    yield from ("abc", float("nan"), float("inf"), True, 0.123456)


def _follows(item, data, truths):
    """Give answers that follow from an earlier one that is a little beside the truth."""
    for follow in item.follows:
        if isinstance(truths.get(follow.earlier), float):
            before = truths[follow.earlier] * 1.07
            yield follow.value(data, before), {follow.earlier: before}


def _with_place(comment, item, given):
    """Put the place for the learner's answer where our words quote it."""
    shown = shown_answer(item, given)
    place = "We read %s." % shown
    return comment.replace(place, "We read {%s}." % GIVEN)


def comment_section(exercise):
    """Write the part of the file that is about one exercise."""
    lines, last = [], None
    for item, tag, words in known_comments(exercise):
        if item != last:
            lines += ["", "[%s.%s]" % (_quoted(exercise.NAME), _quoted(item))]
            last = item
        lines.append("# %s = %s" % (_quoted(tag), _quoted(words)))
    return "\n".join(lines) + "\n"


def write_first_file(path, exercise):
    """Write the file, or add the exercise at the end of one that is there, in one step."""
    path = Path(path)
    before = path.read_text(encoding="utf-8") if path.exists() else HEAD
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with open(descriptor, "w", encoding="utf-8") as file:
            file.write(before.rstrip("\n") + "\n" + comment_section(exercise))
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def _quoted(text):
    """Write a text as TOML does; JSON's quoted texts are TOML's, but for one sign."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
