"""Every question of the shipped fact base is fair, and the audit would notice one that is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.quiz.audit import audit, faults
from bot.quiz.model import KINDS, Option, Question
from bot.quiz.pool import question_pool
from tests.quiz.shipped import base, pool, question

BLINKEN_XI = "when.blinken-xi-beijing-2023-06"
VIENNA = "where.sullivan-wang-yi-vienna-2023-05"
GLASER = "who-said.glaser-sleepwalking"


def test_the_shipped_fact_base_gives_five_hundred_questions_of_every_kind_and_none_is_unfair() -> None:
    found = audit(pool(), base())
    assert [str(violation) for violation in found.violations] == []
    assert found.distinct >= 500
    assert [kind for kind, count in found.counts if count < 5] == []
    assert sum(count for _, count in found.counts) == len(pool()) == found.distinct


def test_there_are_five_hundred_even_without_those_that_only_differ_in_being_typed() -> None:
    assert len({(each.prompt, each.right) for each in pool() if each.kind != "typed"}) >= 500


def test_the_pool_is_the_same_every_time() -> None:
    assert question_pool(base()) == pool()


def test_true_and_false_are_about_as_frequent() -> None:
    right = [each.right for each in pool() if each.kind == "true-or-false"]
    assert 0.4 < right.count(("True",)) / len(right) < 0.6


def test_there_are_questions_of_every_difficulty() -> None:
    difficulties = [each.difficulty for each in pool()]
    assert min(difficulties.count(level) for level in (1, 2, 3)) >= 50


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("typed", "true-or-false", "several-right")])
def test_the_right_option_is_no_more_often_in_one_place(kind: str) -> None:
    places = [
        [option.right for option in each.options].index(True)
        for each in pool()
        if each.kind == kind and not each.several
    ]
    shares = [places.count(place) / len(places) for place in range(4)]
    assert len(places) < 20 or (max(shares) < 0.45 and min(shares) > 0.05)


def swap(question: Question, text: str, stands_for: str | None = None) -> Question:
    """The question with its first wrong option changed."""
    number = next(number for number, option in enumerate(question.options) if not option.right)
    options = list(question.options)
    options[number] = Option(text, False, stands_for or options[number].stands_for)
    return replace(question, options=tuple(options))


def mark(question: Question, right: bool) -> Question:
    """The question with all options marked alike."""
    return replace(question, options=tuple(replace(option, right=right) for option in question.options))


def with_option(question: Question, text: str, stands_for: str) -> Question:
    return replace(question, options=(*question.options, Option(text, False, stands_for)))


@pytest.mark.parametrize(
    ("id_", "spoil", "message"),
    [
        (GLASER, lambda each: mark(each, True), "of its options are right"),
        (GLASER, lambda each: mark(each, False), "0 of its options are right"),
        (GLASER, lambda each: swap(each, text="Xi Jinping", stands_for="xi-jinping"), "not of one kind"),
        (GLASER, lambda each: replace(each, prompt=f"{each.prompt} Was it Glaser?"), "names whom it asks for"),
        (GLASER, lambda each: replace(each, prompt=f"{each.prompt} She said it."), "a man or a woman"),
        (GLASER, lambda each: replace(each, citations=()), "no citation"),
        (GLASER, lambda each: replace(each, facts=("nothing",)), "is no fact"),
        (GLASER, lambda each: replace(each, explanation="one\ntwo"), "not one line"),
        (GLASER, lambda each: replace(each, difficulty=4), "difficulty is 4"),
        (GLASER, lambda each: replace(each, kind="riddle"), "kind is 'riddle'"),
        (GLASER, lambda each: with_option(each, "Bonnie Glaser", "bonnie-glaser"), "read the same"),
        (BLINKEN_XI, lambda each: swap(each, text="June 2023", stands_for="2023-06"), "is uncertain"),
        (BLINKEN_XI, lambda each: swap(each, text="2 May 2021", stands_for="2021-05-02/2021-05-03"), "not of one kind"),
        (BLINKEN_XI, lambda each: replace(each, prompt="What was on 19 June 2023?"), "tells the year"),
        (VIENNA, lambda each: swap(each, text="Austria", stands_for="austria"), "is uncertain"),
        (VIENNA, lambda each: swap(each, text="Red Sea", stands_for="red-sea"), "not of one kind"),
        (VIENNA, lambda each: swap(each, text="the capital city of Thailand, Bangkok"), "is not apart"),
        (VIENNA, lambda each: replace(each, prompt="Where in Vienna was it?"), "contains the answer"),
        (VIENNA, lambda each: with_option(each, "China", "china"), "not apart"),
    ],
)
def test_an_unfair_question_is_noticed(id_: str, spoil: Callable[[Question], Question], message: str) -> None:
    fair = question(id_)
    assert list(faults(fair, base())) == []
    if message == "is not apart":
        fair = with_option(fair, "Bangkok", "bangkok") if "Bangkok" not in str(fair.options) else fair
        message = "not apart"
    assert [each for each in faults(spoil(fair), base()) if message in each]


@pytest.mark.parametrize("each", pool(), ids=lambda each: each.id)
def test_a_question_with_another_option_marked_is_noticed(each: Question) -> None:
    if each.typed is None:
        turned = [replace(option, right=not option.right) for option in each.options]
        assert list(faults(replace(each, options=tuple(turned)), base()))
    else:
        other = {"date": "1999", "name": "Kim Jong-un"}.get(each.typed.reads, "13")
        assert list(faults(replace(each, typed=replace(each.typed, accepted=(other,))), base()))


def test_a_long_right_option_is_noticed() -> None:
    fair = question("did-it-happen.austin-li-shangfu-singapore-2023-06")
    options = [
        replace(each, text=each.text + " as he himself said" * 3) if each.right else each for each in fair.options
    ]
    assert "stands out by its length" in " ".join(faults(replace(fair, options=tuple(options)), base()))


def test_a_false_statement_marked_true_is_noticed() -> None:
    fair = next(each for each in pool() if each.kind == "true-or-false" and each.right == ("False",))
    turned = tuple(replace(each, right=not each.right) for each in fair.options)
    assert "by the fact base its statement is false" in list(faults(replace(fair, options=turned), base()))


def test_two_questions_alike_are_noticed() -> None:
    one = question(GLASER)
    found = audit([one, one, replace(one, id="other")], base())
    messages = {violation.message for violation in found.violations}
    assert messages == {"two questions have this id", "3 questions ask this"}
