"""What the pages and questions on listening and on being believed say is what the models give."""

from pathlib import Path

import pytest

from peerlib.checking import questions
from peerlib.labs import identity as identity_lab
from peerlib.models import identity, knowledge, vignettes

BOOK = Path(__file__).parent.parent / "book"
LISTENING = (BOOK / "who-we-listen-to.md").read_text(encoding="utf-8")
BELIEVED = (BOOK / "being-believed.md").read_text(encoding="utf-8")


def part(text, start, end="\n:::\n"):
    """Return the piece of a page from one marker to the next."""
    begin = text.index(start)
    return text[begin : text.index(end, begin)]


def followed(preset, month, ends=6, **changes):
    levers = {**identity.preset(preset), **changes}
    return f"{identity.at(levers, month, ends)[2]:.2f}"


def asked(name, question):
    """Return all words of one question of a set."""
    found = next(q for q in questions.read(name)["questions"] if q["name"] == question)
    return " ".join([found["ask"], found["why"], *[o["text"] for o in found["options"]]])


def test_page_tells_the_table_of_the_model():
    said = part(LISTENING, "In the model somebody with authority is ahead", "\n\n")
    for preset in ("authority", "peer"):
        for month in (3, 6, 7, 18):
            assert followed(preset, month) in said, (preset, month)


def test_answers_to_try_this_on_listening_are_the_models_own():
    longer = part(LISTENING, "**1. A longer watch.")
    assert ", ".join(followed("authority", 24, ends) for ends in (6, 12)) in longer
    assert followed("authority", 24, 18) in longer
    checks = part(LISTENING, "**2. A peer who checks")
    for preset in ("peer_who_checks", "peer"):
        assert followed(preset, 6) in checks and followed(preset, 24) in checks
        assert f"{identity.at(identity.preset(preset), 6, 6)[0]:.2f}" in checks
    trust = part(LISTENING, "**3. Is authority the trouble?")
    assert followed("authority_with_trust", 24) in trust
    assert followed("authority_with_trust", 24, watching=1.0) in trust
    assert followed("authority_with_trust", 24, watching=1.0, identification=0.2) in trust


def test_table_of_the_four_stories_is_the_models_own():
    products, sums = (vignettes.cell_means(rule, 0.2, 0.8) for rule in identity.RULES)
    rows = [line for line in LISTENING.splitlines() if line.startswith(("| little", "| much"))]
    for row, product, total in zip(rows, products, sums, strict=True):
        assert row.endswith(f"| {product:.2f} | {total:.2f} |")


def test_experiments_that_the_page_tells_of_come_out_so():
    state = {**identity_lab.describe()["default"], "view": "two_rules"}
    found = identity_lab.experiment(state)["found"]
    said = part(LISTENING, "In the lab press *Two rival rules*", "\n\n")
    for number in (found["contrast"], found["low"], found["high"]):
        assert f"{number:.2f}" in said
    small = part(LISTENING, "**4. A small study.")
    for readers in (5, 20, 50):
        chance = vignettes.chance_of_ruling_out(readers, 0.25, 0.2, 0.8)
        assert f"about {100 * chance:.0f}" in small


@pytest.mark.parametrize("readers", [5, 20])
def test_question_on_few_readers_has_the_chances_of_the_model(readers):
    chance = vignettes.chance_of_ruling_out(readers, 0.25, 0.2, 0.8)
    assert f"about {100 * chance:.0f}" in asked("identity", "few_readers")


def test_question_on_few_readers_shows_the_interval_that_the_lab_then_shows():
    question = questions.read("identity")["questions"][3]
    state = {**identity_lab.describe()["default"], **question["settings"]}
    run = identity_lab.experiment(state)
    assert f"from {run['found']['low']:.2f} to {run['found']['high']:.2f}" in question["ask"]
    assert run["verdict"] == "both"


def test_questions_on_listening_have_the_numbers_of_the_model():
    first, fall = asked("identity", "who_first"), asked("identity", "why_it_falls")
    assert followed("authority", 3) in first and followed("peer", 3) in first
    assert followed("authority", 6) in fall and followed("authority", 7) in fall
    own, going_along, _ = identity.at(identity.preset("authority"), 6, 6)
    assert f"compliance stands at {going_along:.2f} and internalization at {own:.2f}" in fall
    drift = asked("identity", "role_drift")
    for preset in ("peer", "peer_who_checks"):
        levers = identity.preset(preset)
        credible = identity.credibility(levers["shared_stigma"], levers["identification"])
        assert f"{credible:.2f}" in drift
        assert followed(preset, 6) in drift and followed(preset, 24) in drift


def talk(word, doubt):
    return knowledge.one_talk(word, doubt, knowledge.defaults())


def test_reports_needed_on_the_page_are_the_models_own():
    said = part(BELIEVED, "**Doubt makes people repeat", "\n\n")
    needed = [
        knowledge.reports_needed(0.2, knowledge.likelihood_ratio(doubt, 0.8, 0.15), 0.4)
        for doubt in (0, 0.5, 0.75, 0.9)
    ]
    assert (
        "after %d. If half of the reports are taken for noise it takes %d" % tuple(needed[:2])
        in said
    )
    assert (
        "with three in four it takes %d, and with nine in ten it takes %d" % tuple(needed[2:])
        in said
    )


