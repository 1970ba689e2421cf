"""What a learner wrote in `my-work/` is never lost, and what was not touched stays current."""

import pytest
from progress import Problem
from workspace import lay_out


@pytest.fixture
def lesson(tmp_path):
    """Give a lesson of the course and the place of the learner's copy."""
    (tmp_path / "notebooks").mkdir()
    source = tmp_path / "notebooks" / "supervision.ipynb"
    source.write_text("first version")
    return source, tmp_path / "my-work" / "notebooks" / "supervision.ipynb"


def test_lessons_and_exercises_are_copied_and_solutions_are_not(tmp_path, lesson):
    for folder in ("exercises/trial-effects", "solutions/trial-effects"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "trial-effects.ipynb").write_text(folder)
    assert lay_out(tmp_path, tmp_path / "my-work") == []
    assert lesson[1].read_text() == "first version"
    assert (tmp_path / "my-work/exercises/trial-effects/trial-effects.ipynb").exists()
    assert not (tmp_path / "my-work" / "solutions").exists()


def test_an_unchanged_copy_follows_the_course(tmp_path, lesson):
    source, copy = lesson
    lay_out(tmp_path, tmp_path / "my-work")
    source.write_text("second version")
    (sentence,) = lay_out(tmp_path, tmp_path / "my-work")
    assert "brought up to date" in sentence
    assert copy.read_text() == "second version"


def test_a_copy_that_the_learner_changed_stays(tmp_path, lesson):
    source, copy = lesson
    lay_out(tmp_path, tmp_path / "my-work")
    copy.write_text("my own words")
    assert lay_out(tmp_path, tmp_path / "my-work") == []
    source.write_text("second version")
    (sentence,) = lay_out(tmp_path, tmp_path / "my-work")
    assert "Yours has your changes and is kept" in sentence
    assert copy.read_text() == "my own words"


@pytest.mark.parametrize("memory", ["", "not JSON", "[]"])
def test_a_lost_memory_of_what_was_copied_loses_no_work(tmp_path, lesson, memory):
    source, copy = lesson
    lay_out(tmp_path, tmp_path / "my-work")
    copy.write_text("my own words")
    (tmp_path / "my-work" / ".copied.json").write_text(memory)
    lay_out(tmp_path, tmp_path / "my-work")
    assert copy.read_text() == "my own words"


def test_a_copy_that_was_deleted_comes_back(tmp_path, lesson):
    lay_out(tmp_path, tmp_path / "my-work")
    lesson[1].unlink()
    assert lay_out(tmp_path, tmp_path / "my-work") == []
    assert lesson[1].read_text() == "first version"


def test_a_learners_folder_that_cannot_be_made_gets_a_sentence(tmp_path, lesson):
    (tmp_path / "my-work").write_text("a file where the folder should be")
    with pytest.raises(Problem, match="my-work/ cannot be written.*Nothing in it was lost"):
        lay_out(tmp_path, tmp_path / "my-work")
