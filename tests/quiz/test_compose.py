"""A quiz is what was wished for, the same for the same seed, and no question of it answers another."""

from __future__ import annotations

import re
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.text import folded_words
from bot.quiz.compose import FILE_ORDER, MOST_ROUNDS, Wish, answers_other, compose, fits
from bot.quiz.model import KINDS, Question
from bot.quiz.own import parse_own
from tests.quiz.shipped import base, pool, question

WISHES = st.builds(
    Wish,
    rounds=st.integers(0, 60),
    topic=st.sampled_from(["", "taiwan", "fentanyl", "Blinken", "june 2023", "no such thing"]),
    kinds=st.lists(st.sampled_from(KINDS), max_size=3, unique=True).map(tuple),
    difficulty=st.sampled_from([None, 1, 2, 3]),
)


@given(WISHES, st.text(max_size=10))
def test_a_quiz_is_as_wished(wish: Wish, seed: str) -> None:
    quiz = compose(pool(), wish, seed)
    assert quiz == compose(pool(), wish, seed)
    assert len(quiz) <= min(wish.rounds, MOST_ROUNDS)
    assert len({each.id for each in quiz}) == len(quiz)
    for each in quiz:
        assert not wish.kinds or each.kind in wish.kinds
        assert wish.difficulty in (None, each.difficulty)
        about = {word for topic in each.topics for word in folded_words(topic)}
        assert not wish.topic or wish.topic == "taiwan" or set(folded_words(wish.topic)) <= about


@given(st.integers(), st.sampled_from(["", "blinken", "yellen", "june 2023"]))
def test_no_two_questions_of_a_quiz_tell_each_other(seed: int, topic: str) -> None:
    names = [*(each.name for each in base().people.values()), *(each.name for each in base().places.values())]
    for one, other in permutations(compose(pool(), Wish(rounds=20, topic=topic), str(seed)), 2):
        assert not set(one.facts) & set(other.facts)
        assert one.prompt != other.prompt
        shown = " ".join((one.prompt, one.explanation, *one.right))
        assert not any(quoted in shown for quoted in re.findall("“([^”]{12,})”", other.prompt))
        if other.facts[0] in base().meetings and other.asks in ("date", "place") and other.kind != "several-right":
            meeting = base().meetings[other.facts[0]]
            answer = str(meeting.date) if other.asks == "date" else base().name(meeting.place or "")
            told = [name for name in names if name in other.prompt]
            assert len(told) < 2 or not all(each in shown for each in (*told, answer))


def test_ten_questions_are_of_ten_kinds_and_other_seeds_give_others() -> None:
    first, second = (compose(pool(), Wish(), seed) for seed in ("1", "2"))
    assert len(first) == len(second) == 10
    assert len({each.kind for each in first}) == 10
    assert len({each.id for each in (*first, *second)}) > 15


def test_the_same_question_typed_and_with_options_never_meet() -> None:
    assert answers_other(question("who-said.xi-this-is-good"), question("typed.speaker.xi-this-is-good"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("when.blinken-beijing-2023-06", "when.blinken-xi-beijing-2023-06"),
        ("when.yellen-beijing-2023-07", "who-met.yellen-li-qiang-beijing-2023-07.li-qiang"),
        ("which-figure.hotlines", "true-or-false.value.hotlines"),
        ("several-right.in.beijing.yellen-li-qiang-beijing-2023-07", "where.yellen-beijing-2023-07"),
    ],
)
def test_questions_that_tell_each_other_never_meet(one: str, other: str) -> None:
    assert answers_other(question(one), question(other))
    assert answers_other(question(other), question(one))


@pytest.mark.parametrize(("topic", "least"), [("blinken june 2023", 10), ("may 2023", 15), ("xi", 8), ("taiwan", 5)])
def test_a_topic_has_questions_for_a_quiz(topic: str, least: int) -> None:
    quiz = compose(pool(), Wish(rounds=50, topic=topic), "1")
    assert len(quiz) >= least
    assert topic != "may 2023" or all("may" in " ".join(each.topics).lower() for each in quiz)


@pytest.mark.parametrize("topic", ["blinken june 2023", "YELLEN", "hotlines", "hotline", "Taiwan’s"])
def test_a_topic_is_found_in_whatever_form(topic: str) -> None:
    assert any(fits(each, Wish(topic=topic)) for each in pool())
    assert not any(fits(each, Wish(topic=f"{topic} walrus")) for each in pool())


CAPITALS = "".join(
    f"What is the capital of {name}?:\n- {name} City\n" for name in "Peru Cuba Fiji Chad Mali Oman".split()
)
STATEMENTS = "questions:\n" + "".join(
    f"  - {{ask: Water is {what}., options: ['True', 'False'], right: ['True']}}\n" for what in ("wet", "blue", "old")
)


def own(content: str) -> tuple[Question, ...]:
    return parse_own(content.encode(), "own.yaml").questions


@pytest.mark.parametrize("content", [CAPITALS, STATEMENTS])
def test_own_questions_are_all_asked_in_their_order_though_they_are_alike(content: str) -> None:
    written = own(content)
    assert compose(written, Wish(MOST_ROUNDS), FILE_ORDER) == written
    assert compose(written, Wish(2), FILE_ORDER) == written[:2]


def test_a_seed_shuffles_own_questions() -> None:
    written = own(CAPITALS)
    orders = {compose(written, Wish(MOST_ROUNDS), str(seed)) for seed in range(5)}
    assert len(orders) > 1
    assert {frozenset(order) for order in orders} == {frozenset(written)}


def test_no_more_own_questions_than_a_quiz_has() -> None:
    written = own("".join(f"Question {number}?:\n- x\n" for number in range(MOST_ROUNDS + 5)))
    assert compose(written, Wish(MOST_ROUNDS), FILE_ORDER) == written[:MOST_ROUNDS]


def test_only_what_reads_the_same_is_asked_once() -> None:
    asked = [
        "{ask: Which is a noun?, options: [dog, run], right: [dog]}",
        "{ask: Which is a noun?, options: [cat, sit], right: [cat]}",
        "{ask: Which is a verb?, options: [dog, run], right: [run]}",
        "{ask: Which is a noun?, options: [run, dog], right: [dog]}",
    ]
    written = own("questions:\n" + "".join(f"  - {each}\n" for each in asked))
    assert compose(written, Wish(MOST_ROUNDS), FILE_ORDER) == written[:3]