def test_two_by_two_on_the_page_is_the_models_own():
    said = part(BELIEVED, "**Neither belief nor a word", "A report tells less")
    for word, doubt, words in (
        (False, 0.9, "as things are"),
        (False, 0.0, "with belief alone"),
        (True, 0.9, "with a word alone"),
        (True, 0.0, "with both"),
    ):
        assert f"{talk(word, doubt)['acted']:.2f} {words}" in said
    assert f"only with {talk(False, 0.0)['belief']:.2f}" in said
    assert f"without belief it is {talk(True, 0.9)['belief']:.2f}" in said
    bits = part(BELIEVED, "A report tells less", "\n\n")
    for word in (True, False):
        told = knowledge.information(knowledge.shares(0.2), knowledge.channel(word))
        assert f"{told:.2f}" in bits


def test_where_one_repair_starts_to_help_is_where_the_page_says():
    acted = {doubt: talk(True, doubt)["acted"] for doubt in (0.5, 0.6, 0.65, 0.9)}
    assert acted == pytest.approx({0.5: 0.8, 0.6: 0.8, 0.65: 0.0, 0.9: 0.0})
    assert "At 0.65 it is still 0.00. At 0.60 it is 0.80." in BELIEVED


def test_table_of_the_line_is_the_models_own():
    for name, criterion in (("strict (1)", 1), ("midway (0)", 0), ("low (-1)", -1)):
        people = knowledge.hundred_people(0.2, 1.88, criterion)
        assert f"| {name} | {people['missed']} | {people['in_vain']} |" in BELIEVED
    blurred, clear = (knowledge.hundred_people(0.2, clarity, 0) for clarity in (1.88, 3.0))
    said = part(BELIEVED, "**3. Clearer signs.")
    assert f"from {blurred['missed']} missed to {clear['missed']}" in said
    assert f"from {blurred['in_vain']} acted on in vain to {clear['in_vain']}" in said


def test_maths_box_on_being_believed_reckons_right():
    assert f"{(0.1 * 0.8 + 0.9 * 0.3):.2f} / {(0.1 * 0.15 + 0.9 * 0.3):.3f}" == "0.35 / 0.285"
    ratio = knowledge.likelihood_ratio(0.9, 0.8, 0.15)
    assert f"0.35 / 0.285 = {ratio:.2f}" in BELIEVED
    assert (
        f"= {0.25 * ratio**5:.2f}$, which is a chance of {knowledge.belief(0.2, ratio, 5):.2f}"
        in BELIEVED
    )


def test_questions_on_being_believed_have_the_numbers_of_the_model():
    said = asked("knowledge", "nine_in_ten")
    for doubt in (0.0, 0.9):
        assert f"{knowledge.likelihood_ratio(doubt, 0.8, 0.15):.2f}" in said
    assert f"{talk(True, 0.9)['belief']:.2f} likely" in asked("knowledge", "one_repair")
    low, midway, strict = (knowledge.hundred_people(0.2, 1.88, c) for c in (-1, 0, 1))
    said = asked("knowledge", "believe_all")
    assert f"{low['in_vain']}, and {low['missed']} is still missed" in said
    assert f"it would be {midway['in_vain']}, and {midway['missed']} would be missed" in said
    assert f" {strict['in_vain']} " in said
    careful = knowledge.reports_needed(0.2, knowledge.likelihood_ratio(0, 0.8, 0.15), 0.6)
    doubting = knowledge.reports_needed(0.2, knowledge.likelihood_ratio(0.5, 0.8, 0.15), 0.4)
    assert f"after {careful} reports" in asked("knowledge", "look_alike") and careful == doubting


@pytest.mark.parametrize("page", [LISTENING, BELIEVED], ids=["listening", "believed"])
def test_page_sends_people_to_help_and_says_that_its_numbers_are_assumed(page):
    assert "#where-help-is" in page
    assert "assumed" in page


def test_page_on_a_side_effect_sends_people_to_their_prescriber():
    assert "talk soon with the person who prescribes" in BELIEVED
    assert "do not stop or change a medicine" in BELIEVED


def lesson(name):
    return (BOOK.parent / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8")


def test_lesson_on_listening_says_who_is_ahead_and_when():
    in_six = {who: identity.at(identity.preset(who), 6, 6)[2] for who in identity.PRESETS}
    in_24 = {who: identity.at(identity.preset(who), 24, 6)[2] for who in identity.PRESETS}
    assert "In month 6 all four are close, and the peer who checks on people is ahead" in lesson(
        "who-we-listen-to"
    )
    assert max(in_six, key=in_six.get) == "peer_who_checks"
    assert min(in_six, key=in_six.get) == "authority_with_trust"
    assert max(in_six.values()) - min(in_six.values()) < 0.11
    assert sorted(in_24, key=in_24.get)[-2:] == ["authority_with_trust", "peer"]


def test_lesson_on_listening_counts_studies_that_find_out():
    found = {}
    for readers in (5, 50):
        states = [
            {**identity_lab.describe()["default"], "readers": readers, "seed": seed}
            for seed in range(100)
        ]
        found[readers] = sum(
            identity_lab.experiment(state)["verdict"] == "product" for state in states
        )
    assert "With five readers, most of the studies cannot tell" in lesson("who-we-listen-to")
    assert found[5] < 40 and found[50] > 90


def test_lesson_on_being_believed_says_that_belief_rises_below_the_point_of_acting():
    rises = [talk(*case)["belief"] for case in ((False, 0.9), (True, 0.9), (False, 0.0))]
    assert rises == sorted(rises) and rises[-1] < 0.40
    assert "It only does not reach 0.40" in lesson("being-believed")
